package embedded

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const pidFileName = "postmaster.pid"

// pidFile is PostgreSQL's record of the server that works, or worked last, in a data directory. Its lines
// are: process, data directory, start time, port, socket folder, listen address, shared memory, status.
type pidFile struct {
	pid    int
	status string // "starting", "ready", "stopping", "standby"; "" if not written yet
}

const statusLine = 7 // counted from 0

// readPidFile returns ok false if there is no file, and pid 0 if it makes no sense.
func readPidFile(pgdata string) (file pidFile, ok bool, err error) {
	content, err := os.ReadFile(filepath.Join(pgdata, pidFileName))
	if errors.Is(err, os.ErrNotExist) {
		return file, false, nil
	}
	if err != nil {
		return file, false, err
	}
	lines := strings.Split(string(content), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(lines[0]))
	if err == nil {
		file.pid = max(pid, -pid) // negative for a server in single-user mode
	}
	if len(lines) > statusLine {
		file.status = strings.TrimSpace(lines[statusLine])
	}
	return file, true, nil
}

// disownPidFile makes the file of a dead server name this process. PostgreSQL takes a file that names its
// parent as left over, whoever may have got the dead server's number since. Unlike deleting the file this
// keeps PostgreSQL's check that the dead server's children are gone.
func disownPidFile(pgdata string) error {
	path := filepath.Join(pgdata, pidFileName)
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	_, rest, found := strings.Cut(string(content), "\n")
	if !found {
		return os.Remove(path) // cut off while it was written: that server never ran
	}
	return os.WriteFile(path, []byte(strconv.Itoa(os.Getpid())+"\n"+rest), 0o600)
}
