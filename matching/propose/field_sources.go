package propose

import (
	"fmt"
	"slices"

	"aurum/matching/training"
)

// Bounds of what pairs that are surely the same tell of the sources.
const (
	surely         = 0.9
	leastMatched   = 20   // records of a source that need matches elsewhere for it to be judged at all
	mostDuplicated = 0.05 // share of the records of a source without duplicates of its own that may look as if they had some
)

// fieldSources finds out which sources have duplicates of their own, unless the options say so, by the pairs that are surely
// the same: a source that has many with other sources and hardly any with itself has none.
func (in *input) fieldSources(l *training.Learned) structure {
	source, systems := in.sourceNumbers()
	if len(systems) < 2 {
		return structure{}
	}
	within, across := make([]bool, len(source)), make([]bool, len(source))
	for i, p := range l.Pairs {
		if l.Probability(i) < surely {
			continue
		}
		to := across
		if source[p.A] == source[p.B] {
			to = within
		}
		to[p.A], to[p.B] = true, true
	}
	out := structure{sources: make([]sourceFound, len(systems))}
	for s, system := range systems {
		f := &out.sources[s]
		f.system = system
		same, matched := 0, 0
		for i := range source {
			if source[i] != s {
				continue
			}
			f.records++
			same, matched = same+count(within[i]), matched+count(across[i])
		}
		f.unique = matched >= leastMatched && float64(same) <= mostDuplicated*float64(matched)
		f.why = fmt.Sprintf("%d of its records are surely the same as one of another source, %d as one of its own", matched, same)
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
