package survivorship

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"aurum/domain"
)

// builder makes a rule for a unit of its argument; it reports what is wrong and may then give any rule.
type builder func(c *compiler, path string, argument any, u *unit) rule

// builders are the rules by name; union is not among them, since it does not compare.
var builders = map[string]builder{
	"sourcePriority": buildSourcePriority,
	"trust":          noArgument(func(*unit) rule { return mostTrusted() }),
	"mostRecent":     recency(1),
	"oldest":         recency(-1),
	"mostFrequent":   noArgument(mostFrequent),
	"mostComplete": noArgument(func(u *unit) rule {
		return bySize("mostComplete", 1, "%d filled, winner %d", func(c *candidate) int { return completeness(u, c) })
	}),
	"longest":       size(1),
	"shortest":      size(-1),
	"min":           magnitude(-1),
	"max":           magnitude(1),
	"valuePriority": buildValuePriority,
}

// chain compiles a chain into a unit: rules before a union, the union, and what stands behind it as its order.
func (c *compiler) chain(path string, chain Chain, u *unit) {
	for i, r := range chain {
		at := pathOf(path, chain, i)
		if r.Name == "union" {
			c.union(at, r.Argument, u)
			c.order(path, chain, i+1, u)
			return
		}
		u.rules = append(u.rules, c.rule(at, r, u))
	}
}

func (c *compiler) rule(path string, r Rule, u *unit) rule {
	build, ok := builders[r.Name]
	switch {
	case r.Name == "":
		c.fail(path, "a rule is its name, or its name with an argument: %v is neither", r.Argument)
	case r.Name == "union":
		c.fail(path, "a union cannot stand in the order of a union")
	case !ok:
		names := slices.Sorted(maps.Keys(builders))
		c.fail(path, "unknown rule %q; there are %s, union", r.Name, strings.Join(names, ", "))
	default:
		return build(c, path+"."+r.Name, r.Argument, u)
	}
	return rule{}
}

// noArgument makes the builder of a rule that takes no argument.
func noArgument(of func(*unit) rule) builder {
	return func(c *compiler, path string, argument any, u *unit) rule {
		if argument != nil {
			c.fail(path, "takes no argument")
		}
		return of(u)
	}
}

func buildSourcePriority(c *compiler, path string, argument any, _ *unit) rule {
	if argument == nil {
		if len(c.spec.SourcePriority) == 0 {
			c.fail(path, "needs a list of source systems, here or in %s.sourcePriority", root)
		}
		return sourcePriority(c.spec.SourcePriority)
	}
	list, ok := texts(argument)
	if !ok || len(list) == 0 {
		c.fail(path, "needs a list of source systems")
		return rule{}
	}
	c.distinct(path, list)
	return sourcePriority(list)
}

// texts reads a list of texts, or a single one.
func texts(argument any) ([]string, bool) {
	if s, ok := argument.(string); ok {
		return []string{s}, true
	}
	items, ok := argument.([]any)
	list := make([]string, len(items))
	for i, item := range items {
		s, isText := item.(string)
		list[i], ok = s, ok && isText
	}
	return list, ok
}

func recency(sign int) builder {
	name := map[int]string{1: "mostRecent", -1: "oldest"}[sign]
	return func(c *compiler, path string, argument any, _ *unit) rule {
		if argument == nil {
			return byTime(name, clocks["seenAt"], sign)
		}
		of, _ := argument.(string)
		text := name + "(" + of + ")"
		if clock, ok := clocks[of]; ok {
			return byTime(text, clock, sign)
		}
		if a := c.policy.schema.Attribute(of); a == nil || a.Kind != "Date" || a.Many {
			c.fail(path, "%v is neither seenAt nor receivedAt nor an attribute that holds one date", argument)
		}
		return byDate(text, of, sign)
	}
}

// scalar reports a unit whose candidates are not single values, and gives their attribute.
func (c *compiler) scalar(path string, u *unit) *domain.Attribute {
	switch {
	case u.group != "":
		c.fail(path, "depends on one attribute's value and cannot stand here")
		return nil
	case u.attributes[0].Many && u.union == nil:
		c.fail(path, "%s is a list; the rule can stand in the order of a union", u.attributes[0].Name)
		return nil
	}
	return u.attributes[0].Attribute
}

func size(sign int) builder {
	name := map[int]string{1: "longest", -1: "shortest"}[sign]
	return func(c *compiler, path string, argument any, u *unit) rule {
		if argument != nil {
			c.fail(path, "takes no argument")
		}
		if u.group != "" {
			c.scalar(path, u)
		} else if a := u.attributes[0]; slices.Contains([]string{"Boolean", "Integer", "Decimal", "Date", "Reference"}, a.Kind) {
			c.fail(path, "%s is no text", a.Name)
		}
		return bySize(name, sign, "length %d, winner %d", func(c *candidate) int { return length(c.value) })
	}
}

