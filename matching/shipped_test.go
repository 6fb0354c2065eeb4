package matching_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"aurum/domain"
	"aurum/matching"
	"aurum/policies"
	"aurum/standardize"
)

// shipped compiles a policy file as it comes with the product.
func shipped(t testing.TB, d domain.Domain) (*matching.Model, standardize.Defaults) {
	t.Helper()
	text, err := fs.ReadFile(policies.Embedded, "mastering/"+string(d)+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		matching.Spec `yaml:",inline"`
		Standardize   standardize.Defaults `yaml:"standardize"`
	}
	if err := yaml.Unmarshal(text, &doc); err != nil {
		t.Fatalf("%s: %v", d, err)
	}
	m, err := matching.Compile(domain.Registry.Of(d), doc.Spec)
	if err != nil {
		t.Fatalf("%s: %v", d, err)
	}
	return m, doc.Standardize
}

func TestShippedPoliciesCompile(t *testing.T) {
	for _, s := range domain.Registry {
		shipped(t, s.Domain)
	}
}

// customer is one record of the fixture.
type customer struct {
	key    domain.SourceKey
	entity string
	attrs  domain.Attributes
	ready  *matching.Prepared
}

func fixture(t testing.TB, m *matching.Model, d standardize.Defaults) []*customer {
	t.Helper()
	text, err := os.ReadFile("testdata/customers.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var entities []struct {
		Entity  string
		Records []map[string]any
	}
	if err := yaml.Unmarshal(text, &entities); err != nil {
		t.Fatal(err)
	}
	var out []*customer
	for _, e := range entities {
		for _, r := range e.Records {
			key := r["key"].(string)
			delete(r, "key")
			std, problems := standardize.Record(domain.Registry.Of(domain.Customer), r, d)
			for _, p := range problems {
				t.Errorf("%s: %s", key, p.Message)
			}
			out = append(out, &customer{domain.SourceKey{System: "T", Key: key}, e.Entity, std, m.Prepare(std)})
		}
	}
	return out
}

// clusters masters the records: blocking, comparing, partition.
func clusters(m *matching.Model, cs []*customer) []string {
	byKey := map[int64][]int{}
	for i, c := range cs {
		for _, k := range c.ready.Keys() {
			byKey[k] = append(byKey[k], i)
		}
	}
	met := map[[2]int]bool{}
	var edges []matching.Edge
	for _, block := range byKey {
		for _, i := range block {
			for _, j := range block {
				if i < j && !met[[2]int{i, j}] {
					met[[2]int{i, j}] = true
					if v := m.Compare(cs[i].ready, cs[j].ready); v.Weight >= m.Link() {
						edges = append(edges, matching.Edge{A: i, B: j, Weight: v.Weight})
					}
				}
			}
		}
	}
	keys := make([]domain.SourceKey, len(cs))
	for i, c := range cs {
		keys[i] = c.key
	}
	parts, _ := matching.Partition(keys, edges, nil, func(i, j int) (string, bool) { return m.Forbids(cs[i].ready, cs[j].ready) })
	var out []string
	for _, p := range parts {
		var names []string
		for _, i := range p {
			names = append(names, cs[i].key.Key)
		}
		out = append(out, strings.Join(names, " "))
	}
	slices.Sort(out)
	return out
}

func TestCustomersOfTheFixture(t *testing.T) {
	m, d := shipped(t, domain.Customer)
	cs := fixture(t, m, d)
	members := map[string][]string{}
	for _, c := range cs {
		members[c.entity] = append(members[c.entity], c.key.Key)
	}
	var want []string
	for _, keys := range members {
		slices.Sort(keys)
		want = append(want, strings.Join(keys, " "))
	}
	slices.Sort(want)
	got := clusters(m, cs)
	for _, c := range got {
		if !slices.Contains(want, c) {
			t.Errorf("cluster %s should not be", c)
		}
	}
	for _, c := range want {
		if !slices.Contains(got, c) {
			t.Errorf("cluster %s is missing\n%s", c, why(m, cs, strings.Fields(c)))
		}
	}
}

// why explains the pairs of a cluster that did not come about.
func why(m *matching.Model, cs []*customer, keys []string) string {
	var b strings.Builder
	for _, x := range cs {
		for _, y := range cs {
			if slices.Contains(keys, x.key.Key) && slices.Contains(keys, y.key.Key) && x.key.Key < y.key.Key {
				e := m.Explain(x.ready, y.ready)
				fmt.Fprintf(&b, "%s %s: %.1f bits, %s %s\n", x.key.Key, y.key.Key, e.Weight, e.Decision, e.Rule)
				for _, s := range e.Steps {
					if s.Weight != 0 {
						fmt.Fprintf(&b, "\t%5.1f %s: %s (%s, %s)\n", s.Weight, s.Comparison, s.Level, s.A, s.B)
					}
				}
			}
		}
	}
	return b.String()
}

func TestPartitionOfCustomersDoesNotDependOnOrder(t *testing.T) {
	m, d := shipped(t, domain.Customer)
	cs := fixture(t, m, d)
	want := clusters(m, cs)
	r := rand.New(rand.NewPCG(5, 6))
	for range 20 {
		r.Shuffle(len(cs), func(i, j int) { cs[i], cs[j] = cs[j], cs[i] })
		if got := clusters(m, cs); !slices.Equal(got, want) {
			t.Fatalf("%v, in another order %v", want, got)
		}
	}
}

// TestCompareIsSymmetricAndPure over all pairs of the fixture: the same either way, prepared anew, and explained; the
// steps add up.
func TestCompareIsSymmetricAndPure(t *testing.T) {
	m, d := shipped(t, domain.Customer)
	cs := fixture(t, m, d)
	for _, a := range cs {
		for _, b := range cs {
			v := m.Compare(a.ready, b.ready)
			if w := m.Compare(b.ready, a.ready); v != w {
				t.Errorf("%s and %s: %+v, the other way round %+v", a.key, b.key, v, w)
			}
			x := m.Explain(m.Prepare(a.attrs), b.ready)
			sum := 0.0
			for _, s := range x.Steps {
				sum += s.Weight
			}
			if x.Weight != v.Weight || v.Rule == "" && (sum-v.Weight > 1e-9 || v.Weight-sum > 1e-9) {
				t.Errorf("%s and %s: explained as %v, steps %v, weighed %v", a.key, b.key, x.Weight, sum, v.Weight)
			}
		}
		again := m.Prepare(a.attrs)
		if again.Hash() != a.ready.Hash() || !slices.Equal(again.Keys(), a.ready.Keys()) {
			t.Errorf("%s prepared twice differs", a.key)
		}
		if !slices.IsSorted(again.Keys()) || len(slices.Compact(slices.Clone(again.Keys()))) != len(again.Keys()) {
			t.Errorf("%s: keys are not sorted and distinct", a.key)
		}
	}
}

func BenchmarkCompareCustomers(b *testing.B) {
	m, d := shipped(b, domain.Customer)
	cs := fixture(b, m, d)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m.Compare(cs[i%len(cs)].ready, cs[i*7%len(cs)].ready)
	}
}

func BenchmarkExplainCustomers(b *testing.B) {
	m, d := shipped(b, domain.Customer)
	cs := fixture(b, m, d)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m.Explain(cs[i%len(cs)].ready, cs[i*7%len(cs)].ready)
	}
}

func BenchmarkPrepareCustomers(b *testing.B) {
	m, d := shipped(b, domain.Customer)
	cs := fixture(b, m, d)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m.Prepare(cs[i%len(cs)].attrs)
	}
}
