package propose

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestLogitFindsTheWeights(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var examples []example
	for range 5000 {
		x := []float64{r.Float64(), r.Float64(), r.Float64()}
		p := 1 / (1 + math.Exp(-(3*x[0] - 2*x[1] - 1)))
		e := example{x: x, weight: 1}
		if r.Float64() < p {
			e.label = 1
		}
		examples = append(examples, e)
	}
	free := logit{weights: make([]float64, 3)}
	free.fit(examples, 0.1, []bool{true, true, true})
	for i, want := range []float64{3, -2, 0} {
		if math.Abs(free.weights[i]-want) > 0.3 {
			t.Errorf("weight %d is %.2f, not about %.0f", i, free.weights[i], want)
		}
	}
	held := logit{weights: make([]float64, 3)}
	held.fit(examples, 0.1, []bool{false, false, false})
	if held.weights[1] != 0 || held.weights[0] < 2 {
		t.Errorf("held not negative, weights are %.2f", held.weights)
	}
}

func TestLogitStaysFiniteWhereClassesSeparate(t *testing.T) {
	var examples []example
	for i := range 100 {
		examples = append(examples, example{x: []float64{float64(i % 2)}, label: float64(i % 2), weight: 1})
	}
	l := logit{weights: make([]float64, 1)}
	l.fit(examples, 1, []bool{false})
	if math.IsNaN(l.weights[0]) || l.weights[0] < 2 || l.weights[0] > 50 {
		t.Errorf("weight is %v", l.weights[0])
	}
}
