package similarity

import (
	"math/rand/v2"
	"testing"
)

// letters draws a text from few letters, so that matches, transpositions and repeats are frequent; now and then it is
// longer than a word, or not ASCII.
func letters(r *rand.Rand) string {
	alphabet := []rune("abcdE1 ")
	if r.IntN(3) == 0 {
		alphabet = []rune("abcéд日\x00")
	}
	longest := []int{6, 12, 70, 200}[r.IntN(4)]
	text := make([]rune, r.IntN(longest))
	for i := range text {
		text[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(text)
}

// nearBy changes a few letters of a text.
func nearBy(r *rand.Rand, s string) string {
	text := []rune(s)
	for range r.IntN(4) {
		if len(text) < 2 {
			break
		}
		i := r.IntN(len(text) - 1)
		switch r.IntN(3) {
		case 0:
			text[i], text[i+1] = text[i+1], text[i]
		case 1:
			text = append(text[:i], text[i+1:]...)
		case 2:
			text[i] = 'x'
		}
	}
	return string(text)
}

func TestFastPathsAgreeWithTheDefinitions(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 4000 {
		a := letters(r)
		b := letters(r)
		if r.IntN(2) == 0 {
			b = nearBy(r, a)
		}
		if r.IntN(20) == 0 && len(b) > 0 {
			b = b[1:] + "\xff" // may cut a rune in two
		}
		x, y := []rune(a), []rune(b)
		checkEdits(t, "Levenshtein", a, b, editsByRows(x, y, false), r.IntN(5)-1, Levenshtein, LevenshteinWithin)
		checkEdits(t, "OSA", a, b, editsByRows(x, y, true), r.IntN(5)-1, OSA, OSAWithin)
		if got, want := Jaro(a, b), jaroByMarks(x, y); got != want {
			t.Fatalf("Jaro(%q, %q) = %v, want %v", a, b, got, want)
		}
	}
}

func checkEdits(t *testing.T, name, a, b string, want, limit int, edits func(a, b string) int, within func(a, b string, limit int) (int, bool)) {
	t.Helper()
	if got := edits(a, b); got != want {
		t.Fatalf("%s(%q, %q) = %d, want %d", name, a, b, got, want)
	}
	if got, ok := within(a, b, limit); ok != (want <= limit) || ok && got != want {
		t.Fatalf("%sWithin(%q, %q, %d) = %d, %v, want %d", name, a, b, limit, got, ok, want)
	}
}

func TestTokenSetIsWhatItsTextsSay(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	for range 3000 {
		a, b := Tokens(Fold(randomText(r))), Tokens(Fold(randomText(r)))
		if got, want := TokenSet(a, b), tokenSetByTexts(a, b); got != want {
			t.Fatalf("TokenSet(%q, %q) = %v, want %v", a, b, got, want)
		}
	}
}

func TestJaroWinklerAtLeast(t *testing.T) {
	r := rand.New(rand.NewPCG(19, 20))
	for range 4000 {
		a, b, least := letters(r), letters(r), r.Float64()
		if r.IntN(2) == 0 {
			b = nearBy(r, a)
		}
		want := JaroWinkler(a, b)
		if got, ok := JaroWinklerAtLeast(a, b, least); ok != (want >= least) || ok && got != want {
			t.Fatalf("JaroWinklerAtLeast(%q, %q, %v) = %v, %v; the score is %v", a, b, least, got, ok, want)
		}
	}
}
