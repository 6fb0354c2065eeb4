package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"aurum/domain"
)

func TestGoldensComeAsTheyWereWritten(t *testing.T) {
	f := newFixture(t)
	g := customer(1, domain.Attributes{
		"legalName": "Müller & Söhne 株式会社 \"x\"", "creditHold": true, "creditLimit": "10.50",
		"addresses": []any{map[string]any{"city": "Bern", "lines": []any{"Gässli 1"}}}, "leadTimeDays": 7,
	})
	g.Members = []domain.Member{member(1, "CRM", "ü1"), member(2, "ERP", "2")}
	g.Provenance = map[string]domain.Provenance{"legalName": {Rule: "priority", From: g.Members[:1]}}
	f.put(g)
	got := must[[]*domain.GoldenRecord](t)(f.db.Goldens(f.ctx, []domain.GoldenID{"cus_x", g.ID, "a\x00b", g.ID, "\xff", ""}, nil))
	same(t, got, []*domain.GoldenRecord{nil, &g, nil, &g, nil, nil})
	raw := must[[]RawGolden](t)(f.db.GoldenRaw(f.ctx, []domain.GoldenID{"cus_x", g.ID}))
	if raw[0].ID != "" || raw[1].ID != g.ID || raw[1].Attributes[0] != '{' || raw[1].Members[0] != '[' {
		t.Errorf("raw: %+v", raw)
	}
	same(t, must[[]*domain.GoldenRecord](t)(f.db.Goldens(f.ctx, nil, nil)), []*domain.GoldenRecord{})
}

// absorbed writes two customers of which the first takes in the second on day 10, with a change of the first on day 20.
func absorbed(f fixture) (survivor, absorbed, merged domain.GoldenRecord) {
	a, b := customer(1, domain.Attributes{"legalName": "A"}), customer(2, domain.Attributes{"legalName": "B"})
	a.Members, b.Members = []domain.Member{member(1, "CRM", "1")}, []domain.Member{member(2, "ERP", "2")}
	f.put(a, b)
	m := b
	m.Version, m.State, m.MergedInto, m.UpdatedAt, m.Members = 2, domain.Merged, a.ID, day(10), []domain.Member{}
	a.Version, a.UpdatedAt, a.Members = 2, day(10), append(a.Members, b.Members...)
	f.put(a, m)
	a.Version, a.UpdatedAt, a.Attributes = 3, day(20), domain.Attributes{"legalName": "A+B"}
	f.put(a)
	f.source(1, domain.Customer, domain.SourceKey{System: "CRM", Key: "1"}, a.ID)
	f.source(2, domain.Customer, domain.SourceKey{System: "ERP", Key: "2"}, a.ID)
	f.source(3, domain.Customer, domain.SourceKey{System: "ERP", Key: "gone"}, "")
	return a, b, m
}

func TestAMergedIDLeadsToItsSurvivor(t *testing.T) {
	f := newFixture(t)
	a, b, m := absorbed(f)
	all := []domain.GoldenID{m.ID, a.ID, "cus_unknown"}
	same(t, must[[]*domain.GoldenRecord](t)(f.db.Goldens(f.ctx, all, nil)), []*domain.GoldenRecord{&m, &a, nil})
	same(t, must[[]*domain.GoldenRecord](t)(f.db.Surviving(f.ctx, all, nil)), []*domain.GoldenRecord{&a, &a, nil})

	before := ptr(day(9))
	got := must[[]*domain.GoldenRecord](t)(f.db.Surviving(f.ctx, all, before))
	same(t, got[0], &b)
	same(t, got[1].Version, 1)
	after := must[[]*domain.GoldenRecord](t)(f.db.Surviving(f.ctx, all, ptr(day(10))))
	same(t, []int{after[0].Version, after[1].Version}, []int{2, 2})
	same(t, after[0].ID, a.ID)
	same(t, after[0].CreatedAt, day(1))
	same(t, must[[]*domain.GoldenRecord](t)(f.db.Goldens(f.ctx, all, ptr(day(30)))), []*domain.GoldenRecord{&m, &a, nil})
	same(t, ids(must[[]*domain.GoldenRecord](t)(f.db.Surviving(f.ctx, all, ptr(day(1))))), []domain.GoldenID{"", a.ID, ""})
	same(t, ids(must[[]*domain.GoldenRecord](t)(f.db.Goldens(f.ctx, all, ptr(day(0))))), []domain.GoldenID{"", "", ""})
}

