package matching

// comparison compares one feature of two records in ordered levels.
type comparison struct {
	name    string
	feature int
	group   int // -1 for none
	levels  []level
	graded  *graded // in place of levels
	missing float64 // bits where a side says nothing
}

// level is a level with its weight in bits.
type level struct {
	name   string
	when   []alternative
	weight float64
}

// reached is what a comparison came to: the level (-1 where a side says nothing), its weight after the adjustment for
// common values, and the two values it was reached by.
type reached struct {
	level int
	bits  float64
	a, b  *value
	score float64 // of a graded comparison
}

// gradedLevel stands for the level of a comparison that has none.
const gradedLevel = -2

// compare finds the best level that some pair of values reaches. Among pairs of one level the one with most weight counts,
// so that the order of the records does not matter.
func (c *comparison) compare(a, b []value) reached {
	if len(a) == 0 || len(b) == 0 {
		return reached{level: -1, bits: c.missing}
	}
	return c.compareWith(new(pair), a, b) // the pair outlives the stack
}

// compareWith is compare with a pair to work with.
func (c *comparison) compareWith(p *pair, a, b []value) reached {
	if c.graded != nil {
		return c.graded.compare(p, a, b, c.missing)
	}
	best, all := reached{level: -1, bits: c.missing}, listsOf(a, b)
	for i := range a {
		for j := range b {
			if !comparable(&a[i], &b[j]) {
				continue
			}
			last := len(c.levels) - 1
			if best.level >= 0 {
				last = best.level
			}
			*p = pair{a: &a[i], b: &b[j], lists: all}
			l := c.levelOf(p, last)
			if l < 0 {
				continue
			}
			bits := adjusted(c.levels[l].weight, p.a, p.b)
			if best.level < 0 || l < best.level || bits > best.bits {
				best = reached{level: l, bits: bits, a: p.a, b: p.b}
			}
		}
	}
	return best
}

// levelOf is the first level that holds, up to last; -1 if none does.
func (c *comparison) levelOf(p *pair, last int) int {
	for l := 0; l <= last; l++ {
		for _, alt := range c.levels[l].when {
			if alt.holds(p) {
				return l
			}
		}
	}
	return -1
}

// comparable tells whether two values can say anything about each other: texts in two languages, or numbers of two schemes,
// cannot, unless equal. Colleagues are not one person for having one employer.
func comparable(a, b *value) bool {
	if a.aside && b.aside {
		return false
	}
	if a.scheme != b.scheme && a.key != b.key {
		return false
	}
	return a.language == "" || b.language == "" || a.language == b.language || a.key == b.key
}
