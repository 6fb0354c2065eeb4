package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
	"aurum/mastering"
)

// StewardID implements mastering.Storage.
func (db *DB) StewardID(ctx context.Context) (id int64, err error) {
	return id, db.pool.QueryRow(ctx, `select nextval('steward_id_seq')`).Scan(&id)
}

// Named implements mastering.Storage.
func (db *DB) Named(ctx context.Context, ids []domain.GoldenID) ([]*mastering.Named, error) {
	rows, err := db.pool.Query(ctx, `
select g.id,
       g.domain,
       g.state,
       coalesce(g.merged_into, ''),
       g.founder,
       array(select m.record_id from member m where m.golden_id = g.id order by m.record_id)
  from golden_record g
 where g.id = any ($1::text[])`, idTexts(ids))
	if err != nil {
		return nil, fmt.Errorf("read golden records named: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowToAddrOfStructByPos[mastering.Named])
}

// Since implements mastering.Storage.
func (db *DB) Since(ctx context.Context, id domain.GoldenID, version, limit int) ([]mastering.VersionNote, error) {
	rows, err := db.pool.Query(ctx, `
select version, kind, changed, members::text
  from golden_record_version
 where golden_id = $1
   and version > $2
 order by version
 limit $3`, string(id), version, limit)
	if err != nil {
		return nil, fmt.Errorf("read versions of %s: %w", id, err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (n mastering.VersionNote, err error) {
		var members string
		if err = row.Scan(&n.Version, &n.Kind, &n.Changed, &members); err != nil {
			return n, err
		}
		return n, json.Unmarshal([]byte(members), &n.Members)
	})
}

const decisionFields = `d.id, d.domain, d.kind, d.golden_ids, coalesce(d.task_id, 0), d.actor, d.reason, d.policy, d.decided_at,
       d.withdrawn_at, d.withdrawn_by, d.withdrawn_reason`

const decisionColumns = `
select ` + decisionFields + `
  from steward_decision d`

func scanDecision(row pgx.CollectableRow) (*domain.Decision, error) { return scanDecisionAnd(row, nil) }

func scanDecisionAnd(row pgx.CollectableRow, more []any) (*domain.Decision, error) {
	d := &domain.Decision{}
	err := row.Scan(append([]any{&d.ID, &d.Domain, &d.Kind, &d.Golden, &d.Task, &d.Actor, &d.Reason, &d.Policy, &d.At, &d.WithdrawnAt, &d.WithdrawnBy,
		&d.WithdrawnReason}, more...)...)
	d.At, d.WithdrawnAt = d.At.UTC(), utc(d.WithdrawnAt)
	return d, err
}

// Decision implements mastering.Storage.
func (db *DB) Decision(ctx context.Context, id int64) (*domain.Decision, []domain.RecordID, error) {
	rows, _ := db.pool.Query(ctx, decisionColumns+` where d.id = $1`, id)
	d, err := pgx.CollectExactlyOneRow(rows, scanDecision)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read decision: %w", err)
	}
	rows, _ = db.pool.Query(ctx, `
select unnest(array[a, b]) as record_id
  from steward_decision_pair
 where decision_id = $1
 group by 1
 order by 1`, id)
	records, err := pgx.CollectRows(rows, pgx.RowTo[domain.RecordID])
	if err != nil {
		return nil, nil, fmt.Errorf("read what a decision is about: %w", err)
	}
	return d, records, nil
}

// remainingSQL tells of each pair of a decision what the last other decision says of it.
const remainingSQL = `
select p.a, p.b, other.same, coalesce(other.decision_id, 0)
  from steward_decision_pair p
  left join lateral (
       select o.same, o.decision_id
         from steward_decision_pair o
         join steward_decision d
           on d.id = o.decision_id
          and d.withdrawn_at is null
        where (o.a, o.b) = (p.a, p.b)
          and o.decision_id <> p.decision_id
        order by o.seq desc
        limit 1) as other
    on true
 where p.decision_id = $1
 order by p.a, p.b`

func queueWithdrawal(b *pgx.Batch, decision int64, l *mastering.Locked) {
	b.Queue(decisionColumns+` where d.id = $1`, decision).Query(func(rows pgx.Rows) (err error) {
		l.Withdrawing, err = pgx.CollectExactlyOneRow(rows, scanDecision)
		return err
	})
	b.Queue(remainingSQL, decision).Query(func(rows pgx.Rows) (err error) {
		l.Remaining, err = pgx.CollectRows(rows, pgx.RowToStructByPos[mastering.Remaining])
		return err
	})
}

const overrideColumns = `
select o.id,
       o.golden_id,
       o.domain,
       o.attribute,
       o.kind,
       o.value::text,
       coalesce(o.record_id, 0),
       coalesce(r.system, ''),
       coalesce(r.key, ''),
       o.until_kind,
       o.until_at,
       coalesce(o.baseline::text, ''),
       o.actor,
       o.reason,
       o.created_at,
       o.ended_at,
       o.ended_by,
       o.ended_reason
  from override o
  left join source_record r
    on r.id = o.record_id`

const overridesInForceSQL = overrideColumns + `
 where o.ended_at is null
   and (o.record_id = any ($1::bigint[])
    or o.golden_id = any (array(select id from golden_record where founder = any ($1::bigint[]))))
 order by o.id`

func scanOverride(row pgx.CollectableRow) (*domain.Override, error) {
	o := &domain.Override{}
	var value *string
	err := row.Scan(&o.ID, &o.Golden, &o.Domain, &o.Attribute, &o.Kind, &value, &o.Record, &o.Source.System, &o.Source.Key, &o.Until, &o.UntilAt,
		&o.Baseline, &o.Actor, &o.Reason, &o.CreatedAt, &o.EndedAt, &o.EndedBy, &o.EndedReason)
	if err != nil {
		return nil, err
	}
	o.UntilAt, o.CreatedAt, o.EndedAt = utc(o.UntilAt), o.CreatedAt.UTC(), utc(o.EndedAt)
	if value == nil {
		return o, nil
	}
	tree, err := domain.DecodeAttributes([]byte(`{"value":` + *value + `}`))
	o.Value = tree["value"]
	return o, err
}

// OverrideOf implements mastering.Storage.
func (db *DB) OverrideOf(ctx context.Context, id int64) (*domain.Override, error) {
	rows, _ := db.pool.Query(ctx, overrideColumns+` where o.id = $1`, id)
	o, err := pgx.CollectExactlyOneRow(rows, scanOverride)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read override: %w", err)
	}
	return o, nil
}

// OverridesThen implements mastering.Storage.
func (db *DB) OverridesThen(ctx context.Context, ids []int64, records []domain.RecordID, at time.Time) ([]*domain.Override, error) {
	rows, err := db.pool.Query(ctx, overrideColumns+`
 where o.id = any ($1::bigint[])
    or o.record_id = any ($2::bigint[])
   and o.created_at <= $3
   and (o.ended_at is null or o.ended_at > $3)
 order by o.id`, ids, records, at)
	if err != nil {
		return nil, fmt.Errorf("read overrides: %w", err)
	}
	return pgx.CollectRows(rows, scanOverride)
}

// Task implements mastering.Storage.
func (db *DB) Task(ctx context.Context, id int64) (*domain.Task, error) {
	rows, _ := db.pool.Query(ctx, "select "+taskColumns+"\nfrom steward_task t\n"+taskTables+"\nwhere t.id = $1", id)
	t, err := pgx.CollectExactlyOneRow(rows, func(row pgx.CollectableRow) (*domain.Task, error) { return scanTask(row, nil) })
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read task: %w", err)
	}
	return t, nil
}

// Due implements mastering.Storage.
func (db *DB) Due(ctx context.Context, now time.Time, limit int) (map[domain.GoldenID]mastering.Due, error) {
	rows, err := db.pool.Query(ctx, `
select d.golden_id,
       g.domain,
       g.founder
  from reevaluation d
  join golden_record g
    on g.id = d.golden_id
 where d.due_at <= $1
 order by d.due_at
 limit $2`, now, limit)
	if err != nil {
		return nil, fmt.Errorf("read what is due: %w", err)
	}
	out := map[domain.GoldenID]mastering.Due{}
	var id domain.GoldenID
	var due mastering.Due
	_, err = pgx.ForEachRow(rows, []any{&id, &due.Domain, &due.Record}, func() error { out[id] = due; return nil })
	return out, err
}
