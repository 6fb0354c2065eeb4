package corpus

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// texts makes names of a few of many words, the first ones common.
func texts(n int, seed uint64) []string {
	r := rand.New(rand.NewPCG(seed, 1))
	words := make([]string, n/2+10)
	for i := range words {
		for range 2 + r.IntN(3) {
			words[i] += string("bdfgklmnprstvz"[r.IntN(14)]) + string("aeiou"[r.IntN(5)])
		}
	}
	out := make([]string, n)
	for i := range out {
		for range 2 + r.IntN(4) {
			out[i] += words[int(float64(len(words))*math.Pow(r.Float64(), 3))] + " "
		}
	}
	return out
}

func vectorsOf(t testing.TB, texts []string, views ...string) []Vector {
	t.Helper()
	c, err := Count(texts, views, 2).Corpus()
	if err != nil {
		t.Fatal(err)
	}
	out := make([]Vector, len(texts))
	for i, x := range texts {
		out[i] = c.Vector(x)
	}
	return out
}

// slowly finds neighbours by comparing all with all.
func slowly(vectors []Vector, source []int, k int, across bool) [][]Hit {
	out := make([][]Hit, len(vectors))
	last := slices.Max(source)
	for i := range vectors {
		for s := 0; s <= last; s++ {
			var hits []Hit
			for j := range vectors {
				if j == i || across && (source[j] != s || source[i] == s) || !across && s > 0 {
					continue
				}
				if c := vectors[i].Cosine(vectors[j]); c > 0 {
					hits = append(hits, Hit{int32(j), c})
				}
			}
			slices.SortFunc(hits, func(x, y Hit) int { return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.Text, y.Text)) })
			out[i] = append(out[i], hits[:min(k, len(hits))]...)
		}
	}
	return out
}

func TestNeighboursAreThoseOfComparingAllWithAll(t *testing.T) {
	names := texts(900, 7)
	source := make([]int, len(names))
	for i := range source {
		source[i] = i % 3
	}
	for _, views := range [][]string{{Words}, {Trigrams}, {Words, Trigrams}} {
		vectors := vectorsOf(t, names, views...)
		for _, across := range []bool{false, true} {
			want, got := slowly(vectors, source, 7, across), Neighbours(vectors, source, 7, across)
			for i := range want {
				if !slices.Equal(want[i], got[i]) {
					t.Fatalf("%v across %v: text %d (%q) has neighbours %v, not %v", views, across, i, names[i], got[i], want[i])
				}
			}
		}
	}
}

func TestSearchWithinBudgetFindsTheNearest(t *testing.T) {
	names := texts(3000, 3)
	vectors := vectorsOf(t, names, Words, Trigrams)
	all := make([]int32, len(names))
	for i := range all {
		all[i] = int32(i)
	}
	exact, bounded := NewIndex(vectors, all), NewIndex(vectors, all)
	bounded.budget = 1000
	es, bs := exact.NewSearcher(), bounded.NewSearcher()
	found := 0
	for i := range names {
		want, got := es.Nearest(vectors[i], 1, int32(i)), bs.Nearest(vectors[i], 1, int32(i))
		if len(want) == 0 || len(got) == 1 && got[0].Score == want[0].Score {
			found++
		}
	}
	if found < len(names)*9/10 {
		t.Errorf("of %d texts %d find their nearest", len(names), found)
	}
}

func TestKthIsThatOfSorting(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		n, k := 1+r.IntN(400), 1+r.IntN(60)
		s := &Searcher{scores: make([]float32, n)}
		for i := range n {
			s.scores[i] = float32(1+r.IntN(50)) / 50 // many are equal
			s.met = append(s.met, int32(i))
		}
		want := 0.0
		if n >= k {
			sorted := slices.Sorted(slices.Values(s.scores))
			want = float64(sorted[n-k])
		}
		if got := s.kth(k); got != want {
			t.Fatalf("number %d of %d is %v, not %v", k, n, got, want)
		}
	}
}

func TestNearestListsEachPairOnce(t *testing.T) {
	vectors := vectorsOf(t, []string{"north bank", "north bank", "south bank", "harbour"}, Words)
	got := Nearest(vectors, []int{0, 1, 1, 0}, 1, true)
	if want := []Pair{{0, 1}, {0, 2}}; !slices.Equal(got, want) {
		t.Errorf("pairs are %v, not %v", got, want)
	}
}

func TestCountTakesEqualTextsOnce(t *testing.T) {
	w := Count([]string{"Hotel Adler", "HOTEL ADLER", "Hotel Post", "Gasthof Löwe", ""}, []string{Words}, 2)
	if want := round4(math.Log(1 + 3.0/2)); w.Tokens["words:hotel"] != want || len(w.Tokens) != 1 {
		t.Errorf("weights are %v, want only hotel with %v", w.Tokens, want)
	}
	if want := round4(math.Log(4)); w.Default != want {
		t.Errorf("default is %v, not %v", w.Default, want)
	}
}

func TestCosine(t *testing.T) {
	v := vectorsOf(t, []string{"Hotel Adler", "hotel adler", "Gasthof Löwe", "Hotel Post", ""}, Words, Trigrams)
	if c := v[0].Cosine(v[1]); math.Abs(c-1) > 1e-12 {
		t.Errorf("equal texts score %v", c)
	}
	if c := v[0].Cosine(v[3]); c <= 0 || c >= 0.7 {
		t.Errorf("texts with a common word in common score %v", c)
	}
	if c := v[0].Cosine(v[4]); c != 0 {
		t.Errorf("an empty text scores %v", c)
	}
}

func BenchmarkNeighbours(b *testing.B) {
	names := texts(10000, 5)
	vectors := vectorsOf(b, names, Words, Trigrams)
	source := make([]int, len(names))
	for b.Loop() {
		Neighbours(vectors, source, 15, false)
	}
}
