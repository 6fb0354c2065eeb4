package propose

import (
	"hash/fnv"
	"strings"

	"aurum/matching/corpus"
	"aurum/matching/similarity"
)

const (
	// halvings is how many times the texts are cut into halves by chance.
	halvings = 4
	halfBins = 10
	// leastHalf is the least cosine between a half and its text: a fifth of the weight. Less says nothing about the text.
	leastHalf = 0.45
	// halfTrust keeps the classes near what one expects of likeness: where few of the neighbours are the same thing, nothing
	// else does.
	halfTrust = 1
)

// halves gives the probability of each pair to be the same, learned from halves of the texts: words are dealt to two heaps by
// their hash, and two texts are compared heap by heap. Of the same thing both heaps are alike; of two things that have
// something in common mostly the one where it lies. So each heap tells what likeness of the other is worth, as in co-training
// (A. Blum and T. Mitchell, "Combining labeled and unlabeled data with co-training", COLT 1998).
func (w *within) halves(s *sample) []float64 {
	c, err := w.corpus.Corpus()
	if err != nil {
		return make([]float64, len(s.pairs))
	}
	var rows [][]uint8
	for salt := range halvings {
		a, b := deal(c, w.texts, byte(salt))
		for i, p := range s.pairs {
			row := []uint8{a.level(p), b.level(p)}
			rows = append(rows, append(row, s.levels[i][1:]...))
		}
	}
	half := binned(halfBins)
	half.m0, half.u0 = append(scaled(half.m0), silent), append(scaled(half.u0), silent)
	half.trust = halfTrust
	es := []evidence{half, half}
	for _, l := range w.leveled() {
		es = append(es, l.evidence)
	}
	f := mix(rows, es)
	out := make([]float64, len(s.pairs))
	for i, p := range f.p {
		out[i%len(out)] += p / halvings
	}
	return out
}

// silent is the share of halves expected to say nothing.
const silent = 0.05

func scaled(shares []float64) []float64 {
	out := make([]float64, len(shares))
	for i, s := range shares {
		out[i] = s * (1 - silent)
	}
	return out
}

// heap is one half of all texts.
type heap struct {
	vectors []corpus.Vector
	telling []bool
}

func deal(c *corpus.Corpus, texts []string, salt byte) (a, b heap) {
	for _, t := range texts {
		var parts [2][]string
		for _, word := range similarity.Tokens(similarity.FoldKey(t)) {
			h := fnv.New32a()
			h.Write([]byte{salt, '#'})
			h.Write([]byte(word))
			side := h.Sum32() >> 7 & 1
			parts[side] = append(parts[side], word)
		}
		whole := c.Vector(t)
		a.add(c.Vector(strings.Join(parts[0], " ")), whole)
		b.add(c.Vector(strings.Join(parts[1], " ")), whole)
	}
	return a, b
}

func (h *heap) add(half, whole corpus.Vector) {
	h.vectors = append(h.vectors, half)
	h.telling = append(h.telling, half.Cosine(whole) >= leastHalf)
}

// level is the bin of the likeness of two halves; the last level where one of them says nothing.
func (h *heap) level(p corpus.Pair) uint8 {
	if !h.telling[p.A] || !h.telling[p.B] {
		return halfBins
	}
	return bin(h.vectors[p.A].Cosine(h.vectors[p.B]), halfBins)
}

// mixtureOf gives the shares of levels by probabilities that come from elsewhere.
func mixtureOf(levels [][]uint8, es []evidence, p []float64) *mixture {
	f := &mixture{p: p}
	for _, e := range es {
		f.m, f.u = append(f.m, append([]float64{}, e.m0...)), append(f.u, append([]float64{}, e.u0...))
	}
	f.maximize(levels, es)
	return f
}