func magnitude(sign int) builder {
	name := map[int]string{1: "max", -1: "min"}[sign]
	return func(c *compiler, path string, argument any, u *unit) rule {
		if argument != nil {
			c.fail(path, "takes no argument")
		}
		a := c.scalar(path, u)
		if a == nil {
			return rule{}
		}
		if !slices.Contains([]string{"Decimal", "Integer", "Date"}, a.Kind) {
			c.fail(path, "%s is neither decimal nor integer nor date", a.Name)
		}
		return byMagnitude(name, a.Kind, sign)
	}
}

func buildValuePriority(c *compiler, path string, argument any, u *unit) rule {
	a := c.scalar(path, u)
	if a == nil {
		return rule{}
	}
	if a.Fields != nil || a.Kind == "Reference" {
		c.fail(path, "%s is no plain value", a.Name)
		return rule{}
	}
	values, ok := argument.([]any)
	if !ok || len(values) == 0 {
		c.fail(path, "needs a list of values")
	}
	c.values(path, a, values)
	return valuePriority(a, values)
}

// values reports values the attribute cannot have, and repeated ones.
func (c *compiler) values(path string, a *domain.Attribute, values []any) {
	keys := make([]string, len(values))
	for i, v := range values {
		keys[i] = scalarKey(a.Kind, v)
		switch {
		case keys[i] == "":
			c.fail(path, "entry %d is no plain value", i+1)
		case slices.Contains(keys[:i], keys[i]):
			c.fail(path, "%q stands there twice", plain(v))
		case !possible(a, v):
			c.fail(path, "%s cannot be %q", a.Name, plain(v))
		}
	}
}

// possible tells whether an enumeration or boolean can have a value; of other kinds everything is let through.
func possible(a *domain.Attribute, value any) bool {
	if a.Kind == "Boolean" {
		_, ok := value.(bool)
		return ok
	}
	is := func(e domain.EnumValue) bool { return e.Name == value }
	return a.Enum == nil || slices.ContainsFunc(a.Enum, is)
}

// union compiles a union but for its order where that stands behind it or is left out.
func (c *compiler) union(path string, argument any, u *unit) {
	path += ".union"
	if u.group != "" {
		c.fail(path, "a union needs one attribute and cannot stand here")
		return
	}
	a := u.attributes[0].Attribute
	if !a.Many {
		c.fail(path, "%s is a single value, not a list", a.Name)
		return
	}
	u.union = &union{text: "union by " + identityText(a.Kind), key: c.policy.itemKey}
	order := c.arguments(path, argument, u)
	for i := range order {
		u.union.order = append(u.union.order, c.rule(pathOf(path+".order", order, i), order[i], u))
	}
}

// order gives a union without an order of its own the rest of the chain, from a position on, else the default chain.
func (c *compiler) order(path string, chain Chain, from int, u *unit) {
	switch {
	case u.union == nil:
		return
	case len(u.union.order) > 0 && len(chain) > from:
		c.fail(path, "rules stand behind the union, which has an order already; give one of the two")
		return
	case len(u.union.order) > 0:
		return
	case len(chain) == from:
		path, chain, from = "default", c.spec.Default, 0
	}
	for i := from; i < len(chain); i++ {
		u.union.order = append(u.union.order, c.rule(pathOf(path, chain, i), chain[i], u))
	}
}

// pathOf is the path of a rule in a chain; one that is alone may be written without a list.
func pathOf(path string, chain Chain, i int) string {
	if len(chain) == 1 {
		return path
	}
	return fmt.Sprintf("%s[%d]", path, i)
}

// arguments reads by, max and order of a union into it, and gives the order.
func (c *compiler) arguments(path string, argument any, u *unit) (order Chain) {
	tree, ok := argument.(map[string]any)
	if argument != nil && !ok {
		c.fail(path, "takes by, max and order")
	}
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		switch name {
		case "by":
			c.by(path+".by", tree[name], u)
		case "max":
			c.max(path+".max", tree[name], u.union)
		case "order":
			order = chainOf(tree[name])
		default:
			c.fail(path+"."+name, "unknown; a union takes by, max and order")
		}
	}
	return order
}

func (c *compiler) by(path string, argument any, u *unit) {
	fields, ok := texts(argument)
	if !ok || len(fields) == 0 {
		c.fail(path, "needs \"value\" or a list of fields")
		return
	}
	u.union.text = "union by " + strings.Join(fields, ",")
	if slices.Equal(fields, []string{"value"}) && fieldIndex(u.attributes[0].Attribute, "value") < 0 {
		u.union.key = byValue
		return
	}
	for _, name := range fields {
		if fieldIndex(u.attributes[0].Attribute, name) < 0 {
			c.fail(path, "%s has no field %q", u.attributes[0].Kind, name)
		}
	}
	c.distinct(path, fields)
	u.union.key = byFields(fields)
}

func (c *compiler) max(path string, argument any, u *union) {
	n, ok := number(argument)
	if !ok || !n.IsInteger() || n.Sign() <= 0 || n.IntPart() > math.MaxInt32 {
		c.fail(path, "needs a whole number from 1 to %d", math.MaxInt32)
		return
	}
	u.max = int(n.IntPart())
	u.trim = trimmed(u.max)
}
