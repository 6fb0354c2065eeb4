package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
)

// RecordVersion is a golden record as it was, and how it came to be so.
type RecordVersion struct {
	domain.GoldenRecord
	Kind      domain.ChangeKind
	Changed   []string // attributes whose golden value changed, sorted
	ValidFrom time.Time
	ValidTo   *time.Time // when the next version began; nil for the current one
}

// History reads the versions of a golden record, newest first; none for an unknown id.
func (db *DB) History(ctx context.Context, id domain.GoldenID, p PageArgs) (Page[RecordVersion], error) {
	return db.history(ctx, id, nil, p)
}

// HistoryThen is History as it was at a time.
func (db *DB) HistoryThen(ctx context.Context, id domain.GoldenID, at time.Time, p PageArgs) (Page[RecordVersion], error) {
	page, err := db.history(ctx, id, &at, p)
	for i := range page.Items {
		if to := page.Items[i].ValidTo; to != nil && to.After(at) {
			page.Items[i].ValidTo = nil
		}
	}
	return page, err
}

func (db *DB) history(ctx context.Context, id domain.GoldenID, at *time.Time, p PageArgs) (Page[RecordVersion], error) {
	l := rowList{
		columns: goldenColumns + ", g.kind, g.changed, g.valid_to",
		from: `from (
	select ` + versionColumns + `,
		v.kind,
		v.changed,
		later.valid_from as valid_to
	from golden_record_version v
	join golden_record g on g.id = v.golden_id
	left join golden_record_version later on later.golden_id = v.golden_id and later.version = v.version + 1
) g`,
		keys: []sortKey{{expr: "g.version", cast: "int", desc: true}},
	}
	l.and("g.id = %s::text", sendable(string(id)))
	if at != nil {
		l.and("g.updated_at <= %s::timestamptz", *at)
	}
	versions, err := readRows(ctx, db, l, p, scanVersion)
	if err != nil {
		return versions, fmt.Errorf("read history: %w", err)
	}
	return versions, nil
}

func scanVersion(row pgx.CollectableRow, keys []any) (v RecordVersion, err error) {
	var raw RawGolden
	if err := row.Scan(append(append(raw.fields(), (*string)(&v.Kind), &v.Changed, &v.ValidTo), keys...)...); err != nil {
		return v, err
	}
	g, err := raw.Decode()
	if err != nil {
		return v, err
	}
	v.GoldenRecord, v.ValidFrom, v.ValidTo = *g, g.UpdatedAt, utc(v.ValidTo)
	return v, nil
}

// utc brings a time to UTC; nil stays nil.
func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	u := t.UTC()
	return &u
}
