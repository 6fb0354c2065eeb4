//go:build unix && !linux

package embedded

import "os/exec"

// startTied starts the command, and a watcher that stops it when this process ends.
func startTied(cmd *exec.Cmd) (cut func(), err error) {
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	w, err := startWatch(cmd.Process.Pid)
	if err != nil {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		return nil, err
	}
	return w.cut, nil
}
