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
	Key string `yaml:"key"`
	// UpdatedAt is the column of the source's own time of the last change; empty for none.
	UpdatedAt string `yaml:"updatedAt"`
	// Delete is the column that is true where the source has withdrawn the record; empty for none.
	Delete string `yaml:"delete"`
	// Columns gives the attribute paths of each column. A column that is not named here is left out.
	Columns map[string]Paths `yaml:"columns"`
	// Constants are values that every record gets, by attribute path. One inside a composite is only set where a column
	// has said something of that composite.
	Constants map[string]any `yaml:"constants"`
}

// Paths is one attribute path or several.
type Paths []string

// UnmarshalYAML reads a text or a list of texts.
func (p *Paths) UnmarshalYAML(unmarshal func(any) error) error {
	var one string
	if err := unmarshal(&one); err == nil {
		*p = Paths{one}
		return nil
	}
	var many []string
	if err := unmarshal(&many); err != nil {
		return errors.New("columns: each column has an attribute path or a list of them")
	}
	*p = many
	return nil
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

// names lists the columns that the mapping needs, sorted.
func (m *Mapping) names() []string {
	names := []string{m.Key}
	for _, special := range []string{m.UpdatedAt, m.Delete} {
		if special != "" {
			names = append(names, special)
		}
	}
	names = append(names, slices.Collect(maps.Keys(m.Columns))...)
	slices.Sort(names)
	return slices.Compact(names)
}

// plan is a mapping made ready for a domain.
type plan struct {
	mapping   Mapping
	columns   map[string][]path
	constants []constant
}

type constant struct {
	path  path
	value any
}

// compile checks the paths of a mapping against the domain.
func (m Mapping) compile(schema *domain.Schema) (*plan, error) {
	p := &plan{mapping: m, columns: map[string][]path{}}
	var taken []path
	for _, column := range slices.Sorted(maps.Keys(m.Columns)) {
		for _, text := range m.Columns[column] {
			at, err := parsePath(schema, text)
			if err != nil {
				return nil, fmt.Errorf("columns: %s: %w", column, err)
			}
			for _, other := range taken {
				if at.meets(other) {
					return nil, fmt.Errorf("columns: %s: %s is also filled as %s", column, at, other)
				}
			}
			p.columns[column], taken = append(p.columns[column], at), append(taken, at)
		}
	}
	for _, text := range slices.Sorted(maps.Keys(m.Constants)) {
		at, err := parsePath(schema, text)
		if err != nil {
			return nil, fmt.Errorf("constants: %w", err)
		}
		p.constants = append(p.constants, constant{at, m.Constants[text]})
	}
	return p, nil
}

// ofColumns is the plan where there is no mapping: every column is an attribute path, but for key (else the first
// column), updatedAt, delete, and the one that names the source system, if any.
func ofColumns(schema *domain.Schema, columns []string, source string) (*plan, error) {
	m := Mapping{Key: columns[0], Columns: map[string]Paths{}}
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
			m.Columns[c] = Paths{c}
		}
	}
	p, err := m.compile(schema)
	if err != nil {
		return nil, fmt.Errorf("%w; a mapping file says what its columns mean (--map)", err)
	}
	return p, nil
}
