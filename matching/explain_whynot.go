package matching

import (
	"cmp"
	"fmt"
	"slices"

	"aurum/domain"
)

// WhyNot tells what two records are short of to be linked.
type WhyNot struct {
	// ToReview and ToLink are the bits missing to the two thresholds; 0 where reached.
	ToReview float64 `json:"toReview"`
	ToLink   float64 `json:"toLink"`
	// Forbid is the rule that stands between the two, whatever their weight.
	Forbid string `json:"forbid,omitempty"`
	// Unmet says why the two are never compared; empty where they are.
	Unmet string `json:"unmet,omitempty"`
	// Costs are the comparisons that fell short of their best, the most costly first.
	Costs []Cost `json:"costs"`
}

// Cost is what a comparison fell short of.
type Cost struct {
	Comparison string `json:"comparison"`
	// Level and Weight are what it came to, Best and BestWeight the most it could have come to.
	Level      string  `json:"level"`
	Weight     float64 `json:"weight"`
	Best       string  `json:"best"`
	BestWeight float64 `json:"bestWeight"`
	// Lost is what the best would have added to the weight of the pair, the bounds of groups considered.
	Lost float64 `json:"lost"`
}

// Reasons of records that are never compared.
const (
	unmetNoKey  = "the two share no blocking key"
	unmetSource = "records of one source are not compared"
)

// ExplainRecords explains two records as Explain does, and looks at where they come from: a source may be known to have no
// duplicates of its own.
func (m *Model) ExplainRecords(keyA, keyB domain.SourceKey, a, b *Prepared) Explanation {
	x := m.Explain(a, b)
	if m.Meets(keyA, keyB) {
		return x
	}
	if x.WhyNot == nil {
		x.WhyNot = m.whyNot(Verdict{Weight: x.Weight}, nil)
	}
	x.Blocking, x.Nearest, x.WhyNot.Unmet = []string{}, nil, unmetSource
	if rule, apart := m.Apart(keyA, keyB); apart {
		x.Rule, x.Decision, x.WhyNot.Forbid = rule, DecisionForbidden, rule
		x.MatchKey = forbidMark + rule + " " + x.MatchKey
	}
	return x
}

// whyNot is what a verdict is short of. Costs may be nil.
func (m *Model) whyNot(v Verdict, costs []Cost) *WhyNot {
	if costs == nil {
		costs = []Cost{}
	}
	return &WhyNot{ToReview: max(0, m.review-v.Weight), ToLink: max(0, m.link-v.Weight), Forbid: v.Forbid, Costs: costs}
}

// shared are the blocking rules by which two records have a key in common.
func (m *Model) shared(a, b *Prepared) []string {
	if m.key != nil {
		if a.key != nil && slices.Equal(a.key, b.key) {
			return []string{businessKeyRule}
		}
		return []string{}
	}
	out := []string{}
	for i := range m.blocking {
		r := &m.blocking[i]
		h := m.keyHash(r)
		if slices.ContainsFunc(r.texts(a), func(text string) bool {
			_, found := slices.BinarySearch(b.Keys(), h.text(text).sum())
			return found
		}) {
			out = append(out, r.name)
		}
	}
	return out
}

// near are the rules of nearest neighbours that may bring two records together: both have a text to be near by.
func (m *Model) near(a, b *Prepared) []string {
	var out []string
	for i := range m.nearest {
		if n := &m.nearest[i]; len(a.values[n.feature]) > 0 && len(b.values[n.feature]) > 0 {
			out = append(out, n.name)
		}
	}
	return out
}

// costs lists what comparisons fell short of their best, given what each came to.
func (m *Model) costs(found []reached) []Cost {
	var inGroup [maxGroups]float64
	for i, r := range found {
		if g := m.comparisons[i].group; g >= 0 {
			inGroup[g] += r.bits
		}
	}
	out := []Cost{}
	for i, r := range found {
		c := &m.comparisons[i]
		name, best := c.best()
		lost := best - r.bits
		if c.group >= 0 {
			lost = m.groups[c.group].bound(inGroup[c.group]+lost) - m.groups[c.group].bound(inGroup[c.group])
		}
		if lost > 0 {
			out = append(out, Cost{Comparison: c.name, Level: c.levelName(r), Weight: r.bits, Best: name, BestWeight: best, Lost: lost})
		}
	}
	slices.SortStableFunc(out, func(x, y Cost) int { return cmp.Compare(y.Lost, x.Lost) })
	return out
}

func (g *group) bound(bits float64) float64 { return min(max(bits, g.floor), g.cap) }

// best is the level with the most weight, or the most that a score can give.
func (c *comparison) best() (name string, weight float64) {
	if c.graded != nil {
		return c.graded.best()
	}
	top := 0
	for i := range c.levels {
		if c.levels[i].weight > c.levels[top].weight {
			top = i
		}
	}
	return c.levels[top].name, c.levels[top].weight
}

func (g *graded) best() (name string, weight float64) {
	if g.measure == nil {
		weight = g.otherwise
		for _, bits := range g.pairs {
			weight = max(weight, bits)
		}
		return g.name, weight
	}
	top := g.curve[0]
	for _, p := range g.curve {
		if p.bits > top.bits {
			top = p
		}
	}
	return fmt.Sprintf("%s %.3f", g.name, top.score), top.bits
}
