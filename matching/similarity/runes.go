package similarity

import "unicode/utf8"

// shortText is the length in runes up to which the hot comparators work without allocating: one machine
// word holds one bit per rune, and the runes fit in an array on the stack.
const shortText = 64

// appendRunes appends the runes of s to buf, which normally is an array on the caller's stack.
func appendRunes(buf []rune, s string) []rune {
	for _, r := range s {
		buf = append(buf, r)
	}
	return buf
}

func runeCount(s string) int { return utf8.RuneCountInString(s) }

// ratio turns a distance between texts of na and nb runes into a similarity: 1 - d/max(na, nb).
func ratio(d, na, nb int) float64 {
	longest := max(na, nb)
	if longest == 0 {
		return 1
	}
	return 1 - float64(d)/float64(longest)
}

// trimCommon cuts the prefix and the suffix that a and b share; no edit distance depends on them.
func trimCommon(a, b []rune) ([]rune, []rune) {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return a, b
}
