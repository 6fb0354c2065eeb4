package dictionary

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestTextsAreNumberedInOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var texts Texts
	numbers := map[string]uint32{}
	var order []string
	for range 60000 {
		s := fmt.Sprint("text ", r.IntN(20000), " ü")
		switch r.IntN(500) {
		case 0:
			s = ""
		case 1:
			s = strings.Repeat("long ", r.IntN(4)*chunkSize/9)
		}
		want, known := numbers[s]
		if !known {
			want = uint32(len(order))
			numbers[s], order = want, append(order, s)
		}
		add := texts.Add
		if r.IntN(2) == 0 {
			add = func(s string) (uint32, bool) { return texts.AddBytes([]byte(s)) }
		}
		if got, isNew := add(s); got != want || isNew == known {
			t.Fatalf("%.20q is number %d, new %v; want %d", s, got, isNew, want)
		}
	}
	for i, s := range order {
		if got := texts.Text(uint32(i)); got != s {
			t.Fatalf("number %d is %.20q, want %.20q", i, got, s)
		}
		if got, ok := texts.Find(s); !ok || got != uint32(i) {
			t.Fatalf("%.20q is found as %d, %v", s, got, ok)
		}
	}
	if _, ok := texts.Find("nowhere"); ok || texts.Len() != len(order) {
		t.Errorf("%d texts, want %d", texts.Len(), len(order))
	}
	if _, ok := new(Texts).Find(""); ok {
		t.Error("an empty set has a text")
	}
}

func BenchmarkAdd(b *testing.B) {
	words := make([][]byte, 50000)
	for i := range words {
		words[i] = fmt.Append(nil, "some.body", i, "@example.com")
	}
	for b.Loop() {
		var texts Texts
		for _, w := range words {
			texts.AddBytes(w)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(words)), "ns/text")
}
