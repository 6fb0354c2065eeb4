package embedded

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

const lockName = "lock"

// lockDir takes the data directory for this process, until the file is closed or the process ends. The
// lock does not pass on to the server, so that it never outlives this process.
func lockDir(dataDir string) (*os.File, error) {
	path := filepath.Join(dataDir, lockName)
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		holder, _ := os.ReadFile(path) // a detail of the message only
		file.Close()
		return nil, fmt.Errorf("data directory %s is in use by another process%s: stop it, or choose another data directory",
			dataDir, processText(holder))
	}
	if err == nil {
		err = file.Truncate(0)
	}
	if err == nil {
		_, err = fmt.Fprintln(file, os.Getpid())
	}
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("lock data directory %s: %w", dataDir, err)
	}
	return file, nil
}

func processText(pid []byte) string {
	if text := strings.TrimSpace(string(pid)); text != "" {
		return " (process " + text + ")"
	}
	return ""
}
