package embedded

import (
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// process is a running server. Its end is always waited for, so that it leaves no zombie.
type process struct {
	cmd  *exec.Cmd
	log  *serverLog
	done chan struct{} // closed when the process has ended; err may be read from then on
	err  error
}

// startProcess starts the command in a process group of its own, so that an interrupt from the terminal
// reaches this process alone, and ties its life to this process.
func startProcess(cmd *exec.Cmd, log *serverLog) (*process, error) {
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr.Setpgid = true
	cmd.WaitDelay = 2 * time.Second // children of a killed server hold its output a moment longer
	p := &process{cmd: cmd, log: log, done: make(chan struct{})}
	started := make(chan error, 1)
	go p.run(started)
	if err := <-started; err != nil {
		return nil, err
	}
	return p, nil
}

// run stays on one thread from start to end, because Linux sends the parent's death signal when the
// thread that started the child ends.
func (p *process) run(started chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	cut, err := startTied(p.cmd)
	started <- err
	if err != nil {
		return
	}
	p.err = p.cmd.Wait()
	cut()
	close(p.done)
}

func (p *process) signal(signal syscall.Signal) error { return p.cmd.Process.Signal(signal) }

func (p *process) ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// stop ends the server, by ever stronger means, and waits until it is gone.
func (p *process) stop() {
	for _, step := range stopSteps {
		if p.ended() {
			return
		}
		_ = p.signal(step.signal) // fails only if it has just ended
		select {
		case <-p.done:
			return
		case <-time.After(step.wait):
		}
	}
	<-p.done
}
