package matching

import (
	"cmp"
	"context"
	"runtime"
	"slices"

	"aurum/domain"
)

// Cluster divides the records of a table by the edges that reach the link weight; pairs without such an edge count with
// their own weight where the method of clustering looks at all pairs between two clusters.
func (m *Model) Cluster(t *Table, found []Edge) ([][]int, []Refused) {
	return m.ClusterKnowing(t, found, nil)
}

// ClusterKnowing clusters as Cluster does. known, if any, is asked for the weight of each pair without an edge, and given how
// to find it: who clusters the same records again and again need not compare them anew. It is called from several goroutines.
func (m *Model) ClusterKnowing(t *Table, found []Edge, known func(i, j int, weigh func() float64) float64) ([][]int, []Refused) {
	c := clusterer{plan: newPlan(m, t), workers: runtime.GOMAXPROCS(0), known: known}
	held := &edges{held: make([][]edge, 1)}
	for _, e := range found {
		held.held[0] = append(held.held[0], edge{uint32(min(e.A, e.B)), uint32(max(e.A, e.B)), e.Weight})
	}
	_ = held.settle() // nothing is read or written
	clusters, refused, _ := c.run(context.Background(), held, 1<<62)
	return clusters, refused
}

// clusterer divides records component by component: a component is what links connect, and nothing beyond it matters to
// its clusters.
type clusterer struct {
	*plan
	workers  int
	known    func(i, j int, weigh func() float64) float64
	progress func(stage string, done, total int64) // may be nil
	parent   []uint32
	clusters [][]uint32 // of more than one record
	refused  []Refused
}

// run clusters by the edges that reach the link weight. Of these no more than limit bytes are held at a time, unless one
// component alone has more.
func (c *clusterer) run(ctx context.Context, found *edges, limit int64) ([][]int, []Refused, error) {
	components, err := c.components(found)
	if err != nil {
		return nil, nil, err
	}
	p := progress{report: c.progress, stage: "cluster", total: int64(len(components))}
	for len(components) > 0 {
		some, size := 0, 0
		for some < len(components) && (some == 0 || int64(size+components[some].links)*edgeSize <= limit) {
			size += components[some].links
			some++
		}
		if err := c.cluster(ctx, components[:some], found, &p); err != nil {
			return nil, nil, err
		}
		components = components[some:]
	}
	sortRefused(c.table.keys, c.refused)
	return c.all(), c.refused, nil
}

// component is a set of records that links connect.
type component struct {
	root    uint32
	links   int
	members []uint32
	edges   []edge
}

// components finds the components of more than one record, in the order of their roots.
func (c *clusterer) components(found *edges) ([]component, error) {
	c.parent = make([]uint32, c.table.Len())
	for i := range c.parent {
		c.parent[i] = uint32(i)
	}
	err := found.each(func(e edge) error {
		if e.weight >= c.link {
			if a, b := c.root(e.a), c.root(e.b); a != b {
				c.parent[max(a, b)] = min(a, b)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	links := map[uint32]int{}
	err = found.each(func(e edge) error {
		if e.weight >= c.link {
			links[c.root(e.a)]++
		}
		return nil
	})
	out := make([]component, 0, len(links))
	for root, n := range links {
		out = append(out, component{root: root, links: n})
	}
	slices.SortFunc(out, func(x, y component) int { return cmp.Compare(x.root, y.root) })
	return out, err
}

func (c *clusterer) root(i uint32) uint32 {
	for c.parent[i] != i {
		c.parent[i] = c.parent[c.parent[i]]
		i = c.parent[i]
	}
	return i
}

// cluster divides some components, whose roots lie in one stretch.
func (c *clusterer) cluster(ctx context.Context, some []component, found *edges, p *progress) error {
	at := make(map[uint32]*component, len(some))
	for i := range some {
		at[some[i].root] = &some[i]
	}
	err := found.each(func(e edge) error {
		if e.weight < c.link {
			return nil
		}
		if k := at[c.root(e.a)]; k != nil {
			k.edges = append(k.edges, e)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i := range c.parent {
		if k := at[c.root(uint32(i))]; k != nil {
			k.members = append(k.members, uint32(i))
		}
	}
	divided := make([]Division, len(some))
	comparers := make([]*comparer, c.workers)
	err = each(ctx, c.workers, len(some), func(worker, i int) {
		if comparers[worker] == nil {
			comparers[worker] = newComparer(c.plan)
		}
		divided[i] = comparers[worker].divide(&some[i], c.known)
		p.add(1)
	})
	for i := range some {
		c.take(&some[i], &divided[i])
		some[i].edges, some[i].members = nil, nil
	}
	return err
}

// take names the records of a component's clusters by position.
func (c *clusterer) take(k *component, d *Division) {
	for _, cluster := range d.Clusters {
		if len(cluster) > 1 {
			out := make([]uint32, len(cluster))
			for i, local := range cluster {
				out[i] = k.members[local]
			}
			c.clusters = append(c.clusters, out)
		}
	}
	position := func(local int) int { return int(k.members[local]) }
	for _, r := range d.Refused {
		r.Edge.A, r.Edge.B = position(r.Edge.A), position(r.Edge.B)
		r.Between = [2]int{position(r.Between[0]), position(r.Between[1])}
		c.refused = append(c.refused, r)
	}
}

// divide clusters one component.
func (w *comparer) divide(k *component, known func(i, j int, weigh func() float64) float64) Division {
	nodes := make([]domain.SourceKey, len(k.members))
	local := make(map[uint32]int, len(k.members))
	for i, r := range k.members {
		nodes[i], local[r] = w.table.keys[r], i
	}
	links := make([]Edge, len(k.edges))
	for i, e := range k.edges {
		links[i] = Edge{A: local[e.a], B: local[e.b], Weight: e.weight}
	}
	forbids := func(i, j int) (string, bool) {
		if rule, ok := w.Apart(nodes[i], nodes[j]); ok {
			return rule, true
		}
		return w.keptApart(int(k.members[i]), int(k.members[j]))
	}
	score := func(i, j int) float64 {
		a, b := int(k.members[i]), int(k.members[j])
		if known == nil {
			return w.weight(a, b)
		}
		return known(a, b, func() float64 { return w.weight(a, b) })
	}
	return divide(nodes, links, nil, forbids, w.ClusteringBy(score), false)
}

// all gives every record a cluster, in the order of keys.
func (c *clusterer) all() [][]int {
	keys := c.table.keys
	order := make([]uint32, len(keys))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(i, j uint32) int { return keys[i].Compare(keys[j]) })
	of := make([]uint32, len(keys)) // cluster + 1
	for n, cluster := range c.clusters {
		for _, r := range cluster {
			of[r] = uint32(n) + 1
		}
	}
	flat := make([]int, 0, len(keys))
	out := make([][]int, 0, len(keys))
	for _, r := range order {
		from := len(flat)
		switch n := of[r]; {
		case n == 0:
			flat = append(flat, int(r))
		case c.clusters[n-1] == nil:
			continue
		default:
			for _, member := range c.clusters[n-1] {
				flat = append(flat, int(member))
			}
			c.clusters[n-1] = nil
		}
		out = append(out, flat[from:len(flat):len(flat)])
	}
	return out
}
