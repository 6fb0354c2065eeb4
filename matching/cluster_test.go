package matching

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func all(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func TestQualityOfACluster(t *testing.T) {
	e := Evidence{
		Nodes: keysOfLength(7), Link: 5,
		// Two triangles with a bridge, a weak edge beside it, and one more record at the end of a tail.
		Edges: []Edge{{0, 1, 9}, {1, 2, 8}, {0, 2, 6}, {3, 4, 9}, {4, 5, 9}, {3, 5, 9}, {2, 3, 7}, {0, 5, 1}, {5, 6, 20}},
	}
	q := e.Quality(all(7))
	if q.Size != 7 || q.Links != 8 || math.Abs(q.Density-8.0/21) > 1e-12 || q.Diameter != 4 {
		t.Errorf("%+v", q)
	}
	if q.Weakest == nil || q.Weakest.A.Key != "00002" || q.Weakest.B.Key != "00003" || q.Weakest.Weight != 7 {
		t.Errorf("weakest link %+v: an edge of a triangle is weaker, but nothing hangs on it", q.Weakest)
	}
	sum := 0.0
	for _, x := range e.Edges {
		sum += Probability(x.Weight)
	}
	if math.Abs(q.MeanProbability-sum/21) > 1e-12 {
		t.Errorf("mean %v, want %v", q.MeanProbability, sum/21)
	}
	if len(q.Bridges) != 1 {
		t.Fatalf("bridges %+v", q.Bridges)
	}
	b := q.Bridges[0]
	if b.Link.Weight != 7 || len(b.Parts[0]) != 3 || len(b.Parts[1]) != 4 || math.Abs(b.Mean-(Probability(7)+Probability(1))/12) > 1e-12 {
		t.Errorf("bridge %+v", b)
	}
	e.Score = func(i, j int) float64 { return 3 }
	if q := e.Quality(all(7)); len(q.Bridges) != 0 {
		t.Errorf("two parts that are alike have a bridge: %+v", q.Bridges)
	}
	one := e.Quality([]int{4})
	if one.Size != 1 || one.Density != 1 || one.MeanProbability != 1 || one.Weakest != nil || len(one.Bridges) != 0 {
		t.Errorf("a single member: %+v", one)
	}
	many := e.Qualities([][]int{{0, 1, 2}, {6}, {3, 4, 5}})
	if many[0].Links != 3 || many[0].Diameter != 1 || many[1].Size != 1 || many[2].Density != 1 || many[2].Weakest.A.Key != "00003" {
		t.Errorf("three clusters: %+v", many)
	}
	if raw, err := json.Marshal(one); err != nil || !strings.Contains(string(raw), `"bridges":[],"contradictions":[]`) {
		t.Errorf("%s, %v", raw, err)
	}
}

func TestContradictionsInsideACluster(t *testing.T) {
	e := Evidence{
		Nodes: keysOfLength(3), Link: 5, Edges: []Edge{{0, 1, 9}}, Asserted: []Assertion{{A: 2, B: 1, Same: true}},
		Forbids: func(i, j int) (string, bool) { return "two tax numbers", i+j == 2 },
	}
	q := e.Quality(all(3))
	if len(q.Contradictions) != 1 || q.Contradictions[0].Rule != "two tax numbers" || q.Contradictions[0].Pair[1].Key != "00002" {
		t.Errorf("%+v", q.Contradictions)
	}
	if len(q.Bridges) != 0 || q.Diameter != 2 || q.Weakest.Weight != 9 {
		t.Errorf("%+v", q)
	}
}

// connected tells whether two nodes hang together without one edge.
func connected(edges []Edge, without, from, to int) bool {
	reached := map[int]bool{from: true}
	for range edges {
		for k, e := range edges {
			if k != without && (reached[e.A] || reached[e.B]) {
				reached[e.A], reached[e.B] = true, true
			}
		}
	}
	return reached[to]
}

func TestBridgesAreThoseOfTheBook(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	found := 0
	for range 500 {
		n := 4 + r.IntN(8)
		var edges []Edge
		for i := 1; i < n; i++ {
			edges = append(edges, Edge{A: i, B: r.IntN(i), Weight: 9})
		}
		for range r.IntN(4) {
			i := r.IntN(n - 1)
			if e := (Edge{A: n - 1, B: i, Weight: 9}); !slices.Contains(edges, e) {
				edges = append(edges, e)
			}
		}
		q := Evidence{Nodes: keysOfLength(n), Edges: edges, Link: 5}.Quality(all(n))
		for k, e := range edges {
			side := 0
			for i := range n {
				if connected(edges, k, e.A, i) {
					side++
				}
			}
			cuts := !connected(edges, k, e.A, e.B) && side > 1 && n-side > 1 && 1/float64(side*(n-side)) < bridgeMean
			listed := slices.ContainsFunc(q.Bridges, func(b Bridge) bool {
				return b.Link.A.Key == fmt.Sprintf("%05d", min(e.A, e.B)) && b.Link.B.Key == fmt.Sprintf("%05d", max(e.A, e.B))
			})
			if cuts != listed {
				t.Fatalf("%v: %v is a bridge: %v, listed: %v", edges, e, cuts, listed)
			}
			if cuts {
				found++
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d bridges", found)
	}
}

func TestHowAClusterCameAbout(t *testing.T) {
	keys := keysOfLength(6)
	edges := []Edge{{0, 1, 9}, {1, 2, 8}, {2, 3, 7}, {0, 3, 6}, {2, 4, 5}}
	forbids := func(i, j int) (string, bool) { return "two tax numbers", i == 0 && j == 3 || i == 3 && j == 0 }
	weigh := func(i, j int) Explanation { return Explanation{Weight: float64(9 - i), MatchKey: "+NAME"} }
	same := []Assertion{{A: 5, B: 0, Same: true}, {A: 4, B: 0}}
	d := Divide(keys, edges, same, forbids, Clustering{MaxSize: 50})
	h := d.How(keys, 2, weigh)
	var text strings.Builder
	if err := h.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	want := join(
		`1  A:00000          A:00005  by A:00000 = A:00005  a steward`,
		`2  A:00000 A:00005  A:00001  by A:00000 = A:00001  +9.00  +NAME`,
		`3  A:00000 A:00001 A:00005  A:00002  by A:00001 = A:00002  +8.00  +NAME`,
		`refused: A:00002 = A:00003  +7.00  +NAME: rule "two tax numbers" keeps A:00000 and A:00003 apart`,
		`refused: A:00002 = A:00004  +7.00  +NAME: a steward has said that A:00000 and A:00004 are not the same`, "")
	if squeeze(text.String()) != squeeze(want) {
		t.Errorf("text:\n%s\nwant\n%s", text.String(), want)
	}
	if r, ok := d.Stands(keys, 3, 5, weigh); !ok || r.Rule != "two tax numbers" || r.Link.A.Key != "00002" {
		t.Errorf("between 3 and 5 stands %+v", r)
	}
	if r, ok := d.Stands(keys, 0, 1, weigh); ok {
		t.Errorf("between two of one cluster stands %+v", r)
	}
	small := Divide(keys, edges, nil, forbids, Clustering{MaxSize: 2}).How(keys, 0, weigh)
	if len(small.Steps) != 1 || len(small.Refused) != 1 || small.Refused[0].Rule != SizeRule {
		t.Errorf("%+v", small)
	}
	average := Divide(keys, edges, nil, forbids, Clustering{Method: MethodAverage}).How(keys, 0, weigh)
	if len(average.Steps) == 0 || average.Steps[0].Mean < 0.9 {
		t.Errorf("%+v", average)
	}
}

// squeeze makes one space of several.
func squeeze(s string) string {
	for strings.Contains(s, "  ") {
		s = strings.ReplaceAll(s, "  ", " ")
	}
	return s
}
