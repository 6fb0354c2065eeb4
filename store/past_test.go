package store

import (
	"fmt"
	"testing"

	"aurum/domain"
	"aurum/internal/pgtest"
	"aurum/migrations"
)

// Going down and up again derives from the versions what each of them replaced.
func TestWhatVersionsReplacedIsDerivedFromThem(t *testing.T) {
	url := pgtest.New(t)
	db, err := Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	f := fixture{t, db, t.Context()}
	a := customer(1, domain.Attributes{"legalName": "Alpha", "currency": "CHF"})
	f.put(a)
	a.Version, a.UpdatedAt, a.Attributes = 2, day(10), domain.Attributes{"legalName": "Beta", "currency": "CHF"}
	f.put(a)
	b := customer(2, domain.Attributes{"legalName": "Alphabet"})
	f.put(b)
	b.Version, b.UpdatedAt, b.State, b.MergedInto = 2, day(11), domain.Merged, a.ID
	f.put(b)
	c := customer(3, domain.Attributes{"currency": "CHF"})
	f.put(c)
	c.Version, c.UpdatedAt, c.Attributes = 2, day(10), domain.Attributes{"legalName": "Alpha too", "currency": "EUR"}
	f.put(c)
	f.source(1, domain.Customer, domain.SourceKey{System: "ERP", Key: "1"}, a.ID)
	f.exec(`insert into source_record_version (record_id, version, applied, arrived, standardized, deleted, received_at, actor)
		values (1, 1, true, '{}', '{}', false, $1, 'x'), (1, 2, true, '{}', '{}', false, $1, 'x'), (1, 3, false, '{}', '{}', false, $1, 'x')`, day(1))
	f.exec(`update source_record set problems = '[{"code": "TOO_LONG"}]' where id = 1`)
	filter := must[*domain.Filter](t)(domain.ParseFilter(domain.Registry.Of(domain.Customer), map[string]any{"legalName": map[string]any{"contains": "alpha"}}))
	for _, before := range []uint{7, 5} { // versions in which what was not there before is not kept, and nothing of it
		f.db.Close()
		now := must[migrations.State](t)(migrations.Status(t.Context(), url))
		if err := migrations.Down(t.Context(), url, int(now.Latest-before)); err != nil {
			t.Fatal(err)
		}
		if err := migrations.Up(t.Context(), url); err != nil {
			t.Fatal(err)
		}
		f.db = must[*DB](t)(Open(t.Context(), url))
		defer f.db.Close()
		for _, c := range []struct{ day, found, all int }{{0, 0, 0}, {1, 1, 1}, {9, 2, 3}, {10, 2, 3}, {11, 1, 2}} {
			for _, count := range []bool{true, false} {
				hits := must[Page[*domain.GoldenRecord]](t)(f.db.List(f.ctx, ListQuery{Domain: domain.Customer, Filter: filter, AsOf: ptr(day(c.day)), Count: count}))
				all := must[Page[*domain.GoldenRecord]](t)(f.db.List(f.ctx, ListQuery{Domain: domain.Customer, AsOf: ptr(day(c.day)), Count: count}))
				if len(hits.Items) != c.found || len(all.Items) != c.all || count && (hits.Total != c.found || all.Total != c.all) {
					t.Errorf("from version %d, day %d, counted %v: %d of %d found, %d of %d in all; want %d and %d",
						before, c.day, count, len(hits.Items), hits.Total, len(all.Items), all.Total, c.found, c.all)
				}
			}
		}
	}
	problems := must[map[domain.RecordID][]domain.Problem](t)(f.db.ProblemsThen(f.ctx, []domain.Member{{Record: 1}}, day(2)))
	if len(problems[1]) != 1 {
		t.Errorf("problems of the latest applied version: %v", problems)
	}
}

// More hits than are looked at one by one are found by walking the order, and the pages are the same.
func TestAPageOfManyCandidatesIsThatOfAWalk(t *testing.T) {
	f := newFixture(t)
	f.exec(`insert into golden_record (id, domain, founder, version, state, attributes, provenance, members, hash, policy, created_at, updated_at)
		select 'cus_' || lpad(n::text, 26, '0'), 'customer', 1, 1, 'ACTIVE', jsonb_build_object('currency', case when n % 3 = 0 then 'CHF' else 'EUR' end),
			'{}', '[]', '', '1', $1, $1
		from generate_series(1, 3100) n`, day(1))
	f.exec(`insert into golden_record_version (golden_id, version, domain, state, kind, changed, attributes, provenance, members, policy, valid_from)
		select id, 1, domain, state, 'CREATED', '{}', attributes, provenance, members, policy, created_at from golden_record`)
	for currency, want := range map[string]int{"CHF": 3, "EUR": 1} { // 1,033 and 2,067 of them
		filter, err := domain.ParseFilter(domain.Registry.Of(domain.Customer), map[string]any{"currency": map[string]any{"eq": currency}})
		if err != nil {
			t.Fatal(err)
		}
		after, now := "", ""
		for range 3 {
			q := ListQuery{Domain: domain.Customer, Filter: filter, AsOf: ptr(day(1)), PageArgs: PageArgs{First: ptr(7), After: after}}
			then := must[Page[*domain.GoldenRecord]](t)(f.db.List(f.ctx, q))
			q.AsOf, q.After = nil, now
			same(t, ids(then.Items), ids(must[Page[*domain.GoldenRecord]](t)(f.db.List(f.ctx, q)).Items))
			if now == "" && then.Items[0].ID != domain.GoldenID(fmt.Sprintf("cus_%026d", want)) {
				t.Errorf("%s begins with %s", currency, then.Items[0].ID)
			}
			after = then.Cursors[len(then.Cursors)-1]
			now = must[Page[*domain.GoldenRecord]](t)(f.db.List(f.ctx, q)).Cursors[6]
		}
	}
}
