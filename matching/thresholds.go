package matching

// WithThresholds is the same model with other thresholds, in bits: what if records were joined, or shown to a steward, from
// another weight on. Tables prepared for the one serve the other.
func (m *Model) WithThresholds(link, review float64) *Model {
	out := *m
	out.link, out.review = link, review
	return &out
}
