package matching

import "fmt"

// Decisions on a pair.
const (
	DecisionLink      = "LINK"
	DecisionReview    = "REVIEW"
	DecisionNone      = "NONE"
	DecisionForbidden = "FORBIDDEN"
)

// Explanation is a comparison level by level: the steps' weights add up to Weight unless Rule decides.
type Explanation struct {
	Weight      float64 // in bits
	Probability float64
	Decision    string
	Rule        string // the rule that links or forbids, if any
	Steps       []Step
}

// Step is one contribution: the prior, a comparison, or what the bound of a group takes off. A and B are the values
// compared.
type Step struct {
	Comparison, Level string
	Weight            float64
	A, B              string
}

// levelMissing is the level where a side says nothing.
const levelMissing = "missing"

func (c *comparison) levelName(r reached) string {
	switch {
	case r.level == gradedLevel:
		return fmt.Sprintf("%s %.3f", c.graded.name, r.score)
	case r.level < 0:
		return levelMissing
	}
	return c.levels[r.level].name
}

// Explain weighs two records as Compare does and tells why.
func (m *Model) Explain(a, b *Prepared) Explanation {
	v := m.Compare(a, b)
	x := Explanation{Weight: v.Weight, Probability: Probability(v.Weight), Rule: v.Rule, Decision: m.decision(v)}
	if v.Forbid != "" {
		x.Rule = v.Forbid
	}
	if m.key != nil {
		x.Steps = m.explainKey(a, b)
		return x
	}
	x.Steps = append(x.Steps, Step{Comparison: "prior", Level: "any two records", Weight: m.prior})
	m.weigh(a, b, func(name, level string, r reached) {
		s := Step{Comparison: name, Level: level, Weight: r.bits}
		if r.a != nil {
			s.A, s.B = r.a.text, r.b.text
		}
		x.Steps = append(x.Steps, s)
	})
	return x
}

func (m *Model) decision(v Verdict) string {
	switch {
	case v.Forbid != "":
		return DecisionForbidden
	case v.Weight >= m.link:
		return DecisionLink
	case v.Weight >= m.review:
		return DecisionReview
	}
	return DecisionNone
}

// explainKey shows the parts of two business keys; the rule alone decides, so no part has a weight.
func (m *Model) explainKey(a, b *Prepared) []Step {
	var out []Step
	for i := range m.key.fields {
		s := Step{Comparison: m.key.fields[i].path, Level: levelMissing}
		if a.key != nil && b.key != nil {
			s.A, s.B, s.Level = a.key[i], b.key[i], "different"
			if s.A == s.B {
				s.Level = "equal"
			}
		}
		out = append(out, s)
	}
	return out
}
