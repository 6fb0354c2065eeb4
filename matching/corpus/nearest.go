package corpus

import (
	"cmp"
	"slices"
)

// Pair is two texts, by position, A < B.
type Pair struct{ A, B int32 }

// Nearest finds for each text the k most alike by cosine, of each other source where across is set; source gives the
// source of a text by position. Pairs are distinct and sorted.
func Nearest(vectors []Vector, source []int, k int, across bool) []Pair {
	index := map[uint64][]posting{}
	for i, v := range vectors {
		for t, token := range v.tokens {
			index[token] = append(index[token], posting{int32(i), v.weights[t]})
		}
	}
	limit := max(200, len(vectors)*3/100)
	var out []Pair
	n := &neighbours{vectors: vectors, source: source, index: index, scores: make([]float64, len(vectors)), limit: limit, k: k, across: across}
	for i := range vectors {
		for _, j := range n.of(i) {
			out = append(out, Pair{min(int32(i), j), max(int32(i), j)})
		}
	}
	slices.SortFunc(out, func(x, y Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return slices.Compact(out)
}

type posting struct {
	text   int32
	weight float64
}

type neighbours struct {
	vectors []Vector
	source  []int
	index   map[uint64][]posting
	scores  []float64
	limit   int
	k       int
	across  bool
}

// of gives the nearest of one text. Tokens that more than limit texts have do not find anybody.
func (n *neighbours) of(i int) []int32 {
	var met []int32
	v := n.vectors[i]
	for t, token := range v.tokens {
		list := n.index[token]
		if len(list) > n.limit {
			continue
		}
		for _, p := range list {
			if int(p.text) == i || n.across && n.source[p.text] == n.source[i] {
				continue
			}
			if n.scores[p.text] == 0 {
				met = append(met, p.text)
			}
			n.scores[p.text] += v.weights[t] * p.weight
		}
	}
	slices.SortFunc(met, func(x, y int32) int {
		return cmp.Or(cmp.Compare(n.scores[y], n.scores[x]), cmp.Compare(x, y))
	})
	taken, out := map[int]int{}, make([]int32, 0, n.k)
	for _, j := range met {
		n.scores[j] = 0
		group := 0
		if n.across {
			group = n.source[j]
		}
		if taken[group] < n.k {
			taken[group]++
			out = append(out, j)
		}
	}
	return out
}
