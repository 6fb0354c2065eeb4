package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
)

// RawGolden is a golden record whose documents are left as the JSON they are stored as. The zero value is no record.
type RawGolden struct {
	ID         domain.GoldenID
	Domain     domain.Domain
	Version    int
	State      domain.RecordState
	MergedInto domain.GoldenID // empty unless State is MERGED
	Attributes []byte          // JSON object
	Provenance []byte          // JSON object: attribute to domain.Provenance
	Members    []byte          // JSON array of domain.Member
	Policy     string
	CreatedAt  time.Time
	UpdatedAt  time.Time
}

// goldenColumns are the columns of a RawGolden from a relation g, in the order of fields.
const goldenColumns = `g.id, g.domain, g.version, g.state, coalesce(g.merged_into, ''), g.attributes, g.provenance, g.members,
	g.policy, g.created_at, g.updated_at`

// fields are the destinations of goldenColumns.
func (r *RawGolden) fields() []any {
	return []any{(*string)(&r.ID), (*string)(&r.Domain), &r.Version, (*string)(&r.State), (*string)(&r.MergedInto),
		&r.Attributes, &r.Provenance, &r.Members, &r.Policy, &r.CreatedAt, &r.UpdatedAt}
}

// versionColumns makes the columns of a golden record g as its version v had them.
const versionColumns = `g.id, v.domain, v.version, v.state, v.merged_into, v.attributes, v.provenance, v.members, v.policy,
	g.created_at, v.valid_from as updated_at`

// validAt is the version of golden record g that was valid at the time given as parameter.
const validAt = `(
		select *
		from golden_record_version v
		where v.golden_id = g.id and v.valid_from <= %s::timestamptz
		order by v.valid_from desc
		limit 1
	) v`

// Goldens reads golden records by id, nil where an id is unknown; merged ones as they are. With asOf, the versions that
// were valid then; nil for a record that was not there yet.
func (db *DB) Goldens(ctx context.Context, ids []domain.GoldenID, asOf *time.Time) ([]*domain.GoldenRecord, error) {
	found, err := db.rawByID(ctx, ids, asOf)
	if err != nil {
		return nil, err
	}
	return decodeAll(ids, func(id domain.GoldenID) (RawGolden, bool) { g, ok := found[id]; return g, ok })
}

// GoldenRaw reads golden records by id without decoding them; zero where an id is unknown.
func (db *DB) GoldenRaw(ctx context.Context, ids []domain.GoldenID) ([]RawGolden, error) {
	found, err := db.rawByID(ctx, ids, nil)
	if err != nil {
		return nil, err
	}
	out := make([]RawGolden, len(ids))
	for i, id := range ids {
		out[i] = found[id]
	}
	return out, nil
}

const goldensNow = `
select ` + goldenColumns + `
from golden_record g
where g.id = any($1::text[])`

var goldensThen = fmt.Sprintf(`
select `+goldenColumns+`
from (
	select `+versionColumns+`
	from golden_record g
	cross join lateral `+validAt+`
	where g.id = any($1::text[])
) g`, "$2")

func (db *DB) rawByID(ctx context.Context, ids []domain.GoldenID, asOf *time.Time) (map[domain.GoldenID]RawGolden, error) {
	if asOf != nil {
		return db.rawGoldens(ctx, goldensThen, idTexts(ids), *asOf)
	}
	return db.rawGoldens(ctx, goldensNow, idTexts(ids))
}

// One hop is all a merge ever leaves; a longer chain is followed by asking again.
const survivingNow = `
select ` + goldenColumns + `
from golden_record g
where g.id = any($1::text[] || array(
	select merged_into
	from golden_record
	where id = any($1::text[]) and merged_into is not null
))`

