package similarity

import "math/bits"

// JaroWinklerASCII is JaroWinkler for two texts of ASCII of at most 64 bytes each, in half the time: the marks of the letters
// matched are the bits of a word, and bytes are not taken for runes.
func JaroWinklerASCII(a, b string) float64 {
	if a == b {
		return 1
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return 0
	}
	m, t := matchASCII(a, b)
	if m == 0 {
		return 0
	}
	matches := float64(m)
	j := (matches/float64(len(a)) + matches/float64(len(b)) + float64(m-t)/matches) / 3
	if j <= winklerBoost {
		return j
	}
	prefix := 0
	for prefix < min(len(a), winklerPrefix) && a[prefix] == b[prefix] {
		prefix++
	}
	return j + float64(prefix)*winklerScale*(1-j)
}

// matchASCII counts the letters matched within the window and the transpositions among them. a is the shorter text.
func matchASCII(a, b string) (matched, transposed int) {
	window := max(len(b)/2-1, 0)
	var inA, inB uint64
	for i := 0; i < len(a); i++ {
		c := a[i]
		for j, end := max(0, i-window), min(len(b), i+window+1); j < end; j++ {
			if b[j] == c && inB>>j&1 == 0 {
				inA, inB = inA|1<<i, inB|1<<j
				break
			}
		}
	}
	matched = bits.OnesCount64(inA)
	for inA != 0 {
		if a[bits.TrailingZeros64(inA)] != b[bits.TrailingZeros64(inB)] {
			transposed++
		}
		inA, inB = inA&(inA-1), inB&(inB-1)
	}
	return matched, transposed / 2
}

// LevenshteinWithinASCII tells whether two texts of ASCII are at most limit edits apart, for a limit of 0 to 2. It looks for
// the first difference, tries each edit that could explain it, and goes on behind.
func LevenshteinWithinASCII(a, b string, limit int) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > limit {
		return false
	}
	for len(a) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	switch {
	case len(a) == 0:
		return len(b) <= limit
	case limit == 0:
		return false
	case limit == 1:
		return len(b) == 1 // both have a first and a last letter that differ: one substitution or more than one edit
	}
	return LevenshteinWithinASCII(a[1:], b[1:], limit-1) || LevenshteinWithinASCII(a, b[1:], limit-1) ||
		LevenshteinWithinASCII(a[1:], b, limit-1)
}
