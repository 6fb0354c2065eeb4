package training

import (
	"math/rand/v2"

	"aurum/matching/corpus"
)

// RandomPairs draws pairs of n records without regard to what they say, seeded; all pairs where there are no more than
// limit. Pairs that skip refuses are left out: those known to be the same, or never compared.
func RandomPairs(n, limit int, seed uint64, skip func(a, b int) bool) []corpus.Pair {
	var out []corpus.Pair
	if n*(n-1)/2 <= limit {
		for a := range n {
			for b := a + 1; b < n; b++ {
				if !skip(a, b) {
					out = append(out, corpus.Pair{A: int32(a), B: int32(b)})
				}
			}
		}
		return out
	}
	r := rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15))
	for tries := 0; len(out) < limit && tries < 4*limit; tries++ {
		a, b := r.IntN(n), r.IntN(n)
		if a != b && !skip(a, b) {
			out = append(out, corpus.Pair{A: int32(min(a, b)), B: int32(max(a, b))})
		}
	}
	return out
}