var survivingThen = fmt.Sprintf(`
with recursive hop(id) as (
	select unnest($1::text[]) collate "C"
	union
	select v.merged_into
	from hop g
	cross join lateral `+validAt+`
	where v.merged_into is not null
)
select `+goldenColumns+`
from (
	select `+versionColumns+`
	from hop
	join golden_record g on g.id = hop.id
	cross join lateral `+validAt+`
) g`, "$2", "$2")

// Surviving reads golden records by id and follows those that were merged away to the record that absorbed them; nil
// where an id is unknown. With asOf, values and merges are those of that time.
func (db *DB) Surviving(ctx context.Context, ids []domain.GoldenID, asOf *time.Time) ([]*domain.GoldenRecord, error) {
	known := make(map[domain.GoldenID]RawGolden, len(ids))
	for want := ids; len(want) > 0; {
		sql, args := survivingNow, []any{idTexts(want)}
		if asOf != nil {
			sql, args = survivingThen, append(args, *asOf)
		}
		more, err := db.rawGoldens(ctx, sql, args...)
		if err != nil {
			return nil, err
		}
		for id, g := range more {
			known[id] = g
		}
		want = unmet(known, more)
	}
	return decodeAll(ids, func(id domain.GoldenID) (RawGolden, bool) { return follow(known, id) })
}

// unmet lists the survivors named by the records that came last and not read yet.
func unmet(known, last map[domain.GoldenID]RawGolden) (ids []domain.GoldenID) {
	for _, g := range last {
		if _, ok := known[g.MergedInto]; !ok && g.MergedInto != "" {
			ids = append(ids, g.MergedInto)
		}
	}
	return ids
}

// follow finds the record that stands for an id; false where it is unknown or where merges lead in a circle.
func follow(known map[domain.GoldenID]RawGolden, id domain.GoldenID) (RawGolden, bool) {
	for range len(known) {
		g, ok := known[id]
		if !ok || g.MergedInto == "" {
			return g, ok
		}
		id = g.MergedInto
	}
	return RawGolden{}, false
}

// rawGoldens collects a statement that selects goldenColumns.
func (db *DB) rawGoldens(ctx context.Context, sql string, args ...any) (map[domain.GoldenID]RawGolden, error) {
	rows, err := db.pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("read golden records: %w", err)
	}
	list, err := pgx.CollectRows(rows, scanRaw)
	if err != nil {
		return nil, fmt.Errorf("read golden records: %w", err)
	}
	found := make(map[domain.GoldenID]RawGolden, len(list))
	for _, g := range list {
		found[g.ID] = g
	}
	return found, nil
}

func scanRaw(row pgx.CollectableRow) (g RawGolden, err error) {
	return g, row.Scan(g.fields()...)
}

// GoldenVersions reads versions of golden records, nil where there is none.
func (db *DB) GoldenVersions(ctx context.Context, refs []VersionRef) ([]*domain.GoldenRecord, error) {
	ids, versions := make([]string, len(refs)), make([]int, len(refs))
	for i, r := range refs {
		ids[i], versions[i] = sendable(string(r.ID)), r.Version
	}
	rows, err := db.pool.Query(ctx, `
select `+goldenColumns+`
from (
	select `+versionColumns+`
	from unnest($1::text[], $2::int[]) r(id, version)
	join golden_record_version v on v.golden_id = r.id and v.version = r.version
	join golden_record g on g.id = r.id
) g`, ids, versions)
	if err != nil {
		return nil, fmt.Errorf("read versions of golden records: %w", err)
	}
	list, err := pgx.CollectRows(rows, scanRaw)
	if err != nil {
		return nil, fmt.Errorf("read versions of golden records: %w", err)
	}
	found := make(map[VersionRef]RawGolden, len(list))
	for _, g := range list {
		found[VersionRef{g.ID, g.Version}] = g
	}
	return decodeAll(refs, func(r VersionRef) (RawGolden, bool) { g, ok := found[r]; return g, ok })
}

// VersionRef names a version of a golden record.
type VersionRef struct {
	ID      domain.GoldenID
	Version int
}
