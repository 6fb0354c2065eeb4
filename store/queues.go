package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
	"aurum/mastering"
)

// RecordIDs implements mastering.Storage: each step of the sequence is a block of 256 ids.
func (db *DB) RecordIDs(ctx context.Context, n int) ([]domain.RecordID, error) {
	const block = 256
	rows, err := db.pool.Query(ctx, `select nextval('source_record_id_seq') from generate_series(1, $1)`, (n+block-1)/block)
	if err != nil {
		return nil, err
	}
	firsts, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, err
	}
	out := make([]domain.RecordID, 0, len(firsts)*block)
	for _, first := range firsts {
		for i := range int64(block) {
			out = append(out, domain.RecordID(first+i))
		}
	}
	return out, nil
}

const candidatesSQL = `select` + storedColumns + storedTables + `
 where r.id = any (array(select record_id from match_key where key = any ($1::bigint[])))
   and not r.deleted`

const recordsSQL = `select` + storedColumns + storedTables + `
 where r.id = any ($1::bigint[])
 order by r.id`

// Candidates implements mastering.Storage.
func (db *DB) Candidates(ctx context.Context, keys []int64) ([]*mastering.Stored, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	return stored(ctx, db.pool, candidatesSQL, keys)
}

// Records implements mastering.Storage.
func (db *DB) Records(ctx context.Context, ids []domain.RecordID) ([]*mastering.Stored, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return stored(ctx, db.pool, recordsSQL, ids)
}

// comparableSQL finds what candidatesSQL finds, and says no more than whether it is known already.
const comparableSQL = `
select r.id,
       r.version
  from source_record r
 where r.id = any (array(select record_id from match_key where key = any ($1::bigint[])))
   and not r.deleted`

const comparedSQL = `
select r.id,
       r.domain,
       r.system,
       r.key,
       r.version,
       r.standardized::text,
       r.keys
  from source_record r
 where r.id = any ($1::bigint[])
   and not r.deleted`

// Comparable implements mastering.Searched.
func (db *DB) Comparable(ctx context.Context, keys []int64, known func(domain.RecordID, int) bool) ([]*mastering.Stored, error) {
	return readComparable(ctx, db.pool, keys, known)
}

func readComparable(ctx context.Context, q querier, keys []int64, known func(domain.RecordID, int) bool) ([]*mastering.Stored, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	rows, err := q.Query(ctx, comparableSQL, keys)
	if err != nil {
		return nil, err
	}
	var out []*mastering.Stored
	var ask []domain.RecordID
	var id domain.RecordID
	var version int
	_, err = pgx.ForEachRow(rows, []any{&id, &version}, func() error {
		if known(id, version) {
			out = append(out, &mastering.Stored{ID: id, Version: version})
		} else {
			ask = append(ask, id)
		}
		return nil
	})
	if err != nil || len(ask) == 0 {
		return out, err
	}
	read, err := readCompared(ctx, q, ask)
	return append(out, read...), err
}

// readCompared reads records as far as they are compared.
func readCompared(ctx context.Context, q querier, ids []domain.RecordID) ([]*mastering.Stored, error) {
	rows, err := q.Query(ctx, comparedSQL, ids)
	if err != nil {
		return nil, err
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (*mastering.Stored, error) {
		s, standardized := &mastering.Stored{}, ""
		err := row.Scan(&s.ID, &s.Domain, &s.System, &s.Key, &s.Version, &standardized, &s.Keys)
		s.Standardized = []byte(standardized)
		return s, err
	})
	if err != nil || len(out) == 0 {
		return nil, err
	}
	return out, addReferences(ctx, q, out)
}

// querier is a connection, or a pool of them.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

func stored(ctx context.Context, q querier, sql string, args ...any) ([]*mastering.Stored, error) {
	rows, err := q.Query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	out, err := pgx.CollectRows(rows, scanStored)
	if err != nil || len(out) == 0 {
		return nil, err
	}
	return out, addReferences(ctx, q, out)
}

// addReferences reads what records refer to, if their domain can.
func addReferences(ctx context.Context, q querier, records []*mastering.Stored) error {
	byID := make(map[domain.RecordID]*mastering.Stored, len(records))
	ids := make([]domain.RecordID, len(records))
	for i, r := range records {
		byID[r.ID], ids[i] = r, r.ID
	}
	rows, err := q.Query(ctx, referencesSQL, ids)
	if err != nil {
		return err
	}
	return collectReferences(rows, func(id domain.RecordID, k mastering.RecordKey, g domain.GoldenID) { byID[id].Refer(k, g) })
}

// Members implements mastering.Storage.
func (db *DB) Members(ctx context.Context, records []domain.RecordID) (map[domain.RecordID]mastering.Membership, error) {
	rows, err := db.pool.Query(ctx, `
select m.record_id,
       m.golden_id,
       g.founder
  from member m
  join golden_record g
    on g.id = m.golden_id
 where m.record_id = any ($1::bigint[])`, records)
	if err != nil {
		return nil, err
	}
	out := map[domain.RecordID]mastering.Membership{}
	var id domain.RecordID
	var m mastering.Membership
	_, err = pgx.ForEachRow(rows, []any{&id, &m.Golden, &m.Founder}, func() error { out[id] = m; return nil })
	return out, err
}

