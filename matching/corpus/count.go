package corpus

import (
	"math"
	"slices"

	"aurum/matching/similarity"
)

// Weights says what the tokens of a body of texts are worth, in the form in which a policy lists them.
type Weights struct {
	// Views are the views counted.
	Views []string
	// Default is the weight of a token that is not listed: that of one seen in a single text.
	Default float64
	// Tokens are the weights of the tokens listed, by view and token: "words:hotel".
	Tokens map[string]float64
}

// Count weighs each token by ln(1 + D/d), found in d of D texts (K. Spärck Jones, 1972, smoothed so that it stays
// positive). Texts that are equal once folded count once, since duplicates would make rare tokens look common. Tokens of
// fewer than least texts are not listed and count as if seen once: 2 or less lists all that differ from the default.
func Count(texts []string, views []string, least int) Weights {
	w := Weights{Views: views, Tokens: map[string]float64{}}
	words, trigrams := slices.Contains(views, Words), slices.Contains(views, Trigrams)
	seen := make(map[string]bool, len(texts))
	found := map[string]int{}
	for _, text := range texts {
		key := similarity.FoldKey(text)
		if key == "" || seen[key] {
			continue
		}
		seen[key] = true
		tokens := Tokens(key, words, trigrams)
		slices.Sort(tokens)
		for _, t := range slices.Compact(tokens) {
			found[t]++
		}
	}
	texted := float64(max(len(seen), 1))
	w.Default = round4(math.Log(1 + texted))
	for t, n := range found {
		if n >= max(least, 2) {
			w.Tokens[t] = round4(math.Log(1 + texted/float64(n)))
		}
	}
	return w
}

// Corpus is a corpus of these weights.
func (w Weights) Corpus() (*Corpus, error) { return New(w.Views, w.Default, w.Tokens) }

// round4 rounds to four digits behind the point, so that a policy stays readable and gives what was measured.
func round4(x float64) float64 { return math.Round(x*1e4) / 1e4 }
