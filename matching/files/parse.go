package files

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"aurum/domain"
	"aurum/matching/dictionary"
)

// parsed is a chunk of records in columns.
type parsed struct {
	keys  []domain.SourceKey
	texts []dictionary.Texts
	of    [][]uint32
	err   error
}

// parser takes a chunk apart.
type parser struct {
	splitter
	*loader
	out     *parsed
	read    [][]int // attributes by column
	ids     []byte  // of all records, to be one text
	ends    []int   // of the ids
	sources []string
	systems map[string]string
}

// parse takes a chunk apart. line is that of its first record, for messages.
func (l *loader) parse(text []byte, line int) *parsed {
	p := parser{
		loader: l, splitter: splitter{text: text, separator: l.Separator}, systems: map[string]string{}, read: make([][]int, l.width),
		out: &parsed{texts: make([]dictionary.Texts, len(l.columns)), of: make([][]uint32, len(l.columns))},
	}
	for i, column := range l.columns {
		p.read[column] = append(p.read[column], i)
	}
	if !utf8.Valid(text) {
		p.out.err = fmt.Errorf("from line %d on: the file is not UTF-8", line)
		return p.out
	}
	for len(p.text) > 0 {
		left, before := len(p.text), len(p.ends)
		if err := p.record(); err != nil {
			name := "without a " + l.ID
			if len(p.ends) > before {
				name = fmt.Sprintf("%q", p.id())
			}
			p.out.err = fmt.Errorf("line %d, record %s: %w", line+bytes.Count(text[:len(text)-left], newline), name, err)
			return p.out
		}
	}
	p.name()
	return p.out
}

// record reads a record; an empty line is none.
func (p *parser) record() error {
	column := 0
	for p.next() {
		if column == 0 && p.last && len(p.field) == 0 {
			return nil
		}
		if column < p.width {
			p.take(column)
		}
		column++
		if p.last {
			break
		}
	}
	switch {
	case p.err != nil:
		return fmt.Errorf("field %d: %w", column+1, p.err)
	case column != p.width:
		return fmt.Errorf("%d fields, the header has %d", column, p.width)
	case p.sourceColumn >= 0 && p.sources[len(p.sources)-1] == "":
		return fmt.Errorf("%s is empty", p.Source)
	case len(p.id()) == 0:
		return fmt.Errorf("%s is empty", p.ID)
	}
	return nil
}

// take keeps a field.
func (p *parser) take(column int) {
	for _, i := range p.read[column] {
		n, _ := p.out.texts[i].AddBytes(p.field)
		p.out.of[i] = append(p.out.of[i], n)
	}
	switch column {
	case p.idColumn:
		p.ids = append(p.ids, bytes.TrimSpace(p.field)...)
		p.ends = append(p.ends, len(p.ids))
	case p.sourceColumn:
		name, ok := p.systems[string(p.field)]
		if !ok {
			name = strings.TrimSpace(string(p.field))
			p.systems[string(p.field)] = name
		}
		p.sources = append(p.sources, name)
	}
}

// id is the id that was read last.
func (p *parser) id() []byte {
	from := 0
	if len(p.ends) > 1 {
		from = p.ends[len(p.ends)-2]
	}
	return p.ids[from:p.ends[len(p.ends)-1]]
}

// name makes the keys of the records.
func (p *parser) name() {
	all, from := string(p.ids), 0
	p.out.keys = make([]domain.SourceKey, len(p.ends))
	for i, end := range p.ends {
		p.out.keys[i].Key, from = all[from:end], end
		if p.out.keys[i].System = p.OneSource; p.sourceColumn >= 0 {
			p.out.keys[i].System = p.sources[i]
		}
	}
}
