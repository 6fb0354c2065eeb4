package evaluation

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"aurum/matching"
	"aurum/matching/corpus"
)

func TestLabels(t *testing.T) {
	l := LabelsOf(5, [][]int{{1, 3}, {4}})
	if !l.Together(1, 3) || l.Together(0, 2) || l.Together(0, 4) || l.Together(2, 4) {
		t.Errorf("clusters {1 3} {4} of 5 records: %v", l)
	}
	n := LabelsNamed([]string{"x", "", "y", "x", ""})
	if !n.Together(0, 3) || n.Together(1, 4) || n.Together(0, 2) {
		t.Errorf("names: %v", n)
	}
}

func TestLabelledPairsAloneAreScored(t *testing.T) {
	predicted := LabelsOf(6, [][]int{{0, 1, 2}, {3, 4}})
	labelled := []Labelled{
		{A: 0, B: 1, Same: true, Split: "train"},
		{A: 1, B: 2, Same: false, Split: "train"},
		{A: 4, B: 5, Same: true, Split: "test"},
		{A: 0, B: 5, Same: false, Split: "test"},
	}
	if got, want := ScorePairs(labelled, predicted), (Counts{Right: 1, Predicted: 2, True: 2}); got != want {
		t.Errorf("all: %+v, want %+v", got, want)
	}
	want := []Split{{"test", 2, Counts{Right: 0, Predicted: 0, True: 1}}, {"train", 2, Counts{Right: 1, Predicted: 2, True: 1}}}
	if diff := cmp.Diff(want, ScoreSplits(labelled, predicted)); diff != "" {
		t.Errorf("splits (-want +got):\n%s", diff)
	}
	for i := range labelled {
		labelled[i].Split = ""
	}
	if got := ScoreSplits(labelled, predicted); got != nil {
		t.Errorf("splits of pairs that name none: %+v", got)
	}
}

func TestBlockingRecallIsThatOfTheTruePairs(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 100 {
		n := 2 + r.IntN(30)
		truth := random(r, n, 1+r.IntN(n))
		b := NewBlocking(truth)
		found := map[corpus.Pair]bool{}
		last := b.Recall()
		for range 3 {
			var rule []corpus.Pair
			for range r.IntN(2 * n) {
				if i, j := r.IntN(n), r.IntN(n); i != j {
					p := corpus.Pair{A: int32(min(i, j)), B: int32(max(i, j))}
					rule, found[p] = append(rule, p), true
				}
			}
			if fresh := b.Add(rule); fresh > 0 != (b.Recall() > last) {
				t.Fatalf("%d true pairs brought recall from %v to %v", fresh, last, b.Recall())
			}
			last = b.Recall()
		}
		var c Counts
		for i := range n {
			for j := range i {
				p := corpus.Pair{A: int32(j), B: int32(i)}
				c.add(found[p], truth[i] == truth[j])
				if truth[i] == truth[j] && b.Holds(i, j) != found[p] {
					t.Fatalf("pair %v is held: %v", p, b.Holds(i, j))
				}
			}
		}
		if want := c.Score().Recall; b.Recall() != want {
			t.Fatalf("recall %v, want %v", b.Recall(), want)
		}
	}
}

func TestBlockingRecallOfLabelledPairs(t *testing.T) {
	b := NewBlockingOf([]Labelled{{A: 3, B: 1, Same: true}, {A: 1, B: 3, Same: true}, {A: 0, B: 2, Same: true}, {A: 0, B: 1}})
	if got := b.Add([]corpus.Pair{{A: 0, B: 1}, {A: 1, B: 3}, {A: 4, B: 9}}); got != 1 || b.Recall() != 0.5 {
		t.Errorf("%d pairs, recall %v, want 1 and 0.5", got, b.Recall())
	}
}

func TestLadderRisesAndHoldsThePolicysOwn(t *testing.T) {
	l := Ladder(3.25)
	if !slices.IsSorted(l) || !slices.Contains(l, 3.25) || !slices.Contains(l, 0) {
		t.Errorf("ladder %v", l)
	}
	if twice := Ladder(0, 0); len(twice) != len(l)-1 {
		t.Errorf("a threshold of the ladder's own is there twice: %v", twice)
	}
}

func TestBestIsTheHighestF1AndOfEqualsTheHighestThreshold(t *testing.T) {
	table := []Point{{0.3, -1, Score{1, 0.5, 0.6}}, {0.5, 0, Score{1, 0.8, 0.9}}, {0.6, 1, Score{1, 0.8, 0.9}}, {0.8, 2, Score{1, 0.1, 0.2}}}
	if got := Best(table); got.Bits != 1 || got.F1 != 0.9 {
		t.Errorf("best %+v", got)
	}
	if Best(nil) != (Point{}) {
		t.Error("there is a best of nothing")
	}
}

func TestWorstShowsNoRecordTwice(t *testing.T) {
	wrong := []Wrong{{0, 1, 5}, {0, 2, 9}, {3, 4, 5}, {5, 6, 1}, {1, 7, 8}}
	if diff := cmp.Diff([]Wrong{{0, 2, 9}, {1, 7, 8}, {3, 4, 5}}, Worst(wrong, 3, TooMuch)); diff != "" {
		t.Errorf("too much (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Wrong{{5, 6, 1}, {0, 1, 5}}, Worst(wrong, 2, TooLittle)); diff != "" {
		t.Errorf("too little (-want +got):\n%s", diff)
	}
}

func TestQuality(t *testing.T) {
	edges := []matching.Edge{
		{A: 0, B: 1, Weight: 5}, {A: 1, B: 2, Weight: 5}, {A: 0, B: 2, Weight: 5}, // a triangle
		{A: 3, B: 4, Weight: 5}, {A: 4, B: 5, Weight: 5}, {A: 3, B: 5, Weight: 1}, // a chain: the third is below link
		{A: 2, B: 3, Weight: 9}, // between two clusters
	}
	direct := 2.0 // of the three pairs of the chain
	got := QualityOf(8, [][]int{{0, 1, 2}, {3, 4, 5}, {6}}, slices.Values(edges), 2)
	want := Quality{
		Clusters: 4, Singletons: 2, Largest: 3, Density: (1 + direct/3) / 2, Bridged: 1,
		Sizes: []SizeCount{{1, 2}, {3, 2}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("quality (-want +got):\n%s", diff)
	}
}

// components counts those of a graph that leaves an edge out.
func components(n int, edges []matching.Edge, out int) int {
	of := make([]int, n)
	for i := range of {
		of[i] = i
	}
	count := n
	for k, e := range edges {
		if a, b := of[e.A], of[e.B]; k != out && a != b {
			for i := range of {
				if of[i] == b {
					of[i] = a
				}
			}
			count--
		}
	}
	return count
}

func TestABridgeIsAnEdgeWithoutWhichAClusterFallsApart(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 500 {
		n := 3 + r.IntN(7)
		var edges []matching.Edge
		nodes := make([]int, n)
		for i := range n {
			nodes[i] = i
			for j := range i {
				if r.IntN(3) == 0 {
					edges = append(edges, matching.Edge{A: j, B: i})
				}
			}
		}
		want := false
		for k := range edges {
			want = want || components(n, edges, k) > components(n, edges, -1)
		}
		if got := QualityOf(n, [][]int{nodes}, slices.Values(edges), 0).Bridged > 0; got != want {
			t.Fatalf("bridge in %v: %v, want %v", edges, got, want)
		}
	}
}
