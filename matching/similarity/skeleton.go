package similarity

import (
	"strings"
	"unicode"
)

// The score of two skeletons that are one consonant apart, and the shortest that may be.
const (
	nearSkeleton  = 0.8
	longSkeleton  = 3
	skeletonVowel = "aeiouyhw"
)

// skeletonDigraphs are the pairs of letters that romanizations write for one sound.
var skeletonDigraphs = strings.NewReplacer("x", "ks", "tch", "c", "sch", "s", "shch", "s", "zh", "j", "dj", "j",
	"ch", "c", "sh", "s", "ts", "s", "tz", "s", "ph", "f", "ck", "k", "qu", "k", "kh", "k", "gh", "k", "th", "t", "dh", "t")

// skeletonClasses merge consonants that one script keeps apart and another, or the ear, does not.
var skeletonClasses = map[rune]rune{'p': 'b', 't': 'd', 'k': 'g', 'q': 'g', 'v': 'f', 'z': 's'}

// Skeleton is what romanizations of a folded word have in common: its consonants in classes (b and p, d and t, g and k, s
// and z), doubles written once, vowels left out. "Fareed" and the Arabic spelling, which Fold writes "fryd", are both
// "frd". A word without consonants is its own skeleton. The idea is that of Soundex and of the consonantal root.
func Skeleton(word string) string {
	var out []rune
	for _, r := range skeletonDigraphs.Replace(word) {
		if c, ok := skeletonClasses[r]; ok {
			r = c
		}
		if strings.ContainsRune(skeletonVowel, r) || len(out) > 0 && out[len(out)-1] == r {
			continue
		}
		out = append(out, r)
	}
	if len(out) == 0 {
		return word
	}
	return string(out)
}

// Skeletons are those of the words of a folded text.
func Skeletons(folded string) []string {
	words := Tokens(folded)
	for i, w := range words {
		words[i] = Skeleton(w)
	}
	return words
}

// CompareSkeletons is the share of the words that agree, each with one of the other side: 1 for equal skeletons, 0.8 for
// those of three consonants or more that are one apart; 0 when a side has none.
func CompareSkeletons(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	var buf alignBuffer
	pairs := align(buf[:0], len(a), len(b), func(i, j int) (float64, float64) { return compareSkeleton(a[i], b[j]), 1 })
	sum := 0.0
	for _, p := range pairs {
		sum += p.score
	}
	return sum / float64(max(len(a), len(b)))
}

func compareSkeleton(a, b string) float64 {
	if a == b {
		return 1
	}
	if max(runeCount(a), runeCount(b)) > longSkeleton {
		if _, near := LevenshteinWithin(a, b, 1); near {
			return nearSkeleton
		}
	}
	return 0
}

// ForeignScript tells whether a text has letters that are not Latin, so that its spelling in Latin letters is one of many.
func ForeignScript(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x250 && unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}
