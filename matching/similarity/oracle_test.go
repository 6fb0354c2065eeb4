package similarity

import "slices"

// The textbook recurrences, which the bit-parallel code is tested against.

func editsByRows(a, b []rune, transpose bool) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := last[j]
			if a[i] != b[j] {
				cost = 1 + min(last[j], last[j+1], row[j])
			}
			if transpose && i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				cost = min(cost, before[j-1]+1)
			}
			row[j+1] = cost
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// jaroByMarks is Jaro's definition, rune by rune, whatever the length.
func jaroByMarks(a, b []rune) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return ratio(len(b), 0, len(b))
	}
	matchedA, matchedB := make([]bool, len(a)), make([]bool, len(b))
	m := markMatches(a, b, matchedA, matchedB)
	if m == 0 {
		return 0
	}
	return jaroOf(len(a), len(b), m, outOfOrder(a, b, matchedA, matchedB))
}

// tokenSetByTexts is TokenSet as it is defined, by the three texts.
func tokenSetByTexts(a, b []string) float64 {
	common, onlyA, onlyB := splitTokens(sortedSet(a), sortedSet(b))
	if len(common) == 0 {
		return LevenshteinRatio(join(onlyA), join(onlyB))
	}
	base := join(common)
	withA, withB := join(slices.Concat(common, onlyA)), join(slices.Concat(common, onlyB))
	return max(LevenshteinRatio(base, withA), LevenshteinRatio(base, withB), LevenshteinRatio(withA, withB))
}
