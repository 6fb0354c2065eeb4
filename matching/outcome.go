package matching

// Outcome is what one comparison of a policy finds of two records, before it is weighed.
type Outcome struct {
	// Missing is true where a side says nothing.
	Missing bool
	// Level is the level reached, by position; -1 of a graded comparison and where a side says nothing.
	Level int
	// Score is what the measure of a graded comparison found; of a pairing, the bits it lists.
	Score float64
	// Bits is what the comparison adds to the match weight.
	Bits float64
}

// Outcomes tells what each comparison of the policy, in its order, finds of two records; it uses the room in into.
func (m *Model) Outcomes(a, b *Prepared, into []Outcome) []Outcome {
	into = into[:0]
	for i := range m.comparisons {
		c := &m.comparisons[i]
		r := c.compare(a.values[c.feature], b.values[c.feature])
		o := Outcome{Missing: r.level == -1, Level: max(r.level, -1), Score: r.score, Bits: r.bits}
		if r.level == gradedLevel {
			o.Level = -1
		}
		into = append(into, o)
	}
	return into
}
