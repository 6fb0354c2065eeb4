package matching

import (
	"cmp"
	"slices"

	"aurum/domain"
)

// order is the order of nodes by their keys: from gives a node's position by its place in the order, to the other way.
type order struct{ from, to []int }

func orderOf(nodes []domain.SourceKey) order {
	o := order{from: make([]int, len(nodes)), to: make([]int, len(nodes))}
	for i := range nodes {
		o.from[i] = i
	}
	slices.SortFunc(o.from, func(i, j int) int { return nodes[i].Compare(nodes[j]) })
	for place, i := range o.from {
		o.to[i] = place
	}
	return o
}

func (o order) nodes(nodes []domain.SourceKey) []domain.SourceKey {
	out := make([]domain.SourceKey, len(nodes))
	for place, i := range o.from {
		out[place] = nodes[i]
	}
	return out
}

func (o order) assertions(in []Assertion) []Assertion {
	out := slices.Clone(in)
	for i := range out {
		out[i].A, out[i].B = o.to[out[i].A], o.to[out[i].B]
	}
	return out
}

// edges gives the edges between places, A < B, sorted; of several between two places the strongest.
func (o order) edges(in []Edge) []Edge {
	out := make([]Edge, 0, len(in))
	for _, e := range in {
		if e.A != e.B {
			pair := pairOf(o.to[e.A], o.to[e.B])
			out = append(out, Edge{A: pair[0], B: pair[1], Weight: e.Weight})
		}
	}
	slices.SortFunc(out, func(x, y Edge) int {
		return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B), cmp.Compare(y.Weight, x.Weight))
	})
	return slices.CompactFunc(out, func(x, y Edge) bool { return x.A == y.A && x.B == y.B })
}

// back names nodes by position again.
func (o order) back(d Division) Division {
	for _, c := range d.Clusters {
		o.positions(c)
	}
	for i := range d.Refused {
		r := &d.Refused[i]
		r.Edge, r.Between = o.edge(r.Edge), [2]int{o.from[r.Between[0]], o.from[r.Between[1]]}
	}
	for i := range d.Joins {
		j := &d.Joins[i]
		j.Edge = o.edge(j.Edge)
		o.positions(j.Parts[0])
		o.positions(j.Parts[1])
	}
	return d
}

func (o order) edge(e Edge) Edge { return Edge{A: o.from[e.A], B: o.from[e.B], Weight: e.Weight} }

func (o order) positions(places []int) {
	for i, p := range places {
		places[i] = o.from[p]
	}
}
