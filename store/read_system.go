package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
)

// SourceSystem is a system that pushes records, with what has come from it.
type SourceSystem struct {
	Code      string
	Name      string
	Owner     string
	Contact   string
	CreatedAt time.Time
	// Records is the number of its source records, withdrawn ones too. In a large hub it is the planner's estimate.
	Records int
	// LastReceivedAt is when its last record arrived; nil where there is none. In a large hub only the records that are
	// among the newest to the hub are looked at.
	LastReceivedAt *time.Time
	// Domains are what it has sent records of, in alphabetical order.
	Domains []domain.Domain
	// Quarantined is how many of its arrivals wait in the quarantine, Waiting how many of its records wait to be resolved.
	Quarantined, Waiting int
}

// Above so many source records their systems are no longer counted but estimated; so many of the newest are looked at.
const countedRecords = 200_000

// The planner's row count and the shares of the systems come from the last analyze. Record ids grow with arrival.
const sourceSystemsSQL = `
with size as (
	select greatest(reltuples, 0) as n
	from pg_class
	where oid = 'source_record'::regclass
), counted as (
	select system, count(*) as records, max(received_at) as last, array_agg(distinct domain order by domain) as domains
	from source_record
	where (select n from size) <= $1::bigint or id > (select max(id) from source_record) - $1::bigint
	group by system
), estimated as (
	select v.system, v.share * size.n as records
	from size, pg_stats s, unnest(s.most_common_vals::text::text[], s.most_common_freqs) v(system, share)
	where s.schemaname = current_schema() and s.tablename = 'source_record' and s.attname = 'system' and size.n > $1::bigint
)
select y.code, y.name, y.owner, y.contact, y.created_at, coalesce(round(e.records)::bigint, c.records, 0), c.last,
	coalesce(c.domains, '{}'),
	(select count(*) from ingest_rejection q where q.system = y.code and q.state = 'OPEN'),
	(select count(*) from landed l join source_record r on r.id = l.record_id where r.system = y.code)
from source_system y
left join counted c on c.system = y.code
left join estimated e on e.system = y.code
order by y.code collate "C"`

// SourceSystems lists the source systems by code.
func (db *DB) SourceSystems(ctx context.Context) ([]SourceSystem, error) {
	return db.sourceSystems(ctx, countedRecords)
}

func (db *DB) sourceSystems(ctx context.Context, counted int) ([]SourceSystem, error) {
	rows, err := db.pool.Query(ctx, sourceSystemsSQL, counted)
	if err != nil {
		return nil, fmt.Errorf("read source systems: %w", err)
	}
	list, err := pgx.CollectRows(rows, scanSystem)
	if err != nil {
		return nil, fmt.Errorf("read source systems: %w", err)
	}
	return list, nil
}

func scanSystem(row pgx.CollectableRow) (s SourceSystem, err error) {
	err = row.Scan(&s.Code, &s.Name, &s.Owner, &s.Contact, &s.CreatedAt, &s.Records, &s.LastReceivedAt, &s.Domains, &s.Quarantined, &s.Waiting)
	s.CreatedAt, s.LastReceivedAt = s.CreatedAt.UTC(), utc(s.LastReceivedAt)
	return s, err
}
