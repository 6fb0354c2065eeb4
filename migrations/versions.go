package migrations

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/golang-migrate/migrate/v4/source"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

const undefinedTable = "42P01" // SQLSTATE undefined_table

// versions lists the versions among the files' up migrations, ascending.
func versions(files fs.FS) ([]uint, error) {
	names, err := fs.Glob(files, "*.up.sql")
	if err != nil {
		return nil, err
	}
	found := make([]uint, 0, len(names))
	for _, name := range names {
		m, err := source.DefaultParse(name)
		if err != nil {
			return nil, fmt.Errorf("migration file %s: %w", name, err)
		}
		found = append(found, m.Version)
	}
	slices.Sort(found)
	return found, nil
}

func last(ascending []uint) uint {
	if len(ascending) == 0 {
		return 0
	}
	return ascending[len(ascending)-1]
}

// status reads the version table without the migration library, which would create it.
func status(ctx context.Context, url string, files fs.FS) (State, error) {
	all, err := versions(files)
	if err != nil {
		return State{}, err
	}
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return State{}, err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	state := State{Latest: last(all)}
	if err := readVersion(ctx, conn, &state); err != nil {
		return State{}, err
	}
	applied := func(v uint) bool { return v <= state.Version }
	state.Pending = slices.DeleteFunc(all, applied)
	return state, nil
}

// readVersion leaves the zero version when no migration was ever applied.
func readVersion(ctx context.Context, conn *pgx.Conn, state *State) error {
	var version int64
	err := conn.QueryRow(ctx, "select version, dirty from schema_migrations limit 1").Scan(&version, &state.Dirty)
	var pgErr *pgconn.PgError
	if errors.Is(err, pgx.ErrNoRows) || errors.As(err, &pgErr) && pgErr.Code == undefinedTable {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the schema version: %w", err)
	}
	state.Version = uint(max(version, 0))
	return nil
}
