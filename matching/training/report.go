package training

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"aurum/matching"
)

// Report tells what training has found.
type Report struct {
	Records    int `json:"records"`
	Candidates int `json:"candidates"`
	Labels     int `json:"labels"`
	// Pairs is how many pairs of records there are, Matches how many of them are expected to be the same.
	Pairs   float64 `json:"pairs"`
	Matches float64 `json:"expectedMatches"`
	Prior   float64 `json:"prior"`
	// ExpectedF1 is what the probabilities promise at the best cut; optimistic.
	ExpectedF1  float64            `json:"expectedF1"`
	Comparisons []ComparisonReport `json:"comparisons"`
	// Decisions is nil where there are none.
	Decisions *DecisionReport `json:"decisions,omitempty"`
	Warnings  []string        `json:"warnings"`
}

// ComparisonReport tells what the levels of a comparison are worth.
type ComparisonReport struct {
	Name   string        `json:"name"`
	Levels []LevelReport `json:"levels"`
}

// LevelReport is a level with the shares of pairs that come to it, among those that are the same and among others, and how
// many candidate pairs and expected matches that rests on.
type LevelReport struct {
	Name    string  `json:"name"`
	M       float64 `json:"m"`
	U       float64 `json:"u"`
	Weight  float64 `json:"weight"`
	Pairs   float64 `json:"candidates"`
	Matches float64 `json:"expectedMatches"`
	// Before is the weight the level had, Same and Different how many decisions are about candidates that come to it.
	Before    float64 `json:"weightBefore"`
	Same      int     `json:"decidedSame"`
	Different int     `json:"decidedDifferent"`
}

// fewPairs is how many expected matches a level needs for its m to be more than a guess.
const fewPairs = 10

func (l *Learned) report(spec matching.Spec, records, labels int) *Report {
	r := &Report{
		Records: records, Candidates: len(l.Pairs), Labels: labels, Pairs: l.Total, Matches: l.Matches, Prior: l.Matches / l.Total,
		ExpectedF1: l.ExpectedF1(), Warnings: []string{},
	}
	counts, matches := l.support()
	same, different := l.Patterns.decidedBy(l.M)
	for k, c := range spec.Comparisons {
		cr := ComparisonReport{Name: c.Label()}
		for i := range c.Levels {
			level := LevelReport{
				Name: c.Levels[i].Label(), M: l.M[k][i], U: l.U[k][i], Weight: l.Weights[k][i], Pairs: counts[k][i], Matches: matches[k][i],
				Before: c.Levels[i].Bits(), Same: same[k][i], Different: different[k][i],
			}
			cr.Levels = append(cr.Levels, level)
		}
		if len(cr.Levels) > 0 && cr.Levels[0].Matches < fewPairs {
			r.Warnings = append(r.Warnings, fmt.Sprintf("%s: only %.0f expected matches agree: its weights rest on little", cr.Name, cr.Levels[0].Matches))
		}
		r.Comparisons = append(r.Comparisons, cr)
	}
	r.Warnings = append(r.Warnings, l.Unsettled()...)
	return r
}

// Unsettled warns where different starts came to different ends.
func (l *Learned) Unsettled() []string {
	if len(l.Starts) < 2 {
		return nil
	}
	least, most := slices.Min(l.Starts), slices.Max(l.Starts)
	if most > 1.1*least {
		return []string{fmt.Sprintf("different starts came to between %.0f and %.0f matches: the records do not settle what a match is", least, most)}
	}
	return nil
}

// support counts candidates and expected matches by level.
func (l *Learned) support() (counts, matches [][]float64) {
	counts, matches = make([][]float64, len(l.M)), make([][]float64, len(l.M))
	for k := range l.M {
		counts[k], matches[k] = make([]float64, len(l.M[k])), make([]float64, len(l.M[k]))
	}
	prior := l.Prior()
	for i, row := range l.Patterns.Levels {
		p := matching.Probability(prior + l.Weight(row))
		for k, level := range row {
			if level != missing {
				counts[k][level] += l.Patterns.Count[i]
				matches[k][level] += p * l.Patterns.Count[i]
			}
		}
	}
	return counts, matches
}

// Probability is how likely the i-th of the candidate pairs is to be the same.
func (l *Learned) Probability(i int) float64 {
	return matching.Probability(l.Prior() + l.Weight(l.Patterns.Levels[l.Patterns.Of[i]]))
}

// Clusters are the components of pairs of at least a match probability: for each of n records the number of its cluster.
func (l *Learned) Clusters(n int, p float64) []int {
	of := make([]int, n)
	for i := range of {
		of[i] = i
	}
	root := func(i int) int {
		for of[i] != i {
			of[i] = of[of[i]]
			i = of[i]
		}
		return i
	}
	least := math.Log2(p/(1-p)) - l.Prior()
	for i, pair := range l.Pairs {
		if l.Weight(l.Patterns.Levels[l.Patterns.Of[i]]) >= least {
			of[root(int(pair.A))] = root(int(pair.B))
		}
	}
	for i := range of {
		of[i] = root(i)
	}
	return of
}

// ExpectedF1 is the best F1 of pairs that a cut at one probability is expected to reach, by the probabilities themselves:
// 2 * sum of p above the cut / (number above the cut + sum of all p). It is optimistic, and serves to choose, not to report. A
// set of pairs is worth adding to a result of that F1 where their mean probability is above its half.
func (l *Learned) ExpectedF1() float64 {
	type cut struct{ p, count float64 }
	cuts := make([]cut, len(l.Patterns.Levels))
	prior := l.Prior()
	for i, row := range l.Patterns.Levels {
		cuts[i] = cut{matching.Probability(prior + l.Weight(row)), l.Patterns.Count[i]}
	}
	slices.SortStableFunc(cuts, func(x, y cut) int { return cmp.Compare(y.p, x.p) })
	best, hits, taken := 0.0, 0.0, 0.0
	for _, c := range cuts {
		hits, taken = hits+c.p*c.count, taken+c.count
		best = max(best, 2*hits/(taken+l.Matches))
	}
	return best
}
