package corpus

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"aurum/matching/similarity"
)

// WordList is a text as its distinct words with their weights, the heaviest first. It is immutable.
type WordList struct {
	words   []string
	digits  []bool
	weights []float64
	sum     float64
	length  float64 // of the vector of weights
	rarest  float64 // what a word that is not listed weighs
}

// Words are the distinct words of a text as the corpus weighs them.
func (c *Corpus) Words(text string) WordList {
	found := similarity.Tokens(similarity.FoldKey(text))
	slices.Sort(found)
	found = slices.Compact(found)
	weight := make(map[string]float64, len(found))
	for _, w := range found {
		weight[w] = c.weight(hash(Words + ":" + w))
	}
	slices.SortStableFunc(found, func(x, y string) int { return cmp.Compare(weight[y], weight[x]) })
	l := WordList{words: found, rarest: c.standard}
	squares := 0.0
	for _, w := range found {
		l.weights = append(l.weights, weight[w])
		l.digits = append(l.digits, strings.ContainsAny(w, "0123456789"))
		l.sum += weight[w]
		squares += weight[w] * weight[w]
	}
	l.length = math.Sqrt(squares)
	return l
}

// aligned is a pair of words, one of either side, that are taken for the same.
type aligned struct {
	a, b   int
	like   float64
	weight float64
}

// align pairs words one to one, the most alike first, then the heaviest. The order does not depend on which side is which.
func align(a, b *WordList, like func(x, y string, digits bool) float64) []aligned {
	var all []aligned
	for i, x := range a.words {
		for j, y := range b.words {
			s := 1.0
			if x != y {
				s = like(x, y, a.digits[i] || b.digits[j])
			}
			if s > 0 {
				all = append(all, aligned{i, j, s, a.weights[i] + b.weights[j]})
			}
		}
	}
	slices.SortFunc(all, func(x, y aligned) int {
		return cmp.Or(cmp.Compare(y.like, x.like), cmp.Compare(y.weight, x.weight), cmp.Compare(x.a+x.b, y.a+y.b),
			cmp.Compare(min(x.a, x.b), min(y.a, y.b)), cmp.Compare(x.a, y.a))
	})
	takenA, takenB := make([]bool, len(a.words)), make([]bool, len(b.words))
	chosen := all[:0]
	for _, p := range all {
		if !takenA[p.a] && !takenB[p.b] {
			takenA[p.a], takenB[p.b] = true, true
			chosen = append(chosen, p)
		}
	}
	return chosen
}

// Words count as spellings of one from a Jaro-Winkler likeness of spelling on, or where the shorter is the beginning of the
// other and at least half as long.
const (
	spelling  = 0.92
	beginning = 0.9
)

// spelled is how alike two different words are as spellings of one; words with digits are alike only if equal.
func spelled(x, y string, digits bool) float64 {
	if digits {
		return 0
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) >= 3 && 2*len(x) >= len(y) && strings.HasPrefix(y, x) {
		return max(beginning, similarity.JaroWinkler(x, y))
	}
	if s := similarity.JaroWinkler(x, y); s >= spelling {
		return s
	}
	return 0
}

// SoftJaccard is the weight of the words that two texts share over the weight of all their words. Words are paired one to
// one, those of like spelling too; a pair weighs the mean of its two words, times their likeness.
func SoftJaccard(a, b *WordList) float64 {
	shared := 0.0
	for _, p := range align(a, b, spelled) {
		shared += p.like * p.weight / 2
	}
	return ratio(shared, a.sum+b.sum-shared)
}

// SoftOverlap is the weight of the words that two texts share, paired as by SoftJaccard, over the weight of the words of the
// lighter text.
func SoftOverlap(a, b *WordList) float64 {
	shared := 0.0
	for _, p := range align(a, b, spelled) {
		shared += p.like * p.weight / 2
	}
	return min(1, ratio(shared, min(a.sum, b.sum)))
}

// Rarest is the weight of the heaviest word that two texts share over that of a word seen once, 0 to 1: a name that shares
// but common words shares little, however short it is.
func Rarest(a, b *WordList) float64 {
	for i, x := range a.words { // the heaviest first
		if slices.Contains(b.words, x) {
			return min(1, ratio(a.weights[i], a.rarest))
		}
	}
	return 0
}

// Abbreviated is the cosine of two texts as words of which either side may abbreviate the other's: words are paired one to
// one by AbbreviatedWord, and each pair adds the product of its weights times its likeness.
func Abbreviated(a, b *WordList) float64 {
	sum := 0.0
	for _, p := range align(a, b, AbbreviatedWord) {
		sum += p.like * a.weights[p.a] * b.weights[p.b]
	}
	return min(1, ratio(sum, a.length*b.length))
}

// AbbreviatedWord is how likely one of two words abbreviates the other: 0.95 where the shorter, of three letters or more,
// begins the longer, 0.7 for two letters; 0.8 where it begins and ends like it and its letters follow each other in it
// ("cciaux", "commerciaux"); else the share of groups of two letters in common (L. Dice, 1945) from 0.7 on. Words with digits
// are alike only if equal.
func AbbreviatedWord(x, y string, digits bool) float64 {
	if x == y {
		return 1
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	switch {
	case digits || len(x) < 2:
		return 0
	case strings.HasPrefix(y, x):
		if len(x) == 2 {
			return 0.7
		}
		return 0.95
	case x[0] == y[0] && x[len(x)-1] == y[len(y)-1] && len(x) >= 3 && follows(x, y):
		return 0.8
	}
	if d := similarity.BigramDice(x, y); d >= 0.7 {
		return d
	}
	return 0
}

// follows tells whether the letters of x occur in y in their order.
func follows(x, y string) bool {
	i := 0
	for j := 0; i < len(x) && j < len(y); j++ {
		if x[i] == y[j] {
			i++
		}
	}
	return i == len(x)
}

func ratio(x, of float64) float64 {
	if of <= 0 {
		return 0
	}
	return x / of
}
