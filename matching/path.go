package matching

import (
	"fmt"
	"strings"

	"aurum/domain"
	"aurum/matching/corpus"
)

// source is one place in a record that values are taken from: an attribute, perhaps one scheme of it, perhaps a field.
type source struct {
	attribute string
	scheme    string
	fields    []string
	kind      string
	subfields []domain.Attribute // of a composite kind
	primary   bool               // of a single-valued attribute: what the thing is called or has, not what else
}

// schemed are the kinds whose values carry a scheme that a path may name in capitals.
var schemed = map[string]bool{"TaxID": true, "Identifier": true}

// parseSource reads attribute[.SCHEME][.field …] and returns the segments that are none of these: key functions.
func parseSource(schema *domain.Schema, path string) (source, []string, error) {
	parts := splitPath(path)
	a := schema.Attribute(parts[0])
	if a == nil {
		return source{}, nil, fmt.Errorf("there is no attribute %q", parts[0])
	}
	s := source{attribute: a.Name, kind: a.Kind, subfields: a.Fields, primary: !a.Many}
	rest := parts[1:]
	if len(rest) > 0 && schemed[a.Kind] && rest[0] == strings.ToUpper(rest[0]) && !strings.Contains(rest[0], "(") {
		s.scheme, rest = rest[0], rest[1:]
	}
	for fields := a.Fields; len(rest) > 0; rest = rest[1:] {
		f := fieldNamed(fields, rest[0])
		if f == nil {
			break
		}
		s.fields, s.kind, fields = append(s.fields, f.Name), f.Kind, f.Fields
		s.subfields, s.primary = f.Fields, s.primary && !f.Many
	}
	return s, rest, nil
}

func splitPath(path string) []string { return strings.Split(path, ".") }

func fieldNamed(fields []domain.Attribute, name string) *domain.Attribute {
	for i := range fields {
		if fields[i].Name == name {
			return &fields[i]
		}
	}
	return nil
}

// each visits the values of a source within a record.
func (s *source) each(attrs domain.Attributes, visit func(leaf any)) {
	s.eachOf(attrs[s.attribute], visit)
}

// eachOf visits the values of a source within its attribute.
func (s *source) eachOf(attribute any, visit func(leaf any)) {
	eachItem(attribute, func(item any) {
		if s.scheme != "" {
			m, _ := item.(map[string]any)
			if sc, _ := m["scheme"].(string); sc != s.scheme {
				return
			}
		}
		descend(item, s.fields, visit)
	})
}

func descend(item any, fields []string, visit func(leaf any)) {
	if len(fields) == 0 {
		visit(item)
		return
	}
	if m, ok := item.(map[string]any); ok {
		eachItem(m[fields[0]], func(x any) { descend(x, fields[1:], visit) })
	}
}

func eachItem(v any, visit func(any)) {
	switch v := v.(type) {
	case nil:
	case []any:
		for _, x := range v {
			visit(x)
		}
	default:
		visit(v)
	}
}

// feature is what several parts of a policy look at in a record: the values of one path or of a combined attribute.
type feature struct {
	path    string
	sources []source
	needs   needs
	parts   []part // fields and key functions that conditions look at
	table   map[string]float64
	corpus  *corpus.Corpus
	joined  bool // all values of all sources make one text
}

// part is a field of a composite, or a key function of a value, that a condition looks at.
type part struct {
	name  string
	field string
	kind  string
	keys  keyChain
}

// fieldsOf are the fields that a condition may name: those of the kinds of all sources.
func (f *feature) fieldsOf() []domain.Attribute {
	var out []domain.Attribute
	for i := range f.sources {
		out = append(out, f.sources[i].subfields...)
	}
	return out
}
