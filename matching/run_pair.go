package matching

// comparer weighs pairs by a plan. Every worker has its own.
type comparer struct {
	*plan
	a, b  int      // records at hand
	x, y  []uint32 // their slots
	state []uint8  // of each comparison: what the slots show
	most  []float64
	// known tells which comparisons have been run; level and bits are what they came to.
	known   []bool
	level   []int
	bits    []float64
	found   []reached // for sums
	keyed   []*keyed
	pair    pair
	valuesA []value
	valuesB []value
	onesA   [1]uint32
	onesB   [1]uint32
	_       apartLines
}

// apartLines keeps what one worker writes with every pair off the cache lines of another's, which would have to be fetched
// from core to core otherwise; 128 bytes, since lines are fetched in pairs.
type apartLines [128]byte

// ownLines makes a slice that shares no cache line with anything else.
func ownLines[T any](n int) []T {
	const pad = len(apartLines{})
	return make([]T, pad+n+pad)[pad : pad+n : pad+n]
}

func newComparer(p *plan) *comparer {
	n := len(p.compared)
	w := &comparer{
		plan: p, state: ownLines[uint8](n), most: ownLines[float64](n), known: ownLines[bool](n), level: ownLines[int](n), bits: ownLines[float64](n),
		found: ownLines[reached](n), keyed: make([]*keyed, n),
	}
	for i := range p.compared {
		if c := &p.compared[i]; c.keyed {
			w.keyed[i] = newKeyed(c.comparison, &p.table.columns[c.feature].texts, c.signatures)
		}
	}
	return w
}

// slotsAt are the slots of a record.
func (p *plan) slotsAt(record int) []uint32 {
	return p.slots[record*p.stride : (record+1)*p.stride : (record+1)*p.stride]
}

// edge weighs two records; ok is false where they are no edge: below the review weight, or kept apart without reaching the
// link weight. x and y are their slots.
func (w *comparer) edge(a, b int, x, y []uint32) (weight float64, ok bool) {
	if w.key != nil {
		return RuleWeight, true // they share the key
	}
	bound := w.bound(x, y)
	near := bound >= w.review-rounding
	if !near && !w.links {
		return 0, false
	}
	w.look(a, b, x, y)
	if w.links && w.linked() {
		weight = RuleWeight
	} else if !near || !w.refine(bound) {
		return 0, false
	} else {
		weight = w.total()
	}
	if weight < w.review {
		return 0, false
	}
	if weight < w.link && w.forbidding {
		if _, apart := w.forbidden(); apart {
			return 0, false
		}
	}
	return weight, true
}

// weight is what Model.Compare gives two records.
func (w *comparer) weight(a, b int) float64 {
	if w.key != nil {
		return w.Compare(w.table.business[a], w.table.business[b]).Weight
	}
	w.view(a, b)
	if w.links && w.linked() {
		return RuleWeight
	}
	return w.total()
}

// view takes two records at hand.
func (w *comparer) view(a, b int) {
	x, y := w.slotsAt(a), w.slotsAt(b)
	w.bound(x, y)
	w.look(a, b, x, y)
}

// bound is the most that two records can weigh as far as their slots tell, which it notes.
func (w *comparer) bound(x, y []uint32) float64 {
	sum := w.prior
	for i := range w.compared {
		s := seen(x[i], y[i])
		most := w.compared[i].most[s]
		w.state[i], w.most[i] = uint8(s), most
		sum += most
	}
	if w.grouped {
		return w.within()
	}
	return sum
}

// within adds up the most that the comparisons can weigh, within the bounds of their groups.
func (w *comparer) within() float64 {
	sum := w.prior
	var inGroup [maxGroups]float64
	for i := range w.compared {
		if g := w.compared[i].group; g < 0 {
			sum += w.most[i]
		} else {
			inGroup[g] += w.most[i]
		}
	}
	for i := range w.groups {
		g := &w.groups[i]
		sum += min(max(inGroup[i], w.joints[i], g.floor), g.cap)
	}
	return sum
}

func (w *comparer) look(a, b int, x, y []uint32) {
	w.a, w.b, w.x, w.y = a, b, x, y
	clear(w.known)
}

// refine runs the comparisons, the cheap ones first, and gives up as soon as the rest cannot bring the pair to the review
// weight. bound is what they can weigh before.
func (w *comparer) refine(bound float64) bool {
	for _, i := range w.order {
		if w.compared[i].exact[w.state[i]] {
			continue
		}
		w.reach(i)
		was := w.most[i]
		w.most[i] = w.bits[i]
		if w.grouped {
			bound = w.within()
		} else {
			bound += w.bits[i] - was
		}
		if bound < w.review-rounding {
			return false
		}
	}
	return true
}

// total is the match weight of the two records, were there no rules.
func (w *comparer) total() float64 {
	for i := range w.compared {
		w.reach(i)
		w.found[i].level, w.found[i].bits = w.level[i], w.bits[i]
	}
	return w.sum(w.found, nil)
}

// reach runs a comparison unless it has been run.
func (w *comparer) reach(i int) {
	if !w.known[i] {
		w.known[i] = true
		w.level[i], w.bits[i] = w.compare(i)
	}
}

func (w *comparer) compare(i int) (level int, bits float64) {
	c := &w.compared[i]
	state := w.state[i]
	switch {
	case c.exact[state]:
		return c.sole[state], c.most[state]
	case !c.keyed:
		r := c.compareWith(&w.pair, w.values(w.a, c.feature, &w.valuesA), w.values(w.b, c.feature, &w.valuesB))
		return r.level, r.bits
	case c.plain && state != seenSeveral:
		if l := w.keyed[i].levelOf(w.x[i]-1, w.y[i]-1, len(c.levels)-1); l >= 0 {
			return l, c.levels[l].weight
		}
		return -1, c.missing
	}
	return w.compareKeys(c, w.keyed[i])
}

// compareKeys is comparison.compare for values of which keys alone are compared.
func (w *comparer) compareKeys(c *planned, k *keyed) (level int, best float64) {
	column := &w.table.columns[c.feature]
	level, best = -1, c.missing
	for _, a := range w.table.valuesAt(w.a, c.feature, &w.onesA) {
		for _, b := range w.table.valuesAt(w.b, c.feature, &w.onesB) {
			last := len(c.levels) - 1
			if level >= 0 {
				last = level
			}
			if !column.plain && !comparable(&column.values[a], &column.values[b]) {
				continue
			}
			l := k.levelOf(column.refs[a].key, column.refs[b].key, last)
			if l < 0 {
				continue
			}
			bits := c.levels[l].weight
			if !column.plain {
				bits = adjusted(bits, &column.values[a], &column.values[b])
			}
			if level < 0 || l < level || bits > best {
				level, best = l, bits
			}
		}
	}
	return level, best
}

// values are a record's values of a feature as comparisons see them. They are valid until the next call with the same
// scratch.
func (w *comparer) values(record, feature int, scratch *[]value) []value {
	column := &w.table.columns[feature]
	var one [1]uint32
	numbers := w.table.valuesAt(record, feature, &one)
	if !column.plain && len(numbers) == 1 {
		return column.values[numbers[0] : numbers[0]+1]
	}
	out := (*scratch)[:0]
	for _, n := range numbers {
		if column.plain {
			out = append(out, value{key: column.texts.Text(column.refs[n].key)})
		} else {
			out = append(out, column.values[n])
		}
	}
	*scratch = out
	return out
}
