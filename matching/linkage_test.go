package matching

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"aurum/domain"
)

// clusteringsOf are settings that the promises of a partition hold for.
func clusteringsOf(w world) map[string]Clustering {
	score := func(i, j int) float64 { return float64(hashOf(w.keys[i], w.keys[j])%9) - 6 }
	return map[string]Clustering{
		"greedy, small":          {MaxSize: 3},
		"average":                {Method: MethodAverage},
		"average, scored":        {Method: MethodAverage, Score: score},
		"average, small, scored": {Method: MethodAverage, Score: score, MaxSize: 4, Stop: 0.5},
	}
}

// hashOf does not depend on the order of the two.
func hashOf(a, b domain.SourceKey) uint64 {
	if a.Compare(b) > 0 {
		a, b = b, a
	}
	return uint64(newHash().text(a.String()).text(b.String()).sum())
}

func (w world) divided(name string) (clusters, refused, joins []string) {
	d := Divide(w.keys, w.edges, w.asserted, w.forbids, clusteringsOf(w)[name])
	for _, j := range d.Joins {
		joins = append(joins, fmt.Sprint(w.named(j.Parts[0]), w.named(j.Parts[1]), j.Asserted, j.Edge.Weight, j.Mean))
	}
	for _, p := range d.Clusters {
		clusters = append(clusters, fmt.Sprint(w.named(p)))
	}
	for _, x := range d.Refused {
		pair := w.named([]int{x.Edge.A, x.Edge.B})
		slices.Sort(pair)
		refused = append(refused, fmt.Sprint(pair, x.Rule, w.named(x.Between[:])))
	}
	return clusters, refused, joins
}

func (w world) named(nodes []int) []string {
	var out []string
	for _, n := range nodes {
		out = append(out, w.keys[n].String())
	}
	return out
}

func TestClusteringDoesNotDependOnOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 1000 {
		w := randomWorld(r)
		again := w.shuffled(r)
		for name := range clusteringsOf(w) {
			clusters, refused, joins := w.divided(name)
			clusters2, refused2, joins2 := again.divided(name)
			if !slices.Equal(clusters, clusters2) || !slices.Equal(refused, refused2) || !slices.Equal(joins, joins2) {
				t.Fatalf("%s:\n%v and %v\nrefused %v and %v\njoins %v and %v", name, clusters, clusters2, refused, refused2, joins, joins2)
			}
		}
	}
}

func TestClusteringDoesNotDependOnOtherComponents(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		a, b := randomWorld(r), randomWorld(r)
		for i := range b.keys {
			b.keys[i].System += fmt.Sprint(r.IntN(3)) // before, between and behind
		}
		forbidden := map[[2]domain.SourceKey]bool{}
		for pair := range b.forbidden {
			forbidden[pair] = true
		}
		b.forbidden = nil
		both := world{keys: slices.Concat(a.keys, b.keys), edges: slices.Clone(a.edges), asserted: slices.Clone(a.asserted), forbidden: a.forbidden}
		for _, e := range b.edges {
			both.edges = append(both.edges, Edge{A: e.A + len(a.keys), B: e.B + len(a.keys), Weight: e.Weight})
		}
		for name := range clusteringsOf(a) {
			alone, _, _ := a.divided(name)
			together, _, _ := both.divided(name)
			for _, c := range alone {
				if !slices.Contains(together, c) {
					t.Fatalf("%s: %s is no cluster beside others: %v", name, c, together)
				}
			}
		}
	}
}

func TestClusteringKeepsApartAndTogether(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 1000 {
		w := randomWorld(r)
		for name, c := range clusteringsOf(w) {
			parts, _ := PartitionWith(w.keys, w.edges, w.asserted, w.forbids, c)
			of, seen := make([]int, len(w.keys)), 0
			for k, p := range parts {
				for _, i := range p {
					of[i] = k
					seen++
				}
				if c.MaxSize > 0 && len(p) > c.MaxSize && len(w.asserted) == 0 {
					t.Fatalf("%s: a cluster of %d", name, len(p))
				}
			}
			if seen != len(w.keys) {
				t.Fatalf("%s: %d of %d nodes are in clusters", name, seen, len(w.keys))
			}
			for _, a := range w.asserted {
				if !a.Same && of[a.A] == of[a.B] {
					t.Fatalf("%s: together against a steward's word", name)
				}
			}
			for i := range w.keys {
				for j := range i {
					if _, no := w.forbids(i, j); no && of[i] == of[j] && len(w.asserted) == 0 {
						t.Fatalf("%s: together against a rule", name)
					}
				}
			}
		}
	}
}

