package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"aurum/bench/people"
	"aurum/domain"
	"aurum/mastering"
	"aurum/matching"
	"aurum/matching/files"
)

// fileModel is the model of people.yaml.
func fileModel(t testing.TB) (*matching.Model, []matching.AttributeSpec) {
	t.Helper()
	text, err := os.ReadFile("duckdb/people.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var spec matching.Spec
	if err := yaml.UnmarshalWithOptions(text, &spec, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	schema, err := matching.FileSchema(spec.Attributes)
	if err != nil {
		t.Fatal(err)
	}
	m, err := matching.Compile(schema, spec)
	if err != nil {
		t.Fatal(err)
	}
	return m, spec.Attributes
}

var peopleFormat = files.Format{ID: people.Columns[0], Source: people.Columns[1]}

// linksOf matches a table.
func linksOf(t testing.TB, m *matching.Model, table *matching.Table) (links, int64) {
	t.Helper()
	run, err := m.Run(t.Context(), table, matching.RunOptions{})
	if err != nil {
		t.Fatal(err)
	}
	out := links{}
	for _, e := range run.Edges {
		if err := out.add(table.Key(e.A).Key, table.Key(e.B).Key, e.Weight); err != nil {
			t.Fatal(err)
		}
	}
	return out, run.Pairs
}

func TestPersonsAreLinkedAlikeFromFileAndStore(t *testing.T) {
	world := people.Options{Records: 4000, Duplicates: matchedShare, Seed: 1}
	var text bytes.Buffer
	if err := people.WriteCSV(&text, world); err != nil {
		t.Fatal(err)
	}
	m, attributes := fileModel(t)
	table, err := files.ReadCSV(&text, peopleFormat, m, attributes, nil)
	if err != nil {
		t.Fatal(err)
	}
	fromFile, pairs := linksOf(t, m, table)

	p, err := mastering.ParsePolicy(domain.Registry.Of(domain.Customer), storedPolicy)
	if err != nil {
		t.Fatal(err)
	}
	objects := files.NewObjects(p.Matching)
	err = people.Each(world, func(person people.Person) error {
		object, err := domain.EncodeAttributes(attributesOf(person))
		if err != nil {
			return err
		}
		return objects.Add(domain.SourceKey{System: peopleSystem, Key: people.Key(person.ID)}, object)
	})
	if err != nil {
		t.Fatal(err)
	}
	if table, err = objects.Table(p.Matching); err != nil {
		t.Fatal(err)
	}
	fromStore, again := linksOf(t, p.Matching, table)
	if err := fromFile.same(fromStore); err != nil || pairs != again {
		t.Errorf("%v; %d pairs and %d", err, pairs, again)
	}
	if len(fromFile) < 400 {
		t.Errorf("%d links are too few", len(fromFile))
	}
}

func TestLinksThatDifferAreTold(t *testing.T) {
	of := func(lines string) links {
		name := t.TempDir() + "/links.csv"
		if err := os.WriteFile(name, []byte("a,b,weight\n"+lines), 0o600); err != nil {
			t.Fatal(err)
		}
		l, err := readLinks(name)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	some := of("r0000001,r0000002,7.25\nr0000003,r0000001,9\n")
	for _, c := range []struct{ lines, want string }{
		{"r0000001,r0000003,9\nr0000002,r0000001,7.2504\n", ""},
		{"r0000001,r0000003,9\n", "records 1 and 2 are no link there"},
		{"r0000001,r0000002,7.3\nr0000001,r0000003,9\n", "records 1 and 2 weigh 7.25 and 7.3"},
		{"r0000001,r0000002,7.25\nr0000001,r0000003,9\nr0000001,r0000004,9\n", "2 links and 3"},
	} {
		err := some.same(of(c.lines))
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%q: %v, want %q", c.lines, err, c.want)
		}
	}
}

func BenchmarkMatching(b *testing.B) {
	var text bytes.Buffer
	if err := people.WriteCSV(&text, people.Options{Records: 50000, Duplicates: matchedShare, Seed: 1}); err != nil {
		b.Fatal(err)
	}
	m, attributes := fileModel(b)
	var pairs int64
	for b.Loop() {
		table, err := files.ReadCSV(bytes.NewReader(text.Bytes()), peopleFormat, m, attributes, nil)
		if err != nil {
			b.Fatal(err)
		}
		_, pairs = linksOf(b, m, table)
	}
	b.ReportMetric(float64(pairs), "pairs")
	b.ReportMetric(50000*float64(b.N)/b.Elapsed().Seconds(), "records/s")
}
