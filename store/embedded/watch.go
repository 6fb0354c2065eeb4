package embedded

import (
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"syscall"
)

// watcher waits for a pipe that only this process holds open to break, then interrupts a process.
const watcher = `read -r _; kill -INT "$1"`

// watch is a shell that stops a process when this process ends, for systems whose kernel does not.
type watch struct {
	cmd  *exec.Cmd
	hold io.Closer
}

func startWatch(pid int) (*watch, error) {
	cmd := exec.Command("/bin/sh", "-c", watcher, "sh", strconv.Itoa(pid))
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	hold, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, fmt.Errorf("start the watcher of the PostgreSQL server: %w", err)
	}
	return &watch{cmd: cmd, hold: hold}, nil
}

// cut ends the watch without a signal. It kills the shell before the pipe closes, or the shell would act.
func (w *watch) cut() {
	_ = w.cmd.Process.Kill()
	_ = w.cmd.Wait()
	_ = w.hold.Close()
}
