package matching

import (
	"testing"

	"aurum/domain"
)

// holdsFor tells whether a condition on an attribute holds for two records.
func holdsFor(t *testing.T, d domain.Domain, attribute, when, a, b string) bool {
	t.Helper()
	m := compiled(t, d, join("blocking: [["+attribute+"]]",
		"comparisons: [{attribute: "+attribute+", levels: [{name: yes, when: \""+when+"\", weight: 1}, {name: no, when: else, weight: 0}]}]"))
	c := &m.comparisons[0]
	x, y := m.Prepare(attributes(t, a)), m.Prepare(attributes(t, b))
	there := c.compare(x.values[c.feature], y.values[c.feature]).level == 0
	back := c.compare(y.values[c.feature], x.values[c.feature]).level == 0
	if there != back {
		t.Errorf("%s: %s of %s and %s is not symmetric", attribute, when, a, b)
	}
	return there
}

func TestConditions(t *testing.T) {
	org := func(n string) string { return `{legalName: "` + n + `"}` }
	person := func(g, f string) string { return `{personName: {given: "` + g + `", family: "` + f + `"}}` }
	address := func(line, code, city string) string {
		return `{addresses: [{lines: ["` + line + `"], postalCode: "` + code + `", city: "` + city + `", country: CH}]}`
	}
	for _, c := range []struct {
		attribute, when, a, b string
		want                  bool
	}{
		{"legalName", "exact", org("Müller AG"), org("MUELLER AG"), true},
		{"legalName", "exact", org("Müller AG"), org("Meier AG"), false},
		{"legalName", "differs", org("Müller AG"), org("Meier AG"), true},
		{"legalName", "not exact", org("Müller AG"), org("Meier AG"), true},
		{"legalName", "organization = EXACT", org("Acme GmbH"), org("ACME Gesellschaft mit beschränkter Haftung"), true},
		{"legalName", "organization = REORDERED", org("Meier Bau"), org("Bau Meier"), true},
		{"legalName", "organization = CONFLICT_NUMBER", org("Werk 1 Bern"), org("Werk 2 Bern"), true},
		{"legalName", "organization = ACRONYM", org("International Business Machines"), org("IBM"), true},
		{"legalName", "organization = PARTIAL", org("Hübner Backwaren"), org("Hübner Backwaren Leipzig"), true},
		{"legalName", "organization >= 0.9", org("Schröder Logistik"), org("Schroder Logistk"), true},
		{"legalName", "jaroWinkler >= 0.95", org("martha"), org("marhta"), true},
		{"legalName", "levenshtein <= 1", org("acme"), org("acne"), true},
		{"legalName", "levenshtein <= 1", org("acme"), org("acnes"), false},
		{"legalName", "osa <= 1", org("acme"), org("amce"), true},
		{"legalName", "damerau <= 1", org("acme"), org("amce"), true},
		{"legalName", "osaRatio >= 0.7", org("acme"), org("acne"), true},
		{"legalName", "tokenSet >= 1", org("big acme"), org("acme"), true},
		{"legalName", "tokenSort >= 1", org("big acme"), org("acme big"), true},
		{"legalName", "tokens >= 0.9", org("big acme"), org("acme big"), true},
		{"legalName", "jaccard >= 0.5", org("big acme"), org("acme"), true},
		{"legalName", "qgram >= 0.5", org("acme corp"), org("acme corps"), true},
		{"legalName", "core.osaRatio >= 0.9", org("Musterwerke AG"), org("Musterwerkes GmbH"), true},
		{"legalName", "primary", org("a"), org("b"), true},
		{"tradingNames", "primary", `{tradingNames: [a]}`, `{tradingNames: [a]}`, false},
		{"personName", "person = NICKNAME", person("Bob", "Smith"), person("Robert", "Smith"), true},
		{"personName", "given.nickname", person("Bob", "Smith"), person("Robert", "Jones"), true},
		{"personName", "person = SWAPPED|REORDERED", person("Shaw", "Daniella"), person("Daniella", "Shaw"), true},
		{"personName", "person = INITIAL", person("J", "Muir"), person("Jane", "Muir"), true},
		{"personName", "person = FAMILY_ONLY", person("Jim", "Muir"), person("Jane", "Muir"), true},
		{"personName", "sounds.exact", person("Leigh", "Toulouse"), person("Lee", "Toulouse"), true},
		{"personName", "suffixConflict", `{personName: {given: Bob, family: Smith, suffix: Jr}}`, `{personName: {given: Bob, family: Smith, suffix: Sr}}`, true},
		{"personName", "suffixConflict", `{personName: {given: Bob, family: Smith, suffix: Jr}}`, person("Bob", "Smith"), false},
		{"personName", "persons", person("A", "B"), person("C", "D"), true},
		{"personName", "family.exact", person("A", "Müller"), person("B", "Mueller"), true},
		{"personName", "given.differs", person("A", "B"), `{personName: {family: B}}`, false},
		{"personName", "given.missing", person("A", "B"), `{personName: {family: B}}`, true},
		{"personName", "given.agrees", person("A", "B"), `{personName: {family: B}}`, true},
		{"personName", "transliterated >= 0.99", `{personName: {given: فريد, family: حسين}}`, person("Fareed", "Hussein"), true},
		{"personName", "transliterated >= 0.8", `{personName: {given: سمير, family: حسين}}`, person("Fareed", "Hussein"), false},
		{"personName", "transliterated >= 0.99", person("Farid", "Husain"), person("Fareed", "Hussein"), false},
		{"legalName", "person = EXACT", `{kind: PERSON, legalName: "Overmann, Ralf"}`, `{kind: PERSON, legalName: Ralf Overmann}`, true},
		{"legalName", "person = EXACT", org("Ralf Overmann"), org("Ralf Overmann"), false},
		{"tradingNames", "persons", `{kind: PERSON, tradingNames: [李娜]}`, `{kind: PERSON, tradingNames: [Li Na]}`, true},
		{"tradingNames", "persons", `{kind: PERSON, legalName: Li Na, tradingNames: [Jade Garden]}`, `{kind: PERSON, legalName: Li Na, tradingNames: [Jade Garden]}`, false},
		{"tradingNames", "employer", `{personName: {family: Li}, tradingNames: [Jade Garden]}`, `{kind: PERSON, legalName: Na Li, tradingNames: [Jade Garden]}`, true},
		{"legalName", "employer", `{personName: {given: Na, family: Li}, legalName: Li Na Ltd}`, `{personName: {given: Na, family: Li}, legalName: Li Na Ltd}`, false},
		{"legalName", "employer", `{personName: {given: Na, family: Li}, legalName: 李娜}`, `{personName: {given: Na, family: Li}, legalName: 李娜}`, false},
		{"legalName", "employer", org("Jade Garden"), org("Jade Garden"), false},
		{"legalName", "sharedWords >= 2", org("Oman Carpets Ltd"), org("Meridian Carpets of Oman Ltd"), true},
		{"legalName", "sharedWords >= 2", org("Carpets Ltd"), org("Meridian Carpets Ltd"), false},
		{"legalName", "sister", org("Kornberg Druck GmbH"), org("Kornberg Immobilien GmbH"), true},
		{"legalName", "sister", org("Kornberg Holding AG"), org("Kornberg Druck Holding AG"), false},
		{"identifiers", "else", `{identifiers: [{scheme: PASSPORT, value: "1"}]}`, `{identifiers: [{scheme: SSN, value: "2"}]}`, false},
		{"birthDate", "date = DAY_MONTH_SWAPPED", `{birthDate: "1980-03-04"}`, `{birthDate: "1980-04-03"}`, true},
		{"birthDate", "date = YEAR_NEAR", `{birthDate: "1980-03-04"}`, `{birthDate: "1981-03-04"}`, true},
		{"birthDate", "years >= 12", `{birthDate: "1954-03-31"}`, `{birthDate: "1978-12-11"}`, true},
		{"emails", "generic", `{emails: [info@acme.com]}`, `{emails: [info@acme.com]}`, true},
		{"emails", "domain.exact", `{emails: [info@acme.com]}`, `{emails: [jo@acme.com]}`, true},
		{"emails", "domain.exact", `{emails: [a@gmail.com]}`, `{emails: [b@gmail.com]}`, false},
		{"phones", "suffix(7).exact", `{phones: ["+12023213212"]}`, `{phones: ["3213212"]}`, true},
		{"identifiers", "identifier = TRANSPOSED", `{identifiers: [{scheme: DUNS, value: "123456789"}]}`, `{identifiers: [{scheme: DUNS, value: "123546789"}]}`, true},
		{"addresses", "street = SAME_UNIT and postalCode.exact", address("Hauptstrasse 5", "8001", "Zürich"), address("Hauptstr. 5", "8001", "Zuerich"), true},
		{"addresses", "street = DIFFERENT_HOUSE", address("Hauptstrasse 5", "8001", "Zürich"), address("Hauptstr. 7", "8001", "Zuerich"), true},
		{"addresses", "city.jaroWinkler >= 0.9", address("x 1", "8001", "Zürich"), address("x 1", "8001", "Zürch"), true},
		{"addresses", "country.agrees", address("x 1", "8001", "Zürich"), `{addresses: [{city: Bern}]}`, true},
		{"addresses", "placeNamed", address("5 Quay St, Port Ellen", "", ""), address("5 Quay St", "", "Port Ellen"), true},
		{"addresses", "placeNamed", address("5 Quay St, 238801", "", ""), address("5 Quay St", "238801", "Port Ellen"), true},
		{"addresses", "placeNamed", address("5 Quay St, 238801", "", ""), address("Tower, 5 Quay St, 238801", "", ""), true},
		{"addresses", "placeNamed", address("No 5, Quay St Port Ellen", "", ""), address("5 Quay St Port Ellen", "", ""), true},
		{"addresses", "placeNamed", address("5 Quay St", "", ""), address("5 Quay St", "", ""), false},
		{"addresses", "placeNamed", address("5 Quay St", "1", "Port Ellen"), address("5 Quay St", "1", "Port Ellen"), false},
		{"addresses", "else", address("x 1", "1", "a"), address("y 2", "2", "b"), true},
	} {
		if got := holdsFor(t, domain.Customer, c.attribute, c.when, c.a, c.b); got != c.want {
			t.Errorf("%s: %s of %s and %s is %v", c.attribute, c.when, c.a, c.b, got)
		}
	}
}

