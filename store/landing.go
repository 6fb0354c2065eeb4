package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
	"aurum/mastering"
)

// errAgain asks for the transaction again: between finding the records and locking them one more has appeared.
var errAgain = errors.New("records appeared while they were being locked")

// Landing implements mastering.Storage.
//
// Locks come first and in one order everywhere: idempotency keys, then records by id; new records are inserted last, by
// key. Record locks are advisory, so that the transaction gets its id only after the last wait, and the feed's order is
// the order of versions.
func (db *DB) Landing(ctx context.Context, scope mastering.LandingScope, decide func(*mastering.LandingView) (*mastering.LandingWrite, error)) error {
	for {
		err := db.withRetry(ctx, func(c *pgx.Conn) error { return landOnce(ctx, c, scope, decide) })
		if !errors.Is(err, errAgain) {
			return err
		}
	}
}

func landOnce(ctx context.Context, c *pgx.Conn, scope mastering.LandingScope, decide func(*mastering.LandingView) (*mastering.LandingWrite, error)) error {
	view, err := lockForLanding(ctx, c, scope)
	if err != nil {
		return err
	}
	w, err := decide(view)
	if err != nil {
		return err
	}
	b := &pgx.Batch{}
	writeRecords(b, w)
	writeArrivals(b, w)
	writeSearchKeys(b, w)
	b.Queue("commit")
	return c.SendBatch(ctx, b).Close()
}

const lockKnownSQL = `
with known as (
    select r.id
      from unnest($1::text[], $2::text[], $3::text[]) as k (domain, system, key)
      join source_record r
        on (r.domain, r.system, r.key) = (k.domain, k.system, k.key)
)
select id,
       pg_advisory_xact_lock(id)
  from (select id from known order by id) as ordered`

const storedColumns = `
       r.id,
       r.domain,
       r.system,
       r.key,
       r.version,
       r.received::text,
       r.standardized::text,
       r.problems::text,
       r.keys,
       r.features,
       r.updated_at,
       r.received_at,
       r.deleted,
       coalesce(m.golden_id, ''),
       coalesce(l.version, 0)`

const storedTables = `
  from source_record r
  left join member m
    on m.record_id = r.id
  left join landed l
    on l.record_id = r.id`

const readKnownSQL = `select` + storedColumns + storedTables + `
 where r.id = any (array(
           select known.id
             from unnest($1::text[], $2::text[], $3::text[]) as k (domain, system, key)
             join source_record known
               on (known.domain, known.system, known.key) = (k.domain, k.system, k.key)))`

// What stored records refer to, with the golden record it resolves to.
const referencesSQL = `
select s.record_id,
       s.domain,
       s.system,
       s.key,
       m.golden_id
  from source_reference s
  join source_record t
    on (t.domain, t.system, t.key) = (s.domain, s.system, s.key)
  join member m
    on m.record_id = t.id
 where s.record_id = any ($1::bigint[])`

const knownReferencesSQL = `
select s.record_id,
       s.domain,
       s.system,
       s.key,
       m.golden_id
  from unnest($1::text[], $2::text[], $3::text[]) as k (domain, system, key)
  join source_record r
    on (r.domain, r.system, r.key) = (k.domain, k.system, k.key)
  join source_reference s
    on s.record_id = r.id
  join source_record t
    on (t.domain, t.system, t.key) = (s.domain, s.system, s.key)
  join member m
    on m.record_id = t.id`

const targetsSQL = `
select 0::bigint,
       t.domain,
       t.system,
       t.key,
       m.golden_id
  from unnest($1::text[], $2::text[], $3::text[]) as k (domain, system, key)
  join source_record t
    on (t.domain, t.system, t.key) = (k.domain, k.system, k.key)
  join member m
    on m.record_id = t.id`

const claimSQL = `
insert into idempotency (system, key, body, landing)
select c.system,
       c.key,
       c.body,
       '[]'
  from unnest($1::text[], $2::text[], $3::bytea[]) as c (system, key, body)
 order by c.system, c.key
    on conflict do nothing
returning system, key`

const claimedSQL = `
select i.system,
       i.key,
       i.body,
       i.landing::text,
       i.answer::text
  from unnest($1::text[], $2::text[]) as c (system, key)
  join idempotency i
    on (i.system, i.key) = (c.system, c.key)`

type keyArrays struct{ domains, systems, keys []string }

func keyArraysOf(ks []mastering.RecordKey) (c keyArrays) {
	for _, k := range ks {
		c.domains = append(c.domains, string(k.Domain))
		c.systems = append(c.systems, k.System)
		c.keys = append(c.keys, k.Key)
	}
	return c
}

