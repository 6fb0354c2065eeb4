package main

import (
	"io"
	"log/slog"
	"os"
)

// shell is what a command sees of the world outside.
type shell struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	// terminal is true where a person reads stderr as it is written.
	terminal bool
	env      func(string) string
	environ  func() []string
}

func newShell() *shell {
	return &shell{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, terminal: isTerminal(os.Stderr),
		env: os.Getenv, environ: os.Environ,
	}
}

// isTerminal tells whether a file is a character device other than the null device.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// logFormat is how log lines are written.
type logFormat string

const (
	logAuto logFormat = "auto" // text for a person, JSON for a program
	logText logFormat = "text"
	logJSON logFormat = "json"
)

// logger writes to stderr.
func (sh *shell) logger(level slog.Level, format logFormat) *slog.Logger {
	options := &slog.HandlerOptions{Level: level}
	if format == logText || format == logAuto && sh.terminal {
		return slog.New(slog.NewTextHandler(sh.stderr, options))
	}
	return slog.New(slog.NewJSONHandler(sh.stderr, options))
}
