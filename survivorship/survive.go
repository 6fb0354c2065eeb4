package survivorship

import (
	"time"

	"aurum/domain"
)

// Survive chooses the golden values among the contributions as trust stands at a moment, and tells for each where it came
// from. The order of the contributions does not matter; no two may be of the same source record. The values share their
// trees with the contributions.
func (p *Policy) Survive(cs []Contribution, at time.Time) (domain.Attributes, map[string]domain.Provenance) {
	golden := make(domain.Attributes, len(p.schema.Attributes))
	provenance := make(map[string]domain.Provenance, len(p.schema.Attributes))
	e := p.election(cs, at)
	for i := range p.units {
		u := &p.units[i]
		d := e.decide(u)
		if len(d.winners) == 0 {
			continue
		}
		origin := domain.Provenance{Rule: d.rule, From: sources(d.winners)}
		for _, a := range u.attributes {
			if v := d.golden(a.Name); !empty(v) {
				golden[a.Name], provenance[a.Name] = v, origin
			}
		}
	}
	return golden, provenance
}

// golden is the value of an attribute of the unit; nil where it has none.
func (d *decision) golden(attribute string) any {
	switch {
	case len(d.winners) == 0:
		return nil
	case d.items == nil:
		return d.winners[0].from.Attributes[attribute]
	}
	list := make([]any, len(d.winners))
	for i, c := range d.winners {
		list[i] = c.value
	}
	return list
}

// sources are the distinct members of the winners, in their order.
func sources(winners []*candidate) []domain.Member {
	out := make([]domain.Member, 0, min(len(winners), 4))
next:
	for i, c := range winners {
		for _, earlier := range winners[:i] {
			if earlier.from == c.from {
				continue next
			}
		}
		out = append(out, c.from.Member)
	}
	return out
}
