package evaluation

import (
	"cmp"
	"context"
	"slices"

	"aurum/matching"
)

// whatIf clusters anew at each threshold of a ladder, rules, unique sources and the policy's clustering kept. Records that
// no edge connects, however weak, can never come together: from one threshold to the next lower one, only the connected
// parts that get another edge are clustered again.
type whatIf struct {
	*measure
	edges  []matching.Edge // the heaviest first
	used   int             // how many of them reach the threshold at hand
	part   Labels          // the connected part of each record
	parts  map[int32]*connected
	labels Labels // the clusters at the threshold at hand
	next   int32  // the first number that labels do not use
	counts Counts // of pairs, where the truth is clusters
	known  memory
}

// connected is a connected part: its records, and its edges that reach the threshold at hand.
type connected struct {
	records []int
	edges   []matching.Edge
	changed bool
}

func (e *measure) thresholds(ctx context.Context) []Point {
	w := &whatIf{measure: e, edges: slices.Clone(e.edges), parts: map[int32]*connected{}, next: int32(e.records)}
	slices.SortFunc(w.edges, func(x, y matching.Edge) int {
		return cmp.Or(cmp.Compare(y.Weight, x.Weight), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	w.labels = LabelsOf(e.records, nil)
	w.connect()
	total := e.score(e.predicted).True
	ladder := Ladder(e.model.Link())
	out := make([]Point, len(ladder))
	last := e.model.Clustering()
	for i := len(ladder) - 1; i >= 0 && ctx.Err() == nil; i-- {
		m := e.model.WithThresholds(ladder[i], min(ladder[i], e.model.Review()))
		w.recluster(m, m.Clustering() != last)
		last = m.Clustering()
		counts := w.counts
		if e.truth.Labels == nil {
			counts = ScorePairs(e.truth.Pairs, w.labels)
		}
		counts.True = total
		out[i] = Point{Threshold: probability(ladder[i]), Bits: ladder[i], Score: counts.Score()}
	}
	return out
}

// connect finds the connected parts of all edges, each named by its first record.
func (w *whatIf) connect() {
	w.part = make(Labels, w.records)
	for i := range w.part {
		w.part[i] = int32(i)
	}
	root := func(i int) int32 {
		for w.part[i] != int32(i) {
			w.part[i] = w.part[w.part[i]]
			i = int(w.part[i])
		}
		return int32(i)
	}
	for _, x := range w.edges {
		a, b := root(x.A), root(x.B)
		w.part[max(a, b)] = min(a, b)
	}
	for i := range w.part {
		w.part[i] = root(i)
	}
	for _, records := range w.part.groups() {
		w.parts[int32(records[0])] = &connected{records: records}
	}
}

// recluster takes in the edges that reach the link threshold of a model, and clusters the parts anew that got some, or all
// that have any.
func (w *whatIf) recluster(m *matching.Model, all bool) {
	var changed []*connected
	for ; w.used < len(w.edges) && w.edges[w.used].Weight >= m.Link(); w.used++ {
		x := w.edges[w.used]
		p := w.parts[w.part[x.A]]
		p.edges = append(p.edges, x)
		if !p.changed && !all {
			p.changed, changed = true, append(changed, p)
		}
	}
	if all {
		for _, p := range w.parts {
			if len(p.edges) > 0 {
				changed = append(changed, p)
			}
		}
	}
	// In the order of their records, whatever brought them here.
	slices.SortFunc(changed, func(x, y *connected) int { return cmp.Compare(x.records[0], y.records[0]) })
	var records []int
	var edges []matching.Edge
	place := map[int]int{}
	for _, p := range changed {
		p.changed = false
		for _, i := range p.records {
			place[i] = len(records)
			records = append(records, i)
		}
		for _, x := range p.edges {
			edges = append(edges, matching.Edge{A: place[x.A], B: place[x.B], Weight: x.Weight})
		}
	}
	if len(records) == 0 {
		return
	}
	w.count(records, -1)
	clusters, _ := m.ClusterKnowing(w.table.Part(records), edges, func(i, j int, weigh func() float64) float64 {
		return w.known.of(records[i], records[j], weigh)
	})
	found := LabelsOf(len(records), clusters)
	for k, i := range records {
		w.labels[i] = w.next + found[k]
	}
	w.next += int32(len(records))
	w.count(records, 1)
}

// count adds the pairs of whole parts to the counts, or takes them off.
func (w *whatIf) count(records []int, sign int64) {
	if w.truth.Labels == nil {
		return
	}
	predicted, truth := make(Labels, len(records)), make(Labels, len(records))
	for k, i := range records {
		predicted[k], truth[k] = w.labels[i], w.truth.Labels[i]
	}
	c := Pairwise(predicted, truth)
	w.counts.Predicted += sign * c.Predicted
	w.counts.Right += sign * c.Right
}