// naive is average linkage by the book: all pairs of clusters are weighed anew for every join.
func naive(w world, stop float64) []string {
	p := map[[2]int]float64{}
	for _, e := range w.edges {
		p[pairOf(e.A, e.B)] = Probability(e.Weight)
	}
	var clusters [][]int
	for i := range w.keys {
		clusters = append(clusters, []int{i})
	}
	mean := func(a, b []int) (float64, bool) {
		sum := 0.0
		for _, i := range a {
			for _, j := range b {
				if _, no := w.forbids(i, j); no {
					return 0, false
				}
				sum += p[pairOf(i, j)]
			}
		}
		return sum / float64(len(a)*len(b)), sum > 0
	}
	for {
		best, x, y := 0.0, -1, -1
		for i := range clusters {
			for j := range i {
				if m, ok := mean(clusters[i], clusters[j]); ok && m >= stop && m > best {
					best, x, y = m, i, j
				}
			}
		}
		if x < 0 {
			break
		}
		clusters[y] = append(clusters[y], clusters[x]...)
		clusters = slices.Delete(clusters, x, x+1)
	}
	var out []string
	for _, c := range clusters {
		names := w.named(c)
		slices.Sort(names)
		out = append(out, fmt.Sprint(names))
	}
	slices.Sort(out)
	return out
}

func TestAverageLinkageIsThatOfTheBook(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 1000 {
		w := randomWorld(r)
		w.asserted = nil
		for i := range w.edges {
			w.edges[i].Weight = r.Float64()*6 - 2 // no ties
		}
		unique := func(i, j int) (string, bool) { // of two that such a rule parts, a third takes the better one
			_, no := w.forbids(i, j)
			return UniqueRule, no
		}
		parts, _ := PartitionWith(w.keys, w.edges, nil, unique, Clustering{Method: MethodAverage})
		var got []string
		for _, p := range parts {
			names := w.named(p)
			slices.Sort(names)
			got = append(got, fmt.Sprint(names))
		}
		slices.Sort(got)
		if want := naive(w, DefaultStop); !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	}
}

func keysOfLength(n int) []domain.SourceKey {
	out := make([]domain.SourceKey, n)
	for i := range out {
		out[i] = domain.SourceKey{System: "A", Key: fmt.Sprintf("%05d", i)}
	}
	return out
}

func TestAverageLinkageCutsAtABridge(t *testing.T) {
	keys := keysOfLength(6) // two triangles and a bridge
	edges := []Edge{{0, 1, 9}, {1, 2, 9}, {0, 2, 9}, {3, 4, 9}, {4, 5, 9}, {3, 5, 9}, {2, 3, 8}}
	free := func(i, j int) (string, bool) { return "", false }
	for _, c := range []struct {
		name    string
		c       Clustering
		want    string
		refused string
	}{
		{"greedy", Clustering{}, "[[0 1 2 3 4 5]]", "[]"},
		{"average", Clustering{Method: MethodAverage}, "[[0 1 2] [3 4 5]]", "[{{2 3 8} mean probability [2 3]}]"},
		{"average, scored", Clustering{Method: MethodAverage, Score: func(i, j int) float64 { return 9 }}, "[[0 1 2 3 4 5]]", "[]"},
		{"limit", Clustering{MaxSize: 4}, "[[0 1 2] [3 4 5]]", "[{{2 3 8} cluster size [2 3]}]"},
	} {
		parts, refused := PartitionWith(keys, edges, nil, free, c.c)
		if fmt.Sprint(parts) != c.want || fmt.Sprint(refused) != c.refused {
			t.Errorf("%s: %v, refused %v", c.name, parts, refused)
		}
	}
}

func TestWhatFitsTwoEquallyWellJoinsNeither(t *testing.T) {
	apart := func(i, j int) (string, bool) { return "two tax numbers", i+j == 1 }
	for _, method := range []string{MethodGreedy, MethodAverage} {
		parts, refused := PartitionWith(keysOfLength(3), []Edge{{0, 2, 9}, {1, 2, 8}}, nil, apart, Clustering{Method: method})
		if fmt.Sprint(parts) != "[[0] [1] [2]]" || len(refused) != 2 || refused[0].Edge.Weight != 9 || refused[0].Rule != "two tax numbers" {
			t.Errorf("%s: %v, refused %v", method, parts, refused)
		}
		parts, _ = PartitionWith(keysOfLength(3), []Edge{{0, 2, 9}, {1, 2, 5}}, nil, apart, Clustering{Method: method})
		if fmt.Sprint(parts) != "[[0 2] [1]]" {
			t.Errorf("%s, one is the better: %v", method, parts)
		}
	}
}

