package embedded

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestRowsOutliveStop(t *testing.T) {
	o := Options{DataDir: filepath.Join(openFolder(t), "fresh", "data"), Durable: true}
	server := start(t, o)
	execute(t, server.URL(), "create table kept (n int)", "insert into kept values (7)")
	pid := postmaster(t, o.DataDir)
	must(t, server.Stop())
	must(t, server.Stop())
	if err := syscall.Kill(pid, 0); err != syscall.ESRCH {
		t.Errorf("the server is still there after Stop: %v", err)
	}
	if _, err := os.Stat(server.socketDir); !os.IsNotExist(err) {
		t.Errorf("the socket folder is still there after Stop: %v", err)
	}
	select {
	case <-server.Done():
		t.Error("Done is closed after a Stop that was asked for")
	default:
	}
	again := start(t, o)
	if got := ask[int](t, again.URL(), "select n from kept"); got != 7 {
		t.Errorf("row after restart: got %d, want 7", got)
	}
}

func TestSettings(t *testing.T) {
	server := start(t, Options{
		DataDir: openFolder(t), Durable: true, MaxConnections: 17,
		Settings: map[string]string{"work_mem": "5MB", "application_name": "it's a name"},
	})
	wants := map[string]string{
		"listen_addresses":          "",
		"max_connections":           "17",
		"work_mem":                  "5MB",
		"application_name":          "it's a name",
		"max_locks_per_transaction": "256",
		"jit":                       "off",
		"wal_compression":           "pglz",
		"fsync":                     "on",
		"synchronous_commit":        "on",
		"full_page_writes":          "on",
		"TimeZone":                  "UTC",
		"server_encoding":           "UTF8",
		"data_checksums":            "off",
		"unix_socket_permissions":   "0700",
	}
	for name, want := range wants {
		if got := ask[string](t, server.URL(), "select current_setting('"+name+"')"); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if got := ask[string](t, server.URL(), "select lower('ÄÖŁ') || (select string_agg(v, '' order by v) from (values ('b'), ('a'), ('B')) t(v))"); got != "äöłBab" {
		t.Errorf("letters and order: got %q, want %q", got, "äöłBab")
	}
	execute(t, server.URL(), "create extension pg_trgm")
	if !ask[bool](t, server.URL(), "select similarity('Müller', 'Mueller Österreich') > 0") {
		t.Error("pg_trgm finds no similarity")
	}
}

func TestNotDurable(t *testing.T) {
	server := start(t, Options{DataDir: openFolder(t)})
	for _, name := range []string{"fsync", "synchronous_commit", "full_page_writes"} {
		if got := ask[string](t, server.URL(), "show "+name); got != "off" {
			t.Errorf("%s: got %s, want off", name, got)
		}
	}
}

func TestAwkwardPaths(t *testing.T) {
	names := map[string]string{
		"long":    strings.Repeat("a-very-long-name/", 12) + "data",
		"unicode": "Größe 数据 it's",
		"comma":   `a,b "c"`,
	}
	for name, path := range names {
		t.Run(name, func(t *testing.T) {
			o := Options{DataDir: filepath.Join(openFolder(t), path)}
			server := start(t, o)
			execute(t, server.URL(), "create table t (n int)")
			if got := len(filepath.Join(server.socketDir, socketName)); got > maxSocketPath {
				t.Errorf("socket path has %d bytes", got)
			}
			info, err := os.Stat(server.socketDir)
			must(t, err)
			if info.Mode().Perm() != 0o700 {
				t.Errorf("socket folder has mode %o, want 700", info.Mode().Perm())
			}
			must(t, server.Stop())
			execute(t, start(t, o).URL(), "select * from t")
		})
	}
}

func TestSecondHubIsRefused(t *testing.T) {
	dir := t.TempDir()
	first := start(t, Options{DataDir: dir})
	link := filepath.Join(t.TempDir(), "link")
	must(t, os.Symlink(dir, link))
	for _, path := range []string{dir, link} {
		_, err := Start(t.Context(), Options{DataDir: path})
		if err == nil || !strings.Contains(err.Error(), "in use by another process") {
			t.Errorf("second hub on %s: got %v", path, err)
		}
	}
	execute(t, first.URL(), "select 1")
}

func TestRefusals(t *testing.T) {
	otherVersion := t.TempDir()
	must(t, os.MkdirAll(filepath.Join(otherVersion, pgdataName), 0o700))
	must(t, os.WriteFile(filepath.Join(otherVersion, pgdataName, "PG_VERSION"), []byte("9999\n"), 0o600))
	cases := []struct {
		name, want string
		options    Options
	}{
		{"no directory", "no data directory", Options{}},
		{"negative connections", "must not be negative", Options{DataDir: openFolder(t), MaxConnections: -1}},
		{"private setting", "listen_addresses cannot be changed", Options{DataDir: openFolder(t), Settings: map[string]string{"listen_addresses": "*"}}},
		{"no binaries", "no PostgreSQL server in", Options{DataDir: openFolder(t), BinDir: t.TempDir()}},
		{"other major version", "made by PostgreSQL 9999", Options{DataDir: otherVersion}},
		{"wrong setting", "unrecognized configuration parameter", Options{DataDir: openFolder(t), Settings: map[string]string{"no_such": "1"}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			server, err := Start(t.Context(), c.options)
			if err == nil {
				must(t, server.Stop())
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want it to say %q", err, c.want)
			}
		})
	}
}
