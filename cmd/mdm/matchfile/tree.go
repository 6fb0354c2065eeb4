package matchfile

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"

	"aurum/matching"
)

// node is a piece of YAML: a scalar as it is written, a list, or a map in its order.
type node struct {
	scalar  string
	list    []*node
	entries []entry
}

type entry struct {
	key   string
	value *node
}

func (n *node) isMap() bool { return n.scalar == "" && n.list == nil }

// plain tells whether all values of a map or list are scalars.
func (n *node) plain() bool {
	for _, e := range n.entries {
		if e.value.scalar == "" {
			return false
		}
	}
	return !slices.ContainsFunc(n.list, func(x *node) bool { return x.scalar == "" })
}

// tree makes a node of a value by its yaml tags; nil where a field says omitempty and there is nothing.
func tree(v reflect.Value) *node {
	if m, ok := v.Interface().(yaml.InterfaceMarshaler); ok {
		if made, err := m.MarshalYAML(); err == nil {
			return tree(reflect.ValueOf(made))
		}
	}
	if c, ok := v.Interface().(matching.Conditions); ok && len(c) == 1 {
		return &node{scalar: text(c[0])}
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return tree(v.Elem())
	case reflect.String:
		return &node{scalar: text(v.String())}
	case reflect.Float64:
		return &node{scalar: strconv.FormatFloat(v.Float(), 'f', -1, 64)}
	case reflect.Int, reflect.Int64:
		return &node{scalar: strconv.FormatInt(v.Int(), 10)}
	case reflect.Bool:
		return &node{scalar: strconv.FormatBool(v.Bool())}
	case reflect.Slice, reflect.Array:
		n := &node{list: []*node{}}
		for i := range v.Len() {
			n.list = append(n.list, tree(v.Index(i)))
		}
		return n
	case reflect.Map:
		n := &node{}
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
		for _, k := range keys {
			n.entries = append(n.entries, entry{text(k.String()), tree(v.MapIndex(k))})
		}
		return n
	case reflect.Struct:
		return &node{entries: fieldsOf(v)}
	}
	panic("matchfile: a policy has no " + v.Type().String()) // a programmer's error, met by every test
}

// fieldsOf are the fields of a struct that say something, in its order. A note comes last: what it is about, first.
func fieldsOf(v reflect.Value) []entry {
	var out, notes []entry
	for i := range v.NumField() {
		name, options, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ",")
		if name == "" || name == "-" || options == "omitempty" && empty(v.Field(i)) {
			continue
		}
		e := entry{name, tree(v.Field(i))}
		if name == "note" {
			notes = append(notes, e)
		} else {
			out = append(out, e)
		}
	}
	return append(out, notes...)
}

func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() == 0
	}
	return v.IsZero()
}

// words are what YAML, in one version or another, reads as something other than a text.
var words = []string{"", "true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf", "infinity"}

// text writes a text so that it is read as that text: as it is where it begins with a letter and has no character that
// might mean something, else in quotes.
func text(s string) string {
	if !slices.Contains(words, strings.ToLower(s)) && isPlain(s) {
		return s
	}
	return quoted(s)
}

func isPlain(s string) bool {
	for i, r := range s {
		letter := r < unicode.MaxASCII && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
		inside := letter || r >= '0' && r <= '9' || strings.ContainsRune("_.-()<>=+/ ", r)
		if !letter && (i == 0 || !inside) {
			return false
		}
	}
	return s != "" && s[len(s)-1] != ' '
}

func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r != ' ' && !unicode.IsPrint(r):
			b.WriteString(escape(r))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// escape writes a character that cannot be seen.
func escape(r rune) string {
	hex := strconv.FormatInt(int64(r), 16)
	switch {
	case r <= 0xff:
		return `\x` + strings.Repeat("0", 2-len(hex)) + hex
	case r <= 0xffff:
		return `\u` + strings.Repeat("0", 4-len(hex)) + hex
	}
	return `\U` + strings.Repeat("0", 8-len(hex)) + hex
}
