package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"aurum/domain"
	"aurum/mastering"
)

// snapshot reads one committed state, whatever is written meanwhile. It locks nothing and holds nothing up: a transaction
// that only reads has no id that the change feed would wait for.
type snapshot struct{ conn *pgx.Conn }

// Snapshot implements mastering.Snapshots.
func (db *DB) Snapshot(ctx context.Context, read func(mastering.Snapshot) error) error {
	return db.pool.AcquireFunc(ctx, func(c *pgxpool.Conn) error {
		o := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
		return pgx.BeginTxFunc(ctx, c, o, func(pgx.Tx) error { return read(snapshot{c.Conn()}) })
	})
}

// Comparable implements mastering.Searched.
func (s snapshot) Comparable(ctx context.Context, keys []int64, known func(domain.RecordID, int) bool) ([]*mastering.Stored, error) {
	return readComparable(ctx, s.conn, keys, known)
}

// Records implements mastering.Searched.
func (s snapshot) Records(ctx context.Context, ids []domain.RecordID) ([]*mastering.Stored, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return stored(ctx, s.conn, recordsSQL, ids)
}

// Around implements mastering.Snapshot.
func (s snapshot) Around(ctx context.Context, scope mastering.ResolveScope) (*mastering.Locked, error) {
	l := &mastering.Locked{Records: map[domain.RecordID]*mastering.Stored{}}
	rim := scope.Rim
	if rim == nil {
		rim = []domain.RecordID{}
	}
	rows, err := s.conn.Query(ctx, readClosureSQL, scope.Expand, rim, scope.Link)
	if err != nil {
		return nil, fmt.Errorf("read components: %w", err)
	}
	found, err := pgx.CollectRows(rows, scanStored)
	if err != nil {
		return nil, fmt.Errorf("read components: %w", err)
	}
	for _, r := range found {
		l.Records[r.ID] = r
	}
	return l, readAround(ctx, s.conn, scope, l)
}

// ActivePolicy implements mastering.Snapshot.
func (s snapshot) ActivePolicy(ctx context.Context, d domain.Domain) (p mastering.PolicyDocument, err error) {
	rows, err := s.conn.Query(ctx, `select domain, version, document from policy_version where domain = $1 and active`, string(d))
	if err == nil {
		_, err = pgx.ForEachRow(rows, []any{&p.Domain, &p.Version, &p.Document}, func() error { return nil })
	}
	if err != nil {
		return p, fmt.Errorf("policy of %s in force: %w", d, err)
	}
	return p, nil
}

const liveSQL = `
select id
  from source_record
 where domain = $1
   and id > $2
   and not deleted
 order by id
 limit $3`

// Live implements mastering.Snapshot.
func (s snapshot) Live(ctx context.Context, d domain.Domain, after domain.RecordID, limit int) ([]domain.RecordID, error) {
	rows, err := s.conn.Query(ctx, liveSQL, string(d), int64(after), limit)
	if err != nil {
		return nil, fmt.Errorf("live source records of %s: %w", d, err)
	}
	return pgx.CollectRows(rows, pgx.RowTo[domain.RecordID])
}

// goldensSQL reads golden records with the source records that are linked to them, not those they list.
const goldensSQL = `
select g.id,
       g.domain,
       g.founder,
       g.version,
       g.state,
       coalesce(g.merged_into, ''),
       g.attributes::text,
       g.provenance::text,
       coalesce((select json_agg(json_build_object('system', r.system, 'key', r.key, 'record', r.id) order by r.system collate "C", r.key collate "C")
                   from member m
                   join source_record r
                     on r.id = m.record_id
                  where m.golden_id = g.id), '[]')::text,
       g.hash,
       g.policy,
       g.created_at,
       g.updated_at,
       null::timestamptz
  from golden_record g
 where g.domain = $1
   and g.id > $2
   and g.state <> 'MERGED'
 order by g.id
 limit $3`

// Goldens implements mastering.Snapshot.
func (s snapshot) Goldens(ctx context.Context, d domain.Domain, after domain.GoldenID, limit int) ([]*mastering.GoldenRow, error) {
	rows, err := s.conn.Query(ctx, goldensSQL, string(d), string(after), limit)
	if err != nil {
		return nil, fmt.Errorf("golden records of %s: %w", d, err)
	}
	return pgx.CollectRows(rows, scanFounded)
}