func TestProductConditions(t *testing.T) {
	name := func(language, text string) string {
		return `{names: [{language: ` + language + `, text: "` + text + `"}]}`
	}
	for _, c := range []struct {
		attribute, when, a, b string
		want                  bool
	}{
		{"names", "variants", name("en", "Bolt M8 steel"), name("en", "Bolt M10 steel"), true},
		{"names", "variants", name("en", "SSD 64 GB"), name("en", "SSD 128 GB"), true},
		{"names", "variants", name("en", "Shirt red"), name("en", "Shirt blue"), true},
		{"names", "variants", name("en", "Shirt XL"), name("en", "Shirt S"), true},
		{"names", "variants", name("en", "SSD 1 TB"), name("en", "SSD 1000 GB"), false},
		{"names", "variants", name("en", "Bolt M8"), name("en", "Bolt"), false},
		{"names", "words >= 0.9", name("en", "steel bolt m8"), name("en", "m8 bolt steel"), true},
		{"names", "product = EXACT", name("en", "steel bolt m8"), name("en", "Steel bolt M8"), true},
		{"names", "numbers.exact", name("en", "bolt m8 20"), name("en", "schraube 20 m8"), true},
		{"weight", "relative <= 0.01", `{weight: {value: "1.5", unit: KGM}}`, `{weight: {value: "1500", unit: GRM}}`, true},
		{"weight", "absolute <= 1", `{weight: {value: "5", unit: KGM}}`, `{weight: {value: "1", unit: GRM}}`, false},
	} {
		if got := holdsFor(t, domain.Product, c.attribute, c.when, c.a, c.b); got != c.want {
			t.Errorf("%s: %s of %s and %s is %v", c.attribute, c.when, c.a, c.b, got)
		}
	}
}

