package survivorship

import (
	"time"

	"aurum/domain"
)

// Contribution is what one member says.
type Contribution struct {
	domain.Member
	// Attributes are the standardized attributes. Golden values share their trees; nobody may change them afterwards.
	Attributes domain.Attributes
	// SeenAt is the time recency is judged by, zero where the source gives none; ReceivedAt is when the version arrived.
	SeenAt, ReceivedAt time.Time
	// Problems are the warnings of standardization and validation; Field starts with the attribute.
	Problems []domain.Problem
}

// Policy is a compiled Spec. It does not change and may be used from many goroutines.
type Policy struct {
	schema *domain.Schema
	// units are decided one after the other, in the order of the schema; a group stands at its first attribute.
	units []unit
	// unitOf finds the unit of an attribute.
	unitOf map[string]int
	// sources is the trust by source; others is that of any other source.
	sources map[string]*sourceTrust
	others  *sourceTrust
	invalid Invalid
	// fading is true where trust in some source fades.
	fading bool
	// priority is the place of each source in the policy's sourcePriority.
	priority map[string]int
	itemKey  ItemKeyFunc
}

// unit is what is decided at once: an attribute, or a group of them.
type unit struct {
	attributes []*attribute
	// group is the text a group's rules start with; empty for a single attribute.
	group string
	// rules choose among members.
	rules []rule
	// frequent is true where one of the rules is mostFrequent: members that agree with the winner then share in it.
	frequent bool
	// union combines the items of the members that rules have left; nil where one member wins.
	union *union
}

// attribute is an attribute with its place in the schema.
type attribute struct {
	*domain.Attribute
	index int
}

// union is a compiled union.
type union struct {
	text  string
	key   ItemKeyFunc
	order []rule
	// trim is what items lose to that stand behind the first max; its compare is never used.
	trim rule
	max  int // 0: no limit
}

// value is what a member says of the unit: of a single attribute its value, of a group nil. It tells false for a member
// that says nothing of it.
func (u *unit) value(c *Contribution) (any, bool) {
	if u.group == "" {
		v := c.Attributes[u.attributes[0].Name]
		return v, !empty(v)
	}
	for _, a := range u.attributes {
		if !empty(c.Attributes[a.Name]) {
			return nil, true
		}
	}
	return nil, false
}
