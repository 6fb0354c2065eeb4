package evaluation

import (
	"cmp"
	"slices"

	"aurum/matching/corpus"
)

// Blocking counts which true pairs the candidates hold, rule by rule.
type Blocking struct {
	pairs []corpus.Pair // sorted
	found []bool
	count int64
	step  int64
}

// maxTruePairs bounds the true pairs that are looked at one by one; of more, every second, third … is taken.
const maxTruePairs = 4_000_000

// NewBlocking prepares to look for the true pairs of a truth.
func NewBlocking(truth Labels) *Blocking {
	b := &Blocking{step: 1 + Pairwise(truth, truth).True/maxTruePairs}
	var seen int64
	eachPair(truth, func(i, j int) {
		if seen%b.step == 0 {
			b.pairs = append(b.pairs, corpus.Pair{A: int32(i), B: int32(j)})
		}
		seen++
	})
	return b.sorted()
}

// NewBlockingOf prepares to look for the labelled pairs that are the same.
func NewBlockingOf(labelled []Labelled) *Blocking {
	b := &Blocking{step: 1}
	for _, l := range labelled {
		if l.Same && l.A != l.B {
			b.pairs = append(b.pairs, corpus.Pair{A: int32(min(l.A, l.B)), B: int32(max(l.A, l.B))})
		}
	}
	return b.sorted()
}

func (b *Blocking) sorted() *Blocking {
	slices.SortFunc(b.pairs, comparePairs)
	b.pairs = slices.Compact(b.pairs)
	b.found = make([]bool, len(b.pairs))
	return b
}

func comparePairs(x, y corpus.Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) }

// eachPair visits the pairs of records that are together, i < j, cluster by cluster in order of their first records.
func eachPair(l Labels, visit func(i, j int)) {
	for _, members := range l.groups() {
		for x, i := range members {
			for _, j := range members[x+1:] {
				visit(i, j)
			}
		}
	}
}

// groups lists the clusters of two records or more, in order of their first records.
func (l Labels) groups() [][]int {
	at := map[int32]int{}
	var out [][]int
	for i, c := range l {
		g, ok := at[c]
		if !ok {
			g = len(out)
			at[c], out = g, append(out, nil)
		}
		out[g] = append(out[g], i)
	}
	return slices.DeleteFunc(out, func(g []int) bool { return len(g) < 2 })
}

// Add marks the true pairs among pairs, A < B in any order, and gives the recall of all that was added so far.
func (b *Blocking) Add(pairs []corpus.Pair) float64 {
	for _, p := range pairs {
		if at, ok := slices.BinarySearchFunc(b.pairs, p, comparePairs); ok && !b.found[at] {
			b.found[at] = true
			b.count++
		}
	}
	return b.Recall()
}

// Recall is the share of the true pairs that was added.
func (b *Blocking) Recall() float64 { return share(b.count, int64(len(b.pairs))) }

// Holds tells whether a true pair was among those added.
func (b *Blocking) Holds(i, j int) bool {
	at, ok := slices.BinarySearchFunc(b.pairs, corpus.Pair{A: int32(min(i, j)), B: int32(max(i, j))}, comparePairs)
	return ok && b.found[at]
}

// Lost visits the true pairs that were not added, sorted.
func (b *Blocking) Lost(visit func(i, j int)) {
	for k, p := range b.pairs {
		if !b.found[k] {
			visit(int(p.A), int(p.B))
		}
	}
}

// EachTrue visits the true pairs that are looked at one by one, sorted.
func (b *Blocking) EachTrue(visit func(i, j int)) {
	for _, p := range b.pairs {
		visit(int(p.A), int(p.B))
	}
}
