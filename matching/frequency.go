package matching

import (
	"math"

	"aurum/matching/similarity"
)

// FrequencyDefault is the entry of a frequency table for the words it does not list.
const FrequencyDefault = "default"

// rarity is the sum over a value's words of log2(default / frequency), in bits: 0 for words not listed, below 0 for words
// commoner than the default (term-frequency adjustment after Splink, with a static table).
func (f *feature) rarity(v *value) float64 {
	if f.table == nil {
		return 0
	}
	bits := 0.0
	for _, w := range similarity.Tokens(similarity.FoldKey(v.text)) {
		if share, ok := f.table[w]; ok {
			bits += math.Log2(f.table[FrequencyDefault] / share)
		}
	}
	return bits
}

// tableWeights weighs words by a table of the shares of texts they occur in: ln(1 + 1/share), which is the weight that
// similarity.Frequencies gives a word counted in that share of the texts.
type tableWeights map[string]float64

// IDF returns the weight of a word; one not listed has the share of the table's default.
func (t tableWeights) IDF(word string) float64 {
	share, ok := t[word]
	if !ok {
		share = t[FrequencyDefault]
	}
	return math.Log(1 + 1/share)
}

// commonShare is what a common value leaves of a level's weight at least.
const commonShare = 0.25

// adjusted lowers a positive weight by the commoner of two values.
func adjusted(weight float64, a, b *value) float64 {
	if weight <= 0 {
		return weight
	}
	return max(weight*commonShare, weight+min(a.bits, b.bits, 0))
}
