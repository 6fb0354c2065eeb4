package matching

import (
	"cmp"
	"slices"

	"aurum/domain"
)

const (
	// bridgeMean is the mean match probability across a link below which it is a bridge between two things.
	bridgeMean = 0.3
	// maxInspected is how many pairs of a cluster are weighed for its mean; of more so many stand for all.
	maxInspected = 20_000
	// maxDiameter is how many members a cluster may have for its diameter to be worked out: the cost is that of members
	// times links.
	maxDiameter = 1_000
)

// Quality tells how well a cluster hangs together.
type Quality struct {
	Size int `json:"size"`
	// Links is how many pairs inside have an edge of at least the link weight; Density their share of all pairs, 1 for a
	// single member.
	Links   int     `json:"links"`
	Density float64 `json:"density"`
	// Weakest is the weakest of the links without which the cluster would fall apart: the least of its maximum spanning tree.
	// Nil where no link holds it together.
	Weakest *Link `json:"weakestLink,omitempty"`
	// MeanProbability is that of all pairs inside; 1 for a single member.
	MeanProbability float64 `json:"meanProbability"`
	// Diameter is how many links lie between the two members farthest apart; 0 in clusters of more than maxDiameter.
	Diameter int `json:"diameter"`
	// Bridges are links that alone hold two unlike parts together, in the order of their keys.
	Bridges []Bridge `json:"bridges"`
	// Contradictions are pairs inside that a rule forbids, brought together by a steward's word.
	Contradictions []Contradiction `json:"contradictions"`
}

// Bridge is a link whose removal leaves two parts of two members or more, with a low mean match probability between them.
type Bridge struct {
	Link  Link                  `json:"link"`
	Parts [2][]domain.SourceKey `json:"parts"` // sorted, the one with the smallest key first
	Mean  float64               `json:"mean"`
}

// Contradiction is a pair of one cluster that a rule forbids.
type Contradiction struct {
	Pair [2]domain.SourceKey `json:"pair"`
	Rule string              `json:"rule"`
}

// Evidence is what the quality of a cluster follows from.
type Evidence struct {
	Nodes []domain.SourceKey
	// Edges are compared pairs; those below Link count for the mean only, those outside the cluster not at all.
	Edges    []Edge
	Asserted []Assertion
	Link     float64 // bits
	// Score weighs pairs without an edge, in bits; nil counts them as probability 0.
	Score func(i, j int) float64
	// Forbids may be nil.
	Forbids func(i, j int) (string, bool)
	// Explain gives links their match key; it may be nil.
	Explain func(i, j int) Explanation
}

// Quality judges one cluster. It is a pure function of the evidence and the members.
func (e Evidence) Quality(members []int) Quality { return e.Qualities([][]int{members})[0] }

// Qualities judges many clusters, no node of which is in two, in their order. It looks at each edge once.
func (e Evidence) Qualities(clusters [][]int) []Quality {
	o := orderOf(e.Nodes)
	graphs := e.graphs(o, clusters)
	out := make([]Quality, len(clusters))
	for i, members := range clusters {
		out[i] = e.judge(o, graphs[i], members)
	}
	return out
}

func (e Evidence) judge(o order, g *graph, members []int) Quality {
	q := Quality{Size: len(members), Links: len(g.links), Density: 1, MeanProbability: 1, Diameter: g.diameter(), Bridges: []Bridge{}}
	if n := len(members); n > 1 {
		q.Density = float64(len(g.links)) / float64(n*(n-1)/2)
		q.MeanProbability = g.meanInside()
	}
	if weakest, ok := g.weakest(); ok {
		link := linkOf(e.Nodes, o.edge(weakest), e.Explain)
		q.Weakest = &link
	}
	for _, b := range g.bridges() {
		o.positions(b.parts[0])
		o.positions(b.parts[1])
		q.Bridges = append(q.Bridges, Bridge{
			Link: linkOf(e.Nodes, o.edge(b.edge), e.Explain), Mean: b.mean,
			Parts: [2][]domain.SourceKey{named(e.Nodes, b.parts[0]), named(e.Nodes, b.parts[1])},
		})
	}
	q.Contradictions = e.contradictions(o, g)
	return q
}