// A crowd that shares a value is over-large; looking for who fits two of it must not cost the cube of its size.
func TestACrowdIsDividedInGoodTime(t *testing.T) {
	var edges []Edge
	for i := range 500 {
		for j := range i {
			edges = append(edges, Edge{A: i, B: j, Weight: RuleWeight})
		}
	}
	asked := 0
	forbids := func(i, j int) (string, bool) {
		asked++
		return "two tax numbers", i%100 == 0 && j%100 == 0
	}
	for _, method := range []string{MethodGreedy, MethodAverage} {
		parts, _ := PartitionWith(keysOfLength(500), edges, nil, func(i, j int) (string, bool) { asked++; return "", false }, Clustering{Method: method, MaxSize: 200})
		if len(parts) != 3 || asked > 400_000 {
			t.Errorf("%s: %d clusters, %d questions", method, len(parts), asked)
		}
		asked = 0
		PartitionWith(keysOfLength(500), edges, nil, forbids, Clustering{Method: method, MaxSize: 200})
		if asked > 1_500_000 {
			t.Errorf("%s: %d questions where rules forbid", method, asked)
		}
		asked = 0
	}
}

func TestAStewardOverrulesTheSize(t *testing.T) {
	free := func(i, j int) (string, bool) { return "", false }
	for _, method := range []string{MethodGreedy, MethodAverage} {
		same := []Assertion{{A: 0, B: 1, Same: true}, {A: 1, B: 2, Same: true}}
		parts, refused := PartitionWith(keysOfLength(4), []Edge{{2, 3, 20}}, same, free, Clustering{Method: method, MaxSize: 2})
		if fmt.Sprint(parts) != "[[0 1 2] [3]]" || len(refused) != 1 || refused[0].Rule != SizeRule {
			t.Errorf("%s: %v, refused %v", method, parts, refused)
		}
	}
}

func TestScoresStandForMoreThanAreTaken(t *testing.T) {
	rows, columns := make([]int, 50), make([]int, 40)
	for i := range rows {
		rows[i] = i
	}
	for i := range columns {
		columns[i] = 50 + i
	}
	asked := map[[2]int]bool{}
	mean := meanScore(maxScored, rows, columns, func(i, j int) bool { return j == 50 }, func(i, j int) float64 {
		asked[[2]int{i, j}] = true
		return float64(j-50) / 39
	})
	if len(asked) != maxScored || math.Abs(mean-0.5) > 0.05 {
		t.Errorf("%d pairs scored, mean %.3f", len(asked), mean)
	}
}

// tangle is one component of n nodes and m edges.
func tangle(n, m int, r *rand.Rand) []Edge {
	var out []Edge
	for i := 1; i < n; i++ {
		out = append(out, Edge{A: i, B: r.IntN(i), Weight: 7 + r.Float64()})
	}
	for len(out) < m {
		i := r.IntN(n)
		j := (i + 1 + r.IntN(40)) % n
		out = append(out, Edge{A: i, B: j, Weight: 7 + 5*r.Float64()})
	}
	return out
}

func BenchmarkPartition(b *testing.B) {
	r := rand.New(rand.NewPCG(13, 14))
	keys, edges := keysOfLength(5000), tangle(5000, 50_000, r)
	free := func(i, j int) (string, bool) { return "", false }
	for _, c := range []struct {
		name string
		c    Clustering
	}{
		{"greedy", Clustering{}}, {"greedy,200", Clustering{MaxSize: 200}}, {"average", Clustering{Method: MethodAverage}},
		{"average,near", Clustering{Method: MethodAverage, Score: func(i, j int) float64 { return 8 - math.Abs(float64(i-j))/5 }}},
		{"average,all", Clustering{Method: MethodAverage, Score: func(i, j int) float64 { return 7 }}},
		{"average,all,200", Clustering{Method: MethodAverage, MaxSize: 200, Score: func(i, j int) float64 { return 7 }}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				parts, _ := PartitionWith(keys, edges, nil, free, c.c)
				b.ReportMetric(float64(len(parts)), "clusters")
			}
		})
	}
}
