// Package migrations holds the history of the database schema and brings a database to any point of it.
//
// A migration is a pair of files, NNNN_name.up.sql and NNNN_name.down.sql. Each runs in one transaction
// together with the record of its version, so that a crash leaves the schema before or after a migration,
// never between. For this to hold a file must not contain begin, commit, or a statement that refuses to
// run in a transaction (create index concurrently, for one; such indexes belong in a background job).
package migrations

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/golang-migrate/migrate/v4"
	"github.com/golang-migrate/migrate/v4/database"
)

// FS holds the migration files of this build, at its root.
//
//go:embed *.sql
var FS embed.FS

// State tells where the schema of a database stands.
type State struct {
	Version uint   // of the last migration applied; 0 when none is
	Latest  uint   // of the newest migration in this build
	Pending []uint // in this build but not applied, ascending
	Dirty   bool   // another tool left a migration half done; it must be repaired by hand
}

// Up applies every pending migration, oldest first. Any number of nodes may call it at once on the same
// database: one works, the others wait for it and then find nothing to do. Cancelling ctx stops the
// waiting, and the work after the migration that is running.
func Up(ctx context.Context, url string) error { return up(ctx, url, FS) }

// Down takes back the last n applied migrations, newest first; n must be at least 1, and taking back
// more than were applied is an error after the last.
func Down(ctx context.Context, url string, n int) error { return down(ctx, url, FS, n) }

// Status tells where the schema of the database stands. It changes nothing in the database.
func Status(ctx context.Context, url string) (State, error) { return status(ctx, url, FS) }

func up(ctx context.Context, url string, files fs.FS) error {
	return alone(ctx, url, func() error {
		return withMigrator(ctx, url, files, func(m *migrate.Migrate) error {
			if err := refuseNewer(m, files); err != nil {
				return err
			}
			return explain(m.Up())
		})
	})
}

func down(ctx context.Context, url string, files fs.FS, n int) error {
	if n < 1 {
		return fmt.Errorf("the number of migrations to take back must be at least 1, not %d", n)
	}
	return alone(ctx, url, func() error {
		return withMigrator(ctx, url, files, func(m *migrate.Migrate) error {
			return explain(m.Steps(-n))
		})
	})
}

// refuseNewer keeps an old build from a database that a newer build has migrated.
func refuseNewer(m *migrate.Migrate, files fs.FS) error {
	current, _, err := m.Version()
	if errors.Is(err, migrate.ErrNilVersion) {
		return nil
	}
	if err != nil {
		return err
	}
	all, err := versions(files)
	if err != nil {
		return err
	}
	if latest := last(all); current > latest {
		return fmt.Errorf("the database schema is at version %d, this build knows versions up to %d: run a newer build", current, latest)
	}
	return nil
}

// explain turns the outcomes of the migration library into what a caller can act on.
func explain(err error) error {
	var (
		dirty migrate.ErrDirty
		short migrate.ErrShortLimit
		query database.Error
	)
	switch {
	case err == nil, errors.Is(err, migrate.ErrNoChange):
		return nil
	case errors.As(err, &dirty):
		return fmt.Errorf("migration %d was left half done by another tool: repair the schema, then set dirty to false in table schema_migrations", dirty.Version)
	case errors.As(err, &short):
		return fmt.Errorf("%d more migrations were to be taken back than were applied", short.Short)
	case errors.As(err, &query):
		return fmt.Errorf("line %d: %w", query.Line, query.OrigErr)
	}
	return err
}
