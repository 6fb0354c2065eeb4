package similarity

import (
	"strings"
	"testing"
)

func BenchmarkStrings(b *testing.B) {
	long, typo := strings.Repeat("abcdefgh", 8), "x"+strings.Repeat("abcdefgh", 8)[1:60]+"zzzz"
	for _, pair := range []struct{ name, a, b string }{
		{"name", "shackleford", "shackelford"}, {"other name", "shackleford", "williamson"}, {"short", "jon", "john"},
		{"sentence", "international business machines", "intl business machine corporation"}, {"cyrillic", "васильев", "василиев"}, {"64 runes", long, typo},
	} {
		for _, c := range []struct {
			name string
			run  func(a, b string)
		}{
			{"JaroWinkler", func(x, y string) { JaroWinkler(x, y) }},
			{"Levenshtein", func(x, y string) { Levenshtein(x, y) }},
			{"LevenshteinWithin2", func(x, y string) { LevenshteinWithin(x, y, 2) }},
			{"OSA", func(x, y string) { OSA(x, y) }},
		} {
			b.Run(c.name+"/"+pair.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					c.run(pair.a, pair.b)
				}
			})
		}
	}
}

func BenchmarkPrepared(b *testing.B) {
	p, q := person("Dr. Robert James Smith"), person("Bob J. Smyth")
	o, u := PrepareOrg("International Business Machines Corp", nil), PrepareOrg("Intl. Busines Machines", nil)
	s, w := PrepareStreet([]string{"123 N Main St Apt 4"}), PrepareStreet([]string{"123 Mian Street"})
	x, y := PrepareProduct("Transcend SSD 1 TB TS1TSSD230S", nil), PrepareProduct("Transcend TS1TSSD230S 1000GB SSD drive", nil)
	g, h := NewQGrams("international business machines", 3), NewQGrams("intl business machine", 3)
	l, k := PrepareLabel("Wages and salaries of staff", nil), PrepareLabel("Salaires du pers.", nil)
	d, e := PrepareAddress(ParseOneLine("12 High Street, London SW1A 1AA")), PrepareAddress(ParseOneLine("12 High St, SW1A1AA London, UK"))
	m, n := NewWeightedSet(Tokens("bank of new zealand"), nil), NewWeightedSet(Tokens("new zealand post bank"), nil)
	r, t := NewVector(Tokens("bank of new zealand"), Uniform{}), NewVector(Tokens("new zeland post bank"), Uniform{})
	f, i := SortedWords("bank of new zealand"), SortedWords("new zeland post bank")
	v, z := NewVariant("Phone X 4GB/64GB black left"), NewVariant("Phone X 4GB/128GB black")
	paris, london := Point{48.8566, 2.3522}, Point{51.5074, -0.1278}
	for _, c := range []struct {
		name string
		run  func()
	}{
		{"Labels", func() { CompareLabels(l, k) }}, {"Addresses", func() { CompareAddresses(d, e) }}, {"Sets", func() { m.Jaccard(n) }},
		{"Cosine", func() { r.Cosine(t) }}, {"SoftCosine", func() { r.SoftCosine(t) }}, {"TokenSetSorted", func() { TokenSetSorted(f, i) }},
		{"SoftTokens", func() { SoftTokens(f, i) }}, {"Variants", func() { v.Conflicts(&z) }}, {"Haversine", func() { Haversine(paris, london) }},
		{"Identifiers", func() { CompareIdentifiers("DE123456789", "DE123465789") }}, {"Checked", func() { CompareChecked("4006381333931", "4006381333941", gs1) }},
		{"AccountCodes", func() { CompareAccountCodes("401000", "4010") }}, {"Dates", func() { CompareDates(Date{1978, 12, 11}, Date{1978, 11, 12}) }},
		{"Persons", func() { ComparePersons(p, q) }}, {"Orgs", func() { CompareOrgs(o, u) }}, {"Streets", func() { CompareStreets(s, w) }},
		{"Products", func() { CompareProducts(x, y) }}, {"QGrams", func() { g.Cosine(h) }},
		{"PreparePerson", func() { person("Dr. Robert James Müller") }}, {"PrepareOrg", func() { PrepareOrg("Müller Maschinenbau GmbH & Co. KG", nil) }},
		{"PrepareStreet", func() { PrepareStreet([]string{"Hauptstraße 5a"}) }}, {"Fold", func() { Fold("Müller Maschinenbau GmbH & Co. KG") }},
		{"DoubleMetaphone", func() { DoubleMetaphone("Schwarzenegger", 4) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.run()
			}
		})
	}
}

// BenchmarkLong compares texts of 10,000 characters, which must stay cheap.
func BenchmarkLong(b *testing.B) {
	x := strings.Repeat("abcdefghij", 1000)
	y := x[500:] + "x" + x[:300]
	words := Tokens(strings.Repeat("bank of new zealand ", 500))
	for _, c := range []struct {
		name string
		run  func()
	}{
		{"Levenshtein", func() { Levenshtein(x, y) }}, {"OSA", func() { OSA(x, y) }}, {"JaroWinkler", func() { JaroWinkler(x, y) }},
		{"SoftTokens", func() { SoftTokens(words, words[1:]) }}, {"DamerauLevenshtein", func() { DamerauLevenshtein(x, y) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.run()
			}
		})
	}
}
