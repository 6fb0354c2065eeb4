package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// sampledRecords is how many source records of a large hub are looked at to estimate how many there were.
const sampledRecords = 50_000

// What there was of each system at the time $1, told from all source records or, in a large hub, from a share $2 (in percent) of
// their pages: always the same ones. A record was there from its first version on;
// a version by which the hub has read it anew is nothing that was sent.
const systemsThenSQL = `
with counted as (
	select s.system, count(*) as records, max(l.received_at) as last, array_agg(distinct s.domain order by s.domain) as domains
	from source_record s %[1]s
	join source_record_version v on v.record_id = s.id and v.version = 1 and v.received_at <= $1
	cross join lateral (
		select max(w.received_at) as received_at
		from source_record_version w
		where w.record_id = s.id and w.applied and w.policy is null and w.received_at <= $1
	) l
	group by s.system
)
select y.code, coalesce(f.name, y.name), coalesce(f.owner, y.owner), coalesce(f.contact, y.contact), y.created_at,
	coalesce(round(c.records * %[2]s)::bigint, 0), c.last, coalesce(c.domains, '{}'),
	(select count(*) from ingest_rejection q where q.system = y.code and q.received_at <= $1 and (q.superseded_at is null or q.superseded_at > $1)), 0
from source_system y
left join counted c on c.system = y.code
left join lateral (
	select *
	from source_system_former f
	where f.code = y.code and f.valid_to > $1
	order by f.valid_to
	limit 1
) f on true
where y.created_at <= $1 or c.records is not null
order by y.code collate "C"`

// SourceSystemsThen lists the source systems that there were at a time, by code. How many of their records waited to be resolved
// is not known. In a large hub numbers of records are estimated, and domains and last arrivals told, from a sample.
func (db *DB) SourceSystemsThen(ctx context.Context, at time.Time) ([]SourceSystem, error) {
	return db.sourceSystemsThen(ctx, at, countedRecords, sampledRecords)
}

func (db *DB) sourceSystemsThen(ctx context.Context, at time.Time, counted, sampled int) ([]SourceSystem, error) {
	var size int
	if err := db.pool.QueryRow(ctx, `select greatest(reltuples, 0)::bigint from pg_class where oid = 'source_record'::regclass`).Scan(&size); err != nil {
		return nil, fmt.Errorf("read former source systems: %w", err)
	}
	sql, args := fmt.Sprintf(systemsThenSQL, "", "1"), []any{at}
	if size > counted {
		percent := 100 * float64(sampled) / float64(size)
		sql, args = fmt.Sprintf(systemsThenSQL, "tablesample system (($2::double precision)::real) repeatable (0)", "100 / $2::double precision"), append(args, min(percent, 100))
	}
	rows, err := db.pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("read former source systems: %w", err)
	}
	list, err := pgx.CollectRows(rows, scanSystem)
	if err != nil {
		return nil, fmt.Errorf("read former source systems: %w", err)
	}
	return list, nil
}
