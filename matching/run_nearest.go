package matching

import (
	"slices"

	"aurum/domain"
	"aurum/matching/corpus"
)

// nearest finds the near neighbours that no earlier rule, by key or by likeness, brings together.
func (s *scanner) nearest(m *Model, take func(report BlockingReport, fresh []corpus.Pair) error) error {
	var before []corpus.Pair
	for i := range m.nearest {
		found := m.neighbours(s.table, &m.nearest[i])
		fresh := make([]corpus.Pair, 0, len(found))
		for _, p := range found {
			if _, known := slices.BinarySearchFunc(before, p, comparePair); !known && !s.sharesKey(p) {
				fresh = append(fresh, p)
			}
		}
		before = append(before, fresh...)
		slices.SortFunc(before, comparePair)
		report := BlockingReport{Rule: m.nearest[i].name, Pairs: int64(len(found)), New: int64(len(fresh))}
		if err := take(report, fresh); err != nil {
			return err
		}
	}
	return nil
}

func (s *scanner) sharesKey(p corpus.Pair) bool {
	return slices.ContainsFunc(s.rules, func(b *blocks) bool {
		_, ok := b.first(uint32(p.A), uint32(p.B))
		return ok
	})
}

func (m *Model) neighbours(t *Table, n *nearest) []corpus.Pair {
	if !m.sources.across {
		found := m.neighboursOfTexts(t, n)
		return slices.DeleteFunc(found, func(p corpus.Pair) bool { return !m.Meets(t.keys[p.A], t.keys[p.B]) })
	}
	vectors := make([]corpus.Vector, t.Len())
	var one [1]uint32
	for i := range vectors {
		if numbers := t.valuesAt(i, n.feature, &one); len(numbers) > 0 {
			vectors[i] = t.columns[n.feature].values[numbers[0]].vector
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
