package similarity

import "math/bits"

// The constants of W. Winkler's adjustment (Census Bureau, 1990 and 2006): agreement in up to four
// leading runes raises a Jaro score above the boost threshold by up to 4 times the scale.
const (
	winklerPrefix = 4
	winklerScale  = 0.1
	winklerBoost  = 0.7
)

// Jaro returns the Jaro similarity (M. Jaro, 1989): (m/|a| + m/|b| + (m-t)/m) / 3, where m counts equal
// runes no further apart than half the longer text less one, and t is half the number of them that are
// out of order. Two empty texts give 1, one empty text 0. It does not allocate up to 64 runes, and takes
// time in proportion to the length beyond.
func Jaro(a, b string) float64 {
	if j, _, ok := jaroASCII(a, b); ok {
		return j
	}
	var bufA, bufB [shortText]rune
	return jaro(appendRunes(bufA[:0], a), appendRunes(bufB[:0], b))
}

// JaroWinkler returns j + 0.1 l (1 - j) for a Jaro score j above 0.7, where l is the length of the common
// prefix, at most 4; a Jaro score of at most 0.7 stays as it is, as in Winkler's own code.
// It does not allocate up to 64 runes. JaroWinklerBound tells in advance what it can come to at most.
func JaroWinkler(a, b string) float64 {
	if a == b {
		return 1
	}
	if j, prefix, ok := jaroASCII(a, b); ok {
		return boosted(j, prefix)
	}
	var bufA, bufB [shortText]rune
	return jaroWinkler(appendRunes(bufA[:0], a), appendRunes(bufB[:0], b))
}

// boosted raises a Jaro score by the length of the common prefix.
func boosted(j float64, prefix int) float64 {
	if j <= winklerBoost {
		return j
	}
	return j + float64(min(prefix, winklerPrefix))*winklerScale*(1-j)
}

func jaroWinkler(a, b []rune) float64 {
	prefix := 0
	for prefix < min(len(a), len(b), winklerPrefix) && a[prefix] == b[prefix] {
		prefix++
	}
	return boosted(jaro(a, b), prefix)
}

// jaroOf is the formula for m matches, of which misplaced stand out of order.
func jaroOf(na, nb, m, misplaced int) float64 {
	matches := float64(m)
	return (matches/float64(na) + matches/float64(nb) + float64(m-misplaced/2)/matches) / 3
}

// jaroASCII is Jaro for two texts of 1 to 64 ASCII characters, with the length of their common prefix; ok is false for
// any others.
func jaroASCII(a, b string) (score float64, prefix int, ok bool) {
	if len(a) == 0 || len(b) == 0 || len(a) > shortText || len(b) > shortText || !allASCII(a) || !allASCII(b) {
		return 0, 0, false
	}
	score, prefix = jaroShort(a, b)
	return score, prefix, true
}

// jaroShort is jaroASCII for texts that are known to be such.
func jaroShort(a, b string) (score float64, prefix int) {
	if len(a) > len(b) {
		a, b = b, a
	}
	for prefix < len(a) && a[prefix] == b[prefix] {
		prefix++
	}
	var inA, inB uint64
	if len(b) <= laneText {
		inA, inB = matchByLanes(a, b, prefix)
	} else {
		inA, inB = matchByTable(a, b, prefix)
	}
	m, misplaced := prefix+bits.OnesCount64(inA), 0
	if m == 0 {
		return 0, 0
	}
	for ; inA != 0; inA, inB = inA&(inA-1), inB&(inB-1) {
		if a[bits.TrailingZeros64(inA)&63] != b[bits.TrailingZeros64(inB)&63] {
			misplaced++
		}
	}
	return jaroOf(len(a), len(b), m, misplaced), prefix
}

// matchByLanes pairs each character of a with the first free equal one of b, the longer text, inside the window, and
// returns the places paired in either as sets of bits. Characters of the common prefix pair with each other, since
// all places before are taken by then; they are not in the sets.
func matchByLanes(a, b string, prefix int) (inA, inB uint64) {
	first, second := loadLanes(b)
	half := max(len(b)/2-1, 0)
	taken := ^lowBits(len(b)) | lowBits(prefix)
	for i := prefix; i < len(a); i++ {
		found := (findInLane(first, a[i]) | findInLane(second, a[i])<<8) &^ taken & window(i, half)
		lowest := found & -found
		taken |= lowest
		inB |= lowest
		if found != 0 {
			inA |= 1 << i
		}
	}
	return inA, inB
}

// window has the bits from i-half to i+half.
func window(i, half int) uint64 {
	return lowBits(i+half+1) &^ lowBits(max(i-half, 0))
}

// matchByTable is matchByLanes for up to 64 characters.
func matchByTable(a, b string, prefix int) (inA, inB uint64) {
	var where asciiMasks
	where.load(b)
	half := max(len(b)/2-1, 0)
	taken := lowBits(prefix)
	for i := prefix; i < len(a); i++ {
		found := where[a[i]&127] &^ taken & window(i, half)
		lowest := found & -found
		taken |= lowest
		inB |= lowest
		if found != 0 {
			inA |= 1 << i
		}
	}
	return inA, inB
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
	m := 0
	if len(b) <= shortText {
		m = markMatches(a, b, matchedA, matchedB)
	} else {
		m = markLongMatches(a, b, matchedA, matchedB)
	}
	if m == 0 {
		return 0
	}
	return jaroOf(len(a), len(b), m, outOfOrder(a, b, matchedA, matchedB))
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

// markLongMatches does the same in time proportional to the length. The window only moves forward and the first free
// place is always taken, so what one rune has been offered once it need not look at again: a queue for each rune will do.
func markLongMatches(a, b []rune, matchedA, matchedB []bool) int {
	window := len(b)/2 - 1
	next, first := make([]int, len(b)), make(map[rune]int)
	for j := len(b) - 1; j >= 0; j-- {
		if later, ok := first[b[j]]; ok {
			next[j] = later
		} else {
			next[j] = len(b)
		}
		first[b[j]] = j
	}
	m := 0
	for i, r := range a {
		j, ok := first[r]
		if !ok {
			continue
		}
		for j < i-window {
			j = next[j]
		}
		if j <= min(len(b)-1, i+window) {
			matchedA[i], matchedB[j] = true, true
			j = next[j]
			m++
		}
		first[r] = j
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
