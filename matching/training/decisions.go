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

// decidedBy counts the decisions by level, those for the same and the others; sizes has as many entries as there are levels.
func (p *Patterns) decidedBy(sizes [][]float64) (same, different [][]int) {
	same, different = make([][]int, len(sizes)), make([][]int, len(sizes))
	for k := range sizes {
		same[k], different[k] = make([]int, len(sizes[k])), make([]int, len(sizes[k]))
	}
	for i, d := range p.decided {
		for k, l := range p.Levels[i] {
			if l != missing {
				same[k][l] += int(d.same)
				different[k][l] += int(d.all - d.same)
			}
		}
	}
	return same, different
}

// DecisionReport tells what decisions of people came to.
type DecisionReport struct {
	// Decisions is how many there are, Same how many of them say that two records are the same.
	Decisions int `json:"decisions"`
	Same      int `json:"same"`
	// Met is how many are about pairs that blocking brings together: nothing is learned from the others.
	Met int `json:"met"`
	// Before is what the policy as it was makes of the pairs, After what it makes of them as trained; whoever compiles what was
	// learned finds that out by Judge.
	Before Verdicts `json:"before"`
	After  Verdicts `json:"after"`
}

// Verdicts is what a policy by itself makes of decided pairs.
type Verdicts struct {
	// Agreed is how many it takes for what people said of them: for the same where they meet, that is likelier than not, and no
	// rule forbids it.
	Agreed int `json:"agreed"`
	// Same are the pairs that people said are the same, Different the others.
	Same      Outcomes `json:"same"`
	Different Outcomes `json:"different"`
}

// Outcomes counts pairs by what is done with them by a policy.
type Outcomes struct {
	Linked int `json:"linked"` // joined
	Asked  int `json:"asked"`  // shown to a steward, for doubt or since a rule forbids what the weight would join
	Apart  int `json:"apart"`  // left alone, or never met
}

func (r *Report) decisions(all []Label, met int, before Verdicts) *Report {
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

// Judge tells what a model by itself makes of decided pairs, over a table prepared by it.
func Judge(m *matching.Model, t *matching.Table, decisions []Label) (out Verdicts) {
	for _, d := range decisions {
		a, b := t.Prepared(d.A), t.Prepared(d.B)
		v, met := m.Compare(a, b), m.Meets(t.Key(d.A), t.Key(d.B)) && a.SharesKey(b)
		if (v.Weight > 0 && v.Forbid == "" && met) == d.Same {
			out.Agreed++
		}
		of := &out.Different
		if d.Same {
			of = &out.Same
		}
		switch {
		case !met || v.Weight < m.Review():
			of.Apart++
		case v.Weight < m.Link() || v.Forbid != "":
			of.Asked++
		default:
			of.Linked++
		}
	}
	return out
}
