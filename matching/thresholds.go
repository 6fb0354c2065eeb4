package matching

import "math"

// WithThresholds is the same model with other thresholds, in bits: what if records were joined, or shown to a steward, from
// another weight on. Where the policy stops joining clusters at its link threshold, it does so at the new one. Tables
// prepared for the one serve the other.
func (m *Model) WithThresholds(link, review float64) *Model {
	out := *m
	if stop := m.clustering.Stop; stop > 0 && math.Abs(stop-Probability(m.link)) < 1e-9 {
		out.clustering.Stop = min(Probability(link), math.Nextafter(1, 0))
	}
	out.link, out.review = link, review
	return &out
}

// Part is a table of some records of another, in the order of positions. The two share their values: neither may be added to.
func (t *Table) Part(positions []int) *Table {
	out := &Table{model: t.model, systems: t.systems, columns: t.columns}
	width := len(t.columns)
	for _, i := range positions {
		out.keys = append(out.keys, t.keys[i])
		if t.business != nil {
			out.business = append(out.business, t.business[i])
			continue
		}
		out.rows = append(out.rows, t.rows[i*width:(i+1)*width]...)
	}
	return out
}
