package propose

import (
	"context"
	"fmt"
	"strconv"

	"aurum/domain"
	"aurum/matching"
	"aurum/matching/corpus"
	"aurum/matching/similarity"
)

// within is a proposal on its way for records told by one text, some of which are the same thing. All learning is done on
// distinct texts: a text that a hundred records share says no more than one.
type within struct {
	in        *input
	profile   *Profile
	attribute string
	texts     []string // distinct, as they stand in the file
	anchors   *anchors
	offers    *offers
	numbers   bool
	corpus    matching.CorpusSpec
}

// Choices that hold for any file.
const (
	neighboursOfText = 25
	scoreBins        = 20
	reweighRounds    = 2
	averageStop      = 0.3
	halvesStop       = 0.2
	reviewFrom       = 0.1
)

// byText proposes for records of one source that are told mainly by one long or messy text.
func (in *input) byText(ctx context.Context) (*Proposal, error) {
	p := in.longestText()
	if p == nil {
		return nil, fmt.Errorf("no column holds a text to compare records by")
	}
	w := &within{in: in, profile: p, attribute: attributeName(p.Column)}
	w.texts = distinctTexts(in.records.Column(p.Column).Values)
	if len(w.texts) < 2 {
		return nil, fmt.Errorf("column %q: all records say the same", p.Column)
	}
	w.study()
	learned, err := w.learn(ctx)
	if err != nil {
		return nil, err
	}
	return w.proposal(learned), nil
}

// distinctTexts are the texts that differ when folded, in order of their first record.
func distinctTexts(values []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, v := range values {
		if v = clean(v); v == "" || isPlaceholder(v) {
			continue
		}
		if key := similarity.FoldKey(v); key != "" && !seen[key] {
			seen[key] = true
			out = append(out, v)
		}
	}
	return out
}

// study finds out what the texts are made of.
func (w *within) study() {
	if w.anchors = learnAnchors(w.texts); w.anchors != nil {
		w.corpus = w.anchors.corpus()
		if !w.named() {
			w.anchors = nil
		}
	}
	if w.anchors == nil {
		w.offers = studyOffers(w.texts)
		w.corpus = w.withCommon(w.plain())
	}
}

// named tells whether enough texts have a part that surely names the thing.
func (w *within) named() bool {
	c, err := w.corpus.Corpus()
	if err != nil {
		return false
	}
	named := 0
	for _, t := range w.texts {
		if len(c.Names(t)) > 0 {
			named++
		}
	}
	return float64(named) >= namedShare*float64(len(w.texts))
}

// sample is what is learned from: distinct texts as a table, their near neighbours, and how they compare.
type sample struct {
	model  *matching.Model
	table  *matching.Table
	pairs  []corpus.Pair
	scores []float64
	levels [][]uint8 // of each pair: the bin of the score, then the levels
}

// observe compares the near neighbours among the distinct texts by the policy as it stands.
func (w *within) observe(ctx context.Context) (*sample, error) {
	spec := w.spec(nil)
	schema, err := matching.FileSchema(spec.Attributes)
	if err != nil {
		return nil, err
	}
	s := &sample{}
	if s.model, err = matching.Compile(schema, spec); err != nil {
		return nil, err
	}
	r := &Records{Columns: []Column{{Name: w.profile.Column, Values: w.texts}}}
	for i := range w.texts {
		r.Keys = append(r.Keys, domain.SourceKey{System: "text", Key: strconv.Itoa(i)})
	}
	s.table = r.Table(s.model, spec.Attributes)
	all, _ := s.model.Candidates(s.table)
	s.pairs = thinned(all, maxLearned)
	width := len(spec.Comparisons)
	for i, p := range s.pairs {
		if i%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		a, b := s.table.Prepared(int(p.A)), s.table.Prepared(int(p.B))
		row := make([]uint8, width)
		s.model.Levels(a, b, row)
		score := s.model.Score(a, b, 0)
		row[0] = bin(score, scoreBins)
		s.scores, s.levels = append(s.scores, score), append(s.levels, row)
	}
	return s, nil
}

// maxLearned is how many pairs are learned from.
const maxLearned = 1_000_000

// thinned keeps at most so many pairs, evenly spread.
func thinned(pairs []corpus.Pair, most int) []corpus.Pair {
	step := (len(pairs) + most - 1) / most
	if step <= 1 {
		return pairs
	}
	var out []corpus.Pair
	for i := 0; i < len(pairs); i += step {
		out = append(out, pairs[i])
	}
	return out
}

// learn fits the mixture, weighs the tokens by how they behave among matches and others, and fits it again.
func (w *within) learn(ctx context.Context) (*mixture, error) {
	for round := 0; ; round++ {
		s, err := w.observe(ctx)
		if err != nil {
			return nil, err
		}
		if len(s.pairs) == 0 {
			return nil, fmt.Errorf("column %q: no two records have a word in common", w.profile.Column)
		}
		f := w.fit(s)
		if round == reweighRounds || w.anchors != nil || !w.identified() {
			return f, nil
		}
		w.reweigh(s, f)
	}
}

// fit fits the mixture: by what identifies the thing if there is such, else by the two halves of the texts.
func (w *within) fit(s *sample) *mixture {
	es := []evidence{binned(scoreBins)}
	for _, l := range w.leveled() {
		es = append(es, l.evidence)
	}
	if w.identified() {
		return mix(s.levels, es)
	}
	p := w.halves(s)
	return mixtureOf(s.levels, es, p)
}

// identified tells whether the texts have parts that identify the thing.
func (w *within) identified() bool { return w.anchors != nil || w.offers.codes }
