package matching

import (
	"cmp"
	"math"
	"slices"
)

// plan is a model made ready to weigh the pairs of one table. It gives what Model.Compare gives, for less: values are
// compared by number, and a pair is given up as soon as the best that its comparisons can still add stays below the review
// weight. It is read by all workers.
type plan struct {
	*Model
	table *Table
	// slots says of each record what it has for each comparison, then for each feature that rules look at: 0 for nothing,
	// a key's number + 1, or several.
	slots      []uint32
	stride     int
	ruleSlot   map[int]int // by feature
	compared   []planned
	order      []int // of the comparisons, the cheap ones first
	grouped    bool
	joints     []float64 // the most that a listed combination of each group weighs
	links      bool      // some rule links
	forbidding bool
}

// planned is a comparison with what it can come to, by what the slots of two records show.
type planned struct {
	*comparison
	keyed      bool // compared by keys in levels
	plain      bool // of a plain column
	signatures []signature
	// most is the most it can weigh; exact where it weighs just that.
	most  [seenStates]float64
	exact [seenStates]bool
	// sole is the level it comes to where exact, can the levels it may come to, a bit each.
	sole [seenStates]int
	can  [seenStates]uint64
}

// What the slots of two records show of a comparison.
const (
	seenMissing = iota // a side says nothing
	seenEqual          // one key, the same
	seenDiffers        // two keys
	seenSeveral        // a side has several values
	seenStates
)

// rounding is more than sums in different orders differ by.
const rounding = 1e-9

func newPlan(m *Model, t *Table) *plan {
	p := &plan{Model: m, table: t, ruleSlot: map[int]int{}, grouped: len(m.groups) > 0}
	signatures := map[int][]signature{}
	for i := range m.comparisons {
		p.compared = append(p.compared, p.planned(i, signatures))
		p.order = append(p.order, i)
	}
	slices.SortStableFunc(p.order, func(i, j int) int { return cmp.Compare(p.compared[i].cost(), p.compared[j].cost()) })
	for i := range m.groups {
		best := math.Inf(-1)
		for _, weight := range m.groups[i].joint {
			best = max(best, weight)
		}
		p.joints = append(p.joints, best)
	}
	p.stride = len(m.comparisons)
	for i := range m.rules {
		p.links = p.links || !m.rules[i].forbid
		p.forbidding = p.forbidding || m.rules[i].forbid
		p.slotsOf(&m.rules[i].when)
	}
	p.fillSlots()
	return p
}

// slotsOf gives the features that a rule looks at slots of their own.
func (p *plan) slotsOf(r *ruleCondition) {
	switch r.op {
	case ruleEqual, ruleConflict, rulePresent:
		if _, ok := p.ruleSlot[r.feature]; !ok {
			p.ruleSlot[r.feature] = p.stride
			p.stride++
		}
	}
	for i := range r.children {
		p.slotsOf(&r.children[i])
	}
}

func (p *plan) fillSlots() {
	t := p.table
	p.slots = make([]uint32, t.Len()*p.stride)
	fill := func(slot, feature int) {
		refs := t.columns[feature].refs
		for i := range t.keys {
			cell := t.rows[i*len(t.columns)+feature]
			if cell&several != 0 {
				p.slots[i*p.stride+slot] = several
			} else if cell != 0 {
				p.slots[i*p.stride+slot] = refs[cell-1].key + 1
			}
		}
	}
	for i := range p.compared {
		fill(i, p.compared[i].feature)
	}
	for feature, slot := range p.ruleSlot {
		fill(slot, feature)
	}
}

