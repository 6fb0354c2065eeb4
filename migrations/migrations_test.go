package migrations

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"aurum/store/embedded"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func history() fstest.MapFS {
	return fstest.MapFS{
		"0001_first.up.sql":    file("create table first (n int);\ninsert into first values (1) -- no end"),
		"0001_first.down.sql":  file("drop table first;"),
		"0002_second.up.sql":   file("create table second (n int); insert into first values (2);"),
		"0002_second.down.sql": file("drop table second; delete from first where n = 2;"),
	}
}

// newDatabase runs a server for the test alone: the package that keeps databases for tests needs this one.
func newDatabase(t *testing.T) string {
	t.Helper()
	server, err := embedded.Start(t.Context(), embedded.Options{DataDir: t.TempDir()})
	must(t, err)
	t.Cleanup(func() { must(t, server.Stop()) })
	return server.URL()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// tables lists what migrations have made, in order.
func tables(t *testing.T, url string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	must(t, err)
	defer conn.Close(context.Background())
	var names string
	must(t, conn.QueryRow(t.Context(), `
		select coalesce(string_agg(tablename, ' ' order by tablename), '')
		from pg_tables
		where schemaname = 'public' and tablename <> 'schema_migrations'`).Scan(&names))
	return names
}

func wantState(t *testing.T, url string, files fs.FS, want State) {
	t.Helper()
	got, err := status(t.Context(), url, files)
	must(t, err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("state (-want +got):\n%s", diff)
	}
}

func TestUpAndDown(t *testing.T) {
	url, files := newDatabase(t), history()
	ctx := t.Context()
	wantState(t, url, files, State{Latest: 2, Pending: []uint{1, 2}})
	must(t, up(ctx, url, files))
	must(t, up(ctx, url, files))
	wantState(t, url, files, State{Version: 2, Latest: 2, Pending: []uint{}})
	if got := tables(t, url); got != "first second" {
		t.Errorf("after up: tables %q", got)
	}
	must(t, down(ctx, url, files, 1))
	wantState(t, url, files, State{Version: 1, Latest: 2, Pending: []uint{2}})
	must(t, down(ctx, url, files, 1))
	wantState(t, url, files, State{Latest: 2, Pending: []uint{1, 2}})
	if got := tables(t, url); got != "" {
		t.Errorf("after down: tables %q", got)
	}
	must(t, up(ctx, url, files))
	wantRefusal(t, down(ctx, url, files, 5), "3 more migrations")
	wantRefusal(t, down(ctx, url, files, 0), "at least 1")
}

func wantRefusal(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want it to say %q", err, want)
	}
}

func TestFailureLeavesTheVersionBefore(t *testing.T) {
	url, files := newDatabase(t), history()
	files["0003_bad.up.sql"] = file("create table third (n int);\n\nselect no_such_thing;")
	err := up(t.Context(), url, files)
	wantRefusal(t, err, "migrate to version 3: line 3")
	wantRefusal(t, err, "no_such_thing")
	wantState(t, url, files, State{Version: 2, Latest: 3, Pending: []uint{3}})
	if got := tables(t, url); got != "first second" {
		t.Errorf("after a failure: tables %q", got)
	}
	files["0003_bad.up.sql"] = file("create table third (n int);")
	must(t, up(t.Context(), url, files))
	wantState(t, url, files, State{Version: 3, Latest: 3, Pending: []uint{}})
}

func TestManyNodesAtOnce(t *testing.T) {
	url, files := newDatabase(t), history()
	results := make(chan error)
	const nodes = 8
	for range nodes {
		go func() { results <- up(t.Context(), url, files) }()
	}
	for range nodes {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
	wantState(t, url, files, State{Version: 2, Latest: 2, Pending: []uint{}})
}

func TestNewerDatabaseIsRefused(t *testing.T) {
	url, files := newDatabase(t), history()
	must(t, up(t.Context(), url, files))
	delete(files, "0002_second.up.sql")
	delete(files, "0002_second.down.sql")
	wantRefusal(t, up(t.Context(), url, files), "run a newer build")
}

func TestDirtyIsRefused(t *testing.T) {
	url, files := newDatabase(t), history()
	must(t, up(t.Context(), url, files))
	conn, err := pgx.Connect(t.Context(), url)
	must(t, err)
	defer conn.Close(context.Background())
	_, err = conn.Exec(t.Context(), "update schema_migrations set dirty = true")
	must(t, err)
	wantRefusal(t, up(t.Context(), url, files), "half done by another tool")
	wantState(t, url, files, State{Version: 2, Latest: 2, Pending: []uint{}, Dirty: true})
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	url := newDatabase(t)
	ctx, cancel := context.WithTimeout(t.Context(), 10*guardPoll)
	defer cancel()
	err := alone(t.Context(), url, func() error {
		return alone(ctx, url, func() error { return errors.New("two at once") })
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want %v", err, context.DeadlineExceeded)
	}
}

// The build's own history must lead to its latest version, back to nothing, and there again.
func TestOwnHistory(t *testing.T) {
	url := newDatabase(t)
	all, err := versions(FS)
	must(t, err)
	for range 2 {
		must(t, Up(t.Context(), url))
		state, err := Status(t.Context(), url)
		must(t, err)
		if state.Version != last(all) || state.Dirty {
			t.Errorf("after up: %+v", state)
		}
		must(t, Down(t.Context(), url, len(all)))
		if got := tables(t, url); got != "" {
			t.Errorf("tables left after down: %s", got)
		}
	}
}
