package training

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"aurum/matching"
	"aurum/matching/similarity"
)

// Bounds of a table of term frequencies.
const (
	leastEntities = 3   // that a word must occur in to be listed
	mostWords     = 500 // in a table: those that the rest is hardly commoner than
)

// frequencies fills the tables of term frequencies that comparisons of the policy name, and bases the weight of their best
// levels on a word that is not listed. Words are counted by entity, not by record: what is written five times because it is
// five times the same person is no common name.
func (l *Learned) frequencies(spec *matching.Spec, m *matching.Model, t *matching.Table, cluster []int) {
	tables := map[string]map[string]float64{}
	for name, table := range spec.Frequencies {
		tables[name] = table
	}
	for k := range spec.Comparisons {
		c := &spec.Comparisons[k]
		if c.TermFrequency == "" || len(c.Levels) == 0 {
			continue
		}
		table := wordShares(m, t, k, cluster)
		if table == nil {
			continue
		}
		tables[c.TermFrequency] = table
		if m.BestIsEqual(k) && c.Levels[0].U != nil {
			rare := Round(min(table[matching.FrequencyDefault], *c.Levels[0].U))
			c.Levels[0].U = &rare
		}
	}
	if len(tables) > 0 {
		spec.Frequencies = tables
	}
}

// wordShares is in which share of the entities each common word occurs, and "default" for the others; nil where no word is
// common.
func wordShares(m *matching.Model, t *matching.Table, comparison int, cluster []int) map[string]float64 {
	type met struct {
		word    string
		cluster int
	}
	seen, entities := map[met]bool{}, map[int]bool{}
	count := map[string]int{}
	for i := range t.Len() {
		for _, text := range m.Texts(t.Prepared(i), comparison) {
			entities[cluster[i]] = true
			for _, w := range similarity.Tokens(similarity.FoldKey(text)) {
				if one := (met{w, cluster[i]}); !seen[one] {
					seen[one] = true
					count[w]++
				}
			}
		}
	}
	words := slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	words = words[:min(len(words), mostWords)]
	n := float64(max(len(entities), 1))
	out := map[string]float64{}
	least := math.Inf(1)
	for _, w := range words {
		if count[w] >= leastEntities {
			out[w] = Round(float64(count[w]) / n)
			least = min(least, out[w])
		}
	}
	if len(out) == 0 {
		return nil
	}
	out[matching.FrequencyDefault] = Round(min(1.5/n, least))
	return out
}
