package similarity

// The constants of W. Winkler's adjustment (Census Bureau, 1990 and 2006): agreement in up to four
// leading runes raises a Jaro score above the boost threshold by up to 4 times the scale.
const (
	winklerPrefix = 4
	winklerScale  = 0.1
	winklerBoost  = 0.7
)

// Jaro returns the Jaro similarity (M. Jaro, 1989): (m/|a| + m/|b| + (m-t)/m) / 3, where m counts equal
// runes no further apart than half the longer text less one, and t is half the number of them that are
// out of order. Two empty texts give 1, one empty text 0. It does not allocate up to 64 runes.
func Jaro(a, b string) float64 {
	var bufA, bufB [shortText]rune
	return jaro(appendRunes(bufA[:0], a), appendRunes(bufB[:0], b))
}

// JaroWinkler returns j + 0.1 l (1 - j) for a Jaro score j above 0.7, where l is the length of the common
// prefix, at most 4; a Jaro score of at most 0.7 stays as it is, as in Winkler's own code.
// It does not allocate up to 64 runes.
func JaroWinkler(a, b string) float64 {
	if a == b {
		return 1
	}
	var bufA, bufB [shortText]rune
	return jaroWinkler(appendRunes(bufA[:0], a), appendRunes(bufB[:0], b))
}

func jaroWinkler(a, b []rune) float64 {
	j := jaro(a, b)
	if j <= winklerBoost {
		return j
	}
	prefix := 0
	for prefix < min(len(a), len(b), winklerPrefix) && a[prefix] == b[prefix] {
		prefix++
	}
	return j + float64(prefix)*winklerScale*(1-j)
}

func jaro(a, b []rune) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return ratio(len(b), 0, len(b))
	}
	var bufA, bufB [shortText]bool
	matchedA, matchedB := marks(bufA[:], len(a)), marks(bufB[:], len(b))
	m := markMatches(a, b, matchedA, matchedB)
	if m == 0 {
		return 0
	}
	t := outOfOrder(a, b, matchedA, matchedB) / 2
	matches := float64(m)
	return (matches/float64(len(a)) + matches/float64(len(b)) + float64(m-t)/matches) / 3
}

func marks(buf []bool, n int) []bool {
	if n <= len(buf) {
		return buf[:n]
	}
	return make([]bool, n)
}

// markMatches pairs each rune of a with the first free equal rune of b inside the window.
func markMatches(a, b []rune, matchedA, matchedB []bool) int {
	window := max(len(b)/2-1, 0)
	m := 0
	for i, r := range a {
		for j := max(0, i-window); j < min(len(b), i+window+1); j++ {
			if b[j] == r && !matchedB[j] {
				matchedA[i], matchedB[j] = true, true
				m++
				break
			}
		}
	}
	return m
}

// outOfOrder counts the matched runes that differ when both sides are read in order.
func outOfOrder(a, b []rune, matchedA, matchedB []bool) int {
	n, j := 0, 0
	for i := range a {
		if !matchedA[i] {
			continue
		}
		for !matchedB[j] {
			j++
		}
		if a[i] != b[j] {
			n++
		}
		j++
	}
	return n
}
