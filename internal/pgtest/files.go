package pgtest

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const (
	seedPrefix = "seed-" // data directories to copy from
	runPrefix  = "run-"  // data directories of running servers, or left by killed ones
)

// sweep removes what killed processes left, and seeds that nobody has used for long. The caller holds
// the lock of the cache.
func sweep(cache string) error {
	entries, err := os.ReadDir(cache)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		path := filepath.Join(cache, entry.Name())
		if !strings.HasPrefix(entry.Name(), runPrefix) && !strings.HasPrefix(entry.Name(), seedPrefix) {
			continue
		}
		if useless(path) {
			// A killed process's server may be writing its last files; the next sweep gets the rest.
			_ = os.RemoveAll(path)
		}
	}
	return nil
}

// useless reports whether nobody needs the folder any more.
func useless(path string) bool {
	if strings.HasPrefix(filepath.Base(path), seedPrefix) {
		return olderThan(path, keepFor)
	}
	mark := filepath.Join(path, keptMark)
	if _, err := os.Stat(mark); err == nil && !olderThan(mark, keepFor) {
		return false
	}
	return !locked(filepath.Join(path, lockName))
}

func olderThan(path string, age time.Duration) bool {
	info, err := os.Stat(path)
	return err == nil && time.Since(info.ModTime()) > age
}

// locked reports whether a process holds the lock file of a data directory.
func locked(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close() // gives the lock back
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	return errors.Is(err, syscall.EWOULDBLOCK)
}

// copyTree copies a folder of plain files and folders, with their permissions.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, name)
		if entry.IsDir() {
			return os.Mkdir(target, 0o700)
		}
		return copyFile(path, target)
	})
}

func copyFile(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Close())
}
