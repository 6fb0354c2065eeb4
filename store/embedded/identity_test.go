package embedded

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A folder that only its owner may enter is no obstacle, also to root, who must not run PostgreSQL.
func TestClosedParent(t *testing.T) {
	parent := openFolder(t)
	o := Options{DataDir: filepath.Join(parent, "data"), Durable: true}
	startAndUse(t, o)
	must(t, os.Chmod(parent, 0o700))
	startAndUse(t, o)
	must(t, os.Chmod(parent, 0o755))
	startAndUse(t, o)
}

// startAndUse also proves that the data are reachable whoever the server ran as before.
func startAndUse(t *testing.T, o Options) {
	t.Helper()
	server := start(t, o)
	execute(t, server.URL(), "create table if not exists visit (n serial)", "insert into visit default values")
	must(t, server.Stop())
}

func TestEveryIdentityRunsTheServer(t *testing.T) {
	bin, err := findInstallation("", 0)
	must(t, err)
	for _, id := range identities(t.TempDir()) {
		t.Run(id.name, func(t *testing.T) {
			dir := openFolder(t)
			must(t, id.admit(t.Context(), bin, dir))
			must(t, initialize(t.Context(), id, bin, filepath.Join(dir, pgdataName), false))
			if uid, ok := ownerOf(filepath.Join(dir, pgdataName)); !ok || uid != id.uid {
				t.Errorf("owner of the data: got %d, want %d", uid, id.uid)
			}
		})
	}
}

func TestNobodyCanReach(t *testing.T) {
	dir := t.TempDir()
	bin := installation{dir: t.TempDir(), version: 15}
	id := identity{name: "somebody", uid: os.Geteuid(), gid: os.Getegid()}
	if err := id.reach(t.Context(), bin, dir); err == nil {
		t.Error("a program that is not there was run")
	}
	must(t, os.Chmod(dir, 0o700))
	if got := closedParent(filepath.Join(dir, "data")); !strings.Contains(got, "chmod o+x "+dir) {
		t.Errorf("advice: got %q", got)
	}
}

func TestForeignFolderIsNotUsed(t *testing.T) {
	target := t.TempDir()
	link := filepath.Join(t.TempDir(), "link")
	must(t, os.Symlink(target, link))
	if err := makePrivate(link, self()); err == nil {
		t.Error("a link was taken for a folder of one's own")
	}
}

// The watcher stands in for the kernel where it does not stop the children of a killed process.
func TestWatcher(t *testing.T) {
	for _, cutFirst := range []bool{true, false} {
		victim := exec.Command("/bin/cat")
		hold, err := victim.StdinPipe()
		must(t, err)
		must(t, victim.Start())
		w, err := startWatch(victim.Process.Pid)
		must(t, err)
		if cutFirst {
			w.cut()
			must(t, hold.Close())
			must(t, victim.Wait())
			continue
		}
		must(t, w.hold.Close()) // as the end of this process does
		if err := victim.Wait(); err == nil || err.Error() != "signal: interrupt" {
			t.Errorf("got %v, want an interrupt", err)
		}
		_ = w.cmd.Wait() // its exit code is kill's
	}
}
