package training

import (
	"math"
	"slices"

	"aurum/matching"
)

// Expectation maximization hears decisions as so many pairs among all that share a level: a few dozen hardly move it. But a
// steward's answer to one question should be the policy's answer to the next of its kind. follow sees to that: it fits the
// weights of levels to what was decided, as logistic regression does, with what expectation maximization found as the
// prior belief. Which pairs were asked about depends on their levels and on nothing else, and the probability of being the
// same, given the levels, may be learned from a sample that was chosen by these (Prentice and Pyke, "Logistic disease incidence
// models and case-control studies", Biometrika 66, 1979). The prior over all pairs may not, and stays.

const (
	// likelyMove is the standard deviation, in bits, of what the weight of a level is expected to move by.
	likelyMove = 3.0
	// maxSweeps and still bound the search for the best weights.
	maxSweeps = 200
	still     = 0.0005 // bits
)

// fitting is a fit of level weights to the probabilities that patterns should have. It minimizes the cross-entropy between
// the two over all candidates, plus the squares of the moves over twice the variance of likelyMove.
type fitting struct {
	e       *Estimate
	p       *Patterns
	target  []float64 // by pattern
	weight  []float64 // by pattern, bits, the prior included
	with    [][][]int // by comparison and level: the patterns that come to it
	moves   [][]float64
	certain [][]float64 // curvature, by comparison and level
}

// follow moves the weights of levels towards what people decided. Patterns nobody decided about are held to their own
// probability, each candidate as strongly as one of a pattern that somebody did decide about.
func (e *Estimate) follow(p *Patterns) {
	if p.decided == nil {
		return
	}
	f := newFitting(e, p)
	for range maxSweeps {
		if f.sweep() < still {
			break
		}
	}
	for k := range f.moves {
		for l, move := range f.moves[k] {
			e.Weights[k][l] += move
			if e.M[k][l] *= math.Exp2(move); e.M[k][l] > 1 { // a share: u has to make up for what is over
				e.M[k][l], e.U[k][l] = 1, e.U[k][l]/e.M[k][l]
			}
		}
	}
	for _, j := range e.Joints {
		for n := range j.Tuples {
			t := &j.Tuples[n]
			for i, l := range t.Levels {
				if l != missing {
					t.Sum += f.moves[j.Members[i]][l]
					t.Weight += f.moves[j.Members[i]][l]
				}
			}
		}
	}
}

func newFitting(e *Estimate, p *Patterns) *fitting {
	f := &fitting{e: e, p: p, with: make([][][]int, len(e.M)), moves: make([][]float64, len(e.M)), certain: make([][]float64, len(e.M))}
	for k := range e.M {
		f.with[k], f.moves[k], f.certain[k] = make([][]int, len(e.M[k])), make([]float64, len(e.M[k])), make([]float64, len(e.M[k]))
	}
	prior := e.Prior()
	for i, row := range p.Levels {
		w := prior + e.Weight(row)
		f.weight, f.target = append(f.weight, w), append(f.target, p.heard(i, matching.Probability(w)))
		for k, l := range row {
			if l != missing {
				f.with[k][l] = append(f.with[k][l], i)
			}
		}
	}
	return f
}

// sweep takes a step of Newton's for each level in turn and gives the longest.
func (f *fitting) sweep() (longest float64) {
	for k := range f.moves {
		before := append([]float64(nil), f.moves[k]...)
		for l := range f.moves[k] {
			f.step(k, l)
		}
		f.order(k)
		for l, move := range f.moves[k] {
			longest = max(longest, math.Abs(move-before[l]))
		}
	}
	return longest
}

func (f *fitting) step(k, l int) {
	const variance = likelyMove * likelyMove
	slope, curve := -f.moves[k][l]/variance, 1/variance
	for _, i := range f.with[k][l] {
		q := matching.Probability(f.weight[i])
		slope += math.Ln2 * f.p.Count[i] * (f.target[i] - q)
		curve += math.Ln2 * math.Ln2 * f.p.Count[i] * q * (1 - q)
	}
	f.certain[k][l] = curve
	f.move(k, l, f.moves[k][l]+min(max(slope/curve, -1), 1))
}

// move sets the move of a level, as far as weights may go.
func (f *fitting) move(k, l int, to float64) {
	to = max(to, min(0, f.e.least[k]-f.e.Weights[k][l]))
	by := to - f.moves[k][l]
	f.moves[k][l] = to
	for _, i := range f.with[k][l] {
		f.weight[i] += by
	}
}

// order pools neighbouring levels of which the worse would weigh more, each by how certain it is. Levels that no candidate comes to
// stay as they are.
func (f *fitting) order(k int) {
	type pool struct {
		weight, certain float64
		levels          []int
	}
	var pools []pool
	for _, l := range f.e.order[k] {
		if len(f.with[k][l]) == 0 {
			continue
		}
		pools = append(pools, pool{f.e.Weights[k][l] + f.moves[k][l], f.certain[k][l], []int{l}})
		for n := len(pools); n > 1 && pools[n-1].weight > pools[n-2].weight; n = len(pools) {
			a, b := pools[n-2], pools[n-1]
			sum := a.certain + b.certain
			pools = append(pools[:n-2], pool{(a.weight*a.certain + b.weight*b.certain) / sum, sum, slices.Concat(a.levels, b.levels)})
		}
	}
	for _, p := range pools {
		if len(p.levels) == 1 {
			continue
		}
		for _, l := range p.levels {
			f.move(k, l, p.weight-f.e.Weights[k][l])
		}
	}
}
