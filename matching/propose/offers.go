package propose

import (
	"maps"
	"slices"

	"aurum/matching/corpus"
	"aurum/matching/similarity"
)

// offers is what the texts have of codes, quantities and numbers.
type offers struct {
	codes, quantities, numbers bool
	coded                      float64  // share of texts with a code that is not common
	common                     []string // codes that many things have, sorted
}

// Shares of texts from which on it is worth comparing what they have.
const (
	codedShare    = 0.2
	measuredShare = 0.1
	numberedShare = 0.1
)

// commonCode is how many of n texts may have a code before it is suspected of being what many things have in common.
func commonCode(n int) int { return max(10, n/200) }

const (
	fewTexts    = 5   // texts with a code from two on that are taken for offers of one thing
	cohesive    = 0.7 // of the likeness of such texts, below which a frequent code is common to different things
	sampledEach = 60  // pairs of texts looked at for a code
)

func studyOffers(texts []string) *offers {
	o := &offers{}
	having := map[string][]int{}
	read := make([]similarity.Offer, len(texts))
	for i, t := range texts {
		read[i] = similarity.PrepareOffer(t, nil)
		for _, c := range read[i].Codes() {
			having[c] = append(having[c], i)
		}
	}
	o.common = commonCodes(texts, having)
	coded, measured, numbered := 0, 0, 0
	for _, r := range read {
		if slices.ContainsFunc(r.Codes(), func(c string) bool { _, common := slices.BinarySearch(o.common, c); return !common }) {
			coded++
		}
		if r.HasQuantities() {
			measured++
		}
		if r.HasNumbers() {
			numbered++
		}
	}
	o.coded = share(coded, len(texts))
	o.codes = o.coded >= codedShare
	o.quantities = share(measured, len(texts)) >= measuredShare
	o.numbers = share(numbered, len(texts)) >= numberedShare
	return o
}

// commonCodes are the codes that many things have: they are frequent, and the texts that have them are less alike than those
// that share a rare code. A product that many offer has a frequent code too, but its offers are alike.
func commonCodes(texts []string, having map[string][]int) []string {
	var suspects []string
	for c, at := range having {
		if len(at) > commonCode(len(texts)) {
			suspects = append(suspects, c)
		}
	}
	slices.Sort(suspects)
	if len(suspects) == 0 {
		return nil
	}
	c, err := corpusOf(texts, corpus.Words, corpus.Trigrams).Corpus()
	if err != nil {
		return suspects
	}
	vectors := make([]corpus.Vector, len(texts))
	for i, t := range texts {
		vectors[i] = c.Vector(t)
	}
	sum, few := 0.0, 0.0
	for _, code := range slices.Sorted(maps.Keys(having)) {
		if at := having[code]; len(at) >= 2 && len(at) <= fewTexts {
			sum, few = sum+likenessOf(vectors, at), few+1
		}
	}
	if few == 0 {
		return suspects
	}
	return slices.DeleteFunc(suspects, func(code string) bool {
		return likenessOf(vectors, having[code]) >= cohesive*sum/few
	})
}

// likenessOf is the mean likeness of texts, of a bounded number of pairs spread over them.
func likenessOf(vectors []corpus.Vector, at []int) float64 {
	sum, n := 0.0, 0.0
	for gap := 1; gap < len(at) && n < sampledEach; gap++ {
		for i := 0; i+gap < len(at) && n < sampledEach; i++ {
			sum, n = sum+vectors[at[i]].Cosine(vectors[at[i+gap]]), n+1
		}
	}
	return sum / n
}
