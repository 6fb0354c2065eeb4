package matching

import (
	"fmt"

	"aurum/matching/corpus"
)

// SegmentSpec says which parts of a text between separators name the thing, by a naive Bayes classifier. Odds are natural
// logarithms of odds, and add up.
type SegmentSpec struct {
	// Separators are the characters between the parts.
	Separators string `yaml:"separators"`
	// Least is the least factor of the weight of a token, Place that of tokens of a place; else the factor is the probability
	// that the part is a name.
	Least float64 `yaml:"least"`
	Place float64 `yaml:"place"`
	// Places are parts that name places.
	Places []string `yaml:"places,omitempty"`
	// Odds are those of any part, First of the first of a text, Later of the others, End of those with none, one and more
	// parts behind that are no places.
	Odds  float64    `yaml:"odds"`
	First float64    `yaml:"first"`
	Later float64    `yaml:"later"`
	End   [3]float64 `yaml:"end"`
	// Words are the odds of words, Other those of words not listed.
	Words map[string]float64 `yaml:"words,omitempty"`
	Other float64            `yaml:"other"`
}

func (s *SegmentSpec) segments() corpus.Segments {
	return corpus.Segments{
		Separators: s.Separators, Least: s.Least, Place: s.Place, Places: s.Places,
		Odds: s.Odds, First: s.First, Later: s.Later, End: s.End, Words: s.Words, Other: s.Other,
	}
}

// Corpus makes the corpus that a policy describes.
func (s CorpusSpec) Corpus() (*corpus.Corpus, error) {
	c, err := corpus.New(s.Tokens, s.Default, s.Weights)
	if err != nil || s.Segments == nil {
		return c, err
	}
	if c, err = c.WithSegments(s.Segments.segments()); err != nil {
		return nil, fmt.Errorf("segments.%w", err)
	}
	return c, nil
}
