package survivorship

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"aurum/domain"

	"github.com/google/go-cmp/cmp"
)

// worlds is how many random policies with random members each property is tried on, per domain.
const worlds = 80

var noon = time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)

// world is a random policy with random members.
type world struct {
	schema *domain.Schema
	spec   Spec
	policy *Policy
	cs     []Contribution
}

// everyWorld runs a property on random worlds of all domains.
func everyWorld(t *testing.T, property func(t *testing.T, r *rand.Rand, w world)) {
	for _, schema := range domain.Registry {
		for seed := range uint64(worlds) {
			r := rand.New(rand.NewPCG(seed, 7))
			w := world{schema: schema, spec: randomSpec(r, schema)}
			var err error
			if w.policy, err = Compile(schema, w.spec, nil); err != nil {
				t.Fatalf("%s %d: %v", schema.Domain, seed, err)
			}
			w.cs = randomMembers(r, schema)
			property(t, r, w)
			if t.Failed() {
				t.Fatalf("%s, seed %d: %+v", schema.Domain, seed, w.spec)
			}
		}
	}
}

func TestTheOrderOfContributionsDoesNotMatter(t *testing.T) {
	everyWorld(t, func(t *testing.T, r *rand.Rand, w world) {
		golden, provenance := w.policy.Survive(w.cs, noon)
		lineage := w.policy.Lineage(w.cs, noon, nil)
		shuffled := slices.Clone(w.cs)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		golden2, provenance2 := w.policy.Survive(shuffled, noon)
		same(t, golden, golden2)
		same(t, provenance, provenance2)
		same(t, lineage, w.policy.Lineage(shuffled, noon, nil))
	})
}

// The items of a union may change places: what their members were told apart by is gone.
func TestAGoldenRecordSurvivesAsItself(t *testing.T) {
	everyWorld(t, func(t *testing.T, _ *rand.Rand, w world) {
		golden, _ := w.policy.Survive(w.cs, noon)
		again, _ := w.policy.Survive([]Contribution{{Attributes: golden, SeenAt: noon}}, noon)
		for _, u := range w.policy.units {
			if name := u.attributes[0].Name; u.union != nil && golden[name] != nil {
				golden[name], again[name] = sorted(golden[name]), sorted(again[name])
			}
		}
		same(t, golden, again)
	})
}

func sorted(list any) []string {
	var out []string
	for _, item := range list.([]any) {
		out = append(out, fmt.Sprint(item))
	}
	slices.Sort(out)
	return out
}

func TestSurvivalLeavesContributionsAlone(t *testing.T) {
	everyWorld(t, func(t *testing.T, r *rand.Rand, w world) {
		before := fmt.Sprint(w.cs)
		w.policy.Survive(w.cs, noon)
		w.policy.Lineage(w.cs, noon, nil)
		if after := fmt.Sprint(w.cs); after != before {
			t.Errorf("before %s\nafter  %s", before, after)
		}
	})
}

func TestEveryGoldenValueIsSomebodysAndSaysWhose(t *testing.T) {
	everyWorld(t, func(t *testing.T, _ *rand.Rand, w world) {
		golden, provenance := w.policy.Survive(w.cs, noon)
		if len(golden) != len(provenance) {
			t.Errorf("%d values, %d with provenance", len(golden), len(provenance))
		}
		for name, value := range golden {
			from := provenance[name]
			if from.Rule == "" || len(from.From) == 0 {
				t.Errorf("%s: no provenance", name)
			}
			if w.policy.units[w.policy.unitOf[name]].union != nil {
				checkItems(t, w, name, value.([]any), from.From)
				continue
			}
			same(t, value, w.of(from.From[0]).Attributes[name])
		}
	})
}

func TestNothingIsLostThatSomebodySays(t *testing.T) {
	everyWorld(t, func(t *testing.T, _ *rand.Rand, w world) {
		golden, _ := w.policy.Survive(w.cs, noon)
		for _, c := range w.cs {
			for name := range c.Attributes {
				if w.policy.units[w.policy.unitOf[name]].group == "" && golden[name] == nil {
					t.Errorf("%s: no value, though %s has one", name, c.SourceKey)
				}
			}
		}
	})
}

// checkItems looks for each item in one of the members it is said to come from, and for each member among the items.
func checkItems(t *testing.T, w world, name string, items []any, from []domain.Member) {
	t.Helper()
	for i, item := range items {
		if !slices.ContainsFunc(from, func(m domain.Member) bool { return contains(w.of(m).Attributes[name], item) }) {
			t.Errorf("%s: nobody says %v", name, item)
		}
		if slices.ContainsFunc(items[:i], func(earlier any) bool { return equal(earlier, item) }) {
			t.Errorf("%s: %v twice", name, item)
		}
	}
	for _, m := range from {
		if !slices.ContainsFunc(items, func(item any) bool { return contains(w.of(m).Attributes[name], item) }) {
			t.Errorf("%s: nothing comes from %s", name, m.SourceKey)
		}
	}
}

func contains(list, item any) bool {
	items, _ := list.([]any)
	return slices.ContainsFunc(items, func(i any) bool { return equal(i, item) })
}

func TestGroupsAreNeverMixed(t *testing.T) {
	everyWorld(t, func(t *testing.T, _ *rand.Rand, w world) {
		golden, provenance := w.policy.Survive(w.cs, noon)
		for _, g := range w.spec.Groups {
			one := slices.ContainsFunc(w.cs, func(c Contribution) bool {
				return !slices.ContainsFunc(g.Attributes, func(name string) bool { return !equal(golden[name], c.Attributes[name]) })
			})
			if said := slices.ContainsFunc(g.Attributes, func(name string) bool { return golden[name] != nil }); said && !one {
				t.Errorf("group %v is nobody's: %v, %v", g.Attributes, golden, provenance)
			}
		}
	})
}

func TestLineageAgreesWithSurvival(t *testing.T) {
	everyWorld(t, func(t *testing.T, _ *rand.Rand, w world) {
		golden, provenance := w.policy.Survive(w.cs, noon)
		told := domain.Attributes{}
		for _, l := range w.policy.Lineage(w.cs, noon, nil) {
			if l.Value != nil {
				told[l.Attribute] = l.Value
				checkProvenance(t, l, provenance[l.Attribute])
			}
			checkValues(t, w, l)
		}
		same(t, golden, told)
	})
}

func checkProvenance(t *testing.T, l AttributeLineage, p domain.Provenance) {
	t.Helper()
	var from []domain.Member
	for _, v := range l.Winners {
		if !slices.Contains(from, v.Source) {
			from = append(from, v.Source)
		}
	}
	same(t, p, domain.Provenance{Rule: l.Rule, From: from})
}

// checkValues accounts for everything members say: each value, or each item, has won or lost, with a reason.
func checkValues(t *testing.T, w world, l AttributeLineage) {
	t.Helper()
	told := slices.Concat(l.Winners, l.Losers)
	for _, v := range told {
		if v.Reason == "" {
			t.Errorf("%s: no reason for %v of %s", l.Attribute, v.Value, v.Source.SourceKey)
		}
	}
	for _, c := range w.cs {
		value, says := c.Attributes[l.Attribute]
		if says && !slices.ContainsFunc(told, func(v LineageValue) bool {
			return v.Source == c.Member && (equal(v.Value, value) || contains(value, v.Value))
		}) {
			t.Errorf("%s: %s says %v, and lineage is silent", l.Attribute, c.SourceKey, value)
		}
	}
}

func (w world) of(m domain.Member) Contribution {
	return w.cs[slices.IndexFunc(w.cs, func(c Contribution) bool { return c.Member == m })]
}

func same(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
