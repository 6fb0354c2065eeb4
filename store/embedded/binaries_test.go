package embedded

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fakeServer makes a folder with programs that claim to be a version of PostgreSQL.
func fakeServer(t *testing.T, version string) string {
	t.Helper()
	dir := t.TempDir()
	script := fmt.Sprintf("#!/bin/sh\necho 'postgres (PostgreSQL) %s'\n", version)
	for _, name := range []string{"postgres", "initdb"} {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(script), 0o755))
	}
	return dir
}

// onlyPath makes the PATH and nothing else be searched.
func onlyPath(t *testing.T, dirs ...string) {
	t.Helper()
	globs := installGlobs
	installGlobs = nil
	t.Cleanup(func() { installGlobs = globs })
	t.Setenv("PATH", strings.Join(dirs, string(filepath.ListSeparator)))
	t.Setenv(BinariesVariable, "")
}

func TestFindBinaries(t *testing.T) {
	old, middle, newest := fakeServer(t, "14.2"), fakeServer(t, "16.4 (Debian 16.4-1)"), fakeServer(t, "18beta1")
	linked := t.TempDir()
	must(t, os.Symlink(filepath.Join(middle, "postgres"), filepath.Join(linked, "postgres")))
	clientOnly := fakeServer(t, "17.1")
	must(t, os.Remove(filepath.Join(clientOnly, "initdb")))
	cases := []struct {
		name, given string
		path        []string
		version     int
		want, fails string
	}{
		{name: "newest wins", path: []string{old, middle, newest, clientOnly}, want: newest},
		{name: "the data decide", path: []string{newest, middle}, version: 16, want: middle},
		{name: "links are followed", path: []string{linked}, want: middle},
		{name: "given", given: middle, path: []string{newest}, want: middle},
		{name: "given is too old", given: old, path: []string{newest}, fails: "PostgreSQL 14 in " + old + " is too old"},
		{name: "given is of another version", given: middle, version: 15, fails: "made by PostgreSQL 15"},
		{name: "all too old", path: []string{old}, fails: "found only PostgreSQL 14 in " + old},
		{name: "all of another version", path: []string{middle}, version: 15, fails: "found only PostgreSQL 16"},
		{name: "none", path: []string{t.TempDir(), "relative"}, fails: installLine(0)},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			onlyPath(t, c.path...)
			found, err := findInstallation(c.given, c.version)
			if c.fails != "" {
				if err == nil || !strings.Contains(err.Error(), c.fails) {
					t.Errorf("got %v, want it to say %q", err, c.fails)
				}
				return
			}
			must(t, err)
			if found.dir != c.want {
				t.Errorf("got %s, want %s", found.dir, c.want)
			}
		})
	}
}

func TestBinariesVariable(t *testing.T) {
	dir := fakeServer(t, "17.0")
	t.Setenv(BinariesVariable, dir)
	found, version, err := FindBinaries()
	must(t, err)
	if found != dir || version != 17 {
		t.Errorf("got %s version %d, want %s version 17", found, version, dir)
	}
}

func TestParseVersion(t *testing.T) {
	for text, want := range map[string]int{
		"postgres (PostgreSQL) 15.9 (Debian 15.9-0+deb12u1)": 15,
		"postgres (PostgreSQL) 18devel":                      18,
		"postgres (PostgreSQL) 17":                           17,
		"postgres":                                           0,
		"":                                                   0,
	} {
		got, err := parseVersion(text)
		if got != want || (err != nil) != (want == 0) {
			t.Errorf("%q: got %d, %v, want %d", text, got, err, want)
		}
	}
}

func TestInstallLine(t *testing.T) {
	cases := []struct {
		goos, release string
		version       int
		root          bool
		want          string
	}{
		{"darwin", "", 0, false, "brew install postgresql@17"},
		{"darwin", "", 15, false, "brew install postgresql@15"},
		{"freebsd", "", 0, true, "pkg install -y postgresql17-server postgresql17-contrib"},
		{"linux", "ID=debian\n", 0, false, "sudo apt-get install -y postgresql"},
		{"linux", "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", 16, true, "apt-get install -y postgresql-16"},
		{"linux", "NAME=x\nID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", 0, true, "dnf install -y postgresql-server postgresql-contrib"},
		{"linux", "ID=alpine", 0, true, "apk add postgresql postgresql-contrib"},
		{"linux", "ID=alpine", 16, true, "apk add postgresql16 postgresql16-contrib"},
		{"linux", "ID=arch", 0, false, "sudo pacman -S --noconfirm postgresql"},
		{"linux", "ID=opensuse-leap\nID_LIKE=\"suse opensuse\"", 0, false, "sudo zypper install -y postgresql-server postgresql-contrib"},
		{"linux", "", 0, true, "apt-get install -y postgresql"},
	}
	for _, c := range cases {
		if got := installLineFor(c.goos, c.release, c.version, c.root); got != c.want {
			t.Errorf("%s %q: got %q, want %q", c.goos, c.release, got, c.want)
		}
	}
}
