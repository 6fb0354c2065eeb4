package store

import (
	"fmt"
	"strings"
)

// sortKey is one expression of an order. Nulls stand last, whichever the direction.
type sortKey struct {
	expr     string // SQL
	cast     string // its type, for cursors
	desc     bool
	nullable bool
}

// arguments collects the parameters of a statement that is put together.
type arguments struct{ values []any }

// add gives the placeholder of a new parameter.
func (a *arguments) add(v any) string {
	a.values = append(a.values, v)
	return fmt.Sprintf("$%d", len(a.values))
}

// orderBy writes the order of the keys, or its exact reverse.
func orderBy(keys []sortKey, backward bool) string {
	parts := make([]string, len(keys))
	for i, k := range keys {
		parts[i] = k.expr
		if k.desc != backward {
			parts[i] += " desc"
		}
		switch {
		case k.nullable && backward:
			parts[i] += " nulls first"
		case k.nullable:
			parts[i] += " nulls last"
		}
	}
	return strings.Join(parts, ", ")
}

// between limits rows to those after and before the bounds' keys.
func (b bounds) between(keys []sortKey, args *arguments) string {
	cond := "true"
	if b.after != nil {
		cond = beyond(keys, b.after, false, args)
	}
	if b.before != nil {
		cond += " and " + beyond(keys, b.before, true, args)
	}
	return cond
}

// beyond holds for rows that come after the place at, or, backward, before it. With one direction and no nulls it is a
// row comparison, which an index can start from.
func beyond(keys []sortKey, at key, backward bool, args *arguments) string {
	places := make([]string, len(keys))
	uniform := true
	for i, k := range keys {
		if at[i] != nil {
			places[i] = args.add(*at[i]) + "::" + k.cast
		}
		uniform = uniform && !k.nullable && k.desc == keys[0].desc && at[i] != nil
	}
	if uniform {
		exprs := make([]string, len(keys))
		for i, k := range keys {
			exprs[i] = k.expr
		}
		return fmt.Sprintf("(%s) %s (%s)", strings.Join(exprs, ", "), sign(keys[0].desc != backward), strings.Join(places, ", "))
	}
	var ways []string
	same := ""
	for i, k := range keys {
		if next := k.next(places[i], backward); next != "" {
			ways = append(ways, "("+same+next+")")
		}
		same += k.equal(places[i]) + " and "
	}
	if len(ways) == 0 {
		return "false"
	}
	return "(" + strings.Join(ways, " or ") + ")"
}

func sign(less bool) string {
	if less {
		return "<"
	}
	return ">"
}

func (k sortKey) equal(place string) string {
	if place == "" {
		return k.expr + " is null"
	}
	return k.expr + " = " + place
}

// next holds for values behind the place in the given direction; empty if there can be none. An empty place is null.
func (k sortKey) next(place string, backward bool) string {
	switch {
	case place == "" && backward:
		return k.expr + " is not null"
	case place == "":
		return ""
	}
	cond := k.expr + " " + sign(k.desc != backward) + " " + place
	if k.nullable && !backward {
		cond = "(" + cond + " or " + k.expr + " is null)"
	}
	return cond
}
