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

// Table prepares all records for a model. A cell that recurs is read and prepared once.
func (r *Records) Table(m *matching.Model, specs []matching.AttributeSpec) *matching.Table {
	var columns []matching.Column
	for _, a := range specs {
		if c := r.Column(a.ColumnName()); c != nil {
			columns = append(columns, c.distinct(a))
		}
	}
	t := m.NewTable()
	t.AddColumns(r.Keys, columns)
	return t
}

// distinct reads each different cell of a column once.
func (c *Column) distinct(a matching.AttributeSpec) matching.Column {
	out := matching.Column{Attribute: a.Name, Of: make([]uint32, len(c.Values))}
	number := map[string]uint32{}
	for i, cell := range c.Values {
		n, ok := number[cell]
		if !ok {
			n = uint32(len(out.Values))
			number[cell] = n
			out.Values = append(out.Values, a.Read(cell))
		}
		out.Of[i] = n
	}
	return out
}

// clean takes off the white space around a value.
func clean(s string) string { return strings.TrimSpace(s) }
