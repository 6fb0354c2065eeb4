package evaluation

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The definitions, written down as they stand in the literature: slow, and plain to see that they are right.

func naivePairwise(p, t Labels) Counts {
	var c Counts
	for i := range p {
		for j := range i {
			c.add(p[i] == p[j], t[i] == t[j])
		}
	}
	return c
}

func (c *Counts) add(predicted, true bool) {
	if predicted {
		c.Predicted++
	}
	if true {
		c.True++
	}
	if predicted && true {
		c.Right++
	}
}

func members(l Labels, i int) map[int]bool {
	out := map[int]bool{}
	for j := range l {
		if l[j] == l[i] {
			out[j] = true
		}
	}
	return out
}

func common(a, b map[int]bool) float64 {
	n := 0.0
	for i := range a {
		if b[i] {
			n++
		}
	}
	return n
}

func naiveBCubed(p, t Labels) Score {
	var precision, recall float64
	for i := range p {
		mine, true := members(p, i), members(t, i)
		precision += common(mine, true) / float64(len(mine)) / float64(len(p))
		recall += common(mine, true) / float64(len(true)) / float64(len(p))
	}
	return newScore(precision, recall)
}

func naiveExact(p, t Labels) Counts {
	var c Counts
	for i := range p {
		mine, true := members(p, i), members(t, i)
		if first(mine) == i {
			c.Predicted++
			if n := common(mine, true); n == float64(len(mine)) && n == float64(len(true)) {
				c.Right++
			}
		}
		if first(true) == i {
			c.True++
		}
	}
	return c
}

func first(set map[int]bool) int {
	least := math.MaxInt
	for i := range set {
		least = min(least, i)
	}
	return least
}

func random(r *rand.Rand, n, clusters int) Labels {
	out := make(Labels, n)
	for i := range out {
		out[i] = int32(r.IntN(clusters))
	}
	return out
}

func near(a, b Score) bool {
	return math.Abs(a.Precision-b.Precision) < 1e-12 && math.Abs(a.Recall-b.Recall) < 1e-12 && math.Abs(a.F1-b.F1) < 1e-12
}

func TestFiguresAreThoseOfTheDefinitions(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		n := 1 + r.IntN(30)
		p, truth := random(r, n, 1+r.IntN(n)), random(r, n, 1+r.IntN(n))
		if got, want := Pairwise(p, truth), naivePairwise(p, truth); got != want {
			t.Fatalf("pairs of %v against %v: %+v, want %+v", p, truth, got, want)
		}
		if got, want := Exact(p, truth), naiveExact(p, truth); got != want {
			t.Fatalf("clusters of %v against %v: %+v, want %+v", p, truth, got, want)
		}
		if got, want := BCubed(p, truth), naiveBCubed(p, truth); !near(got, want) {
			t.Fatalf("B-cubed of %v against %v: %+v, want %+v", p, truth, got, want)
		}
	}
}

func TestPrecisionAndRecallChangePlacesWithTheTruth(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		p, truth := random(r, 40, 15), random(r, 40, 12)
		a, b := BCubed(p, truth), BCubed(truth, p)
		if !near(a, Score{b.Recall, b.Precision, b.F1}) {
			t.Fatalf("B-cubed: %+v against %+v", a, b)
		}
		if x, y := Pairwise(p, truth), Pairwise(truth, p); x.Predicted != y.True || x.Right != y.Right {
			t.Fatalf("pairs: %+v against %+v", x, y)
		}
	}
}

func TestTheTruthItselfIsPerfect(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	perfect := newScore(1, 1)
	for range 50 {
		truth := random(r, 25, 10)
		renamed := make(Labels, len(truth))
		for i := range truth {
			renamed[i] = 1000 - truth[i]
		}
		for name, s := range map[string]Score{
			"pairs": Pairwise(renamed, truth).Score(), "clusters": Exact(renamed, truth).Score(), "B-cubed": BCubed(renamed, truth),
		} {
			if !near(s, perfect) {
				t.Errorf("%s of the truth against itself: %+v", name, s)
			}
		}
	}
}

// The example of Bagga & Baldwin 1998: entities of 5, 2 and 5; the response that joins the last two scores B-cubed
// precision 76.2 %, the one that joins the first and the last 58.3 %; recall is 100 %.
func TestBCubedOfBaggaAndBaldwin(t *testing.T) {
	truth := Labels{1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3}
	for name, c := range map[string]struct {
		response  Labels
		precision float64
	}{
		"small error": {Labels{1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2}, 0.762},
		"large error": {Labels{1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1, 1}, 0.583},
	} {
		s := BCubed(c.response, truth)
		if math.Abs(s.Precision-c.precision) > 0.0005 || s.Recall != 1 {
			t.Errorf("%s: %+v, want precision %v and recall 1", name, s, c.precision)
		}
	}
}

func TestAGiantClusterCostsNoMoreThanItsRecords(t *testing.T) {
	one := make(Labels, 2_000_000)
	c := Pairwise(one, one)
	if want := int64(2_000_000) * 1_999_999 / 2; c.Right != want || c.Predicted != want || c.True != want {
		t.Errorf("pairs of one cluster: %+v, want %d", c, want)
	}
	if s := BCubed(one, one); !near(s, newScore(1, 1)) {
		t.Errorf("B-cubed of one cluster: %+v", s)
	}
}

func TestNothingPredictedIsNothingWrong(t *testing.T) {
	alone, together := Labels{1, 2, 3}, Labels{1, 1, 2}
	if got, want := Pairwise(alone, together).Score(), (Score{Precision: 1}); got != want {
		t.Errorf("no pair predicted: %+v, want %+v", got, want)
	}
	if got, want := Pairwise(alone, alone).Score(), (Score{1, 1, 1}); got != want {
		t.Errorf("no pair predicted and none true: %+v, want %+v", got, want)
	}
	if got, want := BCubed(nil, nil), (Score{1, 1, 1}); got != want {
		t.Errorf("no record: %+v, want %+v", got, want)
	}
}
