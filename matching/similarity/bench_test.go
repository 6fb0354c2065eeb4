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
	for _, c := range []struct {
		name string
		run  func()
	}{
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
