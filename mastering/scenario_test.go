package mastering_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/mastering"
	"aurum/store"
)

// scenario is behaviour as a data steward could read it: what the sources say, and what the hub makes of it.
type scenario struct {
	Name string
	// Clustering, where given, is that of suppliers, in the small policies for tests; the shipped ones otherwise.
	Clustering string
	Steps      []step
}

type step struct {
	// Upsert sends records; Delete withdraws keys.
	Upsert *struct {
		Domain  domain.Domain
		Source  string
		Key     string // idempotency key
		Records []struct {
			Key        string
			UpdatedAt  string `yaml:"updatedAt"`
			Attributes map[string]any
		}
		Error string
	}
	Delete *struct {
		Domain    domain.Domain
		Source    string
		Keys      []string
		UpdatedAt string `yaml:"updatedAt"`
	}
	// Steward lets a steward act.
	Steward *stewardStep
	// After lets days go by, before anything else.
	After int
	// Outcomes of the step's records, in order; a problem may follow: "QUARANTINED taxIds.0.value INVALID_CHECK_DIGIT".
	Outcomes []string
	// Golden are all golden records of the step's domain after it, by members.
	Golden map[string]map[string]any
	// From is the provenance by members and attribute: "RULE < SYSTEM:key, …"; "*" takes any rule.
	From map[string]map[string]string
	// Tasks are all open tasks: "REVIEW CRM:1 ERP:2".
	Tasks []string
	// Events are the kinds of the events since the last step that named some.
	Events []string
	// SameID says that two steps' records live in one golden record id: member of now, member of the step before.
	Remembers map[string]string
	As        map[string]string // name: member; keeps its golden id
}

func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/scenarios/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var all []scenario
		if err := yaml.UnmarshalWithOptions(text, &all, yaml.Strict()); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, s := range all {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml")+"/"+s.Name, func(t *testing.T) {
				t.Parallel()
				runScenario(t, s)
			})
		}
	}
}

type player struct {
	*world
	domain domain.Domain
	seen   int // events
	days   atomic.Int64
	acts   map[string]int64 // decisions and overrides, by label
	ids    map[string]domain.GoldenID
}

func runScenario(t *testing.T, s scenario) {
	ps := shippedPolicies(t)
	if s.Clustering != "" {
		ps = stricter(t, "survivorship:", "clustering: "+s.Clustering+"\nsurvivorship:")
	}
	p := &player{world: newWorld(t, ps), ids: map[string]domain.GoldenID{}, acts: map[string]int64{}}
	p.hub = newHubAt(t, p.db, ps, func() time.Time { return time.Now().AddDate(0, 0, int(p.days.Load())) })
	for i, st := range s.Steps {
		p.play(fmt.Sprintf("step %d", i+1), st)
	}
}

func (p *player) play(name string, s step) {
	p.t.Helper()
	p.days.Add(int64(s.After))
	if s.Steward != nil {
		p.act(name, s.Steward)
	}
	results, callError := p.send(s)
	if s.Upsert != nil && s.Upsert.Error != callError {
		p.t.Fatalf("%s: error %q, want %q", name, callError, s.Upsert.Error)
	}
	if s.Outcomes != nil {
		if d := cmp.Diff(s.Outcomes, outcomes(results, s.Outcomes)); d != "" {
			p.t.Fatalf("%s: outcomes -want +got:\n%s", name, d)
		}
	}
	p.settle()
	goldens := p.goldens(p.domain)
	if s.Golden != nil {
		p.checkGoldens(name, s.Golden, goldens)
	}
	for members, want := range s.From {
		p.checkProvenance(name, members, want, goldens[members])
	}
	if s.Tasks != nil {
		if d := cmp.Diff(s.Tasks, p.openTasks()); d != "" {
			p.t.Errorf("%s: tasks -want +got:\n%s", name, d)
		}
	}
	p.checkEvents(name, s.Events)
	p.checkIDs(name, s, goldens)
}

