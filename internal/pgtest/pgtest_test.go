package pgtest

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"aurum/migrations"

	"github.com/jackc/pgx/v5"
)

// victimVariable makes the test binary open its server, say where, and wait to be killed.
const victimVariable = "PGTEST_VICTIM"

func TestMain(m *testing.M) {
	if os.Getenv(victimVariable) != "" {
		actAsVictim()
	}
	Main(m)
}

func actAsVictim() {
	h, err := openPrivate(context.Background())
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	fmt.Println(h.url)
	select {}
}

func query[T any](t *testing.T, url, sql string, args ...any) T {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	must(t, err)
	defer conn.Close(context.Background())
	var answer T
	must(t, conn.QueryRow(t.Context(), sql, args...).Scan(&answer))
	return answer
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestNewIsMigratedAndIsolated(t *testing.T) {
	for i := range 3 {
		t.Run(fmt.Sprint("Größe/", i), func(t *testing.T) {
			t.Parallel()
			url := New(t)
			state, err := migrations.Status(t.Context(), url)
			must(t, err)
			if state.Version == 0 || state.Version != state.Latest || state.Dirty {
				t.Errorf("schema: got %+v, want the latest", state)
			}
			must(t, execute(t.Context(), url, "create table mine (n int)"))
		})
	}
}

func TestNewEmptyIsEmpty(t *testing.T) {
	url := NewEmpty(t)
	if got := query[int](t, url, "select count(*) from pg_class where relnamespace = 'public'::regnamespace"); got != 0 {
		t.Errorf("got %d relations, want none", got)
	}
}

// outcome stands for a test that has failed or passed.
type outcome struct {
	testing.TB
	failed   bool
	cleanups []func()
	logged   strings.Builder
}

func (o *outcome) Failed() bool               { return o.failed }
func (o *outcome) Cleanup(f func())           { o.cleanups = append(o.cleanups, f) }
func (o *outcome) Logf(f string, args ...any) { fmt.Fprintf(&o.logged, f, args...) }

func (o *outcome) end() {
	for _, f := range o.cleanups {
		f()
	}
}

func TestDropOrKeep(t *testing.T) {
	server := NewEmpty(t)
	h, err := openGiven(t.Context(), server)
	must(t, err)
	for _, failed := range []bool{false, true} {
		test := &outcome{TB: t, failed: failed}
		url := h.create(test, h.template)
		name := query[string](t, url, "select current_database()")
		test.end()
		exists := query[bool](t, server, "select exists (select from pg_database where datname = $1)", name)
		if exists != failed {
			t.Errorf("failed %v: database exists %v", failed, exists)
		}
		if logged := strings.Contains(test.logged.String(), name); logged != failed {
			t.Errorf("failed %v: log says %q", failed, test.logged.String())
		}
		must(t, drop(t.Context(), server, name))
	}
}

func TestGivenServerGetsOneTemplate(t *testing.T) {
	server := NewEmpty(t)
	names := make(chan string, 4)
	for range cap(names) {
		go func() {
			h, err := openGiven(t.Context(), server)
			if err != nil {
				t.Error(err)
			}
			names <- h.template
		}()
	}
	first := <-names
	for range cap(names) - 1 {
		if next := <-names; next != first {
			t.Errorf("templates %s and %s", first, next)
		}
	}
	if query[bool](t, server, "select datallowconn from pg_database where datname = $1", first) {
		t.Error("the template admits connections")
	}
}

// startVictim runs a process with a private server in a cache of its own.
func startVictim(t *testing.T, tmp string) (*exec.Cmd, string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), victimVariable+"=1", "TMPDIR="+tmp)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() { end(cmd) })
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatalf("the process said nothing: %v", lines.Err())
	}
	return cmd, lines.Text()
}

// end kills the process, unless it has ended.
func end(cmd *exec.Cmd) {
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}

func TestKilledProcessLeavesNothing(t *testing.T) {
	tmp := t.TempDir()
	cmd, url := startVictim(t, tmp)
	conn, err := pgx.Connect(t.Context(), url)
	must(t, err)
	end(cmd)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if _, err := conn.WaitForNotification(ctx); err == nil || ctx.Err() != nil {
		t.Errorf("the server outlives its process: %v", err)
	}
	second, _ := startVictim(t, tmp)
	runs, err := filepath.Glob(filepath.Join(tmp, "*", runPrefix+"*"))
	must(t, err)
	if len(runs) != 1 {
		t.Errorf("got server folders %v, want only the living process's", runs)
	}
	end(second)
	awaitStopped(t, runs[0])
}

// awaitStopped waits for the server's last act, so that the folder can be removed.
func awaitStopped(t *testing.T, run string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		if _, err := os.Stat(filepath.Join(run, "pgdata", "postmaster.pid")); os.IsNotExist(err) {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatal("the server outlives its process")
		case <-tick.C:
		}
	}
}

func TestSweep(t *testing.T) {
	cache := t.TempDir()
	old := time.Now().Add(-2 * keepFor)
	folders := []struct {
		name string
		kept bool
		time time.Time
		want bool
	}{
		{"run-dead", false, time.Now(), false},
		{"run-kept", true, time.Now(), true},
		{"run-kept-long-ago", true, old, false},
		{"seed-used", false, time.Now(), true},
		{"seed-unused", false, old, false},
		{"other", false, old, true},
	}
	for _, f := range folders {
		dir := filepath.Join(cache, f.name)
		must(t, os.Mkdir(dir, 0o700))
		if f.kept {
			mark := filepath.Join(dir, keptMark)
			must(t, os.WriteFile(mark, nil, 0o600))
			must(t, os.Chtimes(mark, f.time, f.time))
		}
		must(t, os.Chtimes(dir, f.time, f.time))
	}
	must(t, sweep(cache))
	for _, f := range folders {
		if _, err := os.Stat(filepath.Join(cache, f.name)); (err == nil) != f.want {
			t.Errorf("%s: still there %v, want %v", f.name, err == nil, f.want)
		}
	}
}

func TestSchemaHash(t *testing.T) {
	one := fstest.MapFS{"a.sql": {Data: []byte("x")}}
	others := []fstest.MapFS{
		{"a.sql": {Data: []byte("y")}},
		{"b.sql": {Data: []byte("x")}},
		{"a.sql": {Data: []byte("x")}, "b.sql": {}},
	}
	want, err := schemaHash(one)
	must(t, err)
	for _, other := range others {
		if got, err := schemaHash(other); err != nil || got == want {
			t.Errorf("%v has the hash of %v (%v)", other, one, err)
		}
	}
}

func TestWithDatabase(t *testing.T) {
	for given, want := range map[string]string{
		"postgres://u:p@h:1/old?sslmode=disable": "postgres://u:p@h:1/new?sslmode=disable",
		"host=/tmp dbname=old":                   "host=/tmp dbname=old dbname=new",
	} {
		if got, err := withDatabase(given, "new"); err != nil || got != want {
			t.Errorf("%s: got %s, %v, want %s", given, got, err, want)
		}
	}
}
