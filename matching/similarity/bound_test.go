package similarity

import (
	"math/rand/v2"
	"testing"
)

func TestBoundsHold(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	sharp := 0
	for range 4000 {
		a, b := letters(r), letters(r)
		if r.IntN(2) == 0 {
			b = nearBy(r, a)
		}
		na, nb := runeCount(a), runeCount(b)
		la, lb := LettersOf(a), LettersOf(b)
		common := la.Common(lb, na, nb)
		if back := lb.Common(la, nb, na); back != common {
			t.Fatalf("%q, %q: %d in common, the other way %d", a, b, common, back)
		}
		if j := Jaro(a, b); j > JaroBound(na, nb, common) {
			t.Fatalf("Jaro(%q, %q) = %v above its bound %v", a, b, j, JaroBound(na, nb, common))
		}
		if jw := JaroWinkler(a, b); jw > JaroWinklerBound(na, nb, common) {
			t.Fatalf("JaroWinkler(%q, %q) = %v above its bound %v", a, b, jw, JaroWinklerBound(na, nb, common))
		}
		least := la.Edits(lb, na, nb)
		if d := DamerauLevenshtein(a, b); d < least || OSA(a, b) < least {
			t.Fatalf("%q, %q: %d edits below their bound %d", a, b, d, least)
		}
		if least > 0 {
			sharp++
		}
	}
	if sharp == 0 {
		t.Error("the bound rules nothing out")
	}
}

func TestBoundsOfKnownPairs(t *testing.T) {
	bound := func(a, b string) float64 {
		return JaroWinklerBound(len(a), len(b), LettersOf(a).Common(LettersOf(b), len(a), len(b)))
	}
	near(t, "anagrams", bound("martha", "marhta"), 1)
	near(t, "jones, smith", bound("jones", "smith"), (1.0/5+1.0/5+1)/3)
	if s := bound("shackleford", "williamson"); s > 0.7 {
		t.Errorf("names with few letters in common may reach %v", s)
	}
	near(t, "another first letter", JaroWinklerBoundPrefix(6, 6, 5, 0), (5.0/6+5.0/6+1)/3)
	near(t, "nothing", JaroWinklerBound(0, 0, 0), 1)
	near(t, "one empty", JaroWinklerBound(0, 3, 0), 0)
	if got := LettersOf("anna").Edits(LettersOf("hannah"), 4, 6); got != 2 {
		t.Errorf("anna, hannah: %d edits at least, want 2", got)
	}
}

func BenchmarkBound(b *testing.B) {
	x, y := LettersOf("shackleford"), LettersOf("williamson")
	b.ReportAllocs()
	for b.Loop() {
		JaroWinklerBound(11, 10, x.Common(y, 11, 10))
	}
}
