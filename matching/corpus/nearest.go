package corpus

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
)

// Pair is two texts, by position, A < B.
type Pair struct{ A, B int32 }

// Nearest finds for each text the k most alike by cosine, of each other source where across is set; source gives the
// source of a text by position. Pairs are distinct and sorted.
func Nearest(vectors []Vector, source []int, k int, across bool) []Pair {
	var out []Pair
	for i, hits := range Neighbours(vectors, source, k, across) {
		for _, h := range hits {
			out = append(out, Pair{min(int32(i), h.Text), max(int32(i), h.Text)})
		}
	}
	slices.SortFunc(out, func(x, y Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return slices.Compact(out)
}

// Neighbours gives for each text the k most alike with their cosines, the nearest first; where across is set, the k of each
// other source, one source after the other.
func Neighbours(vectors []Vector, source []int, k int, across bool) [][]Hit {
	out := make([][]Hit, len(vectors))
	for s, members := range groups(source, len(vectors), across) {
		ix := NewIndex(vectors, members)
		asking := func(i int) bool { return !across || source[i] != s }
		parallel(len(vectors), func() func(i int) {
			search := ix.NewSearcher()
			return func(i int) {
				if asking(i) {
					out[i] = append(out[i], search.Nearest(vectors[i], k, int32(i))...)
				}
			}
		})
	}
	return out
}

// Within gives for each text the k most alike of its own source, the nearest first.
func Within(vectors []Vector, source []int, k int) [][]Hit {
	out := make([][]Hit, len(vectors))
	for _, members := range groups(source, len(vectors), true) {
		ix := NewIndex(vectors, members)
		parallel(len(members), func() func(i int) {
			search := ix.NewSearcher()
			return func(i int) { out[members[i]] = search.Nearest(vectors[members[i]], k, members[i]) }
		})
	}
	return out
}

// groups lists the texts of each source, or all as one.
func groups(source []int, n int, bySource bool) [][]int32 {
	out := make([][]int32, 1)
	for i := range n {
		g := 0
		if bySource {
			g = source[i]
		}
		for len(out) <= g {
			out = append(out, nil)
		}
		out[g] = append(out[g], int32(i))
	}
	return out
}

// parallel calls a worker's function for each number below n, on all cores; each number is one call, so that results do not
// depend on who makes it.
func parallel(n int, worker func() func(i int)) {
	const stride = 64
	workers := max(1, min(runtime.GOMAXPROCS(0), n/stride))
	var wg sync.WaitGroup
	next := make(chan int, n/stride+1)
	for i := 0; i < n; i += stride {
		next <- i
	}
	close(next)
	for range workers {
		wg.Go(func() {
			do := worker()
			for from := range next {
				for i := from; i < min(from+stride, n); i++ {
					do(i)
				}
			}
		})
	}
	wg.Wait()
}
