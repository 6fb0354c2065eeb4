package similarity

import (
	"cmp"
	"math"
	"slices"
)

// qgramPad stands before the first and after the last rune, so that the ends of a text count as much as
// its middle. It is no character of any folded text.
const qgramPad = '#'

// maxQ is the largest q whose q-gram fits one word at 21 bits a rune.
const maxQ = 3

// QGrams is the bag of padded q-grams of a text, sorted, each q-gram packed into one word. Prepare it
// once and compare it many times; comparing does not allocate. The zero value is the bag of nothing.
type QGrams struct {
	grams []uint64
	norm  float64 // Euclidean length of the vector of counts
}

// NewQGrams returns the bag of q-grams of s padded with q-1 signs on either side (E. Ukkonen, 1992).
// q is 1, 2 or 3; other values are brought into that range. An empty text has no q-grams.
func NewQGrams(s string, q int) QGrams {
	q = min(max(q, 1), maxQ)
	runes := padded(s, q-1)
	if len(runes) < q || s == "" {
		return QGrams{}
	}
	grams := make([]uint64, 0, len(runes)-q+1)
	for i := 0; i+q <= len(runes); i++ {
		var g uint64
		for _, r := range runes[i : i+q] {
			g = g<<21 | uint64(r)
		}
		grams = append(grams, g)
	}
	slices.Sort(grams)
	return QGrams{grams: grams, norm: bagNorm(grams)}
}

// Len returns the number of q-grams, repeated ones included.
func (a QGrams) Len() int { return len(a.grams) }

// Jaccard returns |A∩B| / |A∪B| over bags, where a repeated q-gram counts as often as it occurs.
func (a QGrams) Jaccard(b QGrams) float64 {
	common := commonSorted(a.grams, b.grams)
	return quotient(float64(common), float64(len(a.grams)+len(b.grams)-common))
}

// Overlap returns |A∩B| / min(|A|, |B|) over bags (Szymkiewicz-Simpson): near 1 where one text stands within the other.
func (a QGrams) Overlap(b QGrams) float64 {
	smaller := min(len(a.grams), len(b.grams))
	if smaller == 0 && len(a.grams)+len(b.grams) > 0 {
		return 0
	}
	return quotient(float64(commonSorted(a.grams, b.grams)), float64(smaller))
}

// Dice returns 2|A∩B| / (|A|+|B|) over bags (L. Dice, 1945).
func (a QGrams) Dice(b QGrams) float64 {
	return quotient(float64(2*commonSorted(a.grams, b.grams)), float64(len(a.grams)+len(b.grams)))
}

// Cosine returns the cosine of the angle between the two vectors of q-gram counts.
func (a QGrams) Cosine(b QGrams) float64 {
	if len(a.grams) == 0 || len(b.grams) == 0 {
		return quotient(0, float64(len(a.grams)+len(b.grams)))
	}
	return min(1, float64(dotProduct(a.grams, b.grams))/(a.norm*b.norm))
}

// QGramJaccard is NewQGrams(a, q).Jaccard(NewQGrams(b, q)) for a comparison made once.
func QGramJaccard(a, b string, q int) float64 { return NewQGrams(a, q).Jaccard(NewQGrams(b, q)) }

// QGramDice is NewQGrams(a, q).Dice(NewQGrams(b, q)) for a comparison made once.
func QGramDice(a, b string, q int) float64 { return NewQGrams(a, q).Dice(NewQGrams(b, q)) }

// QGramCosine is NewQGrams(a, q).Cosine(NewQGrams(b, q)) for a comparison made once.
func QGramCosine(a, b string, q int) float64 { return NewQGrams(a, q).Cosine(NewQGrams(b, q)) }

func padded(s string, n int) []rune {
	runes := make([]rune, 0, len(s)+2*n)
	for range n {
		runes = append(runes, qgramPad)
	}
	runes = appendRunes(runes, s)
	for range n {
		runes = append(runes, qgramPad)
	}
	return runes
}

// quotient is part/whole, and 1 when there is nothing on either side.
func quotient(part, whole float64) float64 {
	if whole == 0 {
		return 1
	}
	return part / whole
}

// commonSorted counts what two sorted lists have in common, repeats counted.
func commonSorted[T cmp.Ordered](a, b []T) int {
	n, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return n
}

func dotProduct(a, b []uint64) int {
	sum, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			na, nb := runLength(a[i:]), runLength(b[j:])
			sum += na * nb
			i += na
			j += nb
		}
	}
	return sum
}

func bagNorm(grams []uint64) float64 {
	sum := 0
	for i := 0; i < len(grams); {
		n := runLength(grams[i:])
		sum += n * n
		i += n
	}
	return math.Sqrt(float64(sum))
}

// runLength counts how often the first value of a sorted slice is repeated.
func runLength(sorted []uint64) int {
	n := 1
	for n < len(sorted) && sorted[n] == sorted[0] {
		n++
	}
	return n
}
