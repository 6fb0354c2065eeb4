package training

import (
	"context"

	"aurum/matching"
)

// randomPairs is how many random pairs are drawn where nothing is said.
const randomPairs = 200_000

// chance gives the share of levels among pairs that are not the same, from random pairs, and the share of pairs that say
// something. How often the best level comes about is counted exactly where it means equal values: random pairs hardly ever
// meet on a rare one.
func chance(ctx context.Context, m *matching.Model, t *matching.Table, sizes []int, o Options) (u [][]float64, fill []float64, err error) {
	limit := o.Random
	if limit == 0 {
		limit = randomPairs
	}
	pairs := RandomPairs(t.Len(), limit, o.Seed, func(a, b int) bool {
		return !m.Meets(t.Key(a), t.Key(b)) || o.Cluster != nil && o.Cluster[a] == o.Cluster[b]
	})
	patterns, err := Observe(ctx, m, t, pairs, o.stage("compare random pairs"))
	if err != nil {
		return nil, nil, err
	}
	counts, said := patterns.shares(sizes)
	fill = make([]float64, len(sizes))
	for k := range counts {
		fill[k] = said[k] / float64(max(len(pairs), 1))
		smooth(counts[k], said[k])
		if share, ok := equalShare(m, t, k, o.Cluster); ok {
			exactly(counts[k], share)
		}
	}
	return counts, fill, nil
}

// smooth turns counts into shares of which none is 0: half a pair is added to each.
func smooth(counts []float64, said float64) {
	for l := range counts {
		counts[l] = (counts[l] + 0.5) / (said + 0.5*float64(len(counts)))
	}
}

// exactly sets the share of the best level and scales the others.
func exactly(shares []float64, best float64) {
	rest := 1 - shares[0]
	for l := 1; l < len(shares); l++ {
		shares[l] *= (1 - best) / rest
	}
	shares[0] = best
}

// equalShare is the share of pairs of records of different clusters that have equal values: sum over values of c² less what
// falls into one cluster, over n² less the same. ok is false where a best level is not equality, or records have several
// values.
func equalShare(m *matching.Model, t *matching.Table, comparison int, cluster []int) (share float64, ok bool) {
	if !m.BestIsEqual(comparison) {
		return 0, false
	}
	type within struct {
		value   string
		cluster int
	}
	values, clusters := map[string]float64{}, map[int]float64{}
	inside := map[within]float64{}
	n := 0.0
	for i := range t.Len() {
		texts := m.Texts(t.Prepared(i), comparison)
		if len(texts) > 1 {
			return 0, false
		}
		if len(texts) == 0 {
			continue
		}
		c := i
		if cluster != nil {
			c = cluster[i]
		}
		values[texts[0]]++
		clusters[c]++
		inside[within{texts[0], c}]++
		n++
	}
	equal, all := -sumSquares(inside), n*n-sumSquares(clusters)
	equal += sumSquares(values)
	if all <= 0 {
		return 0, false
	}
	return (equal + 1) / (all + 2), true
}

// sumSquares adds squares of counts: whole numbers, hence exact in any order.
func sumSquares[K comparable](counts map[K]float64) float64 {
	sum := 0.0
	for _, c := range counts {
		sum += c * c
	}
	return sum
}
