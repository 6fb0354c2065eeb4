package propose

import "math"

// logit is a logistic regression with weights that may be held to be not negative, by iteratively reweighted least squares
// (P. McCullagh and J. Nelder, Generalized Linear Models, 1989) with coordinate descent on each quadratic
// (J. Friedman, T. Hastie and R. Tibshirani, "Regularization Paths for Generalized Linear Models via Coordinate Descent",
// Journal of Statistical Software 33, 2010).
type logit struct {
	weights  []float64
	constant float64
}

// example is a row of features with its label, 0 to 1, and how much it counts.
type example struct {
	x             []float64
	label, weight float64
}

// fit trains from the weights at hand. ridge is the penalty on the square of each weight; free tells which may be negative.
func (l *logit) fit(examples []example, ridge float64, free []bool) {
	d := len(l.weights)
	for range 12 {
		gradient, hessian := make([]float64, d+1), make([][]float64, d+1)
		for j := range hessian {
			hessian[j] = make([]float64, d+1)
		}
		for i := range examples {
			l.accumulate(&examples[i], gradient, hessian)
		}
		for j := range d {
			gradient[j] -= ridge * l.weights[j]
			hessian[j][j] += ridge
		}
		hessian[d][d] += 1e-6
		if l.descend(gradient, hessian, free) < 1e-4 {
			return
		}
	}
}

// accumulate adds one example to gradient and Hessian of the log likelihood; the constant stands last.
func (l *logit) accumulate(e *example, gradient []float64, hessian [][]float64) {
	d := len(l.weights)
	p := 1 / (1 + math.Exp(-l.of(e.x)))
	r, v := e.weight*(e.label-p), e.weight*max(p*(1-p), 1e-5)
	for j, x := range e.x {
		if x == 0 {
			continue
		}
		gradient[j] += r * x
		for k := j; k < d; k++ {
			hessian[j][k] += v * x * e.x[k]
		}
		hessian[j][d] += v * x
	}
	gradient[d] += r
	hessian[d][d] += v
}

// descend moves to the optimum of the quadratic within the bounds and gives the largest step.
func (l *logit) descend(gradient []float64, hessian [][]float64, free []bool) float64 {
	d := len(l.weights)
	at := func(j, k int) float64 { return hessian[min(j, k)][max(j, k)] }
	step := make([]float64, d+1)
	for range 200 {
		moved := 0.0
		for j := range d + 1 {
			if hessian[j][j] < 1e-9 {
				continue
			}
			g := gradient[j]
			for k, s := range step {
				g -= at(j, k) * s
			}
			next := step[j] + g/hessian[j][j]
			if j < d && !free[j] {
				next = max(next, -l.weights[j])
			}
			moved = max(moved, math.Abs(next-step[j]))
			step[j] = next
		}
		if moved < 1e-6 {
			break
		}
	}
	most := 0.0
	for j, s := range step {
		s = min(max(s, -8), 8)
		most = max(most, math.Abs(s))
		if j == d {
			l.constant += s
		} else {
			l.weights[j] += s
		}
	}
	return most
}

// of is the log odds of a row.
func (l *logit) of(x []float64) float64 {
	sum := l.constant
	for j, w := range l.weights {
		sum += w * x[j]
	}
	return sum
}
