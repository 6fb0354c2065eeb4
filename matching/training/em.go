package training

import (
	"math"
)

// Estimate is what expectation maximization has learned. Weights are in bits.
type Estimate struct {
	// M and U are the shares of levels, by comparison and level, among pairs that are the same and among others.
	M, U [][]float64
	// Weights are log2(M/U), bounded and never rising as the level gets worse.
	Weights [][]float64
	// Fill is the share of all pairs of which both sides say something, by comparison.
	Fill []float64
	// Joints are the groups of dependent comparisons that are weighed together.
	Joints []*Joint
	// Matches is how many pairs are expected to be the same, Total how many pairs there are.
	Matches, Total float64
	// Likelihood is the logarithm of the likelihood, for the choice between starts.
	Likelihood float64

	order [][]int
	least []float64
}

// Prior is the logarithm to the base 2 of the odds that two records taken at random are the same.
func (e *Estimate) Prior() float64 { return math.Log2(e.Matches / (e.Total - e.Matches)) }

// Bounds of the estimate.
const (
	minWeight  = -6.5 // bits: what one comparison can say against a match, unless the policy says more already
	minMatches = 2.0
	maxRounds  = 40
	settled    = 0.001
)

// emOptions say how to estimate.
type emOptions struct {
	u        [][]float64
	labelled [][]float64 // m as labels tell it; nil where there are none
	total    float64     // pairs there are
	starts   []float64
	groups   [][]int // comparisons that depend on each other
	m0       [][]float64
	order    [][]int   // levels from the best to the worst
	least    []float64 // bits that the worst level may weigh
	fill     []float64
}

// estimate runs expectation maximization from several starts and keeps the best. It also gives the numbers of matches that
// the starts came to.
func (p *Patterns) estimate(o emOptions) (best *Estimate, matches []float64) {
	for _, start := range o.starts {
		for _, wary := range []bool{true, false} {
			if wary && len(o.groups) == 0 {
				continue
			}
			e := p.run(start, wary, o)
			matches = append(matches, e.Matches)
			if best == nil || e.better(best) {
				best = e
			}
		}
	}
	return best, matches
}

// agreement is the share of what matches could agree on that they do agree on, each comparison counted by the bits that chance
// agreement on it is worth. Whatever is the same thing agrees on most; neighbours, namesakes and colleagues agree on one
// side only, however many they are.
func (e *Estimate) agreement() float64 {
	agreed, all := 0.0, 0.0
	for k, m := range e.M {
		best, worst := e.order[k][0], e.order[k][len(m)-1]
		bits := -math.Log2(e.U[k][best])
		agreed += bits * (1 - m[worst])
		all += bits
	}
	return agreed / all
}

// clearly is by how much one estimate must agree more than another for likelihoods not to count.
const clearly = 0.1

// better tells whether an estimate is to be preferred: its matches agree clearly more or, where neither does, it is likelier.
func (e *Estimate) better(o *Estimate) bool {
	if d := e.agreement() - o.agreement(); math.Abs(d) > clearly {
		return d > 0
	}
	return e.Likelihood > o.Likelihood
}

func (p *Patterns) run(start float64, wary bool, o emOptions) *Estimate {
	e := &Estimate{U: o.u, M: clone(o.m0), Fill: o.fill, Total: o.total, Matches: start, order: o.order, least: o.least}
	for _, g := range o.groups {
		e.Joints = append(e.Joints, newJoint(g, p))
	}
	if o.labelled != nil {
		e.M = clone(o.labelled)
	}
	e.weigh()
	for _, j := range e.Joints {
		j.begin(e, wary)
	}
	post := make([]float64, len(p.Levels))
	for round := range maxRounds {
		before := e.Matches
		e.expect(p, post)
		e.maximize(p, post, &o, wary, round >= jointRounds)
		if round > 2*jointRounds && math.Abs(e.Matches-before) < settled*before {
			break
		}
	}
	e.expect(p, post)
	return e
}

// jointRounds is after how many rounds dependent comparisons are weighed together: single levels have to find their feet
// first.
const jointRounds = 6

