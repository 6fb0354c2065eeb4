package propose

import (
	"slices"
	"strings"

	"aurum/matching"
	"aurum/matching/corpus"
)

// view is a text that records are told apart by: a column, or several written one behind the other.
type view struct {
	name    string
	columns []string
	texts   []string
	weights corpus.Weights
	corpus  *corpus.Corpus
	vectors []corpus.Vector
}

// textViews are the tokens that texts are compared by: words find short names, groups of three letters misspelt ones, and
// both together are never far from the better.
var textViews = []string{corpus.Words, corpus.Trigrams}

// newView reads the columns as one text.
func (in *input) newView(name string, columns []string) (*view, error) {
	v := &view{name: name, columns: columns, texts: make([]string, in.records.Len())}
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
	var err error
	if v.corpus, err = v.weights.Corpus(); err != nil {
		return nil, err
	}
	v.vectors = make([]corpus.Vector, len(v.texts))
	for i, t := range v.texts {
		v.vectors[i] = v.corpus.Vector(t)
	}
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

// sourceNumbers gives each record the number of its source, and the sources in order of their first record.
func (in *input) sourceNumbers() (source []int, systems []string) {
	systems = in.records.Sources()
	source = make([]int, in.records.Len())
	for i, k := range in.records.Keys {
		source[i] = slices.Index(systems, k.System)
	}
	return source, systems
}
