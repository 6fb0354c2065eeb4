package propose

import (
	"slices"

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

// commonCode is how many of n texts may have a code before it counts as what many things have in common.
func commonCode(n int) int { return max(10, n/200) }

func studyOffers(texts []string) *offers {
	o := &offers{}
	count := map[string]int{}
	read := make([]similarity.Offer, len(texts))
	for i, t := range texts {
		read[i] = similarity.PrepareOffer(t, nil)
		for _, c := range read[i].Codes() {
			count[c]++
		}
	}
	for c, n := range count {
		if n > commonCode(len(texts)) {
			o.common = append(o.common, c)
		}
	}
	slices.Sort(o.common)
	coded, measured, numbered := 0, 0, 0
	for _, r := range read {
		if slices.ContainsFunc(r.Codes(), func(c string) bool { return count[c] <= commonCode(len(texts)) }) {
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