// Landed implements mastering.Storage.
func (db *DB) Landed(ctx context.Context, age time.Duration, limit int) ([]*mastering.Stored, error) {
	return stored(ctx, db.pool, `select`+storedColumns+`
  from landed l
  join source_record r
    on r.id = l.record_id
  left join member m
    on m.record_id = r.id
 where l.landed_at <= now() - $1::interval
 order by l.landed_at, l.record_id
 limit $2`, age, limit)
}

// movedBatches is how many batches of moves are worked off at a time.
const movedBatches = 16

const referrersSQL = `
select distinct s.record_id
  from source_record t
  join source_reference s
    on (s.domain, s.system, s.key) = (t.domain, t.system, t.key)
 where t.id = any ($1::bigint[])
 order by s.record_id`

// Moved implements mastering.Storage. A batch is forgotten only after it has been healed: a crash in between heals twice.
func (db *DB) Moved(ctx context.Context, age time.Duration, heal func([]domain.RecordID) error) (int, error) {
	rows, err := db.pool.Query(ctx, `select id, records from moved where moved_at <= now() - $1::interval order by id limit $2`, age, movedBatches)
	if err != nil {
		return 0, err
	}
	var batches []int64
	var moved []domain.RecordID
	var id int64
	var records []domain.RecordID
	_, err = pgx.ForEachRow(rows, []any{&id, &records}, func() error {
		batches, moved = append(batches, id), append(moved, records...)
		return nil
	})
	if err != nil || len(batches) == 0 {
		return 0, err
	}
	rows, err = db.pool.Query(ctx, referrersSQL, moved)
	if err != nil {
		return 0, err
	}
	referrers, err := pgx.CollectRows(rows, pgx.RowTo[domain.RecordID])
	if err != nil {
		return 0, err
	}
	if len(referrers) > 0 {
		if err := heal(referrers); err != nil {
			return 0, err
		}
	}
	_, err = db.pool.Exec(ctx, `delete from moved where id = any ($1::bigint[])`, batches)
	return len(batches), err
}

// Edges implements mastering.Storage.
func (db *DB) Edges(ctx context.Context, ids []domain.RecordID) ([]mastering.Edge, error) {
	rows, err := db.pool.Query(ctx, edgesSQL+` order by a, b`, ids)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[mastering.Edge])
}

// Assertions implements mastering.Storage.
func (db *DB) Assertions(ctx context.Context, ids []domain.RecordID) ([]mastering.Assertion, error) {
	rows, err := db.pool.Query(ctx, assertedSQL, ids)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[mastering.Assertion])
}

// Assertions stand in both directions; those between two of the records are found twice, and those that lead out of them from
// either end: under locks they tell what is to be locked too.
const assertedSQL = `
select distinct least(a, b),
       greatest(a, b),
       same
  from assertion
 where a = any ($1::bigint[])
 order by 1, 2`

// decidedSQL finds each decision once, as long as both records are there.
const decidedSQL = `
select x.a, x.b, x.same
  from assertion x
  join source_record a on a.id = x.a and a.domain = $1 and not a.deleted
  join source_record b on b.id = x.b and b.domain = $1 and not b.deleted
 where x.a < x.b
 order by x.a, x.b`

// Decided implements mastering.Decisions.
func (db *DB) Decided(ctx context.Context, d domain.Domain) ([]mastering.Assertion, error) {
	rows, err := db.pool.Query(ctx, decidedSQL, d)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[mastering.Assertion])
}

// Announce implements mastering.Storage. It is a statement of its own, since a NOTIFY within a writing transaction makes
// commits queue behind each other.
func (db *DB) Announce(ctx context.Context) error {
	_, err := db.pool.Exec(ctx, `notify aurum_change`)
	return err
}

// keepSystemSQL keeps what was said of a source system, if something else is about to be said.
const keepSystemSQL = `
with was as materialized (
    select *
      from source_system
     where code = $1
       and (name, owner, contact) <> ($2, $3, $4)
       and $2 <> code
       for update
)
insert into source_system_former (code, valid_to, name, owner, contact)
select code, clock_timestamp(), name, owner, contact
  from was`

// AddSystems implements mastering.Storage. A name once given is not overwritten by a bare code.
func (db *DB) AddSystems(ctx context.Context, systems []mastering.SourceSystem) error {
	b := &pgx.Batch{}
	for _, s := range systems {
		b.Queue(keepSystemSQL, s.Code, s.Name, s.Owner, s.Contact)
		b.Queue(`
insert into source_system (code, name, owner, contact)
values ($1, $2, $3, $4)
    on conflict (code) do update
   set name = excluded.name,
       owner = excluded.owner,
       contact = excluded.contact
 where excluded.name <> excluded.code`, s.Code, s.Name, s.Owner, s.Contact)
	}
	return db.pool.SendBatch(ctx, b).Close()
}
