package evaluation

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"aurum/matching"
)

// Quality describes the clusters themselves, truth or no truth.
type Quality struct {
	Clusters   int `json:"clusters"`
	Singletons int `json:"singletons"`
	Largest    int `json:"largest"`
	// Density is the mean, over clusters of three records or more, of the share of their pairs that are linked directly.
	Density float64 `json:"density"`
	// Bridged is how many clusters of three or more are held together by one link alone somewhere: without it they fall
	// into two.
	Bridged int `json:"withBridges"`
	// Sizes counts clusters by size.
	Sizes []SizeCount `json:"sizes"`
}

// SizeCount is how many clusters have a size.
type SizeCount struct {
	Size     int `json:"size"`
	Clusters int `json:"clusters"`
}

// QualityOf looks at clusters of positions below n and at those of edges that reach the link weight; records in no cluster
// are singletons. Of the edges it keeps no more than two for each record.
func QualityOf(n int, clusters [][]int, edges iter.Seq[matching.Edge], link float64) Quality {
	q := Quality{Clusters: len(clusters)}
	of := LabelsOf(n, clusters)
	count := make([]int32, len(clusters)) // of links, by cluster
	s := newSkeleton(n)
	for x := range edges {
		if x.Weight >= link && of.Together(x.A, x.B) {
			c := of[x.A]
			count[c]++
			if len(clusters[c]) > 2 {
				s.add(int32(x.A), int32(x.B))
			}
		}
	}
	sizes := map[int]int{}
	covered, large, density := 0, 0, 0.0
	for c, members := range clusters {
		covered += len(members)
		sizes[len(members)]++
		q.Largest = max(q.Largest, len(members))
		if len(members) < 3 {
			continue
		}
		large++
		density += float64(count[c]) / float64(pairs(int64(len(members))))
	}
	q.Bridged = s.bridged(clusters, of)
	q.Density = 1
	if large > 0 {
		q.Density = density / float64(large)
	}
	if alone := n - covered; alone > 0 {
		q.Clusters, sizes[1], q.Largest = q.Clusters+alone, sizes[1]+alone, max(q.Largest, 1)
	}
	q.Singletons = sizes[1]
	for _, size := range slices.Sorted(maps.Keys(sizes)) {
		q.Sizes = append(q.Sizes, SizeCount{size, sizes[size]})
	}
	return q
}

// skeleton is as much of a graph as tells where single edges hold it together: a spanning forest, and one of the edges left
// over by that. What two edges or more hold together in the graph, two do here (Nagamochi and Ibaraki 1992).
type skeleton struct {
	forests [2][]int32 // a parent of each node
	edges   [][2]int32
}

func newSkeleton(n int) *skeleton {
	s := &skeleton{}
	for f := range s.forests {
		s.forests[f] = make([]int32, n)
		for i := range s.forests[f] {
			s.forests[f][i] = int32(i)
		}
	}
	return s
}

func (s *skeleton) add(a, b int32) {
	for _, parent := range s.forests {
		if x, y := rootOf(parent, a), rootOf(parent, b); x != y {
			parent[max(x, y)] = min(x, y)
			s.edges = append(s.edges, [2]int32{a, b})
			return
		}
	}
}

func rootOf(parent []int32, i int32) int32 {
	for parent[i] != i {
		parent[i] = parent[parent[i]]
		i = parent[i]
	}
	return i
}

// bridged counts the clusters that have a bridge.
func (s *skeleton) bridged(clusters [][]int, of Labels) (n int) {
	slices.SortStableFunc(s.edges, func(x, y [2]int32) int { return cmp.Compare(of[x[0]], of[y[0]]) })
	for from := 0; from < len(s.edges); {
		to, c := from, of[s.edges[from][0]]
		for to < len(s.edges) && of[s.edges[to][0]] == c {
			to++
		}
		if hasBridge(clusters[c], s.edges[from:to]) {
			n++
		}
		from = to
	}
	return n
}

// hasBridge tells whether a graph has an edge without which its ends are no longer connected (Tarjan 1974): in a walk in
// depth first, an edge to a node that reaches nothing above it but by that edge. Without recursion, since a cluster may be
// a chain of thousands.
func hasBridge(nodes []int, edges [][2]int32) bool {
	type neighbour struct{ node, edge int }
	next := make(map[int][]neighbour, len(nodes))
	for k, x := range edges {
		a, b := int(x[0]), int(x[1])
		next[a], next[b] = append(next[a], neighbour{b, k}), append(next[b], neighbour{a, k})
	}
	type visit struct{ node, by, at int }
	seen, low := map[int]int{}, map[int]int{}
	for _, root := range nodes {
		if seen[root] > 0 {
			continue
		}
		stack := []visit{{root, -1, 0}}
		seen[root] = len(seen) + 1
		low[root] = seen[root]
		for len(stack) > 0 {
			v := &stack[len(stack)-1]
			if v.at < len(next[v.node]) {
				to := next[v.node][v.at]
				v.at++
				switch {
				case to.edge == v.by:
				case seen[to.node] > 0:
					low[v.node] = min(low[v.node], seen[to.node])
				default:
					seen[to.node] = len(seen) + 1
					low[to.node] = seen[to.node]
					stack = append(stack, visit{to.node, to.edge, 0})
				}
				continue
			}
			child := *v
			stack = stack[:len(stack)-1]
			if len(stack) == 0 {
				continue
			}
			parent := stack[len(stack)-1].node
			if low[child.node] > seen[parent] {
				return true
			}
			low[parent] = min(low[parent], low[child.node])
		}
	}
	return false
}
