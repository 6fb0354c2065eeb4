package store

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/internal/pgtest"
)

// day is a time of the tests: so many days after a fixed one.
func day(n int) time.Time {
	return time.Date(2026, 1, 1, 12, 0, 0, 123456000, time.UTC).AddDate(0, 0, n)
}

// fixture writes rows as the write side leaves them.
type fixture struct {
	testing.TB
	db  *DB
	ctx context.Context
}

func newFixture(t testing.TB) fixture {
	t.Helper()
	db, err := Open(t.Context(), pgtest.New(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	return fixture{t, db, t.Context()}
}

func (f fixture) exec(sql string, args ...any) {
	f.Helper()
	if _, err := f.db.pool.Exec(f.ctx, sql, args...); err != nil {
		f.Fatalf("%v in %s", err, sql)
	}
}

func jsonOf(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// id gives the nth golden id of a domain.
func id(d domain.Domain, n int) domain.GoldenID {
	return domain.GoldenID(fmt.Sprintf("%s_%026d", domain.Registry.Of(d).Prefix, n))
}

// customer gives the nth customer, without members.
func customer(n int, attributes domain.Attributes) domain.GoldenRecord {
	return domain.GoldenRecord{ID: id(domain.Customer, n), Domain: domain.Customer, Version: 1, State: domain.Active,
		Attributes: attributes, Provenance: map[string]domain.Provenance{}, Members: []domain.Member{}, Policy: "1-abc",
		CreatedAt: day(n), UpdatedAt: day(n)}
}

// put writes the current state of a golden record and its version.
func (f fixture) put(gs ...domain.GoldenRecord) {
	f.Helper()
	for _, g := range gs {
		f.putFound(g, domain.Fold(fmt.Sprint(g.Attributes["legalName"])))
	}
}

func (f fixture) putFound(g domain.GoldenRecord, searchText string) {
	f.Helper()
	systems := []string{}
	for _, m := range g.Members {
		systems = append(systems, m.System)
	}
	f.exec(`insert into golden_record_former (golden_id, version, domain, valid_to, merged, attributes, search_text)
		select id, $2, domain, $3, ($4::text = 'MERGED')::int - (state = 'MERGED')::int,
			coalesce((
				select jsonb_object_agg(k, attributes -> k)
				from (select jsonb_object_keys(attributes) union select jsonb_object_keys($5::jsonb)) x(k)
				where $4 = 'MERGED' and state <> 'MERGED' or attributes -> k is distinct from $5::jsonb -> k
			), '{}'), case when state <> 'MERGED' then search_text end
		from golden_record
		where id = $1`, string(g.ID), g.Version, g.UpdatedAt, string(g.State), jsonOf(g.Attributes))
	f.exec(`insert into golden_record_former (golden_id, version, domain, valid_to, merged, attributes)
		select $1, $2, $5, $3, 1, '{}'
		where $4::text = 'MERGED' and not exists (select from golden_record where id = $1)`,
		string(g.ID), g.Version, g.UpdatedAt, string(g.State), string(g.Domain)) // one that the test lets begin as merged
	f.exec(`insert into golden_record (id, domain, founder, version, state, merged_into, attributes, provenance, members, systems, search_text, hash, policy, created_at, updated_at)
		values ($1, $2, 1, $3, $4, nullif($5, ''), $6, $7, $8, $9, $10, '', $11, $12, $13)
		on conflict (id) do update set version = excluded.version, state = excluded.state, merged_into = excluded.merged_into,
			attributes = excluded.attributes, provenance = excluded.provenance, members = excluded.members, systems = excluded.systems,
			search_text = excluded.search_text, updated_at = excluded.updated_at`,
		string(g.ID), string(g.Domain), g.Version, string(g.State), string(g.MergedInto), jsonOf(g.Attributes), jsonOf(g.Provenance),
		jsonOf(g.Members), systems, searchText, g.Policy, g.CreatedAt, g.UpdatedAt)
	kind := domain.ChangeUpdated
	if g.Version == 1 {
		kind = domain.ChangeCreated
	}
	f.exec(`insert into golden_record_version (golden_id, version, domain, state, merged_into, kind, changed, attributes, provenance, members, policy, valid_from)
		values ($1, $2, $3, $4, nullif($5, ''), $6, '{legalName}', $7, $8, $9, $10, $11)`,
		string(g.ID), g.Version, string(g.Domain), string(g.State), string(g.MergedInto), string(kind), jsonOf(g.Attributes),
		jsonOf(g.Provenance), jsonOf(g.Members), g.Policy, g.UpdatedAt)
}

// source writes a source record and, unless golden is empty, its link.
func (f fixture) source(n int, d domain.Domain, k domain.SourceKey, golden domain.GoldenID) domain.SourceRecord {
	f.Helper()
	r := domain.SourceRecord{ID: domain.RecordID(n), Domain: d, SourceKey: k, Version: 3, ReceivedAt: day(n),
		Received:     domain.Attributes{"legalName": " " + k.Key, "creditLimit": json.Number("10.50")},
		Standardized: domain.Attributes{"legalName": k.Key, "leadTimeDays": 7}, Deleted: golden == ""}
	if n%2 == 0 {
		at := day(n - 1)
		r.UpdatedAt = &at
	}
	f.exec(`insert into source_system (code, name) values ($1, $1) on conflict do nothing`, k.System)
	f.exec(`insert into source_record (id, domain, system, key, version, received, standardized, updated_at, received_at, deleted)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, n, string(d), k.System, k.Key, r.Version, jsonOf(r.Received),
		jsonOf(r.Standardized), r.UpdatedAt, r.ReceivedAt, r.Deleted)
	if golden != "" {
		f.exec(`insert into member (record_id, golden_id) values ($1, $2)`, n, string(golden))
	}
	return r
}

// member names a source record as a member.
func member(n int, system, key string) domain.Member {
	return domain.Member{SourceKey: domain.SourceKey{System: system, Key: key}, Record: domain.RecordID(n), Version: 3}
}

// must gives the value of a call that may not fail.
func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func same(t testing.TB, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("difference (-want +got):\n%s", d)
	}
}

func invalid(t testing.TB, err error) {
	t.Helper()
	if domain.CodeOf(err) != domain.Invalid {
		t.Errorf("want INVALID, got %v", err)
	}
}

func ids(gs []*domain.GoldenRecord) []domain.GoldenID {
	out := make([]domain.GoldenID, len(gs))
	for i, g := range gs {
		if g != nil {
			out[i] = g.ID
		}
	}
	return out
}

func ptr[T any](v T) *T { return &v }
