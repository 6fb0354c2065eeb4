package evaluation

import (
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
// are singletons.
func QualityOf(n int, clusters [][]int, edges []matching.Edge, link float64) Quality {
	q := Quality{Clusters: len(clusters)}
	of := LabelsOf(n, clusters)
	inside := make([][]matching.Edge, len(clusters))
	for _, x := range edges {
		if x.Weight >= link && of.Together(x.A, x.B) {
			inside[of[x.A]] = append(inside[of[x.A]], x)
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
		density += float64(len(inside[c])) / float64(pairs(int64(len(members))))
		if hasBridge(members, inside[c]) {
			q.Bridged++
		}
	}
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

// hasBridge tells whether a graph has an edge without which its ends are no longer connected (Tarjan 1974): in a walk in
// depth first, an edge to a node that reaches nothing above it but by that edge. Without recursion, since a cluster may be
// a chain of thousands.
func hasBridge(nodes []int, edges []matching.Edge) bool {
	type neighbour struct{ node, edge int }
	next := make(map[int][]neighbour, len(nodes))
	for k, x := range edges {
		next[x.A], next[x.B] = append(next[x.A], neighbour{x.B, k}), append(next[x.B], neighbour{x.A, k})
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
