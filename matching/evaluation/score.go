package evaluation

// Score is precision, recall and their harmonic mean, each from 0 to 1.
type Score struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// newScore makes a score of precision and recall: F1 = 2PR / (P + R), 0 where both are 0.
func newScore(precision, recall float64) Score {
	s := Score{Precision: precision, Recall: recall}
	if precision+recall > 0 {
		s.F1 = 2 * precision * recall / (precision + recall)
	}
	return s
}

// Counts are decisions on pairs, or on clusters, counted.
type Counts struct {
	// Right are those both predicted and true, Predicted all that were predicted, True all that are true.
	Right     int64 `json:"right"`
	Predicted int64 `json:"predicted"`
	True      int64 `json:"true"`
}

// Score is precision Right/Predicted and recall Right/True.
func (c Counts) Score() Score { return newScore(share(c.Right, c.Predicted), share(c.Right, c.True)) }

// share is part/whole; of nothing it is 1.
func share(part, whole int64) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// pairs is how many pairs n records make.
func pairs(n int64) int64 { return n * (n - 1) / 2 }

// Pairwise counts the pairs of records that are together. It takes the sums of n(n-1)/2 over predicted clusters, true
// clusters and their intersections (Hubert & Arabie 1985), so that no pair is visited.
func Pairwise(predicted, truth Labels) Counts {
	var c Counts
	for _, n := range predicted.sizes() {
		c.Predicted += pairs(n)
	}
	for _, n := range truth.sizes() {
		c.True += pairs(n)
	}
	for _, cell := range contingency(predicted, truth) {
		c.Right += pairs(cell.n)
	}
	return c
}

// Exact counts the clusters, those of one record included: a predicted one is right where a true one has just its members.
func Exact(predicted, truth Labels) Counts {
	p, t := predicted.sizes(), truth.sizes()
	c := Counts{Predicted: int64(len(p)), True: int64(len(t))}
	for _, cell := range contingency(predicted, truth) {
		if cell.n == p[cell.predicted] && cell.n == t[cell.truth] {
			c.Right++
		}
	}
	return c
}

// BCubed is B-cubed precision and recall (Bagga & Baldwin 1998, "Algorithms for scoring coreference chains"), each record
// weighing the same: the mean share of a record's predicted cluster that truly belongs with it, and of its true cluster
// that was put with it. A record belongs with itself. It does not let one giant cluster outvote all others as pairs do.
func BCubed(predicted, truth Labels) Score {
	if len(predicted) == 0 {
		return newScore(1, 1)
	}
	p, t := predicted.sizes(), truth.sizes()
	var precision, recall float64
	for _, c := range contingency(predicted, truth) {
		n := float64(c.n)
		precision += n * n / float64(p[c.predicted])
		recall += n * n / float64(t[c.truth])
	}
	n := float64(len(predicted))
	return newScore(precision/n, recall/n)
}
