package training

import (
	"cmp"
	"context"
	"math"
	"slices"

	"aurum/matching"
	"aurum/matching/corpus"
)

// Options say how to train. The zero value is a sensible one.
type Options struct {
	// Seed is that of all random choices.
	Seed uint64
	// Groups are comparisons, by position, that depend on each other and are weighed together.
	Groups [][]int
	// Cluster is the cluster of each record where an earlier round has found some: pairs within one are not taken for
	// random pairs. nil for none.
	Cluster []int
	// Random is how many random pairs to draw; 0 is 200,000.
	Random int
	// Starts are the numbers of matches to start from; nil for a few that depend on the number of records.
	Starts []float64
	// Before is what an earlier round over the same candidates has found; they are not compared again. nil for none.
	Before *Learned
	// Labels are pairs of which somebody has said whether they are the same.
	Labels []Label
	// Decisions are pairs that stewards decided: unlike labels no sample, but mostly such as the policy was unsure of.
	Decisions []Label
	// Weights are what the levels of each comparison weigh so far, in bits: training begins with them, and they tell which level
	// is better than which. A comparison without is nil: its levels stand from the best to the worst.
	Weights [][]float64
	// Progress is told now and then how far a stage has come; it may be nil.
	Progress func(stage string, done, total int64)
}

// Learned is what training a model over a table has found.
type Learned struct {
	*Estimate
	// Starts are the numbers of matches that different starts came to.
	Starts []float64
	// Pairs are the candidates, Patterns what they come to.
	Pairs    []corpus.Pair
	Patterns *Patterns

	met int // decisions about candidates
}

// Learn estimates the parameters of a model's comparisons over a table, from the given candidate pairs. sizes is how many
// levels each comparison has.
func Learn(ctx context.Context, m *matching.Model, t *matching.Table, pairs []corpus.Pair, sizes []int, o Options) (*Learned, error) {
	l := &Learned{Pairs: pairs}
	var err error
	if o.Before != nil {
		l.Patterns = o.Before.Patterns
	} else if l.Patterns, err = Observe(ctx, m, t, pairs, o.stage("compare candidates")); err != nil {
		return nil, err
	}
	l.met = l.Patterns.decide(pairs, o.Decisions)
	e := emOptions{total: pairsOf(m, t), starts: o.starts(t), groups: o.Groups, order: o.order(sizes), least: o.least(sizes)}
	if e.u, e.fill, err = chance(ctx, m, t, sizes, o); err != nil {
		return nil, err
	}
	e.m0 = o.startM(e.u)
	if e.labelled, err = labelledM(ctx, m, t, sizes, e.m0, o.Labels); err != nil {
		return nil, err
	}
	l.Estimate, l.Starts = l.Patterns.estimate(e)
	return l, nil
}

func (o Options) stage(name string) func(done, total int64) {
	if o.Progress == nil {
		return nil
	}
	return func(done, total int64) { o.Progress(name, done, total) }
}

func (o Options) starts(t *matching.Table) []float64 {
	if o.Starts != nil {
		return o.Starts
	}
	n := float64(t.Len())
	return []float64{n / 4, n / 20, n}
}

// pairsOf is how many pairs of records may be compared at all.
func pairsOf(m *matching.Model, t *matching.Table) float64 {
	bySystem := map[string]float64{}
	for i := range t.Len() {
		bySystem[t.Key(i).System]++
	}
	n := float64(t.Len())
	total := n * (n - 1) / 2
	for system, c := range bySystem {
		if !m.MeetsWithin(system) {
			total -= c * (c - 1) / 2
		}
	}
	return max(total, 1)
}

// startM is how often true pairs are taken to come to each level at first: as the weights so far say, else a guess.
func (o Options) startM(u [][]float64) [][]float64 {
	out := make([][]float64, len(u))
	for k := range u {
		if o.Weights == nil || o.Weights[k] == nil {
			out[k] = guessedM(len(u[k]))
			continue
		}
		sum := 0.0
		for l, w := range o.Weights[k] {
			out[k] = append(out[k], u[k][l]*math.Exp2(w))
			sum += out[k][l]
		}
		for l := range out[k] {
			out[k][l] /= sum
		}
	}
	return out
}

// order gives the levels of each comparison from the best to the worst.
func (o Options) order(sizes []int) [][]int {
	out := make([][]int, len(sizes))
	for k, n := range sizes {
		for l := range n {
			out[k] = append(out[k], l)
		}
		if o.Weights != nil && o.Weights[k] != nil {
			slices.SortStableFunc(out[k], func(a, b int) int { return cmp.Compare(o.Weights[k][b], o.Weights[k][a]) })
		}
	}
	return out
}

// least is how many bits the worst level of each comparison may weigh.
func (o Options) least(sizes []int) []float64 {
	out := make([]float64, len(sizes))
	for k := range out {
		out[k] = minWeight
		if o.Weights != nil && o.Weights[k] != nil {
			out[k] = min(minWeight, slices.Min(o.Weights[k]))
		}
	}
	return out
}

// guessedM is the share of levels among matches to start from and to stay near: most agree, a few differ (60 % at the best
// level, 25 % spread over those between, 15 % at the worst).
func guessedM(n int) []float64 {
	switch n {
	case 1:
		return []float64{1}
	case 2:
		return []float64{0.8, 0.2}
	}
	out := make([]float64, n)
	for l := range out {
		out[l] = 0.25 / float64(n-2)
	}
	out[0], out[n-1] = 0.6, 0.15
	return out
}
