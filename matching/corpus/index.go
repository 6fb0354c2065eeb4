package corpus

import (
	"cmp"
	"slices"
)

// Index finds the nearest of many texts. It is immutable and safe for concurrent use; each goroutine searches by a Searcher
// of its own.
type Index struct {
	vectors []Vector
	lists   map[uint64]*postings
	budget  int
}

type postings struct {
	texts   []int32
	weights []float32 // rounded up: they only bound scores
	most    float64
}

// Hit is a text found, by position among the vectors of the index, with its cosine.
type Hit struct {
	Text  int32
	Score float64
}

// exactTexts is how many texts an index may have for a search to look at all postings it needs to be exact. Beyond, a
// search looks at the postings of the rarest tokens of a text, as many as searchBudget, and compares whom it meets there:
// the time grows with the number of texts then, not with its square.
const (
	exactTexts   = 60_000
	searchBudget = 40_000
)

// NewIndex makes an index of the texts listed, by position among the vectors.
func NewIndex(vectors []Vector, texts []int32) *Index {
	ix := &Index{vectors: vectors, lists: map[uint64]*postings{}}
	if len(texts) > exactTexts {
		ix.budget = searchBudget
	}
	for _, i := range texts {
		v := &vectors[i]
		for t, token := range v.tokens {
			l := ix.lists[token]
			if l == nil {
				l = &postings{}
				ix.lists[token] = l
			}
			l.texts = append(l.texts, i)
			l.weights = append(l.weights, float32(v.weights[t]))
			l.most = max(l.most, v.weights[t])
		}
	}
	return ix
}

// Searcher searches an index. It is not safe for concurrent use.
type Searcher struct {
	index   *Index
	scores  []float32
	met     []int32
	lists   []queryList
	partial []float32
}

type queryList struct {
	*postings
	weight, bound float64
}

// NewSearcher makes a searcher.
func (ix *Index) NewSearcher() *Searcher {
	return &Searcher{index: ix, scores: make([]float32, len(ix.vectors))}
}

// slack covers the rounding of partial scores, so that no text is lost to it.
const slack = 1e-4

// Nearest gives the k texts of the index most alike to a vector by cosine, the nearest first, equals by position; skip is a
// text that is not meant, such as the one asked about, or -1. Texts that share no token are not found.
//
// The lists of the rarest tokens are read first; once the rest cannot lift a text that was not met above the k best, only
// those met are compared (H. Turtle and J. Flood, "Query evaluation: strategies and optimizations", Information Processing &
// Management 31, 1995).
func (s *Searcher) Nearest(v Vector, k int, skip int32) []Hit {
	rest := s.plan(v)
	spent := 0
	for _, l := range s.lists {
		if s.enough(k, rest, len(l.texts)) || s.index.budget > 0 && spent > 0 && spent+len(l.texts) > s.index.budget {
			break
		}
		spent += len(l.texts)
		rest -= l.bound
		s.read(l)
	}
	return s.finish(v, k, skip, rest)
}

// read adds what a list says to the scores, and notes the texts met for the first time: each is written behind the others
// and counts only if it is new, since a branch on that would be guessed wrong again and again.
func (s *Searcher) read(l queryList) {
	count := len(s.met)
	s.met = slices.Grow(s.met, len(l.texts)+1)
	met, weight := s.met[:count+len(l.texts)+1], float32(l.weight)
	for i, text := range l.texts {
		score := s.scores[text]
		met[count] = text
		isNew := 0
		if score == 0 {
			isNew = 1
		}
		count += isNew
		s.scores[text] = score + weight*l.weights[i]
	}
	s.met = met[:count]
}

// plan sorts the lists of a vector's tokens, the shortest first, and gives the most a text can score.
func (s *Searcher) plan(v Vector) float64 {
	s.lists = s.lists[:0]
	sum := 0.0
	for t, token := range v.tokens {
		if l := s.index.lists[token]; l != nil {
			bound := v.weights[t] * l.most
			s.lists = append(s.lists, queryList{postings: l, weight: v.weights[t], bound: bound})
			sum += bound
		}
	}
	slices.SortStableFunc(s.lists, func(x, y queryList) int { return cmp.Compare(len(x.texts), len(y.texts)) })
	return sum
}

// enough tells whether lists that give at most rest cannot bring a new text among the k best. Finding out costs as much as
// the texts met, so a short list is rather read.
func (s *Searcher) enough(k int, rest float64, next int) bool {
	if len(s.met) <= k || next < len(s.met)/2 {
		return false
	}
	return s.kth(k+1) > rest+slack
}

// kth is the k-th best partial score. It keeps the best so far, twice as many as needed, and halves them when they are full,
// so that nearly all of the thousands met cost one comparison.
func (s *Searcher) kth(k int) float64 {
	if len(s.met) < k {
		return 0
	}
	best, least := s.partial[:0], float32(-1)
	for _, m := range s.met {
		score := s.scores[m]
		if score <= least {
			continue
		}
		if best = append(best, score); len(best) == 2*k {
			least = nth(best, k)
			best = append(best[:0], best[k:]...)
		}
	}
	s.partial = best
	return float64(nth(best, len(best)-k))
}

// nth is what would stand at position n if the numbers were sorted (C. Hoare, "Algorithm 65: find", 1961). It moves them.
func nth(x []float32, n int) float32 {
	from, to := 0, len(x)-1
	for from < to {
		pivot := x[(from+to)/2]
		i, j := from, to
		for i <= j {
			for x[i] < pivot {
				i++
			}
			for x[j] > pivot {
				j--
			}
			if i <= j {
				x[i], x[j] = x[j], x[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case n <= j:
			to = j
		case n >= i:
			from = i
		default:
			return x[n]
		}
	}
	return x[n]
}

// finish compares those met that may be among the k best, and clears the scores.
func (s *Searcher) finish(v Vector, k int, skip int32, rest float64) []Hit {
	var least float64
	if s.index.budget > 0 {
		least = s.kth(4*k + 1) // what the unread lists would add is unknown; nearly all of the score lies in the rare tokens
	} else {
		least = s.kth(k+1) - rest - slack
	}
	var hits []Hit
	for _, m := range s.met {
		if float64(s.scores[m]) >= least && m != skip {
			hits = append(hits, Hit{m, v.Cosine(s.index.vectors[m])})
		}
		s.scores[m] = 0
	}
	s.met = s.met[:0]
	slices.SortFunc(hits, func(x, y Hit) int { return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.Text, y.Text)) })
	return hits[:min(k, len(hits))]
}
