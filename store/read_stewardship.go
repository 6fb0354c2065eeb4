package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
)

// DecisionsOf reads what stewards have decided of a golden record, or of those it has absorbed, the latest first.
func (db *DB) DecisionsOf(ctx context.Context, id domain.GoldenID, p PageArgs) (Page[*domain.Decision], error) {
	l := rowList{
		columns: decisionFields,
		from:    "from steward_decision d",
		keys:    []sortKey{{expr: "d.id", cast: "bigint", desc: true}},
	}
	l.and("d.golden_ids && array(select id::text from golden_record where id = %[1]s::text or merged_into = %[1]s::text)", sendable(string(id)))
	page, err := readRows(ctx, db, l, p, scanDecisionAnd)
	if err != nil {
		return page, fmt.Errorf("read decisions: %w", err)
	}
	return page, nil
}

// Decisions reads decisions by number; unknown ones are missing.
func (db *DB) Decisions(ctx context.Context, ids []int64) (map[int64]*domain.Decision, error) {
	rows, err := db.pool.Query(ctx, decisionColumns+` where d.id = any ($1::bigint[])`, ids)
	if err != nil {
		return nil, fmt.Errorf("read decisions: %w", err)
	}
	found, err := pgx.CollectRows(rows, scanDecision)
	out := make(map[int64]*domain.Decision, len(found))
	for _, d := range found {
		out[d.ID] = d
	}
	return out, err
}

// OverridesOf reads the overrides made on a golden record or on those it has absorbed, and those about its source records,
// the latest first; in force or ended, or, with nil, both.
func (db *DB) OverridesOf(ctx context.Context, id domain.GoldenID, inForce *bool, limit int) ([]*domain.Override, error) {
	rows, err := db.pool.Query(ctx, overrideColumns+`
 where (o.record_id = any (array(select record_id from member where golden_id = $1))
    or o.golden_id = $1
    or o.golden_id = any (array(select id from golden_record where merged_into = $1)))
   and ($2::boolean is null or (o.ended_at is null) = $2)
 order by o.id desc
 limit $3`, sendable(string(id)), inForce, limit)
	if err != nil {
		return nil, fmt.Errorf("read overrides of %s: %w", id, err)
	}
	return pgx.CollectRows(rows, scanOverride)
}

// AuditQuery asks for entries of the audit trail; empty fields ask for any.
type AuditQuery struct {
	Subject, Actor, Action string
	Domain                 domain.Domain
	// AsOf asks for the trail as it was at a time; nil means now.
	AsOf *time.Time
	PageArgs
}

// AuditTrail reads what people have done, the latest first.
func (db *DB) AuditTrail(ctx context.Context, q AuditQuery) (Page[domain.AuditEntry], error) {
	l := rowList{
		columns: "e.id, e.at, e.actor, e.action, e.domain, e.subject, e.details, e.hash",
		from:    "from audit_entry e",
		keys:    []sortKey{{expr: "e.id", cast: "bigint", desc: true}},
	}
	for _, c := range [][2]string{{"e.subject", q.Subject}, {"e.actor", q.Actor}, {"e.action", q.Action}, {"e.domain", string(q.Domain)}} {
		if c[1] != "" {
			l.and(c[0]+" = %s::text", sendable(c[1]))
		}
	}
	if q.AsOf != nil {
		l.and("e.at <= %s::timestamptz", *q.AsOf)
	}
	page, err := readRows(ctx, db, l, q.PageArgs, func(row pgx.CollectableRow, keys []any) (e domain.AuditEntry, err error) {
		err = row.Scan(append([]any{&e.ID, &e.At, &e.Actor, &e.Action, &e.Domain, &e.Subject, &e.Details, &e.Hash}, keys...)...)
		e.At = e.At.UTC()
		return e, err
	})
	if err != nil {
		return page, fmt.Errorf("read the audit trail: %w", err)
	}
	return page, nil
}
