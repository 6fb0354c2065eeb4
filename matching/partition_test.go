package matching

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"aurum/domain"
)

// world is a random set of nodes with edges, assertions and forbidden pairs, all named by key.
type world struct {
	keys      []domain.SourceKey
	edges     []Edge
	asserted  []Assertion
	forbidden map[[2]domain.SourceKey]bool
}

func randomWorld(r *rand.Rand) world {
	n := 2 + r.IntN(14)
	w := world{forbidden: map[[2]domain.SourceKey]bool{}}
	for i := range n {
		w.keys = append(w.keys, domain.SourceKey{System: string(rune('A' + i%3)), Key: fmt.Sprint(i)})
	}
	for i := range n {
		for j := i + 1; j < n; j++ {
			switch x := r.IntN(20); {
			case x < 6:
				w.edges = append(w.edges, Edge{A: i, B: j, Weight: float64(r.IntN(4))})
			case x == 6:
				w.forbidden[[2]domain.SourceKey{w.keys[i], w.keys[j]}] = true
				w.forbidden[[2]domain.SourceKey{w.keys[j], w.keys[i]}] = true
			case x == 7:
				w.asserted = append(w.asserted, Assertion{A: i, B: j, Same: r.IntN(2) == 0})
			}
		}
	}
	return w
}

// shuffled is the same world with nodes, edges and assertions in another order.
func (w world) shuffled(r *rand.Rand) world {
	order := r.Perm(len(w.keys))
	at := make([]int, len(order))
	out := world{forbidden: w.forbidden, keys: make([]domain.SourceKey, len(w.keys))}
	for to, from := range order {
		out.keys[to], at[from] = w.keys[from], to
	}
	for _, e := range w.edges {
		e.A, e.B = at[e.A], at[e.B]
		if r.IntN(2) == 0 {
			e.A, e.B = e.B, e.A
		}
		out.edges = append(out.edges, e)
	}
	for _, a := range w.asserted {
		out.asserted = append(out.asserted, Assertion{A: at[a.B], B: at[a.A], Same: a.Same})
	}
	r.Shuffle(len(out.edges), func(i, j int) { out.edges[i], out.edges[j] = out.edges[j], out.edges[i] })
	r.Shuffle(len(out.asserted), func(i, j int) { out.asserted[i], out.asserted[j] = out.asserted[j], out.asserted[i] })
	return out
}

func (w world) forbids(i, j int) (string, bool) {
	no := w.forbidden[[2]domain.SourceKey{w.keys[i], w.keys[j]}]
	return "rule", no
}

// clusters names the clusters by key.
func (w world) clusters() (clusters, refused []string) {
	parts, no := Partition(w.keys, w.edges, w.asserted, w.forbids)
	for _, p := range parts {
		var names []string
		for _, i := range p {
			names = append(names, w.keys[i].String())
		}
		clusters = append(clusters, fmt.Sprint(names))
	}
	for _, x := range no {
		pair := []string{w.keys[x.Edge.A].String(), w.keys[x.Edge.B].String()}
		slices.Sort(pair)
		refused = append(refused, fmt.Sprint(pair, x.Rule, w.keys[x.Between[0]], w.keys[x.Between[1]]))
	}
	return clusters, refused
}

func TestPartitionDoesNotDependOnOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		w := randomWorld(r)
		clusters, refused := w.clusters()
		again, refusedAgain := w.shuffled(r).clusters()
		if !slices.Equal(clusters, again) || !slices.Equal(refused, refusedAgain) {
			t.Fatalf("%v and %v, refused %v and %v", clusters, again, refused, refusedAgain)
		}
	}
}

func TestPartitionKeepsApartAndTogether(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		w := randomWorld(r)
		parts, _ := Partition(w.keys, w.edges, w.asserted, w.forbids)
		of := make([]int, len(w.keys))
		seen := 0
		for c, p := range parts {
			for _, i := range p {
				of[i] = c
				seen++
			}
		}
		if seen != len(w.keys) {
			t.Fatalf("%d of %d nodes are in clusters", seen, len(w.keys))
		}
		for _, a := range w.asserted {
			if !a.Same && of[a.A] == of[a.B] {
				t.Fatalf("%v and %v are together against a steward's word", w.keys[a.A], w.keys[a.B])
			}
		}
		if len(w.asserted) > 0 {
			continue // a steward's "same" may bring forbidden pairs together
		}
		for i := range w.keys {
			for j := range i {
				if _, no := w.forbids(i, j); no && of[i] == of[j] {
					t.Fatalf("%v and %v are together against a rule", w.keys[i], w.keys[j])
				}
			}
		}
	}
}

func TestStewardsWord(t *testing.T) {
	keys := []domain.SourceKey{{System: "A", Key: "1"}, {System: "A", Key: "2"}, {System: "A", Key: "3"}}
	never := func(i, j int) (string, bool) { return "rule", true }
	free := func(i, j int) (string, bool) { return "", false }
	link := []Edge{{A: 0, B: 1, Weight: 9}, {A: 1, B: 2, Weight: 8}}
	for _, c := range []struct {
		name     string
		edges    []Edge
		asserted []Assertion
		forbids  func(i, j int) (string, bool)
		want     string
		refused  int
	}{
		{"links", link, nil, free, "[[0 1 2]]", 0},
		{"nothing", nil, nil, free, "[[0] [1] [2]]", 0},
		{"rule forbids", link, nil, never, "[[0] [1] [2]]", 2},
		{"same without a link", nil, []Assertion{{A: 0, B: 2, Same: true}}, free, "[[0 2] [1]]", 0},
		{"same beats a rule", nil, []Assertion{{A: 0, B: 2, Same: true}}, never, "[[0 2] [1]]", 0},
		{"different beats a link", link, []Assertion{{A: 0, B: 2}}, free, "[[0 1] [2]]", 1},
		{"different beats same", nil, []Assertion{{A: 0, B: 1, Same: true}, {A: 1, B: 2, Same: true}, {A: 0, B: 2}}, free, "[[0 1] [2]]", 1},
	} {
		parts, refused := Partition(keys, c.edges, c.asserted, c.forbids)
		if got := fmt.Sprint(parts); got != c.want || len(refused) != c.refused {
			t.Errorf("%s: %s with %d refused, want %s with %d", c.name, got, len(refused), c.want, c.refused)
		}
	}
}
