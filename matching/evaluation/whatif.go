package evaluation

import (
	"cmp"
	"context"
	"slices"

	"aurum/matching"
)

// whatIf clusters anew at each threshold of a ladder, rules, unique sources and the policy's clustering kept. Records that
// no edge connects, however weak, can never come together: each connected part is clustered by itself, and only at the
// thresholds where its edges, or the policy's clustering, change.
type whatIf struct {
	measure *measure
	ladder  []float64
	counts  []Counts // by threshold; True is left out
	labels  map[int][]Labelled
	parts   Labels // the connected part of each record
}

func (e *measure) thresholds(ctx context.Context) []Point {
	w := &whatIf{measure: e, ladder: Ladder(e.model.Link())}
	w.counts = make([]Counts, len(w.ladder))
	w.connect()
	w.labels = map[int][]Labelled{}
	for _, l := range e.truth.Pairs {
		if w.parts.Together(l.A, l.B) {
			w.labels[int(w.parts[l.A])] = append(w.labels[int(w.parts[l.A])], l)
		}
	}
	for _, part := range w.byPart() {
		if ctx.Err() != nil {
			return nil
		}
		w.add(part)
	}
	total := e.score(e.predicted).True
	out := make([]Point, len(w.ladder))
	for i, bits := range w.ladder {
		w.counts[i].True = total
		out[i] = Point{Threshold: probability(bits), Bits: bits, Score: w.counts[i].Score()}
	}
	return out
}

// connect finds the connected parts of all edges, each named by one of its records.
func (w *whatIf) connect() {
	w.parts = make(Labels, w.measure.records)
	for i := range w.parts {
		w.parts[i] = int32(i)
	}
	root := func(i int) int32 {
		for w.parts[i] != int32(i) {
			w.parts[i] = w.parts[w.parts[i]]
			i = int(w.parts[i])
		}
		return int32(i)
	}
	for _, x := range w.measure.edges {
		a, b := root(x.A), root(x.B)
		w.parts[max(a, b)] = min(a, b)
	}
	for i := range w.parts {
		w.parts[i] = root(i)
	}
}

// part is a connected part: its records, and the edges between them by their places in it, the heaviest first.
type part struct {
	name    int
	records []int
	edges   []matching.Edge
}

// byPart lists the parts of two records or more in order of their first records.
func (w *whatIf) byPart() []*part {
	at := map[int32]*part{}
	place := make([]int, len(w.parts))
	var out []*part
	for _, records := range w.parts.groups() {
		p := &part{name: int(w.parts[records[0]]), records: records}
		for k, i := range records {
			place[i] = k
		}
		at[w.parts[records[0]]], out = p, append(out, p)
	}
	for _, x := range w.measure.edges {
		p := at[w.parts[x.A]]
		p.edges = append(p.edges, matching.Edge{A: place[x.A], B: place[x.B], Weight: x.Weight})
	}
	for _, p := range out {
		slices.SortFunc(p.edges, func(x, y matching.Edge) int {
			return cmp.Or(cmp.Compare(y.Weight, x.Weight), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
		})
	}
	return out
}

// add counts a part at every threshold, from the highest down.
func (w *whatIf) add(p *part) {
	table := w.measure.table.Part(p.records)
	var counts Counts
	used := 0
	last := w.measure.model.Clustering()
	for k := len(w.ladder) - 1; k >= 0; k-- {
		before := used
		for used < len(p.edges) && p.edges[used].Weight >= w.ladder[k] {
			used++
		}
		m := w.measure.model.WithThresholds(w.ladder[k], min(w.ladder[k], w.measure.model.Review()))
		if used > before || used > 0 && m.Clustering() != last {
			last = m.Clustering()
			clusters, _ := m.Cluster(table, p.edges[:used])
			counts = w.score(p, LabelsOf(len(p.records), clusters))
		}
		w.counts[k].Predicted += counts.Predicted
		w.counts[k].Right += counts.Right
	}
}

// score counts the pairs of a part.
func (w *whatIf) score(p *part, predicted Labels) Counts {
	truth := w.measure.truth.Labels
	if truth == nil {
		all := make(map[int]int32, len(p.records))
		for k, i := range p.records {
			all[i] = predicted[k]
		}
		var c Counts
		for _, l := range w.labels[p.name] {
			if all[l.A] == all[l.B] {
				c.Predicted++
				if l.Same {
					c.Right++
				}
			}
		}
		return c
	}
	local := make(Labels, len(p.records))
	for k, i := range p.records {
		local[k] = truth[i]
	}
	return Pairwise(predicted, local)
}
