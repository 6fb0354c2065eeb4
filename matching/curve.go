package matching

import (
	"fmt"
	"slices"

	"aurum/matching/corpus"
	"aurum/matching/similarity"
)

// curve turns a score into bits by straight lines between its points.
type curve []curvePoint

type curvePoint struct{ score, bits float64 }

// at is the bits of a score; beyond the ends the curve stays level.
func (c curve) at(score float64) float64 {
	i, found := slices.BinarySearchFunc(c, score, func(p curvePoint, s float64) int {
		switch {
		case p.score < s:
			return -1
		case p.score > s:
			return 1
		}
		return 0
	})
	switch {
	case found:
		return c[i].bits
	case i == 0:
		return c[0].bits
	case i == len(c):
		return c[len(c)-1].bits
	}
	l, r := c[i-1], c[i]
	return l.bits + (score-l.score)/(r.score-l.score)*(r.bits-l.bits)
}

// best is the most a curve can give.
func (c curve) best() float64 {
	most := c[0].bits
	for _, p := range c {
		most = max(most, p.bits)
	}
	return most
}

func newCurve(spec CurveSpec) (curve, error) {
	if len(spec) == 0 {
		return nil, fmt.Errorf("lists no points")
	}
	var out curve
	for i, p := range spec {
		if i > 0 && !(p[0] > spec[i-1][0]) {
			return nil, fmt.Errorf("point %d: scores must ascend, %v does not lie above %v", i, p[0], spec[i-1][0])
		}
		if !(p[1] >= -RuleWeight/2 && p[1] <= RuleWeight/2) {
			return nil, fmt.Errorf("point %d: %v is beyond ±%d bits", i, p[1], RuleWeight/2)
		}
		out = append(out, curvePoint{p[0], p[1]})
	}
	return out, nil
}

// measure is a score of two values, for graded comparisons.
type measure struct {
	of     func(p *pair) float64
	needs  needs
	corpus bool // weighs tokens by a corpus
	weighs bool // may weigh words by a corpus
}

// measures by name: the scored comparators of whole values, and the cosine of texts.
var measures = map[string]measure{
	"cosine":       {of: func(p *pair) float64 { return p.a.vector.Cosine(p.b.vector) }, corpus: true},
	"softJaccard":  {of: func(p *pair) float64 { return corpus.SoftJaccard(&p.a.wordList, &p.b.wordList) }, needs: needWordList, corpus: true},
	"softOverlap":  {of: func(p *pair) float64 { return corpus.SoftOverlap(&p.a.wordList, &p.b.wordList) }, needs: needWordList, corpus: true},
	"rarest":       {of: func(p *pair) float64 { return corpus.Rarest(&p.a.wordList, &p.b.wordList) }, needs: needWordList, corpus: true},
	"abbreviated":  {of: func(p *pair) float64 { return corpus.Abbreviated(&p.a.wordList, &p.b.wordList) }, needs: needWordList, corpus: true},
	"closeness":    {of: closeness, needs: needNumber},
	"jaroWinkler":  {of: func(p *pair) float64 { return similarity.JaroWinkler(p.a.key, p.b.key) }},
	"osaRatio":     {of: func(p *pair) float64 { return similarity.OSARatio(p.a.key, p.b.key) }},
	"tokenSet":     {of: func(p *pair) float64 { return similarity.TokenSetSorted(p.a.sorted, p.b.sorted) }, needs: needTokens},
	"tokenSort":    {of: func(p *pair) float64 { return similarity.TokenSort(p.a.sorted, p.b.sorted) }, needs: needTokens},
	"tokens":       {of: func(p *pair) float64 { return similarity.SoftTokens(p.a.tokens, p.b.tokens) }, needs: needTokens},
	"jaccard":      {of: func(p *pair) float64 { return similarity.TokenJaccardSorted(p.a.sorted, p.b.sorted) }, needs: needTokens},
	"qgram":        {of: func(p *pair) float64 { return p.a.qgrams.Cosine(p.b.qgrams) }, needs: needQGrams},
	"organization": {of: func(p *pair) float64 { return p.organizations().Score }, needs: needOrg, weighs: true},
	"street":       {of: func(p *pair) float64 { return p.streets().Score }, needs: needStreet},
	"words":        {of: func(p *pair) float64 { return p.products().Words }, needs: needProduct, weighs: true},
	"product":      {of: func(p *pair) float64 { return p.products().Score }, needs: needProduct, weighs: true},
	"person":       {of: func(p *pair) float64 { return p.persons().Score }, needs: needPerson},
	"address":      {of: func(p *pair) float64 { return similarity.CompareAddresses(p.a.address, p.b.address).Score }, needs: needAddress},
	"label":        {of: func(p *pair) float64 { return similarity.CompareLabels(p.a.label, p.b.label).Score }, needs: needLabel, weighs: true},
	"head":         {of: func(p *pair) float64 { return similarity.CompareHeads(p.a.title, p.b.title) }, needs: needTitle},
	"qualifier":    {of: func(p *pair) float64 { return similarity.CompareQualifiers(p.a.title, p.b.title) }, needs: needTitle},
	"qgramJaccard": {of: func(p *pair) float64 { return p.a.qgrams.Jaccard(p.b.qgrams) }, needs: needQGrams},
	"qgramOverlap": {of: func(p *pair) float64 { return p.a.qgrams.Overlap(p.b.qgrams) }, needs: needQGrams},
	"tfidf":        {of: func(p *pair) float64 { return p.a.wordVector.Cosine(p.b.wordVector) }, needs: needVector, weighs: true},
	"softTfidf":    {of: func(p *pair) float64 { return p.a.wordVector.SoftCosine(p.b.wordVector) }, needs: needVector, weighs: true},
	"wordOverlap":  {of: func(p *pair) float64 { return p.a.weighed.Overlap(p.b.weighed) }, needs: needWords, weighs: true},
	"rarestWord":   {of: func(p *pair) float64 { return p.a.weighed.Rarest(p.b.weighed) }, needs: needWords, weighs: true},
	"setJaccard":   {of: func(p *pair) float64 { return similarity.WeightedSet.Jaccard(p.sets()) }, needs: needSet, weighs: true},
	"setOverlap":   {of: func(p *pair) float64 { return similarity.WeightedSet.Overlap(p.sets()) }, needs: needSet, weighs: true},
}

