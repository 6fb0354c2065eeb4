package store

import (
	"fmt"
	"strings"

	"aurum/domain"
)

// Order is one field of a list's order: id, createdAt, updatedAt, version, an attribute with a single value, or a field
// of a single composite one ("personName.family"). Names and free texts are ordered by their folded form, codes and dates
// as they are, numbers by value. Records without the value stand last, in either direction.
type Order struct {
	Field string
	Desc  bool
}

const maxOrders = 8

// sortKeys makes the order total: the id comes last, in the direction of the field before it, so that an index on a
// field and the id can be walked either way.
func sortKeys(s *domain.Schema, orders []Order) ([]sortKey, error) {
	if len(orders) > maxOrders {
		return nil, domain.E(domain.Invalid, fmt.Sprintf("an order has at most %d fields", maxOrders), "orderBy")
	}
	keys := make([]sortKey, 0, len(orders)+1)
	desc := false
	for i, o := range orders {
		k, ok := sortKeyOf(s, o)
		if !ok {
			return nil, domain.E(domain.Invalid, fmt.Sprintf("%s cannot be ordered by %q", s.Plural, o.Field), "orderBy", fmt.Sprint(i))
		}
		keys, desc = append(keys, k), o.Desc
		if o.Field == "id" {
			return keys, nil
		}
	}
	return append(keys, sortKey{expr: "g.id", cast: "text", desc: desc}), nil
}

func sortKeyOf(s *domain.Schema, o Order) (sortKey, bool) {
	switch o.Field {
	case "id", "createdAt", "updatedAt", "version":
		c := recordColumns[o.Field]
		if o.Field == "version" {
			c.cast = "int"
		}
		return sortKey{expr: c.expr, cast: c.cast, desc: o.Desc}, true
	}
	expr, fields := attributes.expr, s.Attributes
	steps := strings.Split(o.Field, ".")
	for i, step := range steps {
		a := attributeNamed(fields, step)
		switch last := i == len(steps)-1; {
		case a == nil || a.Many || last != (a.Parts() == nil):
			return sortKey{}, false
		case last:
			return attributeKey(a, expr+" ->> "+literal(step), o.Desc), true
		}
		expr, fields = expr+" -> "+literal(step), a.Parts()
	}
	return sortKey{}, false
}

func attributeKey(a *domain.Attribute, text string, desc bool) sortKey {
	k := sortKey{expr: `((` + text + `) collate "C")`, cast: "text", desc: desc, nullable: true}
	switch {
	case a.ValueType() == domain.NumberType:
		k.expr, k.cast = "aurum_number("+text+")", "numeric"
	case a.Kind == "Text" || a.Kind == "OrganizationName":
		k.expr = "(" + folded(text) + ` collate "C")`
	}
	return k
}

func attributeNamed(list []domain.Attribute, name string) *domain.Attribute {
	for i := range list {
		if list[i].Name == name {
			return &list[i]
		}
	}
	return nil
}
