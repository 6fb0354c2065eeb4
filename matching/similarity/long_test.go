package similarity

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// longTexts are texts of about 10,000 characters: one word, words of one letter, many different words, repeated words,
// another script, and marks that combine with nothing.
func longTexts() map[string]string {
	r := rand.New(rand.NewPCG(15, 16))
	words, ideographs := make([]string, 1500), make([]rune, 10000)
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

// TestLongTextsAreParsedCheaply takes texts of 10,000 characters apart.
func TestLongTextsAreParsedCheaply(t *testing.T) {
	for what, s := range longTexts() {
		start := time.Now()
		ParseOneLine(s)
		ParsePersonName(s)
		ParseStreet([]string{s})
		ParsePoint(s)
		NewVariant(s)
		SplitLegalForm(s)
		DoubleMetaphone(s, 0)
		Cologne(s)
		LettersOf(s)
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%s: %v", what, took)
		}
	}
}

// TestLongTextsStayCheap compares texts of 10,000 characters by every comparator. The limit is generous, for slow
// machines: work that grows with the square of the length takes many times as long.
func TestLongTextsStayCheap(t *testing.T) {
	texts := longTexts()
	for name, compare := range comparators {
		for what, a := range texts {
			b := a[len(a)/20:] + "x" + a[:len(a)/30]
			start := time.Now()
			checkPair(t, name, a, b, compare)
			if took := time.Since(start); took > 3*time.Second {
				t.Errorf("%s on %s: %v", name, what, took)
			}
		}
	}
}
