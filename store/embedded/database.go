package embedded

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

const invalidCatalogName = "3D000" // SQLSTATE of a database that does not exist

// ensureDatabase creates the hub's database in the server with the socket in dir, if it is missing.
func ensureDatabase(ctx context.Context, dir string) error {
	conn, err := pgx.Connect(ctx, connectionURL(dir, databaseName))
	if err == nil {
		return conn.Close(ctx)
	}
	var pgErr *pgconn.PgError
	if !errors.As(err, &pgErr) || pgErr.Code != invalidCatalogName {
		return err
	}
	conn, err = pgx.Connect(ctx, connectionURL(dir, "postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if err := requireTrigrams(ctx, conn); err != nil {
		return err
	}
	_, err = conn.Exec(ctx, "create database "+databaseName)
	return err
}

// requireTrigrams finds out early that the server came without its standard extensions, which some
// systems package apart.
func requireTrigrams(ctx context.Context, conn *pgx.Conn) error {
	var available bool
	err := conn.QueryRow(ctx, "select exists (select from pg_available_extensions where name = 'pg_trgm')").Scan(&available)
	if err != nil {
		return err
	}
	if !available {
		return fmt.Errorf("this PostgreSQL lacks the extension pg_trgm; install its contrib package: %s", installLine(0))
	}
	return nil
}
