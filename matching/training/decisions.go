package training

import (
	"aurum/matching"
	"aurum/matching/corpus"
)

// decided is what people said of the pairs of a pattern.
type decided struct {
	same, all float64
}

// modelPairs is how many decided pairs the model's own probability of a pattern counts for against what people said of some of
// its pairs: with as many decisions they are heard half, with many of one mind the model's word no longer counts.
const modelPairs = 2.0

// decide notes what people said of candidate pairs, by pattern. Stewards are asked about what the policy is unsure of, so that
// their answers are no sample of all pairs: they say what is true of pairs that look like this, and nothing of how common
// such pairs are. Hence a pattern's answers take the place of its probability, and the counts stay those of all candidates.
// It gives how many of the decisions are about candidates.
func (p *Patterns) decide(pairs []corpus.Pair, decisions []Label) (met int) {
	p.decided = nil
	if len(decisions) == 0 {
		return 0
	}
	p.decided = make([]decided, len(p.Levels))
	said := make(map[corpus.Pair]bool, len(decisions))
	for _, d := range decisions {
		said[corpus.Pair{A: int32(min(d.A, d.B)), B: int32(max(d.A, d.B))}] = d.Same
	}
	for i, pair := range pairs {
		same, ok := said[corpus.Pair{A: min(pair.A, pair.B), B: max(pair.A, pair.B)}]
		if !ok {
			continue
		}
		met++
		d := &p.decided[p.Of[i]]
		d.all++
		if same {
			d.same++
		}
	}
	return met
}

// heard is the probability of a pattern once people have been heard.
func (p *Patterns) heard(i int, probability float64) float64 {
	if p.decided == nil || p.decided[i].all == 0 {
		return probability
	}
	d := p.decided[i]
	return (modelPairs*probability + d.same) / (modelPairs + d.all)
}

// DecisionReport tells what decisions of people came to.
type DecisionReport struct {
	// Decisions is how many there are, Same how many of them say that two records are the same.
	Decisions int `json:"decisions"`
	Same      int `json:"same"`
	// Met is how many are about pairs that blocking brings together: nothing is learned from the others.
	Met int `json:"met"`
	// Before is how many the policy agreed with as it was: a pair is taken for the same where that is likelier than not. After
	// is the same as trained; whoever compiles what was learned counts it by Agreeing.
	Before int `json:"agreedBefore"`
	After  int `json:"agreedAfter"`
}

func (r *Report) decisions(all []Label, met, before int) *Report {
	if len(all) == 0 {
		return r
	}
	r.Decisions = &DecisionReport{Decisions: len(all), Met: met, Before: before}
	for _, d := range all {
		if d.Same {
			r.Decisions.Same++
		}
	}
	return r
}

// Agreeing counts the decisions that a model agrees with, over a table prepared by it.
func Agreeing(m *matching.Model, t *matching.Table, decisions []Label) int {
	n := 0
	for _, d := range decisions {
		if (m.Compare(t.Prepared(d.A), t.Prepared(d.B)).Weight > 0) == d.Same {
			n++
		}
	}
	return n
}
