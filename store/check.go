package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"aurum/domain"
	"aurum/mastering"
)

// checkLockSQL takes the advisory lock of the continuous check. Locks named by two numbers are never those of record ids, which are
// named by one.
const checkLockSQL = `select pg_try_advisory_lock(7351, 1)`

// Alone implements mastering.Checks. The lock is that of a connection: it is gone with the node that holds it.
func (db *DB) Alone(ctx context.Context, work func() error) (done bool, err error) {
	err = db.pool.AcquireFunc(ctx, func(c *pgxpool.Conn) error {
		if err := c.QueryRow(ctx, checkLockSQL).Scan(&done); err != nil || !done {
			return err
		}
		defer func() {
			if _, err := c.Exec(context.WithoutCancel(ctx), `select pg_advisory_unlock(7351, 1)`); err != nil {
				_ = c.Conn().Close(context.WithoutCancel(ctx)) // which lets go of it as well
			}
		}()
		return work()
	})
	return done, err
}

// Checks implements mastering.Checks.
func (db *DB) Checks(ctx context.Context) (map[domain.Domain]*mastering.Check, error) {
	rows, err := db.pool.Query(ctx, `select domain, state::text from verification`)
	if err != nil {
		return nil, fmt.Errorf("read how far the check has come: %w", err)
	}
	out := map[domain.Domain]*mastering.Check{}
	var d domain.Domain
	var state string
	_, err = pgx.ForEachRow(rows, []any{&d, &state}, func() error {
		out[d] = &mastering.Check{Domain: d}
		return json.Unmarshal([]byte(state), out[d])
	})
	return out, err
}

const keepCheckSQL = `
insert into verification (domain, state)
values ($1, $2::text::json)
    on conflict (domain) do update
   set state = excluded.state,
       updated_at = now()`

const keepDifferenceSQL = `
insert into verification_difference (domain, pass, rule, golden_id, system, key, attribute, detail)
select $1, $2, $3, $4, $5, $6, $7, $8
 where (select count(*) from verification_difference where domain = $1 and pass = $2) < $9`

// KeepCheck implements mastering.Checks.
func (db *DB) KeepCheck(ctx context.Context, c *mastering.Check, found []mastering.Difference, most int) error {
	state, err := json.Marshal(c)
	if err != nil {
		return err
	}
	b := &pgx.Batch{}
	b.Queue(keepCheckSQL, string(c.Domain), string(state))
	b.Queue(`delete from verification_difference where domain = $1 and pass < $2`, string(c.Domain), c.Pass-1)
	for _, d := range found {
		b.Queue(keepDifferenceSQL, string(c.Domain), c.Pass, d.Rule, string(d.Golden), d.Record.System, d.Record.Key, d.Attribute, d.Detail, most)
	}
	if err := db.pool.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("keep how far the check of %s has come: %w", c.Domain, err)
	}
	return nil
}

// FoundDifference is one that the continuous check has found.
type FoundDifference struct {
	mastering.Difference
	FoundAt time.Time
}

// CheckDifferences are the first differences that the last full pass through a domain and the one under way have found, the
// oldest first.
func (db *DB) CheckDifferences(ctx context.Context, c *mastering.Check, limit int) ([]FoundDifference, error) {
	from := c.Pass
	if c.Last != nil && c.Now.Ended.IsZero() {
		from--
	}
	rows, err := db.pool.Query(ctx, `
select rule, domain, golden_id, system, key, attribute, detail, found_at
  from verification_difference
 where domain = $1
   and pass >= $2
 order by pass, id
 limit $3`, string(c.Domain), from, limit)
	if err != nil {
		return nil, fmt.Errorf("differences found in %s: %w", c.Domain, err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (d FoundDifference, err error) {
		err = row.Scan(&d.Rule, &d.Domain, &d.Golden, &d.Record.System, &d.Record.Key, &d.Attribute, &d.Detail, &d.FoundAt)
		d.FoundAt = d.FoundAt.UTC()
		return d, err
	})
}

var _ mastering.Checks = (*DB)(nil)
