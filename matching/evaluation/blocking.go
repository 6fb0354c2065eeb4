package evaluation

import (
	"cmp"
	"slices"

	"aurum/matching/corpus"
)

// Blocking counts which true pairs the candidates hold, rule by rule.
type Blocking struct {
	pairs []corpus.Pair // sorted
	start []int32       // of each first record's pairs, by position; the last entry is the end
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
	if n := len(b.pairs); n > 0 {
		b.start = make([]int32, b.pairs[n-1].A+2)
	}
	for _, p := range b.pairs {
		b.start[p.A+1]++
	}
	for i := 1; i < len(b.start); i++ {
		b.start[i] += b.start[i-1]
	}
	return b
}

// at finds a true pair, A < B; -1 if it is none. Candidates are many and mostly false, hence the jump by first record.
func (b *Blocking) at(p corpus.Pair) int {
	if int(p.A) >= len(b.start)-1 {
		return -1
	}
	from, to := int(b.start[p.A]), int(b.start[p.A+1])
	if from == to {
		return -1
	}
	if k, ok := slices.BinarySearchFunc(b.pairs[from:to], p, comparePairs); ok {
		return from + k
	}
	return -1
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

// Add marks the true pairs among pairs, A < B in any order, and tells how many of them were not marked before.
func (b *Blocking) Add(pairs []corpus.Pair) int64 {
	before := b.count
	for _, p := range pairs {
		if at := b.at(p); at >= 0 && !b.found[at] {
			b.found[at] = true
			b.count++
		}
	}
	return b.count - before
}

// Recall is the share of the true pairs that was added.
func (b *Blocking) Recall() float64 { return b.share(b.count) }

func (b *Blocking) share(found int64) float64 { return share(found, int64(len(b.pairs))) }

// Holds tells whether a true pair was among those added.
func (b *Blocking) Holds(i, j int) bool {
	at := b.at(corpus.Pair{A: int32(min(i, j)), B: int32(max(i, j))})
	return at >= 0 && b.found[at]
}

// EachTrue visits the true pairs that are looked at one by one, sorted.
func (b *Blocking) EachTrue(visit func(i, j int)) {
	for _, p := range b.pairs {
		visit(int(p.A), int(p.B))
	}
}
