package similarity

import (
	"cmp"
	"slices"
)

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

// WeightedSet is a set of values each with the evidence that sharing it gives, sorted: the values of a multi-valued
// attribute or the words of a text. Prepare it once and compare it many times; comparing does not allocate. The zero
// value is the empty set.
type WeightedSet struct {
	values          []string
	weights         []float64
	total, heaviest float64
}

// NewWeightedSet weighs the distinct values by w; nil weighs all alike.
func NewWeightedSet(values []string, w Weights) WeightedSet {
	if w == nil {
		w = Uniform{}
	}
	s := WeightedSet{values: sortedSet(values)}
	for _, v := range s.values {
		weight := w.IDF(v)
		s.weights = append(s.weights, weight)
		s.total += weight
		s.heaviest = max(s.heaviest, weight)
	}
	return s
}

// Empty reports whether the set has no values.
func (s WeightedSet) Empty() bool { return len(s.values) == 0 }

// Jaccard is the weight of the values in common over the weight of all values of either side, so that a rare value in
// common (one co-inventor) tells more than a common one. Two empty sets give 1.
func (s WeightedSet) Jaccard(o WeightedSet) float64 {
	common, _ := s.common(o)
	return snapToOne(quotient(common, s.total+o.total-common))
}

// Overlap is the weight of the values in common over that of the lighter set: 1 when one set contains the other. Two
// empty sets give 1, one empty set 0.
func (s WeightedSet) Overlap(o WeightedSet) float64 {
	common, _ := s.common(o)
	lighter := min(s.total, o.total)
	if lighter == 0 && max(s.total, o.total) > 0 {
		return 0
	}
	return snapToOne(quotient(common, lighter))
}

// Rarest is the weight of the heaviest value in common over that of the heaviest value of either side: near 1 when the
// sets agree on what is telling, 0 when they share nothing. Two empty sets give 1.
func (s WeightedSet) Rarest(o WeightedSet) float64 {
	_, rarest := s.common(o)
	return min(1, quotient(rarest, max(s.heaviest, o.heaviest)))
}

// Union is the set of the values of either side.
func (s WeightedSet) Union(o WeightedSet) WeightedSet {
	out := WeightedSet{}
	add := func(from WeightedSet, i int) {
		out.values, out.weights = append(out.values, from.values[i]), append(out.weights, from.weights[i])
		out.total, out.heaviest = out.total+from.weights[i], max(out.heaviest, from.weights[i])
	}
	for i, j := 0, 0; i < len(s.values) || j < len(o.values); {
		switch {
		case j == len(o.values) || i < len(s.values) && s.values[i] < o.values[j]:
			add(s, i)
			i++
		case i == len(s.values) || s.values[i] > o.values[j]:
			add(o, j)
			j++
		default:
			add(s, i)
			i, j = i+1, j+1
		}
	}
	return out
}

// common sums the weights of the values in common and finds the heaviest. Where the two sides weigh a value
// differently the lower weight counts.
func (s WeightedSet) common(o WeightedSet) (sum, heaviest float64) {
	for i, j := 0, 0; i < len(s.values) && j < len(o.values); {
		switch c := cmp.Compare(s.values[i], o.values[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			weight := min(s.weights[i], o.weights[j])
			sum, heaviest = sum+weight, max(heaviest, weight)
			i++
			j++
		}
	}
	return sum, heaviest
}

// OneWordApart tells whether two lists of words differ in exactly one word on each side, which are no spellings of each
// other, and share at least one: "Boots left, size 9" and "Boots right, size 9". Among the records of a source without
// duplicates such pairs are variants (negative rules of P. Li et al., "Auto-FuzzyJoin", 2021). Both lists are sorted.
func OneWordApart(a, b []string) bool {
	if len(a) != len(b) || len(a) < 2 {
		return false
	}
	onlyA, onlyB := "", ""
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			if onlyA != "" {
				return false
			}
			onlyA = a[i]
			i++
		case i == len(a) || a[i] > b[j]:
			if onlyB != "" {
				return false
			}
			onlyB = b[j]
			j++
		default:
			i++
			j++
		}
	}
	return onlyA != "" && softToken(onlyA, onlyB) == 0
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

// SortedWords are the words of a folded text in order of the alphabet.
func SortedWords(folded string) []string {
	words := Tokens(folded)
	slices.Sort(words)
	return words
}
