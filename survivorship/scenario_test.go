package survivorship

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"aurum/domain"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
)

// scenario is a test that a data steward could read.
type scenario struct {
	Name    string              `yaml:"name"`
	Domain  domain.Domain       `yaml:"domain"`
	At      string              `yaml:"at"`
	Policy  Spec                `yaml:"policy"`
	Members []scenarioMember    `yaml:"members"`
	Golden  map[string]any      `yaml:"golden"`
	Rule    map[string]string   `yaml:"rule"`
	From    map[string]string   `yaml:"from"` // best first
	Lost    map[string][]string `yaml:"lost"`
}

type scenarioMember struct {
	Is       string         `yaml:"is"`
	Seen     string         `yaml:"seen"`
	Received string         `yaml:"received"`
	Says     map[string]any `yaml:"says"`
	Warns    []string       `yaml:"warns"`
}

func TestScenarios(t *testing.T) {
	for _, file := range []string{"testdata/rules.yaml", "testdata/unions.yaml"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var all []scenario
		if err := yaml.UnmarshalWithOptions(text, &all, yaml.Strict()); err != nil {
			t.Fatal(err)
		}
		for _, s := range all {
			t.Run(s.Name, s.run)
		}
	}
}

func (s scenario) run(t *testing.T) {
	if s.Domain == "" {
		s.Domain = domain.Customer
	}
	p, err := Compile(domain.Registry.Of(s.Domain), s.Policy, nil)
	if err != nil {
		t.Fatal(err)
	}
	at := day(t, "2026-01-01")
	if s.At != "" {
		at = day(t, s.At)
	}
	var cs []Contribution
	for _, m := range s.Members {
		cs = append(cs, m.contribution(t))
	}
	for range 5 {
		golden, provenance := p.Survive(cs, at)
		s.check(t, golden, provenance, p.Lineage(cs, at, nil))
		rand.Shuffle(len(cs), func(i, j int) { cs[i], cs[j] = cs[j], cs[i] })
	}
}

func (s scenario) check(t *testing.T, golden domain.Attributes, provenance map[string]domain.Provenance, lineage []AttributeLineage) {
	t.Helper()
	for name, want := range tree(s.Golden).(map[string]any) {
		if diff := cmp.Diff(want, golden[name]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for name, want := range s.Rule {
		if got := provenance[name].Rule; got != want {
			t.Errorf("rule of %s: %q, want %q", name, got, want)
		}
	}
	for name, want := range s.From {
		var got []string
		for _, m := range provenance[name].From {
			got = append(got, m.SourceKey.String())
		}
		if diff := cmp.Diff(strings.Fields(want), got); diff != "" {
			t.Errorf("origin of %s (-want +got):\n%s", name, diff)
		}
	}
	for name, want := range s.Lost {
		if diff := cmp.Diff(want, reasons(lineage, name)); diff != "" {
			t.Errorf("losers of %s (-want +got):\n%s", name, diff)
		}
	}
}

func reasons(lineage []AttributeLineage, name string) []string {
	var out []string
	for _, l := range lineage {
		for _, v := range l.Losers {
			if l.Attribute == name {
				out = append(out, v.Source.SourceKey.String()+" "+v.Reason)
			}
		}
	}
	return out
}

func (m scenarioMember) contribution(t *testing.T) Contribution {
	t.Helper()
	system, key, _ := strings.Cut(m.Is, ":")
	c := Contribution{
		Member:     domain.Member{SourceKey: domain.SourceKey{System: system, Key: key}, Version: 1},
		Attributes: tree(m.Says).(map[string]any), SeenAt: day(t, m.Seen), ReceivedAt: day(t, m.Seen),
	}
	if m.Received != "" {
		c.ReceivedAt = day(t, m.Received)
	}
	for _, name := range m.Warns {
		c.Problems = append(c.Problems, domain.Problem{Severity: domain.Warning, Field: []string{name}})
	}
	return c
}

func day(t *testing.T, s string) time.Time {
	t.Helper()
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if d, err := time.Parse(layout, s); err == nil {
			return d
		}
	}
	t.Fatalf("%q is no time", s)
	return time.Time{}
}

// tree gives what YAML reads the types that standardized attributes have.
func tree(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name := range v {
			v[name] = tree(v[name])
		}
	case []any:
		for i := range v {
			v[i] = tree(v[i])
		}
	case uint64:
		return int(v)
	}
	return v
}
