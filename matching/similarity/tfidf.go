package similarity

import (
	"cmp"
	"math"
	"slices"
)

// Weights tells how much evidence agreement on a token carries: the rarer the token, the more.
// IDF is never negative, and a token not seen before gets the weight of the rarest.
type Weights interface {
	IDF(token string) float64
}

// Uniform weighs every token alike.
type Uniform struct{}

// IDF returns 1.
func (Uniform) IDF(string) float64 { return 1 }

// Frequencies counts in how many documents each token occurs. The zero value has seen nothing and weighs
// every token alike. Count distinct values, not records: duplicates would make rare tokens look common.
// Add must not run concurrently with other calls; IDF may.
type Frequencies struct {
	documents int
	count     map[string]int
}

// Add counts the distinct tokens of one document.
func (f *Frequencies) Add(tokens []string) {
	if f.count == nil {
		f.count = make(map[string]int)
	}
	f.documents++
	for _, t := range sortedSet(tokens) {
		f.count[t]++
	}
}

// IDF returns ln(1 + D/d) for a token found in d of D documents (K. Spärck Jones, 1972, smoothed so that
// it stays positive); a token not seen counts as seen once.
func (f *Frequencies) IDF(token string) float64 {
	if f.documents == 0 {
		return 1
	}
	return math.Log(1 + float64(f.documents)/float64(max(f.count[token], 1)))
}

// Vector is a text as a TF-IDF vector of unit length, its tokens sorted and distinct. Prepare it once
// and compare it many times. The zero value is the empty text.
type Vector struct {
	tokens  []string
	weights []float64
}

// NewVector weighs each distinct token (1 + ln tf) * idf and scales to unit length.
func NewVector(tokens []string, w Weights) Vector {
	sorted := slices.Sorted(slices.Values(tokens))
	v := Vector{}
	squares := 0.0
	for i := 0; i < len(sorted); {
		tf := 1
		for i+tf < len(sorted) && sorted[i+tf] == sorted[i] {
			tf++
		}
		weight := (1 + math.Log(float64(tf))) * w.IDF(sorted[i])
		v.tokens = append(v.tokens, sorted[i])
		v.weights = append(v.weights, weight)
		squares += weight * weight
		i += tf
	}
	v.scale(math.Sqrt(squares))
	return v
}

func (v *Vector) scale(length float64) {
	if length == 0 {
		*v = Vector{}
		return
	}
	for i := range v.weights {
		v.weights[i] /= length
	}
}

// Cosine returns the TF-IDF cosine of two texts (G. Salton): the sum over common tokens of the product
// of their weights. It does not allocate. Two empty texts give 1, one empty text 0.
func (v Vector) Cosine(other Vector) float64 {
	if len(v.tokens) == 0 && len(other.tokens) == 0 {
		return 1
	}
	sum, i, j := 0.0, 0, 0
	for i < len(v.tokens) && j < len(other.tokens) {
		switch c := cmp.Compare(v.tokens[i], other.tokens[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			sum += v.weights[i] * other.weights[j]
			i++
			j++
		}
	}
	return snapToOne(sum)
}

// SoftCosine is the soft TF-IDF of W. Cohen, P. Ravikumar and S. Fienberg (2003) with one change that
// makes it symmetric and keeps it below 1: tokens are paired one to one, best first, when their
// Jaro-Winkler score is at least 0.9 (tokens holding a digit only when equal), and each pair adds the
// product of its weights times its score. Texts of more than 16,384 pairs of tokens get Cosine.
func (v Vector) SoftCosine(other Vector) float64 {
	if len(v.tokens) == 0 && len(other.tokens) == 0 {
		return 1
	}
	if len(v.tokens)*len(other.tokens) > maxSoftPairs {
		return v.Cosine(other)
	}
	var buf alignBuffer
	pairs := align(buf[:0], len(v.tokens), len(other.tokens), func(i, j int) (float64, float64) {
		return softToken(v.tokens[i], other.tokens[j]), v.weights[i] * other.weights[j]
	})
	slices.SortFunc(pairs, func(x, y alignment) int { return cmp.Compare(x.score*x.weight, y.score*y.weight) })
	sum := 0.0
	for _, p := range pairs {
		sum += p.score * p.weight
	}
	return snapToOne(sum)
}

// snapToOne removes the rounding error of a sum that mathematically is at most 1.
func snapToOne(x float64) float64 {
	if x > 1-1e-12 {
		return 1
	}
	return x
}
