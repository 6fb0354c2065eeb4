package migrations

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	guardKey  = 0x61_75_72_75_6d // "aurum" in ASCII
	guardPoll = 50 * time.Millisecond
)

// alone runs work while no other node runs its own on the same database. The lock is polled for, not
// waited on: a waiting statement holds a snapshot, which stalls whatever needs to outlast all snapshots.
func alone(ctx context.Context, url string, work func() error) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	// Closing the connection gives the lock back, whatever happened before.
	defer conn.Close(context.WithoutCancel(ctx))
	tick := time.NewTicker(guardPoll)
	defer tick.Stop()
	for {
		var mine bool
		if err := conn.QueryRow(ctx, "select pg_try_advisory_lock($1)", int64(guardKey)).Scan(&mine); err != nil {
			return fmt.Errorf("wait for the other nodes' migrations: %w", err)
		}
		if mine {
			return work()
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for the other nodes' migrations: %w", ctx.Err())
		case <-tick.C:
		}
	}
}
