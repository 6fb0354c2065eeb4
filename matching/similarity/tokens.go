package similarity

import (
	"slices"
	"strings"
)

// softThreshold is the Jaro-Winkler score from which two tokens count as spellings of one word.
const softThreshold = 0.9

// maxSoftPairs is how many pairs of words are tried for likeness; beyond it only equal words count, so that a page of
// text costs no more than its length.
const maxSoftPairs = 1 << 14

// maxNameWords is how many words of a name are compared one by one. No name has as many; a text that is no name stays
// cheap.
const maxNameWords = 48

// TokenSet compares two texts as sets of words: with I the common words and A, B the sorted words of
// either side, it is the best Levenshtein ratio among (I, A), (I, B) and (A, B), each written with I
// first. A text whose words are all contained in the other scores 1, so pair it with a stricter
// comparator. Formula after SeatGeek's fuzzywuzzy (2011).
func TokenSet(a, b []string) float64 {
	var bufA, bufB wordBuffer
	return TokenSetSorted(sortInto(bufA[:0], a), sortInto(bufB[:0], b))
}

// TokenSetSorted is TokenSet for words in order of the alphabet. It does not allocate for up to 16 words and 64 runes
// that are not common.
func TokenSetSorted(a, b []string) float64 {
	var bufA, bufB wordBuffer
	onlyA, onlyB := bufA[:0], bufB[:0]
	base := -1 // runes of the common words, a space between them
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			onlyA = append(onlyA, a[i])
			i = behind(a, i)
		case i == len(a) || a[i] > b[j]:
			onlyB = append(onlyB, b[j])
			j = behind(b, j)
		default:
			base += 1 + runeCount(a[i])
			i, j = behind(a, i), behind(b, j)
		}
	}
	if base >= 0 && (len(onlyA) == 0 || len(onlyB) == 0) {
		return 1
	}
	var runesA, runesB [shortText]rune
	x, y := appendWords(runesA[:0], onlyA), appendWords(runesB[:0], onlyB)
	whole := max(len(x), len(y))
	if base < 0 {
		d, _ := editsOfRunes(x, y, whole, false)
		return ratio(d, len(x), len(y))
	}
	// The common words stand in front on both sides: what is left of each differs from the other and from nothing.
	shorter := base + 1 + min(len(x), len(y))
	d, _ := editsOfRunes(x, y, whole, false)
	return max(ratio(shorter-base, base, shorter), ratio(d, base+1+len(x), base+1+len(y)))
}

// wordBuffer holds the words of an ordinary text on the stack.
type wordBuffer [16]string

func sortInto(buf, words []string) []string {
	buf = append(buf, words...)
	slices.Sort(buf)
	return buf
}

// behind is the place after a word and its repeats.
func behind(sorted []string, i int) int {
	word := sorted[i]
	for i < len(sorted) && sorted[i] == word {
		i++
	}
	return i
}

// appendWords appends the runes of words with a space between them.
func appendWords(buf []rune, words []string) []rune {
	for i, w := range words {
		if i > 0 {
			buf = append(buf, ' ')
		}
		buf = appendRunes(buf, w)
	}
	return buf
}

// TokenSort compares two texts free of word order: the Levenshtein ratio of their words sorted and joined.
func TokenSort(a, b []string) float64 {
	return LevenshteinRatio(join(slices.Sorted(slices.Values(a))), join(slices.Sorted(slices.Values(b))))
}

// TokenJaccard returns the words in common over all distinct words of either side (P. Jaccard, 1901).
func TokenJaccard(a, b []string) float64 {
	var bufA, bufB wordBuffer
	return TokenJaccardSorted(sortInto(bufA[:0], a), sortInto(bufB[:0], b))
}

// TokenJaccardSorted is TokenJaccard for words in order of the alphabet. It does not allocate.
func TokenJaccardSorted(a, b []string) float64 {
	common, all := 0, 0
	for i, j := 0, 0; i < len(a) || j < len(b); all++ {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			i = behind(a, i)
		case i == len(a) || a[i] > b[j]:
			j = behind(b, j)
		default:
			common++
			i, j = behind(a, i), behind(b, j)
		}
	}
	return quotient(float64(common), float64(all))
}

// SoftTokens is TokenJaccard that forgives spelling: words are paired one to one, best first, when their
// Jaro-Winkler score is at least 0.9 (words holding a digit only when equal), and the sum of the pairs'
// scores is divided by the pairs plus the words left over. Repeated words count as often as they occur.
// Texts of more than 16,384 pairs of words (128 by 128) are compared by equal words alone.
func SoftTokens(a, b []string) float64 {
	if len(a)*len(b) > maxSoftPairs {
		common := commonSorted(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
		return quotient(float64(common), float64(len(a)+len(b)-common))
	}
	var buf alignBuffer
	pairs := align(buf[:0], len(a), len(b), func(i, j int) (float64, float64) {
		return softToken(a[i], b[j]), 1
	})
	sum := 0.0
	for _, p := range pairs {
		sum += p.score
	}
	return quotient(sum, float64(len(a)+len(b)-len(pairs)))
}

// softToken scores two words: 1 when equal, Jaro-Winkler from the threshold up, else 0. Digits do not
// blur: "plant1" and "plant2" are different words.
func softToken(a, b string) float64 {
	if a == b {
		return 1
	}
	if hasDigit(a) || hasDigit(b) {
		return 0
	}
	if s, ok := JaroWinklerAtLeast(a, b, softThreshold); ok {
		return s
	}
	return 0
}

func join(tokens []string) string { return strings.Join(tokens, " ") }

func sortedSet(tokens []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(tokens)))
}

// splitTokens divides two sorted sets into what they share and what each has alone.
func splitTokens(a, b []string) (common, onlyA, onlyB []string) {
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] < b[j]:
			onlyA = append(onlyA, a[i])
			i++
		case a[i] > b[j]:
			onlyB = append(onlyB, b[j])
			j++
		default:
			common = append(common, a[i])
			i++
			j++
		}
	}
	return common, append(onlyA, a[i:]...), append(onlyB, b[j:]...)
}

func hasDigit(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			return true
		}
	}
	return false
}
