package embedded

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestKilledServer(t *testing.T) {
	o := Options{DataDir: openFolder(t), Durable: true}
	server := start(t, o)
	execute(t, server.URL(), "create table kept (n int)", "insert into kept values (7)")
	kill(t, postmaster(t, o.DataDir))
	awaitClosed(t, "Done", server.Done())
	must(t, server.Stop())
	again := start(t, o)
	if got := ask[int](t, again.URL(), "select n from kept"); got != 7 {
		t.Errorf("row after kill -9 of the server: got %d, want 7", got)
	}
}

func TestKilledHub(t *testing.T) {
	cases := []struct {
		name   string
		both   bool
		folder func(*testing.T) string
	}{
		{"hub alone", false, openFolder},
		{"hub and server", true, openFolder},
		{"hub alone in a closed folder", false, closedFolder},
		{"hub and server in a closed folder", true, closedFolder},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := c.folder(t)
			hub, url := startHub(t, dir)
			execute(t, url, "create table kept (n int)", "insert into kept values (7)")
			server := postmaster(t, dir)
			kill(t, hub.Process.Pid)
			if c.both {
				_ = syscall.Kill(server, syscall.SIGKILL) // it may have followed the hub already
			}
			_ = hub.Wait() // only its end matters
			again := start(t, Options{DataDir: dir, Durable: true})
			if got := ask[int](t, again.URL(), "select n from kept"); got != 7 {
				t.Errorf("row: got %d, want 7", got)
			}
			if server != postmaster(t, dir) && servesDir(server, filepath.Join(dir, pgdataName)) {
				t.Error("the first server still runs")
			}
		})
	}
}

// Without a successor to stop it, a server must still follow its hub.
func TestServerFollowsKilledHub(t *testing.T) {
	for _, dir := range []string{openFolder(t), closedFolder(t)} {
		hub, url := startHub(t, dir)
		execute(t, url, "select 1")
		server := postmaster(t, dir)
		kill(t, hub.Process.Pid)
		_ = hub.Wait() // only its end matters
		gone := func() bool { return !servesDir(server, filepath.Join(dir, pgdataName)) }
		if !waitFor(t.Context(), fastWait, gone) {
			t.Errorf("the server in %s outlives its hub", dir)
		}
	}
}

// An orphan is what a hub leaves behind where the system does not stop its children, and also what a
// person starts by hand.
func TestOrphanIsStopped(t *testing.T) {
	o := Options{DataDir: openFolder(t), Durable: true}
	server := start(t, o)
	execute(t, server.URL(), "create table kept (n int)")
	must(t, server.Stop())

	orphan := startOrphan(t, o.DataDir)
	again := start(t, o)
	awaitClosed(t, "the orphan's end", orphan)
	execute(t, again.URL(), "insert into kept values (1)")
}

// startOrphan runs a server in the data directory without lock or tie; the channel closes at its end.
func startOrphan(t *testing.T, dataDir string) <-chan struct{} {
	t.Helper()
	bin, err := findInstallation("", 0)
	must(t, err)
	id, err := chooseIdentity(t.Context(), bin, dataDir)
	must(t, err)
	pgdata := filepath.Join(dataDir, pgdataName)
	sockets, err := socketDir(t.Context(), id, bin, dataDir)
	must(t, err)
	cmd := id.command(context.Background(), bin.program("postgres"), "-D", ".", "-c", "listen_addresses=", "-k", sockets)
	cmd.Dir = pgdata
	must(t, cmd.Start())
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // how it ends is not the point
		close(ended)
	}()
	ready := func() bool { return isReady(pgdata, cmd.Process.Pid) }
	if !waitFor(t.Context(), fastWait, ready) {
		t.Fatal("the orphan does not start")
	}
	return ended
}

// startStranger runs a process of the server's user that is not its server, and must not be harmed.
func startStranger(t *testing.T) int {
	t.Helper()
	bin, err := findInstallation("", 0)
	must(t, err)
	id, err := chooseIdentity(t.Context(), bin, t.TempDir())
	must(t, err)
	cmd := id.command(context.Background(), "/bin/cat")
	hold, err := cmd.StdinPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() {
		must(t, hold.Close())
		must(t, cmd.Wait())
	})
	return cmd.Process.Pid
}

func TestStalePidFile(t *testing.T) {
	stranger := startStranger(t)
	cases := map[string]func(content string) string{
		"number reused by a stranger": func(content string) string {
			_, rest, _ := strings.Cut(content, "\n")
			return fmt.Sprintf("%d\n%s", stranger, rest)
		},
		"number of nobody": func(content string) string {
			_, rest, _ := strings.Cut(content, "\n")
			return "999999999\n" + rest
		},
		"number of the parent": func(content string) string {
			_, rest, _ := strings.Cut(content, "\n")
			return fmt.Sprintf("%d\n%s", os.Getppid(), rest)
		},
		"empty":   func(string) string { return "" },
		"garbage": func(string) string { return "no number" },
	}
	for name, change := range cases {
		t.Run(name, func(t *testing.T) {
			o := Options{DataDir: openFolder(t), Durable: true}
			crashed(t, o, change)
			execute(t, start(t, o).URL(), "insert into kept values (1)")
			must(t, syscall.Kill(stranger, 0))
		})
	}
}

// crashed leaves a data directory as a killed server does, with its pid file changed.
func crashed(t *testing.T, o Options, change func(string) string) {
	t.Helper()
	server := start(t, o)
	execute(t, server.URL(), "create table kept (n int)")
	path := filepath.Join(o.DataDir, pgdataName, pidFileName)
	content, err := os.ReadFile(path)
	must(t, err)
	kill(t, postmaster(t, o.DataDir))
	awaitClosed(t, "Done", server.Done())
	must(t, server.Stop())
	must(t, os.WriteFile(path, []byte(change(string(content))), 0o600))
}
