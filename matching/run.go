package matching

import (
	"cmp"
	"context"
	"slices"

	"aurum/domain"
	"aurum/matching/corpus"
)

// RunOptions say how a table is matched. The zero value uses all cores and reports to nobody.
type RunOptions struct {
	// Workers is how many goroutines compare; 0 is one a core.
	Workers int
	// Progress is told now and then how far a stage has come; it may be nil.
	Progress func(stage string, done, total int64)
	// Found is shown the pairs that each blocking rule finds, A < B, rules by their place in Run.Blocking, a rule's pairs at
	// once or in portions, always from one goroutine; it must not keep them. It may be nil.
	Found func(rule int, pairs []corpus.Pair)
}

// Run is what matching a table came to. Edges and clusters name records by position.
type Run struct {
	// Edges are the compared pairs of at least the review weight that no rule keeps apart, A < B, sorted.
	Edges []Edge
	// Clusters are sorted inside and among each other by key; every record is in one.
	Clusters [][]int
	// Refused are the joins that did not happen.
	Refused []Refused
	// Pairs is how many distinct pairs were compared.
	Pairs int64
	// Blocking tells what each rule found, in the order of the policy, rules by key first.
	Blocking []BlockingReport
}

// BlockingReport is what a blocking rule found.
type BlockingReport struct {
	Rule string `json:"rule"`
	// Pairs is how many pairs share a key of the rule, New how many of them no earlier rule found.
	Pairs int64 `json:"pairs"`
	New   int64 `json:"new"`
	// Largest is the size of the largest block.
	Largest int `json:"largestBlock"`
}

// Run matches all records of a table: every pair that shares a blocking key, or are near neighbours, is compared, and what
// reaches the link weight is clustered. It gives what the service would give record by record.
func (m *Model) Run(ctx context.Context, t *Table, o RunOptions) (*Run, error) {
	pairs, reports := m.candidates(t, o.Found)
	run := &Run{Pairs: int64(len(pairs)), Blocking: reports}
	for i, p := range pairs {
		if i%4096 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if o.Progress != nil {
				o.Progress("compare", int64(i), int64(len(pairs)))
			}
		}
		v := m.Compare(t.Prepared(int(p.A)), t.Prepared(int(p.B)))
		if v.Weight < m.review || v.Forbid != "" && v.Weight < m.link {
			continue
		}
		run.Edges = append(run.Edges, Edge{A: int(p.A), B: int(p.B), Weight: v.Weight})
	}
	run.Clusters, run.Refused = m.Cluster(t, run.Edges)
	return run, nil
}

// Cluster divides the records of a table by the edges that reach the link weight; pairs without such an edge count with
// their own weight where the method of clustering looks at all pairs between two clusters.
func (m *Model) Cluster(t *Table, edges []Edge) ([][]int, []Refused) {
	var links []Edge
	for _, e := range edges {
		if e.Weight >= m.link {
			links = append(links, e)
		}
	}
	score := func(i, j int) float64 { return m.Compare(t.prepared[i], t.prepared[j]).Weight }
	return PartitionWith(t.keys, links, nil, func(i, j int) (string, bool) {
		if rule, ok := m.Apart(t.keys[i], t.keys[j]); ok {
			return rule, true
		}
		return m.Forbids(t.prepared[i], t.prepared[j])
	}, m.ClusteringBy(score))
}

// Candidates are the distinct pairs that blocking brings together, A < B, sorted.
func (m *Model) Candidates(t *Table) ([]corpus.Pair, []BlockingReport) {
	return m.candidates(t, nil)
}

func (m *Model) candidates(t *Table, show func(rule int, pairs []corpus.Pair)) ([]corpus.Pair, []BlockingReport) {
	var all []corpus.Pair
	var reports []BlockingReport
	take := func(name string, found []corpus.Pair, largest int) {
		slices.SortFunc(found, comparePair)
		found = slices.Compact(found)
		if show != nil {
			show(len(reports), found)
		}
		before := len(all)
		total := len(found)
		all = append(all, found...)
		slices.SortFunc(all, comparePair)
		all = slices.Compact(all)
		reports = append(reports, BlockingReport{Rule: name, Pairs: int64(total), New: int64(len(all) - before), Largest: largest})
	}
	for i := range m.blocking {
		found, largest := m.sharing(t, &m.blocking[i])
		take(m.blocking[i].name, found, largest)
	}
	for i := range m.nearest {
		take(m.nearest[i].name, m.neighbours(t, &m.nearest[i]), 0)
	}
	return all, reports
}

func comparePair(x, y corpus.Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) }

func (m *Model) sharing(t *Table, r *blockingRule) (out []corpus.Pair, largest int) {
	blocks := map[string][]int32{}
	for i, p := range t.prepared {
		for _, k := range r.texts(p) {
			blocks[k] = append(blocks[k], int32(i))
		}
	}
	for _, b := range blocks {
		largest = max(largest, len(b))
		for i, x := range b {
			for _, y := range b[i+1:] {
				if x != y && m.Meets(t.keys[x], t.keys[y]) {
					out = append(out, corpus.Pair{A: min(x, y), B: max(x, y)})
				}
			}
		}
	}
	return out, largest
}

func (m *Model) neighbours(t *Table, n *nearest) []corpus.Pair {
	vectors := make([]corpus.Vector, t.Len())
	for i, p := range t.prepared {
		if vs := p.values[n.feature]; len(vs) > 0 {
			vectors[i] = vs[0].vector
		}
	}
	found := corpus.Nearest(vectors, sourceNumbers(t.keys), n.k, m.sources.across)
	return slices.DeleteFunc(found, func(p corpus.Pair) bool { return !m.Meets(t.keys[p.A], t.keys[p.B]) })
}

// sourceNumbers numbers the source systems in order of their first record.
func sourceNumbers(keys []domain.SourceKey) []int {
	number := map[string]int{}
	out := make([]int, len(keys))
	for i, k := range keys {
		n, ok := number[k.System]
		if !ok {
			n = len(number)
			number[k.System] = n
		}
		out[i] = n
	}
	return out
}
