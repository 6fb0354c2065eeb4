package propose

import (
	"fmt"

	"aurum/matching"
)

// leveled is a comparison by levels with what is expected of them.
type leveled struct {
	name, note string
	levels     []matching.LevelSpec
	evidence   evidence
}

// leveled are the comparisons beside that by likeness.
func (w *within) leveled() []leveled {
	if w.anchors != nil {
		return []leveled{nameLevels}
	}
	var out []leveled
	if w.offers.codes {
		out = append(out, codeLevels)
	}
	if w.offers.quantities {
		out = append(out, quantityLevels)
	}
	if w.offers.numbers {
		out = append(out, numberLevels)
	}
	return out
}

// Expectations. What identifies a thing is trusted as much as all pairs together: the same thing is rarely told by another
// code, near neighbours that are not the same mostly are. Codes may be missing, or belong to a neighbour on the page.
var (
	codeLevels = leveled{
		name: "codes", note: "model and part numbers",
		levels: levels(one("codes = SAME_LEAD"), one("codes = SHARED"), one("codes = ABSENT"), one("codes = MIXED"), one("else")),
		evidence: evidence{
			m0: []float64{0.5, 0.1, 0.32, 0.03, 0.05}, u0: []float64{0.01, 0.01, 0.35, 0.03, 0.6}, trust: 1,
		},
	}
	nameLevels = leveled{
		name: "names", note: "parts of the text that name the thing",
		levels:   levels(one("names = SAME"), one("names = ABSENT"), one("else")),
		evidence: evidence{m0: []float64{0.65, 0.17, 0.18}, u0: []float64{0.05, 0.25, 0.7}, trust: 1},
	}
	quantityLevels = leveled{
		name: "quantities", note: "numbers with a unit",
		levels:   levels(one("quantities = AGREE"), one("quantities = ABSENT"), one("else")),
		evidence: evidence{m0: []float64{0.4, 0.5, 0.1}, u0: []float64{0.2, 0.5, 0.3}},
	}
	numberLevels = leveled{
		name: "numbers", note: "numbers without a unit",
		levels:   levels(one("numbers = AGREE"), one("numbers = ABSENT"), one("else")),
		evidence: evidence{m0: []float64{0.5, 0.4, 0.1}, u0: []float64{0.2, 0.4, 0.4}},
	}
)

// spec is the policy with the weights of a mixture; with none of any meaning where it is nil.
func (w *within) spec(f *mixture) matching.Spec {
	s := matching.Spec{
		Attributes: []matching.AttributeSpec{{
			Name: w.attribute, Column: columnUnless(w.profile.Column, w.attribute), Kind: "Text",
			Note: fmt.Sprintf("%s: %s", w.profile.Kind, w.profile.Why),
		}},
		Corpora:  map[string]matching.CorpusSpec{w.attribute: w.corpus},
		Blocking: []matching.BlockingSpec{{Nearest: &matching.NearestSpec{Attribute: w.attribute, Corpus: w.attribute, K: neighboursOfText}}},
	}
	s.Comparisons = append(s.Comparisons, matching.ComparisonSpec{
		Name: "likeness", Attribute: w.attribute, Score: "cosine", Corpus: w.attribute, Curve: curveOf(f),
		Note: "the likeness of the texts, by the tokens that tell things apart",
	})
	for k, l := range w.leveled() {
		c := matching.ComparisonSpec{Name: l.name, Attribute: w.attribute, Corpus: w.attribute, Note: l.note}
		for i, level := range l.levels {
			bits := 0.0
			if f != nil {
				bits = round4(f.bits(k+1, uint8(i)))
			}
			level.Weight = &bits
			c.Levels = append(c.Levels, level)
		}
		s.Comparisons = append(s.Comparisons, c)
	}
	s.Sources.Unique = w.in.options.Unique
	if f != nil {
		s.Prior = max(round4(f.share), 0.0001)
	}
	s.Thresholds = matching.ThresholdSpec{Link: w.stop(), Review: reviewFrom}
	s.Clustering = matching.ClusteringSpec{
		Method: matching.MethodAverage, Stop: w.stop(),
		Note: "clusters join while the mean probability between them is not below this: one wrong link does not join two things",
	}
	return s
}

// stop is the mean probability below which clusters stay apart. Of halves less is enough: a half says less than the whole,
// so that what they teach is too careful.
func (w *within) stop() float64 {
	if w.identified() {
		return averageStop
	}
	return halvesStop
}

// curveOf gives the bits of a score by the middle of each bin.
func curveOf(f *mixture) matching.CurveSpec {
	if f == nil {
		return matching.CurveSpec{{0, 0}}
	}
	bits, counts := make([]float64, scoreBins), make([]float64, scoreBins)
	for i := range bits {
		bits[i], counts[i] = f.bits(0, uint8(i)), f.m[0][i]*f.share+f.u[0][i]*(1-f.share)
	}
	bits = pooled(bits, counts)
	var out matching.CurveSpec
	for i := scoreBins - 1; i >= 0; i-- {
		out = append(out, [2]float64{round4((float64(scoreBins-1-i) + 0.5) / scoreBins), round4(bits[i])})
	}
	return out
}

// proposal writes the policy and tells how it came about.
func (w *within) proposal(f *mixture) *Proposal {
	p := &Proposal{Spec: w.spec(f)}
	note := func(format string, args ...any) { p.Notes = append(p.Notes, fmt.Sprintf(format, args...)) }
	note("records are compared by %s, %d different texts", w.profile.Column, len(w.texts))
	if w.anchors != nil {
		note("its parts play roles: %d name places; what names the thing is told by words and position", len(w.anchors.places))
	} else if w.offers.codes {
		note("%.0f %% of the texts have codes that tell one thing from another; %d codes are common to many things", 100*w.offers.coded, len(w.offers.common))
	} else {
		note("nothing in the texts identifies by itself: what likeness is worth was learned by comparing halves of the texts")
	}
	note("%.1f %% of near neighbours are expected to be the same thing", 100*f.share)
	return p
}
