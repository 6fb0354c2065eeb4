package propose

import (
	"fmt"
	"slices"
	"strings"

	"aurum/matching"
	"aurum/matching/corpus"
)

// structure is what is found of the sources: whether each has duplicates of its own.
type structure struct {
	sources []sourceFound
}

// sourceFound is what is found of one source.
type sourceFound struct {
	system   string
	records  int
	alike    float64 // share of its records that are as alike to one of their own source as matches are
	collides float64 // share of such pairs whose best matches elsewhere are one record
	covered  float64 // about the share of its records that have a match elsewhere
	sought   float64 // how many times oftener such a pair has a match elsewhere than any two of its records have
	rivals   int     // such records that both have a match elsewhere
	agreeing float64 // share of the rivals whose match is the same
	unique   bool
	declared bool
	why      string
}

// A source has duplicates of its own where many of its records are alike, as many as have matches elsewhere go, and most of
// these have one best match: lookalikes that are not the same have matches of their own. Where few records have any,
// lookalikes share the one there is, though; duplicates show there by having a match oftener than others do, since what is
// listed twice is what is known everywhere.
const (
	leastAlike    = 0.12 // alike times collides, for each record that has a match elsewhere
	leastCollides = 0.71
	leastCovered  = 0.45
	leastSought   = 1.15
)

// lookedUp is how many times as large a source must be for the records of the other to be looked up in it rather than
// matched one to one: they hardly compete for matches then, and those that do are rather duplicates.
const lookedUp = 4

// Records that are alike compete for matches where enough of them are matched, and as many with different ones.
const (
	fewRivals    = 20
	mostAgreeing = 0.75
)

// structure finds out which sources have duplicates of their own, unless the options say so, by the collision test: of the
// pairs of one source that are each other's nearest and as alike as matches between the sources are, how many have the
// same record for their best match in another source?
func (in *input) structure(v *view) (structure, error) {
	source, systems := in.sourceNumbers()
	out := structure{sources: make([]sourceFound, len(systems))}
	within := corpus.Within(v.vectors, source, 1)
	across := corpus.Neighbours(v.vectors, source, 1, true)
	best := make([]corpus.Hit, len(source))
	for i := range best {
		best[i] = corpus.Hit{Text: -1}
		for _, h := range across[i] {
			if h.Score > best[i].Score {
				best[i] = h
			}
		}
	}
	typical := medianMutual(best)
	for s, system := range systems {
		f := &out.sources[s]
		f.system = system
		f.test(s, source, within, best, typical)
		f.heed(in.options)
	}
	return out, nil
}

// medianMutual is the median score of the pairs of different sources that are each other's best.
func medianMutual(best []corpus.Hit) float64 {
	var scores []float64
	for i, h := range best {
		if h.Text > int32(i) && best[h.Text].Text == int32(i) {
			scores = append(scores, h.Score)
		}
	}
	if len(scores) == 0 {
		return 1
	}
	slices.Sort(scores)
	return scores[len(scores)/2]
}

// test makes the collision test of one source.
func (f *sourceFound) test(s int, source []int, within [][]corpus.Hit, best []corpus.Hit, typical float64) {
	alike, collide, matched, either, agree := 0, 0, 0, 0, 0
	for i := range source {
		if source[i] != s {
			continue
		}
		f.records++
		if best[i].Score >= typical {
			matched++
		}
		if len(within[i]) == 0 || within[i][0].Score < typical-1e-9 {
			continue
		}
		j := within[i][0].Text
		if len(within[j]) == 0 || within[j][0].Text != int32(i) {
			continue
		}
		alike++
		one, both := best[i].Score >= typical || best[j].Score >= typical, best[i].Score >= typical && best[j].Score >= typical
		either, f.rivals = either+count(one), f.rivals+count(both)
		if best[i].Text >= 0 && best[i].Text == best[j].Text {
			collide, agree = collide+1, agree+count(both)
		}
	}
	f.alike, f.collides, f.agreeing = share(alike, f.records), share(collide, alike), share(agree, f.rivals)
	well := share(matched, f.records)
	f.covered = min(1, 2*well) // typical is the median
	if well > 0 {
		f.sought = share(either, alike) / (1 - (1-well)*(1-well))
	}
	f.judge()
}

// judge says what the test came to.
func (f *sourceFound) judge() {
	f.unique = true
	f.why = fmt.Sprintf("%.0f %% of its records are as alike to one of their own as matches are, %.0f %% of these have one best match elsewhere", 100*f.alike, 100*f.collides)
	switch {
	case f.alike*f.collides < leastAlike*f.covered || f.collides < leastCollides:
	case f.covered < leastCovered && f.sought < leastSought:
		f.why += fmt.Sprintf(", which says little: but %.0f %% of its records may have a match there, and those no oftener than others", 100*f.covered)
	default:
		f.unique = false
	}
}

// lookUp lets the records of the smaller of two sources share a match, where the other is so much larger that it is a list
// to look things up in.
func (s structure) lookUp() {
	if len(s.sources) != 2 {
		return
	}
	small, large := &s.sources[0], &s.sources[1]
	if small.records > large.records {
		small, large = large, small
	}
	rivals := small.rivals >= fewRivals && small.agreeing < mostAgreeing
	if large.unique && small.unique && !small.declared && !rivals && large.records >= lookedUp*small.records {
		small.unique = false
		small.why = fmt.Sprintf("its records are looked up in %s, which has %.1f times as many", large.system, float64(large.records)/float64(small.records))
	}
}

// clean tells of each source whether it has no duplicates.
func (s structure) clean() []bool {
	var out []bool
	for _, f := range s.sources {
		out = append(out, f.unique)
	}
	return out
}

// uniques counts the sources without duplicates.
func (s structure) uniques() int {
	n := 0
	for _, f := range s.sources {
		if f.unique {
			n++
		}
	}
	return n
}

// spec is the structure as a policy declares it.
func (s structure) spec() matching.SourcesSpec {
	out := matching.SourcesSpec{Across: len(s.sources) > 1, Note: strings.Join(s.notes(), "; ")}
	for _, f := range s.sources {
		if f.unique {
			out.Unique = append(out.Unique, f.system)
		}
	}
	return out
}

// notes tell what was found.
func (s structure) notes() []string {
	var out []string
	for _, f := range s.sources {
		verdict := "may have duplicates of its own"
		if f.unique {
			verdict = "has no duplicates of its own"
		}
		out = append(out, fmt.Sprintf("source %s (%d records) %s: %s", f.system, f.records, verdict, f.why))
	}
	return out
}