func (p *plan) planned(i int, signatures map[int][]signature) planned {
	c := &p.comparisons[i]
	out := planned{comparison: c, keyed: c.graded == nil && c.keysOnly(), plain: p.table.columns[c.feature].plain}
	if out.keyed && c.measuresTexts() {
		if signatures[c.feature] == nil {
			signatures[c.feature] = signaturesOf(&p.table.columns[c.feature].texts)
		}
		out.signatures = signatures[c.feature]
	}
	out.most[seenMissing], out.exact[seenMissing], out.sole[seenMissing] = c.missing, true, -1
	if c.graded != nil {
		for _, s := range []int{seenEqual, seenDiffers, seenSeveral} {
			out.most[s], out.can[s] = max(c.graded.most(), c.missing), math.MaxUint64
		}
		return out
	}
	plain := p.features[c.feature].table == nil && !p.speaks(c.feature)
	for _, s := range []int{seenEqual, seenDiffers, seenSeveral} {
		out.reachable(s, plain)
	}
	return out
}

// speaks tells whether values of a feature may say nothing about each other: in two languages, of two schemes, or of somebody
// else than the record.
func (p *plan) speaks(feature int) bool {
	return p.features[feature].context() || slices.ContainsFunc(p.features[feature].sources, func(s source) bool {
		return s.kind == "LocalText" || schemed[s.kind]
	})
}

func (c *comparison) measuresTexts() bool {
	for i := range c.levels {
		for _, alt := range c.levels[i].when {
			for j := range alt {
				if t := keyComparators[alt[j].comparator]; t == testJaroWinkler || t == testLevenshtein {
					return true
				}
			}
		}
	}
	return false
}

// reachable works out which levels can be reached, and what they weigh at most. plain values say something about each
// other whatever they are, and nothing is taken off their weight.
func (o *planned) reachable(state int, plain bool) {
	most, open, certain := math.Inf(-1), 0, false
	for l := range o.comparison.levels {
		can, must := o.level(l, state)
		if !can {
			continue
		}
		if open++; open == 1 {
			o.sole[state] = l
		}
		o.can[state] |= 1 << min(l, 63)
		most = max(most, o.comparison.levels[l].weight)
		if must {
			certain = true
			break
		}
	}
	if !certain || !plain {
		most = max(most, o.missing)
	}
	o.most[state] = most
	o.exact[state] = plain && certain && open == 1 && state != seenSeveral
}

// level tells whether a level can be reached by values of which only the slots are known, and whether it must be.
func (o *planned) level(l, state int) (can, must bool) {
	for _, alt := range o.comparison.levels[l].when {
		altCan, altMust := true, true
		for i := range alt {
			holds, known := known(&alt[i], state)
			altCan = altCan && (!known || holds)
			altMust = altMust && known && holds
		}
		can, must = can || altCan, must || altMust
	}
	return can, must
}

// known tells whether a condition holds, where that follows from keys being equal or not.
func known(c *condition, state int) (holds, ok bool) {
	test, keys := keyComparators[c.comparator]
	if !keys || c.part >= 0 || state == seenSeveral {
		return false, false
	}
	equal := state == seenEqual
	switch test {
	case testEqual:
		holds, ok = equal, true
	case testDiffers:
		holds, ok = !equal, true
	case testNever:
		holds, ok = false, true
	case testJaroWinkler:
		holds, ok = c.compareNumber(1), equal
	case testLevenshtein:
		holds, ok = c.compareNumber(0), equal && c.bound >= 0
	}
	return holds != c.negated, ok
}

// cost orders comparisons: those of keys first, and among them those that read no texts.
func (o *planned) cost() int {
	switch {
	case o.keyed && o.signatures == nil:
		return 0
	case o.keyed:
		return 1
	case o.graded != nil:
		return 3
	}
	return 2
}

// most is the most a graded comparison can weigh where both sides say something.
func (g *graded) most() float64 {
	if g.measure != nil {
		return g.curve.best()
	}
	most := g.otherwise
	for _, bits := range g.pairs {
		most = max(most, bits)
	}
	return most
}

// seen is what two slots show.
func seen(x, y uint32) int {
	switch {
	case x == 0 || y == 0:
		return seenMissing
	case (x|y)&several != 0:
		return seenSeveral
	case x == y:
		return seenEqual
	}
	return seenDiffers
}
