package survivorship

import (
	"slices"
	"time"

	"aurum/domain"
)

// onlyValue is the rule of a value nobody else had another for.
const onlyValue = "only value"

// member is a contribution with what the policy says of it.
type member struct {
	*Contribution
	policy *Policy
	source *sourceTrust
	age    time.Duration
	place  int // in the policy's source priority
	said   int // number of attributes that say something; 0 until counted
}

// candidate is a value that may win: of a member, or one item of its list.
type candidate struct {
	from  *member
	unit  *unit
	value any
	// vote and votes are set by mostFrequent; vote is equal for candidates that say the same.
	vote  string
	votes int
	// key and variant identify the item of a union.
	key, variant string
	seq          int
	// lost is the rule that dropped it, nil for a winner; to is whom it lost to, nil where it was trimmed.
	lost *rule
	to   *candidate
	// agrees is true for a winner that shares another one's value.
	agrees bool
}

// decision is what became of a unit.
type decision struct {
	rule string
	// winners are one candidate, followed by those that agree with it under mostFrequent, or the items of a union in their
	// golden order. Empty where nobody says anything.
	winners []*candidate
	// members and items are all candidates; items is nil unless a union was made.
	members, items []*candidate
}

// election holds the members in the order of the final tie-break, and the memory that decisions share: a decision is
// good until the next one.
type election struct {
	policy  *Policy
	members []member
	store   []candidate
	refs    []*candidate
	winners []*candidate
	// itemStore, itemRefs and byKey are for unions.
	itemStore       []candidate
	itemRefs, byKey []*candidate
}

func (p *Policy) election(cs []Contribution, at time.Time) *election {
	e := &election{
		policy: p, members: make([]member, len(cs)), store: make([]candidate, len(cs)),
		refs: make([]*candidate, 0, len(cs)), winners: make([]*candidate, 0, len(cs)),
	}
	for i := range cs {
		source, ok := p.sources[cs[i].System]
		if !ok {
			source = p.others
		}
		e.members[i] = member{
			Contribution: &cs[i], policy: p, source: source, age: ageAt(at, cs[i].SeenAt), place: rank(p.priority, cs[i].System),
		}
	}
	slices.SortFunc(e.members, compareTie)
	return e
}

// compareTie is the final tie-break.
func compareTie(a, b member) int {
	if c := b.SeenAt.Compare(a.SeenAt); c != 0 {
		return c
	}
	if a.place != b.place {
		return a.place - b.place
	}
	return a.SourceKey.Compare(b.SourceKey)
}

// decide lets the rules of a unit choose. Survive and Lineage both read what it returns.
func (e *election) decide(u *unit) decision {
	d := decision{members: e.candidates(u), winners: e.winners[:0]}
	if len(d.members) == 0 {
		return d
	}
	if u.union != nil {
		return e.unite(u, d)
	}
	winner, rule := narrow(d.members, u.rules)
	d.rule = rule
	if u.group != "" {
		d.rule = u.group + rule
	}
	d.winners = append(d.winners, winner)
	if u.frequent {
		d.winners = append(d.winners, agreeing(d.members, winner)...)
	}
	return d
}

// candidates are the values of the members that say something of the unit, in the order of the final tie-break.
func (e *election) candidates(u *unit) []*candidate {
	refs := e.refs[:0]
	for i := range e.members {
		m := &e.members[i]
		if v, ok := u.value(m.Contribution); ok {
			c := &e.store[len(refs)]
			*c = candidate{from: m, unit: u, value: v}
			refs = append(refs, c)
		}
	}
	return refs
}

// narrow lets one rule after the other drop the candidates that are worse than the best, and the tie-break the rest. It
// gives the winner and the text of the rule that settled it, and marks the losers.
func narrow(cs []*candidate, rules []rule) (*candidate, string) {
	left, settled := drop(cs, rules)
	winner, text := firstLeft(cs), onlyValue
	if settled != nil {
		text = settled.text
	}
	for _, c := range cs {
		if c == winner {
			continue
		}
		if c.lost == nil {
			if left > 1 { // the first of the rest
				text, left = tieStep(winner, c), 1
			}
			c.lost = &tieBreak
		}
		c.to = winner
	}
	return winner, text
}

// drop applies the rules and tells how many candidates are left and the last rule that dropped any.
func drop(cs []*candidate, rules []rule) (left int, settled *rule) {
	for _, c := range cs {
		if c.lost == nil {
			left++
		}
	}
	for i := range rules {
		if left <= 1 {
			break
		}
		if n := keepBest(cs, &rules[i]); n < left {
			left, settled = n, &rules[i]
		}
	}
	return left, settled
}

// keepBest marks what is worse than the best by a rule, and counts what is left.
func keepBest(cs []*candidate, r *rule) int {
	if r.prepare != nil {
		r.prepare(cs)
	}
	var best *candidate
	for _, c := range cs {
		if c.lost == nil && (best == nil || r.compare(c, best) < 0) {
			best = c
		}
	}
	left := 0
	for _, c := range cs {
		if c.lost != nil {
			continue
		}
		if c != best && r.compare(best, c) < 0 {
			c.lost = r
			continue
		}
		left++
	}
	return left
}

func firstLeft(cs []*candidate) *candidate {
	for _, c := range cs {
		if c.lost == nil {
			return c
		}
	}
	return nil
}

// agreeing are those whose vote helped the winner, though a later rule preferred another to take the value from.
func agreeing(cs []*candidate, winner *candidate) []*candidate {
	var out []*candidate
	for _, c := range cs {
		if c != winner && c.vote != "" && c.vote == winner.vote {
			c.lost, c.to, c.agrees = nil, winner, true
			out = append(out, c)
		}
	}
	return out
}

// trust is the trust in what a candidate says; a group is trusted as its least trusted attribute.
func (c *candidate) trust() float64 {
	if c.unit.group == "" {
		return c.from.trust(c.unit.attributes[0])
	}
	least := 100.0
	for _, a := range c.unit.attributes {
		if !empty(c.from.Attributes[a.Name]) {
			least = min(least, c.from.trust(a))
		}
	}
	return least
}

func (m *member) trust(a *attribute) float64 {
	trust := m.source.decay.at(m.source.bases[a.index], m.age)
	if flawed(m.Problems, a.Name) {
		trust = m.policy.invalid.downgraded(trust)
	}
	return trust
}

func flawed(problems []domain.Problem, attribute string) bool {
	for _, p := range problems {
		if len(p.Field) > 0 && p.Field[0] == attribute {
			return true
		}
	}
	return false
}

// completeness counts the attributes of the record that say something.
func (m *member) completeness() int {
	if m.said == 0 {
		for _, v := range m.Attributes {
			if !empty(v) {
				m.said++
			}
		}
	}
	return m.said
}

// ageAt is how long ago a record was seen, in the course of time but from the beginning of the day it was seen on (UTC): which
// of two was seen an hour later on one day is no reason to trust it more. Where its source gives no time it does not age.
func ageAt(at, seen time.Time) time.Duration {
	if seen.IsZero() {
		return 0
	}
	return at.Sub(seen.Truncate(24 * time.Hour))
}
