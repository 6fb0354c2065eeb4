package pgtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"testing"

	"aurum/migrations"

	"github.com/jackc/pgx/v5"
)

// templateLock keeps test processes that share a server from making the template twice.
const templateLock = 0x70_67_74_65_73_74 // "pgtest" in ASCII

// schemaHash names the content of all migration files.
func schemaHash(files fs.FS) (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(files, path)
		fmt.Fprintf(sum, "%q %q\n", path, content)
		return err
	})
	return hex.EncodeToString(sum.Sum(nil))[:16], err
}

// openGiven uses a server that somebody else runs.
func openGiven(ctx context.Context, serverURL string) (host, error) {
	name, err := ensureTemplate(ctx, serverURL)
	if err != nil {
		return host{}, fmt.Errorf("prepare the server of %s: %w", ServerVariable, err)
	}
	keep := func(t testing.TB, url string) { t.Logf("database kept: %s", url) }
	return host{url: serverURL, template: name, kept: keep, close: func() error { return nil }}, nil
}

// ensureTemplate returns the name of the template for this build's migrations, made if missing.
func ensureTemplate(ctx context.Context, serverURL string) (string, error) {
	hash, err := schemaHash(migrations.FS)
	if err != nil {
		return "", err
	}
	name := "aurum_template_" + hash
	conn, err := pgx.Connect(ctx, serverURL)
	if err != nil {
		return "", err
	}
	defer conn.Close(context.WithoutCancel(ctx)) // gives the lock back
	if _, err := conn.Exec(ctx, "select pg_advisory_lock($1)", int64(templateLock)); err != nil {
		return "", err
	}
	var exists bool
	err = conn.QueryRow(ctx, "select exists (select from pg_database where datname = $1)", name).Scan(&exists)
	if err != nil || exists {
		return name, err
	}
	return name, makeTemplate(ctx, serverURL, name)
}

// makeTemplate builds under another name, so that a half-made template is never cloned. In the end nobody
// may connect to it, because a template with a connection cannot be cloned.
func makeTemplate(ctx context.Context, serverURL, name string) error {
	draft := name + "_draft"
	if err := drop(ctx, serverURL, draft); err != nil {
		return err
	}
	if err := clone(ctx, serverURL, draft, "template0"); err != nil {
		return err
	}
	draftURL, err := withDatabase(serverURL, draft)
	if err != nil {
		return err
	}
	if err := migrations.Up(ctx, draftURL); err != nil {
		return fmt.Errorf("migrate the template: %w", err)
	}
	return execute(ctx, serverURL,
		fmt.Sprintf("alter database %s rename to %s", pgx.Identifier{draft}.Sanitize(), pgx.Identifier{name}.Sanitize()),
		fmt.Sprintf("alter database %s allow_connections false", pgx.Identifier{name}.Sanitize()))
}
