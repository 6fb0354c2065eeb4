package matching

import (
	"cmp"
	"strings"

	"aurum/matching/similarity"
)

// Read standardizes one cell of a file by the attribute's kind; nil where it says nothing. A value that cannot be read as
// its kind stays as it is: it still may equal another.
func (a AttributeSpec) Read(cell string) any {
	if a.Separator == "" {
		if v := readCell(a.Kind, a.Order, cell); v != "" {
			return v
		}
		return nil
	}
	var out []any
	for _, part := range strings.Split(cell, a.Separator) {
		if v := readCell(a.Kind, a.Order, part); v != "" {
			out = append(out, v)
		}
	}
	if out == nil {
		return nil
	}
	return out
}

// Key is a cell in the form in which equal means equal; empty where it says nothing, or several things.
func (a AttributeSpec) Key(cell string) string {
	text, ok := a.Read(cell).(string)
	if !ok {
		return ""
	}
	return scalarKey(cmp.Or(a.Kind, "Text"), text)
}

func readCell(kind, order, cell string) string {
	cell = strings.TrimSpace(cell)
	if isNothing(cell) {
		return ""
	}
	switch kind {
	case "Email":
		return strings.ToLower(cell)
	case "Phone":
		return similarity.Digits(cell)
	case "Date":
		if d, ok := ReadDate(cell, order); ok {
			return d
		}
	case "Decimal":
		return readDecimal(cell)
	}
	return cell
}

// isNothing tells whether a cell stands for no value.
func isNothing(cell string) bool {
	switch strings.ToLower(cell) {
	case "", "null", "none", "n/a", "na", "nan", "-", "--", "?", "unknown", "nil", `\n`:
		return true
	}
	return false
}

// readDecimal takes off signs of currency and separators of thousands.
func readDecimal(cell string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return -1
	}, cell)
}