// graded is a comparison whose weight follows from a score, or from a table of pairs of values.
type graded struct {
	name      string
	measure   func(p *pair) float64
	curve     curve
	pairs     map[[2]string]float64
	otherwise float64
}

// bits weighs two values; the score is what the measure found.
func (g *graded) bits(p *pair) (bits, score float64) {
	if g.measure != nil {
		score = g.measure(p)
		return g.curve.at(score), score
	}
	a, b := p.a.key, p.b.key
	if a > b {
		a, b = b, a
	}
	if bits, ok := g.pairs[[2]string{a, b}]; ok {
		return bits, bits
	}
	return g.otherwise, g.otherwise
}

// compare finds the pair of values with most weight.
func (g *graded) compare(p *pair, a, b []value, missing float64) reached {
	best, all := reached{level: -1, bits: missing}, listsOf(a, b)
	for i := range a {
		for j := range b {
			if !comparable(&a[i], &b[j]) {
				continue
			}
			*p = pair{a: &a[i], b: &b[j], lists: all}
			bits, score := g.bits(p)
			if best.level < 0 || bits > best.bits {
				best = reached{level: gradedLevel, bits: bits, a: p.a, b: p.b, score: score}
			}
		}
	}
	return best
}

// compileGraded reads the score and curve, or the pairing, of a comparison.
func (c *compiler) compileGraded(at string, s ComparisonSpec, f *feature) *graded {
	if len(s.Levels) > 0 || s.Score != "" && s.Pairing != "" {
		c.faultf(at, "has one of levels, score and pairing, not several")
		return nil
	}
	if s.Pairing != "" {
		return c.compilePairing(at, s)
	}
	k, ok := measures[s.Score]
	if !ok {
		c.faultf(at+".score", "there is no score %q", s.Score)
		return nil
	}
	if k.corpus != (s.Corpus != "") && !k.weighs {
		c.faultf(at+".corpus", "score %s %s", s.Score, map[bool]string{true: "needs a corpus", false: "looks at no corpus"}[k.corpus])
	}
	line, err := newCurve(s.Curve)
	if err != nil {
		c.fault(at+".curve", err)
	}
	if f != nil {
		f.needs |= k.needs
	}
	return &graded{name: s.Score, measure: k.of, curve: line}
}

func (c *compiler) compilePairing(at string, s ComparisonSpec) *graded {
	table, ok := c.spec.Pairings[s.Pairing]
	if !ok {
		c.faultf(at+".pairing", "there is no table %q in pairings", s.Pairing)
	}
	g := &graded{name: "pairing", pairs: make(map[[2]string]float64, len(table)), otherwise: s.Otherwise}
	for _, p := range table {
		a, b := similarity.FoldKey(p.A), similarity.FoldKey(p.B)
		if a > b {
			a, b = b, a
		}
		g.pairs[[2]string{a, b}] = p.Bits
	}
	return g
}
