package matching

import (
	"math/rand/v2"
	"testing"

	"aurum/matching/similarity"
)

func TestSignaturesBoundLikeness(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	const alphabet = "abcdeeeqrst0123-.@ Z_"
	word := func() string {
		b := make([]byte, 1+r.IntN(70))
		for i := range b {
			b[i] = alphabet[r.IntN(len(alphabet))]
		}
		return string(b)
	}
	rejected := 0
	for range 200000 {
		a := word()
		b := []byte(a)
		for range r.IntN(6) {
			at := r.IntN(len(b))
			if b[at] = alphabet[r.IntN(len(alphabet))]; r.IntN(3) == 0 && len(b) > 1 {
				b = append(b[:at], b[at+1:]...)
			}
		}
		if r.IntN(3) == 0 {
			b = []byte(word())
		}
		g, o := signatureOf(a), signatureOf(string(b))
		if g.length == notShort || o.length == notShort {
			if len(a) <= maxSigned && len(b) <= maxSigned {
				t.Fatalf("%q and %q are short", a, b)
			}
			continue
		}
		if d := similarity.Levenshtein(a, string(b)); g.edits(&o) > d {
			t.Fatalf("%q and %q: at least %d edits, but it is %d", a, b, g.edits(&o), d)
		}
		for _, likeness := range []float64{0.7, 0.8, 0.88, 0.92, 1} {
			if g.common(&o) < int(neededFor(likeness)[g.shape(&o)]) {
				rejected++
				if l := similarity.JaroWinkler(a, string(b)); l >= likeness {
					t.Fatalf("%q and %q: refused %v, but it is %v", a, b, likeness, l)
				}
			}
		}
	}
	if rejected < 100000 {
		t.Errorf("only %d of the unlike were rejected", rejected)
	}
}
