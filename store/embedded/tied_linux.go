package embedded

import "os/exec"

// startTied starts the command so that the kernel stops it when this process ends.
func startTied(cmd *exec.Cmd) (cut func(), err error) {
	cmd.SysProcAttr.Pdeathsig = fastStop
	return func() {}, cmd.Start()
}