// TestLanguages: a German name says nothing about an English one.
func TestLanguages(t *testing.T) {
	m := compiled(t, domain.Product, join("blocking: [[sku]]", "comparisons: [{attribute: names, levels: [{when: exact, weight: 9}, {when: else, weight: -9}]}]"))
	de := m.Prepare(attributes(t, `{names: [{language: de, text: Schraube}]}`))
	en := m.Prepare(attributes(t, `{names: [{language: en, text: Bolt}]}`))
	both := m.Prepare(attributes(t, `{names: [{language: en-GB, text: bolt}, {language: de, text: Mutter}]}`))
	if w := m.Compare(de, en).Weight; w != m.prior {
		t.Errorf("two languages weigh %v, want the prior %v", w, m.prior)
	}
	if w := m.Compare(en, both).Weight; w != m.prior+9 {
		t.Errorf("one language in common weighs %v, want %v", w, m.prior+9)
	}
}

func TestGroupsBound(t *testing.T) {
	m := compiled(t, domain.Customer, join("blocking: [[phones]]", "groups: [{name: place, cap: 12, floor: -3}]",
		"comparisons:",
		"  - {attribute: phones, group: place, levels: [{when: exact, weight: 10}, {when: else, weight: -5}]}",
		"  - {attribute: emails, group: place, levels: [{when: exact, weight: 10}, {when: else, weight: -5}]}"))
	a := m.Prepare(attributes(t, `{phones: ["+411"], emails: [a@b.ch]}`))
	b := m.Prepare(attributes(t, `{phones: ["+412"], emails: [c@d.ch]}`))
	if got := m.Compare(a, a).Weight - m.prior; got != 12 {
		t.Errorf("both equal weigh %v, want the cap 12", got)
	}
	if got := m.Compare(a, b).Weight - m.prior; got != -3 {
		t.Errorf("both different weigh %v, want the floor -3", got)
	}
	sum := 0.0
	for _, s := range m.Explain(a, a).Steps {
		sum += s.Weight
	}
	if sum != m.Compare(a, a).Weight {
		t.Errorf("the steps add up to %v, the weight is %v", sum, m.Compare(a, a).Weight)
	}
}

func TestTermFrequency(t *testing.T) {
	m := compiled(t, domain.Customer, join("blocking: [[legalName]]", "frequencies: {names: {default: 0.001, smith: 0.008}}",
		"comparisons: [{attribute: legalName, termFrequency: names, levels: [{when: exact, weight: 10}, {when: else, weight: -5}]}]"))
	weight := func(n string) float64 {
		p := m.Prepare(attributes(t, `{legalName: `+n+`}`))
		return m.Compare(p, p).Weight - m.prior
	}
	if got := weight("Roderick"); got != 10 {
		t.Errorf("a rare name weighs %v, want 10", got)
	}
	if got := weight("Smith"); got < 6.99 || got > 7.01 { // log2(0.008 / 0.001) = 3 bits less
		t.Errorf("a common name weighs %v, want 7", got)
	}
}
