package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Backlog tells what waits in the database.
type Backlog struct {
	// Landed is how many source records wait to be resolved, OldestLanded how long the oldest of them has.
	Landed       int
	OldestLanded time.Duration
	// Unsettled is how long the oldest change event has waited that followers of the feed cannot be shown yet, because a
	// transaction that began before it has not ended.
	Unsettled time.Duration
}

// Backlog reads what waits.
func (db *DB) Backlog(ctx context.Context) (b Backlog, err error) {
	err = db.pool.QueryRow(ctx, `
select l.n,
       coalesce(greatest(now() - l.oldest, '0'), '0'),
       coalesce(greatest(now() - (
           select min(at)
           from change_event
           where tx >= pg_snapshot_xmin(pg_current_snapshot())
       ), '0'), '0')
from (select count(*) as n, min(landed_at) as oldest from landed) l`).Scan(&b.Landed, &b.OldestLanded, &b.Unsettled)
	if err != nil {
		return Backlog{}, fmt.Errorf("read the backlog: %w", err)
	}
	return b, nil
}

// Connections tells how the connections to the database are used.
func (db *DB) Connections() *pgxpool.Stat { return db.pool.Stat() }
