package similarity

import "math"

// RelativeDifference returns |a-b| / max(|a|, |b|): 0 for equal numbers, 1 when one of them is zero, up
// to 2 for opposite signs. A value that is not a number, or infinite and not equal, is infinitely far.
func RelativeDifference(a, b float64) float64 {
	switch {
	case a == b:
		return 0
	case math.IsNaN(a) || math.IsNaN(b) || math.IsInf(a, 0) || math.IsInf(b, 0):
		return math.Inf(1)
	}
	scale := max(math.Abs(a), math.Abs(b))
	return math.Abs(a/scale - b/scale)
}

// WithinTolerance reports whether a and b differ by at most the absolute tolerance (in their own unit) or
// by at most the relative one (a share of the larger). A tolerance of 0 asks for equality.
func WithinTolerance(a, b, absolute, relative float64) bool {
	return a == b || math.Abs(a-b) <= absolute || RelativeDifference(a, b) <= relative
}

// Numeric returns 1 for numbers within tolerance, else 1 - RelativeDifference, and 0 from a relative
// difference of 1 on. Values that are not numbers are like nothing, themselves included.
func Numeric(a, b, absolute, relative float64) float64 {
	switch {
	case math.IsNaN(a) || math.IsNaN(b):
		return 0
	case WithinTolerance(a, b, absolute, relative):
		return 1
	}
	return max(0, 1-RelativeDifference(a, b))
}
