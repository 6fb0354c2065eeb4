package training

import (
	"math"

	"aurum/matching"
)

const missing = matching.Missing

// Joint is a group of dependent comparisons: agreeing on a street and on its postal code is hardly more than agreeing on the
// street. Its combinations of levels are weighed as wholes.
type Joint struct {
	// Members are the comparisons of the group.
	Members []int
	// Tuples are the combinations met, by their levels.
	Tuples []Tuple

	number map[string]int
	of     []int // the tuple of each pattern
}

// Tuple is a combination of levels.
type Tuple struct {
	Levels  []uint8
	M, U    float64 // shares among matches and others
	Count   float64 // candidate pairs
	Matches float64 // of them, expected
	Weight  float64 // bits
	Sum     float64 // what the levels add up to one by one

	singleU float64 // U if the levels did not depend on each other
}

func newJoint(members []int, p *Patterns) *Joint {
	j := &Joint{Members: members, number: map[string]int{}, of: make([]int, len(p.Levels))}
	for i, row := range p.Levels {
		key := j.key(row)
		n, ok := j.number[key]
		if !ok {
			n = len(j.Tuples)
			j.number[key] = n
			j.Tuples = append(j.Tuples, Tuple{Levels: []uint8(key)})
		}
		j.of[i] = n
		j.Tuples[n].Count += p.Count[i]
	}
	return j
}

func (j *Joint) key(row []uint8) string {
	key := make([]byte, len(j.Members))
	for i, k := range j.Members {
		key[i] = row[k]
	}
	return string(key)
}

// correction is what the combination of a pattern weighs beyond its levels one by one.
func (j *Joint) correction(row []uint8) float64 {
	n, ok := j.number[j.key(row)]
	if !ok {
		return 0
	}
	return j.Tuples[n].Weight - j.Tuples[n].Sum
}

// chance is what the combination of a pattern changes in how often it comes about among pairs that are not the same.
func (j *Joint) chance(row []uint8) float64 {
	n, ok := j.number[j.key(row)]
	if !ok || j.Tuples[n].U == 0 {
		return 0
	}
	t := &j.Tuples[n]
	return math.Log2(t.U / t.singleU)
}

// begin gives combinations a first weight: what their levels add up to or, to be wary, no more than the strongest of them,
// so that neighbours do not pass for one from the start.
func (j *Joint) begin(e *Estimate, wary bool) {
	for n := range j.Tuples {
		t := &j.Tuples[n]
		t.Sum = 0
		most := 0.0
		for i, l := range t.Levels {
			if l != missing {
				w := e.Weights[j.Members[i]][l]
				t.Sum, most = t.Sum+w, max(most, w)
			}
		}
		t.Weight = t.Sum
		if wary {
			t.Weight = min(t.Sum, most)
		}
	}
}

// maximize estimates the shares of combinations, each among the pairs that say as much: which sides are silent is no
// evidence. m is held near the product of its levels; u is at least what candidates that are no matches show, since blocking
// brings together nearly all pairs that agree in the group.
func (j *Joint) maximize(e *Estimate, p *Patterns, post []float64, strength float64) {
	sums, others := make([]float64, len(j.Tuples)), make([]float64, len(j.Tuples))
	for i, c := range p.Count {
		sums[j.of[i]] += c * post[i]
		others[j.of[i]] += c * (1 - post[i])
	}
	matches := map[string]float64{}
	for n := range j.Tuples {
		matches[j.Tuples[n].silence()] += sums[n]
	}
	for n := range j.Tuples {
		t := &j.Tuples[n]
		t.Matches = sums[n]
		m0, u0 := t.product(j.Members, e)
		t.singleU = u0
		t.M = (sums[n] + strength*m0) / (matches[t.silence()] + strength)
		t.U = max(u0, others[n]/((e.Total-e.Matches)*t.saying(j.Members, e)))
		t.Weight = min(math.Log2(t.M/t.U), t.ceiling())
	}
}

// Disagreement on everything of a group weighs at least this share of what its levels add up to, up to a bound: namesakes in
// another town would else teach that matches move.
const (
	disagreeShare = 0.75
	disagreeBound = -12.0 // bits
)

func (t *Tuple) ceiling() float64 {
	if t.Sum >= 0 {
		return math.Inf(1)
	}
	return max(disagreeShare*t.Sum, disagreeBound)
}

// product is what the levels come to one by one, as if they did not depend on each other.
func (t *Tuple) product(members []int, e *Estimate) (m, u float64) {
	m, u, t.Sum = 1, 1, 0
	for i, l := range t.Levels {
		if l != missing {
			k := members[i]
			m, u, t.Sum = m*e.M[k][l], u*e.U[k][l], t.Sum+e.Weights[k][l]
		}
	}
	return m, u
}

// silence tells which of the comparisons have a silent side.
func (t *Tuple) silence() string {
	mask := make([]byte, len(t.Levels))
	for i, l := range t.Levels {
		if l == missing {
			mask[i] = 1
		}
	}
	return string(mask)
}

// saying is the share of all pairs that say as much as the tuple.
func (t *Tuple) saying(members []int, e *Estimate) float64 {
	share := 1.0
	for i, l := range t.Levels {
		if fill := e.Fill[members[i]]; l == missing {
			share *= 1 - fill
		} else {
			share *= fill
		}
	}
	return max(share, 1/e.Total)
}
