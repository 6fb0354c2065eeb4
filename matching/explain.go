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
	Weight      float64 `json:"weight"` // in bits
	Probability float64 `json:"probability"`
	Decision    string  `json:"decision"`
	// Rule is the rule that links or forbids, if any.
	Rule string `json:"rule,omitempty"`
	// MatchKey is the evidence in short, such as +NAME+PHONE-DOB; see matchKey.
	MatchKey string `json:"matchKey"`
	Steps    []Step `json:"steps"`
	// Blocking are the blocking rules by which the two share a key, in the order of the policy.
	Blocking []string `json:"blocking"`
	// Nearest are the blocking rules that bring the two together if they are among each other's nearest neighbours, which no
	// pair by itself can tell. Without these and a shared key the two never meet.
	Nearest []string `json:"nearest,omitempty"`
	// WhyNot tells what is missing to a link; nil where the two meet and are linked.
	WhyNot *WhyNot `json:"whyNot,omitempty"`
}

// Kinds of steps.
const (
	StepPrior         = "PRIOR"
	StepComparison    = "COMPARISON"
	StepTermFrequency = "TERM_FREQUENCY"
	StepGroup         = "GROUP"
)

// Step is one contribution: the prior, a comparison, what a common value takes off it, or what the bound of a group takes
// off. A and B are the values compared.
type Step struct {
	Kind string `json:"kind"`
	// Comparison is the comparison or group; "prior" for the prior.
	Comparison string  `json:"comparison"`
	Level      string  `json:"level"`
	Weight     float64 `json:"weight"`
	A          string  `json:"a,omitempty"`
	B          string  `json:"b,omitempty"`
}

const (
	// levelMissing is the level where a side says nothing.
	levelMissing = "missing"
	// levelCommon is the level of what the frequency of a value takes off.
	levelCommon = "common value"
)

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
	x := Explanation{Weight: v.Weight, Probability: Probability(v.Weight), Rule: v.Rule, Decision: m.decision(v), Blocking: m.shared(a, b), Nearest: m.near(a, b)}
	if v.Forbid != "" {
		x.Rule = v.Forbid
	}
	var costs []Cost
	if m.key != nil {
		x.Steps, costs = m.explainKey(a, b)
	} else {
		x.Steps, costs = m.waterfall(a, b)
	}
	x.MatchKey = m.matchKey(v, x.Steps)
	unmet := len(x.Blocking) == 0 && len(x.Nearest) == 0
	if x.Decision != DecisionLink || unmet {
		x.WhyNot = m.whyNot(v, costs)
	}
	if unmet {
		x.WhyNot.Unmet = unmetNoKey
	}
	return x
}

// waterfall lists the prior, each comparison with what term frequency changed, and what groups take off; beside it what
// each comparison fell short of its best.
func (m *Model) waterfall(a, b *Prepared) ([]Step, []Cost) {
	steps := []Step{{Kind: StepPrior, Comparison: "prior", Level: "any two records", Weight: m.prior}}
	found := make([]reached, 0, len(m.comparisons))
	k := look{m: m, a: a, b: b}
	k.weigh(func(name, level string, r reached) {
		i := len(found)
		if i == len(m.comparisons) {
			steps = append(steps, Step{Kind: StepGroup, Comparison: name, Level: level, Weight: r.bits})
			return
		}
		found = append(found, r)
		s := Step{Kind: StepComparison, Comparison: name, Level: level, Weight: r.bits}
		if r.a != nil {
			s.A, s.B = r.a.text, r.b.text
		}
		common := 0.0
		if r.level >= 0 {
			s.Weight = m.comparisons[i].levels[r.level].weight
			common = r.bits - s.Weight
		}
		steps = append(steps, s)
		if common != 0 {
			steps = append(steps, Step{Kind: StepTermFrequency, Comparison: name, Level: levelCommon, Weight: common, A: s.A, B: s.B})
		}
	})
	return steps, m.costs(found)
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
func (m *Model) explainKey(a, b *Prepared) (steps []Step, costs []Cost) {
	for i := range m.key.fields {
		s := Step{Kind: StepComparison, Comparison: m.key.fields[i].path, Level: levelMissing}
		if a.key != nil && b.key != nil {
			s.A, s.B, s.Level = a.key[i], b.key[i], "different"
			if s.A == s.B {
				s.Level = "equal"
			}
		}
		if s.Level != "equal" {
			costs = append(costs, Cost{Comparison: s.Comparison, Level: s.Level, Best: "equal"})
		}
		steps = append(steps, s)
	}
	return steps, costs
}
