package similarity

import (
	"slices"
	"strings"
)

// Reasons of CompareLabels beyond the common ones.
const (
	Abbreviated Reason = "ABBREVIATED" // the same words, some of them cut short
	Translated  Reason = "TRANSLATED"  // the same words, some of them in another language
)

// Scores of two words of a label. The abbreviation scores are those with which charts of accounts of one country were
// told apart best; see compareLabelTokens for what each is for.
const (
	cutScore           = 0.95
	shortCutScore      = 0.7
	skeletonScore      = 0.8
	translationScore   = 0.9
	minDice            = 0.7
	minCut             = 3
	similarLabels      = 0.6
	labelNumberFactor  = 0.5
	labelJoinedScore   = 0.98
	labelReorderFactor = 0.98
	maxLabelWords      = 48
)

// PreparedLabel is the name of an account, a category or another entry of a list, whose words are often cut short.
// It is immutable. The zero value is no label.
type PreparedLabel struct {
	tokens  []labelToken
	joined  string
	bag     string // the words in order of the alphabet
	numbers []string
}

type labelToken struct {
	text    string
	weight  float64
	classes []uint16 // of accountTerms
	grams   []uint16 // sorted pairs of letters
	first   byte
	last    byte
	number  bool
}

// PrepareLabel folds a label and weighs its words by w, which may be nil for equal weights; words that only join others
// weigh a tenth. Of a text of more than 48 words the first are compared.
func PrepareLabel(text string, w Weights) PreparedLabel {
	if w == nil {
		w = Uniform{}
	}
	words := Tokens(FoldKey(text))
	words = words[:min(len(words), maxLabelWords)]
	var p PreparedLabel
	for _, word := range words {
		t := labelToken{text: word, weight: w.IDF(word), classes: accountTermIndex()[word], grams: bigrams(nil, word), first: word[0], last: word[len(word)-1], number: isDigits(word)}
		if linkWords[word] {
			t.weight *= linkWeight
		}
		if t.number {
			t.text = trimZeros(word)
			p.numbers = append(p.numbers, t.text)
		}
		p.tokens = append(p.tokens, t)
	}
	p.joined = strings.Join(words, "")
	slices.Sort(words)
	p.bag = join(words)
	slices.Sort(p.numbers)
	return p
}

// Empty reports whether there is nothing to compare.
func (p PreparedLabel) Empty() bool { return len(p.tokens) == 0 }

// CompareLabels compares two labels: their words are paired one to one, best first, by how alike they are, and the score
// is the share of the words' weight so paired. A word counts 1 when equal, 0.95 when three letters or more of it are the
// other's beginning (0.7 for two), 0.9 when both name one accounting term in any of ten languages, 0.8 when the shorter
// has three letters or more, the same first and last letter and its letters in the same order as the other ("dpt",
// "department"), else the Dice coefficient of their pairs of letters from 0.7 up. It returns Exact, Reordered (0.98),
// Abbreviated, Translated, ConflictNumber (both have numbers, each one that the other lacks: half), Partial, Similar
// (from 0.6), Different, or Missing (0).
func CompareLabels(a, b PreparedLabel) Result {
	switch {
	case a.Empty() || b.Empty():
		return Result{0, Missing}
	case a.joined == b.joined && len(a.tokens) == len(b.tokens):
		return Result{1, Exact}
	case a.joined == b.joined:
		return Result{labelJoinedScore, Similar}
	case a.bag == b.bag:
		return Result{labelReorderFactor, Reordered}
	}
	var buf alignBuffer
	pairs := align(buf[:0], len(a.tokens), len(b.tokens), func(i, j int) (float64, float64) {
		return compareLabelTokens(&a.tokens[i], &b.tokens[j]).Score, a.tokens[i].weight + b.tokens[j].weight
	})
	r := scoreLabelPairs(a, b, pairs)
	if lacks(a.numbers, b.numbers) && lacks(b.numbers, a.numbers) {
		return Result{r.Score * labelNumberFactor, ConflictNumber}
	}
	return r
}

