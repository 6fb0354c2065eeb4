package propose

import (
	"math"
)

// evidence is one way of looking at a pair of texts, in levels from the best on; the last level may be that a side says
// nothing.
type evidence struct {
	// m0 and u0 are the shares of levels to expect among pairs that are the same and among near neighbours that are not.
	m0, u0 []float64
	// trust is how much that expectation weighs beside the pairs: 1 as much as all of them.
	trust float64
}

// mixture is what expectation maximization makes of pairs of near neighbours: the shares of levels among those that are the
// same and the others, and how many are the same.
//
// Both shares are learned on near neighbours, for what tells a match from a near neighbour is not what tells it from any
// pair. What keeps the classes from being something else than matches is evidence that is trusted by its nature, such as an
// equal part number.
type mixture struct {
	m, u  [][]float64
	share float64   // of pairs that are the same
	p     []float64 // by pair
}

// Bounds of the mixture.
const (
	mixtureRounds = 60
	leastWeight   = -6.5 // bits: what one evidence can say against a match
	leastPseudo   = 10.0 // pairs that the expectation weighs at least
	slightTrust   = 0.02
	startShare    = 0.1
)

// mix fits a mixture to the levels of pairs: levels has for each pair the level of each evidence. weights, which may be nil,
// says how much each pair counts.
func mix(levels [][]uint8, es []evidence) *mixture {
	f := &mixture{share: startShare, p: make([]float64, len(levels))}
	for _, e := range es {
		f.m, f.u = append(f.m, append([]float64{}, e.m0...)), append(f.u, append([]float64{}, e.u0...))
	}
	for range mixtureRounds {
		f.expect(levels)
		f.maximize(levels, es)
	}
	f.expect(levels)
	return f
}

// bits is what a level of an evidence weighs.
func (f *mixture) bits(k int, level uint8) float64 {
	return max(leastWeight, math.Log2(f.m[k][level]/f.u[k][level]))
}

func (f *mixture) prior() float64 { return math.Log2(f.share / (1 - f.share)) }

func (f *mixture) expect(levels [][]uint8) {
	weights := make([][]float64, len(f.m))
	for k := range weights {
		weights[k] = make([]float64, len(f.m[k]))
		for l := range weights[k] {
			weights[k][l] = f.bits(k, uint8(l))
		}
	}
	prior := f.prior()
	for i, row := range levels {
		w := prior
		for k, l := range row {
			w += weights[k][l]
		}
		f.p[i] = 1 / (1 + math.Exp2(-w))
	}
}

func (f *mixture) maximize(levels [][]uint8, es []evidence) {
	same := 0.0
	for _, p := range f.p {
		same += p
	}
	all := float64(len(levels))
	f.share = min(max(same/all, 1/(all+2)), 1-1/(all+2))
	for k := range es {
		e := &es[k]
		cm, cu := make([]float64, len(e.m0)), make([]float64, len(e.m0))
		for i, row := range levels {
			cm[row[k]] += f.p[i]
			cu[row[k]] += 1 - f.p[i]
		}
		trust := max(e.trust, slightTrust)
		sm, su := max(leastPseudo, trust*same), leastPseudo
		if e.trust > slightTrust {
			su = max(leastPseudo, trust*(all-same))
		}
		for l := range e.m0 {
			f.m[k][l] = (cm[l] + sm*e.m0[l]) / (same + sm)
			f.u[k][l] = (cu[l] + su*e.u0[l]) / (all - same + su)
		}
	}
}

// binned is the evidence of a score cut into bins, the highest first, where matches are expected high and others low.
func binned(bins int) evidence {
	e := evidence{m0: make([]float64, bins), u0: make([]float64, bins)}
	sum := 0.0
	for i := range bins {
		e.m0[i] = math.Exp(-fall * float64(i) / float64(bins))
		sum += e.m0[i]
	}
	for i := range bins {
		e.m0[i] /= sum
		e.u0[bins-1-i] = e.m0[i]
	}
	return e
}

// fall is how steeply the expected shares of a score fall over its range.
const fall = 4.0

// bin is the bin of a score from 0 to 1, the highest first.
func bin(score float64, bins int) uint8 {
	return uint8(bins - 1 - min(bins-1, max(0, int(score*float64(bins)))))
}

// pooled makes weights never rise from one level to the next (pool adjacent violators, each weighed by counts).
func pooled(weights, counts []float64) []float64 {
	type block struct {
		sum, count float64
		n          int
	}
	var blocks []block
	for i, w := range weights {
		c := counts[i] + 1e-6
		blocks = append(blocks, block{w * c, c, 1})
		for n := len(blocks); n > 1 && blocks[n-2].sum/blocks[n-2].count < blocks[n-1].sum/blocks[n-1].count; n-- {
			blocks[n-2] = block{blocks[n-2].sum + blocks[n-1].sum, blocks[n-2].count + blocks[n-1].count, blocks[n-2].n + blocks[n-1].n}
			blocks = blocks[:n-1]
		}
	}
	out := make([]float64, 0, len(weights))
	for _, b := range blocks {
		for range b.n {
			out = append(out, b.sum/b.count)
		}
	}
	return out
}
