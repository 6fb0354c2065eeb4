package matching

import (
	"cmp"
	"container/heap"
	"slices"

	"aurum/domain"
)

// maxScored is how many pairs without an edge are scored for one decision on two clusters. Of more pairs so many are taken,
// spread evenly over the keys, and stand for the others.
const maxScored = 200

// averageLinkage joins, again and again, the two clusters with the highest mean match probability over all pairs between
// them (UPGMA: Sokal and Michener, "A statistical method for evaluating systematic relationships", 1958), until it falls
// below the stop. Only clusters with an edge between them are looked at.
//
// The work is done on nodes in the order of their keys, so that positions cannot matter, and mostly once for each edge: the
// mean of a joined cluster lies between those of its parts, so that what the heap holds of the parts is a bound from above,
// which is made exact only when it comes to the top. Memory is that of the edges.
func averageLinkage(nodes []domain.SourceKey, edges []Edge, asserted []Assertion, forbids func(i, j int) (string, bool), c Clustering, traced bool) Division {
	o := orderOf(nodes)
	run := func(edges []Edge) *linkage {
		l := &linkage{
			partition: newPartition(o.nodes(nodes), o.assertions(asserted), func(i, j int) (string, bool) { return forbids(o.from[i], o.from[j]) }),
			stop:      cmp.Or(c.Stop, DefaultStop),
		}
		l.maxSize, l.traced = c.MaxSize, traced
		if c.Score != nil {
			l.score = func(i, j int) float64 { return Probability(c.Score(o.from[i], o.from[j])) }
		}
		l.assert(o.assertions(asserted))
		l.bind(edges)
		l.run()
		l.loose()
		return l
	}
	ordered := o.edges(edges)
	l := run(ordered)
	if clear, ambiguous := l.withoutAmbiguous(ordered); len(ambiguous) > 0 {
		l = run(clear)
		l.refused = append(l.refused, ambiguous...)
		sortRefused(l.nodes, l.refused)
	}
	return o.back(Division{Clusters: l.clusters(), Refused: l.refused, Joins: l.joins})
}

// linkage is average linkage at work. Clusters are named by a node of theirs; root tells which.
type linkage struct {
	*partition
	score  func(i, j int) float64 // match probability; nil for none
	stop   float64
	parent []int
	low    []int           // smallest node of each cluster
	bonds  []map[int]*bond // of each cluster, by the other
	linked map[[2]int]bool // pairs with an edge; kept where the others are scored
	queue  bondQueue
}

// bond is what lies between two clusters.
type bond struct {
	sum     float64 // of the match probabilities of the pairs with an edge
	edges   int
	best    Edge
	blocked bool // the join was refused, and every join of what grows from the two is
	size    int  // members of both when mean was worked out
	mean    float64
	queued  bool // the mean stands in the queue
}

// queued is a bond in the queue: by its mean where exact and neither cluster has grown, else by a bound from above.
type queued struct {
	key   float64
	a, b  int // the smallest nodes of the two clusters when it was queued
	size  int
	exact bool
}

type bondQueue []queued

