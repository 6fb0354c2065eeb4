package survivorship

import "unicode/utf8"

// empty tells whether a value says nothing.
func empty(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

// equal compares two trees exactly.
func equal(a, b any) bool {
	switch x := a.(type) {
	case []any:
		y, ok := b.([]any)
		if !ok || len(x) != len(y) {
			return false
		}
		for i := range x {
			if !equal(x[i], y[i]) {
				return false
			}
		}
		return true
	case map[string]any:
		y, ok := b.(map[string]any)
		return ok && equalFields(x, y)
	}
	switch b.(type) {
	case []any, map[string]any: // not comparable by ==
		return false
	}
	return a == b
}

func equalFields(x, y map[string]any) bool {
	if len(x) != len(y) {
		return false
	}
	for name, v := range x {
		w, ok := y[name]
		if !ok || !equal(v, w) {
			return false
		}
	}
	return true
}

// length counts the runes of a text or of all texts of a composite, and the items of a list.
func length(value any) int {
	switch v := value.(type) {
	case string:
		return utf8.RuneCountInString(v)
	case []any:
		return len(v)
	case map[string]any:
		n := 0
		for _, field := range v {
			n += runes(field)
		}
		return n
	}
	return 0
}

func runes(value any) int {
	list, ok := value.([]any)
	if !ok {
		return length(value)
	}
	n := 0
	for _, item := range list {
		n += runes(item)
	}
	return n
}

// filled counts the fields of a composite, or of all composites in a list, that say something. A plain value counts 1.
func filled(value any) int {
	n := 0
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			n += filled(item)
		}
	case map[string]any:
		for _, field := range v {
			if !empty(field) {
				n++
			}
		}
	default:
		n = 1
	}
	return n
}
