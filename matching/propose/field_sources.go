package propose

import (
	"fmt"
	"slices"

	"aurum/matching/corpus"
	"aurum/matching/training"
)

// Bounds of what pairs that are surely the same tell of the sources.
const (
	surely         = 0.9
	leastMatched   = 20   // records of a source that need matches elsewhere for it to be judged at all
	mostAlike      = 0.05 // pairs that look the same in a source without duplicates of its own, for each record with a match elsewhere
	mostDuplicated = 0.01 // of these, pairs whose match elsewhere is one record
)

// fieldSources finds out which sources have duplicates of their own, unless the options say so, by the pairs that are surely
// the same: a source that has many with other sources and hardly any with itself has none. Of its own pairs those count most
// that are the same as one record elsewhere: lookalikes have matches of their own.
func (in *input) fieldSources(l *training.Learned) structure {
	source, systems := in.sourceNumbers()
	if len(systems) < 2 {
		return structure{}
	}
	across := make([][]int32, len(source)) // what each record is surely the same as elsewhere
	var within []corpus.Pair
	for i, p := range l.Pairs {
		switch {
		case l.Probability(i) < surely:
		case source[p.A] == source[p.B]:
			within = append(within, p)
		default:
			across[p.A], across[p.B] = append(across[p.A], p.B), append(across[p.B], p.A)
		}
	}
	out := structure{sources: make([]sourceFound, len(systems))}
	matched, alike, shared := make([]int, len(systems)), make([]int, len(systems)), make([]int, len(systems))
	for i, s := range source {
		out.sources[s].records++
		matched[s] += count(len(across[i]) > 0)
	}
	for _, p := range within {
		s := source[p.A]
		alike[s]++
		shared[s] += count(slices.ContainsFunc(across[p.A], func(k int32) bool { return slices.Contains(across[p.B], k) }))
	}
	for s, system := range systems {
		f := &out.sources[s]
		f.system = system
		f.unique = matched[s] >= leastMatched && float64(shared[s]) <= mostDuplicated*float64(matched[s]) && float64(alike[s]) <= mostAlike*float64(matched[s])
		f.why = fmt.Sprintf("%d of its records are surely the same as one of another source; %d pairs of its own look the same, %d of them as one and the same record elsewhere",
			matched[s], alike[s], shared[s])
		f.heed(in.options)
	}
	return out
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// heed puts what the options declare in place of what was found.
func (f *sourceFound) heed(o Options) {
	switch {
	case slices.Contains(o.Unique, f.system):
		f.unique, f.declared, f.why = true, true, "declared"
	case slices.Contains(o.Duplicated, f.system):
		f.unique, f.declared, f.why = false, true, "declared"
	}
}
