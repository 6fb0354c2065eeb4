package store

import (
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/mastering"
)

const insertRecordsSQL = `
insert into source_record (id, domain, system, key, version, received, standardized, problems, keys, features, updated_at, received_at, deleted)
select r.id, r.domain, r.system, r.key, r.version, r.received::json, r.standardized::json, r.problems::json, r.keys::bigint[], r.features,
       r.updated_at, r.received_at, r.deleted
  from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[],
              $11::timestamptz[], $12::timestamptz[], $13::boolean[])
       as r (id, domain, system, key, version, received, standardized, problems, keys, features, updated_at, received_at, deleted)
 order by r.domain, r.system, r.key`

const updateRecordsSQL = `
update source_record s
   set version = r.version,
       received = r.received::json,
       standardized = r.standardized::json,
       problems = r.problems::json,
       keys = r.keys::bigint[],
       features = r.features,
       updated_at = r.updated_at,
       received_at = r.received_at,
       deleted = r.deleted
  from unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::timestamptz[], $9::timestamptz[], $10::boolean[])
       as r (id, version, received, standardized, problems, keys, features, updated_at, received_at, deleted)
 where s.id = r.id`

// recordArrays are source records turned on their side, one array a column.
type recordArrays struct {
	ids                              []int64
	domains, systems, keys           []string
	versions                         []int
	received, standardized, problems []string
	blocking                         []string
	features                         []int64
	updatedAt                        []*time.Time
	receivedAt                       []time.Time
	deleted                          []bool
}

func recordArraysOf(rs []*mastering.Stored) (c recordArrays) {
	for _, r := range rs {
		c.ids = append(c.ids, int64(r.ID))
		c.domains, c.systems, c.keys = append(c.domains, string(r.Domain)), append(c.systems, r.System), append(c.keys, r.Key)
		c.versions = append(c.versions, r.Version)
		c.received = append(c.received, string(r.Received))
		c.standardized = append(c.standardized, string(r.Standardized))
		c.problems = append(c.problems, string(r.Problems))
		c.blocking = append(c.blocking, bigintArray(r.Keys))
		c.features = append(c.features, r.Features)
		c.updatedAt, c.receivedAt = append(c.updatedAt, r.UpdatedAt), append(c.receivedAt, r.ReceivedAt)
		c.deleted = append(c.deleted, r.Deleted)
	}
	return c
}

func writeRecords(b *pgx.Batch, w *mastering.LandingWrite) {
	if len(w.Updated) > 0 {
		c := recordArraysOf(w.Updated)
		b.Queue(updateRecordsSQL, c.ids, c.versions, c.received, c.standardized, c.problems, c.blocking, c.features, c.updatedAt, c.receivedAt, c.deleted)
	}
	if len(w.New) > 0 {
		c := recordArraysOf(w.New)
		b.Queue(insertRecordsSQL, c.ids, c.domains, c.systems, c.keys, c.versions, c.received, c.standardized, c.problems, c.blocking, c.features,
			c.updatedAt, c.receivedAt, c.deleted)
	}
}

const insertVersionsSQL = `
insert into source_record_version (record_id, version, applied, arrived, standardized, problems, deleted, updated_at, received_at, actor, policy)
select v.record_id, v.version, v.applied, v.arrived::json, v.standardized::json, v.problems::json, v.deleted, v.updated_at, v.received_at, v.actor,
       nullif(v.policy, '')
  from unnest($1::bigint[], $2::int[], $3::boolean[], $4::text[], $5::text[], $6::boolean[], $7::timestamptz[], $8::timestamptz[], $9::text[],
              $10::text[], $11::text[])
       as v (record_id, version, applied, arrived, standardized, deleted, updated_at, received_at, actor, problems, policy)`

const confirmSQL = `
insert into source_confirmation (record_id, received_at, updated_at)
select c.record_id, c.received_at, max(c.updated_at)
  from unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[]) as c (record_id, received_at, updated_at)
 group by c.record_id, c.received_at
    on conflict (record_id, received_at) do update
   set updated_at = greatest(source_confirmation.updated_at, excluded.updated_at)`

