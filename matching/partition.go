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
	Rule    string // forbid rule, or StewardRule
	Between [2]int
}

// StewardRule is the rule named where a steward's assertion keeps two records apart.
const StewardRule = "steward"

// Partition divides nodes into clusters. Edges are taken in a fixed order (assertions, then weight descending, then the
// keys of the pair), and two clusters join unless a forbidding pair lies between them. Clusters are sorted inside and
// among each other by key.
//
// It is a pure function of the nodes' keys, the edges and the assertions: neither the order of arrival nor the positions
// matter, since keys alone break ties.
func Partition(nodes []domain.SourceKey, edges []Edge, asserted []Assertion, forbids func(i, j int) (string, bool)) ([][]int, []Refused) {
	p := newPartition(nodes, asserted, forbids)
	for _, a := range sortedPairs(nodes, asserted) {
		p.join(Edge{A: a.A, B: a.B}, true)
	}
	for _, e := range sortedEdges(nodes, edges) {
		p.join(e, false)
	}
	return p.clusters(), p.refused
}

type partition struct {
	nodes   []domain.SourceKey
	of      []int   // cluster of each node
	members [][]int // members of each cluster
	apart   map[[2]int]bool
	joined  map[[2]int]bool
	forbids func(i, j int) (string, bool)
	refused []Refused
}

func newPartition(nodes []domain.SourceKey, asserted []Assertion, forbids func(i, j int) (string, bool)) *partition {
	p := &partition{
		nodes: nodes, of: make([]int, len(nodes)), members: make([][]int, len(nodes)),
		apart: map[[2]int]bool{}, joined: map[[2]int]bool{}, forbids: forbids,
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
	if rule, between, no := p.between(a, b, byAssertion); no {
		p.refused = append(p.refused, Refused{Edge: e, Rule: rule, Between: between})
		return
	}
	if len(p.members[a]) < len(p.members[b]) {
		a, b = b, a
	}
	for _, n := range p.members[b] {
		p.of[n] = a
	}
	p.members[a] = append(p.members[a], p.members[b]...)
	p.members[b] = nil
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
