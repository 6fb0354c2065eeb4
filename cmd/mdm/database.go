package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/cmd/mdm/settings"
	"aurum/migrations"
	"aurum/store"
	"aurum/store/embedded"
)

// addressFile holds the address of the private PostgreSQL while a hub runs it, so that the other commands find it.
const addressFile = "postgres.url"

// database is the one a command works with.
type database struct {
	url    string
	server *embedded.Server // nil where it is not ours to stop
}

// open gives the database of the settings: that of DATABASE_URL, else that of the hub which runs on the data directory,
// else a private server of this command's own.
func (d databaseSettings) open(ctx context.Context, log *slog.Logger) (*database, error) {
	if d.url != "" {
		return &database{url: d.url}, nil
	}
	if url := d.running(ctx); url != "" {
		return &database{url: url}, nil
	}
	return d.start(ctx, log)
}

// start runs a private server in the data directory.
func (d databaseSettings) start(ctx context.Context, log *slog.Logger) (*database, error) {
	server, err := embedded.Start(ctx, embedded.Options{DataDir: d.data, BinDir: d.postgre, Logger: log, Durable: true})
	if err != nil {
		return nil, err
	}
	return &database{url: server.URL(), server: server}, nil
}

// running gives the address of a hub's private server that answers; empty if there is none.
func (d databaseSettings) running(ctx context.Context) string {
	text, err := os.ReadFile(filepath.Join(d.data, addressFile))
	if err != nil {
		return ""
	}
	url := strings.TrimSpace(string(text))
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return "" // a killed hub has left the file
	}
	_ = conn.Close(ctx) // it has answered, which is all that was asked
	return url
}

// existing opens the database of the settings where starting one would only make an empty one.
func (d databaseSettings) existing(ctx context.Context, log *slog.Logger) (*database, error) {
	_, err := os.Stat(filepath.Join(d.data, "pgdata"))
	if d.url == "" && errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no database in %s: name another folder with --data, or set DATABASE_URL", d.data)
	}
	return d.open(ctx, log)
}

// close stops the server if it is this command's own.
func (db *database) close() error {
	if db.server == nil {
		return nil
	}
	return db.server.Stop()
}

// ready brings the schema of a private database up to date, and refuses another one whose schema is not: that one is
// shared, and to migrate it is its owner's decision.
func (db *database) ready(ctx context.Context) error {
	if db.server != nil {
		return migrations.Up(ctx, db.url)
	}
	state, err := migrations.Status(ctx, db.url)
	if err != nil {
		return err
	}
	if state.Version < state.Latest {
		return fmt.Errorf("the schema of the database is at version %d, this build needs %d: run mdm migrate up", state.Version, state.Latest)
	}
	return nil
}

// makeDataDir makes the data directory as the private server would.
func makeDataDir(dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fmt.Errorf("make the data directory: %w", err)
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("make the data directory: %w", err)
	}
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		return settings.Faultf("invalid value %q for --data: it is not a folder", dir)
	}
	return err
}

// openStore opens the store of the database of the settings, which must be there and ready. closeAll closes both.
func (d databaseSettings) openStore(ctx context.Context, log *slog.Logger) (s *store.DB, closeAll func() error, err error) {
	db, err := d.existing(ctx, log)
	if err != nil {
		return nil, nil, err
	}
	if err = db.ready(ctx); err == nil {
		if s, err = store.Open(ctx, db.url); err == nil {
			return s, func() error { s.Close(); return db.close() }, nil
		}
	}
	return nil, nil, errors.Join(err, db.close())
}
