package matching

import (
	"strings"
	"testing"

	"aurum/domain"
)

// fileHolds tells whether a condition on an attribute of a file holds for two cells. more is the rest of the comparison and
// of the policy.
func fileHolds(t *testing.T, attribute AttributeSpec, when, a, b string, more ...string) bool {
	t.Helper()
	attribute.Name = "x"
	schema, err := FileSchema([]AttributeSpec{attribute})
	if err != nil {
		t.Fatal(err)
	}
	options := ""
	if len(more) > 0 {
		options, more = ", "+more[0], more[1:]
	}
	m, err := Compile(schema, parse(t, join(append(more, "blocking: [[x]]",
		"comparisons: [{attribute: x"+options+", levels: [{name: yes, when: '"+when+"', weight: 1}, {name: no, when: else, weight: 0}]}]")...)))
	if err != nil {
		t.Fatalf("%s: %v", when, err)
	}
	c := &m.comparisons[0]
	x, y := m.Prepare(domain.Attributes{"x": attribute.Read(a)}), m.Prepare(domain.Attributes{"x": attribute.Read(b)})
	there := c.compare(x.values[c.feature], y.values[c.feature]).level == 0
	if back := c.compare(y.values[c.feature], x.values[c.feature]).level == 0; back != there {
		t.Errorf("%s of %q and %q is not symmetric", when, a, b)
	}
	return there
}

func TestComparatorsOfFiles(t *testing.T) {
	text := AttributeSpec{Kind: "Text"}
	for _, c := range []struct {
		of         AttributeSpec
		when, a, b string
		want       bool
	}{
		{text, "distance <= 1", "48.8566, 2.3522", "48.8570; 2.3530", true}, {text, "distance <= 300", "48.8566, 2.3522", "51.5074, -0.1278", false},
		{text, "distance <= 400", "POINT(2.3522 48.8566)", "51.5074, -0.1278", true}, {text, "distance >= 0", "Paris", "48.8566, 2.3522", false},
		{text, "setOverlap >= 1", "Li Wei; Anna Kurz", "Anna Kurz|Bob Roe|Li Wei", true}, {text, "setJaccard >= 0.6", "Li Wei; Anna Kurz", "Anna Kurz|Bob Roe|Li Wei", true},
		{text, "setJaccard >= 0.7", "Li Wei; Anna Kurz", "Anna Kurz|Bob Roe|Li Wei", false}, {AttributeSpec{Separator: "**"}, "setOverlap >= 0.5", "a**b", "b**c", true},
		{text, "setOverlap >= 0.1", "a;b", "c", false},
		{text, "label = ABBREVIATED", "Office supplies", "Off. suppl.", true}, {text, "label = TRANSLATED", "Versicherungen", "Assurances", true}, {text, "label >= 0.5", "Rent", "Salaries", false},
		{AttributeSpec{Kind: "Code"}, "accountCode = PADDED", "4000", "400000", true}, {AttributeSpec{Kind: "Code"}, "accountCode >= 0.6", "401", "401.10", true},
		{AttributeSpec{Kind: "GTIN"}, "checkedIdentifier = ONE_EDIT", "4006381333931", "4006381333941", true}, {AttributeSpec{Kind: "GTIN"}, "checkedIdentifier = DIFFERENT", "4006381333931", "4006381333948", true},
		{AttributeSpec{Kind: "IBAN"}, "checkedIdentifier >= 0.9", "GB29 NWBK 6016 1331 9268 19", "GB29NWBK60161331926891", true},
		{text, "address = SAME_UNIT", "12 High Street, London SW1A 1AA", "12 High St, SW1A1AA London, UK", true}, {text, "address = OTHER_PLACE", "Hauptstr. 5, 80331 München", "Hauptstraße 5, 18055 Rostock", true},
		{text, "qgramJaccard >= 0.5", "acme corp", "acme corps", true}, {text, "qgramDice >= 0.9", "acme corp", "acme", false}, {text, "qgramOverlap >= 0.8", "acme corporation", "acme", false},
		{text, "oneWordApart", "Boots left, size 9", "Boots right, size 9", true}, {text, "oneWordApart", "Boots, size 9", "Boot, size 9", false},
		{text, "variants", "Phone X 4GB/64GB", "Phone X 4GB/128GB", true}, {text, "variants", "SSD 1 TB", "SSD 1000 GB", false},
		{text, "softTfidf >= 0.9", "international business machines", "busines machines international", true}, {text, "tfidf >= 0.7", "busines machines", "business machines", false},
		{AttributeSpec{Kind: "PersonName"}, "person = EXACT", "Berg, Jan van den", "Jan van den Berg", true}, {AttributeSpec{Kind: "OrganizationName"}, "organization = EXACT", "Acme Ltd", "ACME Limited", true},
		{text, "cologne.exact", "Meier", "Mayr", true}, {text, "formal.exact", "Bill", "William", true}, {text, "consonants.exact", "Muhamad", "محمد", true},
		{text, "fingerprint.exact", "Acme, Bank", "bank acme acme", true}, {text, "codes.exact", "TiVo TCD-658000", "recorder TCD658000", true},
		{text, "postal.exact", "12 High St, London SW1A 1AA", "SW1A1AA, London", true}, {text, "street = SAME_UNIT", "12 High Street, London SW1A 1AA", "12 High St", true}, {text, "house.exact", "12 High St, London SW1A 1AA", "12 High Street", true}, {text, "city.exact", "Hauptstr. 5, 80331 München", "Am Markt 1, 80335 Muenchen", true},
		{text, "osa <= 1", "acme", "amce", true}, {text, "osa <= 0", "acme", "amce", false}, {text, "osa >= 2", "acme", "amce", false},
	} {
		if got := fileHolds(t, c.of, c.when, c.a, c.b); got != c.want {
			t.Errorf("%s of %q and %q: %v", c.when, c.a, c.b, got)
		}
	}
}

