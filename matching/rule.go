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

func (r *ruleCondition) holds(m *Model, a, b *Prepared) bool {
	switch r.op {
	case ruleEqual:
		return shareValue(a.values[r.feature], b.values[r.feature])
	case ruleConflict:
		return conflict(a.values[r.feature], b.values[r.feature])
	case rulePresent:
		return len(a.values[r.feature]) > 0 && len(b.values[r.feature]) > 0
	case ruleReaches, ruleIs, ruleFalls:
		c := &m.comparisons[r.compare]
		l := c.compare(a.values[c.feature], b.values[c.feature]).level
		return l == r.level || l >= 0 && (r.op == ruleReaches && l < r.level || r.op == ruleFalls && l > r.level)
	case ruleNot:
		return !r.children[0].holds(m, a, b)
	}
	for i := range r.children {
		if r.children[i].holds(m, a, b) == (r.op == ruleAny) {
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
