package matching

import (
	"cmp"
	"math"
	"slices"

	"aurum/domain"
)

// ambiguity is how many bits lie between a node's edges to two nodes of which it can be either: within odds of eight to
// one the better fit proves nothing.
const ambiguity = 3

// withoutAmbiguous takes away the edges of nodes that fit two forbidden to each other about equally well. There is none
// where every join was allowed: such a node would have asked for one that was not.
func (p *partition) withoutAmbiguous(edges []Edge) (clear []Edge, ambiguous []Refused) {
	if len(p.refused) == 0 {
		return edges, nil
	}
	of := make([][]Edge, len(p.nodes))
	for _, e := range sortedEdges(p.nodes, edges) {
		of[e.A] = append(of[e.A], e)
		of[e.B] = append(of[e.B], Edge{A: e.B, B: e.A, Weight: e.Weight})
	}
	dropped := map[[2]int]bool{}
	for _, n := range p.inOrder() {
		for i, x := range of[n] {
			for _, y := range of[n][i+1:] {
				if rule, no := p.eitherOr(x, y); no {
					ambiguous = append(ambiguous, p.ambiguous(dropped, x, rule, y)...)
				}
			}
		}
	}
	for _, e := range edges {
		if !dropped[pairOf(e.A, e.B)] {
			clear = append(clear, e)
		}
	}
	return clear, ambiguous
}

// sortRefused orders joins that did not happen by falling weight.
func sortRefused(nodes []domain.SourceKey, refused []Refused) {
	slices.SortStableFunc(refused, func(x, y Refused) int {
		return cmp.Or(cmp.Compare(y.Edge.Weight, x.Edge.Weight), comparePairs(nodes, x.Edge.A, x.Edge.B, y.Edge.A, y.Edge.B))
	})
}

// inOrder lists the nodes by their keys.
func (p *partition) inOrder() []int {
	out := make([]int, len(p.nodes))
	for i := range out {
		out[i] = i
	}
	slices.SortFunc(out, func(i, j int) int { return p.nodes[i].Compare(p.nodes[j]) })
	return out
}

// eitherOr tells whether two edges of one node lead to two nodes that a rule keeps apart, and neither is the better one. A
// steward who parts two records has said nothing of the third; and of two records of a source without duplicates the better
// one is taken, however little better it is.
func (p *partition) eitherOr(x, y Edge) (rule string, ok bool) {
	if math.Abs(x.Weight-y.Weight) >= ambiguity || p.joined[pairOf(x.A, x.B)] || p.joined[pairOf(y.A, y.B)] {
		return "", false
	}
	if p.joined[pairOf(x.B, y.B)] {
		return "", false
	}
	rule, ok = p.forbids(x.B, y.B)
	return rule, ok && rule != UniqueRule
}

// ambiguous drops two edges and reports each once.
func (p *partition) ambiguous(dropped map[[2]int]bool, x Edge, rule string, y Edge) (out []Refused) {
	for _, e := range []Edge{x, y} {
		if pair := pairOf(e.A, e.B); !dropped[pair] {
			dropped[pair] = true
			out = append(out, Refused{Edge: e, Rule: rule, Between: p.ordered(x.B, y.B)})
		}
	}
	return out
}
