package propose

import (
	"cmp"
	"math"
	"slices"

	"aurum/matching"
	"aurum/matching/corpus"
)

func comparePair(x, y corpus.Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) }

// leastSlope is the weight, in bits, below which a feature is left out of the policy.
const leastSlope = 0.01

// spec writes what was learned as a policy: each score with a curve of the bits of its pieces, each mapping with its table.
// Log odds are slope times the learned score plus the constant. The prior is the share of pairs expected to be the same;
// what then is left of the constant goes into the curve of the first comparison, that of the main text.
func (l *learner) spec(slope, constant float64, records int) matching.Spec {
	s := l.plan.spec
	s.Comparisons, s.Pairings = nil, map[string][]matching.PairingSpec{}
	s.Prior = max(l.cut.matches, 1) / (float64(records) * float64(records-1) / 2)
	scale := slope / math.Ln2
	base := (slope*l.model.constant+constant)/math.Ln2 - math.Log2(s.Prior/(1-s.Prior))
	for i := range l.plan.features {
		f := &l.plan.features[i]
		w := l.model.weights[f.at : f.at+f.width()]
		if i > 0 && !slices.ContainsFunc(w, func(x float64) bool { return math.Abs(x*scale) >= leastSlope }) {
			continue
		}
		c := f.comparison
		c.Note = measureNotes[c.Score]
		if f.mapping != nil {
			s.Pairings[c.Pairing] = f.mapping.table(w[0] * scale)
			s.Comparisons = append(s.Comparisons, c)
			continue
		}
		bits := 0.0
		if i == 0 {
			bits = base
		}
		c.Missing = round4(bits)
		c.Curve = nil
		for j, k := range f.knots {
			if j > 0 {
				bits += w[j-1] * scale
			}
			c.Curve = append(c.Curve, [2]float64{k, round4(bits)})
		}
		if f.missing {
			c.Missing = round4(w[len(w)-1] * scale)
		}
		s.Comparisons = append(s.Comparisons, c)
	}
	s.Corpora, s.Blocking = l.used(s)
	return s
}

// used are the corpora that comparisons and blocking rules look at.
func (l *learner) used(s matching.Spec) (map[string]matching.CorpusSpec, []matching.BlockingSpec) {
	out := map[string]matching.CorpusSpec{}
	for _, c := range s.Comparisons {
		if c.Corpus != "" {
			out[c.Corpus] = s.Corpora[c.Corpus]
		}
	}
	for _, b := range s.Blocking {
		out[b.Nearest.Corpus] = s.Corpora[b.Nearest.Corpus]
	}
	return out, s.Blocking
}

// measureNotes say in the policy what a measure is for.
var measureNotes = map[string]string{
	"":            "how much more often the two values meet in matches than by chance",
	"cosine":      "words and groups of three letters in common, the rarer the better",
	"softJaccard": "words in common among all words, spelling forgiven",
	"softOverlap": "words in common among those of the shorter text, spelling forgiven",
	"rarest":      "the rarest word in common",
	"abbreviated": "words in common, cut short or not",
	"label":       "words in common, cut short, translated or not",
	"closeness":   "how near the numbers are",
	"tokenSort":   "characters in common, whatever the order of the words",
	"head":        "what the titles name, without what brackets add",
	"qualifier":   "what brackets add to tell namesakes apart; 0.5 where one side has none",
	"osaRatio":    "characters in common, in their order",
}