// expect works out the probability of each pattern to be that of a match.
func (e *Estimate) expect(p *Patterns, post []float64) {
	e.Likelihood = 0
	lambda := e.Matches / e.Total
	prior := math.Log2(lambda / (1 - lambda))
	for i, row := range p.Levels {
		w := prior + e.Weight(row)
		post[i] = p.heard(i, 1/(1+math.Exp2(-w)))
		// log2(lambda*m + (1-lambda)*u)
		e.Likelihood += p.Count[i] * (e.chance(row) + math.Log2(1-lambda) + math.Log2(1+math.Exp2(min(w, 500))))
	}
	inside := 0.0
	for _, c := range p.Count {
		inside += c
	}
	e.Likelihood += (e.Total - inside) * math.Log2(1-lambda)
}

// Weight is the evidence of a pattern in bits, without the prior.
func (e *Estimate) Weight(row []uint8) float64 {
	sum := 0.0
	for k, l := range row {
		if l != missing {
			sum += e.Weights[k][l]
		}
	}
	for _, j := range e.Joints {
		sum += j.correction(row)
	}
	return sum
}

// chance is the logarithm to the base 2 of how often pairs that are not the same come to a pattern.
func (e *Estimate) chance(row []uint8) float64 {
	sum := 0.0
	for k, l := range row {
		if l != missing {
			sum += math.Log2(e.U[k][l])
		}
	}
	for _, j := range e.Joints {
		sum += j.chance(row)
	}
	return sum
}

// maximize estimates m and the number of matches from the probabilities.
func (e *Estimate) maximize(p *Patterns, post []float64, o *emOptions, wary, joint bool) {
	matches := 0.0
	for i, c := range p.Count {
		matches += c * post[i]
	}
	e.Matches = min(max(matches, minMatches), e.Total/2)
	strength := max(10, 0.02*e.Matches)
	if o.labelled == nil {
		e.levels(p, post, o.m0, strength)
	}
	e.weigh()
	for _, j := range e.Joints {
		if joint {
			j.maximize(e, p, post, strength)
		} else {
			j.begin(e, wary)
		}
	}
}

// levels estimates how often each level occurs among matches.
func (e *Estimate) levels(p *Patterns, post []float64, m0 [][]float64, strength float64) {
	for k := range e.M {
		sums := make([]float64, len(e.M[k]))
		said := 0.0
		for i, row := range p.Levels {
			if l := row[k]; l != missing {
				sums[l] += p.Count[i] * post[i]
				said += p.Count[i] * post[i]
			}
		}
		for l := range sums {
			e.M[k][l] = (sums[l] + strength*m0[k][l]) / (said + strength)
		}
	}
}

// weigh turns m and u into weights that never rise as the level gets worse: neighbours that would are pooled (Ayer et al.,
// "An empirical distribution function for sampling with incomplete information", 1955).
func (e *Estimate) weigh() {
	e.Weights = make([][]float64, len(e.M))
	for k := range e.M {
		e.Weights[k] = pooled(e.M[k], e.U[k], e.order[k], e.least[k])
	}
}

// pooled gives weights that never rise in the order of levels: where m/u would, neighbours are taken together. None is less
// than least.
func pooled(m, u []float64, order []int, least float64) []float64 {
	type pool struct{ m, u, n float64 }
	var pools []pool
	weight := func(p pool) float64 { return max(math.Log2(p.m/p.u), least) }
	for _, l := range order {
		pools = append(pools, pool{m[l], u[l], 1})
		for n := len(pools); n > 1 && weight(pools[n-1]) > weight(pools[n-2]); n = len(pools) {
			a, b := pools[n-2], pools[n-1]
			pools = append(pools[:n-2], pool{a.m + b.m, a.u + b.u, a.n + b.n})
		}
	}
	out, at := make([]float64, len(m)), 0
	for _, p := range pools {
		for range int(p.n) {
			out[order[at]] = weight(p)
			at++
		}
	}
	return out
}

func clone(m [][]float64) [][]float64 {
	out := make([][]float64, len(m))
	for i := range m {
		out[i] = append([]float64(nil), m[i]...)
	}
	return out
}
