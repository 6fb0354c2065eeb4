package propose

import (
	"math"
	"slices"
	"testing"
)

// Pairs of two classes with known shares of levels: the mixture must find the shares again.
func TestMixtureFindsItsShares(t *testing.T) {
	rng := seeded(11)
	same := [][]float64{{0.7, 0.2, 0.1}, {0.6, 0.3, 0.1}, {0.8, 0.2}}
	other := [][]float64{{0.1, 0.2, 0.7}, {0.05, 0.25, 0.7}, {0.3, 0.7}}
	draw := func(shares []float64) uint8 {
		x := rng.Float64()
		for i, s := range shares {
			if x -= s; x < 0 {
				return uint8(i)
			}
		}
		return uint8(len(shares) - 1)
	}
	var levels [][]uint8
	for i := range 8000 {
		of := other
		if i%4 == 0 {
			of = same
		}
		levels = append(levels, []uint8{draw(of[0]), draw(of[1]), draw(of[2])})
	}
	f := mix(levels, []evidence{
		{m0: []float64{0.6, 0.3, 0.1}, u0: []float64{0.1, 0.3, 0.6}},
		{m0: []float64{0.6, 0.3, 0.1}, u0: []float64{0.1, 0.3, 0.6}},
		{m0: []float64{0.6, 0.4}, u0: []float64{0.4, 0.6}},
	})
	if math.Abs(f.share-0.25) > 0.03 {
		t.Errorf("share %.3f, not 0.25", f.share)
	}
	for k := range same {
		for l := range same[k] {
			if math.Abs(f.m[k][l]-same[k][l]) > 0.06 || math.Abs(f.u[k][l]-other[k][l]) > 0.06 {
				t.Errorf("evidence %d level %d: m %.2f u %.2f, not %.2f and %.2f", k, l, f.m[k][l], f.u[k][l], same[k][l], other[k][l])
			}
		}
	}
}

// Evidence that is trusted stays what it is, though most pairs look otherwise.
func TestTrustedEvidenceKeepsItsMeaning(t *testing.T) {
	var levels [][]uint8
	for i := range 1000 {
		levels = append(levels, []uint8{uint8(i % 2), 1}) // alike or not, and always in conflict
	}
	trusted := evidence{m0: []float64{0.9, 0.1}, u0: []float64{0.1, 0.9}, trust: 1}
	f := mix(levels, []evidence{{m0: []float64{0.9, 0.1}, u0: []float64{0.1, 0.9}}, trusted})
	if f.bits(1, 1) > -1 {
		t.Errorf("a conflict of what identifies weighs %.1f bits", f.bits(1, 1))
	}
	if f.share > 0.5 {
		t.Errorf("share %.2f though all pairs conflict", f.share)
	}
}

func TestPooled(t *testing.T) {
	got := pooled([]float64{5, 6, 1, 2, 3, -4}, []float64{1, 1, 1, 1, 1, 1})
	if !slices.IsSortedFunc(got, func(a, b float64) int {
		switch {
		case a > b+1e-12:
			return -1
		case a < b-1e-12:
			return 1
		}
		return 0
	}) {
		t.Errorf("rises: %v", got)
	}
	if math.Abs(got[0]-5.5) > 1e-6 || math.Abs(got[3]-2) > 1e-6 || math.Abs(got[5]+4) > 1e-6 {
		t.Errorf("pooled %v", got)
	}
}

func TestBins(t *testing.T) {
	for _, c := range []struct {
		score float64
		want  uint8
	}{{1, 0}, {0.96, 0}, {0.94, 1}, {0, 19}, {-0.1, 19}} {
		if got := bin(c.score, 20); got != c.want {
			t.Errorf("bin of %v: %d, want %d", c.score, got, c.want)
		}
	}
}
