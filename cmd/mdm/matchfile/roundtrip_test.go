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

// books are the records of two shops: titles with their authors and years, most of them in both, with slips of the pen.
func books(t *testing.T) *propose.Records {
	t.Helper()
	r := rand.New(rand.NewPCG(31, 32))
	first := []string{"History", "Theory", "Atlas", "Handbook", "Grammar", "Anatomy", "Garden", "Voyage", "Secret", "Future"}
	of := []string{"of the Alps", "of Bees", "of Bridges", "of Chess", "of Glass", "of Rivers", "of Salt", "of Sleep", "of Tea", "of Wolves", "of Zürich", "of \"Quotes\""}
	author := []string{"Ada Berg", "Bo Lind", "Cy Novak", "Di Ødegård", "Ed Quist", "Flo Roth"}
	var b strings.Builder
	b.WriteString("record_id,source,title,author,year\n")
	for i := range 150 {
		title := fmt.Sprintf("%s %s, volume %d", first[r.IntN(len(first))], of[r.IntN(len(of))], r.IntN(9))
		by, year := author[r.IntN(len(author))], 1950+r.IntN(70)
		for copies, shop := range []string{"North", "South"}[:1+r.IntN(2)] {
			if copies > 0 {
				title = strings.Replace(title, "o", "", 1)
			}
			fmt.Fprintf(&b, "b%d%s,%s,\"%s\",%s,%d\n", i, shop[:1], shop, strings.ReplaceAll(title, `"`, `""`), by, year)
		}
	}
	out, err := Records("books.csv", "source", strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAProposedPolicyMatchesFromItsFileAsItDidInMemory(t *testing.T) {
	r := books(t)
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
		t.Errorf("only %d edges: the books say too little to tell the two apart", len(inMemory.Edges))
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
