package propose

import (
	"math"

	"aurum/matching"
	"aurum/matching/corpus"
)

// corpusOf weighs the tokens of texts by ln(1 + D/d): D distinct texts, d of them with the token. Distinct texts, not
// records: duplicates would make rare tokens look common. Tokens that are hardly commoner than the rarest are left out.
func corpusOf(texts []string, views ...string) matching.CorpusSpec {
	seen := map[string]bool{}
	count := map[string]int{}
	words, trigrams := false, false
	for _, v := range views {
		words, trigrams = words || v == corpus.Words, trigrams || v == corpus.Trigrams
	}
	for _, text := range texts {
		if text == "" || seen[text] {
			continue
		}
		seen[text] = true
		met := map[string]bool{}
		for _, token := range corpus.Tokens(text, words, trigrams) {
			if !met[token] {
				met[token] = true
				count[token]++
			}
		}
	}
	weight := func(d int) float64 { return math.Log(1 + float64(len(seen))/float64(d)) }
	spec := matching.CorpusSpec{Tokens: views, Default: round(weight(1)), Weights: map[string]float64{}}
	for token, d := range count {
		if d >= leastCount {
			spec.Weights[token] = round(weight(d))
		}
	}
	return spec
}

// leastCount is how many texts a token must be in to be listed.
const leastCount = 3

// round keeps four significant digits: what is written is what is meant.
func round(x float64) float64 {
	if x == 0 || math.IsInf(x, 0) || math.IsNaN(x) {
		return x
	}
	scale := math.Pow(10, 3-math.Floor(math.Log10(math.Abs(x))))
	return math.Round(x*scale) / scale
}
