package store

import (
	"strings"
	"testing"

	"aurum/domain"
)

// shop writes records of three domains to be searched.
func shop(f fixture) {
	f.Helper()
	put := func(d domain.Domain, n int, a domain.Attributes, text string) {
		g := customer(n, a)
		g.ID, g.Domain = id(d, n), d
		f.putFound(g, domain.Fold(text))
	}
	put(domain.Customer, 1, domain.Attributes{"taxIds": []any{object{"scheme": "VAT", "value": "CHE123456788"}}}, "Müller Maschinenbau AG Zürich")
	put(domain.Customer, 2, domain.Attributes{"phones": []any{"+41441234567"}, "emails": []any{"info@mueller.example"}}, "Müller Metzgerei\nBern CHE-123.456.788")
	put(domain.Supplier, 3, domain.Attributes{"taxIds": []any{object{"value": "DE129273398"}}}, "Zürcher Maschinen GmbH")
	put(domain.Product, 4, domain.Attributes{"gtins": []any{"04006381333931"}, "sku": "AB-1"}, "Textmarker gelb\nA b\n4006381333931\n")
	put(domain.Product, 5, domain.Attributes{"sku": "AB-2"}, "東京タワー模型 елка")
	put(domain.Account, 6, domain.Attributes{"code": "1020"}, "1020 Bank 100% _x")
	merged := customer(7, domain.Attributes{"sku": "AB-1"})
	merged.State, merged.MergedInto = domain.Merged, id(domain.Customer, 1)
	f.putFound(merged, "muller maschinenbau ag zurich")
	f.source(10, domain.Customer, domain.SourceKey{System: "ERP", Key: "K-77"}, id(domain.Customer, 2))
	f.source(11, domain.Product, domain.SourceKey{System: "WMS", Key: "K-77"}, id(domain.Product, 5))
}

func TestSearchFindsTheLikeliestFirst(t *testing.T) {
	f := newFixture(t)
	shop(f)
	for _, c := range []struct{ text, want string }{
		{"Müller", "12"}, {"MULLER", "12"}, {"mullr", "12"}, {"maschinenbau", "13"}, {"Zurich Müller", "1"},
		{"metzgerei muler", "2"},
		{"CHE-123.456.788", "12"}, {"che 123 456 788", "12"}, {"4006381333931", "4"}, {"04006381333931", "4"},
		{"info@Mueller.example", "2"}, {"+41 44 123 45 67", "2"}, {"0041441234567", "2"}, {"DE129273398", "3"},
		{"K-77", "25"}, {string(id(domain.Supplier, 3)), "3"}, {"AB-1", "4"}, {"1020", "6"},
		{"m", "123"}, {"b", "462"}, {"zu", "13"}, {"東京", "5"}, {"京タ", "5"}, {"ЁЛКА", "5"}, {"л", "5"},
		{"", ""}, {"  ", ""}, {"%", ""}, {"_", ""}, {"'; drop table golden_record; --", ""}, {"\x00\xff", ""}, {"!!! ???", ""},
		{`\`, ""}, {"😀", ""}, {"100%", "6"}, {strings.Repeat("müller ", 500), "12"}, {"qqqqq", ""},
	} {
		p, err := f.db.Search(f.ctx, SearchQuery{Text: c.text})
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		if got := numbersOf(p.Items); got != c.want || p.Total != len(c.want) {
			t.Errorf("%q: found %q of %d, want %q", c.text, got, p.Total, c.want)
		}
		walkBothWays(t, []byte(c.want), func(a PageArgs) (Page[*domain.GoldenRecord], error) {
			return f.db.Search(f.ctx, SearchQuery{Text: c.text, PageArgs: a})
		}, func(g *domain.GoldenRecord) byte { return g.ID[len(g.ID)-1] })
	}
}

func TestAHitConfirmsNoGuessAtWhatIsWithheld(t *testing.T) {
	f := newFixture(t)
	shop(f)
	phones := map[domain.Domain][]string{domain.Customer: {"phones"}}
	for _, c := range []struct {
		text     string
		withheld map[domain.Domain][]string
		want     string
	}{
		{"+41441234567", nil, "2"},
		{"+41441234567", phones, ""}, // suppliers have phones too, which are not withheld
		{"+41441234567", map[domain.Domain][]string{domain.Supplier: {"phones"}}, "2"},
		{"info@mueller.example", phones, "2"},
		{"DE129273398", phones, "3"},
		{"DE129273398", map[domain.Domain][]string{domain.Supplier: {"taxIds"}}, ""},
	} {
		p := must[Page[*domain.GoldenRecord]](t)(f.db.Search(f.ctx, SearchQuery{Text: c.text, Withheld: c.withheld}))
		if got := numbersOf(p.Items); got != c.want {
			t.Errorf("%s without %v: found %q, want %q", c.text, c.withheld, got, c.want)
		}
	}
}

func TestSearchKeepsToTheDomainsAskedFor(t *testing.T) {
	f := newFixture(t)
	shop(f)
	p := must[Page[*domain.GoldenRecord]](t)(f.db.Search(f.ctx, SearchQuery{Text: "maschinenbau", Domains: []domain.Domain{domain.Supplier}}))
	same(t, numbersOf(p.Items), "3")
	p = must[Page[*domain.GoldenRecord]](t)(f.db.Search(f.ctx, SearchQuery{Text: "K-77", Domains: []domain.Domain{domain.Product, domain.Product}}))
	same(t, numbersOf(p.Items), "5")
	_, err := f.db.Search(f.ctx, SearchQuery{Text: "x", Domains: []domain.Domain{"planet"}})
	invalid(t, err)
	_, err = f.db.Search(f.ctx, SearchQuery{Text: "other", PageArgs: PageArgs{After: p.Cursors[0]}})
	invalid(t, err)
}
