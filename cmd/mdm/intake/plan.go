package intake

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"aurum/domain"
)

// plan is a mapping made ready for a domain.
type plan struct {
	mapping   Mapping
	columns   []filling
	composed  []composition
	constants []constant
}

// filling is a place that a column fills.
type filling struct {
	column string
	target Target
	means  map[string]string // folded, by target.Values
	path   path
}

// composition is a place that several columns fill together.
type composition struct {
	columns []string
	path    path
}

type constant struct {
	path  path
	value any
}

// compile checks the paths of a mapping against the domain. Two columns fill one place only where a condition says when.
func (m Mapping) compile(schema *domain.Schema) (*plan, error) {
	p := &plan{mapping: m}
	if err := p.compileColumns(schema); err != nil {
		return nil, err
	}
	for _, text := range slices.Sorted(maps.Keys(m.Compose)) {
		at, err := parsePath(schema, text)
		if err != nil {
			return nil, fmt.Errorf("compose: %w", err)
		}
		if len(m.Compose[text]) == 0 {
			return nil, fmt.Errorf("compose: %s: names no column", text)
		}
		for _, f := range p.columns {
			if at.meets(f.path) {
				return nil, fmt.Errorf("compose: %s is also filled as %s", at, f.path)
			}
		}
		p.composed = append(p.composed, composition{m.Compose[text], at})
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

func (p *plan) compileColumns(schema *domain.Schema) error {
	for _, column := range slices.Sorted(maps.Keys(p.mapping.Columns)) {
		for _, t := range p.mapping.Columns[column] {
			at, err := parsePath(schema, t.To)
			if err != nil {
				return fmt.Errorf("columns: %s: %w", column, err)
			}
			if t.Like != "" && t.Like != LikePerson && t.Like != LikeOrganization {
				return fmt.Errorf("columns: %s: like: %q is neither %s nor %s", column, t.Like, LikePerson, LikeOrganization)
			}
			for _, other := range p.columns {
				if at.meets(other.path) && !t.conditional() && !other.target.conditional() {
					return fmt.Errorf("columns: %s: %s is also filled as %s", column, at, other.path)
				}
			}
			means, err := t.meanings()
			if err != nil {
				return fmt.Errorf("columns: %s: %w", column, err)
			}
			p.columns = append(p.columns, filling{column, t, means, at})
		}
	}
	return nil
}

// tree builds the attributes from the columns, then from those that are composed, then from the constants. Of two that
// would fill one place the first by name does.
func (p *plan) tree(value func(column string) any) *node {
	root := &node{}
	for _, f := range p.columns {
		v := value(f.column)
		words, isText := v.(string)
		if v == nil || isText && strings.TrimSpace(words) == "" || !f.target.takes(v, value) {
			continue
		}
		if isText {
			if meant, ok := f.means[foldCell(words)]; ok {
				words = meant
			}
			if words == "" {
				continue
			}
			v = cell(f.path, words)
		}
		if !root.filled(f.path) {
			root.at(f.path).value = v
		}
	}
	for _, c := range p.composed {
		var words []string
		for _, column := range c.columns {
			if word := strings.TrimSpace(text(value(column))); word != "" {
				words = append(words, word)
			}
		}
		if words != nil {
			root.at(c.path).value = cell(c.path, strings.Join(words, " "))
		}
	}
	for _, c := range p.constants {
		if root.holds(c.path) && !root.filled(c.path) {
			root.at(c.path).value = c.value
		}
	}
	return root
}
