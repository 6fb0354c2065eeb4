package matching

import (
	"cmp"
	"slices"

	"aurum/domain"
)

// Edge is a compared pair of nodes, by position, with its match weight in bits.
type Edge struct {
	A, B   int
	Weight float64
}

// Assertion is a steward's word on a pair of nodes, by position.
type Assertion struct {
	A, B int
	Same bool
}

// Refused is a join that did not happen: the edge that asked for it, and the pair that stood between the two clusters.
type Refused struct {
	Edge    Edge
	Rule    string // forbid rule, StewardRule, SizeRule or LooseRule
	Between [2]int // the pair that the rule forbids; the edge's own for SizeRule and LooseRule
}

// StewardRule is the rule named where a steward's assertion keeps two records apart.
const StewardRule = "steward"

// Partition divides nodes into clusters. Edges are taken in a fixed order (assertions, then weight descending, then the
// keys of the pair), and two clusters join unless a forbidding pair lies between them. A node that fits two nodes which
// forbid each other about equally well joins neither of them: which of the two it is nobody can tell, and the order of
// the keys is no reason. Clusters are sorted inside and among each other by key.
//
// It is a pure function of the nodes' keys, the edges and the assertions: neither the order of arrival nor the positions
// matter, since keys alone break ties.
func Partition(nodes []domain.SourceKey, edges []Edge, asserted []Assertion, forbids func(i, j int) (string, bool)) ([][]int, []Refused) {
	return PartitionWith(nodes, edges, asserted, forbids, Clustering{})
}

type partition struct {
	nodes    []domain.SourceKey
	of       []int   // cluster of each node
	members  [][]int // members of each cluster
	apart    map[[2]int]bool
	joined   map[[2]int]bool
	forbids  func(i, j int) (string, bool)
	maxSize  int
	refused  []Refused
	standing map[[2]int]standing
	traced   bool
	joins    []Join
}

// standing is what was found between two clusters when they had so many members together.
type standing struct {
	size int
	rule string
	pair [2]int
}

func newPartition(nodes []domain.SourceKey, asserted []Assertion, forbids func(i, j int) (string, bool)) *partition {
	p := &partition{
		nodes: nodes, of: make([]int, len(nodes)), members: make([][]int, len(nodes)),
		apart: map[[2]int]bool{}, joined: map[[2]int]bool{}, forbids: forbids, standing: map[[2]int]standing{},
	}
	for i := range nodes {
		p.of[i], p.members[i] = i, []int{i}
	}
	for _, a := range asserted {
		if a.Same {
			p.joined[pairOf(a.A, a.B)] = true
		} else {
			p.apart[pairOf(a.A, a.B)] = true
		}
	}
	return p
}

// join unites the clusters of an edge unless something stands between them. A steward's "same" overrules forbid rules
// between the two clusters it unites, never another steward's "different".
func (p *partition) join(e Edge, byAssertion bool) {
	a, b := p.of[e.A], p.of[e.B]
	if a == b {
		return
	}
	if rule, between, no := p.refusal(e, a, b, byAssertion); no {
		p.refused = append(p.refused, Refused{Edge: e, Rule: rule, Between: between})
		return
	}
	p.trace(Join{Edge: e, Asserted: byAssertion}, a, b)
	if len(p.members[a]) < len(p.members[b]) {
		a, b = b, a
	}
	for _, n := range p.members[b] {
		p.of[n] = a
	}
	p.members[a] = append(p.members[a], p.members[b]...)
	p.members[b] = nil
}

// refusal tells what stands against joining two clusters. The size is looked at first: it costs nothing. A steward's
// "same" overrules it as it does forbid rules.
func (p *partition) refusal(e Edge, a, b int, byAssertion bool) (string, [2]int, bool) {
	size := len(p.members[a]) + len(p.members[b])
	if p.maxSize > 0 && size > p.maxSize && !byAssertion {
		return SizeRule, p.ordered(e.A, e.B), true
	}
	if byAssertion {
		return p.between(a, b, true)
	}
	clusters := pairOf(a, b)
	if s, known := p.standing[clusters]; known && s.size == size {
		return s.rule, s.pair, true
	}
	rule, pair, no := p.between(a, b, false)
	if no {
		p.standing[clusters] = standing{size, rule, pair} // many edges ask for the same join
	}
	return rule, pair, no
}

func (p *partition) between(a, b int, byAssertion bool) (string, [2]int, bool) {
	var rule string
	var found [2]int
	for _, i := range p.members[a] {
		for _, j := range p.members[b] {
			r, no := p.pairForbids(i, j, byAssertion)
			if no && (rule == "" || p.before(pairOf(i, j), found)) {
				rule, found = r, p.ordered(i, j)
			}
		}
	}
	return rule, found, rule != ""
}

func (p *partition) pairForbids(i, j int, byAssertion bool) (string, bool) {
	pair := pairOf(i, j)
	switch {
	case p.apart[pair]:
		return StewardRule, true
	case byAssertion || p.joined[pair]:
		return "", false
	}
	return p.forbids(i, j)
}

// ordered puts the node with the smaller key first; before compares pairs by their keys.
func (p *partition) ordered(i, j int) [2]int {
	if p.nodes[i].Compare(p.nodes[j]) > 0 {
		i, j = j, i
	}
	return [2]int{i, j}
}

func (p *partition) before(x, y [2]int) bool {
	x, y = p.ordered(x[0], x[1]), p.ordered(y[0], y[1])
	return cmp.Or(p.nodes[x[0]].Compare(p.nodes[y[0]]), p.nodes[x[1]].Compare(p.nodes[y[1]])) < 0
}

func (p *partition) clusters() [][]int {
	var out [][]int
	for _, m := range p.members {
		if len(m) > 0 {
			slices.SortFunc(m, func(i, j int) int { return p.nodes[i].Compare(p.nodes[j]) })
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(x, y []int) int { return p.nodes[x[0]].Compare(p.nodes[y[0]]) })
	return out
}

func pairOf(i, j int) [2]int {
	if i > j {
		i, j = j, i
	}
	return [2]int{i, j}
}

func sortedEdges(nodes []domain.SourceKey, edges []Edge) []Edge {
	out := slices.Clone(edges)
	slices.SortFunc(out, func(x, y Edge) int {
		return cmp.Or(cmp.Compare(y.Weight, x.Weight), comparePairs(nodes, x.A, x.B, y.A, y.B))
	})
	return out
}

func sortedPairs(nodes []domain.SourceKey, asserted []Assertion) []Assertion {
	var out []Assertion
	for _, a := range asserted {
		if a.Same {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(x, y Assertion) int { return comparePairs(nodes, x.A, x.B, y.A, y.B) })
	return out
}

func comparePairs(nodes []domain.SourceKey, a, b, c, d int) int {
	if nodes[a].Compare(nodes[b]) > 0 {
		a, b = b, a
	}
	if nodes[c].Compare(nodes[d]) > 0 {
		c, d = d, c
	}
	return cmp.Or(nodes[a].Compare(nodes[c]), nodes[b].Compare(nodes[d]))
}
