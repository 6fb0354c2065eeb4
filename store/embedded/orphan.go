package embedded

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

const (
	poll       = 5 * time.Millisecond
	fastWait   = 60 * time.Second // a fast shutdown writes a checkpoint
	quickWait  = 10 * time.Second
	fastStop   = syscall.SIGINT  // ends sessions, writes a checkpoint
	quickStop  = syscall.SIGQUIT // ends at once, recovers at the next start
	forcedStop = syscall.SIGKILL
)

// stopSteps are tried in order until the server is gone.
var stopSteps = []struct {
	signal syscall.Signal
	wait   time.Duration
}{{fastStop, fastWait}, {quickStop, quickWait}, {forcedStop, quickWait}}

// settle leaves no server running in pgdata: one that outlived its parent is stopped, and the record of
// one that was killed is made harmless. The caller holds the lock of the data directory.
func settle(ctx context.Context, pgdata string, log *slog.Logger) error {
	file, ok, err := readPidFile(pgdata)
	if err != nil || !ok {
		return err
	}
	if file.pid > 0 {
		if err := stopOrphan(ctx, file.pid, pgdata, log); err != nil {
			return err
		}
	}
	if _, ok, err = readPidFile(pgdata); err != nil || !ok {
		return err
	}
	return disownPidFile(pgdata)
}

// stopOrphan stops process pid if it is the server of pgdata, and touches no other process. The handle
// is taken before the check, so that on Linux a signal cannot reach a later process of the same number.
func stopOrphan(ctx context.Context, pid int, pgdata string, log *slog.Logger) error {
	process, err := os.FindProcess(pid)
	if err != nil {
		return nil
	}
	defer process.Release()
	if !servesDir(pid, pgdata) {
		return nil
	}
	log.Info("stopping the PostgreSQL server that an earlier process left behind", "pid", pid)
	for _, step := range stopSteps {
		if err := process.Signal(step.signal); err != nil && servesDir(pid, pgdata) {
			return fmt.Errorf("PostgreSQL server %d still runs in %s and cannot be stopped: %w", pid, pgdata, err)
		}
		gone := func() bool { return !servesDir(pid, pgdata) }
		if waitFor(ctx, step.wait, gone) {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return fmt.Errorf("PostgreSQL server %d still runs in %s and does not stop", pid, pgdata)
}

// waitFor reports whether the condition came true in time.
func waitFor(ctx context.Context, limit time.Duration, condition func() bool) bool {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	tick := time.NewTicker(poll)
	defer tick.Stop()
	for !condition() {
		select {
		case <-ctx.Done():
			return false
		case <-tick.C:
		}
	}
	return true
}

// sameDir reports whether both paths lead to one directory.
func sameDir(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}

// namesServer reports whether a command line is a server's with data directory pgdata.
func namesServer(args []string, pgdata string) bool {
	if len(args) == 0 || filepath.Base(args[0]) != "postgres" {
		return false
	}
	for i, arg := range args {
		if arg == "-D" && i+1 < len(args) && sameDir(args[i+1], pgdata) {
			return true
		}
	}
	return false
}
