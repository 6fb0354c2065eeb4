package propose

import (
	"cmp"
	"math"
	"slices"

	"aurum/matching"
	"aurum/matching/similarity"
)

// mapping learns which values of two vocabularies mean the same: how much more often they meet in matches than by chance.
type mapping struct {
	column string
	values []int32 // of each record, -1 where it says nothing
	names  []string
	source []map[string]bool // of each value, where it occurs
	met    map[[2]int32]float64
	seen   []float64
	sum    float64
}

// newMapping reads a column; values that are equal once folded are one.
func (in *input) newMapping(column string) *mapping {
	m := &mapping{column: column, values: make([]int32, in.records.Len())}
	number := map[string]int32{}
	for i := range m.values {
		key := similarity.FoldKey(in.text(column, i))
		if key == "" {
			m.values[i] = -1
			continue
		}
		n, ok := number[key]
		if !ok {
			n = int32(len(m.names))
			number[key] = n
			m.names = append(m.names, key)
			m.source = append(m.source, map[string]bool{})
		}
		m.values[i] = n
		m.source[n][in.records.Keys[i].System] = true
	}
	m.learn(nil, nil)
	return m
}

// learn counts the values of matches, each as far as it is believed.
func (m *mapping) learn(matches []scored, believed []float64) {
	m.met, m.seen, m.sum = map[[2]int32]float64{}, make([]float64, len(m.names)), 0
	for i, x := range matches {
		a, b := m.values[x.a], m.values[x.b]
		if a < 0 || b < 0 {
			continue
		}
		m.met[ordered(a, b)] += believed[i]
		m.seen[a] += believed[i]
		m.seen[b] += believed[i]
		m.sum += 2 * believed[i]
	}
}

func ordered(a, b int32) [2]int32 { return [2]int32{min(a, b), max(a, b)} }

// mostMapped bounds what a pair of values says, as the natural logarithm of a ratio of shares.
const mostMapped = 3.0

// of is the pointwise mutual information of the values of two records, ln of how often they meet over how often they would
// by chance, half a meeting added to either; missing where one says nothing. One meeting is taken off, so that no match
// speaks for itself.
func (m *mapping) of(a, b int32) (score float64, missing bool) {
	x, y := m.values[a], m.values[b]
	if x < 0 || y < 0 {
		return 0, true
	}
	return m.between(x, y), false
}

func (m *mapping) between(x, y int32) float64 {
	if m.sum == 0 {
		return 0
	}
	met := m.met[ordered(x, y)]
	if x == y {
		met *= 2 // one of either side
	}
	chance := m.seen[x] * m.seen[y] / m.sum
	s := math.Log((max(met-1, 0) + 0.5) / (chance + 0.5))
	return min(max(s, -mostMapped), mostMapped)
}

// table lists the pairs of values that say something, each times scale; the others weigh nothing.
func (m *mapping) table(scale float64) []matching.PairingSpec {
	var listed []matching.PairingSpec
	for x := range int32(len(m.names)) {
		for y := x; y < int32(len(m.names)); y++ {
			if m.seen[x] == 0 || m.seen[y] == 0 || !m.meet(x, y) {
				continue
			}
			bits := scale * m.between(x, y)
			if m.met[[2]int32{x, y}] > 0 || math.Abs(bits) > 0.1 {
				listed = append(listed, matching.PairingSpec{A: m.names[x], B: m.names[y], Bits: round4(bits)})
			}
		}
	}
	slices.SortStableFunc(listed, func(x, y matching.PairingSpec) int {
		return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(y.Bits, x.Bits), cmp.Compare(x.B, y.B))
	})
	return listed
}

// meet tells whether records of two sources may have the two values.
func (m *mapping) meet(x, y int32) bool {
	for s := range m.source[x] {
		if len(m.source[y]) > 1 || !m.source[y][s] {
			return true
		}
	}
	return false
}

func round4(x float64) float64 { return math.Round(x*1e4) / 1e4 }
