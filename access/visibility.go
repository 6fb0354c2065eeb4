package access

import (
	"maps"
	"slices"
	"strings"
)

// Sight is how a role sees an attribute. The zero value is Hidden, so that what was never decided is not shown.
type Sight uint8

// Sights, from strict to generous.
const (
	Hidden Sight = iota
	Masked
	Visible
)

var sightNames = [...]string{Hidden: "hide", Masked: "mask", Visible: "show"}

func (s Sight) String() string { return sightNames[s] }

// Visibility is how a role sees the attributes of a domain. It is immutable; the zero value hides everything.
type Visibility struct {
	rest  Sight            // of the attributes not named
	named map[string]Sight // only what differs from rest
	key   string
}

func newVisibility(rest Sight, named map[string]Sight) Visibility {
	maps.DeleteFunc(named, func(_ string, s Sight) bool { return s == rest })
	var key strings.Builder
	key.WriteString("*=" + rest.String())
	for _, name := range slices.Sorted(maps.Keys(named)) {
		key.WriteString(";" + name + "=" + named[name].String())
	}
	return Visibility{rest: rest, named: named, key: key.String()}
}

// Of tells how an attribute is seen.
func (v Visibility) Of(attribute string) Sight {
	if s, ok := v.named[attribute]; ok {
		return s
	}
	return v.rest
}

// Key is equal for two visibilities of a domain exactly if they show the same. It does not change between runs.
func (v Visibility) Key() string { return v.key }

// Full is true if nothing is masked or hidden.
func (v Visibility) Full() bool { return v.rest == Visible && len(v.named) == 0 }

// Apply gives the attributes as they may be shown: hidden ones left out, masked ones masked in depth. The map given is
// not changed; where nothing is to be withheld it is returned as it is, so the result is for reading only.
func (v Visibility) Apply(attributes map[string]any) map[string]any {
	if attributes == nil || v.Full() {
		return attributes
	}
	shown := make(map[string]any, len(attributes))
	for name, value := range attributes {
		switch v.Of(name) {
		case Visible:
			shown[name] = value
		case Masked:
			shown[name] = maskValue(value)
		}
	}
	return shown
}

// Value gives one value of an attribute as it may be shown, in a lineage or a history; nil if it is hidden.
func (v Visibility) Value(attribute string, value any) any {
	switch v.Of(attribute) {
	case Visible:
		return value
	case Masked:
		return maskValue(value)
	}
	return nil
}

// AllowUse gives nil if an attribute may be filtered, ordered or searched by, else *Denied: who may ask for the records
// with a value, in as many questions as it takes, sees the value.
func (p *Policy) AllowUse(pr Principal, domain, attribute string) error {
	if p.Visibility(pr.Role, domain).Of(attribute) == Visible {
		return nil
	}
	return &Denied{
		Role: pr.Role, Action: Read, Object: attributeObject(domain, attribute),
		Reason: "an attribute that is masked or hidden cannot be filtered or ordered by",
	}
}

// Visibility gives how a role sees the attributes of a domain; nothing at all for a role the policy does not know.
func (p *Policy) Visibility(role Role, domain string) Visibility {
	if v, ok := p.sights[sightOf{role, domain}]; ok {
		return v
	}
	if v, ok := p.fallback[role]; ok {
		return v
	}
	return nothing
}

var nothing = newVisibility(Hidden, nil)
