package propose

import (
	"slices"
	"strings"

	"aurum/matching"
	"aurum/matching/corpus"
)

// view is a text that records are compared by: an attribute, or several written one behind the other.
type view struct {
	name    string
	texts   []string
	weights corpus.Weights
	vectors []corpus.Vector
}

// textViews are the tokens that texts are compared by: words find short names, groups of three letters misspelt ones, and
// both together are never far from the better.
var textViews = []string{corpus.Words, corpus.Trigrams}

// newView reads columns as one text.
func (in *input) newView(name string, columns []string) (*view, error) {
	v := &view{name: name, texts: make([]string, in.records.Len()), vectors: make([]corpus.Vector, in.records.Len())}
	for i := range v.texts {
		var parts []string
		for _, c := range columns {
			if s := in.text(c, i); s != "" {
				parts = append(parts, s)
			}
		}
		v.texts[i] = strings.Join(parts, " ")
	}
	v.weights = corpus.Count(v.texts, textViews, 2)
	c, err := v.weights.Corpus()
	if err != nil {
		return nil, err
	}
	inParts(len(v.texts), func(from, to int) {
		for i := from; i < to; i++ {
			v.vectors[i] = c.Vector(v.texts[i])
		}
	})
	return v, nil
}

// text is a cell as a policy reads it.
func (in *input) text(column string, i int) string {
	c := in.records.Column(column)
	s, _ := matching.AttributeSpec{Name: column}.Read(c.Values[i]).(string)
	return s
}

// spec is the corpus as a policy lists it.
func (v *view) spec() matching.CorpusSpec {
	return matching.CorpusSpec{Tokens: v.weights.Views, Default: v.weights.Default, Weights: v.weights.Tokens}
}

// words is how many words the text has in the mean.
func (v *view) words() float64 {
	n, texts := 0, 0
	for _, t := range v.texts {
		if t != "" {
			n, texts = n+len(strings.Fields(t)), texts+1
		}
	}
	return share(n, texts)
}

// sourceNumbers gives each record the number of its source, and the sources in order of their first record.
func (in *input) sourceNumbers() (source []int, systems []string) {
	systems = in.records.Sources()
	source = make([]int, in.records.Len())
	for i, k := range in.records.Keys {
		source[i] = slices.Index(systems, k.System)
	}
	return source, systems
}
