package matching

import (
	mathbits "math/bits"

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

// signature is what bounds the likeness of two texts without reading them.
type signature struct {
	letters uint64 // similarity.Letters: what occurs, and which letters twice
	head    uint32 // the first four bytes
	length  uint8  // in bytes; 255 for texts that are not ASCII or longer than 64 bytes
}

const notShort = 255

func signatureOf(s string) signature {
	var g signature
	if len(s) > 64 {
		return signature{length: notShort}
	}
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return signature{length: notShort}
		}
		if i < 4 {
			g.head |= uint32(s[i]) << (8 * i)
		}
	}
	g.letters, g.length = uint64(similarity.LettersOf(s)), uint8(len(s))
	return g
}

func signaturesOf(t *dictionary.Texts) []signature {
	out := make([]signature, t.Len())
	for i := range out {
		out[i] = signatureOf(t.Text(uint32(i)))
	}
	return out
}

// lacking is how many kinds of letters either text has that the other has not.
func (g *signature) lacking(o *signature) (inOther, here int) {
	return mathbits.OnesCount64(g.letters &^ o.letters), mathbits.OnesCount64(o.letters &^ g.letters)
}

// jaroWinklerBound is the most that Jaro-Winkler can give: as if all letters that both have were matched in order.
func (g *signature) jaroWinklerBound(o *signature) float64 {
	a, b := float64(g.length), float64(o.length)
	if a == 0 || b == 0 {
		return 1
	}
	x, y := g.lacking(o)
	m := min(a-float64(x), b-float64(y))
	j := (m/a + m/b + 1) / 3
	prefix := min(mathbits.TrailingZeros32(g.head^o.head)/8, 4)
	return j + float64(prefix)*0.1*(1-j) + 1e-9
}

// levenshteinBound is the least that the distance of two texts can be.
func (g *signature) levenshteinBound(o *signature) int {
	x, y := g.lacking(o)
	return max(int(g.length)-int(o.length), int(o.length)-int(g.length), x, y)
}

// keyed compares two keys of one column by number.
type keyed struct {
	texts      *dictionary.Texts
	signatures []signature
	levels     []keyedLevel
	scratch    pair
	a, b       value
	likeness   float64 // Jaro-Winkler of the pair at hand; below 0 where it is not known yet
}

type keyedLevel [][]keyedCondition

type keyedCondition struct {
	*condition
	test keyTest
}

func newKeyed(c *comparison, texts *dictionary.Texts, signatures []signature) *keyed {
	k := &keyed{texts: texts, signatures: signatures}
	k.scratch.a, k.scratch.b = &k.a, &k.b
	for i := range c.levels {
		var l keyedLevel
		for _, alt := range c.levels[i].when {
			conditions := []keyedCondition{}
			for j := range alt {
				conditions = append(conditions, keyedCondition{&alt[j], keyComparators[alt[j].comparator]})
			}
			l = append(l, conditions)
		}
		k.levels = append(k.levels, l)
	}
	return k
}

// levelOf is comparison.levelOf for keys by number.
func (k *keyed) levelOf(a, b uint32, last int) int {
	k.likeness = -1
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
	g, o := &k.signatures[a], &k.signatures[b]
	short := g.length != notShort && o.length != notShort
	if k.likeness < 0 {
		if short && c.op == atLeast && g.jaroWinklerBound(o) < c.bound {
			return false
		}
		if short {
			k.likeness = similarity.JaroWinklerASCII(k.texts.Text(a), k.texts.Text(b))
		} else {
			k.likeness = similarity.JaroWinkler(k.texts.Text(a), k.texts.Text(b))
		}
	}
	return c.compareNumber(k.likeness)
}

func (k *keyed) levenshtein(c *keyedCondition, a, b uint32) bool {
	if a == b && c.op == atMost {
		return int(c.bound) >= 0
	}
	g, o := &k.signatures[a], &k.signatures[b]
	if c.op == atMost && g.length != notShort && o.length != notShort {
		if limit := int(c.bound); g.levenshteinBound(o) > limit {
			return false
		} else if limit <= 2 {
			return similarity.LevenshteinWithinASCII(k.texts.Text(a), k.texts.Text(b), limit)
		}
	}
	k.a.key, k.b.key = k.texts.Text(a), k.texts.Text(b)
	return c.apply(&k.scratch, c.condition)
}
