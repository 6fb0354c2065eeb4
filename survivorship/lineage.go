package survivorship

import (
	"strings"
	"time"

	"aurum/domain"
)

// AttributeLineage tells why an attribute has its golden value.
type AttributeLineage struct {
	Attribute string
	// Value is the golden value; nil where the member that won the attribute's group says nothing of it.
	Value any
	// Rule is the same as in the provenance.
	Rule string
	// Winners are what the value was taken from: one member, followed by those that agree where mostFrequent counted them;
	// for a union the items in the order of the golden list.
	Winners []LineageValue
	// Losers are the other members' values, most recent first; for a union the members that took no part, then the items.
	Losers []LineageValue
}

// LineageValue is what one member says of an attribute, or one item of it, and why it won or lost.
type LineageValue struct {
	Source domain.Member
	Value  any // standardized
	SeenAt time.Time
	// Trust is from 0 to 100, after decay and downgrade.
	Trust float64
	// Reason says in words why the value won or lost.
	Reason     string
	ReceivedAt time.Time
}

// Lineage tells for attributes, by default all, why they have the values that Survive gives them at the same moment.
// Attributes of which no contribution says anything are left out, and so are names the schema does not know.
func (p *Policy) Lineage(cs []Contribution, at time.Time, attributes []string) []AttributeLineage {
	if attributes == nil {
		for i := range p.schema.Attributes {
			attributes = append(attributes, p.schema.Attributes[i].Name)
		}
	}
	e := p.election(cs, at)
	var out []AttributeLineage
	for _, name := range attributes {
		i, ok := p.unitOf[name]
		if !ok {
			continue
		}
		d := e.decide(&p.units[i])
		if l := d.lineage(name); len(l.Winners)+len(l.Losers) > 0 {
			out = append(out, l)
		}
	}
	return out
}

// lineage renders a decision for one of its attributes.
func (d *decision) lineage(attribute string) AttributeLineage {
	l := AttributeLineage{Attribute: attribute, Value: d.golden(attribute), Rule: d.rule}
	for _, c := range d.winners {
		l.Winners = c.appendTo(l.Winners, attribute, won(d))
	}
	for _, cs := range [][]*candidate{d.members, d.items} {
		for _, c := range cs {
			if c.lost != nil {
				l.Losers = c.appendTo(l.Losers, attribute, "")
			}
		}
	}
	return l
}

// won is the reason of a winner.
func won(d *decision) string {
	switch {
	case d.items != nil:
		return "taken"
	case strings.HasSuffix(d.rule, onlyValue):
		return onlyValue
	}
	return "won by " + d.rule
}

// appendTo adds what a candidate says of an attribute, if anything; won is the reason if it has won.
func (c *candidate) appendTo(list []LineageValue, attribute, won string) []LineageValue {
	value := c.value
	if c.unit.group != "" {
		value = c.from.Attributes[attribute]
	}
	if empty(value) {
		return list
	}
	return append(list, LineageValue{
		Source: c.from.Member, Value: value, SeenAt: c.from.SeenAt, ReceivedAt: c.from.ReceivedAt,
		Trust: hundredths(c.from.trust(c.unit.attribute(attribute))), Reason: c.reason(value, attribute, won),
	})
}

func (u *unit) attribute(name string) *attribute {
	for _, a := range u.attributes {
		if a.Name == name {
			return a
		}
	}
	return nil
}

// reason says why a candidate won or lost with its value of an attribute.
func (c *candidate) reason(value any, attribute, won string) string {
	switch {
	case c.agrees:
		return "agrees with the winner"
	case c.lost == nil:
		return won
	case c.to == nil:
		return c.lost.why(c, nil)
	case c.to.lost != nil: // the same item as one that was trimmed
		return c.to.lost.why(c.to, nil)
	}
	winning := c.to.value
	if c.unit.group != "" {
		winning = c.to.from.Attributes[attribute]
	}
	if equal(value, winning) {
		return "same value as winner"
	}
	if c.key != "" {
		return "same item as winner, " + c.lost.why(c, c.to)
	}
	return c.lost.why(c, c.to)
}
