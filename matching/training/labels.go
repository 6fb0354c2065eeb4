package training

import (
	"context"

	"aurum/matching"
	"aurum/matching/corpus"
)

// Label is a pair of records, by position, of which somebody has said whether they are the same.
type Label struct {
	A, B int
	Same bool
}

// enoughLabels is how many pairs that are the same it takes to learn from labels how matches look; fewer only add to what
// expectation maximization finds.
const enoughLabels = 20

// labelledM is how often levels occur among the labelled pairs that are the same, held near m0 as ten pairs would; nil where
// there are too few.
func labelledM(ctx context.Context, m *matching.Model, t *matching.Table, sizes []int, m0 [][]float64, labels []Label) ([][]float64, error) {
	var same []corpus.Pair
	for _, l := range labels {
		if l.Same {
			same = append(same, corpus.Pair{A: int32(min(l.A, l.B)), B: int32(max(l.A, l.B))})
		}
	}
	if len(same) < enoughLabels {
		return nil, nil
	}
	p, err := Observe(ctx, m, t, same, nil)
	if err != nil {
		return nil, err
	}
	const strength = 10
	counts, said := p.shares(sizes)
	for k := range counts {
		for l := range counts[k] {
			counts[k][l] = (counts[k][l] + strength*m0[k][l]) / (said[k] + strength)
		}
	}
	return counts, nil
}
