package propose

import (
	"cmp"
	"math"
	"slices"
)

// scored is a pair of records with a score, higher for more alike.
type scored struct {
	a, b  int32
	score float64
}

// sortScored sorts by falling score, equals by position.
func sortScored(pairs []scored) {
	slices.SortFunc(pairs, func(x, y scored) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
}

// assign takes pairs by falling score, each unless a record of a source without duplicates would get a second partner of
// one source. What it takes is what a policy with unique sources links, as far as two sources go.
func assign(pairs []scored, source []int, clean []bool) []scored {
	sorted := slices.Clone(pairs)
	sortScored(sorted)
	taken := map[place]bool{}
	var out []scored
	for _, p := range sorted {
		sa, sb := source[p.a], source[p.b]
		if clean[sb] && taken[place{p.a, sb}] || clean[sa] && taken[place{p.b, sa}] {
			continue
		}
		taken[place{p.a, sb}], taken[place{p.b, sa}] = true, true
		out = append(out, p)
	}
	return out
}

// chance is what scores by chance look like: for each record of some, the score of the best other record that it is not the
// same as, with how sure that is.
type chance struct {
	best []weighed // by falling score
	sums []float64
}

type weighed struct{ score, weight float64 }

func (c *chance) sort() {
	slices.SortFunc(c.best, func(x, y weighed) int { return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.weight, y.weight)) })
	c.sums = make([]float64, len(c.best)+1)
	for i, b := range c.best {
		c.sums[i+1] = c.sums[i] + b.weight
	}
}

// above is the share of records whose best false match scores t or more.
func (c *chance) above(t float64) float64 {
	n, _ := slices.BinarySearchFunc(c.best, t, func(x weighed, t float64) int {
		if x.score >= t {
			return -1
		}
		return 1
	})
	if all := c.sums[len(c.best)]; all > 0 {
		return c.sums[n] / all
	}
	return 0
}

// field is what the matches between two sources are judged by: the scores of the matches, falling, how many records might
// have had one, and what chance looks like.
type field struct {
	matches []float64
	records int
	chance  chance
}

// matched is the share of records that have a true match, seen from the surplus of high scores over what chance gives:
// with S(t) the share matched at t or more and F0(t) that by chance, S = pi + (1-pi) F0, at the t that shows most.
func (f *field) matched() float64 {
	most := 0.0
	for i, t := range f.matches {
		f0 := f.chance.above(t)
		if f0 >= 0.98 {
			break
		}
		most = max(most, (float64(i+1)/float64(f.records)-f0)/(1-f0))
	}
	return min(most, 1)
}

// cut is a threshold with what it is expected to bring.
type cut struct {
	threshold float64
	matches   float64 // expected true matches in all
	f1        float64 // expected; good to compare by, too good to report
}

// bestCut is the threshold with the largest expected F1 over several fields whose scores mean the same: of the n matches at
// t or more records*(1-pi)*F0(t) are expected to be false.
func bestCut(fields []field) cut {
	var all []scored // a is the field
	total := 0.0
	pi := make([]float64, len(fields))
	for i := range fields {
		f := &fields[i]
		pi[i] = f.matched()
		total += pi[i] * float64(f.records)
		for _, s := range f.matches {
			all = append(all, scored{a: int32(i), score: s})
		}
	}
	sortScored(all)
	var cuts []cut
	most := 0.0
	for n := 1; n <= len(all); n++ {
		if n < len(all) && all[n].score == all[n-1].score {
			continue
		}
		t := all[n-1].score
		false0 := 0.0
		for i := range fields {
			false0 += float64(fields[i].records) * (1 - pi[i]) * fields[i].chance.above(t)
		}
		c := cut{threshold: t, matches: total, f1: 2 * max(0, float64(n)-false0) / (float64(n) + total)}
		if n < len(all) {
			c.threshold = (t + all[n].score) / 2
		}
		cuts = append(cuts, c)
		most = max(most, c.f1)
	}
	for _, c := range cuts { // the highest threshold first
		if c.f1 >= most-caution {
			return c
		}
	}
	return cut{threshold: 1}
}

