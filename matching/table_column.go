package matching

import (
	"slices"
	"strconv"

	"aurum/domain"
	"aurum/matching/dictionary"
)

// column is what all records of a table say for one feature: a dictionary of its distinct values.
type column struct {
	feature *feature
	context bool // what a value is depends on what else the record says
	plain   bool // nothing but keys is ever compared: no value is held in prepared form
	sources []int
	classes []source         // kinds of values that differ in what their text means
	texts   dictionary.Texts // of values and keys
	known   [][]uint32       // by reading and number of the text: 0, 1 for nothing, the value + 2
	refs    []valueRef
	lists   []uint32            // of cells with several values: how many, and the values
	values  []value             // where not plain
	met     map[string][]uint32 // where context counts: the values of all that counts, as one text
}

// valueRef is a distinct value: the numbers of its text, or of what stands for it, and of its key.
type valueRef struct {
	text, key uint32
	class     uint8
}

// nothing marks texts that say nothing.
const nothing = 1<<32 - 1

func newColumn(m *Model, feature int) column {
	c := column{feature: &m.features[feature], plain: m.comparesKeysOnly(feature)}
	if c.context = c.feature.context(); c.context {
		c.plain, c.met = false, map[string][]uint32{}
	}
	if c.feature.joined {
		c.class(&joinedSource)
		return c
	}
	for i := range c.feature.sources {
		c.sources = append(c.sources, c.class(&c.feature.sources[i]))
	}
	return c
}

// class numbers what a source's values are.
func (c *column) class(s *source) int {
	i := slices.IndexFunc(c.classes, func(o source) bool { return o.kind == s.kind && o.primary == s.primary })
	if i < 0 {
		i = len(c.classes)
		c.classes, c.known = append(c.classes, source{kind: s.kind, primary: s.primary}), append(c.known, nil, nil)
	}
	return i
}

// valuesOf appends the distinct values of a record, as feature.valuesOf finds them.
func (c *column) valuesOf(attrs domain.Attributes, out []uint32) []uint32 {
	if c.feature.joined {
		if text := c.feature.joinedText(attrs); text != "" {
			out = c.take(0, text, out)
		}
		return out
	}
	if c.context {
		return append(out, c.valuesWithin(attrs)...)
	}
	for i := range c.feature.sources {
		c.feature.sources[i].each(attrs, func(leaf any) { out = c.take(c.sources[i], leaf, out) })
	}
	return out
}

// valuesWithin are the values of a record whose meaning depends on each other or on other attributes: they are read anew for
// each combination.
func (c *column) valuesWithin(attrs domain.Attributes) []uint32 {
	text := c.feature.contextOf(attrs)
	if known, ok := c.met[text]; ok {
		return known
	}
	var out []uint32
	for _, v := range c.feature.valuesOf(attrs) {
		t, _ := c.texts.Add(v.text)
		key, _ := c.texts.Add(v.key)
		out = append(out, uint32(len(c.refs)))
		c.refs = append(c.refs, valueRef{text: t, key: key, class: uint8(c.class(&source{kind: v.kind, primary: v.primary}))})
		c.values = append(c.values, v)
	}
	c.met[text] = out
	return out
}

// take appends the value of a leaf unless it is there already or says nothing.
func (c *column) take(class int, leaf any, out []uint32) []uint32 {
	if v := c.number(class, leaf); v != nothing {
		out = c.append(out, v)
	}
	return out
}

// append appends a value to those of a record, within the bounds of a feature.
func (c *column) append(out []uint32, v uint32) []uint32 {
	if len(out) < maxValues && !slices.ContainsFunc(out, func(o uint32) bool { return c.same(o, v) }) {
		out = append(out, v)
	}
	return out
}

// same tells what contains tells of two values.
func (c *column) same(a, b uint32) bool {
	if a == b {
		return true
	}
	x, y := &c.refs[a], &c.refs[b]
	if x.key != y.key || c.classes[x.class].kind != c.classes[y.class].kind {
		return false
	}
	return c.plain || c.values[a].scheme == c.values[b].scheme
}

// number is the number of a leaf's value, a new one if need be; nothing if it says nothing.
func (c *column) number(class int, leaf any) uint32 {
	text, reading, ok := readLeaf(class, leaf)
	if !ok {
		return nothing
	}
	t, _ := c.texts.Add(text)
	if n, known := c.knownAs(reading, t); known {
		return n
	}
	v, ok := newValue(&c.classes[class], leaf)
	if ok && !c.plain {
		c.feature.prepare(&v, leaf)
	}
	return c.learn(reading, t, &v, ok)
}

func (c *column) knownAs(reading int, text uint32) (number uint32, ok bool) {
	if int(text) >= len(c.known[reading]) || c.known[reading][text] == 0 {
		return 0, false
	}
	return c.known[reading][text] - 2, true
}

// learn notes the value of a text, and a text that says nothing.
func (c *column) learn(reading int, text uint32, v *value, ok bool) uint32 {
	number := uint32(nothing)
	if ok {
		key := text
		if v.key != c.texts.Text(text) {
			key, _ = c.texts.Add(v.key)
		}
		number = uint32(len(c.refs))
		c.refs = append(c.refs, valueRef{text: text, key: key, class: uint8(reading / 2)})
		if !c.plain {
			c.values = append(c.values, *v)
		}
	}
	if missing := c.texts.Len() - len(c.known[reading]); missing > 0 {
		c.known[reading] = append(c.known[reading], make([]uint32, missing)...)
	}
	c.known[reading][text] = number + 2 // 1 for nothing
	return number
}

// prepared gives values in the form in which records are compared.
func (c *column) prepared(numbers []uint32) []value {
	if !c.plain && len(numbers) == 1 {
		n := numbers[0]
		return c.values[n : n+1 : n+1]
	}
	var out []value
	for _, n := range numbers {
		out = append(out, c.valueOf(n))
	}
	return out
}

// valueOf is a value in prepared form.
func (c *column) valueOf(n uint32) value {
	if !c.plain {
		return c.values[n]
	}
	r := c.refs[n]
	text := c.texts.Text(r.text)
	v, _ := newValue(&c.classes[r.class], text)
	c.feature.prepare(&v, text)
	return v
}

// readLeaf writes a leaf so that equal texts mean equal leaves, as far as newValue looks at them. A composite reads
// differently from a text that is written the same.
func readLeaf(class int, leaf any) (text string, reading int, ok bool) {
	switch leaf := leaf.(type) {
	case string:
		return leaf, 2 * class, true
	case bool:
		return strconv.FormatBool(leaf), 2 * class, true
	case int:
		return strconv.Itoa(leaf), 2 * class, true
	case map[string]any:
		return string(appendLeaf(nil, leaf)), 2*class + 1, true
	}
	return "", 0, false
}

// appendLeaf writes a composite: every part with a letter for its type, and its length where that is open.
func appendLeaf(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		b = append(strconv.AppendInt(append(b, 's'), int64(len(v)), 10), ':')
		return append(b, v...)
	case int:
		return append(strconv.AppendInt(append(b, 'i'), int64(v), 10), ';')
	case bool:
		return strconv.AppendBool(append(b, 'b'), v)
	case []any:
		b = append(b, '[')
		for _, x := range v {
			b = appendLeaf(b, x)
		}
		return append(b, ']')
	case map[string]any:
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names)
		b = append(b, '{')
		for _, name := range names {
			b = appendLeaf(appendLeaf(b, name), v[name])
		}
		return append(b, '}')
	}
	return append(b, '?') // of other types nothing is ever read
}
