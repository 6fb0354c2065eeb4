package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"aurum/cmd/mdm/settings"
	"aurum/migrations"
)

var migrateUpCommand = command{
	name: "migrate up", summary: "Bring the database schema up to this build.",
	prepare: prepareMigrate(false, func(ctx context.Context, w io.Writer, url string, _ []string) error {
		if err := migrations.Up(ctx, url); err != nil {
			return err
		}
		return writeState(ctx, w, url)
	}),
}

var migrateDownCommand = command{
	name: "migrate down", arguments: "N", summary: "Take back the last N migrations. What only they can hold is lost.",
	prepare: prepareMigrate(true, func(ctx context.Context, w io.Writer, url string, args []string) error {
		n, _ := settings.Count(1)(args[0]) // checked before the database was opened
		if err := migrations.Down(ctx, url, n); err != nil {
			return err
		}
		return writeState(ctx, w, url)
	}),
}

var migrateStatusCommand = command{
	name: "migrate status", summary: "Show where the database schema stands.",
	prepare: prepareMigrate(false, func(ctx context.Context, w io.Writer, url string, _ []string) error {
		return writeState(ctx, w, url)
	}),
}

// prepareMigrate gives a command that works on the database's schema; counted ones take a number.
func prepareMigrate(counted bool, work func(ctx context.Context, w io.Writer, url string, args []string) error) func(*settings.Set) action {
	return func(s *settings.Set) action {
		var (
			where databaseSettings
			logs  logSettings
		)
		where.declare(s)
		logs.declare(s)
		return func(ctx context.Context, sh *shell, args []string) (err error) {
			if err := countOf(counted, args); err != nil {
				return err
			}
			db, err := where.open(ctx, sh.logger(logs.level, logs.format))
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, db.close()) }()
			return work(ctx, sh.stdout, db.url, args)
		}
	}
}

func countOf(counted bool, args []string) error {
	if !counted {
		return nil
	}
	if len(args) != 1 {
		return settings.Faultf("mdm migrate down needs the number of migrations to take back")
	}
	if _, err := settings.Count(1)(args[0]); err != nil {
		return settings.Faultf("invalid number %q of migrations: %v", args[0], err)
	}
	return nil
}

func writeState(ctx context.Context, w io.Writer, url string) error {
	state, err := migrations.Status(ctx, url)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "schema version %d of %d, %d pending\n", state.Version, state.Latest, len(state.Pending))
	if state.Dirty {
		return errors.Join(err, errors.New("another tool has left a migration half done: repair the schema by hand"))
	}
	return err
}
