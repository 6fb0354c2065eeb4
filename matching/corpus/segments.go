package corpus

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"aurum/matching/similarity"
)

// Segments says which part of a text with separators names the thing itself: of "Department of Physics, Uppsala University,
// Uppsala, Sweden" the second. The first is context, which many things have alike, the last two are a place. The part is told
// by a naive Bayes classifier over its words and its position (M. Maron, "Automatic indexing", Journal of the ACM 8, 1961).
type Segments struct {
	// Separators are the characters between segments.
	Separators string
	// Places are the segments, folded, that name places; Place is the factor of the weights of their tokens.
	Places []string
	Place  float64
	// Least is the least factor of a token that is not of a place; else it is the probability that its segment is a name.
	Least float64
	// Odds are the logarithms of the odds that a segment is a name: Odds by itself, First where it is the first of its text and
	// Later where not, Words by word and Other for words that are not listed. End adds what stands behind it: none, one, more
	// segments that are no places.
	Odds, First, Later float64
	End                [3]float64
	Words              map[string]float64
	Other              float64
}

// Segment is a part of a text.
type Segment struct {
	// Key is the folded text.
	Key string
	// Place tells whether it names a place; Name is the probability that it names the thing, 0 for a place.
	Place bool
	Name  float64
}

// WithSegments is the corpus with the weights of tokens multiplied by what their segments are. A token of several segments
// has the most that one of them gives it.
func (c *Corpus) WithSegments(s Segments) (*Corpus, error) {
	if s.Separators == "" {
		return nil, fmt.Errorf("separators: are missing")
	}
	if !(s.Place >= 0 && s.Place <= 1 && s.Least >= 0 && s.Least <= 1) {
		return nil, fmt.Errorf("place and least are factors from 0 to 1")
	}
	out := *c
	out.segments = &segmenter{Segments: s, places: map[string]bool{}}
	for _, p := range s.Places {
		out.segments.places[p] = true
	}
	return &out, nil
}

type segmenter struct {
	Segments
	places map[string]bool
}

// HasSegments tells whether the corpus knows of segments.
func (c *Corpus) HasSegments() bool { return c.segments != nil }

// Segments are the parts of a text with what they are; nil where the corpus knows of none.
func (c *Corpus) Segments(text string) []Segment {
	if c.segments == nil {
		return nil
	}
	return c.segments.of(text)
}

// sureName is the probability from which on a segment counts as a name to be compared by itself.
const sureName = 0.9

// Names are the parts of a text that surely name the thing, folded: of more than one word, since a single word may be any.
func (c *Corpus) Names(text string) []string {
	var out []string
	for _, s := range c.Segments(text) {
		if s.Name >= sureName && strings.Contains(s.Key, " ") {
			out = append(out, s.Key)
		}
	}
	return out
}

// SplitSegments are the parts of a text between separators, folded; empty ones are left out.
func SplitSegments(text, separators string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if key := similarity.FoldKey(part); key != "" {
			out = append(out, key)
		}
	}
	return out
}

func (s *segmenter) of(text string) []Segment {
	keys := SplitSegments(text, s.Separators)
	out := make([]Segment, len(keys))
	behind := 0
	for i := len(keys) - 1; i >= 0; i-- {
		out[i].Key = keys[i]
		if out[i].Place = s.places[keys[i]]; out[i].Place {
			continue
		}
		out[i].Name = s.name(keys[i], i == 0, behind)
		behind++
	}
	return out
}

// name is the probability that a segment names the thing.
func (s *segmenter) name(key string, first bool, behind int) float64 {
	odds := s.Odds + s.Later + s.End[min(behind, len(s.End)-1)]
	if first {
		odds += s.First - s.Later
	}
	for _, w := range similarity.Tokens(key) {
		if o, ok := s.Words[w]; ok {
			odds += o
		} else {
			odds += s.Other
		}
	}
	return 1 / (1 + math.Exp(-odds))
}

func (s *segmenter) factor(segment Segment) float64 {
	if segment.Place {
		return s.Place
	}
	return max(s.Least, segment.Name)
}

// segmentVector weighs each token by what the corpus says of it times the factor of its segment, the most of them if there
// are several.
func (c *Corpus) segmentVector(text string) Vector {
	type weighed struct {
		token  uint64
		weight float64
	}
	var found []weighed
	for _, s := range c.segments.of(text) {
		f := c.segments.factor(s)
		for _, t := range c.Tokens(s.Key) {
			h := hash(t)
			if w := f * c.weight(h); w > 0 {
				found = append(found, weighed{h, w})
			}
		}
	}
	slices.SortFunc(found, func(x, y weighed) int {
		switch {
		case x.token != y.token && x.token < y.token:
			return -1
		case x.token != y.token:
			return 1
		case x.weight > y.weight:
			return -1
		case x.weight < y.weight:
			return 1
		}
		return 0
	})
	v := Vector{}
	squares := 0.0
	for i, f := range found {
		if i == 0 || f.token != found[i-1].token {
			v.tokens, v.weights = append(v.tokens, f.token), append(v.weights, f.weight)
			squares += f.weight * f.weight
		}
	}
	length := math.Sqrt(squares)
	for i := range v.weights {
		v.weights[i] /= length
	}
	return v
}
