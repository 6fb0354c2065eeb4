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
// where every join was allowed: such a node would have asked for one that was not. Two nodes of one cluster leave no choice
// either. A steward who parts two records has said nothing of the third; and of two records of a source without duplicates
// the better one is taken, however little better it is.
func (p *partition) withoutAmbiguous(edges []Edge) (clear []Edge, ambiguous []Refused) {
	if len(p.refused) == 0 {
		return edges, nil
	}
	c := newChoices(p, edges)
	dropped := map[[2]int]bool{}
	for u := range c.edges {
		for _, v := range c.rivals(u) {
			rule, no := p.forbids(c.node[u], c.node[v])
			if !no || rule == UniqueRule || p.joined[pairOf(c.node[u], c.node[v])] {
				continue
			}
			c.torn(u, v, func(n int) {
				for _, e := range [][2]int{{n, u}, {n, v}} {
					if pair := pairOf(c.node[e[0]], c.node[e[1]]); !dropped[pair] {
						dropped[pair] = true
						ambiguous = append(ambiguous, Refused{Edge: Edge{A: c.node[e[0]], B: c.node[e[1]], Weight: c.weight(e[0], e[1])}, Rule: rule, Between: p.ordered(c.node[u], c.node[v])})
					}
				}
			})
		}
	}
	for _, e := range edges {
		if !dropped[pairOf(e.A, e.B)] {
			clear = append(clear, e)
		}
	}
	return clear, ambiguous
}

// choices are the edges of a partition seen from their nodes. Nodes are named by their place in the order of keys.
type choices struct {
	*partition
	node      []int          // by place
	edges     [][]choiceEdge // by place; sorted by the other's place, of several the strongest
	cluster   []int
	component [][]int // of each place, sorted; shared
	seen      []int
}

type choiceEdge struct {
	to     int
	weight float64
}

func newChoices(p *partition, edges []Edge) *choices {
	o := orderOf(p.nodes)
	c := &choices{partition: p, node: o.from, edges: make([][]choiceEdge, len(p.nodes)), cluster: make([]int, len(p.nodes)), seen: make([]int, len(p.nodes))}
	for _, e := range o.edges(edges) {
		c.edges[e.A] = append(c.edges[e.A], choiceEdge{e.B, e.Weight})
		c.edges[e.B] = append(c.edges[e.B], choiceEdge{e.A, e.Weight})
	}
	for _, es := range c.edges {
		slices.SortFunc(es, func(x, y choiceEdge) int { return cmp.Compare(x.to, y.to) })
	}
	for cluster, members := range p.members {
		for _, n := range members {
			c.cluster[o.to[n]] = cluster
		}
	}
	c.components()
	return c
}

func (c *choices) components() {
	c.component = make([][]int, len(c.edges))
	for from := range c.edges {
		if c.component[from] != nil || len(c.edges[from]) == 0 {
			continue
		}
		found, met := []int{from}, map[int]bool{from: true}
		for i := 0; i < len(found); i++ {
			for _, e := range c.edges[found[i]] {
				if !met[e.to] {
					met[e.to] = true
					found = append(found, e.to)
				}
			}
		}
		slices.Sort(found)
		for _, n := range found {
			c.component[n] = found
		}
	}
}

// rivals are the nodes behind u, of other clusters, that may share a neighbour with it: those two edges away, or all of the
// component where that is quicker.
func (c *choices) rivals(u int) (out []int) {
	around := 0
	for _, e := range c.edges[u] {
		around += len(c.edges[e.to])
	}
	if around > len(c.component[u]) {
		at, _ := slices.BinarySearch(c.component[u], u+1)
		for _, v := range c.component[u][at:] {
			if c.cluster[u] != c.cluster[v] {
				out = append(out, v)
			}
		}
		return out
	}
	for _, e := range c.edges[u] {
		for _, f := range c.edges[e.to] {
			if v := f.to; v > u && c.seen[v] != u+1 && c.cluster[u] != c.cluster[v] {
				c.seen[v] = u + 1
				out = append(out, v)
			}
		}
	}
	slices.Sort(out)
	return out
}

// torn visits the neighbours that two nodes share and that fit neither of them clearly better; those that a steward has
// joined with one of the two are decided.
func (c *choices) torn(u, v int, visit func(n int)) {
	x, y := c.edges[u], c.edges[v]
	for len(x) > 0 && len(y) > 0 {
		switch {
		case x[0].to < y[0].to:
			x = x[1:]
		case x[0].to > y[0].to:
			y = y[1:]
		default:
			n := x[0].to
			if math.Abs(x[0].weight-y[0].weight) < ambiguity &&
				!c.joined[pairOf(c.node[n], c.node[u])] && !c.joined[pairOf(c.node[n], c.node[v])] {
				visit(n)
			}
			x, y = x[1:], y[1:]
		}
	}
}

func (c *choices) weight(n, u int) float64 {
	at, _ := slices.BinarySearchFunc(c.edges[n], u, func(e choiceEdge, to int) int { return cmp.Compare(e.to, to) })
	return c.edges[n][at].weight
}

// sortRefused orders joins that did not happen by falling weight.
func sortRefused(nodes []domain.SourceKey, refused []Refused) {
	slices.SortStableFunc(refused, func(x, y Refused) int {
		return cmp.Or(cmp.Compare(y.Edge.Weight, x.Edge.Weight), comparePairs(nodes, x.Edge.A, x.Edge.B, y.Edge.A, y.Edge.B))
	})
}
