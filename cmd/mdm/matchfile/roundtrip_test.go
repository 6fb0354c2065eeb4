package matchfile

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"aurum/domain"
	"aurum/matching"
	"aurum/matching/propose"
)

// readers are the records of two libraries: persons with their town, day of birth and telephone, some of them in both, or
// twice in one, with slips of the pen.
func readers(t *testing.T) *propose.Records {
	t.Helper()
	r := rand.New(rand.NewPCG(33, 34))
	given := []string{"Ada", "Bo", "Carla", "Dörte", "Emil", "Frida", "Gustav", "Hanna", "Iwan", "Jonas", "Klara", "Leo"}
	family := []string{"Ahrens", "Brandt", "Conrad", "Dietrich", "Engel", "Fischer", "Günther", "Hoffmann", "Ibsen", "Jansen", "Krüger", "Lorenz", "Mertens", "Neumann"}
	town := []string{"Ulm", "Bonn", "Kiel", "Trier", "Jena"}
	var b strings.Builder
	b.WriteString("record_id,source,given,family,town,born,phone\n")
	for i := range 150 {
		g, f, w := given[r.IntN(len(given))], family[r.IntN(len(family))], town[r.IntN(len(town))]
		born := fmt.Sprintf("19%02d-%02d-%02d", 40+r.IntN(60), 1+r.IntN(12), 1+r.IntN(28))
		phone := fmt.Sprintf("0%d %06d", 100+r.IntN(800), r.IntN(1_000_000))
		for copies := range 1 + r.IntN(3) {
			name := f
			if copies > 0 {
				name = strings.Replace(f, "n", "", 1)
			}
			fmt.Fprintf(&b, "r%d.%d,%s,%s,%s,%s,%s,%s\n", i, copies, []string{"North", "South"}[copies%2], g, name, w, born, phone)
		}
	}
	out, err := Records("readers.csv", "source", strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAProposedPolicyMatchesFromItsFileAsItDidInMemory(t *testing.T) {
	for name, r := range map[string]*propose.Records{"readers": readers(t)} {
		t.Run(name, func(t *testing.T) { checkRoundTrip(t, r) })
	}
}

func checkRoundTrip(t *testing.T, r *propose.Records) {
	t.Helper()
	proposal, err := propose.Propose(t.Context(), r, propose.Options{})
	if err != nil {
		t.Fatal(err)
	}
	spec := Rounded(proposal.Spec)
	schema, err := matching.FileSchema(spec.Attributes)
	if err != nil {
		t.Fatal(err)
	}
	m, err := matching.Compile(schema, spec)
	if err != nil {
		t.Fatal(err)
	}
	p, err := ParsePolicy([]byte(written(t, spec)), domain.Registry)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(spec, p.Spec, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("policy (-memory +file):\n%s", diff)
	}
	inMemory, fromFile := matchAll(t, m, spec, r), matchAll(t, p.Model, p.Spec, r)
	if diff := cmp.Diff(inMemory, fromFile); diff != "" {
		t.Errorf("run (-memory +file):\n%s", diff)
	}
	if len(inMemory.Edges) < 20 {
		t.Errorf("only %d edges: the records say too little to tell the two apart", len(inMemory.Edges))
	}
}

func matchAll(t *testing.T, m *matching.Model, spec matching.Spec, r *propose.Records) *matching.Run {
	t.Helper()
	run, err := m.Run(t.Context(), r.Table(m, spec.Attributes), matching.RunOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return run
}