const insertQuarantineSQL = `
insert into ingest_rejection (domain, system, key, arrived, deleted, updated_at, problems, received_at, actor)
select q.domain, q.system, q.key, q.arrived::json, q.deleted, q.updated_at, q.problems::json, q.received_at, q.actor
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::timestamptz[], $7::text[], $8::timestamptz[], $9::text[])
       as q (domain, system, key, arrived, deleted, updated_at, problems, received_at, actor)
 where not exists (
           select
             from ingest_rejection o
            where (o.domain, o.system, o.key, o.state) = (q.domain, q.system, q.key, 'OPEN')
              and o.arrived::text = q.arrived)`

// supersedeSQL closes all entries of a key, or those that say what is given.
const supersedeSQL = `
update ingest_rejection q
   set state = 'SUPERSEDED',
       superseded_at = $5
  from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as k (domain, system, key, arrived)
 where (q.domain, q.system, q.key, q.state) = (k.domain, k.system, k.key, 'OPEN')
   and (k.arrived is null or k.arrived = q.arrived::text)`

const keepLandingsSQL = `
update idempotency i
   set landing = n.landing::json
  from unnest($1::text[], $2::text[], $3::text[]) as n (system, key, landing)
 where (i.system, i.key) = (n.system, n.key)`

func writeArrivals(b *pgx.Batch, w *mastering.LandingWrite) {
	writeVersions(b, w.Versions)
	writeConfirmations(b, w.Confirmed)
	// A good arrival overtakes what waited before it; what this very call has quarantined after it stays.
	if len(w.Superseded)+len(w.Readable) > 0 {
		keys, arrived := slices.Clone(w.Superseded), make([]*string, len(w.Superseded))
		for _, r := range w.Readable {
			text := string(r.Received)
			keys, arrived = append(keys, r.RecordKey), append(arrived, &text)
		}
		k := keyArraysOf(keys)
		b.Queue(supersedeSQL, k.domains, k.systems, k.keys, arrived, w.At)
	}
	writeQuarantine(b, w.Quarantined)
	if len(w.Landings) > 0 {
		var systems, keys, notes []string
		for _, n := range w.Landings {
			systems, keys, notes = append(systems, n.System), append(keys, n.Key), append(notes, string(n.Landing))
		}
		b.Queue(keepLandingsSQL, systems, keys, notes)
	}
}

func writeVersions(b *pgx.Batch, vs []mastering.ArrivalVersion) {
	if len(vs) == 0 {
		return
	}
	var (
		ids                           []int64
		versions                      []int
		applied, deleted              []bool
		arrived, standardized, actors []string
		problems, policies            []string
		updatedAt                     []*time.Time
		receivedAt                    []time.Time
	)
	for _, v := range vs {
		ids, versions, applied = append(ids, int64(v.Record)), append(versions, v.Version), append(applied, v.Applied)
		arrived, standardized = append(arrived, string(v.Arrived)), append(standardized, string(v.Standardized))
		deleted, updatedAt, receivedAt = append(deleted, v.Deleted), append(updatedAt, v.UpdatedAt), append(receivedAt, v.ReceivedAt)
		actors, problems, policies = append(actors, v.Actor), append(problems, string(v.Problems)), append(policies, v.Policy)
	}
	b.Queue(insertVersionsSQL, ids, versions, applied, arrived, standardized, deleted, updatedAt, receivedAt, actors, problems, policies)
}

func writeConfirmations(b *pgx.Batch, cs []mastering.Confirmation) {
	if len(cs) == 0 {
		return
	}
	var ids []int64
	var receivedAt, updatedAt []time.Time
	for _, c := range cs {
		ids, receivedAt, updatedAt = append(ids, int64(c.Record)), append(receivedAt, c.ReceivedAt), append(updatedAt, c.UpdatedAt)
	}
	b.Queue(confirmSQL, ids, receivedAt, updatedAt)
}

