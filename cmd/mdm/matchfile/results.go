package matchfile

import (
	"encoding/csv"
	"io"
	"iter"
	"strconv"

	"aurum/matching"
	"aurum/matching/evaluation"
)

// WriteClusters writes a line for each record: its id, the id of its cluster's first record, and its source. Records that
// were left out are clusters of their own.
func WriteClusters(w io.Writer, l *Loaded, clusters [][]int) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{IDColumn, "cluster_id", SourceColumn}) // Flush tells
	for _, members := range clusters {
		for _, i := range members {
			_ = out.Write([]string{l.Key(i).Key, l.Key(members[0]).Key, l.Key(i).System})
		}
	}
	for _, left := range l.Left {
		_ = out.Write([]string{left.Key.Key, left.Key.Key, left.Key.System})
	}
	out.Flush()
	return out.Error()
}

// WriteLinks writes a line for each edge of a run. An edge that reaches link but whose records are in two clusters is for
// review: something stands between them.
func WriteLinks(w io.Writer, l *Loaded, clusters [][]int, edges iter.Seq[matching.Edge], link float64) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{"record_id_a", "record_id_b", "weight", "probability", "decision"}) // Flush tells
	of := evaluation.LabelsOf(l.Len(), clusters)
	for e := range edges {
		decision := matching.DecisionReview
		if e.Weight >= link && of.Together(e.A, e.B) {
			decision = matching.DecisionLink
		}
		_ = out.Write([]string{
			l.Key(e.A).Key, l.Key(e.B).Key, strconv.FormatFloat(e.Weight, 'f', 3, 64),
			strconv.FormatFloat(matching.Probability(e.Weight), 'g', 6, 64), decision,
		})
	}
	out.Flush()
	return out.Error()
}
