package similarity

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// longTexts are texts of about 10,000 characters: one word, words of one letter, many different words, repeated words,
// another script, and marks that combine with nothing.
func longTexts() map[string]string {
	r := rand.New(rand.NewPCG(15, 16))
	words, ideographs := make([]string, 1500), make([]rune, 2500) // an ideograph is read as about four letters
	for i := range words {
		words[i] = letters(r) + "w" + string(rune('a'+i%26)) + string(rune('a'+i/26%26))
	}
	for i := range ideographs {
		ideographs[i] = rune(0x4e00 + r.IntN(5000))
	}
	return map[string]string{
		"one word":      strings.Repeat("abcdefghij", 1000),
		"letters":       strings.Repeat("a b c d e ", 1000),
		"words":         strings.Join(words, " ")[:10000],
		"numbers":       strings.Repeat("12 x 5,5 cm 7 ", 700),
		"commas":        strings.Repeat("St 1, ", 1600),
		"ltd":           strings.Repeat("ltd co ", 1400),
		"van der":       strings.Repeat("van der Berg Smith-Jones ", 400),
		"ideographs":    string(ideographs),
		"combining":     "e" + strings.Repeat("\u0301", 5000),
		"right to left": strings.Repeat("\u202eمحمد שלום ", 600),
		"emoji":         strings.Repeat("👩‍👩‍👧 ", 600),
		"broken":        strings.Repeat("\xff\xc3 ", 3000),
	}
}

// TestLongTextsAreParsed takes texts of 10,000 characters apart. Work that grew with the square of their length would take
// minutes here.
func TestLongTextsAreParsed(t *testing.T) {
	for what, s := range longTexts() {
		ParseOneLine(s)
		ParseStreet([]string{s})
		NewVariant(s)
		Cologne(s)
		ParsePersonName(s)
		if _, ok := ParsePoint(s); ok {
			t.Errorf("%s is read as a place", what)
		}
		if core, _ := SplitLegalForm(s); len(core) > len(Fold(s)) {
			t.Errorf("%s grows when its legal form is taken off", what)
		}
		if p, q := DoubleMetaphone(s, 4); len(p) > 4 || len(q) > 4 {
			t.Errorf("%s sounds like %q, %q", what, p, q)
		}
	}
}

// TestLongTextsAreCompared compares texts of 10,000 characters by every comparator, as TestLongTextsAreParsed takes them
// apart. BenchmarkLong says what it takes.
func TestLongTextsAreCompared(t *testing.T) {
	texts := longTexts()
	for name, compare := range comparators {
		for _, a := range texts {
			checkPair(t, name, a, a[len(a)/20:]+"x"+a[:len(a)/30], compare)
		}
	}
}
