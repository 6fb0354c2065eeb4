package pgtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"aurum/migrations"
	"aurum/store/embedded"
)

const (
	keptMark = "kept" // file in the folder of a server that holds databases of failed tests
	keepFor  = 24 * time.Hour
	lockName = "lock" // of the cache, and of each data directory in it
)

// openPrivate starts a server for this process from the copy in the cache. Processes take turns in this,
// so that the copy is made once, and so that a folder without an owner is one left behind.
func openPrivate(ctx context.Context) (host, error) {
	cache, err := cacheFolder()
	if err != nil {
		return host{}, err
	}
	lock, err := os.OpenFile(filepath.Join(cache, lockName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return host{}, err
	}
	defer lock.Close() // gives the lock back
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return host{}, fmt.Errorf("lock %s: %w", lock.Name(), err)
	}
	if err := sweep(cache); err != nil {
		return host{}, fmt.Errorf("read %s: %w", cache, err)
	}
	seed, template, err := ensureSeed(ctx, cache)
	if err != nil {
		return host{}, err
	}
	return runCopy(ctx, cache, seed, template)
}

// cacheFolder is private to the user, and so that root's server, which runs as another, can pass it.
func cacheFolder() (string, error) {
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("aurum-pgtest-%d", os.Geteuid()))
	if err := os.Mkdir(dir, 0o711); err != nil && !errors.Is(err, os.ErrExist) {
		return "", err
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return "", err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || !info.IsDir() || int(stat.Uid) != os.Geteuid() {
		return "", fmt.Errorf("%s belongs to somebody else: set TMPDIR to a folder of your own", dir)
	}
	return dir, os.Chmod(dir, 0o711)
}

// ensureSeed returns the data directory, at rest, of a server with the template, and the template's name.
func ensureSeed(ctx context.Context, cache string) (seed, template string, err error) {
	hash, err := schemaHash(migrations.FS)
	if err != nil {
		return "", "", err
	}
	_, version, err := embedded.FindBinaries()
	if err != nil {
		return "", "", err
	}
	seed = filepath.Join(cache, fmt.Sprintf("%s%d-%s", seedPrefix, version, hash))
	template = "aurum_template_" + hash
	now := time.Now()
	if err := os.Chtimes(seed, now, now); err == nil {
		return seed, template, nil // marked as in use, so that no sweep takes it
	}
	return seed, template, makeSeed(ctx, cache, seed)
}

func makeSeed(ctx context.Context, cache, seed string) error {
	draft, err := os.MkdirTemp(cache, runPrefix)
	if err != nil {
		return err
	}
	server, err := embedded.Start(ctx, options(draft))
	if err != nil {
		return err
	}
	_, err = ensureTemplate(ctx, server.URL())
	if err := errors.Join(err, server.Stop()); err != nil {
		return err
	}
	return os.Rename(draft, seed)
}

func options(dataDir string) embedded.Options {
	return embedded.Options{DataDir: dataDir, MaxConnections: maxTestConns}
}

func runCopy(ctx context.Context, cache, seed, template string) (host, error) {
	run, err := os.MkdirTemp(cache, runPrefix)
	if err != nil {
		return host{}, err
	}
	if err := copyTree(filepath.Join(seed, "pgdata"), filepath.Join(run, "pgdata")); err != nil {
		return host{}, fmt.Errorf("copy the prepared server: %w", err)
	}
	server, err := embedded.Start(ctx, options(run))
	if err != nil {
		return host{}, err
	}
	var kept atomic.Bool
	keep := func(t testing.TB, url string) {
		kept.Store(true)
		t.Logf("database kept for %v: %s; once the tests have ended open it with: postgres -D %s/pgdata -k /tmp -c listen_addresses=", keepFor, url, run)
		if err := os.WriteFile(filepath.Join(run, keptMark), nil, 0o600); err != nil {
			t.Logf("mark the kept database: %v", err)
		}
	}
	end := func() error {
		err := server.Stop()
		if kept.Load() {
			return err
		}
		return errors.Join(err, os.RemoveAll(run))
	}
	return host{url: server.URL(), template: template, kept: keep, close: end}, nil
}
