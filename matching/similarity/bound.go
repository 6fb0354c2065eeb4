package similarity

import "math/bits"

// Letters sums up which characters a text holds, and which letters it holds twice, in one word, so that a batch can tell
// without reading two texts again how alike they can be at most. The zero value is that of the empty text.
//
// From the lowest bit on: a to z, a to z once more, the ten digits, the space, and all other characters as one. Capitals
// count as their small letters.
type Letters uint64

const (
	latinLetters = 26
	digitBits    = 2 * latinLetters
	spaceBit     = digitBits + 10
	otherBit     = spaceBit + 1
)

// LettersOf returns the letters of a text.
func LettersOf(s string) Letters {
	var out Letters
	for _, r := range s {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		switch {
		case r >= 'a' && r <= 'z':
			once := Letters(1) << (r - 'a')
			out |= once | (out&once)<<latinLetters
		case r >= '0' && r <= '9':
			out |= 1 << (digitBits + r - '0')
		case r == ' ':
			out |= 1 << spaceBit
		default:
			out |= 1 << otherBit
		}
	}
	return out
}

// Common bounds from above how many runes two texts of na and nb runes can have in common, repeats counted: each has at
// least so many runes that the other lacks as there are bits in the one and not in the other.
func (a Letters) Common(b Letters, na, nb int) int {
	return max(0, min(na-bits.OnesCount64(uint64(a&^b)), nb-bits.OnesCount64(uint64(b&^a))))
}

// Edits bounds from below the Levenshtein, OSA and Damerau-Levenshtein distance of two texts of na and nb runes: an edit
// takes at most one rune away that the other lacks and brings at most one that it has, and an exchange does neither.
func (a Letters) Edits(b Letters, na, nb int) int {
	return max(bits.OnesCount64(uint64(a&^b)), bits.OnesCount64(uint64(b&^a)), na-nb, nb-na)
}

// JaroBound is the most that Jaro can come to for texts of na and nb runes of which at most common are equal: the
// formula for that many matches in order.
func JaroBound(na, nb, common int) float64 {
	common = min(common, na, nb)
	switch {
	case na == 0 && nb == 0:
		return 1
	case common <= 0:
		return 0
	}
	return jaroOf(na, nb, common, 0)
}

// JaroWinklerBound is the most that JaroWinkler can come to, as JaroBound, for texts that begin alike as far as they can.
// Where the common prefix is known, JaroWinklerBoundPrefix is sharper.
func JaroWinklerBound(na, nb, common int) float64 {
	return JaroWinklerBoundPrefix(na, nb, common, winklerPrefix)
}

// JaroWinklerBoundPrefix is JaroWinklerBound for texts whose common prefix is at most prefix runes long.
func JaroWinklerBoundPrefix(na, nb, common, prefix int) float64 {
	const rounding = 1e-12 // the boost is not monotone to the last digit
	common = min(common, na, nb)
	return min(1, boosted(JaroBound(na, nb, common), max(0, min(prefix, common)))+rounding)
}

// JaroWinklerAtLeast is JaroWinkler that first looks whether the letters of two short ASCII texts let it come to least at
// all; ok is false where it stays below, and then the score is not meaningful.
func JaroWinklerAtLeast(a, b string, least float64) (score float64, ok bool) {
	if a == b {
		return 1, least <= 1
	}
	if asciiReach(a, b) < least {
		return 0, false
	}
	score = JaroWinkler(a, b)
	return score, score >= least
}

// asciiReach is JaroWinklerBoundPrefix for two texts of up to 64 ASCII characters; 1 for others.
func asciiReach(a, b string) float64 {
	if len(a) > shortText || len(b) > shortText {
		return 1
	}
	var inA, inB uint64 // a character's lowest six bits name its class: letters have one each
	var all byte
	for i := 0; i < len(a); i++ {
		inA |= 1 << (a[i] & 63)
		all |= a[i]
	}
	for i := 0; i < len(b); i++ {
		inB |= 1 << (b[i] & 63)
		all |= b[i]
	}
	if all >= 0x80 {
		return 1
	}
	prefix := 0
	for prefix < min(len(a), len(b), winklerPrefix) && a[prefix] == b[prefix] {
		prefix++
	}
	common := min(len(a)-bits.OnesCount64(inA&^inB), len(b)-bits.OnesCount64(inB&^inA))
	return JaroWinklerBoundPrefix(len(a), len(b), common, prefix)
}