// followSQL follows merged ids to the golden record that absorbed them; a circle of them ends where it began.
const followSQL = `
with recursive hop (asked, id, state, next) as (
    select g.id, g.id, g.state, g.merged_into
      from golden_record g
     where g.id = any ($1::text[])
     union
    select h.asked, g.id, g.state, g.merged_into
      from hop h
      join golden_record g
        on g.id = h.next
)
select h.asked,
       h.state,
       coalesce((select json_agg(json_build_object('system', r.system, 'key', r.key) order by r.system collate "C", r.key collate "C")
                   from member m
                   join source_record r
                     on r.id = m.record_id
                  where m.golden_id = h.id), '[]')::text
  from hop h
 where h.state <> 'MERGED'`

// Targets implements mastering.Snapshot.
func (s snapshot) Targets(ctx context.Context, ids []domain.GoldenID) (map[domain.GoldenID]mastering.Target, error) {
	out := map[domain.GoldenID]mastering.Target{}
	if len(ids) == 0 {
		return out, nil
	}
	rows, err := s.conn.Query(ctx, followSQL, ids)
	if err != nil {
		return nil, fmt.Errorf("what references refer to: %w", err)
	}
	var id domain.GoldenID
	var state domain.RecordState
	var members string
	_, err = pgx.ForEachRow(rows, []any{&id, &state, &members}, func() error {
		t := mastering.Target{State: state}
		err := json.Unmarshal([]byte(members), &t.Members)
		out[id] = t
		return err
	})
	return out, err
}

// unsettledSQL finds records that have landed and are not resolved, that refer to what has moved, and that are still under
// an earlier policy.
const unsettledSQL = `
select l.record_id
  from landed l
 where l.record_id = any ($1::bigint[])
 union
select s.record_id
  from moved m
 cross join unnest(m.records) as x (id)
  join source_record t
    on t.id = x.id
  join source_reference s
    on (s.domain, s.system, s.key) = (t.domain, t.system, t.key)
 where s.record_id = any ($1::bigint[])
 union
select r.id
  from source_record r
  join policy_version p
    on p.domain = r.domain
   and p.version = $2
 where r.id = any ($1::bigint[])
   and not p.rematched
   and r.id > p.rematched_through`

// Unsettled implements mastering.Snapshot.
func (s snapshot) Unsettled(ctx context.Context, policy string, ids []domain.RecordID) ([]domain.RecordID, error) {
	rows, err := s.conn.Query(ctx, unsettledSQL, ids, policy)
	if err != nil {
		return nil, fmt.Errorf("what waits: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowTo[domain.RecordID])
}

// Referring implements mastering.Snapshot.
func (s snapshot) Referring(ctx context.Context, ids []domain.RecordID) (map[domain.Domain]int, error) {
	rows, err := s.conn.Query(ctx, `
select r.domain, count(*)
  from source_record r
 where r.id in (select s.record_id
                  from source_record t
                  join source_reference s
                    on (s.domain, s.system, s.key) = (t.domain, t.system, t.key)
                 where t.id = any ($1::bigint[]))
   and not r.deleted
 group by r.domain`, ids)
	if err != nil {
		return nil, fmt.Errorf("who refers to what moves: %w", err)
	}
	out := map[domain.Domain]int{}
	var d domain.Domain
	var n int
	_, err = pgx.ForEachRow(rows, []any{&d, &n}, func() error { out[d] = n; return nil })
	return out, err
}

var _ mastering.Snapshots = (*DB)(nil)

// Audit implements mastering.Snapshot.
func (s snapshot) Audit(ctx context.Context, after int64, limit int) ([]domain.AuditEntry, error) {
	rows, err := s.conn.Query(ctx, `
select id, at, actor, action, domain, subject, details, hash
  from audit_entry
 where id > $1
 order by id
 limit $2`, after, limit)
	if err != nil {
		return nil, fmt.Errorf("read the audit trail: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[domain.AuditEntry])
}
