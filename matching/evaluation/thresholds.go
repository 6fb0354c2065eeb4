package evaluation

import (
	"math"
	"slices"
)

// Point is what a link threshold would give.
type Point struct {
	// Threshold is a match probability, Bits the match weight that goes with it.
	Threshold float64 `json:"threshold"`
	Bits      float64 `json:"bits"`
	Score
}

// probabilities and weights are the thresholds that a table tries: probabilities where they differ visibly, then whole bits.
var (
	probabilities = []float64{0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999}
	weights       = []float64{12, 14, 16, 18, 20, 25, 30, 40, 50}
)

// Ladder lists the thresholds of a table in bits, ascending, with those of the policy put in.
func Ladder(own ...float64) []float64 {
	out := slices.Concat(own, weights)
	for _, p := range probabilities {
		out = append(out, math.Log2(p/(1-p)))
	}
	slices.Sort(out)
	return slices.CompactFunc(out, func(x, y float64) bool { return math.Abs(x-y) < 1e-9 })
}

// probability is that of a weight, without the dust that going to bits and back leaves where it would show.
func probability(bits float64) float64 {
	p := 1 / (1 + math.Exp2(-bits))
	if 1-p < 1e-9 {
		return p
	}
	return math.Round(p*1e12) / 1e12
}

// Best is the point with the highest F1, of equals the one with the highest threshold: it joins least. It is chosen with
// the truth in hand, hence a ceiling and no result.
func Best(table []Point) Point {
	var best Point
	for i, p := range table {
		if i == 0 || p.F1 >= best.F1 {
			best = p
		}
	}
	return best
}
