package matching

import (
	"cmp"
	"slices"
)

// walker finds the edges of a graph that lie on no cycle: those below which no edge leads back above (Tarjan, "A note on
// finding the bridges of a graph", Information Processing Letters 2, 1974).
type walker struct {
	next    map[int][]int
	visited []int // in the order of visits: what is below a node is a stretch of it
	at      map[int]int
	low     map[int]int // the earliest visit that an edge from a node, or from below it, leads to
	cuts    []cut
}

// cut is an edge on no cycle, with the stretch of visits below it.
type cut struct{ above, below, from, to int }

func (w *walker) visit(n, above int) {
	w.at[n], w.low[n] = len(w.visited), len(w.visited)
	w.visited = append(w.visited, n)
	for _, m := range w.next[n] {
		if m == above {
			continue
		}
		if at, seen := w.at[m]; seen {
			w.low[n] = min(w.low[n], at)
			continue
		}
		from := len(w.visited)
		w.visit(m, n)
		w.low[n] = min(w.low[n], w.low[m])
		if w.low[m] > w.at[n] {
			w.cuts = append(w.cuts, cut{n, m, from, len(w.visited)})
		}
	}
}

// bridge is a link with the two parts it alone holds together, each sorted.
type bridge struct {
	edge  Edge
	parts [2][]int
	mean  float64
}

// bridges are the links that alone hold two unlike parts together. What a steward has joined is none.
func (g *graph) bridges() []bridge {
	links := make(map[[2]int]Edge, len(g.links))
	for _, e := range g.links {
		links[[2]int{e.A, e.B}] = e
	}
	for _, pair := range g.same {
		delete(links, pair)
	}
	var out []bridge
	w := walker{next: g.next, at: map[int]int{}, low: map[int]int{}}
	for _, m := range g.members {
		if _, seen := w.at[m]; seen {
			continue
		}
		begin := len(w.visited)
		w.cuts = nil
		w.visit(m, -1)
		for _, c := range w.cuts {
			link, ok := links[pairOf(c.above, c.below)]
			if !ok {
				continue
			}
			if b, ok := g.weighBridge(link, slices.Clone(w.visited[c.from:c.to]), slices.Concat(w.visited[begin:c.from], w.visited[c.to:])); ok {
				out = append(out, b)
			}
		}
	}
	slices.SortFunc(out, func(x, y bridge) int { return cmp.Or(cmp.Compare(x.edge.A, y.edge.A), cmp.Compare(x.edge.B, y.edge.B)) })
	return out
}

// weighBridge weighs the two parts that a link alone holds together.
func (g *graph) weighBridge(link Edge, inner, outer []int) (bridge, bool) {
	if len(inner) < 2 || len(outer) < 2 {
		return bridge{}, false
	}
	slices.Sort(inner)
	slices.Sort(outer)
	if outer[0] < inner[0] {
		inner, outer = outer, inner
	}
	itself := func(i, j int) bool { return pairOf(i, j) == [2]int{link.A, link.B} }
	others := float64(len(inner)*len(outer) - 1)
	mean := (Probability(link.Weight) + others*meanScore(maxScored, inner, outer, itself, g.score)) / (others + 1)
	return bridge{edge: link, parts: [2][]int{inner, outer}, mean: mean}, mean < bridgeMean
}
