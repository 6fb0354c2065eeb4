package propose

import (
	"aurum/matching"
	"aurum/matching/corpus"
	"aurum/matching/training"
)

// leastCount is how many texts a token must be in to be listed in a policy.
const leastCount = 3

// corpusOf weighs the tokens of texts, distinct texts counted once. Tokens that are hardly commoner than the rarest are left
// out.
func corpusOf(texts []string, views ...string) matching.CorpusSpec {
	w := corpus.Count(texts, views, leastCount)
	return matching.CorpusSpec{Tokens: w.Views, Default: w.Default, Weights: w.Tokens}
}

// round is what a policy writes: four significant digits.
func round(x float64) float64 { return training.Round(x) }
