package propose

import (
	"strings"

	"aurum/domain"
	"aurum/matching"
)

// Records is a file of records, by column.
type Records struct {
	// Keys are the records' sources and ids.
	Keys    []domain.SourceKey
	Columns []Column
}

// Column is one attribute of all records, as it stands in the file; "" says nothing.
type Column struct {
	Name   string
	Values []string
}

// Len is how many records there are.
func (r *Records) Len() int { return len(r.Keys) }

// Column finds a column by name; nil if there is none.
func (r *Records) Column(name string) *Column {
	for i := range r.Columns {
		if r.Columns[i].Name == name {
			return &r.Columns[i]
		}
	}
	return nil
}

// Sources are the source systems in order of their first record.
func (r *Records) Sources() []string {
	var out []string
	seen := map[string]bool{}
	for _, k := range r.Keys {
		if !seen[k.System] {
			seen[k.System] = true
			out = append(out, k.System)
		}
	}
	return out
}

// Attributes are the attributes of a record as a file's policy declares them.
func (r *Records) Attributes(i int, specs []matching.AttributeSpec) domain.Attributes {
	out := make(domain.Attributes, len(specs))
	for j := range specs {
		c := r.Column(specs[j].ColumnName())
		if c == nil {
			continue
		}
		if v := specs[j].Read(c.Values[i]); v != nil {
			out[specs[j].Name] = v
		}
	}
	return out
}

// Table prepares all records for a model.
func (r *Records) Table(m *matching.Model, specs []matching.AttributeSpec) *matching.Table {
	t := m.NewTable()
	for i, k := range r.Keys {
		t.Add(k, r.Attributes(i, specs))
	}
	return t
}

// clean takes off the white space around a value.
func clean(s string) string { return strings.TrimSpace(s) }