// A corpus or a table makes agreement on a rare word tell more.
func TestWordsAreWeighed(t *testing.T) {
	corpora := "corpora: {c: {tokens: [words], default: 5, weights: {'words:bank': 0.5, 'words:of': 0.1}}}"
	table := "frequencies: {f: {default: 0.001, bank: 0.5, of: 0.6}}"
	for _, options := range [][]string{{"corpus: c", corpora}, {"termFrequency: f", table}} {
		for _, c := range []struct {
			when, a, b string
			want       bool
		}{
			{"wordOverlap >= 0.7", "Bank of Zanzibar", "Zanzibar Trust", true}, {"wordOverlap >= 0.3", "Bank of Zanzibar", "Bank of Oslo", false},
			{"rarestWord >= 1", "Bank of Zanzibar", "Zanzibar Trust", true}, {"rarestWord >= 0.3", "Bank of Zanzibar", "Bank of Oslo", false},
			{"tfidf >= 0.6", "Bank of Zanzibar", "Zanzibar Trust", true}, {"softTfidf >= 0.9", "Bank of Zanzibar", "Zanzibarr", true},
			{"label >= 0.8", "Bank of Zanzibar", "Zanzibar", true}, {"setJaccard >= 1", "Zanzibar", "zanzibar", true},
		} {
			if got := fileHolds(t, AttributeSpec{}, c.when, c.a, c.b, options...); got != c.want {
				t.Errorf("%s: %s of %q and %q: %v", options[0], c.when, c.a, c.b, got)
			}
		}
	}
}

// What a corpus says of words counts in names of organizations and products too.
func TestCorpusWeighsNames(t *testing.T) {
	corpora := "corpora: {c: {tokens: [words], default: 8, weights: {'words:city': 0.5, 'words:ssd': 0.5}}}"
	for _, c := range []struct {
		when, a, b string
		with, less bool // with the corpus, without
	}{
		{"organization >= 0.55", "Zanzibar City", "Zanzibar", true, true},
		{"organization >= 0.9", "Zanzibar City", "Zanzibar", true, false}, {"organization >= 0.4", "City Florist", "City Garage", false, true},
		{"words >= 0.9", "Zanzibar ssd", "Zanzibar", true, false}, {"product >= 0.4", "Florist ssd", "Garage ssd", false, true},
	} {
		if got := fileHolds(t, AttributeSpec{}, c.when, c.a, c.b, "corpus: c", corpora); got != c.with {
			t.Errorf("with a corpus: %s of %q and %q: %v", c.when, c.a, c.b, got)
		}
		if got := fileHolds(t, AttributeSpec{}, c.when, c.a, c.b); got != c.less {
			t.Errorf("without: %s of %q and %q: %v", c.when, c.a, c.b, got)
		}
	}
}

// Long texts, lists without end and broken bytes must cost no more than they are worth.
func TestComparatorsBearAnything(t *testing.T) {
	odd := []string{"\xff\xfe;\xff", strings.Repeat("a;", 5000), "\u202eمحمد", "👩‍👩‍👧|👩", strings.Repeat("long ", 2000), "e\u0301\u0301"}
	for name, k := range comparators {
		if name == "primary" || name == "generic" {
			continue
		}
		when := name
		if k.scored {
			when += " >= 0.5"
		} else if !k.plain {
			when += " = " + string(k.reasons[0])
		}
		var options []string
		if name == "names" {
			options = []string{"corpus: c", "corpora: {c: {tokens: [words], default: 1, segments: {separators: ';', odds: 4}}}"}
		}
		for _, a := range odd {
			for _, b := range odd {
				fileHolds(t, AttributeSpec{}, when, a, b, options...)
			}
		}
	}
}
