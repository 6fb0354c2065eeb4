package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
)

// Changes reads the change feed after a cursor, in feed order, up to limit events. An event is shown once every
// transaction that began before its own has ended: none that is still on its way can come to stand before it, so a
// reader that goes on from its last event misses nothing and meets nothing twice.
func (db *DB) Changes(ctx context.Context, after domain.Cursor, limit int) ([]domain.Change, error) {
	rows, err := db.pool.Query(ctx, `
select tx, seq, domain, golden_id, kind, version, previous_version, changed, related, at
from change_event
where (tx, seq) > ($1::xid8, $2::bigint) and tx < pg_snapshot_xmin(pg_current_snapshot())
order by tx, seq
limit $3`, after.Tx, after.Seq, max(limit, 0))
	if err != nil {
		return nil, fmt.Errorf("read changes: %w", err)
	}
	events, err := pgx.CollectRows(rows, scanChange)
	if err != nil {
		return nil, fmt.Errorf("read changes: %w", err)
	}
	return events, nil
}

func scanChange(row pgx.CollectableRow) (c domain.Change, err error) {
	var related []string
	err = row.Scan(&c.Cursor.Tx, &c.Cursor.Seq, (*string)(&c.Domain), (*string)(&c.GoldenID), (*string)(&c.Kind), &c.Version,
		&c.PreviousVersion, &c.Changed, &related, &c.At)
	c.At = c.At.UTC()
	for _, id := range related {
		c.Related = append(c.Related, domain.GoldenID(id))
	}
	return c, err
}

// Head gives the cursor behind everything Changes would show now; the zero cursor if there is nothing.
func (db *DB) Head(ctx context.Context) (domain.Cursor, error) {
	rows, err := db.pool.Query(ctx, `
select tx, seq
from change_event
where tx < pg_snapshot_xmin(pg_current_snapshot())
order by tx desc, seq desc
limit 1`)
	if err != nil {
		return domain.Cursor{}, fmt.Errorf("read head of changes: %w", err)
	}
	heads, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (c domain.Cursor, err error) {
		return c, row.Scan(&c.Tx, &c.Seq)
	})
	if err != nil {
		return domain.Cursor{}, fmt.Errorf("read head of changes: %w", err)
	}
	if len(heads) == 0 {
		return domain.Cursor{}, nil
	}
	return heads[0], nil
}
