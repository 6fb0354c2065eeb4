package similarity

import (
	"math/rand/v2"
	"testing"
)

// variants of a random text over few letters, so that letters repeat, move and go missing.
func variants(r *rand.Rand) (a, b string) {
	letters := "abcd-0"[:2+r.IntN(5)]
	text := make([]byte, r.IntN(20))
	for i := range text {
		text[i] = letters[r.IntN(len(letters))]
	}
	changed := append([]byte{}, text...)
	for range r.IntN(4) {
		at := r.IntN(len(changed) + 1)
		switch {
		case r.IntN(3) == 0 || at == len(changed):
			changed = append(changed[:at:at], append([]byte{letters[r.IntN(len(letters))]}, changed[at:]...)...)
		case r.IntN(2) == 0:
			changed = append(changed[:at:at], changed[at+1:]...)
		default:
			changed[at] = letters[r.IntN(len(letters))]
		}
	}
	return string(text), string(changed)
}

func TestASCIIFormsAgreeWithTheGeneralOnes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 40000 {
		a, b := variants(r)
		if got, want := JaroWinklerASCII(a, b), JaroWinkler(a, b); got != want {
			t.Fatalf("jaro-winkler of %q and %q: %v, want %v", a, b, got, want)
		}
		for limit := range 3 {
			if want := editsByRows([]rune(a), []rune(b), false) <= limit; LevenshteinWithinASCII(a, b, limit) != want {
				t.Fatalf("%q and %q within %d: want %v", a, b, limit, want)
			}
		}
	}
}

func BenchmarkJaroWinklerASCII(b *testing.B) {
	for b.Loop() {
		JaroWinklerASCII("catherine", "katherina")
	}
}
