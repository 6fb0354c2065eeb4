package corpus

import (
	"fmt"
	"math"
	"slices"

	"aurum/matching/similarity"
)

// Views of a text.
const (
	Words    = "words"
	Trigrams = "trigrams"
	// Codes are no view of their own: a weight of 0 for "codes:usb30" says that the code tells nothing from another.
	Codes = "codes"
)

// Corpus says what each token is worth. It is immutable and safe for concurrent use.
type Corpus struct {
	words, trigrams bool
	weights         map[uint64]float64
	standard        float64
	segments        *segmenter
}

// New makes a corpus from the views that take part, the weight of a token that is not listed, and the weights of those
// listed, by view and token: "words:hotel".
func New(views []string, standard float64, weights map[string]float64) (*Corpus, error) {
	c := &Corpus{weights: make(map[uint64]float64, len(weights)), standard: standard}
	for _, v := range views {
		switch v {
		case Words:
			c.words = true
		case Trigrams:
			c.trigrams = true
		default:
			return nil, fmt.Errorf("there is no view %q of a text, there are %s and %s", v, Words, Trigrams)
		}
	}
	if !c.words && !c.trigrams {
		return nil, fmt.Errorf("needs at least one view: %s or %s", Words, Trigrams)
	}
	if !(standard > 0) {
		return nil, fmt.Errorf("default: %v is no positive weight", standard)
	}
	for token, w := range weights {
		if !(w >= 0) || math.IsInf(w, 1) {
			return nil, fmt.Errorf("weights.%s: %v is no weight", token, w)
		}
		c.weights[hash(token)] = w
	}
	return c, nil
}

// Tokens are the tokens of a text in the views of the corpus, each with its view: "words:hotel", "trigrams:#ho". A token
// that occurs twice is listed twice.
func (c *Corpus) Tokens(text string) []string { return Tokens(text, c.words, c.trigrams) }

// Tokens are the tokens of a text in the given views.
func Tokens(text string, words, trigrams bool) []string {
	var out []string
	for _, w := range similarity.Tokens(similarity.FoldKey(text)) {
		if words {
			out = append(out, Words+":"+w)
		}
		if trigrams {
			r := []rune("#" + w + "#")
			for i := 0; i+3 <= len(r); i++ {
				out = append(out, Trigrams+":"+string(r[i:i+3]))
			}
		}
	}
	return out
}

// Vector is a text as weights of its tokens, of unit length, sorted by token.
type Vector struct {
	tokens  []uint64
	weights []float64
}

// Vector weighs each token of a text by (1 + ln tf) times what the corpus says of it.
func (c *Corpus) Vector(text string) Vector {
	if c.segments != nil {
		return c.segmentVector(text)
	}
	hashed := make([]uint64, 0, 32)
	for _, t := range c.Tokens(text) {
		hashed = append(hashed, hash(t))
	}
	slices.Sort(hashed)
	v := Vector{}
	squares := 0.0
	for i := 0; i < len(hashed); {
		j := i
		for j < len(hashed) && hashed[j] == hashed[i] {
			j++
		}
		w := (1 + math.Log(float64(j-i))) * c.weight(hashed[i])
		if w > 0 {
			v.tokens, v.weights = append(v.tokens, hashed[i]), append(v.weights, w)
			squares += w * w
		}
		i = j
	}
	length := math.Sqrt(squares)
	for i := range v.weights {
		v.weights[i] /= length
	}
	return v
}

func (c *Corpus) weight(token uint64) float64 {
	if w, ok := c.weights[token]; ok {
		return w
	}
	return c.standard
}

// IDF is the weight of a word, so that a corpus weighs words wherever similarity asks for Weights.
func (c *Corpus) IDF(word string) float64 { return c.weight(hash(Words + ":" + word)) }

// Ignores tells whether a token is listed with a weight of 0.
func (c *Corpus) Ignores(token string) bool {
	w, ok := c.weights[hash(token)]
	return ok && w == 0
}

// Cosine is the cosine of the angle between two texts, 0 to 1.
func (v Vector) Cosine(o Vector) float64 {
	sum := 0.0
	for i, j := 0, 0; i < len(v.tokens) && j < len(o.tokens); {
		switch {
		case v.tokens[i] < o.tokens[j]:
			i++
		case v.tokens[i] > o.tokens[j]:
			j++
		default:
			sum += v.weights[i] * o.weights[j]
			i, j = i+1, j+1
		}
	}
	return min(sum, 1)
}

// hash is FNV-1a; two tokens of one hash would count as one, which among millions of tokens happens to none.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}
