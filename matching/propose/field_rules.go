package propose

import (
	"fmt"
	"slices"

	"aurum/matching"
	"aurum/matching/training"
)

// What it takes to make a rule of an identifier. All else of a record is the judge; the identifier itself is not heard.
const (
	agreeingPairs  = 50    // pairs with equal values
	mostDisputed   = 0.005 // of these, pairs that all else holds for different
	surePairs      = 200   // pairs that all else is sure of, and that both have a value
	sureOf         = 0.99
	mostConflicted = 0.002 // of these, pairs whose values differ altogether
)

// identifierEvidence is what pairs tell of an identifier.
type identifierEvidence struct {
	agree, disputed float64 // pairs with equal values; those of them that the rest holds for different
	sure, conflict  float64 // pairs that the rest is sure of; those of them with different values
}

// addRules makes rules of identifiers that prove to be such: records are the same where it is equal, and not the same where
// it is not, whatever else they say.
func (d *draft) addRules(l *training.Learned) (notes []string) {
	for k, p := range d.of {
		if p.Kind != KindIdentifier || slices.ContainsFunc(l.Joints, func(j *training.Joint) bool { return slices.Contains(j.Members, k) }) {
			continue
		}
		name := d.spec.Comparisons[k].Attribute
		e := evidenceOf(l, k)
		if e.agree >= agreeingPairs && e.disputed <= mostDisputed*e.agree {
			d.spec.Rules = append(d.spec.Rules, matching.RuleSpec{Name: "same " + name, When: matching.ConditionSpec{Equal: name}, Then: "link"})
			notes = append(notes, fmt.Sprintf("equal %s links: of %.0f such pairs all else speaks against %.0f", name, e.agree, e.disputed))
		}
		if e.sure >= surePairs && e.conflict <= mostConflicted*e.sure {
			last := d.spec.Comparisons[k].Levels[len(d.spec.Comparisons[k].Levels)-1]
			d.spec.Rules = append(d.spec.Rules, matching.RuleSpec{
				Name: "another " + name, When: matching.ConditionSpec{Falls: map[string]string{name: last.Label()}}, Then: "forbid",
			})
			notes = append(notes, fmt.Sprintf("another %s keeps apart: of %.0f pairs that are the same by all else %.0f have two", name, e.sure, e.conflict))
		}
	}
	return notes
}

func evidenceOf(l *training.Learned, k int) (e identifierEvidence) {
	for i, row := range l.Patterns.Levels {
		level := row[k]
		if level == matching.Missing {
			continue
		}
		n := l.Patterns.Count[i]
		rest := matching.Probability(l.Prior() + l.Weight(row) - l.Weights[k][level])
		if level == 0 {
			e.agree += n
			if rest < 0.5 {
				e.disputed += n
			}
		}
		if rest >= sureOf {
			e.sure += n
			if int(level) == len(l.Weights[k])-1 {
				e.conflict += n
			}
		}
	}
	return e
}
