package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
	"aurum/mastering"
)

// What there was of source records k (id, floor) at the time $3: the latest version v that was kept and the latest w that was
// applied. A version up to the floor counts as there, since a golden record was built from it, whatever the clocks of two
// nodes say. The source's own time is the latest it had given, with a version or in confirmation of one.
const sourceThen = `
from unnest($1::bigint[], $2::int[]) k(id, floor)
join source_record s on s.id = k.id
cross join lateral (
	select version
	from source_record_version v
	where v.record_id = s.id and (v.received_at <= $3::timestamptz or v.version <= k.floor)
	order by version desc
	limit 1
) v
cross join lateral (
	select *
	from source_record_version w
	where w.record_id = s.id and w.version <= v.version and w.applied
	order by version desc
	limit 1
) w`

// receivedThen is when the source had last sent something: a version by which the hub has read it anew is none.
const receivedThen = `case when w.policy is null then w.received_at else (
		select a.received_at
		from source_record_version a
		where a.record_id = s.id and a.version < w.version and a.applied and a.policy is null
		order by a.version desc
		limit 1
	) end`

const confirmedThen = `greatest(
		(
			select max(u.updated_at)
			from source_record_version u
			where u.record_id = s.id and u.version <= v.version and u.applied
		),
		(
			select max(c.updated_at)
			from source_confirmation c
			where c.record_id = s.id and c.received_at <= $3::timestamptz
		)
	)`

// SourceRecordsThen reads source records as they were at a time, withdrawn ones too; nil for one that was not there yet. A
// member's version is the least that it shows; 0 for none. Received is left out: ReceivedThen reads it.
func (db *DB) SourceRecordsThen(ctx context.Context, members []domain.Member, at time.Time) ([]*domain.SourceRecord, error) {
	ids, floors := floorsOf(members)
	list, err := db.sources(ctx, `
select s.id, s.domain, s.system, s.key, v.version, '{}'::json, w.standardized, `+confirmedThen+`, `+receivedThen+`, w.deleted`+sourceThen, ids, floors, at)
	if err != nil {
		return nil, err
	}
	found := make(map[domain.RecordID]*domain.SourceRecord, len(list))
	for _, r := range list {
		found[r.ID] = r
	}
	out := make([]*domain.SourceRecord, len(members))
	for i, m := range members {
		out[i] = found[m.Record]
	}
	return out, nil
}

// floorsOf gives each source record once, with the highest version asked for.
func floorsOf(members []domain.Member) (ids []int64, floors []int) {
	place := make(map[domain.RecordID]int, len(members))
	for _, m := range members {
		i, known := place[m.Record]
		if !known {
			i, place[m.Record] = len(ids), len(ids)
			ids, floors = append(ids, int64(m.Record)), append(floors, 0)
		}
		floors[i] = max(floors[i], m.Version)
	}
	return ids, floors
}

// The arrivals of a record's present life: those after its last withdrawal, which a withdrawal leaves as they are.
const arrivalsThen = `
select s.id, (
		select coalesce(json_agg(a.arrived order by a.version), '[]')
		from source_record_version a
		where a.record_id = s.id and a.version <= w.version and a.applied and not a.deleted and a.version > coalesce((
			select max(d.version)
			from source_record_version d
			where d.record_id = s.id and d.version < w.version and d.applied and d.deleted
		), 0)
	)`

