package similarity

import (
	"cmp"
	"slices"
)

// alignment is one pair of positions, one on either side, and how alike what stands there is.
type alignment struct {
	a, b   int32
	score  float64
	weight float64
}

// alignBuffer holds the candidate pairs of an ordinary comparison on the stack.
type alignBuffer [32]alignment

// align pairs positions one to one, best score first, then heaviest, and returns the chosen pairs in
// that order. score returns 0 for a pair that must not be made. The order of ties is fixed by position
// alone and mirrors when the sides are exchanged, so the outcome is symmetric. Greedy choice is within a
// factor two of the optimum and equal to it on names, where good pairs hardly compete.
func align(buf []alignment, na, nb int, score func(i, j int) (score, weight float64)) []alignment {
	for i := range na {
		for j := range nb {
			if s, w := score(i, j); s > 0 {
				buf = append(buf, alignment{a: int32(i), b: int32(j), score: s, weight: w})
			}
		}
	}
	slices.SortFunc(buf, compareAlignments)
	return chooseFree(buf, na, nb)
}

func compareAlignments(x, y alignment) int {
	return cmp.Or(
		cmp.Compare(y.score, x.score),
		cmp.Compare(y.weight, x.weight),
		cmp.Compare(abs(x.a-x.b), abs(y.a-y.b)),
		cmp.Compare(x.a+x.b, y.a+y.b),
		cmp.Compare(x.a, y.a),
	)
}

// chooseFree keeps the pairs whose two positions are not taken by an earlier one, in place.
func chooseFree(sorted []alignment, na, nb int) []alignment {
	var bufA, bufB [shortText]bool
	takenA, takenB := marks(bufA[:], na), marks(bufB[:], nb)
	chosen := sorted[:0]
	for _, p := range sorted {
		if !takenA[p.a] && !takenB[p.b] {
			takenA[p.a], takenB[p.b] = true, true
			chosen = append(chosen, p)
		}
	}
	return chosen
}

func abs[T int | int32](n T) T {
	if n < 0 {
		return -n
	}
	return n
}
