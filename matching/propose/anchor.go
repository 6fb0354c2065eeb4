package propose

import (
	"math"
	"slices"
	"strings"

	"aurum/matching"
	"aurum/matching/corpus"
	"aurum/matching/similarity"
)

// segmentSeparators are the characters that stand between parts of a text which play roles.
const segmentSeparators = ",;"

// Bounds by which the parts of texts label themselves.
const (
	leastSeen      = 3   // texts a part must be in to say something
	placeShare     = 0.7 // of a part's texts where it stands among the last two parts, for a place
	anchorShare    = 0.6 // of a part's texts at its most frequent place, for the name of one thing
	contextShare   = 0.5 // less than that, and three places: many things have the part
	leastLabels    = 20  // labelled parts of either kind to learn from
	segmentedShare = 0.5 // of texts that have three parts or more
	namedShare     = 0.3 // of texts that have a part which surely names the thing
	leastFactor    = 0.25
	placeFactor    = 0.3
)

// anchors are the roles of the parts of texts, learned from where the parts recur: one that recurs at one place names a thing
// there, one that recurs at many places is what many things have, such as a department.
type anchors struct {
	texts  [][]string // parts, folded
	count  map[string]int
	places map[string]bool
	at     []string // the place of each text
	label  map[string]int
	spec   *matching.SegmentSpec
}

// learnAnchors learns the roles of the parts of distinct texts; nil where they play none.
func learnAnchors(texts []string) *anchors {
	a := &anchors{count: map[string]int{}, places: map[string]bool{}}
	segmented := 0
	for _, t := range texts {
		parts := corpus.SplitSegments(t, segmentSeparators)
		a.texts = append(a.texts, parts)
		if len(parts) >= 3 {
			segmented++
		}
	}
	if float64(segmented) < segmentedShare*float64(len(texts)) {
		return nil
	}
	a.findPlaces()
	if !a.labelParts() {
		return nil
	}
	a.classify()
	return a
}

// findPlaces finds parts that stand at the end, and the place of each text: the rarest of its places.
func (a *anchors) findPlaces() {
	last := map[string]int{}
	for _, parts := range a.texts {
		for i, k := range parts {
			a.count[k]++
			if i > 0 && i >= len(parts)-2 {
				last[k]++
			}
		}
	}
	for k, n := range a.count {
		if n >= leastSeen && float64(last[k]) >= placeShare*float64(n) {
			a.places[k] = true
		}
	}
	a.at = make([]string, len(a.texts))
	for t, parts := range a.texts {
		best := -1
		for i, k := range parts {
			if i > 0 && a.places[k] && (best < 0 || a.count[k] < a.count[parts[best]]) {
				best = i
			}
		}
		if best < 0 && len(parts) > 1 {
			best = len(parts) - 1
		}
		if best >= 0 {
			a.at[t] = parts[best]
		}
	}
}

// labelParts labels parts as anchors (1) or context (-1) and tells whether there are enough to learn from.
func (a *anchors) labelParts() bool {
	where := map[string]map[string]int{}
	for t, parts := range a.texts {
		for _, k := range parts {
			if a.places[k] {
				continue
			}
			if where[k] == nil {
				where[k] = map[string]int{}
			}
			where[k][a.at[t]]++
		}
	}
	a.label = map[string]int{}
	names, contexts := 0, 0
	for k, places := range where {
		total, most := 0, 0
		for _, n := range places {
			total, most = total+n, max(most, n)
		}
		switch {
		case total < leastSeen:
		case float64(most) >= anchorShare*float64(total):
			a.label[k] = 1
			names++
		case len(places) >= 3 && float64(most) < contextShare*float64(total):
			a.label[k] = -1
			contexts++
		}
	}
	return names >= leastLabels && contexts >= leastLabels
}

// classify learns the naive Bayes classifier from the labelled parts, each counted once, with half a count added to each.
func (a *anchors) classify() {
	type counts [2]float64
	words := map[string]*counts{}
	var first, later, total counts
	var end [3]counts
	for _, parts := range a.texts {
		behind := 0
		for i := len(parts) - 1; i >= 0; i-- {
			k := parts[i]
			if a.places[k] {
				continue
			}
			if l := a.label[k]; l != 0 {
				side, one := 0, 1/float64(a.count[k])
				if l < 0 {
					side = 1
				}
				for _, w := range similarity.Tokens(k) {
					if words[w] == nil {
						words[w] = &counts{}
					}
					words[w][side] += one
				}
				end[min(behind, 2)][side] += one
				total[side] += one
				if i == 0 {
					first[side] += one
				} else {
					later[side] += one
				}
			}
			behind++
		}
	}
	odds := func(c counts) float64 {
		return round4(math.Log((c[0] + 0.5) / (total[0] + 1) * (total[1] + 1) / (c[1] + 0.5)))
	}
	s := &matching.SegmentSpec{
		Separators: segmentSeparators, Least: leastFactor, Place: placeFactor, Odds: round4(math.Log(total[0] / total[1])),
		First: odds(first), Later: odds(later), Words: map[string]float64{}, Other: odds(counts{}),
	}
	for i := range end {
		s.End[i] = odds(end[i])
	}
	for w, c := range words {
		if o := odds(*c); math.Abs(o-s.Other) >= 0.05 {
			s.Words[w] = o
		}
	}
	for p := range a.places {
		s.Places = append(s.Places, p)
	}
	slices.Sort(s.Places)
	a.spec = s
}

// corpus weighs words by ln(1 + P/p): of P places in all they occur at p. A word that one thing at one place repeats is as
// telling as a word seen once.
func (a *anchors) corpus() matching.CorpusSpec {
	all := map[string]bool{}
	met := map[string]map[string]bool{}
	for t, parts := range a.texts {
		all[a.at[t]] = true
		for _, k := range parts {
			for _, w := range strings.Fields(k) {
				if met[w] == nil {
					met[w] = map[string]bool{}
				}
				met[w][a.at[t]] = true
			}
		}
	}
	weight := func(p int) float64 { return round4(math.Log(1 + float64(len(all))/float64(p))) }
	spec := matching.CorpusSpec{Tokens: []string{corpus.Words}, Default: weight(1), Weights: map[string]float64{}, Segments: a.spec}
	for w, places := range met {
		if len(places) > 1 {
			spec.Weights[corpus.Words+":"+w] = weight(len(places))
		}
	}
	return spec
}
