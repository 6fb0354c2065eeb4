package intake

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/goccy/go-yaml"

	"aurum/domain"
)

// Mapping says which column of a table, or property of a JSON line, goes where.
type Mapping struct {
	// Key is the column of the source's key.
	Key string `yaml:"key,omitempty"`
	// UpdatedAt is the column of the source's own time of the last change; empty for none.
	UpdatedAt string `yaml:"updatedAt,omitempty"`
	// Delete is the column that is true where the source has withdrawn the record; empty for none.
	Delete string `yaml:"delete,omitempty"`
	// Columns gives the targets of each column. A column that is not named here is left out.
	Columns map[string]Targets `yaml:"columns,omitempty"`
	// Compose fills attribute paths from several columns, one behind the other with a space between.
	Compose map[string][]string `yaml:"compose,omitempty"`
	// Constants are values that every record gets where no column has said anything, by attribute path. One inside a
	// composite is only set where a column has said something of that composite.
	Constants map[string]any `yaml:"constants,omitempty"`
}

// ParseMapping reads a mapping file.
func ParseMapping(text []byte) (*Mapping, error) {
	var m Mapping
	if err := yaml.UnmarshalWithOptions(text, &m, yaml.Strict()); err != nil {
		return nil, err
	}
	if m.Key == "" {
		return nil, errors.New("key: must name the column of the source's key")
	}
	if len(m.Columns) == 0 {
		return nil, errors.New("columns: must name at least one column")
	}
	return &m, nil
}

// Names lists the columns that the mapping needs, sorted.
func (m *Mapping) Names() []string {
	names := []string{m.Key}
	for _, special := range []string{m.UpdatedAt, m.Delete} {
		if special != "" {
			names = append(names, special)
		}
	}
	for column, targets := range m.Columns {
		names = append(names, column)
		for _, t := range targets {
			names = slices.AppendSeq(names, maps.Keys(t.When))
			names = slices.AppendSeq(names, maps.Keys(t.Unless))
		}
	}
	for _, columns := range m.Compose {
		names = append(names, columns...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// ofColumns is the plan where there is no mapping: every column is an attribute path, but for key (else the first
// column), updatedAt, delete, and the one that names the source system, if any.
func ofColumns(schema *domain.Schema, columns []string, source string) (*plan, error) {
	m := Mapping{Key: columns[0], Columns: map[string]Targets{}}
	if m.Key == source && len(columns) > 1 {
		m.Key = columns[1]
	}
	for special, into := range map[string]*string{"key": &m.Key, "updatedAt": &m.UpdatedAt, "delete": &m.Delete} {
		if slices.Contains(columns, special) {
			*into = special
		}
	}
	for _, c := range columns {
		if c != m.Key && c != m.UpdatedAt && c != m.Delete && c != source {
			m.Columns[c] = Targets{{To: c}}
		}
	}
	p, err := m.compile(schema)
	if err != nil {
		return nil, fmt.Errorf("%w; a mapping file says what its columns mean (--map)", err)
	}
	return p, nil
}
