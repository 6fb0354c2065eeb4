package similarity

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestMinHashOfTheSameWords(t *testing.T) {
	a, b := MinHash("Café Müller, Hamburg", 20), MinHash("hamburg  CAFE muller", 20)
	if len(a) != 20 || !reflect.DeepEqual(a, b) {
		t.Errorf("%q and %q", a, b)
	}
	if got := MinHash(" -- ", 20); got != nil {
		t.Errorf("nothing gives %q", got)
	}
	if len(MinHash("ß", 3)) != 3 || len(MinHash("李", 3)) != 3 {
		t.Error("a single letter gives no keys")
	}
}

// Texts share a band as often as the formula says: 1 - (1 - s^3)^n.
func TestMinHashMeetsAsOftenAsItShould(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		return fmt.Sprintf("%c%c%c%c", 'a'+r.IntN(26), 'a'+r.IntN(26), 'a'+r.IntN(26), 'a'+r.IntN(26))
	}
	for _, c := range []struct{ common, own int }{{6, 2}, {4, 4}, {2, 6}} {
		const trials, bands = 600, 5
		met, expected := 0.0, 0.0
		for range trials {
			var common, a, b []string
			for range c.common {
				common = append(common, word())
			}
			for range c.own {
				a, b = append(a, word()), append(b, word())
			}
			x, y := strings.Join(append(a, common...), " "), strings.Join(append(b, common...), " ")
			s := jaccardOfTrigrams(x, y)
			expected += 1 - math.Pow(1-s*s*s, bands)
			kx, ky := MinHash(x, bands), MinHash(y, bands)
			if slices.ContainsFunc(kx, func(k string) bool { return slices.Contains(ky, k) }) {
				met++
			}
		}
		if math.Abs(met-expected)/trials > 0.05 {
			t.Errorf("%d words in common, %d of their own: %.2f meet, expected %.2f", c.common, c.own, met/trials, expected/trials)
		}
	}
}

func jaccardOfTrigrams(x, y string) float64 {
	set := func(s string) map[string]bool {
		out := map[string]bool{}
		for w := range strings.FieldsSeq(s) {
			w = "#" + w + "#"
			for i := range len(w) - 2 {
				out[w[i:i+3]] = true
			}
		}
		return out
	}
	a, b := set(x), set(y)
	common := 0
	for g := range a {
		if b[g] {
			common++
		}
	}
	return float64(common) / float64(len(a)+len(b)-common)
}

func BenchmarkMinHash(b *testing.B) {
	for b.Loop() {
		MinHash("international business machines deutschland gmbh", 20)
	}
}