// ReceivedThen reads what source records had received by a time: all their arrivals, each laid over the ones before.
func (db *DB) ReceivedThen(ctx context.Context, members []domain.Member, at time.Time) (map[domain.RecordID]domain.Attributes, error) {
	ids, floors := floorsOf(members)
	out := make(map[domain.RecordID]domain.Attributes, len(ids))
	rows, err := db.pool.Query(ctx, arrivalsThen+sourceThen, ids, floors, at)
	if err != nil {
		return nil, fmt.Errorf("read arrivals: %w", err)
	}
	var id domain.RecordID
	var arrivals []byte
	_, err = pgx.ForEachRow(rows, []any{&id, &arrivals}, func() (err error) {
		out[id], err = laid(arrivals)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read arrivals: %w", err)
	}
	return out, nil
}

// laid lays arrivals over each other: absent keeps, null clears.
func laid(arrivals []byte) (domain.Attributes, error) {
	var list []json.RawMessage
	if err := json.Unmarshal(arrivals, &list); err != nil {
		return nil, err
	}
	out := domain.Attributes{}
	for _, doc := range list {
		a, err := decodeAttributes(doc)
		if err != nil {
			return nil, err
		}
		for name, v := range a {
			if v == nil {
				delete(out, name)
			} else {
				out[name] = v
			}
		}
	}
	return out, nil
}

// ProblemsThen reads what was wrong with source records at a time; those without a problem are left out.
func (db *DB) ProblemsThen(ctx context.Context, members []domain.Member, at time.Time) (map[domain.RecordID][]domain.Problem, error) {
	ids, floors := floorsOf(members)
	rows, err := db.pool.Query(ctx, `
select s.id, w.problems::text`+sourceThen+`
where w.problems::text <> '[]'`, ids, floors, at)
	if err != nil {
		return nil, fmt.Errorf("read former problems: %w", err)
	}
	return collectProblems(rows)
}

// RecordsThen implements mastering.Past.
func (db *DB) RecordsThen(ctx context.Context, members []domain.Member, at time.Time) ([]*mastering.Stored, error) {
	ids, floors := floorsOf(members)
	rows, err := db.pool.Query(ctx, `
select s.id, s.domain, s.system, s.key, v.version, w.standardized::text, coalesce(w.problems, '[]')::text, `+confirmedThen+`, `+receivedThen+`, w.deleted`+
		sourceThen+`
order by s.id`, ids, floors, at)
	if err != nil {
		return nil, fmt.Errorf("read former source records: %w", err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (*mastering.Stored, error) {
		s := &mastering.Stored{}
		err := row.Scan(&s.ID, (*string)(&s.Domain), &s.System, &s.Key, &s.Version, &s.Standardized, &s.Problems, &s.UpdatedAt, &s.ReceivedAt, &s.Deleted)
		return s, err
	})
	if err != nil {
		return nil, fmt.Errorf("read former source records: %w", err)
	}
	return out, nil
}

// linkedThen is the golden record g that source record s was linked to at the time given as parameter: the one whose version,
// valid then, has it among its members.
const linkedThen = `(
	select ` + versionColumns + `
	from golden_record_version v
	join golden_record g on g.id = v.golden_id
	where jsonb_path_query_array(v.members::jsonb, '$[*].record') @> jsonb_build_array(s.id)
		and v.valid_from <= %[1]s::timestamptz
		and v.state <> 'MERGED'
		and not exists (
			select
			from golden_record_version later
			where later.golden_id = v.golden_id and later.valid_from > v.valid_from and later.valid_from <= %[1]s::timestamptz
		)
	order by v.valid_from desc, v.golden_id
	limit 1
) g`

// LinkedThen implements mastering.Past.
func (db *DB) LinkedThen(ctx context.Context, keys []mastering.RecordKey, at time.Time) (map[mastering.RecordKey]domain.GoldenID, error) {
	k := keyArraysOf(keys)
	rows, err := db.pool.Query(ctx, `
select distinct s.domain, s.system, s.key, g.id
from unnest($1::text[], $2::text[], $3::text[]) k(domain, system, key)
join source_record s on s.domain = k.domain and s.system = k.system and s.key = k.key
cross join lateral `+fmt.Sprintf(linkedThen, "$4"), k.domains, k.systems, k.keys, at)
	if err != nil {
		return nil, fmt.Errorf("read former links: %w", err)
	}
	out := make(map[mastering.RecordKey]domain.GoldenID, len(keys))
	var key mastering.RecordKey
	var golden string
	_, err = pgx.ForEachRow(rows, []any{(*string)(&key.Domain), &key.System, &key.Key, &golden}, func() error {
		out[key] = domain.GoldenID(golden)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read former links: %w", err)
	}
	return out, nil
}

// GoldenIDsThen tells which golden records source records were linked to at a time; those that were to none are left out.
func (db *DB) GoldenIDsThen(ctx context.Context, ids []domain.RecordID, at time.Time) (map[domain.RecordID]domain.GoldenID, error) {
	rows, err := db.pool.Query(ctx, `
select s.id, g.id
from unnest($1::bigint[]) s(id)
cross join lateral `+fmt.Sprintf(linkedThen, "$2"), recordNumbers(ids), at)
	if err != nil {
		return nil, fmt.Errorf("read former links: %w", err)
	}
	out := make(map[domain.RecordID]domain.GoldenID, len(ids))
	var record domain.RecordID
	var golden string
	_, err = pgx.ForEachRow(rows, []any{&record, &golden}, func() error { out[record] = domain.GoldenID(golden); return nil })
	if err != nil {
		return nil, fmt.Errorf("read former links: %w", err)
	}
	return out, nil
}

// SaidThen implements mastering.Past.
func (db *DB) SaidThen(ctx context.Context, ids []domain.RecordID, at time.Time) ([]mastering.Said, error) {
	rows, err := db.pool.Query(ctx, `
select distinct on (p.a, p.b) p.a, p.b, p.same, d.actor, d.reason, d.decided_at
from steward_decision_pair p
join steward_decision d on d.id = p.decision_id
where d.decided_at <= $2 and (d.withdrawn_at is null or d.withdrawn_at > $2) and (p.a = any($1::bigint[]) or p.b = any($1::bigint[]))
order by p.a, p.b, p.seq desc`, recordNumbers(ids), at)
	if err != nil {
		return nil, fmt.Errorf("read former assertions: %w", err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (s mastering.Said, err error) {
		err = row.Scan(&s.A, &s.B, &s.Same, &s.Actor, &s.Reason, &s.At)
		s.At = s.At.UTC()
		return s, err
	})
	if err != nil {
		return nil, fmt.Errorf("read former assertions: %w", err)
	}
	return out, nil
}

// PolicyDocument implements mastering.Past.
func (db *DB) PolicyDocument(ctx context.Context, d domain.Domain, version string) (text string, err error) {
	err = db.pool.QueryRow(ctx, `
select coalesce((select document
                   from policy_version
                  where domain = $1
                    and version = $2), '')`, string(d), version).Scan(&text)
	if err != nil {
		return "", fmt.Errorf("version %s of the policy of %s: %w", version, d, err)
	}
	return text, nil
}

// CandidatesThen implements mastering.Past: those that share one of the keys now, or did at some time since.
func (db *DB) CandidatesThen(ctx context.Context, keys []int64, at time.Time) ([]domain.RecordID, error) {
	rows, err := db.pool.Query(ctx, `
select record_id from match_key where key = any($1::bigint[])
union
select record_id from match_key_former where key = any($1::bigint[]) and valid_to > $2
order by record_id`, keys, at)
	if err != nil {
		return nil, fmt.Errorf("read former candidates: %w", err)
	}
	out, err := pgx.CollectRows(rows, pgx.RowTo[domain.RecordID])
	if err != nil {
		return nil, fmt.Errorf("read former candidates: %w", err)
	}
	return out, nil
}

// PolicyThen implements mastering.Past.
func (db *DB) PolicyThen(ctx context.Context, d domain.Domain, at time.Time) (version string, err error) {
	err = db.pool.QueryRow(ctx, `
select coalesce((select version
                   from policy_activation
                  where domain = $1
                  order by activated_at > $2, abs(extract(epoch from activated_at - $2))
                  limit 1), '')`, string(d), at).Scan(&version)
	if err != nil {
		return "", fmt.Errorf("former policy of %s: %w", d, err)
	}
	return version, nil
}