func (q bondQueue) Len() int { return len(q) }
func (q bondQueue) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(q[j].key, q[i].key), cmp.Compare(q[i].a, q[j].a), cmp.Compare(q[i].b, q[j].b)) < 0
}
func (q bondQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *bondQueue) Push(x any)   { *q = append(*q, x.(queued)) }
func (q *bondQueue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

// bind makes the bonds of the clusters there are by the edges, which are sorted and distinct.
func (l *linkage) bind(edges []Edge) {
	l.parent, l.bonds, l.low = slices.Clone(l.of), make([]map[int]*bond, len(l.nodes)), make([]int, len(l.nodes))
	for x, members := range l.members {
		if len(members) > 0 {
			l.low[x] = slices.Min(members)
		}
	}
	if l.score != nil {
		l.linked = make(map[[2]int]bool, len(edges))
	}
	for _, e := range edges {
		if l.linked != nil {
			l.linked[[2]int{e.A, e.B}] = true
		}
		x, y := l.root(e.A), l.root(e.B)
		if x == y {
			continue
		}
		if b := l.bonds[x][y]; b != nil {
			b.add(&bond{sum: Probability(e.Weight), edges: 1, best: e})
			continue
		}
		l.tie(x, y, &bond{sum: Probability(e.Weight), edges: 1, best: e})
	}
	for x, bonds := range l.bonds {
		for y, b := range bonds {
			if x < y {
				l.queue = append(l.queue, l.entry(x, y, b.sum/float64(b.edges), false))
			}
		}
	}
	heap.Init(&l.queue)
}

func (l *linkage) tie(x, y int, b *bond) {
	for _, side := range [2][2]int{{x, y}, {y, x}} {
		if l.bonds[side[0]] == nil {
			l.bonds[side[0]] = map[int]*bond{}
		}
		l.bonds[side[0]][side[1]] = b
	}
}

// add takes in what lies between a part that has joined and the same other cluster.
func (b *bond) add(o *bond) {
	b.sum += o.sum
	b.edges += o.edges
	b.blocked = b.blocked || o.blocked
	b.size, b.queued = 0, false
	if cmp.Or(cmp.Compare(o.best.Weight, b.best.Weight), cmp.Compare(b.best.A, o.best.A), cmp.Compare(b.best.B, o.best.B)) > 0 {
		b.best = o.best
	}
}

func (l *linkage) root(n int) int {
	for l.parent[n] != n {
		l.parent[n] = l.parent[l.parent[n]]
		n = l.parent[n]
	}
	return n
}

func (l *linkage) entry(x, y int, key float64, exact bool) queued {
	a, b := l.low[x], l.low[y]
	return queued{key: key, a: min(a, b), b: max(a, b), size: l.size(x, y), exact: exact}
}

func (l *linkage) size(x, y int) int    { return len(l.members[x]) + len(l.members[y]) }
func (l *linkage) pairsOf(x, y int) int { return len(l.members[x]) * len(l.members[y]) }

func (l *linkage) run() {
	for len(l.queue) > 0 {
		top := heap.Pop(&l.queue).(queued)
		x, y := l.root(top.a), l.root(top.b)
		if x == y {
			continue
		}
		b, size := l.bonds[x][y], l.size(x, y)
		switch {
		case b.blocked:
		case top.exact && top.size == size:
			l.attempt(x, y, b)
		case b.queued && b.size == size:
		default:
			if mean := l.meanOf(x, y, b); mean >= l.stop {
				b.queued = true
				heap.Push(&l.queue, l.entry(x, y, mean, true))
			}
		}
	}
}

// attempt joins two clusters unless something stands between them.
func (l *linkage) attempt(x, y int, b *bond) {
	if rule, pair, no := l.refusal(b.best, x, y, false); no {
		b.blocked = true
		l.refused = append(l.refused, Refused{Edge: b.best, Rule: rule, Between: pair})
		return
	}
	l.trace(Join{Edge: b.best, Mean: b.mean}, x, y)
	if len(l.bonds[x]) < len(l.bonds[y]) {
		x, y = y, x
	}
	delete(l.bonds[x], y)
	for z, other := range l.bonds[y] {
		delete(l.bonds[z], y)
		if z == x {
			continue
		}
		if both := l.bonds[x][z]; both != nil {
			both.add(other)
		} else {
			other.size, other.queued = 0, false
			l.tie(x, z, other)
		}
	}
	l.bonds[y] = nil
	l.parent[y], l.low[x] = x, min(l.low[x], l.low[y])
	if len(l.members[x]) < len(l.members[y]) {
		l.members[x], l.members[y] = l.members[y], l.members[x]
	}
	l.members[x] = append(l.members[x], l.members[y]...)
	l.members[y] = nil
}

// meanOf is the mean match probability between two clusters.
func (l *linkage) meanOf(x, y int, b *bond) float64 {
	if size := l.size(x, y); b.size != size {
		pairs := l.pairsOf(x, y)
		sum := b.sum
		if rest := pairs - b.edges; rest > 0 && l.score != nil {
			sum += float64(rest) * l.sample(x, y)
		}
		b.size, b.mean = size, sum/float64(pairs)
	}
	return b.mean
}

// sample is the mean match probability of the pairs between two clusters that have no edge, by score.
func (l *linkage) sample(x, y int) float64 {
	slices.Sort(l.members[x])
	slices.Sort(l.members[y])
	rows, columns := l.members[x], l.members[y]
	if rows[0] > columns[0] {
		rows, columns = columns, rows
	}
	return meanScore(maxScored, rows, columns, func(i, j int) bool { return l.linked[pairOf(i, j)] }, l.score)
}

// meanScore is the mean score of the pairs of rows and columns that are not known otherwise: of all, or of as many as limit
// says, spread evenly. 0 if there are none.
func meanScore(limit int, rows, columns []int, known func(i, j int) bool, score func(i, j int) float64) float64 {
	sum, scored := 0.0, 0
	SpreadPairs(len(rows), len(columns), limit, func(r, c int) bool {
		if i, j := rows[r], columns[c]; !known(i, j) {
			sum += score(i, j)
			scored++
		}
		return scored < limit
	})
	if scored == 0 {
		return 0
	}
	return sum / float64(scored)
}

// spread is a prime: its multiples, modulo a number of pairs, visit each of them once and evenly.
const spread = 2654435761

// SpreadPairs visits pairs of a row and a column until visit says false: row by row where there are no more than limit,
// else in an order that is spread evenly over all of them and the same each time.
func SpreadPairs(rows, columns, limit int, visit func(row, column int) bool) {
	pairs := uint64(rows) * uint64(columns)
	for k := range pairs {
		at := k
		if pairs > uint64(limit) {
			at = k * spread % pairs
		}
		if !visit(int(at/uint64(columns)), int(at%uint64(columns))) {
			return
		}
	}
}

// loose reports the links between clusters that were not joined because they are too unlike as a whole.
func (l *linkage) loose() {
	from := len(l.refused)
	for x, bonds := range l.bonds {
		for y, b := range bonds {
			if x < y && !b.blocked {
				l.refused = append(l.refused, Refused{Edge: b.best, Rule: LooseRule, Between: [2]int{b.best.A, b.best.B}})
			}
		}
	}
	slices.SortFunc(l.refused[from:], func(x, y Refused) int {
		return cmp.Or(cmp.Compare(y.Edge.Weight, x.Edge.Weight), cmp.Compare(x.Edge.A, y.Edge.A), cmp.Compare(x.Edge.B, y.Edge.B))
	})
}
