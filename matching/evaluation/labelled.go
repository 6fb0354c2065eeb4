package evaluation

import (
	"maps"
	"slices"
)

// Labelled is a pair of records, by position, of which somebody knows whether they are the same.
type Labelled struct {
	A, B int
	Same bool
	// Split is the part of the labels that the pair belongs to: train, test …; it may be empty.
	Split string
}

// ScorePairs counts labelled pairs alone: one is predicted where both records are in one cluster. Pairs that nobody has
// labelled count neither way.
func ScorePairs(labelled []Labelled, predicted Labels) Counts {
	var c Counts
	for _, l := range labelled {
		together := predicted.Together(l.A, l.B)
		if together {
			c.Predicted++
		}
		if l.Same {
			c.True++
		}
		if together && l.Same {
			c.Right++
		}
	}
	return c
}

// Split is the score of one part of the labels.
type Split struct {
	Name  string
	Pairs int
	Counts
}

// ScoreSplits counts each part of the labels by itself, in order of the names; none where no pair names a part.
func ScoreSplits(labelled []Labelled, predicted Labels) []Split {
	parts := map[string][]Labelled{}
	for _, l := range labelled {
		parts[l.Split] = append(parts[l.Split], l)
	}
	if _, unnamed := parts[""]; unnamed && len(parts) == 1 {
		return nil
	}
	var out []Split
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		out = append(out, Split{name, len(parts[name]), ScorePairs(parts[name], predicted)})
	}
	return out
}
