package store

import (
	"reflect"

	"aurum/domain"
)

// pattern gives a JSON document that the attributes of every record that fulfils the condition contain, in the sense of
// jsonb's @>, which has an index; nil where the condition has none. whole tells that containing it is all there is to it.
func pattern(c domain.Condition) (doc any, whole bool) {
	switch c := c.(type) {
	case domain.All:
		return patternOfAll(c)
	case domain.Some:
		return patternOfSome(c)
	case domain.Compare:
		return patternOfCompare(c)
	}
	return nil, false
}

// patternOfAll lays the patterns of the conditions over each other; one that contradicts another is left out.
func patternOfAll(cs domain.All) (doc any, whole bool) {
	whole = len(cs) > 0
	for _, c := range cs {
		p, exact := pattern(c)
		whole = whole && exact
		if p == nil {
			continue
		}
		merged, ok := merge(doc, p)
		if !ok {
			whole = false
			continue
		}
		doc = merged
	}
	return doc, whole && doc != nil
}

func patternOfSome(c domain.Some) (doc any, whole bool) {
	item, exact := pattern(c.Item)
	switch {
	case item == nil || c.Field.Record:
		return nil, false
	case c.Field.Many:
		return map[string]any{c.Field.Name: []any{item}}, exact
	}
	return map[string]any{c.Field.Name: item}, exact
}

func patternOfCompare(c domain.Compare) (doc any, whole bool) {
	// Numbers compare by value, but decimals are stored as text.
	if c.Operator != domain.Equal || c.Field.Record || c.Field.Type == domain.NumberType {
		return nil, false
	}
	if c.Field.Name == "" {
		return c.Values[0], true
	}
	return map[string]any{c.Field.Name: c.Values[0]}, true
}

func merge(a, b any) (any, bool) {
	if a == nil || reflect.DeepEqual(a, b) {
		return b, true
	}
	am, aok := a.(map[string]any)
	bm, bok := b.(map[string]any)
	if !aok || !bok {
		al, aok := a.([]any)
		bl, bok := b.([]any)
		return append(append([]any{}, al...), bl...), aok && bok
	}
	out := make(map[string]any, len(am)+len(bm))
	for k, v := range am {
		out[k] = v
	}
	for k, v := range bm {
		m, ok := merge(out[k], v)
		if !ok {
			return nil, false
		}
		out[k] = m
	}
	return out, true
}