func (p *player) send(s step) ([]mastering.Result, string) {
	u := mastering.Upsert{Actor: "test"}
	switch {
	case s.Upsert != nil:
		u.Domain, u.System, u.IdempotencyKey = s.Upsert.Domain, s.Upsert.Source, s.Upsert.Key
		for _, r := range s.Upsert.Records {
			u.Records = append(u.Records, mastering.Arrival{Key: r.Key, UpdatedAt: p.time(r.UpdatedAt), Attributes: r.Attributes})
		}
	case s.Delete != nil:
		u.Domain, u.System = s.Delete.Domain, s.Delete.Source
		for _, k := range s.Delete.Keys {
			u.Records = append(u.Records, mastering.Arrival{Key: k, UpdatedAt: p.time(s.Delete.UpdatedAt), Delete: true})
		}
	default:
		return nil, ""
	}
	p.domain = u.Domain
	rs, err := p.hub.Ingest(p.ctx(), u)
	if err != nil {
		return nil, string(domain.CodeOf(err))
	}
	return rs, ""
}

func (p *player) time(text string) *time.Time {
	if text == "" {
		return nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		if at, err = time.Parse(time.DateOnly, text); err != nil {
			p.t.Fatal(err)
		}
	}
	return &at
}

// outcomes tells as much of each result as its expectation does.
func outcomes(rs []mastering.Result, want []string) []string {
	out := make([]string, len(rs))
	for i, r := range rs {
		out[i] = string(r.Outcome)
		if i < len(want) && strings.Contains(want[i], " ") {
			for _, pr := range r.Problems {
				out[i] += " " + strings.Join(pr.Field, ".") + " " + pr.Code
			}
		}
	}
	return out
}

func (p *player) checkGoldens(name string, want map[string]map[string]any, got map[string]*domain.GoldenRecord) {
	p.t.Helper()
	for members := range got {
		if _, ok := want[members]; !ok && !strings.Contains(members, "_") {
			p.t.Errorf("%s: unexpected golden record of %s: %v", name, members, got[members].Attributes)
		}
	}
	for members, attrs := range want {
		g := got[members]
		if g == nil {
			p.t.Errorf("%s: no golden record of %q", name, members)
			continue
		}
		for a, v := range attrs {
			if d := cmp.Diff(plain(v), plain(g.Attributes[a])); d != "" {
				p.t.Errorf("%s: %s of %s -want +got:\n%s", name, a, members, d)
			}
		}
	}
}

// plain makes YAML's and JSON's trees comparable.
func plain(v any) any {
	switch v := v.(type) {
	case uint64:
		return int(v)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = plain(v[i])
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for k, x := range v {
			if k != "id" {
				out[k] = plain(x)
			}
		}
		return out
	}
	return v
}

func (p *player) checkProvenance(name, members string, want map[string]string, g *domain.GoldenRecord) {
	p.t.Helper()
	if g == nil {
		p.t.Errorf("%s: no golden record of %q", name, members)
		return
	}
	for a, w := range want {
		var from []string
		for _, m := range g.Provenance[a].From {
			from = append(from, m.SourceKey.String())
		}
		rule, _, _ := strings.Cut(w, " < ")
		got := g.Provenance[a].Rule
		if rule == "*" {
			got = "*"
		}
		got += " < " + strings.Join(from, ", ")
		if got != w {
			p.t.Errorf("%s: %s of %s comes from %q, want %q", name, a, members, got, w)
		}
	}
}

func (p *player) openTasks() []string {
	p.t.Helper()
	first := 100
	page, err := p.db.Tasks(p.ctx(), store.TaskQuery{State: domain.TaskOpen, PageArgs: store.PageArgs{First: &first}})
	if err != nil {
		p.t.Fatal(err)
	}
	out := []string{}
	for _, t := range page.Items {
		pair := []string{t.Pair[0].String(), t.Pair[1].String()}
		slices.Sort(pair)
		out = append(out, string(t.Kind)+" "+strings.Join(pair, " "))
	}
	slices.Sort(out)
	return out
}

func (p *player) checkEvents(name string, want []string) {
	p.t.Helper()
	all := p.events()
	got := []string{}
	for _, e := range all[p.seen:] {
		got = append(got, string(e.Kind))
	}
	if want == nil {
		return
	}
	if d := cmp.Diff(want, got); d != "" {
		p.t.Errorf("%s: events -want +got:\n%s", name, d)
	}
	p.seen = len(all)
}

func (p *player) checkIDs(name string, s step, goldens map[string]*domain.GoldenRecord) {
	p.t.Helper()
	for label, members := range s.Remembers {
		if g := goldens[members]; g == nil || g.ID != p.ids[label] {
			p.t.Errorf("%s: %q does not have the id kept as %s", name, members, label)
		}
	}
	for label, members := range s.As {
		if g := goldens[members]; g != nil {
			p.ids[label] = g.ID
		} else {
			p.t.Errorf("%s: no golden record of %q", name, members)
		}
	}
}
