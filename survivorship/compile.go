package survivorship

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"aurum/domain"
)

// root is where the Spec stands in a policy file; error messages name paths from it.
const root = "survivorship"

// Option changes how a Policy is compiled.
type Option func(*Policy)

// WithItemKey sets the default identity of items, in place of ItemKey: for kinds whose sameness takes more than folding,
// such as streets with their abbreviations.
func WithItemKey(key ItemKeyFunc) Option { return func(p *Policy) { p.itemKey = key } }

// Compile checks a Spec against a schema and makes a Policy of it. sources is trust that holds where the Spec says nothing
// of a source; it may be nil. The error joins a domain.Error (INVALID, with the YAML path) for everything that is wrong.
func Compile(schema *domain.Schema, spec Spec, sources map[string]SourceTrust, options ...Option) (*Policy, error) {
	c := &compiler{spec: spec, policy: &Policy{schema: schema, unitOf: map[string]int{}, itemKey: ItemKey}}
	for _, option := range options {
		option(c.policy)
	}
	c.priority()
	c.trust(sources)
	c.checkDefault()
	c.checkAttributes()
	c.units(c.groups())
	if err := errors.Join(c.errs...); err != nil {
		return nil, err
	}
	return c.policy, nil
}

// compiler collects errors, so that all of a policy's mistakes show at once.
type compiler struct {
	spec   Spec
	policy *Policy
	errs   []error
}

// fail reports a mistake at a path below the root.
func (c *compiler) fail(path, format string, args ...any) {
	path = root + "." + path
	c.errs = append(c.errs, domain.E(domain.Invalid, path+": "+fmt.Sprintf(format, args...), strings.Split(path, ".")...))
}

// known reports an attribute the schema does not have.
func (c *compiler) known(path, attribute string) bool {
	if c.policy.schema.Attribute(attribute) == nil {
		c.fail(path, "%s has no attribute %q", c.policy.schema.Domain, attribute)
		return false
	}
	return true
}

func (c *compiler) priority() {
	c.distinct("sourcePriority", c.spec.SourcePriority)
	c.policy.priority = places(c.spec.SourcePriority)
}

// distinct reports empty and repeated entries of a list.
func (c *compiler) distinct(path string, list []string) {
	for i, s := range list {
		switch {
		case s == "":
			c.fail(path, "entry %d is empty", i+1)
		case slices.Contains(list[:i], s):
			c.fail(path, "%q stands there twice", s)
		}
	}
}

// usual is the default chain of a policy that gives none.
var usual = Chain{{Name: "trust"}, {Name: "mostRecent"}}

// checkDefault lets through what makes sense for every kind and for groups. A chain with a mistake is reported once and
// then left alone.
func (c *compiler) checkDefault() {
	if len(c.spec.Default) == 0 {
		c.spec.Default = usual
	}
	before := len(c.errs)
	c.chain("default", c.spec.Default, &unit{group: "default"})
	if len(c.errs) > before {
		c.spec.Default = usual
	}
}

func (c *compiler) checkAttributes() {
	for _, name := range slices.Sorted(maps.Keys(c.spec.Attributes)) {
		path := "attributes." + name
		if c.known(path, name) && len(c.spec.Attributes[name]) == 0 {
			c.fail(path, "names no rule")
		}
	}
}

// groups finds the group of each attribute that has one.
func (c *compiler) groups() map[string]int {
	of := map[string]int{}
	for i, g := range c.spec.Groups {
		path := fmt.Sprintf("groups[%d]", i)
		if len(g.Attributes) < 2 {
			c.fail(path+".attributes", "a group has at least two attributes")
		}
		for _, name := range g.Attributes {
			c.join(path, name, i, of)
		}
	}
	return of
}

func (c *compiler) join(path, name string, group int, of map[string]int) {
	if !c.known(path+".attributes", name) {
		return
	}
	if other, ok := of[name]; ok {
		c.fail(path+".attributes", "%q is already in groups[%d]", name, other)
		return
	}
	if _, ok := c.spec.Attributes[name]; ok {
		c.fail(path+".attributes", "%q has a rule of its own in attributes", name)
	}
	of[name] = group
}

// units makes a unit of each group and of each attribute outside groups, in the order of the schema.
func (c *compiler) units(groupOf map[string]int) {
	unitOfGroup := map[int]int{}
	for i := range c.policy.schema.Attributes {
		a := &attribute{Attribute: &c.policy.schema.Attributes[i], index: i}
		group, grouped := groupOf[a.Name]
		at, seen := unitOfGroup[group]
		if grouped && seen {
			c.policy.units[at].attributes = append(c.policy.units[at].attributes, a)
			c.policy.unitOf[a.Name] = at
			continue
		}
		u := unit{attributes: []*attribute{a}}
		if grouped {
			unitOfGroup[group] = len(c.policy.units)
			u.group = "group(" + strings.Join(c.spec.Groups[group].Attributes, ",") + ") "
		}
		c.policy.unitOf[a.Name] = len(c.policy.units)
		c.policy.units = append(c.policy.units, u)
	}
	c.chains(groupOf)
}

// chains gives each unit its rules, now that the units stay where they are.
func (c *compiler) chains(groupOf map[string]int) {
	for i := range c.policy.units {
		u := &c.policy.units[i]
		path, chain := c.chainOf(u, groupOf)
		c.chain(path, chain, u)
		for _, r := range u.rules {
			u.frequent = u.frequent || u.union == nil && r.text == "mostFrequent"
		}
	}
}

// chainOf finds the chain of a unit and where it stands; the default chain has been checked and has no path.
func (c *compiler) chainOf(u *unit, groupOf map[string]int) (string, Chain) {
	a := u.attributes[0]
	if u.group != "" {
		g := groupOf[a.Name]
		if chain := c.spec.Groups[g].Rule; len(chain) > 0 {
			return fmt.Sprintf("groups[%d].rule", g), chain
		}
		return "default", c.spec.Default
	}
	if chain := c.spec.Attributes[a.Name]; len(chain) > 0 {
		return "attributes." + a.Name, chain
	}
	if a.Many && a.Kind != "Text" {
		return "attributes." + a.Name, Chain{{Name: "union"}}
	}
	return "default", c.spec.Default
}
