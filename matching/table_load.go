package matching

import (
	"runtime"
	"sync"

	"aurum/domain"
)

// Column is one attribute of many records at once, as a file or a data store has it.
type Column struct {
	Attribute string
	// Values are the attribute's distinct values, standardized; nil for one that says nothing.
	Values []any
	// Of is, for each record, the place of its value in Values.
	Of []uint32
}

// AddColumns adds records by column and gives the position of the first. It does what Add does for each record in turn,
// but prepares every distinct value only once, and on all cores. Every column has an entry for every key; attributes that
// no column brings are missing.
func (t *Table) AddColumns(keys []domain.SourceKey, columns []Column) int {
	first := t.grow(keys)
	if t.model.key != nil {
		eachRecord(keys, columns, func(_ int, attrs domain.Attributes) {
			t.business = append(t.business, t.model.prepareKey(attrs))
		})
		return first
	}
	if len(keys) > 0 {
		parallel(runtime.GOMAXPROCS(0), len(t.columns), func(f int) { t.fill(first, f, keys, columns) })
	}
	return first
}

// eachRecord puts records together again. The attributes are valid until the next.
func eachRecord(keys []domain.SourceKey, columns []Column, visit func(i int, attrs domain.Attributes)) {
	attrs := domain.Attributes{}
	for i := range keys {
		clear(attrs)
		for _, c := range columns {
			if v := c.Values[c.Of[i]]; v != nil {
				attrs[c.Attribute] = v
			}
		}
		visit(i, attrs)
	}
}

// fill fills the cells of one feature.
func (t *Table) fill(first, f int, keys []domain.SourceKey, columns []Column) {
	c, stride := &t.columns[f], len(t.columns)
	cell := t.rows[first*stride+f:]
	if c.feature.joined || c.context {
		eachRecord(keys, columns, func(i int, attrs domain.Attributes) { cell[i*stride] = c.cell(c.valuesOf(attrs, nil)) })
		return
	}
	parts := c.partsOf(columns)
	if len(parts) == 1 && parts[0].single {
		for i, of := range parts[0].of {
			cell[i*stride] = parts[0].cells[of]
		}
		return
	}
	var found []uint32
	var one [1]uint32
	for i := range keys {
		found = found[:0]
		for _, p := range parts {
			for _, v := range cellValues(p.cells[p.of[i]], p.lists, &one) {
				found = c.append(found, v)
			}
		}
		cell[i*stride] = c.cell(found)
	}
}

// columnPart is what one source of a feature finds in a column: a cell for each of the column's values.
type columnPart struct {
	of     []uint32
	cells  []uint32
	lists  []uint32
	single bool // no cell has several values
}

func (c *column) partsOf(columns []Column) []columnPart {
	var out []columnPart
	for i := range c.feature.sources {
		for j := range columns {
			if columns[j].Attribute == c.feature.sources[i].attribute {
				out = append(out, c.part(i, &columns[j]))
			}
		}
	}
	return out
}

func (c *column) part(source int, from *Column) columnPart {
	p := columnPart{of: from.Of, cells: make([]uint32, len(from.Values)), single: true}
	var found []uint32
	c.eachLeaf(source, from.Values, func(i int, leaves []readValue) {
		found = found[:0]
		for _, l := range leaves {
			if v := c.numberOf(l); v != nothing {
				found = append(found, v)
			}
		}
		switch len(found) {
		case 0:
		case 1:
			p.cells[i] = found[0] + 1
		default:
			p.single = false
			p.cells[i] = several | uint32(len(p.lists))
			p.lists = append(append(p.lists, uint32(len(found))), found...)
		}
	})
	return p
}

// readValue is a leaf that has been read: the part of column.number that may run on another core.
type readValue struct {
	text    string
	reading int
	value   value
	ok      bool
}

// numberOf is the rest of column.number.
func (c *column) numberOf(r readValue) uint32 {
	t, _ := c.texts.Add(r.text)
	if n, known := c.knownAs(r.reading, t); known {
		return n
	}
	return c.learn(r.reading, t, &r.value, r.ok)
}

// eachLeaf reads the leaves of values on all cores, a stretch at a time, and visits them in order.
func (c *column) eachLeaf(source int, values []any, visit func(i int, leaves []readValue)) {
	const stretch = 1024
	workers := runtime.GOMAXPROCS(0)
	read := make([][]readValue, stretch*workers)
	for from := 0; from < len(values); from += len(read) {
		some := values[from:min(from+len(read), len(values))]
		var wait sync.WaitGroup
		for w := range workers {
			wait.Go(func() {
				for i := w * stretch; i < min((w+1)*stretch, len(some)); i++ {
					read[i] = c.readLeaves(source, some[i], read[i][:0])
				}
			})
		}
		wait.Wait()
		for i := range some {
			visit(from+i, read[i])
		}
	}
}

func (c *column) readLeaves(source int, attribute any, out []readValue) []readValue {
	s := &c.feature.sources[source]
	s.eachOf(attribute, func(leaf any) {
		r := readValue{}
		if r.text, r.reading, r.ok = readLeaf(c.sources[source], leaf); !r.ok {
			return
		}
		if r.value, r.ok = newValue(&c.classes[c.sources[source]], leaf); r.ok && !c.plain {
			c.feature.prepare(&r.value, leaf)
		}
		out = append(out, r)
	})
	return out
}
