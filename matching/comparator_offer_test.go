package matching

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"aurum/domain"
)

// Codes that the corpus weighs nothing are common to many things and identify none.
func TestCodesByPolicy(t *testing.T) {
	corpora := "corpora: {c: {tokens: [words], default: 1, weights: {'codes:pc419200': 0}}}"
	for _, c := range []struct {
		when, a, b string
		options    []string
		want       bool
	}{
		{"codes = SAME_LEAD", "Kit PC4-19200 CMK16GX4M2A2400C14", "Kit PC4-19200 HX424C15FWK2", nil, true},
		{"codes = SAME_LEAD", "Kit PC4-19200 CMK16GX4M2A2400C14", "Kit PC4-19200 HX424C15FWK2", []string{"corpus: c", corpora}, false},
		{"codes = CONFLICT", "Kit PC4-19200 CMK16GX4M2A2400C14", "Kit PC4-19200 HX424C15FWK2", []string{"corpus: c", corpora}, true},
		{"quantities = CONFLICT", "Kit 16 GB", "Kit 32 GB", nil, true},
		{"numbers = AGREE", "Card 1080", "GTX 1080 card", nil, true},
	} {
		if got := fileHolds(t, AttributeSpec{Kind: "Text"}, c.when, c.a, c.b, c.options...); got != c.want {
			t.Errorf("%s of %q and %q: %v", c.when, c.a, c.b, got)
		}
	}
}

func TestNamesByPolicy(t *testing.T) {
	options := []string{"corpus: c", "corpora: {c: {tokens: [words], default: 1, segments: {separators: ',', least: 0.2, place: 0.3, " +
		"places: [oslo], words: {university: 6, department: -6}}}}"}
	for _, c := range []struct {
		when, a, b string
		want       bool
	}{
		{"names = SAME", "Department of Law, Oslo University, Oslo", "Oslo University, Oslo", true},
		{"names = CONFLICT", "Department of Law, Oslo University, Oslo", "Department of Law, Bergen University, Oslo", true},
		{"names = ABSENT", "Department of Law, Oslo", "Department of Law, Oslo University", true},
	} {
		if got := fileHolds(t, AttributeSpec{Kind: "Text"}, c.when, c.a, c.b, options...); got != c.want {
			t.Errorf("%s of %q and %q: %v", c.when, c.a, c.b, got)
		}
	}
	schema, err := FileSchema([]AttributeSpec{{Name: "x"}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = Compile(schema, parse(t, "blocking: [[x]]\ncomparisons: [{attribute: x, levels: [{when: names = SAME, weight: 1}]}]\n"))
	if err == nil || !strings.Contains(err.Error(), "needs a corpus with segments") {
		t.Errorf("names without segments: %v", err)
	}
}

// A name that more records bear than a search gives neighbours must not hide other spellings of it.
func TestNeighboursOfRepeatedTexts(t *testing.T) {
	schema, err := FileSchema([]AttributeSpec{{Name: "name"}})
	if err != nil {
		t.Fatal(err)
	}
	m, err := Compile(schema, parse(t, `
blocking: [{nearest: {attribute: name, corpus: c, k: 2}}]
corpora: {c: {tokens: [words, trigrams], default: 1}}
comparisons: [{attribute: name, score: cosine, corpus: c, curve: [[0.3, -8], [0.7, 12]]}]
prior: 0.1
clustering: {method: average, stop: 0.3, maxSize: 1000}
thresholds: {link: 0.3, review: 0.1}
`))
	if err != nil {
		t.Fatal(err)
	}
	table := m.NewTable()
	for i := range 90 {
		name := []string{"Nordwind Turbinen", "Nordwind Turbinenn", "Nordwind-Turbinen AG"}[i%3]
		table.Add(domain.SourceKey{System: "s", Key: fmt.Sprintf("%03d", i)}, domain.Attributes{"name": name})
	}
	table.Add(domain.SourceKey{System: "s", Key: "else"}, domain.Attributes{"name": "Hafenbau Emden"})
	run, err := m.Run(context.Background(), table, RunOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(run.Clusters) != 2 || len(run.Clusters[0]) != 90 {
		t.Errorf("%d clusters, the first of %d records", len(run.Clusters), len(run.Clusters[0]))
	}
	if most := int64(90 * (maxAlike + 4)); run.Pairs > most {
		t.Errorf("%d pairs for 90 records of three names, more than %d", run.Pairs, most)
	}
}
