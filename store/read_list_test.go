package store

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"aurum/domain"
)

// companies writes eight customers that differ in what filters and orders look at; the eighth is merged away.
func companies(f fixture) {
	f.Helper()
	for n, a := range []domain.Attributes{
		{"legalName": "Müller & Söhne AG", "creditLimit": "100.0", "currency": "CHF", "personName": map[string]any{"family": "Zoë"},
			"addresses": []any{map[string]any{"city": "Bern", "country": "CH"}, map[string]any{"city": "Paris", "country": "FR"}}},
		{"legalName": "MUELLER GmbH", "creditLimit": "20", "currency": "EUR", "emails": []any{"a@x.org", "b@x.org"}},
		{"legalName": "100% Natur", "creditLimit": "100.00", "personName": map[string]any{"family": "adam"}},
		{"legalName": "100 Jahre", "creditLimit": "-5", "currency": "CHF", "birthDate": "2001-02-03"},
		{"legalName": "a_b", "parent": map[string]any{"system": "CRM", "key": "1", "id": string(id(domain.Customer, 1))}},
		{"addresses": []any{map[string]any{"city": "Bern", "country": "DE"}, map[string]any{"city": "Genève", "country": "CH"}}, "creditHold": true},
		{"legalName": "Ёлка ООО", "creditHold": false, "tradingNames": []any{}, "parent": map[string]any{"system": "CRM", "key": "9"}},
		{"legalName": "Müller gone", "currency": "CHF"},
	} {
		g := customer(n+1, a)
		switch n + 1 {
		case 1:
			g.Members = []domain.Member{member(1, "CRM", "1"), member(2, "ERP", "1")}
		case 3:
			g.State = domain.Retired
		case 8:
			g.State, g.MergedInto = domain.Merged, id(domain.Customer, 1)
		}
		f.put(g)
	}
}

func numbersOf(gs []*domain.GoldenRecord) string {
	var b strings.Builder
	for _, g := range gs {
		b.WriteByte(g.ID[len(g.ID)-1])
	}
	return b.String()
}

type object = map[string]any

func TestListsAreFiltered(t *testing.T) {
	f := newFixture(t)
	companies(f)
	eq := func(v any) object { return object{"eq": v} }
	for _, c := range []struct {
		filter object
		want   string
	}{
		{nil, "1234567"},
		{object{"legalName": object{"contains": "muLLer"}}, "1"},
		{object{"legalName": object{"contains": "uell"}}, "2"},
		{object{"legalName": object{"contains": "100%"}}, "3"},
		{object{"legalName": object{"contains": "_"}}, "5"},
		{object{"legalName": object{"startsWith": "елк"}}, "7"},
		{object{"legalName": object{"contains": ""}}, "123457"},
		{object{"legalName": eq("muller & sohne ag")}, ""},
		{object{"legalName": eq("Müller & Söhne AG")}, "1"},
		{object{"legalName": object{"ne": "a_b"}}, "123467"},
		{object{"legalName": object{"isNull": true}}, "6"},
		{object{"legalName": object{"in": []any{"a_b", "MUELLER GmbH", "x'; drop table golden_record; --"}}}, "25"},
		{object{"currency": eq("CHF"), "creditLimit": object{"gt": 0}}, "1"},
		{object{"creditLimit": eq("100")}, "13"},
		{object{"creditLimit": object{"gte": "-5", "lt": "99.99"}}, "24"},
		{object{"addresses": object{"city": eq("Bern"), "country": eq("CH")}}, "1"},
		{object{"addresses": object{"city": object{"contains": "gene"}, "country": eq("CH")}}, "6"},
		{object{"and": []any{object{"addresses": object{"city": eq("Bern")}}, object{"addresses": object{"country": eq("CH")}}}}, "16"},
		{object{"or": []any{object{"birthDate": object{"lte": "2001-02-03"}}, object{"creditHold": eq(true)}}}, "46"},
		{object{"or": []any{}}, ""},
		{object{"not": object{"creditHold": eq(true)}}, "123457"},
		{object{"tradingNames": object{"isNull": true}}, "1234567"},
		{object{"emails": eq("b@x.org")}, "2"},
		{object{"emails": object{"contains": "A@", "startsWith": "b"}}, ""},
		{object{"parent": object{"id": eq(string(id(domain.Customer, 1)))}}, "5"},
		{object{"parent": object{"id": object{"isNull": true}}}, "7"},
		{object{"parent": object{"isNull": false}}, "57"},
		{object{"sourceSystem": eq("ERP")}, "1"},
		{object{"state": eq("RETIRED")}, "3"},
		{object{"state": eq("MERGED")}, ""},
		{object{"id": object{"in": []any{string(id(domain.Customer, 2)), "x"}}}, "2"},
		{object{"updatedAt": object{"gte": day(6)}}, "67"},
		{object{"createdAt": eq(day(2))}, "2"},
		{object{"version": object{"gt": 1}}, ""},
	} {
		filter, err := domain.ParseFilter(domain.Registry.Of(domain.Customer), c.filter)
		if err != nil {
			t.Errorf("%v: %v", c.filter, err)
			continue
		}
		for _, count := range []bool{true, false} {
			p := must[Page[*domain.GoldenRecord]](t)(f.db.List(f.ctx, ListQuery{Domain: domain.Customer, Filter: filter, Count: count}))
			if got := numbersOf(p.Items); got != c.want || count && p.Total != len(c.want) {
				t.Errorf("%v: got %q of %d, want %q", c.filter, got, p.Total, c.want)
			}
		}
	}
}

