package embedded

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
)

const tailLines = 20

// serverLog passes the server's output on, line by line, and remembers the last lines for error messages.
type serverLog struct {
	log  *slog.Logger
	mu   sync.Mutex
	part []byte // of a line whose end has not come yet
	tail []string
}

func (l *serverLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.part = append(l.part, p...)
	for {
		line, rest, found := bytes.Cut(l.part, []byte("\n"))
		if !found {
			return len(p), nil
		}
		l.take(string(line))
		l.part = rest
	}
}

func (l *serverLog) take(line string) {
	l.tail = append(l.tail, line)
	if len(l.tail) > tailLines {
		l.tail = slices.Clone(l.tail[len(l.tail)-tailLines:])
	}
	severity, text, found := strings.Cut(line, ":  ")
	if !found {
		severity, text = "", line
	}
	l.log.Log(context.Background(), level(severity), text, "source", "postgresql", "severity", severity)
}

// level keeps down what the hub sees anyway: errors of statements come back to it as errors.
func level(severity string) slog.Level {
	switch severity {
	case "PANIC":
		return slog.LevelError
	case "WARNING":
		return slog.LevelWarn
	}
	return slog.LevelDebug
}

// last returns the last lines, for an error message.
func (l *serverLog) last() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(append(slices.Clone(l.tail), string(l.part)), "\n")
}
