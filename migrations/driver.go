package migrations

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/golang-migrate/migrate/v4"
	"github.com/golang-migrate/migrate/v4/database"
	migratepgx "github.com/golang-migrate/migrate/v4/database/pgx/v5"
	"github.com/golang-migrate/migrate/v4/source/iofs"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// atomicDriver makes a migration and the record of its version one transaction. The library would write
// the version as dirty, run the file, and write it as clean, three commits; a crash between them leaves a
// database that only a person can repair.
type atomicDriver struct {
	database.Driver
	table   string // quoted name of the version table
	target  int    // version that the file about to run leads to
	written bool   // whether the file that ran has recorded target
}

// SetVersion remembers the target when a migration begins, and records it at the end if no file did.
func (d *atomicDriver) SetVersion(version int, dirty bool) error {
	if dirty {
		d.target, d.written = version, false
		return nil
	}
	if d.written && d.target == version {
		return nil
	}
	return d.Driver.SetVersion(version, false)
}

// Run sends the file and the record of its version as one query, which PostgreSQL runs as one transaction.
func (d *atomicDriver) Run(file io.Reader) error {
	record := fmt.Sprintf("\n;\ntruncate %s;\n", d.table)
	if d.target >= 0 {
		record += fmt.Sprintf("insert into %s (version, dirty) values (%d, false);\n", d.table, d.target)
	}
	if err := d.Driver.Run(io.MultiReader(file, strings.NewReader(record))); err != nil {
		return fmt.Errorf("migrate to version %d: %w", max(d.target, 0), explain(err))
	}
	d.written = true
	return nil
}

// withMigrator calls use with a migrator of the files for the database, and closes it afterwards.
func withMigrator(ctx context.Context, url string, files fs.FS, use func(*migrate.Migrate) error) (err error) {
	driver, err := openDriver(ctx, url)
	if err != nil {
		return err
	}
	defer func() {
		if closed := driver.Close(); err == nil {
			err = closed
		}
	}()
	src, err := iofs.New(files, ".")
	if err != nil {
		return fmt.Errorf("read the migration files: %w", err)
	}
	defer src.Close()
	m, err := migrate.NewWithInstance("iofs", src, "pgx5", driver)
	if err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { m.GracefulStop <- true })
	defer stop()
	if err := use(m); err != nil {
		return err
	}
	return ctx.Err()
}

func openDriver(ctx context.Context, url string) (*atomicDriver, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	db := stdlib.OpenDB(*config)
	if err := db.PingContext(ctx); err != nil {
		db.Close()
		return nil, err
	}
	return newDriver(db)
}

func newDriver(db *sql.DB) (*atomicDriver, error) {
	config := &migratepgx.Config{}
	inner, err := migratepgx.WithInstance(db, config)
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("prepare the version table: %w", err)
	}
	table := pgx.Identifier{config.SchemaName, config.MigrationsTable}.Sanitize()
	return &atomicDriver{Driver: inner, table: table}, nil
}
