package propose

import (
	"maps"
	"slices"

	"aurum/matching"
	"aurum/matching/corpus"
)

// Bounds of the weights of tokens.
const (
	sure         = 0.9  // probability from which on a pair teaches
	leastTelling = 0.05 // least difference of the shares that counts
	pseudoPairs  = 4.0
	materially   = 0.03 // relative difference of a weight from the default that is worth writing down
)

// reweigh weighs each token by its rarity times how much more often matches have it in common than near neighbours that are
// none. Names of shops and words that all offers of a shop have lose their weight, and so do words that every language has of
// its own; what a thing is called keeps it.
func (w *within) reweigh(s *sample, f *mixture) {
	tokens := w.tokens()
	same := keeping(tokens, s.pairs, f.p)
	others := make([]float64, len(f.p))
	for i, p := range f.p {
		others[i] = 1 - p
	}
	apart := keeping(tokens, s.pairs, others)
	base := w.plain()
	least := max(leastTelling, same.all-apart.all)
	factor := func(token string) float64 {
		return max(leastTelling, same.of(token)-apart.of(token)) / least
	}
	rare := max(leastTelling, same.rare(base.Weights)-apart.rare(base.Weights)) / least
	spec := base
	spec.Default = round4(base.Default * rare)
	spec.Weights = map[string]float64{}
	for token, weight := range base.Weights {
		if x := round4(weight * factor(token)); x < spec.Default*(1-materially) || x > spec.Default*(1+materially) {
			spec.Weights[token] = x
		}
	}
	w.corpus = w.withCommon(spec)
}

// plain is the corpus as it is before anything is known of matches.
func (w *within) plain() matching.CorpusSpec {
	if w.anchors != nil {
		return w.anchors.corpus()
	}
	return corpusOf(w.texts, corpus.Words, corpus.Trigrams)
}

// withCommon lists the codes that many things have in common.
func (w *within) withCommon(spec matching.CorpusSpec) matching.CorpusSpec {
	if w.offers != nil {
		for _, c := range w.offers.common {
			spec.Weights[corpus.Codes+":"+c] = 0
		}
	}
	return spec
}

// tokens are the distinct tokens of each text, sorted.
func (w *within) tokens() [][]string {
	words, trigrams := slices.Contains(w.corpus.Tokens, corpus.Words), slices.Contains(w.corpus.Tokens, corpus.Trigrams)
	out := make([][]string, len(w.texts))
	for i, t := range w.texts {
		ts := corpus.Tokens(t, words, trigrams)
		slices.Sort(ts)
		out[i] = slices.Compact(ts)
	}
	return out
}

// kept tells how often a token that one text of a pair has is in the other too.
type kept struct {
	both, one map[string]float64
	all       float64 // over all tokens
}

// keeping looks at the pairs with a weight of more than sure. The pairs of a text count as one together, so that things of
// many records do not drown the others.
func keeping(tokens [][]string, pairs []corpus.Pair, weights []float64) *kept {
	k := &kept{both: map[string]float64{}, one: map[string]float64{}}
	sums := make([]float64, len(tokens))
	for i, p := range pairs {
		if weights[i] > sure {
			sums[p.A] += weights[i]
			sums[p.B] += weights[i]
		}
	}
	both, one := 0.0, 0.0
	for i, p := range pairs {
		if weights[i] <= sure {
			continue
		}
		w := 1/sums[p.A] + 1/sums[p.B]
		eachToken(tokens[p.A], tokens[p.B], func(token string, common bool) {
			if common {
				k.both[token] += w
				both += w
			} else {
				k.one[token] += w
				one += w
			}
		})
	}
	if both > 0 {
		k.all = 2 * both / (2*both + one)
	}
	return k
}

// eachToken visits the tokens of two sorted lists.
func eachToken(a, b []string, visit func(token string, common bool)) {
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0] < b[0]:
			visit(a[0], false)
			a = a[1:]
		case len(a) == 0 || a[0] > b[0]:
			visit(b[0], false)
			b = b[1:]
		default:
			visit(a[0], true)
			a, b = a[1:], b[1:]
		}
	}
}

// of is the share of a token, drawn towards that of all where few pairs have it.
func (k *kept) of(token string) float64 {
	both, one := k.both[token], k.one[token]
	return (2*both + pseudoPairs*k.all) / (2*both + one + pseudoPairs)
}

// rare is the share of the tokens that are not listed, together.
func (k *kept) rare(listed map[string]float64) float64 {
	both, one := 0.0, 0.0
	for _, token := range slices.Sorted(maps.Keys(k.both)) {
		if _, ok := listed[token]; !ok {
			both += k.both[token]
		}
	}
	for _, token := range slices.Sorted(maps.Keys(k.one)) {
		if _, ok := listed[token]; !ok {
			one += k.one[token]
		}
	}
	return (2*both + pseudoPairs*k.all) / (2*both + one + pseudoPairs)
}