func TestChainsOfMergesAreFollowedToTheirEndAndCirclesEnd(t *testing.T) {
	f := newFixture(t)
	for n := 1; n <= 6; n++ {
		g := customer(n, domain.Attributes{"legalName": "x"})
		switch n {
		case 1, 2, 3:
			g.State, g.MergedInto = domain.Merged, id(domain.Customer, n+1)
		case 5:
			g.State, g.MergedInto = domain.Merged, id(domain.Customer, 6)
		case 6:
			g.State, g.MergedInto = domain.Merged, id(domain.Customer, 5)
		}
		f.put(g)
	}
	want := []domain.GoldenID{id(domain.Customer, 4), id(domain.Customer, 4), ""}
	ask := []domain.GoldenID{id(domain.Customer, 1), id(domain.Customer, 4), id(domain.Customer, 5)}
	same(t, ids(must[[]*domain.GoldenRecord](t)(f.db.Surviving(f.ctx, ask, nil))), want)
	same(t, ids(must[[]*domain.GoldenRecord](t)(f.db.Surviving(f.ctx, ask, ptr(day(9))))), want)
}

func TestASourceKeyLeadsToTheGoldenRecordThatHoldsIt(t *testing.T) {
	f := newFixture(t)
	a, b, _ := absorbed(f)
	keys := []domain.SourceKey{{System: "ERP", Key: "2"}, {System: "CRM", Key: "1"}, {System: "ERP", Key: "gone"}, {System: "X\x00", Key: "2"}}
	for _, c := range []struct {
		day  int
		want []domain.GoldenID
	}{{-1, []domain.GoldenID{a.ID, a.ID, "", ""}}, {0, []domain.GoldenID{"", "", "", ""}}, {1, []domain.GoldenID{"", a.ID, "", ""}},
		{5, []domain.GoldenID{b.ID, a.ID, "", ""}}, {10, []domain.GoldenID{a.ID, a.ID, "", ""}}} {
		at := ptr(day(c.day))
		if c.day < 0 {
			at = nil
		}
		got := must[[]*domain.GoldenRecord](t)(f.db.GoldensOf(f.ctx, domain.Customer, keys, at))
		if d := cmp.Diff(c.want, ids(got)); d != "" {
			t.Errorf("day %d: %s", c.day, d)
		}
	}
	none := must[[]*domain.GoldenRecord](t)(f.db.GoldensOf(f.ctx, domain.Product, keys, nil))
	same(t, ids(none), []domain.GoldenID{"", "", "", ""})
}

func TestHistoryIsNewestFirstAndWithoutHoles(t *testing.T) {
	f := newFixture(t)
	a, _, m := absorbed(f)
	h := must[Page[RecordVersion]](t)(f.db.History(f.ctx, a.ID, PageArgs{}))
	same(t, len(h.Items), 3)
	same(t, h.Items[0].GoldenRecord, a)
	for i, v := range h.Items {
		same(t, v.Version, 3-i)
		if i == 0 {
			same(t, v.ValidTo == nil, true)
		} else {
			same(t, *v.ValidTo, h.Items[i-1].ValidFrom)
		}
	}
	same(t, h.Items[2].Kind, domain.ChangeCreated)
	same(t, h.Items[1].Changed, []string{"legalName"})
	next := must[Page[RecordVersion]](t)(f.db.History(f.ctx, a.ID, PageArgs{First: ptr(2), After: h.Cursors[0]}))
	same(t, next.Items, h.Items[1:])
	_, err := f.db.History(f.ctx, m.ID, PageArgs{After: h.Cursors[0]})
	invalid(t, err)
	same(t, len(must[Page[RecordVersion]](t)(f.db.History(f.ctx, "cus_x", PageArgs{})).Items), 0)

	refs := []VersionRef{{a.ID, 2}, {a.ID, 9}, {m.ID, 2}, {"x", 1}}
	got := must[[]*domain.GoldenRecord](t)(f.db.GoldenVersions(f.ctx, refs))
	same(t, got, []*domain.GoldenRecord{&h.Items[1].GoldenRecord, nil, &m, nil})
}
