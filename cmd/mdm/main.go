// Command mdm is the Aurum master data management hub in one binary: the server, and the tools around it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"aurum/cmd/mdm/settings"
)

// Exit statuses.
const (
	done   = 0
	failed = 1
	misuse = 2
)

func main() { os.Exit(run(newShell(), os.Args[1:])) }

// run runs the command that the arguments name and gives the exit status.
func run(sh *shell, args []string) int {
	ctx, stop := interruptible()
	defer stop()
	err := dispatch(ctx, sh, args)
	var fault *settings.Fault
	switch {
	case err == nil:
		return done
	case errors.As(err, &fault):
		fmt.Fprintf(sh.stderr, "mdm: %v\n", fault)
		fmt.Fprintln(sh.stderr, "Try: mdm help")
		return misuse
	case errors.Is(err, errTold):
		return failed
	}
	fmt.Fprintf(sh.stderr, "mdm: %v\n", err)
	return failed
}

// errTold is a failure whose causes the user has been told already.
var errTold = errors.New("failed")

// interruptible gives a context that ends with the first SIGINT or SIGTERM; the second one ends the process at once.
func interruptible() (context.Context, func()) {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		cancel()
		<-signals
		os.Exit(failed)
	}()
	return ctx, func() { signal.Stop(signals); cancel() }
}