func scoreLabelPairs(a, b PreparedLabel, pairs []alignment) Result {
	matched, total, reason := 0.0, 0.0, Exact
	for _, p := range pairs {
		matched += p.score * p.weight
		reason = worseLabel(reason, compareLabelTokens(&a.tokens[p.a], &b.tokens[p.b]).Reason)
	}
	for _, list := range [][]labelToken{a.tokens, b.tokens} {
		for i := range list {
			total += list[i].weight
		}
	}
	score := min(1, quotient(matched, total))
	left := len(a.tokens) - len(pairs) + len(b.tokens) - len(pairs)
	switch {
	case left == 0 && reason == Exact: // some words are equal only once their leading zeros are gone
		return Result{score, Similar}
	case left == 0 && reason != Similar:
		return Result{score, reason}
	case reason != Similar && len(pairs) == min(len(a.tokens), len(b.tokens)) && score >= similarLabels/2:
		return Result{score, Partial}
	case score >= similarLabels:
		return Result{score, Similar}
	}
	return Result{score, Different}
}

// labelReasons lists the reasons of words from best to worst.
var labelReasons = []Reason{Exact, Abbreviated, Translated, Similar}

func worseLabel(a, b Reason) Reason {
	return labelReasons[max(slices.Index(labelReasons, a), slices.Index(labelReasons, b))]
}

func compareLabelTokens(a, b *labelToken) Result {
	switch {
	case a.text == b.text:
		return Result{1, Exact}
	case a.number || b.number:
		return Result{0, Different}
	}
	short, long := a, b
	if len(short.text) > len(long.text) {
		short, long = long, short
	}
	switch {
	case len(short.text) >= minCut && strings.HasPrefix(long.text, short.text):
		return Result{cutScore, Abbreviated}
	case shareClass(a.classes, b.classes):
		return Result{translationScore, Translated}
	case len(short.text) == minCut-1 && strings.HasPrefix(long.text, short.text):
		return Result{shortCutScore, Abbreviated}
	case len(short.text) >= minCut && len(short.text) < len(long.text) && short.first == long.first && short.last == long.last && isSubsequence(short.text, long.text):
		return Result{skeletonScore, Abbreviated}
	}
	if d := diceOf(a.grams, b.grams); d >= minDice {
		return Result{d, Similar}
	}
	return Result{0, Different}
}

// diceOf is the Dice coefficient of two bags; 0 where their sizes alone keep it below minDice.
func diceOf(a, b []uint16) float64 {
	both, smaller := len(a)+len(b), min(len(a), len(b))
	if float64(2*smaller) < minDice*float64(both) {
		return 0
	}
	return quotient(2*float64(commonSorted(a, b)), float64(both))
}

// isSubsequence reports whether the bytes of short stand in long in the same order.
func isSubsequence(short, long string) bool {
	for i := 0; i < len(long) && len(short) > 0; i++ {
		if long[i] == short[0] {
			short = short[1:]
		}
	}
	return short == ""
}

// BigramDice returns 2|A∩B| / (|A|+|B|) over the bags of pairs of neighbouring bytes, without padding (L. Dice, 1945;
// G. Adamson and J. Boreham, 1974): "night" and "nacht" give 0.25. It is for folded words, which are ASCII but for
// rare scripts, and does not allocate up to 64 bytes. Texts of one byte are equal or not.
func BigramDice(a, b string) float64 {
	if a == b {
		return 1
	}
	if len(a) < 2 || len(b) < 2 {
		return 0
	}
	if len(a) > shortText || len(b) > shortText {
		return quotient(2*float64(commonSorted(bigrams(nil, a), bigrams(nil, b))), float64(len(a)+len(b)-2))
	}
	var bufA, bufB [shortText]uint16
	return 2 * float64(commonSorted(bigrams(bufA[:0], a), bigrams(bufB[:0], b))) / float64(len(a)+len(b)-2)
}

// bigrams appends the sorted pairs of neighbouring bytes.
func bigrams(buf []uint16, s string) []uint16 {
	for i := 1; i < len(s); i++ {
		buf = append(buf, uint16(s[i-1])<<8|uint16(s[i]))
	}
	slices.Sort(buf)
	return buf
}
