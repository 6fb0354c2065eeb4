package matching

import "aurum/matching/similarity"

// closeness is one less the relative difference of two numbers, not below 0; what is no number is close to nothing.
func closeness(p *pair) float64 {
	if !p.a.isNumber || !p.b.isNumber {
		return 0
	}
	return max(0, 1-similarity.RelativeDifference(p.a.number, p.b.number))
}
