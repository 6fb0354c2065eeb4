package evaluation

import (
	"cmp"
	"slices"
)

// Wrong is a pair of records, A < B, that was decided wrongly, with its match weight in bits.
type Wrong struct {
	A, B   int
	Weight float64
}

// Worst picks from the wrong pairs those that the model was most sure of: rank gives how wrong a pair is, more is worse.
// No record is shown twice, so that one bad record does not hide all others. Of equals the first by position comes first.
func Worst(wrong []Wrong, n int, rank func(Wrong) float64) []Wrong {
	sorted := slices.Clone(wrong)
	slices.SortFunc(sorted, func(x, y Wrong) int {
		return cmp.Or(cmp.Compare(rank(y), rank(x)), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	shown := map[int]bool{}
	var out []Wrong
	for _, w := range sorted {
		if len(out) == n {
			break
		}
		if shown[w.A] || shown[w.B] {
			continue
		}
		shown[w.A], shown[w.B] = true, true
		out = append(out, w)
	}
	return out
}

// TooMuch ranks pairs that should not be together: the higher the weight, the worse.
func TooMuch(w Wrong) float64 { return w.Weight }

// TooLittle ranks pairs that should be together: the lower the weight, the worse.
func TooLittle(w Wrong) float64 { return -w.Weight }
