package clients

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// files are all that a client needs beside its packages.
var files = []string{"package.json", "package-lock.json", "audit.js", "follow.js"}

// install gives a folder with the clients and their packages. It is named by the content of the files, and appears as a
// whole, so that any number of tests may install at once.
func install(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	cache = filepath.Join(cache, "aurum-test-clients")
	if err := os.MkdirAll(cache, 0o755); err != nil {
		t.Fatal(err)
	}
	sum := sha256.New()
	for _, name := range files {
		sum.Write(content(t, name))
	}
	dir := filepath.Join(cache, hex.EncodeToString(sum.Sum(nil)[:8]))
	if _, err := os.Stat(dir); err == nil {
		return dir
	}
	fresh, err := os.MkdirTemp(cache, "install-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(fresh)
	for _, name := range files {
		if err := os.WriteFile(filepath.Join(fresh, name), content(t, name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run(t, fresh, nil, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	if err := os.Rename(fresh, dir); err != nil && !errors.Is(err, os.ErrExist) {
		if _, other := os.Stat(dir); other != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func content(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// run gives what a program prints; the test fails if the program does.
func run(t *testing.T, dir string, env []string, name string, args ...string) string {
	t.Helper()
	c := command(t.Context(), dir, env, name, args...)
	out, err := c.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("%s %v: %v\n%s%s", name, args, err, out, exit.Stderr)
		}
		t.Fatalf("%s %v: %v (these tests need Node.js 20 or later)", name, args, err)
	}
	return string(out)
}

func command(ctx context.Context, dir string, env []string, name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, name, args...)
	c.Dir = dir
	c.Env = append(os.Environ(), env...)
	return c
}
