package propose

import (
	"context"
	"fmt"
	"math"
	"slices"

	"aurum/matching"
	"aurum/matching/corpus"
)

// byTexts proposes a policy for records of several sources that are told apart by a text. What compares them is learned from
// the best matches between the sources, and the thresholds from what would have been matched in their place.
func (in *input) byTexts(ctx context.Context) (*Proposal, error) {
	source, systems := in.sourceNumbers()
	plan, err := in.planTexts(source, len(systems))
	if err != nil {
		return nil, err
	}
	found, err := in.structure(plan.views[len(plan.views)-1])
	if err != nil {
		return nil, err
	}
	found.lookUp()
	l, err := in.newLearner(plan, source, found.clean())
	if err != nil {
		return nil, err
	}
	if err := l.learn(ctx); err != nil {
		return nil, err
	}
	return in.proposal(l, found)
}

// newLearner measures the candidates.
func (in *input) newLearner(plan *textPlan, source []int, clean []bool) (*learner, error) {
	trial, err := in.newTrial(plan.trialSpec())
	if err != nil {
		return nil, err
	}
	l := &learner{plan: plan, source: source, clean: clean, complete: in.complete(source, clean)}
	for _, v := range plan.views {
		l.pairs = append(l.pairs, corpus.Nearest(v.vectors, source, neighboursAcross, true)...)
	}
	slices.SortFunc(l.pairs, comparePair)
	l.pairs = slices.Compact(l.pairs)
	l.rows = make([][]float64, len(l.pairs))
	for i, o := range trial.outcomes(l.pairs) {
		l.rows[i] = make([]float64, len(plan.free))
		plan.fill(l.rows[i], o, l.pairs[i])
	}
	return l, nil
}

// leastComplete is how many records each of several sources must have for their equal number to be no accident.
const leastComplete = 30

// complete tells whether all sources list the same things, such as one chart of accounts in several languages: they have no
// duplicates, just as many records, and the same values of some category just as often.
func (in *input) complete(source []int, clean []bool) bool {
	size := make([]int, len(clean))
	for _, s := range source {
		size[s]++
	}
	for s := range size {
		if !clean[s] || size[s] != size[0] || size[s] < leastComplete {
			return false
		}
	}
	return slices.ContainsFunc(in.profiles, func(p Profile) bool {
		return p.Kind == KindCategory && p.Values >= 3 && in.equallyOften(p.Column, source, len(clean))
	})
}

// equallyOften tells whether each value of a column occurs just as often in every source.
func (in *input) equallyOften(column string, source []int, systems int) bool {
	counts := map[string][]int{}
	for i, s := range source {
		v := in.text(column, i)
		if counts[v] == nil {
			counts[v] = make([]int, systems)
		}
		counts[v][s]++
	}
	for _, c := range counts {
		if slices.Min(c) != slices.Max(c) {
			return false
		}
	}
	return true
}

// proposal writes the policy of what was learned, and sets its thresholds by what the policy itself finds.
func (in *input) proposal(l *learner, found structure) (*Proposal, error) {
	slope, constant := l.calibrate()
	for !withinBounds(l.spec(slope, constant, in.records.Len())) {
		slope, constant = slope*0.8, constant*0.8
	}
	p := &Proposal{Spec: l.spec(slope, constant, in.records.Len())}
	if len(l.matches) == 0 {
		p.Warnings = append(p.Warnings, "no record of one source shares a word with one of another")
	}
	p.Spec.Sources = found.spec()
	link := slope*l.cut.threshold + constant
	if !l.complete {
		link = max(link, logOdds(leastLink))
	}
	p.Spec.Thresholds = matching.ThresholdSpec{Link: probability(link), Review: min(probability(link), leastReview)}
	if link <= logOdds(leastReview) {
		p.Spec.Thresholds.Review = probability(link - 1)
	}
	p.Notes = append(p.Notes, found.notes()...)
	if l.complete {
		p.Notes = append(p.Notes, "all sources have just as many records, with the same categories: they are taken to list the same things, and each record to have its best match")
	}
	p.Notes = append(p.Notes, fmt.Sprintf("%d pairs compared, about %.0f of them the same; expected F1 %.3f at probability %.3f (good to compare by, too good to report)",
		len(l.pairs), l.cut.matches, l.cut.f1, probability(link)))
	return p, nil
}

// withinBounds tells whether all curves are ones that a policy may have: half the bits of a rule at most.
func withinBounds(s matching.Spec) bool {
	for _, c := range s.Comparisons {
		for _, p := range c.Curve {
			if math.Abs(p[1]) > matching.RuleWeight/2 {
				return false
			}
		}
	}
	return true
}

// leastLink is the probability below which nothing is linked, whatever F1 is expected of it: where it all hangs on matches
// that are more false than true, chance has been underestimated.
const leastLink = 0.5

// leastReview is the probability from which on a steward is asked.
const leastReview = 0.1

// probability and logOdds go from natural log odds to a probability and back.
func probability(x float64) float64 { return min(max(1/(1+math.Exp(-x)), 1e-6), 1-1e-6) }
func logOdds(p float64) float64     { return math.Log(p / (1 - p)) }
