package matching

import (
	"math"

	"aurum/matching/dictionary"
	"aurum/matching/similarity"
)

// keyComparators look at nothing but the keys of two whole values.
var keyComparators = map[string]keyTest{
	"exact": testEqual, "agrees": testEqual, "differs": testDiffers, "missing": testNever,
	"jaroWinkler": testJaroWinkler, "levenshtein": testLevenshtein,
	"osa": testOther, "osaRatio": testOther, "damerau": testOther, "nickname": testOther, "identifier": testOther, "length": testOther,
}

// keyTest is how a condition on two keys is tested.
type keyTest uint8

const (
	testEqual keyTest = iota
	testDiffers
	testNever
	testJaroWinkler
	testLevenshtein
	testOther // by the comparator itself
)

// keyMeasures are the scores that look at nothing but the keys.
var keyMeasures = map[string]bool{"jaroWinkler": true, "osaRatio": true, "pairing": true}

// comparesKeysOnly tells whether no part of the policy looks at more of a feature's values than their keys, so that no
// prepared form of them has to be kept.
func (m *Model) comparesKeysOnly(feature int) bool {
	f := &m.features[feature]
	if f.needs != 0 || len(f.parts) > 0 || f.corpus != nil || f.table != nil {
		return false
	}
	for i := range f.sources {
		if f.sources[i].subfields != nil || identity[f.sources[i].kind] != nil {
			return false
		}
	}
	for i := range m.comparisons {
		if c := &m.comparisons[i]; c.feature == feature && !c.keysOnly() {
			return false
		}
	}
	for i := range m.rules {
		if m.rules[i].when.looksAtSchemes(feature) {
			return false
		}
	}
	return true
}

func (r *ruleCondition) looksAtSchemes(feature int) bool {
	if r.op == ruleConflict && r.feature == feature {
		return true
	}
	for i := range r.children {
		if r.children[i].looksAtSchemes(feature) {
			return true
		}
	}
	return false
}

// keysOnly tells whether what a comparison of two values comes to depends on their keys alone.
func (c *comparison) keysOnly() bool {
	if c.graded != nil {
		return keyMeasures[c.graded.name]
	}
	for i := range c.levels {
		for _, alt := range c.levels[i].when {
			for j := range alt {
				if _, ok := keyComparators[alt[j].comparator]; !ok || alt[j].part >= 0 {
					return false
				}
			}
		}
	}
	return true
}

// keyed compares two keys of one column by number.
type keyed struct {
	texts      *dictionary.Texts
	signatures []signature
	levels     []keyedLevel
	apart      int     // the level of differing keys that are not alike at all; below 0 where that takes more to know
	least      []uint8 // letters in common that the most lenient condition on Jaro-Winkler needs; nil where there is none
	scratch    pair
	a, b       value
	likeness   float64 // Jaro-Winkler of the pair at hand; below 0 where it is not known yet
	edits      int     // the larger of its Levenshtein distance and edited + 1; below 0 where it is not known yet
	edited     int     // the largest distance up to 2 that a condition asks for
	_          apartLines
}

type keyedLevel [][]keyedCondition

type keyedCondition struct {
	*condition
	test keyTest
	need []uint8 // letters in common that Jaro-Winkler needs; see neededFor
}

func newKeyed(c *comparison, texts *dictionary.Texts, signatures []signature) *keyed {
	k := &keyed{texts: texts, signatures: signatures}
	k.scratch.a, k.scratch.b = &k.a, &k.b
	for i := range c.levels {
		var l keyedLevel
		for _, alt := range c.levels[i].when {
			conditions := []keyedCondition{}
			for j := range alt {
				conditions = append(conditions, k.condition(&alt[j]))
			}
			l = append(l, conditions)
		}
		k.levels = append(k.levels, l)
	}
	k.apart = k.levelApart()
	return k
}

// levelApart is the level that differing keys come to which meet no condition on their likeness; below 0 where levels have
// other conditions.
func (k *keyed) levelApart() int {
	lenient := math.Inf(1)
	for l, level := range k.levels {
		for _, alt := range level {
			if len(alt) == 0 {
				return l
			}
			for i := range alt {
				c := &alt[i]
				switch {
				case c.negated:
					return -1
				case c.test == testEqual:
				case c.need != nil:
					if c.bound < lenient {
						lenient, k.least = c.bound, c.need
					}
				case c.test == testLevenshtein && c.op == atMost && int(c.bound) <= 2:
				default:
					return -1
				}
			}
		}
	}
	return -1
}

