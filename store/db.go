// Package store keeps the hub's records in PostgreSQL; it is the only package that knows SQL.
package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// DB is the hub's database. It is safe for concurrent use.
type DB struct{ pool *pgxpool.Pool }

// Open connects to a migrated database and checks that it answers.
func Open(ctx context.Context, url string) (*DB, error) {
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("database address: %w", err)
	}
	if cfg.MaxConns < 16 {
		cfg.MaxConns = 16
	}
	// The planner guesses ten elements per array and would plan every statement anew.
	cfg.ConnConfig.RuntimeParams["plan_cache_mode"] = "force_generic_plan"
	cfg.ConnConfig.RuntimeParams["timezone"] = "UTC"
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("reach database: %w", err)
	}
	return &DB{pool: pool}, nil
}

// Close gives all connections back.
func (db *DB) Close() { db.pool.Close() }

// Ping checks that the database answers.
func (db *DB) Ping(ctx context.Context) error { return db.pool.Ping(ctx) }

// Listen calls wake for every notification on the channel until ctx ends or the connection breaks.
func (db *DB) Listen(ctx context.Context, channel string, wake func()) error {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	c := conn.Hijack()
	defer c.Close(context.WithoutCancel(ctx))
	if _, err := c.Exec(ctx, "listen "+pgx.Identifier{channel}.Sanitize()); err != nil {
		return err
	}
	wake() // whatever came before we listened
	for {
		if _, err := c.WaitForNotification(ctx); err != nil {
			return err
		}
		wake()
	}
}

// retryable tells errors that another try of the same transaction may well not meet: deadlocks, serialization failures,
// two writers inventing one key.
func retryable(err error) bool {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return false
	}
	switch pg.Code {
	case "40001", "40P01", "23505":
		return true
	}
	return false
}

const maxTries = 50

// withRetry runs one whole transaction on a connection of its own, again where a conflict asks for it.
func (db *DB) withRetry(ctx context.Context, run func(*pgx.Conn) error) error {
	for try := 1; ; try++ {
		err := db.pool.AcquireFunc(ctx, func(c *pgxpool.Conn) error {
			err := run(c.Conn())
			if err != nil && c.Conn().PgConn().TxStatus() != 'I' && !c.Conn().IsClosed() {
				_, _ = c.Conn().Exec(context.WithoutCancel(ctx), "rollback")
			}
			return err
		})
		if err == nil || !retryable(err) || try == maxTries {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(try) * time.Millisecond):
		}
	}
}
