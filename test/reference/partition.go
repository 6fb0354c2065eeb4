package reference

import (
	"slices"

	gocmp "github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/mastering"
	"aurum/matching"
)

type edge struct{ a, b domain.RecordID }

// partition compares every record with every other: the edges that ought to be stored, and the clusters by position.
func partition(p *mastering.Policy, alive []*domain.SourceRecord, asserted []matching.Assertion) (map[edge]float64, [][]int) {
	var keys []domain.SourceKey
	var prepared []*matching.Prepared
	for _, r := range alive {
		keys, prepared = append(keys, r.SourceKey), append(prepared, p.Matching.Prepare(r.Standardized))
	}
	stored := map[edge]float64{}
	var links []matching.Edge
	for i := range alive {
		for j := range i {
			if !meet(prepared[i].Keys(), prepared[j].Keys()) {
				continue
			}
			v := p.Matching.Compare(prepared[i], prepared[j])
			if v.Weight < p.Matching.Review() || v.Forbid != "" && v.Weight < p.Matching.Link() {
				continue
			}
			stored[edge{alive[i].ID, alive[j].ID}], stored[edge{alive[j].ID, alive[i].ID}] = v.Weight, v.Weight
			if v.Weight >= p.Matching.Link() {
				links = append(links, matching.Edge{A: i, B: j, Weight: v.Weight})
			}
		}
	}
	clusters, _ := matching.Partition(keys, links, asserted, func(i, j int) (string, bool) { return p.Matching.Forbids(prepared[i], prepared[j]) })
	return stored, clusters
}

func meet(a, b []int64) bool {
	return slices.ContainsFunc(a, func(k int64) bool { return slices.Contains(b, k) })
}

func (w World) checkEdges(want map[edge]float64) {
	w.T.Helper()
	var ids []domain.RecordID
	w.Query(`select coalesce(array_agg(distinct a), '{}') from match_edge`, &ids)
	edges, err := w.DB.Edges(w.T.Context(), ids)
	if err != nil {
		w.T.Fatal(err)
	}
	got := map[edge]float64{}
	for _, e := range edges {
		got[edge{e.A, e.B}] = e.Weight
	}
	if d := gocmp.Diff(want, got, gocmp.AllowUnexported(edge{})); d != "" {
		w.T.Errorf("edges -reference +stored:\n%s", d)
	}
}