// farApart tells that two differing keys meet no condition on their likeness, by what their signatures show. Most pairs are
// like that.
func (k *keyed) farApart(a, b uint32) bool {
	g, o := &k.signatures[a], &k.signatures[b]
	if g.length == notShort || o.length == notShort {
		return false
	}
	here, there := g.lacking(o)
	if k.least != nil && min(int(g.length)-here, int(o.length)-there) >= int(k.least[g.shape(o)]) {
		return false
	}
	return k.edited == 0 || max(here, there) > k.edited
}

func (k *keyed) condition(c *condition) keyedCondition {
	out := keyedCondition{condition: c, test: keyComparators[c.comparator]}
	switch {
	case out.test == testJaroWinkler && c.op == atLeast:
		out.need = neededFor(c.bound)
	case out.test == testLevenshtein && c.op == atMost && int(c.bound) <= 2:
		k.edited = max(k.edited, int(c.bound))
	}
	return out
}

// levelOf is comparison.levelOf for keys by number.
func (k *keyed) levelOf(a, b uint32, last int) int {
	if a != b && k.apart >= 0 && k.apart <= last && k.signatures != nil && k.farApart(a, b) {
		return k.apart
	}
	k.likeness, k.edits = -1, -1
	for l := 0; l <= last; l++ {
		for _, alt := range k.levels[l] {
			if k.holds(alt, a, b) {
				return l
			}
		}
	}
	return -1
}

func (k *keyed) holds(alt []keyedCondition, a, b uint32) bool {
	for i := range alt {
		if k.test(&alt[i], a, b) == alt[i].negated {
			return false
		}
	}
	return true
}

func (k *keyed) test(c *keyedCondition, a, b uint32) bool {
	switch c.test {
	case testEqual:
		return a == b
	case testDiffers:
		return a != b
	case testNever:
		return false
	case testJaroWinkler:
		return k.jaroWinkler(c, a, b)
	case testLevenshtein:
		return k.levenshtein(c, a, b)
	}
	k.a.key, k.b.key = k.texts.Text(a), k.texts.Text(b)
	return c.apply(&k.scratch, c.condition)
}

func (k *keyed) jaroWinkler(c *keyedCondition, a, b uint32) bool {
	if a == b {
		return c.compareNumber(1)
	}
	if k.likeness < 0 {
		g, o := &k.signatures[a], &k.signatures[b]
		short := g.length != notShort && o.length != notShort
		switch {
		case short && c.need != nil && g.common(o) < int(c.need[g.shape(o)]):
			return false
		case short:
			k.likeness = similarity.JaroWinklerASCII(k.texts.Text(a), k.texts.Text(b))
		default:
			k.likeness = similarity.JaroWinkler(k.texts.Text(a), k.texts.Text(b))
		}
	}
	return c.compareNumber(k.likeness)
}

func (k *keyed) levenshtein(c *keyedCondition, a, b uint32) bool {
	if c.op == atMost && int(c.bound) <= 2 {
		if k.edits < 0 {
			k.edits = k.distance(a, b)
		}
		return k.edits <= int(c.bound)
	}
	k.a.key, k.b.key = k.texts.Text(a), k.texts.Text(b)
	return c.apply(&k.scratch, c.condition)
}

// distance is the Levenshtein distance of two keys, or edited + 1 if it is more than that.
func (k *keyed) distance(a, b uint32) int {
	if a == b {
		return 0
	}
	within := func(x, y string, limit int) bool {
		_, ok := similarity.LevenshteinWithin(x, y, limit)
		return ok
	}
	g, o := &k.signatures[a], &k.signatures[b]
	if g.length != notShort && o.length != notShort {
		if g.edits(o) > k.edited {
			return k.edited + 1
		}
		within = similarity.LevenshteinWithinASCII
	}
	x, y := k.texts.Text(a), k.texts.Text(b)
	distance := k.edited + 1
	for distance > 1 && within(x, y, distance-1) {
		distance--
	}
	return distance
}
