package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
)

const sourceColumns = `s.id, s.domain, s.system, s.key, s.version, s.received, s.standardized, s.updated_at, s.received_at, s.deleted`

func scanSource(row pgx.CollectableRow) (*domain.SourceRecord, error) {
	r := &domain.SourceRecord{}
	return r, scanSourceInto(row, r)
}

// scanSourceInto reads sourceColumns, after what else the row begins with.
func scanSourceInto(row pgx.CollectableRow, r *domain.SourceRecord, before ...any) error {
	var received, standardized []byte
	err := row.Scan(append(before, &r.ID, (*string)(&r.Domain), &r.System, &r.Key, &r.Version, &received, &standardized,
		&r.UpdatedAt, &r.ReceivedAt, &r.Deleted)...)
	if err != nil {
		return err
	}
	if r.Received, err = decodeAttributes(received); err != nil {
		return fmt.Errorf("received %s: %w", r.SourceKey, err)
	}
	if r.Standardized, err = decodeAttributes(standardized); err != nil {
		return fmt.Errorf("standardized %s: %w", r.SourceKey, err)
	}
	r.ReceivedAt = r.ReceivedAt.UTC()
	if r.UpdatedAt != nil {
		*r.UpdatedAt = r.UpdatedAt.UTC()
	}
	return nil
}

func (db *DB) sources(ctx context.Context, sql string, args ...any) ([]*domain.SourceRecord, error) {
	rows, err := db.pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("read source records: %w", err)
	}
	list, err := pgx.CollectRows(rows, scanSource)
	if err != nil {
		return nil, fmt.Errorf("read source records: %w", err)
	}
	return list, nil
}

// SourceRecords reads the latest version of source records by key, withdrawn ones too; nil where a key is unknown.
func (db *DB) SourceRecords(ctx context.Context, d domain.Domain, keys []domain.SourceKey) ([]*domain.SourceRecord, error) {
	systems, texts := keyTexts(keys)
	list, err := db.sources(ctx, `
select `+sourceColumns+`
from unnest($2::text[], $3::text[]) k(system, key)
join source_record s on s.domain = $1 and s.system = k.system and s.key = k.key`, string(d), systems, texts)
	if err != nil {
		return nil, err
	}
	return aligned(keys, list, func(r *domain.SourceRecord) domain.SourceKey { return r.SourceKey }), nil
}

// SourceRecordsByID reads the latest version of source records by the hub's own number; nil where it is unknown.
func (db *DB) SourceRecordsByID(ctx context.Context, ids []domain.RecordID) ([]*domain.SourceRecord, error) {
	list, err := db.sources(ctx, `
select `+sourceColumns+`
from source_record s
where s.id = any($1::bigint[])`, recordNumbers(ids))
	if err != nil {
		return nil, err
	}
	return aligned(ids, list, func(r *domain.SourceRecord) domain.RecordID { return r.ID }), nil
}

// SourceRecordsOf reads the members of golden records, in order of (system, key).
func (db *DB) SourceRecordsOf(ctx context.Context, ids []domain.GoldenID) (map[domain.GoldenID][]*domain.SourceRecord, error) {
	rows, err := db.pool.Query(ctx, `
select m.golden_id, `+sourceColumns+`
from member m
join source_record s on s.id = m.record_id
where m.golden_id = any($1::text[])`, idTexts(ids))
	if err != nil {
		return nil, fmt.Errorf("read members: %w", err)
	}
	out := make(map[domain.GoldenID][]*domain.SourceRecord, len(ids))
	_, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (struct{}, error) {
		var id domain.GoldenID
		r := &domain.SourceRecord{}
		err := scanSourceInto(row, r, (*string)(&id))
		out[id] = append(out[id], r)
		return struct{}{}, err
	})
	if err != nil {
		return nil, fmt.Errorf("read members: %w", err)
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b *domain.SourceRecord) int { return a.Compare(b.SourceKey) })
	}
	return out, nil
}

// GoldenIDsOf tells which golden records source records are linked to; withdrawn and unknown ones are left out.
func (db *DB) GoldenIDsOf(ctx context.Context, ids []domain.RecordID) (map[domain.RecordID]domain.GoldenID, error) {
	rows, err := db.pool.Query(ctx, `
select record_id, golden_id
from member
where record_id = any($1::bigint[])`, recordNumbers(ids))
	if err != nil {
		return nil, fmt.Errorf("read links: %w", err)
	}
	out := make(map[domain.RecordID]domain.GoldenID, len(ids))
	var record int64
	var golden string
	_, err = pgx.ForEachRow(rows, []any{&record, &golden}, func() error {
		out[domain.RecordID(record)] = domain.GoldenID(golden)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read links: %w", err)
	}
	return out, nil
}

const goldensOfNow = `
select k.place, ` + goldenColumns + `
from unnest($2::text[], $3::text[]) with ordinality k(system, key, place)
join source_record s on s.domain = $1 and s.system = k.system and s.key = k.key
join member m on m.record_id = s.id
join golden_record g on g.id = m.golden_id`

var goldensOfThen = `
select k.place, ` + goldenColumns + `
from unnest($2::text[], $3::text[]) with ordinality k(system, key, place)
join source_record s on s.domain = $1 and s.system = k.system and s.key = k.key
cross join lateral ` + fmt.Sprintf(linkedThen, "$4")

// GoldensOf reads the golden records that source records are linked to, or, with asOf, were linked to then, as they were
// then; nil for a source record that is unknown or was withdrawn.
func (db *DB) GoldensOf(ctx context.Context, d domain.Domain, keys []domain.SourceKey, asOf *time.Time) ([]*domain.GoldenRecord, error) {
	systems, texts := keyTexts(keys)
	sql, args := goldensOfNow, []any{string(d), systems, texts}
	if asOf != nil {
		sql, args = goldensOfThen, append(args, *asOf)
	}
	rows, err := db.pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("read golden records by source key: %w", err)
	}
	out := make([]*domain.GoldenRecord, len(keys))
	_, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (struct{}, error) {
		var place int
		var raw RawGolden
		if err := row.Scan(append([]any{&place}, raw.fields()...)...); err != nil {
			return struct{}{}, err
		}
		g, err := raw.Decode()
		out[place-1] = g
		return struct{}{}, err
	})
	if err != nil {
		return nil, fmt.Errorf("read golden records by source key: %w", err)
	}
	return out, nil
}

// aligned puts records where their references stand; nil where there is none.
func aligned[R comparable, T any](refs []R, list []*T, ref func(*T) R) []*T {
	found := make(map[R]*T, len(list))
	for _, x := range list {
		found[ref(x)] = x
	}
	out := make([]*T, len(refs))
	for i, r := range refs {
		out[i] = found[r]
	}
	return out
}

func keyTexts(keys []domain.SourceKey) (systems, texts []string) {
	systems, texts = make([]string, len(keys)), make([]string, len(keys))
	for i, k := range keys {
		systems[i], texts[i] = sendable(k.System), sendable(k.Key)
	}
	return systems, texts
}

func recordNumbers(ids []domain.RecordID) []int64 {
	out := make([]int64, len(ids))
	for i, id := range ids {
		out[i] = int64(id)
	}
	return out
}
