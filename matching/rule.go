package matching

import (
	"unicode/utf8"

	"aurum/matching/similarity"
)

// rule links or forbids two records for which its condition holds.
type rule struct {
	name   string
	when   ruleCondition
	forbid bool
}

// ruleCondition is one node of a rule's condition.
type ruleCondition struct {
	op       ruleOperator
	feature  int
	compare  int // comparison, for reaches and falls
	level    int // the level to be reached or bettered, or fallen to
	children []ruleCondition
}

type ruleOperator uint8

const (
	ruleEqual ruleOperator = iota
	ruleConflict
	rulePresent
	ruleReaches
	ruleIs
	ruleFalls
	ruleAll
	ruleAny
	ruleNot
)

// look is two records under comparison, with what their comparisons have come to so far: rules and weights ask for the same.
type look struct {
	m     *Model
	a, b  *Prepared
	known [maxKnown]bool
	found [maxKnown]reached
}

// maxKnown is how many comparisons of a policy are kept; those beyond are made anew each time.
const maxKnown = 16

func (k *look) comparison(i int) reached {
	if i < maxKnown && k.known[i] {
		return k.found[i]
	}
	c := &k.m.comparisons[i]
	r := c.compare(k.a.values[c.feature], k.b.values[c.feature])
	if i < maxKnown {
		k.known[i], k.found[i] = true, r
	}
	return r
}

func (r *ruleCondition) holds(k *look) bool {
	switch r.op {
	case ruleEqual:
		return shareValue(k.a.values[r.feature], k.b.values[r.feature])
	case ruleConflict:
		return conflict(k.a.values[r.feature], k.b.values[r.feature])
	case rulePresent:
		return len(k.a.values[r.feature]) > 0 && len(k.b.values[r.feature]) > 0
	case ruleReaches, ruleIs, ruleFalls:
		l := k.comparison(r.compare).level
		return l == r.level || l >= 0 && (r.op == ruleReaches && l < r.level || r.op == ruleFalls && l > r.level)
	case ruleNot:
		return !r.children[0].holds(k)
	}
	for i := range r.children {
		if r.children[i].holds(k) == (r.op == ruleAny) {
			return r.op == ruleAny
		}
	}
	return r.op == ruleAll
}

func shareValue(a, b []value) bool {
	for i := range a {
		for j := range b {
			if a[i].key == b[j].key {
				return true
			}
		}
	}
	return false
}

// conflict holds where both sides have a value of the same scheme and no value at all in common.
func conflict(a, b []value) bool {
	if shareValue(a, b) {
		return false
	}
	found := false
	for i := range a {
		for j := range b {
			if a[i].scheme != b[j].scheme {
				continue
			}
			if mistyped(&a[i], &b[j]) {
				return false
			}
			found = true
		}
	}
	return found
}

// minMistyped is the least number of characters that leaves enough of an identifier to tell a typing error.
const minMistyped = 7

// samePackaging tells whether two GTIN-14 differ in the packaging indicator (and so the check digit) only: the piece and
// its carton.
func samePackaging(a, b string) bool {
	const indicator, check = 1, 13
	return len(a) == check+1 && len(b) == check+1 && a[indicator:check] == b[indicator:check]
}

// mistyped tells whether two identifiers may be one, were it not for a typing error: they are no proof of two things.
func mistyped(a, b *value) bool {
	if a.kind == "GTIN" && samePackaging(a.key, b.key) {
		return true
	}
	if !schemed[a.kind] && a.kind != "IBAN" && a.kind != "GTIN" {
		return false
	}
	if min(utf8.RuneCountInString(a.key), utf8.RuneCountInString(b.key)) < minMistyped {
		return false
	}
	r := similarity.CompareIdentifiers(a.key, b.key).Reason
	return r == similarity.OneEdit || r == similarity.Transposed
}
