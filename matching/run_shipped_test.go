package matching

import (
	"fmt"
	"io/fs"
	"testing"

	"github.com/goccy/go-yaml"

	"aurum/demo"
	"aurum/domain"
	"aurum/policies"
	"aurum/standardize"
)

func TestRunGivesTheSameForShippedPolicies(t *testing.T) {
	records := map[domain.Domain][]entry{}
	defaults := map[domain.Domain]standardize.Defaults{}
	models := map[domain.Domain]*Model{}
	for _, s := range domain.Registry {
		models[s.Domain], defaults[s.Domain] = shippedModel(t, s)
	}
	err := demo.Each(demo.Options{Records: 2500, Seed: 3}, func(r demo.Record) error {
		d := defaults[r.Domain]
		d.System = r.System
		attrs, _ := standardize.Record(domain.Registry.Of(r.Domain), r.Attributes, d)
		records[r.Domain] = append(records[r.Domain], entry{domain.SourceKey{System: r.System, Key: r.Key}, attrs})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range domain.Registry {
		m, rs := models[s.Domain], records[s.Domain]
		for _, r := range rs[:20] { // equal records, of which a domain with business keys has none
			rs = append(rs, entry{domain.SourceKey{System: "COPY", Key: r.key.String()}, r.attrs})
		}
		want := plainRun(m, rs)
		if len(rs) < 50 || len(want.Edges) == 0 {
			t.Errorf("%s: %d records with %d edges tell nothing", s.Domain, len(rs), len(want.Edges))
		}
		for what, table := range map[string]*Table{"by record": tableOf(m, rs), "by column": tableByColumns(m, rs)} {
			got, err := m.Run(t.Context(), table, RunOptions{})
			if err != nil {
				t.Fatal(err)
			}
			sameRun(t, fmt.Sprint(s.Domain, " ", what), m, got, want)
		}
	}
}

func shippedModel(t testing.TB, s *domain.Schema) (*Model, standardize.Defaults) {
	t.Helper()
	text, err := fs.ReadFile(policies.Embedded, "mastering/"+string(s.Domain)+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Spec        `yaml:",inline"`
		Standardize standardize.Defaults `yaml:"standardize"`
	}
	if err := yaml.Unmarshal(text, &doc); err != nil {
		t.Fatalf("%s: %v", s.Domain, err)
	}
	m, err := Compile(s, doc.Spec)
	if err != nil {
		t.Fatalf("%s: %v", s.Domain, err)
	}
	return m, doc.Standardize
}