// contradictions looks for forbidden pairs where a steward's "same" may have brought some together.
func (e Evidence) contradictions(o order, g *graph) []Contradiction {
	out := []Contradiction{}
	if len(g.same) == 0 || e.Forbids == nil {
		return out
	}
	for at, i := range g.members {
		for _, j := range g.members[at+1:] {
			if rule, no := e.Forbids(o.from[i], o.from[j]); no {
				out = append(out, Contradiction{Pair: [2]domain.SourceKey{e.Nodes[o.from[i]], e.Nodes[o.from[j]]}, Rule: rule})
			}
		}
	}
	return out
}

// graph is one cluster with its links, its nodes named by their place in the order of keys.
type graph struct {
	members     []int // sorted
	links       []Edge
	same        [][2]int // by a steward
	next        map[int][]int
	probability map[[2]int]float64
	score       func(i, j int) float64
}

// graphs gives each cluster its links.
func (e Evidence) graphs(o order, clusters [][]int) []*graph {
	out, of := make([]*graph, len(clusters)), make([]*graph, len(e.Nodes))
	for c, members := range clusters {
		g := &graph{next: map[int][]int{}, probability: map[[2]int]float64{}}
		for _, m := range members {
			g.members = append(g.members, o.to[m])
			of[o.to[m]] = g
		}
		slices.Sort(g.members)
		g.score = e.scorer(o, g)
		out[c] = g
	}
	for _, a := range o.assertions(e.Asserted) {
		if g := of[a.A]; a.Same && g != nil && g == of[a.B] {
			g.same = append(g.same, pairOf(a.A, a.B))
			g.connect(a.A, a.B)
		}
	}
	for _, x := range o.edges(e.Edges) {
		g := of[x.A]
		if g == nil || g != of[x.B] {
			continue
		}
		g.probability[[2]int{x.A, x.B}] = Probability(x.Weight)
		if x.Weight >= e.Link {
			g.links = append(g.links, x)
			g.connect(x.A, x.B)
		}
	}
	return out
}

// scorer gives the match probability of two members.
func (e Evidence) scorer(o order, g *graph) func(i, j int) float64 {
	return func(i, j int) float64 {
		if p, ok := g.probability[pairOf(i, j)]; ok {
			return p
		}
		if e.Score == nil {
			return 0
		}
		return Probability(e.Score(o.from[i], o.from[j]))
	}
}

func (g *graph) connect(i, j int) {
	g.next[i], g.next[j] = append(g.next[i], j), append(g.next[j], i)
}

func (g *graph) meanInside() float64 {
	twice := func(i, j int) bool { return i >= j }
	return meanScore(maxInspected, g.members, g.members, twice, g.score)
}

// weakest is the last link that a maximum spanning tree takes in (Kruskal, 1956).
func (g *graph) weakest() (last Edge, ok bool) {
	parent := make(map[int]int, len(g.members))
	for _, m := range g.members {
		parent[m] = m
	}
	root := func(n int) int {
		for parent[n] != n {
			parent[n] = parent[parent[n]]
			n = parent[n]
		}
		return n
	}
	for _, s := range g.same {
		parent[root(s[0])] = root(s[1])
	}
	falling := slices.Clone(g.links)
	slices.SortStableFunc(falling, func(x, y Edge) int { return cmp.Compare(y.Weight, x.Weight) })
	for _, e := range falling {
		if a, b := root(e.A), root(e.B); a != b {
			parent[a] = b
			last, ok = e, true
		}
	}
	return last, ok
}

// diameter is the longest of the shortest paths over links and assertions.
func (g *graph) diameter() int {
	longest := 0
	if len(g.members) > maxDiameter {
		return 0
	}
	for _, from := range g.members {
		far := map[int]int{from: 0}
		for queue := []int{from}; len(queue) > 0; queue = queue[1:] {
			for _, n := range g.next[queue[0]] {
				if _, seen := far[n]; !seen {
					far[n] = far[queue[0]] + 1
					longest = max(longest, far[n])
					queue = append(queue, n)
				}
			}
		}
	}
	return longest
}
