package matching

// comparer weighs pairs by a plan. Every worker has its own.
type comparer struct {
	*plan
	a, b    int      // records at hand
	x, y    []uint32 // their slots
	found   []reached
	known   []bool
	most    []float64 // of each comparison of the pair at hand
	keyed   []*keyed
	pair    pair
	valuesA []value
	valuesB []value
	onesA   [1]uint32
	onesB   [1]uint32
}

func newComparer(p *plan) *comparer {
	n := len(p.compared)
	w := &comparer{plan: p, found: make([]reached, n), known: make([]bool, n), most: make([]float64, n), keyed: make([]*keyed, n)}
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
	near := w.bound(x, y) >= w.review-rounding
	if !near && !w.links {
		return 0, false
	}
	w.look(a, b, x, y)
	if w.links && w.linked() {
		weight = RuleWeight
	} else if !near || !w.refine() {
		return 0, false
	} else {
		weight = w.sum(w.found, nil)
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
	w.look(a, b, w.slotsAt(a), w.slotsAt(b))
	if w.links && w.linked() {
		return RuleWeight
	}
	for i := range w.compared {
		w.reach(i)
	}
	return w.sum(w.found, nil)
}

// bound is the most that two records can weigh as far as their slots tell.
func (w *comparer) bound(x, y []uint32) float64 {
	if w.grouped {
		for i := range w.compared {
			w.most[i] = w.compared[i].most[seen(x[i], y[i])]
		}
		return w.total()
	}
	sum := w.prior
	for i := range w.compared {
		sum += w.compared[i].most[seen(x[i], y[i])]
	}
	return sum
}

// total adds up the most that the comparisons can weigh, within the bounds of their groups.
func (w *comparer) total() float64 {
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
// weight.
func (w *comparer) refine() bool {
	sum := w.prior
	for i := range w.compared {
		w.most[i] = w.compared[i].most[seen(w.x[i], w.y[i])]
		sum += w.most[i]
	}
	for _, i := range w.order {
		was := w.most[i]
		w.most[i] = w.reach(i).bits
		if w.most[i] == was {
			continue
		}
		if w.grouped {
			sum = w.total()
		} else {
			sum += w.most[i] - was
		}
		if sum < w.review-rounding {
			return false
		}
	}
	return true
}

// reach is what a comparison of the two records comes to.
func (w *comparer) reach(i int) reached {
	if !w.known[i] {
		w.known[i], w.found[i] = true, w.compare(i)
	}
	return w.found[i]
}

func (w *comparer) compare(i int) reached {
	c := &w.compared[i]
	state := seen(w.x[i], w.y[i])
	if c.exact[state] {
		return reached{level: c.sole[state], bits: c.most[state]}
	}
	if !c.keyed {
		return c.compareWith(&w.pair, w.values(w.a, c.feature, &w.valuesA), w.values(w.b, c.feature, &w.valuesB))
	}
	return w.compareKeys(c, w.keyed[i])
}

// compareKeys is comparison.compare for values of which keys alone are compared.
func (w *comparer) compareKeys(c *planned, k *keyed) reached {
	column := &w.table.columns[c.feature]
	best := reached{level: -1, bits: c.missing}
	for _, a := range w.table.valuesAt(w.a, c.feature, &w.onesA) {
		for _, b := range w.table.valuesAt(w.b, c.feature, &w.onesB) {
			last := len(c.levels) - 1
			if best.level >= 0 {
				last = best.level
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
			if best.level < 0 || l < best.level || bits > best.bits {
				best = reached{level: l, bits: bits}
			}
		}
	}
	return best
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
