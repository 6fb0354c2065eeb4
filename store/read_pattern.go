package store

import (
	"maps"
	"reflect"

	"aurum/domain"
)

// maxPatterns bounds the documents one condition is looked up by.
const maxPatterns = 100

// patterns gives JSON documents of which the attributes of every record that fulfils the condition contain at least one,
// in the sense of jsonb's @>, which has an index; none where the condition has no such documents. whole tells that
// containing one is all there is to the condition.
func patterns(c domain.Condition) (docs []any, whole bool) {
	switch c := c.(type) {
	case domain.All:
		return patternsOfAll(c)
	case domain.Some:
		return patternsOfSome(c)
	case domain.Compare:
		return patternsOfCompare(c)
	}
	return nil, false
}

// patternsOfAll lays the patterns of the conditions over each other; those that contradict others, or make too many, are
// left out.
func patternsOfAll(cs domain.All) (docs []any, whole bool) {
	whole = len(cs) > 0
	for _, c := range cs {
		more, exact := patterns(c)
		if len(more) > 0 && docs == nil {
			docs, whole = more, whole && exact
			continue
		}
		merged, ok := mergeEach(docs, more)
		if whole = whole && exact && ok; ok {
			docs = merged
		}
	}
	return docs, whole && docs != nil
}

func mergeEach(as, bs []any) (out []any, ok bool) {
	if len(as)*len(bs) == 0 || len(as)*len(bs) > maxPatterns {
		return nil, false
	}
	for _, a := range as {
		for _, b := range bs {
			m, ok := merge(a, b)
			if !ok {
				return nil, false
			}
			out = append(out, m)
		}
	}
	return out, true
}

func patternsOfSome(c domain.Some) (docs []any, whole bool) {
	items, whole := patterns(c.Item)
	if c.Field.Record {
		return nil, false
	}
	for _, item := range items {
		if c.Field.Many {
			item = []any{item}
		}
		docs = append(docs, map[string]any{c.Field.Name: item})
	}
	return docs, whole
}

func patternsOfCompare(c domain.Compare) (docs []any, whole bool) {
	// Numbers compare by value, but decimals are stored as text.
	if c.Field.Record || c.Field.Type == domain.NumberType || len(c.Values) > maxPatterns ||
		c.Operator != domain.Equal && c.Operator != domain.In {
		return nil, false
	}
	for _, v := range c.Values {
		if c.Field.Name != "" {
			v = map[string]any{c.Field.Name: v}
		}
		docs = append(docs, v)
	}
	return docs, len(docs) > 0
}

// merge gives a document that contains what both do; false where they contradict.
func merge(a, b any) (any, bool) {
	if reflect.DeepEqual(a, b) {
		return b, true
	}
	switch a := a.(type) {
	case []any:
		b, ok := b.([]any)
		return append(append([]any{}, a...), b...), ok
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok {
			return nil, false
		}
		return mergeMaps(a, b)
	}
	return nil, false
}

func mergeMaps(a, b map[string]any) (any, bool) {
	out := maps.Clone(a)
	for k, v := range b {
		if have, ok := out[k]; ok {
			if v, ok = merge(have, v); !ok {
				return nil, false
			}
		}
		out[k] = v
	}
	return out, true
}
