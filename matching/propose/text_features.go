package propose

import (
	"fmt"
	"slices"

	"aurum/matching"
	"aurum/matching/corpus"
)

// feature is something that a pair of records is judged by: the score of a comparison, which rises with likeness and is cut
// into pieces at its knots, each with a slope of its own; or a mapping of values.
type textFeature struct {
	comparison matching.ComparisonSpec
	knots      []float64 // ascending, two or more; of a mapping nil
	mapping    *mapping
	missing    bool // has a weight of its own where a side says nothing
	at         int  // of its first weight
}

// width is how many weights a feature has.
func (f *textFeature) width() int {
	n := 1
	if f.mapping == nil {
		n = len(f.knots) - 1
	}
	if f.missing {
		n++
	}
	return n
}

// plan is what pairs of records are compared by: a policy in the making with the features that its comparisons give.
type textPlan struct {
	spec     matching.Spec
	main     *Profile
	views    []*view
	features []textFeature
	free     []bool // by weight: may be negative
}

// Names of what a proposed policy makes of columns.
const allTexts = "all_texts"

// neighboursAcross is how many neighbours each record gets in each other source.
const neighboursAcross = 15

// longText is how many words a text may have to be compared word by word: beyond, that takes long and says little.
const longText = 16

// wordMeasures compare texts word by word.
var wordMeasures = []string{"softJaccard", "softOverlap", "rarest", "abbreviated", "label"}

// qualifiersUsual is the share of texts with a qualifier in brackets from which these are a custom of the file: "HBO (Asia)".
const qualifiersUsual = 0.1

// planTexts decides what to compare.
func (in *input) planTexts(source []int, systems int) (*textPlan, error) {
	p := &textPlan{main: in.mainText(source, systems)}
	p.spec.Corpora, p.spec.Join = map[string]matching.CorpusSpec{}, map[string][]string{}
	for i := range in.profiles {
		p.addAttribute(&in.profiles[i])
	}
	if err := in.addText(p, []string{p.main.Column}, attributeName(p.main.Column), p.main, true); err != nil {
		return nil, err
	}
	if joined := in.joinedColumns(); len(joined) > 1 {
		if err := in.addText(p, joined, allTexts, nil, true); err != nil {
			return nil, err
		}
	}
	for i := range in.profiles {
		c := &in.profiles[i]
		if c == p.main || c.Kind == KindEmpty || c.Kind == KindRowNumber {
			continue
		}
		if err := in.addOther(p, c, source, systems); err != nil {
			return nil, err
		}
	}
	p.count()
	return p, nil
}

// addAttribute lists a column among the attributes, unless it says nothing.
func (p *textPlan) addAttribute(c *Profile) {
	if c.Kind == KindEmpty || c.Kind == KindRowNumber {
		return
	}
	name := attributeName(c.Column)
	a := matching.AttributeSpec{Name: name, Column: columnUnless(c.Column, name), Note: fmt.Sprintf("%s: %s; %.0f %% filled", c.Kind, c.Why, 100*c.Fill)}
	if c.Kind == KindNumber || c.Kind == KindGeo {
		a.Kind = "Decimal"
	}
	p.spec.Attributes = append(p.spec.Attributes, a)
}

// addText compares columns as a text. What finds candidates is also compared in full.
func (in *input) addText(p *textPlan, columns []string, name string, c *Profile, finds bool) error {
	v, err := in.newView(name, columns)
	if err != nil {
		return fmt.Errorf("column %s: %w", name, err)
	}
	p.spec.Corpora[name] = v.spec()
	if len(columns) > 1 {
		for _, col := range columns {
			p.spec.Join[name] = append(p.spec.Join[name], attributeName(col))
		}
	}
	missing := c != nil && c.Fill < 0.98 && !finds
	p.score(name, name, "cosine", missing, 0, 1)
	if !finds {
		return nil
	}
	p.views = append(p.views, v)
	p.spec.Blocking = append(p.spec.Blocking, matching.BlockingSpec{Nearest: &matching.NearestSpec{Attribute: name, Corpus: name, K: neighboursAcross}})
	if v.words() <= longText {
		for _, m := range wordMeasures {
			p.score(name, name, m, false, 0, 1)
		}
		p.score(name, "", "tokenSort", false, 0, 1)
		if c != nil && c.shares.qualified >= qualifiersUsual {
			p.score(name, "", "head", false, 0, 1)
			p.score(name, "", "qualifier", false, 0, 0.5, 1)
		}
	}
	return nil
}

// score adds a feature that is the score of a measure.
func (p *textPlan) score(attribute, corpus, measure string, missing bool, knots ...float64) {
	p.features = append(p.features, textFeature{
		comparison: matching.ComparisonSpec{Name: attribute + " " + measure, Attribute: attribute, Score: measure, Corpus: corpus, Curve: asItIs},
		knots:      knots, missing: missing,
	})
}

// addOther compares a column beside the main text.
func (in *input) addOther(p *textPlan, c *Profile, source []int, systems int) error {
	name := attributeName(c.Column)
	missing := c.Fill < 0.98
	switch {
	case slices.Contains(textKinds, c.Kind):
		if err := in.addText(p, []string{c.Column}, name, c, false); err != nil {
			return err
		}
	case c.Kind == KindNumber:
		p.score(name, "", "closeness", missing, 0, 0.8, 0.95, 1)
	case slices.Contains(exactKinds, c.Kind):
		p.score(name, "", "osaRatio", missing, 0.5, 0.8, 1)
	}
	if c.Kind == KindCategory || slices.Contains(textKinds, c.Kind) && in.telling(c.Column, source, systems) < 0.3 {
		p.features = append(p.features, textFeature{
			comparison: matching.ComparisonSpec{Name: name + " meaning", Attribute: name, Pairing: name},
			mapping:    in.newMapping(c.Column),
		})
	}
	return nil
}

// count gives each weight its place.
func (p *textPlan) count() {
	n := 0
	for i := range p.features {
		f := &p.features[i]
		f.at = n
		n += f.width()
		for j := range f.width() {
			p.free = append(p.free, f.missing && j == f.width()-1)
		}
	}
}

// trialSpec is the policy that measures the scores; mappings are worked out beside it.
func (p *textPlan) trialSpec() matching.Spec {
	s := p.spec
	s.Comparisons = nil
	for i := range p.features {
		if p.features[i].mapping == nil {
			s.Comparisons = append(s.Comparisons, p.features[i].comparison)
		}
	}
	return s
}

// fill writes what the features of a pair come to into its row.
func (p *textPlan) fill(row []float64, found []matching.Outcome, pair corpus.Pair) {
	c := 0
	for i := range p.features {
		f := &p.features[i]
		if f.mapping != nil {
			row[f.at], _ = f.mapping.of(pair.A, pair.B)
			continue
		}
		o := found[c]
		c++
		if o.Missing {
			if f.missing {
				row[f.at+f.width()-1] = 1
			}
			continue
		}
		for j := range len(f.knots) - 1 {
			row[f.at+j] = ramp(o.Score, f.knots[j], f.knots[j+1])
		}
	}
}

// ramp rises from 0 to 1 between two scores.
func ramp(score, from, to float64) float64 { return min(max((score-from)/(to-from), 0), 1) }
