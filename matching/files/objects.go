package files

import (
	"fmt"
	"sync/atomic"

	"aurum/domain"
	"aurum/matching"
	"aurum/matching/dictionary"
)

// Objects are records as JSON objects, as a data store keeps them. An attribute is read only once for each distinct way in
// which it is written, so records are neither decoded nor held one by one.
type Objects struct {
	names []string
	at    map[string]int
	texts []dictionary.Texts // of each attribute as it is written; number 0 is the absent one
	of    [][]uint32
	keys  []domain.SourceKey
}

// NewObjects begins with no records. Of each record the attributes of the model are read.
func NewObjects(m *matching.Model) *Objects {
	o := &Objects{names: m.Attributes(), at: map[string]int{}}
	o.texts, o.of = make([]dictionary.Texts, len(o.names)), make([][]uint32, len(o.names))
	for i, name := range o.names {
		o.at[name] = i
		o.texts[i].Add("")
	}
	return o
}

// Len is how many records there are.
func (o *Objects) Len() int { return len(o.keys) }

// Add reads a record. The bytes are the caller's again when it returns.
func (o *Objects) Add(key domain.SourceKey, object []byte) error {
	o.keys = append(o.keys, key)
	for i := range o.of {
		o.of[i] = append(o.of[i], 0)
	}
	err := members(object, func(name, value []byte) {
		if i, ok := o.at[string(name)]; ok {
			n, _ := o.texts[i].AddBytes(value)
			o.of[i][len(o.of[i])-1] = n
		}
	})
	if err != nil {
		return fmt.Errorf("record %s: %w", key, err)
	}
	return nil
}

// Take moves the records of p behind those of o.
func (o *Objects) Take(p *Objects) {
	o.keys = append(o.keys, p.keys...)
	for i := range o.of {
		numbers := make([]uint32, p.texts[i].Len())
		for n := range numbers {
			numbers[n], _ = o.texts[i].Add(p.texts[i].Text(uint32(n)))
		}
		for _, n := range p.of[i] {
			o.of[i] = append(o.of[i], numbers[n])
		}
	}
	*p = Objects{}
}

// Table makes a table of all records. Nothing can be added afterwards.
func (o *Objects) Table(m *matching.Model) (*matching.Table, error) {
	columns := make([]matching.Column, len(o.names))
	for i, name := range o.names {
		t := &o.texts[i]
		t.Forget()
		values := make([]any, t.Len())
		if err := decodeAll(values, t); err != nil {
			return nil, fmt.Errorf("attribute %s: %w", name, err)
		}
		columns[i] = matching.Column{Attribute: name, Values: values, Of: o.of[i]}
	}
	t := m.NewTable()
	t.AddColumns(o.keys, columns)
	return t, nil
}

// decodeAll decodes all texts but the absent one, on all cores.
func decodeAll(values []any, t *dictionary.Texts) error {
	var failed atomic.Pointer[error]
	side(len(values), func(n int) {
		var err error
		if n > 0 {
			values[n], err = decode(t.Text(uint32(n)))
		}
		if err != nil {
			failed.Store(&err)
		}
	})
	if err := failed.Load(); err != nil {
		return *err
	}
	return nil
}
