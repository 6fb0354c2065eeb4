package matching

import "math"

// Missing is the level of a comparison where a side says nothing.
const Missing = 255

// Comparisons are the names of the comparisons, in the order of the policy.
func (m *Model) Comparisons() []string {
	out := make([]string, len(m.comparisons))
	for i := range m.comparisons {
		out[i] = m.comparisons[i].name
	}
	return out
}

// Levels gives for each comparison the level two records come to, counted from 0, or Missing. A graded comparison has no
// levels and gives 0 where both sides say something. levels must be as long as there are comparisons.
func (m *Model) Levels(a, b *Prepared, levels []uint8) {
	for i := range m.comparisons {
		c := &m.comparisons[i]
		r := c.compare(a.values[c.feature], b.values[c.feature])
		switch {
		case r.a == nil:
			levels[i] = Missing
		case r.level == gradedLevel:
			levels[i] = 0
		default:
			levels[i] = uint8(r.level)
		}
	}
}

// Score gives what the measure of a graded comparison finds of two records; NaN where a side says nothing or the comparison
// is not graded.
func (m *Model) Score(a, b *Prepared, comparison int) float64 {
	c := &m.comparisons[comparison]
	if c.graded == nil {
		return math.NaN()
	}
	r := c.compare(a.values[c.feature], b.values[c.feature])
	if r.a == nil {
		return math.NaN()
	}
	return r.score
}

// Texts gives the keys, in comparable form, of what a record says for a comparison.
func (m *Model) Texts(p *Prepared, comparison int) []string {
	vs := p.values[m.comparisons[comparison].feature]
	out := make([]string, len(vs))
	for i := range vs {
		out[i] = vs[i].key
	}
	return out
}

// BestIsEqual tells whether the best level of a comparison means equal values and nothing else.
func (m *Model) BestIsEqual(comparison int) bool {
	c := &m.comparisons[comparison]
	if c.graded != nil || len(c.levels[0].when) != 1 || len(c.levels[0].when[0]) != 1 {
		return false
	}
	one := c.levels[0].when[0][0]
	return one.comparator == "exact" && one.part < 0 && !one.negated
}

// LevelCounts is how many levels each comparison has; 1 for a graded one.
func (m *Model) LevelCounts() []int {
	out := make([]int, len(m.comparisons))
	for i := range m.comparisons {
		out[i] = max(1, len(m.comparisons[i].levels))
	}
	return out
}