// caution is how much expected F1 is given for a higher threshold: chance is rather underestimated, for records without a
// match are more like others than those with one.
const caution = 0.003

// fieldsOf divides matches by pair of sources, with what chance gives each: the score that a record would have been matched
// with, had its match not been there. Records of a source without duplicates are the same as one of another at most, so that
// this second choice is false whenever the first is true. Second choices count as far as the first is believed.
func fieldsOf(matches, candidates []scored, source []int, clean []bool, believed func(scored) float64) []field {
	size := make([]int, len(clean))
	for _, s := range source {
		size[s]++
	}
	partner := partners(matches, source)
	second := map[place]float64{}
	for _, c := range candidates {
		for _, x := range [2][2]int32{{c.a, c.b}, {c.b, c.a}} {
			mine, theirs := x[0], x[1]
			first, ok := partner[place{mine, source[theirs]}]
			if !ok || first.a == theirs {
				continue
			}
			if had, ok := partner[place{theirs, source[mine]}]; ok && clean[source[mine]] && had.score > c.score {
				continue // is taken
			}
			at := place{mine, source[theirs]}
			if best, ok := second[at]; !ok || c.score > best {
				second[at] = c.score
			}
		}
	}
	at := map[[2]int]int{}
	var out []field
	for _, m := range matches {
		asking, asked := m.a, m.b
		sa, sb := source[asking], source[asked]
		if size[sa] > size[sb] && clean[sa] || !clean[sb] {
			asking, asked = asked, asking
		}
		pair := [2]int{min(sa, sb), max(sa, sb)}
		i, ok := at[pair]
		if !ok {
			i = len(out)
			at[pair] = i
			out = append(out, field{records: size[source[asking]]})
		}
		f := &out[i]
		f.matches = append(f.matches, m.score)
		chosen, ok := second[place{asking, source[asked]}]
		if !ok {
			chosen = math.Inf(-1)
		}
		f.chance.best = append(f.chance.best, weighed{chosen, believed(m)})
	}
	for i := range out {
		out[i].chance.sort()
	}
	return out
}

// place is what a record has at most one partner in, if it is clean.
type place struct {
	record int32
	source int
}

// partners gives each record its match in each other source: a is the partner.
func partners(matches []scored, source []int) map[place]scored {
	out := map[place]scored{}
	for _, m := range matches {
		if _, ok := out[place{m.a, source[m.b]}]; !ok {
			out[place{m.a, source[m.b]}] = scored{a: m.b, score: m.score}
		}
		if _, ok := out[place{m.b, source[m.a]}]; !ok {
			out[place{m.b, source[m.a]}] = scored{a: m.a, score: m.score}
		}
	}
	return out
}

// posterior gives each of some matches, sorted by falling score, the probability that it is true: one less the share of
// chance among the matches of about its score, which must not fall with the score (by pooling adjacent violators, M. Ayer
// et al., Annals of Mathematical Statistics 26, 1955).
func posterior(sorted []scored, fields []field) []float64 {
	type block struct {
		n      int
		false0 float64
	}
	pi := make([]float64, len(fields))
	for i := range fields {
		pi[i] = fields[i].matched()
	}
	var blocks []block
	before := 0.0
	for _, m := range sorted {
		total := 0.0
		for i := range fields {
			total += float64(fields[i].records) * (1 - pi[i]) * fields[i].chance.above(m.score)
		}
		blocks = append(blocks, block{1, total - before})
		before = total
		for n := len(blocks); n > 1 && blocks[n-2].false0*float64(blocks[n-1].n) >= blocks[n-1].false0*float64(blocks[n-2].n); n-- {
			blocks[n-2].n += blocks[n-1].n
			blocks[n-2].false0 += blocks[n-1].false0
			blocks = blocks[:n-1]
		}
	}
	var out []float64
	for _, b := range blocks {
		p := 1 - min(1, b.false0/float64(b.n))
		for range b.n {
			out = append(out, p)
		}
	}
	return out
}
