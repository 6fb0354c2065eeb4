package pgtest

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5"
)

// clone creates a database as a copy of the template, file by file: with fsync off that is quicker than
// through the write-ahead log.
func clone(ctx context.Context, serverURL, name, template string) error {
	return execute(ctx, serverURL, fmt.Sprintf("create database %s template %s strategy file_copy",
		pgx.Identifier{name}.Sanitize(), pgx.Identifier{template}.Sanitize()))
}

func drop(ctx context.Context, serverURL, name string) error {
	return execute(ctx, serverURL, fmt.Sprintf("drop database if exists %s with (force)", pgx.Identifier{name}.Sanitize()))
}

// execute runs each statement in a transaction of its own, on a connection of their own.
func execute(ctx context.Context, serverURL string, statements ...string) error {
	conn, err := pgx.Connect(ctx, serverURL)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	for _, statement := range statements {
		if _, err := conn.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// withDatabase is the connection string with another database, in either of PostgreSQL's two forms.
func withDatabase(connection, name string) (string, error) {
	if !strings.Contains(connection, "://") {
		return connection + " dbname=" + name, nil // the last one counts
	}
	u, err := url.Parse(connection)
	if err != nil {
		return "", fmt.Errorf("connection string of the test server: %w", err)
	}
	u.Path = "/" + name
	return u.String(), nil
}