func TestListsAreOrderedWithNothingLast(t *testing.T) {
	f := newFixture(t)
	companies(f)
	for _, c := range []struct {
		orders []Order
		want   string
	}{
		{nil, "1234567"},
		{[]Order{{"id", true}}, "7654321"},
		{[]Order{{"updatedAt", true}}, "7654321"},
		{[]Order{{"legalName", false}}, "4352176"},
		{[]Order{{"legalName", true}}, "7125346"},
		{[]Order{{"creditLimit", false}}, "4213567"},
		{[]Order{{"creditLimit", true}, {"legalName", false}}, "3124576"},
		{[]Order{{"currency", false}, {"creditLimit", false}}, "4123567"},
		{[]Order{{"currency", false}, {"id", true}}, "4127653"},
		{[]Order{{"creditHold", true}, {"version", true}, {"createdAt", false}}, "6712345"},
		{[]Order{{"personName.family", false}}, "3124567"},
		{[]Order{{"parent.key", true}, {"birthDate", false}}, "7541236"},
	} {
		for _, filter := range []*domain.Filter{nil, {Condition: domain.AnyOf{domain.All{}}}} {
			for n := range 4 {
				q := ListQuery{Domain: domain.Customer, Order: c.orders, Filter: filter, Count: n&1 > 0}
				if n&2 > 0 {
					q.AsOf = ptr(day(99))
				}
				walkBothWays(t, []byte(c.want), func(a PageArgs) (Page[*domain.GoldenRecord], error) {
					q.PageArgs = a
					p, err := f.db.List(f.ctx, q)
					if q.Count && p.Total != 7 {
						t.Errorf("total %d", p.Total)
					}
					return p, err
				}, func(g *domain.GoldenRecord) byte { return g.ID[len(g.ID)-1] })
			}
		}
	}
}

func TestListsAreRefusedWithTheFieldAtFault(t *testing.T) {
	f := newFixture(t)
	companies(f)
	for _, o := range []string{"", "nothing", "addresses", "addresses.city", "personName", "emails", "legalName.x", "personName.", "id; drop"} {
		_, err := f.db.List(f.ctx, ListQuery{Domain: domain.Customer, Order: []Order{{Field: o}}})
		invalid(t, err)
	}
	_, err := f.db.List(f.ctx, ListQuery{Domain: "planet"})
	invalid(t, err)

	q := ListQuery{Domain: domain.Customer, PageArgs: PageArgs{First: ptr(2)}}
	p := must[Page[*domain.GoldenRecord]](t)(f.db.List(f.ctx, q))
	for name, other := range map[string]ListQuery{
		"order":  {Domain: domain.Customer, Order: []Order{{Field: "id", Desc: true}}},
		"domain": {Domain: domain.Supplier},
		"time":   {Domain: domain.Customer, AsOf: ptr(day(1))},
		"filter": {Domain: domain.Customer, Filter: &domain.Filter{Condition: domain.All{}}},
	} {
		other.After = p.Cursors[0]
		_, err := f.db.List(f.ctx, other)
		t.Run(name, func(t *testing.T) { invalid(t, err) })
	}
}

func TestPagesTellWhatLiesAroundThem(t *testing.T) {
	f := newFixture(t)
	companies(f)
	read := func(a PageArgs) Page[*domain.GoldenRecord] {
		return must[Page[*domain.GoldenRecord]](t)(f.db.List(f.ctx, ListQuery{Domain: domain.Customer, PageArgs: a, Count: true}))
	}
	all := read(PageArgs{})
	for name, c := range map[string]struct {
		args           PageArgs
		want           string
		next, previous bool
	}{
		"whole":       {PageArgs{}, "1234567", false, false},
		"first":       {PageArgs{First: ptr(3)}, "123", true, false},
		"exact":       {PageArgs{First: ptr(7)}, "1234567", false, false},
		"none":        {PageArgs{First: ptr(0)}, "", true, false},
		"last":        {PageArgs{Last: ptr(2)}, "67", false, true},
		"between":     {PageArgs{First: ptr(5), After: all.Cursors[1], Before: all.Cursors[4]}, "34", false, true},
		"last before": {PageArgs{Last: ptr(2), After: all.Cursors[0], Before: all.Cursors[4]}, "34", true, true},
		"past end":    {PageArgs{After: all.Cursors[6]}, "", false, true},
	} {
		p := read(c.args)
		if numbersOf(p.Items) != c.want || p.HasNext != c.next || p.HasPrevious != c.previous || p.Total != 7 {
			t.Errorf("%s: %s next %v previous %v of %d", name, numbersOf(p.Items), p.HasNext, p.HasPrevious, p.Total)
		}
	}
}

func TestOrderingByTextFoldsAndByNumberCounts(t *testing.T) {
	f := newFixture(t)
	companies(f)
	q := ListQuery{Domain: domain.Customer, Order: []Order{{Field: "legalName"}}}
	gs := must[Page[*domain.GoldenRecord]](t)(f.db.List(f.ctx, q)).Items[:6]
	name := func(g *domain.GoldenRecord) string { return domain.Fold(g.Attributes["legalName"].(string)) }
	if !slices.IsSortedFunc(gs, func(a, b *domain.GoldenRecord) int { return cmp.Compare(name(a), name(b)) }) {
		t.Errorf("by name: %s", numbersOf(gs))
	}
	q.Order[0].Field = "creditLimit"
	gs = must[Page[*domain.GoldenRecord]](t)(f.db.List(f.ctx, q)).Items[:4]
	limit := func(g *domain.GoldenRecord) decimal.Decimal {
		return decimal.RequireFromString(g.Attributes["creditLimit"].(string))
	}
	if !slices.IsSortedFunc(gs, func(a, b *domain.GoldenRecord) int { return limit(a).Cmp(limit(b)) }) {
		t.Errorf("by limit: %s", numbersOf(gs))
	}
}
