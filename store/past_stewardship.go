package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
)

// absorbedThen are the ids of a golden record and of those it had absorbed by a time, given as parameters.
const absorbedThen = `array(
		select %[1]s::text
		union all
		select v.golden_id
		from golden_record_version v
		where v.merged_into = %[1]s::text and v.valid_from <= %[2]s::timestamptz and not exists (
			select
			from golden_record_version later
			where later.golden_id = v.golden_id and later.valid_from > v.valid_from and later.valid_from <= %[2]s::timestamptz
		)
	)`

// DecisionsThen is DecisionsOf as it was at a time.
func (db *DB) DecisionsThen(ctx context.Context, id domain.GoldenID, at time.Time, p PageArgs) (Page[*domain.Decision], error) {
	l := rowList{
		columns: decisionFields,
		from:    "from steward_decision d",
		keys:    []sortKey{{expr: "d.id", cast: "bigint", desc: true}},
	}
	id1, at1 := l.args.add(sendable(string(id))), l.args.add(at)
	l.where = " and d.decided_at <= " + at1 + "::timestamptz and d.golden_ids && " + fmt.Sprintf(absorbedThen, id1, at1)
	page, err := readRows(ctx, db, l, p, scanDecisionAnd)
	if err != nil {
		return page, fmt.Errorf("read former decisions: %w", err)
	}
	for _, d := range page.Items {
		if d.WithdrawnAt != nil && d.WithdrawnAt.After(at) {
			d.WithdrawnAt, d.WithdrawnBy, d.WithdrawnReason = nil, "", ""
		}
	}
	return page, nil
}

// OverridesOfThen is OverridesOf as it was at a time.
func (db *DB) OverridesOfThen(ctx context.Context, id domain.GoldenID, inForce *bool, at time.Time, limit int) ([]*domain.Override, error) {
	rows, err := db.pool.Query(ctx, overrideColumns+`
 where o.created_at <= $4
   and (o.golden_id = any (`+fmt.Sprintf(absorbedThen, "$1", "$4")+`)
    or o.record_id = any (array(
           select (m ->> 'record')::bigint
             from (
                      select members
                        from golden_record_version
                       where golden_id = $1
                         and valid_from <= $4
                       order by valid_from desc
                       limit 1) v
            cross join lateral json_array_elements(case json_typeof(v.members) when 'array' then v.members end) m)))
   and ($2::boolean is null or (o.ended_at is null or o.ended_at > $4) = $2)
 order by o.id desc
 limit $3`, sendable(string(id)), inForce, limit, at)
	if err != nil {
		return nil, fmt.Errorf("read former overrides of %s: %w", id, err)
	}
	found, err := pgx.CollectRows(rows, scanOverride)
	if err != nil {
		return nil, fmt.Errorf("read former overrides of %s: %w", id, err)
	}
	for _, o := range found {
		if o.EndedAt != nil && o.EndedAt.After(at) {
			o.EndedAt, o.EndedBy, o.EndedReason = nil, "", ""
		}
	}
	return found, nil
}
