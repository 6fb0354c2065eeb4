package propose

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// contest makes two sources of n records of which the first shared are the same, with candidates whose scores are higher
// for the same than for others by gap, in standard deviations.
func contest(seed uint64, n, shared int, gap float64) (candidates []scored, source []int) {
	r := rand.New(rand.NewPCG(seed, 1))
	for i := range n {
		for range 8 {
			j := r.IntN(n)
			if j != i {
				candidates = append(candidates, scored{int32(i), int32(n + j), r.NormFloat64()})
			}
		}
		if i < shared {
			candidates = append(candidates, scored{int32(i), int32(n + i), gap + r.NormFloat64()})
		}
	}
	source = make([]int, 2*n)
	for i := n; i < 2*n; i++ {
		source[i] = 1
	}
	return candidates, source
}

// f1Of gives the F1 of the matches of a contest at the cut that is found, and the best of any cut.
func (c cut) f1Of(matches []scored, n, shared int) (at, best float64) {
	right := 0
	for i, m := range matches {
		if m.b == m.a+int32(n) {
			right++
		}
		f1 := 2 * share(right, i+1+shared)
		best = max(best, f1)
		if m.score >= c.threshold {
			at = f1
		}
	}
	return at, best
}

// settled cuts the matches of candidates after a few rounds of belief.
func settled(candidates []scored, source []int, clean []bool) ([]scored, cut) {
	matches := assign(candidates, source, clean)
	var c cut
	var believed []float64
	for range 6 {
		before := map[[2]int32]float64{}
		for i, m := range matches {
			before[[2]int32{m.a, m.b}] = 1
			if believed != nil {
				before[[2]int32{m.a, m.b}] = believed[i]
			}
		}
		fields := fieldsOf(matches, candidates, source, clean, func(m scored) float64 { return before[[2]int32{m.a, m.b}] }, doubtfulShare)
		believed, c = posterior(matches, fields), bestCut(fields)
	}
	return matches, c
}

func TestCutIsNearTheBest(t *testing.T) {
	const n = 1000
	for _, c := range []struct {
		clean  []bool
		shared int
	}{{[]bool{true, true}, 1000}, {[]bool{true, true}, 800}, {[]bool{true, true}, 600}, {[]bool{false, true}, 1000}, {[]bool{false, true}, 800}} {
		candidates, source := contest(uint64(c.shared), n, c.shared, 4.5)
		matches, found := settled(candidates, source, c.clean)
		if at, best := found.f1Of(matches, n, c.shared); at < best-0.05 {
			t.Errorf("clean %v, %d of %d records are shared: F1 is %.3f at the threshold %.2f, at best %.3f", c.clean, c.shared, n, at, found.threshold, best)
		}
		if math.Abs(found.matches-float64(c.shared)) > 0.15*n {
			t.Errorf("clean %v, %d of %d records are shared, %.0f expected", c.clean, c.shared, n, found.matches)
		}
	}
}

func TestLowScoresAreNoEvidenceOfMatches(t *testing.T) {
	f := field{asking: 100} // 30 matches of high scores; chance is a little underestimated among the low ones
	for i := range 100 {
		f.matches = append(f.matches, float64(100-i))
	}
	for i := 30; i < 100; i++ {
		f.chance.scores = append(f.chance.scores, float64(100-i)-1)
		f.chance.shares = append(f.chance.shares, float64(i-29)/70)
	}
	if got := f.matched(); math.Abs(got-0.3) > 0.05 {
		t.Errorf("a share of %.3f matches, want about 0.3", got)
	}
}

func TestAssignGivesCleanRecordsOnePartner(t *testing.T) {
	candidates := []scored{{0, 3, 0.9}, {1, 3, 0.8}, {1, 4, 0.5}, {0, 4, 0.7}, {2, 4, 0.4}}
	source := []int{0, 0, 0, 1, 1}
	got := assign(candidates, source, []bool{true, true})
	if want := []scored{{0, 3, 0.9}, {1, 4, 0.5}}; !slices.Equal(got, want) {
		t.Errorf("one to one: %v, not %v", got, want)
	}
	got = assign(candidates, source, []bool{false, true})
	if want := []scored{{0, 3, 0.9}, {1, 3, 0.8}, {2, 4, 0.4}}; !slices.Equal(got, want) {
		t.Errorf("looked up: %v, not %v", got, want)
	}
}

func TestPosteriorFallsWithTheScore(t *testing.T) {
	candidates, source := contest(9, 500, 300, 4)
	clean := []bool{true, true}
	matches := assign(candidates, source, clean)
	fields := fieldsOf(matches, candidates, source, clean, func(m scored) float64 {
		if m.b == m.a+500 {
			return 1
		}
		return 0
	}, doubtfulShare)
	p := posterior(matches, fields)
	for i := range p {
		if p[i] < 0 || p[i] > 1 || i > 0 && p[i] > p[i-1] {
			t.Fatalf("match %d of score %.2f has probability %.3f after %.3f", i, matches[i].score, p[i], p[max(i-1, 0)])
		}
	}
	if p[0] < 0.95 || p[len(p)-1] > 0.3 {
		t.Errorf("probabilities go from %.3f to %.3f", p[0], p[len(p)-1])
	}
}