func writeQuarantine(b *pgx.Batch, qs []mastering.Quarantined) {
	if len(qs) == 0 {
		return
	}
	var (
		keys                      []mastering.RecordKey
		arrived, problems, actors []string
		deleted                   []bool
		updatedAt                 []*time.Time
		receivedAt                []time.Time
	)
	for _, q := range qs {
		keys, arrived, problems = append(keys, q.RecordKey), append(arrived, string(q.Arrived)), append(problems, string(q.Problems))
		deleted, updatedAt, receivedAt, actors = append(deleted, q.Deleted), append(updatedAt, q.UpdatedAt), append(receivedAt, q.ReceivedAt), append(actors, q.Actor)
	}
	k := keyArraysOf(keys)
	b.Queue(insertQuarantineSQL, k.domains, k.systems, k.keys, arrived, deleted, updatedAt, problems, receivedAt, actors)
}

const addKeysSQL = `
insert into match_key (key, record_id)
select k.key, k.record_id
  from unnest($1::bigint[], $2::bigint[]) as k (key, record_id)
    on conflict do nothing`

// dropKeysSQL drops keys and keeps that they were there, see match_key_former.
const dropKeysSQL = `
with dropped as (
    delete from match_key m
     using unnest($1::bigint[], $2::bigint[]) as k (key, record_id)
     where (m.key, m.record_id) = (k.key, k.record_id)
    returning m.key, m.record_id
)
insert into match_key_former (key, record_id, valid_to)
select key, record_id, $3
  from dropped`

const dropReferencesSQL = `delete from source_reference where record_id = any ($1::bigint[])`

const addReferencesSQL = `
insert into source_reference (record_id, domain, system, key)
select r.record_id, r.domain, r.system, r.key
  from unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) as r (record_id, domain, system, key)
    on conflict do nothing`

const pendSQL = `
insert into landed (record_id, version)
select p.record_id, p.version
  from unnest($1::bigint[], $2::int[]) as p (record_id, version)
    on conflict (record_id) do update set version = excluded.version`

func writeSearchKeys(b *pgx.Batch, w *mastering.LandingWrite) {
	if len(w.KeysDropped) > 0 {
		keys, records := blockingArrays(w.KeysDropped)
		b.Queue(dropKeysSQL, keys, records, w.At)
	}
	if len(w.KeysAdded) > 0 {
		keys, records := blockingArrays(w.KeysAdded)
		b.Queue(addKeysSQL, keys, records)
	}
	writeReferences(b, w)
	if len(w.Pending) > 0 {
		var records []int64
		var versions []int
		for id, v := range w.Pending {
			records, versions = append(records, int64(id)), append(versions, v)
		}
		b.Queue(pendSQL, records, versions)
	}
}

func blockingArrays(ks []mastering.RecordBlockingKey) (keys, records []int64) {
	for _, k := range ks {
		keys, records = append(keys, k.Key), append(records, int64(k.Record))
	}
	return keys, records
}

// writeReferences replaces what records refer to. New records that refer to nothing cost nothing.
func writeReferences(b *pgx.Batch, w *mastering.LandingWrite) {
	isNew := map[int64]bool{}
	for _, r := range w.New {
		isNew[int64(r.ID)] = true
	}
	var old, records []int64
	var targets []mastering.RecordKey
	for id, refs := range w.Refers {
		if !isNew[int64(id)] {
			old = append(old, int64(id))
		}
		for _, k := range refs {
			records, targets = append(records, int64(id)), append(targets, k)
		}
	}
	if len(old) > 0 {
		b.Queue(dropReferencesSQL, old)
	}
	if len(records) > 0 {
		k := keyArraysOf(targets)
		b.Queue(addReferencesSQL, records, k.domains, k.systems, k.keys)
	}
}
