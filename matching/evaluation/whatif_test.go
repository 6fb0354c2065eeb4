package evaluation

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"aurum/matching"
)

// Clustering part by part, only where edges change, is nothing but clustering everything at each threshold.
func TestEveryThresholdIsThatOfTheWholeClusteredAnew(t *testing.T) {
	names, cities := []string{"Ada Berg", "Ada Bergh", "Jan Novak", "Jana Novak", "Eva Lind"}, []string{"Ulm", "Bonn"}
	r := rand.New(rand.NewPCG(11, 12))
	for round, more := range []string{"", "clustering: {method: average, stop: 0.9}\n", "clustering: {method: average, stop: 0.4}\n", "sources: {unique: [S]}\n", "rules: [{name: other town, when: {falls: {city: else}}, then: forbid}]\n"} {
		var lines []string
		truth := make(Labels, 40)
		for i := range truth {
			lines = append(lines, fmt.Sprintf("%s,%s,19%d0-01-01", names[r.IntN(5)], cities[r.IntN(2)], r.IntN(10)))
			truth[i] = int32(r.IntN(20))
		}
		m, tab := table(t, people+more, lines...)
		report, err := Measure(t.Context(), m, tab, Truth{Labels: truth}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		run, err := m.WithThresholds(m.Link(), -100).Run(t.Context(), tab, matching.RunOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range report.ThresholdTable {
			clusters, _ := m.WithThresholds(p.Bits, p.Bits).Cluster(tab, run.Edges)
			if want := Pairwise(LabelsOf(len(truth), clusters), truth).Score(); p.Score != want {
				t.Errorf("round %d, threshold %v: %+v, want %+v", round, p.Threshold, p.Score, want)
			}
		}
	}
}
