package similarity

// SetOverlap compares two multi-valued attributes as sets: common is the number of values in both,
// smaller the size of the smaller set, union the number of distinct values on either side.
type SetOverlap struct {
	Common, Smaller, Union int
}

// CompareSets counts what two lists of values have in common; repeated values count once.
func CompareSets(a, b []string) SetOverlap {
	common, onlyA, onlyB := splitTokens(sortedSet(a), sortedSet(b))
	return SetOverlap{
		Common:  len(common),
		Smaller: len(common) + min(len(onlyA), len(onlyB)),
		Union:   len(common) + len(onlyA) + len(onlyB),
	}
}

// Jaccard is common / union; 1 when both sets are empty.
func (o SetOverlap) Jaccard() float64 { return quotient(float64(o.Common), float64(o.Union)) }

// Coefficient is the overlap coefficient, common / smaller (Szymkiewicz-Simpson): 1 when one set contains
// the other. It is 1 when both sets are empty and 0 when only one is.
func (o SetOverlap) Coefficient() float64 {
	if o.Smaller == 0 && o.Union > 0 {
		return 0
	}
	return quotient(float64(o.Common), float64(o.Smaller))
}

// WeightedSetJaccard is Jaccard with each value counted by its weight, so that a rare value in common
// (one co-inventor) tells more than a common one.
func WeightedSetJaccard(a, b []string, w Weights) float64 {
	common, onlyA, onlyB := splitTokens(sortedSet(a), sortedSet(b))
	shared := totalWeight(common, w)
	return quotient(shared, shared+totalWeight(onlyA, w)+totalWeight(onlyB, w))
}

// BestPair returns the highest score between any value of a and any value of b, 0 when either is empty.
// It is the usual way to compare alternative names, phones or addresses of two records.
func BestPair[T any](a, b []T, score func(x, y T) float64) float64 {
	best := 0.0
	for _, x := range a {
		for _, y := range b {
			best = max(best, score(x, y))
		}
	}
	return best
}

func totalWeight(tokens []string, w Weights) float64 {
	sum := 0.0
	for _, t := range tokens {
		sum += w.IDF(t)
	}
	return sum
}
