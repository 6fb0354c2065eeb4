package policies

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, fsys fs.FS, name string) string {
	t.Helper()
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestOpenWithoutFolderGivesTheEmbeddedRules(t *testing.T) {
	fsys, err := Open("")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"access/model.conf", "access/policy.csv", "mastering/README.md"} {
		if read(t, fsys, name) == "" {
			t.Errorf("%s is empty", name)
		}
	}
}

func TestAFileOfTheFolderWins(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "access/policy.csv", "mine")
	write(t, dir, "mastering/vehicle.yaml", "domain: vehicle")
	fsys, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, fsys, "access/policy.csv"); got != "mine" {
		t.Errorf("policy.csv = %q, want the folder's own", got)
	}
	if got := read(t, fsys, "mastering/vehicle.yaml"); got != "domain: vehicle" {
		t.Errorf("vehicle.yaml = %q", got)
	}
	if got, want := read(t, fsys, "access/model.conf"), read(t, Embedded, "access/model.conf"); got != want {
		t.Error("model.conf is not the embedded one")
	}
	if err := fstest.TestFS(fsys, "access/policy.csv", "access/model.conf", "mastering/vehicle.yaml"); err != nil {
		t.Error(err)
	}
}

func TestAMountOfLinksReadsLikeAFolder(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "..2026/vehicle.yaml", "domain: vehicle")
	if err := os.Symlink("..2026", filepath.Join(dir, "mastering")); err != nil {
		t.Fatal(err)
	}
	fsys, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	err = fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(found, " ")
	if !strings.Contains(all, "mastering/vehicle.yaml") || strings.Contains(all, "..2026") {
		t.Errorf("walked %s", all)
	}
}

func TestOpenNamesTheFolderAtFault(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "file", "x")
	for name, want := range map[string]string{
		filepath.Join(dir, "missing"): "does not exist",
		filepath.Join(dir, "file"):    "is not a folder",
	} {
		_, err := Open(name)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), name) {
			t.Errorf("Open(%s) = %v, want %q and the name", name, err, want)
		}
	}
}

func TestAnUnreadableFileIsAnErrorNotAFallBack(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "access", "a file where a folder belongs")
	fsys, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := fs.ReadFile(fsys, "access/policy.csv"); err == nil {
		t.Errorf("read %q through a file", b)
	}
}