func lockForLanding(ctx context.Context, c *pgx.Conn, scope mastering.LandingScope) (*mastering.LandingView, error) {
	view := &mastering.LandingView{
		Records: map[mastering.RecordKey]*mastering.Stored{}, Targets: map[mastering.RecordKey]domain.GoldenID{}, Claimed: map[[2]string]mastering.Claimed{},
	}
	var locked []int64
	fresh := map[[2]string]bool{}
	byID := map[domain.RecordID]*mastering.Stored{}
	known := keyArraysOf(scope.Keys)
	b := &pgx.Batch{}
	moved := false
	b.Queue("begin")
	queuePolicyCheck(b, scope.Domain, scope.Policy, &moved)
	queueClaims(b, scope.Claims, fresh, view)
	b.Queue(lockKnownSQL, known.domains, known.systems, known.keys).Query(func(rows pgx.Rows) (err error) {
		locked, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (id int64, err error) {
			return id, row.Scan(&id, nil)
		})
		return err
	})
	b.Queue(readKnownSQL, known.domains, known.systems, known.keys).Query(func(rows pgx.Rows) error {
		stored, err := pgx.CollectRows(rows, scanStored)
		for _, s := range stored {
			view.Records[s.RecordKey], byID[s.ID] = s, s
		}
		return err
	})
	b.Queue(knownReferencesSQL, known.domains, known.systems, known.keys).Query(func(rows pgx.Rows) error {
		return collectReferences(rows, func(id domain.RecordID, k mastering.RecordKey, g domain.GoldenID) { byID[id].Refer(k, g) })
	})
	if len(scope.Targets) > 0 {
		targets := keyArraysOf(scope.Targets)
		b.Queue(targetsSQL, targets.domains, targets.systems, targets.keys).Query(func(rows pgx.Rows) error {
			return collectReferences(rows, func(_ domain.RecordID, k mastering.RecordKey, g domain.GoldenID) { view.Targets[k] = g })
		})
	}
	if err := c.SendBatch(ctx, b).Close(); err != nil {
		return nil, fmt.Errorf("lock for landing: %w", err)
	}
	if moved {
		return nil, mastering.ErrPolicyMoved
	}
	slices.Sort(locked)
	for id := range byID {
		if _, ok := slices.BinarySearch(locked, int64(id)); !ok {
			return nil, errAgain
		}
	}
	return view, nil
}

func queueClaims(b *pgx.Batch, claims []mastering.Claim, fresh map[[2]string]bool, view *mastering.LandingView) {
	if len(claims) == 0 {
		return
	}
	var systems, keys []string
	var bodies [][]byte
	for _, c := range claims {
		systems, keys, bodies = append(systems, c.System), append(keys, c.Key), append(bodies, c.Body)
	}
	b.Queue(claimSQL, systems, keys, bodies).Query(func(rows pgx.Rows) error {
		var k [2]string
		_, err := pgx.ForEachRow(rows, []any{&k[0], &k[1]}, func() error { fresh[k] = true; return nil })
		return err
	})
	b.Queue(claimedSQL, systems, keys).Query(func(rows pgx.Rows) error {
		var c mastering.Claimed
		var landing string
		var answer *string
		_, err := pgx.ForEachRow(rows, []any{&c.System, &c.Key, &c.Body, &landing, &answer}, func() error {
			k := [2]string{c.System, c.Key}
			if fresh[k] {
				return nil
			}
			taken := mastering.Claimed{Claim: mastering.Claim{System: c.System, Key: c.Key, Body: slices.Clone(c.Body)}, Landing: []byte(landing)}
			if answer != nil {
				taken.Answer = []byte(*answer)
			}
			view.Claimed[k] = taken
			return nil
		})
		return err
	})
}

func scanStored(row pgx.CollectableRow) (*mastering.Stored, error) {
	s := &mastering.Stored{}
	var received, standardized, problems string
	err := row.Scan(&s.ID, &s.Domain, &s.System, &s.Key, &s.Version, &received, &standardized, &problems, &s.Keys, &s.Features,
		&s.UpdatedAt, &s.ReceivedAt, &s.Deleted, &s.Golden, &s.Pending)
	s.Received, s.Standardized, s.Problems = []byte(received), []byte(standardized), []byte(problems)
	return s, err
}

func collectReferences(rows pgx.Rows, each func(domain.RecordID, mastering.RecordKey, domain.GoldenID)) error {
	var id domain.RecordID
	var k mastering.RecordKey
	var g domain.GoldenID
	_, err := pgx.ForEachRow(rows, []any{&id, &k.Domain, &k.System, &k.Key, &g}, func() error { each(id, k, g); return nil })
	return err
}

// Answered implements mastering.Storage.
func (db *DB) Answered(ctx context.Context, system, key string, answer []byte) error {
	_, err := db.pool.Exec(ctx, `update idempotency set answer = $3::text::json where system = $1 and key = $2`, system, key, string(answer))
	return err
}

// ForgetIdempotency drops idempotency keys older than age; it tells how many.
func (db *DB) ForgetIdempotency(ctx context.Context, age time.Duration) (int64, error) {
	tag, err := db.pool.Exec(ctx, `delete from idempotency where received_at < now() - $1::interval`, age)
	return tag.RowsAffected(), err
}
