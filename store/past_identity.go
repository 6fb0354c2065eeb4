package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
	"aurum/mastering"
)

// IdentityVersions implements mastering.Past: the versions that changed members or state, oldest first.
func (db *DB) IdentityVersions(ctx context.Context, id domain.GoldenID) ([]mastering.IdentityVersion, error) {
	rows, err := db.pool.Query(ctx, `
select x.domain, x.version, x.state, coalesce(x.merged_into, ''), x.kind, x.members::text, x.policy, x.valid_from, x.created_at,
	coalesce(x.before, '[]'), coalesce(x.before_state, '')
from (
	select v.*, first_value(valid_from) over w as created_at, lag(members::text) over w as before, lag(state) over w as before_state,
		jsonb_path_query_array(members::jsonb, '$[*].record') is distinct from lag(jsonb_path_query_array(members::jsonb, '$[*].record')) over w as moved
	from golden_record_version v
	where golden_id = $1
	window w as (order by version)
) x
where x.moved or x.kind <> 'UPDATED'
order by x.version`, sendable(string(id)))
	if err != nil {
		return nil, fmt.Errorf("read identity of %s: %w", id, err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (v mastering.IdentityVersion, err error) {
		var members, before string
		v.ID = id
		err = row.Scan((*string)(&v.Domain), &v.Version, (*string)(&v.State), (*string)(&v.MergedInto), (*string)(&v.Kind), &members, &v.Policy,
			&v.UpdatedAt, &v.CreatedAt, &before, (*string)(&v.BeforeState))
		if err != nil {
			return v, err
		}
		v.UpdatedAt, v.CreatedAt = v.UpdatedAt.UTC(), v.CreatedAt.UTC()
		if err = json.Unmarshal([]byte(members), &v.Members); err != nil {
			return v, err
		}
		return v, json.Unmarshal([]byte(before), &v.Before)
	})
	if err != nil {
		return nil, fmt.Errorf("read identity of %s: %w", id, err)
	}
	return out, nil
}

// A stretch of versions of one golden record that hold a source record is one link; it ends where the next version begins.
const linksSQL = `
with held as (
	select r.id as record_id, v.golden_id, v.version, v.valid_from,
		v.version - row_number() over (partition by r.id, v.golden_id order by v.version) as stretch
	from unnest($1::bigint[]) r(id)
	join golden_record_version v on jsonb_path_query_array(v.members::jsonb, '$[*].record') @> jsonb_build_array(r.id)
), link as (
	select record_id, golden_id, min(version) as first, max(version) as last, min(valid_from) as since
	from held
	group by record_id, golden_id, stretch
)
select l.record_id, l.golden_id, l.since, n.valid_from, l.first, l.last, case when n.state = 'MERGED' then n.merged_into else '' end
from link l
left join golden_record_version n on n.golden_id = l.golden_id and n.version = l.last + 1
order by l.record_id, l.since, l.golden_id`

// Links implements mastering.Past: when each source record was linked to which golden record, oldest first.
func (db *DB) Links(ctx context.Context, ids []domain.RecordID) (map[domain.RecordID][]mastering.Link, error) {
	rows, err := db.pool.Query(ctx, linksSQL, recordNumbers(ids))
	if err != nil {
		return nil, fmt.Errorf("read link history: %w", err)
	}
	out := make(map[domain.RecordID][]mastering.Link, len(ids))
	_, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (struct{}, error) {
		var record domain.RecordID
		var l mastering.Link
		var into *string
		err := row.Scan(&record, (*string)(&l.Golden), &l.From, &l.To, &l.First, &l.Last, &into)
		if into != nil {
			l.MergedInto = domain.GoldenID(*into)
		}
		l.From, l.To = l.From.UTC(), utc(l.To)
		out[record] = append(out[record], l)
		return struct{}{}, err
	})
	if err != nil {
		return nil, fmt.Errorf("read link history: %w", err)
	}
	return out, nil
}
