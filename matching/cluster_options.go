package matching

import (
	"slices"

	"aurum/domain"
)

// Methods of clustering.
const (
	// MethodGreedy takes the edges in falling order and joins what they connect.
	MethodGreedy = "greedy"
	// MethodAverage joins the two clusters with the highest mean match probability between them, until it is too low.
	MethodAverage = "average"
)

// Clustering says how linked records become clusters. The zero value is the greedy partition without a limit.
type Clustering struct {
	// Method is MethodGreedy, where empty, or MethodAverage.
	Method string
	// Stop is the mean match probability below which MethodAverage joins no more; DefaultStop where 0.
	Stop float64
	// Score is the match weight, in bits, of a pair that has no edge, for MethodAverage. Nil counts such pairs as probability
	// 0. It must be symmetric.
	Score func(i, j int) float64
	// MaxSize is how many nodes a cluster may have; a join beyond is refused under SizeRule unless a steward asserts it. 0
	// is no limit.
	MaxSize int
}

// DefaultStop is the mean match probability below which average linkage stops where a policy says nothing.
const DefaultStop = 0.3

// DefaultMaxSize is how many source records a golden record may have where a policy of the hub says nothing: more than any
// company has systems that know one thing, fewer than what a worthless value, shared by thousands of records, brings
// together. Files of one thing many times are common, and no golden record comes from them: their policies have no limit
// unless they say one.
const DefaultMaxSize = 200

// Rules named where the clusters themselves, and no forbid rule, stand against a join.
const (
	// SizeRule is named where the joined cluster would have more members than are allowed.
	SizeRule = "cluster size"
	// LooseRule is named where two records are linked but their clusters, taken as a whole, are not alike enough.
	LooseRule = "mean probability"
)

// ClusteringBy is the clustering that the policy asks for. Score, which may be nil, weighs pairs without an edge.
func (m *Model) ClusteringBy(score func(i, j int) float64) Clustering {
	c := Clustering{Method: m.clustering.Method, Stop: m.clustering.Stop, Score: score, MaxSize: m.clustering.MaxSize}
	if c.MaxSize == 0 && m.domain != FileDomain {
		c.MaxSize = DefaultMaxSize
	}
	return c
}

// PartitionWith divides nodes into clusters as Partition does, by a method of choice. Whatever the method, assertions come
// first, a forbidding pair or a steward's "different" between two clusters keeps them apart, and the result is a pure
// function of keys, edges, assertions, rules and scores.
func PartitionWith(nodes []domain.SourceKey, edges []Edge, asserted []Assertion, forbids func(i, j int) (string, bool), c Clustering) ([][]int, []Refused) {
	d := divide(nodes, edges, asserted, forbids, c, false)
	return d.Clusters, d.Refused
}

// Division is a partition with its history.
type Division struct {
	Clusters [][]int
	Refused  []Refused
	// Joins are the steps that made the clusters, in the order they were taken.
	Joins []Join
}

// Join is one step: the two clusters as they were, each sorted by key, the one with the smallest key first.
type Join struct {
	// Edge is what joined them: the strongest between the two for MethodAverage. It has no weight where a steward did.
	Edge Edge
	// Asserted is true where a steward joined them.
	Asserted bool
	// Mean is the mean match probability between the two; MethodAverage alone looks at it.
	Mean  float64
	Parts [2][]int
}

// Divide is PartitionWith with the history of every cluster. It takes more memory: up to the square of the largest cluster.
func Divide(nodes []domain.SourceKey, edges []Edge, asserted []Assertion, forbids func(i, j int) (string, bool), c Clustering) Division {
	return divide(nodes, edges, asserted, forbids, c, true)
}

func divide(nodes []domain.SourceKey, edges []Edge, asserted []Assertion, forbids func(i, j int) (string, bool), c Clustering, traced bool) Division {
	if c.Method == MethodAverage {
		return averageLinkage(nodes, edges, asserted, forbids, c, traced)
	}
	p := greedy(nodes, edges, asserted, forbids, c, traced)
	if clear, ambiguous := p.withoutAmbiguous(edges); len(ambiguous) > 0 {
		p = greedy(nodes, clear, asserted, forbids, c, traced)
		p.refused = append(p.refused, ambiguous...)
		sortRefused(nodes, p.refused)
	}
	return Division{Clusters: p.clusters(), Refused: p.refused, Joins: p.joins}
}

func greedy(nodes []domain.SourceKey, edges []Edge, asserted []Assertion, forbids func(i, j int) (string, bool), c Clustering, traced bool) *partition {
	p := newPartition(nodes, asserted, forbids)
	p.maxSize, p.traced = c.MaxSize, traced
	p.assert(asserted)
	for _, e := range sortedEdges(nodes, edges) {
		p.join(e, false)
	}
	return p
}

// assert joins what stewards say is the same.
func (p *partition) assert(asserted []Assertion) {
	for _, a := range sortedPairs(p.nodes, asserted) {
		p.join(Edge{A: a.A, B: a.B}, true)
	}
}

// trace keeps a step, with the clusters a and b as they are before it.
func (p *partition) trace(j Join, a, b int) {
	if !p.traced {
		return
	}
	j.Parts = [2][]int{p.sorted(a), p.sorted(b)}
	if p.nodes[j.Parts[0][0]].Compare(p.nodes[j.Parts[1][0]]) > 0 {
		j.Parts[0], j.Parts[1] = j.Parts[1], j.Parts[0]
	}
	p.joins = append(p.joins, j)
}

func (p *partition) sorted(cluster int) []int {
	out := slices.Clone(p.members[cluster])
	slices.SortFunc(out, func(i, j int) int { return p.nodes[i].Compare(p.nodes[j]) })
	return out
}
