package propose

import (
	"cmp"
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

// field is what the matches between two sources are judged by. The records of one source, the smaller, ask for a match in
// the other.
type field struct {
	asking   int       // how many records ask
	sharing  bool      // those that ask may share a match
	matches  []float64 // scores of the matches, falling
	believed []float64 // how true each was taken to be so far
	rows     [][]other // the other candidates of each matched record, by falling score
	share    float64   // of the records that ask that have a true match
	chance   chance
}

// other is a candidate of a matched record other than its match, with the probability that it was free to be matched. The
// others of a record by falling score are what it might have been matched with, had its match not been there. Where a
// source has no duplicates, all of them are false if the match is true, and show what a record without a match meets.
type other struct{ score, free float64 }

// chance is what scores by chance look like: steps of the share of records whose best false match has at least a score.
type chance struct {
	scores []float64 // falling
	shares []float64 // rising
}

// above is the share of records whose best false match scores t or more.
func (c *chance) above(t float64) float64 {
	n, _ := slices.BinarySearchFunc(c.scores, t, func(x, t float64) int {
		if x >= t {
			return -1
		}
		return 1
	})
	if n == 0 {
		return 0
	}
	return c.shares[n-1]
}

// settle finds what chance looks like, and the share of records with a true match. A record whose match is not believed
// shows by the match itself what chance gives, doubtful by the share of doubt that is held against it; else by the best of
// its other candidates that is free. Where records share matches, all candidates are free, so that behind a false match
// comes only the second best that chance gives: there the others count no more than the match is believed.
func (f *field) settle(doubtful float64) {
	type step struct{ score, weight float64 }
	var steps []step
	all := 0.0
	for i, others := range f.rows {
		doubt := doubtful * (1 - f.believed[i])
		if doubt > 0 {
			steps = append(steps, step{f.matches[i], doubt})
		}
		left := 1 - doubt // of the cases: those in which none of the better is free
		if f.sharing && doubtful > 0 {
			left = f.believed[i]
		}
		all += doubt + left
		for _, o := range others {
			steps = append(steps, step{o.score, left * o.free})
			if left *= 1 - o.free; left < 1e-6 {
				break
			}
		}
	}
	slices.SortFunc(steps, func(x, y step) int { return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.weight, y.weight)) })
	f.chance = chance{}
	sum := 0.0
	for _, s := range steps {
		sum += s.weight
		f.chance.scores, f.chance.shares = append(f.chance.scores, s.score), append(f.chance.shares, sum/max(all, 1e-9))
	}
	f.share = f.matched()
}

// matched is the share of records that have a true match, seen from the surplus of high scores over what chance gives:
// with S(t) the share matched at t or more and F0(t) that by chance, S = pi + (1-pi) F0, at the t that shows most.
// Low scores are no evidence: where chance gives nearly everything, a small error about it is nearly all of the surplus.
func (f *field) matched() float64 {
	most := 0.0
	for i, t := range f.matches {
		f0 := f.chance.above(t)
		if f0 >= mostChance {
			break
		}
		most = max(most, (float64(i+1)/float64(f.asking)-f0)/(1-f0))
	}
	return min(most, 1)
}

// mostChance is the share of records that chance gives a match at most for what it leaves to say something.
const mostChance = 0.8

// falseAbove is how many matches of t or more are expected to be false.
func (f *field) falseAbove(t float64) float64 {
	return float64(f.asking) * (1 - f.share) * f.chance.above(t)
}

// cut is a threshold with what it is expected to bring.
type cut struct {
	threshold float64
	matches   float64 // expected true matches in all
	f1        float64 // expected; good to compare by, too good to report
}

// bestCut is the threshold with the largest expected F1 over several fields whose scores mean the same.
func bestCut(fields []field) cut {
	var all []scored // a is the field
	total := 0.0
	for i := range fields {
		f := &fields[i]
		total += f.share * float64(f.asking)
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
			false0 += fields[i].falseAbove(t)
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

// fieldsOf divides matches by pair of sources and settles each. believed is how true a match was taken to be so far, and
// doubtful how much of the doubt counts, 0 to 1. A candidate that has a better match of its own is free so far as that match
// is doubted; not wholly, for another false match may stand in the way.
func fieldsOf(matches, candidates []scored, source []int, clean []bool, believed func(scored) float64, doubtful float64) []field {
	size := make([]int, len(clean))
	for _, s := range source {
		size[s]++
	}
	others := othersOf(matches, candidates, source, clean, believed, doubtful)
	at := map[[2]int]int{}
	var out []field
	for _, m := range matches {
		asking, asked := m.a, m.b
		if sa, sb := source[asking], source[asked]; size[sa] > size[sb] && clean[sa] || !clean[sb] {
			asking, asked = asked, asking
		}
		pair := [2]int{source[asking], source[asked]}
		i, ok := at[pair]
		if !ok {
			i = len(out)
			at[pair] = i
			out = append(out, field{asking: size[pair[0]], sharing: !clean[pair[0]]})
		}
		out[i].matches = append(out[i].matches, m.score)
		out[i].believed = append(out[i].believed, believed(m))
		out[i].rows = append(out[i].rows, others[place{asking, source[asked]}])
	}
	for i := range out {
		out[i].settle(doubtful)
	}
	return out
}

// othersOf gives for each matched record and source its candidates other than the match, by falling score.
func othersOf(matches, candidates []scored, source []int, clean []bool, believed func(scored) float64, doubtful float64) map[place][]other {
	partner := map[place]scored{} // a is the partner
	for _, m := range matches {
		for _, x := range [2][2]int32{{m.a, m.b}, {m.b, m.a}} {
			at := place{x[0], source[x[1]]}
			if _, ok := partner[at]; !ok {
				partner[at] = scored{x[1], int32(0), m.score}
			}
		}
	}
	belief := map[[2]int32]float64{}
	for _, m := range matches {
		belief[[2]int32{min(m.a, m.b), max(m.a, m.b)}] = believed(m)
	}
	out := map[place][]other{}
	for _, c := range candidates {
		for _, x := range [2][2]int32{{c.a, c.b}, {c.b, c.a}} {
			at := place{x[0], source[x[1]]}
			match, ok := partner[at]
			if !ok || match.a == x[1] {
				continue
			}
			o := other{c.score, 1}
			if had, ok := partner[place{x[1], source[x[0]]}]; ok && clean[source[x[0]]] && had.score > c.score {
				o.free = doubtful * (1 - belief[[2]int32{min(x[1], had.a), max(x[1], had.a)}])
			}
			out[at] = append(out[at], o)
		}
	}
	for _, list := range out {
		slices.SortFunc(list, func(x, y other) int { return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.free, y.free)) })
	}
	return out
}

// place is what a record has at most one partner in, if it is clean.
type place struct {
	record int32
	source int
}

// posterior gives each of some matches, sorted by falling score, the probability that it is true: one less the share of
// chance among the matches of about its score, which must not fall with the score (by pooling adjacent violators, M. Ayer
// et al., Annals of Mathematical Statistics 26, 1955).
func posterior(sorted []scored, fields []field) []float64 {
	type block struct {
		n      int
		false0 float64
	}
	var blocks []block
	before := 0.0
	for _, m := range sorted {
		total := 0.0
		for i := range fields {
			total += fields[i].falseAbove(m.score)
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
