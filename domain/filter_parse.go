package domain

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
)

// Limits of a filter: what one client may ask the database to work through.
const (
	maxConditions = 200
	maxIn         = 1000 // values of one "in"
)

// ParseFilter reads a filter as clients write it: fields and attributes with operators, and, or, not around them. Several
// keys of one object all have to hold. Errors name the path from the filter's root.
//
//	{legalName: {contains: "muller"}, addresses: {city: {eq: "Bern"}}, not: {sourceSystem: {in: ["CRM"]}}}
func ParseFilter(s *Schema, in map[string]any) (*Filter, error) {
	p := filterParser{record: true, attributes: s.Attributes, count: new(int)}
	c, err := p.object(in, nil)
	if err != nil {
		return nil, err
	}
	if len(c) == 0 {
		return &Filter{}, nil
	}
	return &Filter{Condition: c}, nil
}

// filterParser reads conditions on one record, or on one composite value.
type filterParser struct {
	record     bool
	attributes []Attribute
	count      *int
}

var stateChoices = Attribute{Name: "state", Kind: "RecordState", Enum: []EnumValue{
	{Name: string(Active)}, {Name: string(Merged)}, {Name: string(Retired)}, {Name: string(Erased)},
}}

// recordFields are the fields of every golden record that filters may ask for.
var recordFields = map[string]Field{
	"id":           {Name: "id", Type: ChoiceType, Record: true},
	"state":        {Name: "state", Type: ChoiceType, Record: true},
	"version":      {Name: "version", Type: NumberType, Record: true},
	"createdAt":    {Name: "createdAt", Type: TimeType, Record: true},
	"updatedAt":    {Name: "updatedAt", Type: TimeType, Record: true},
	"sourceSystem": {Name: "sourceSystem", Type: ChoiceType, Record: true, Many: true},
}

func (p filterParser) object(in map[string]any, path []string) (All, error) {
	var all All
	for _, name := range slices.Sorted(maps.Keys(in)) {
		if *p.count++; *p.count > maxConditions {
			return nil, E(TooComplex, fmt.Sprintf("a filter holds at most %d conditions", maxConditions), path...)
		}
		c, err := p.entry(name, in[name], at(path, name))
		if err != nil {
			return nil, err
		}
		all = append(all, c...)
	}
	return all, nil
}

func (p filterParser) entry(name string, v any, path []string) (All, error) {
	switch name {
	case "and", "or":
		return p.several(name, v, path)
	case "not":
		m, err := asObject(v, path)
		if err != nil {
			return nil, err
		}
		c, err := p.object(m, path)
		return All{Not{c}}, err
	}
	m, err := asObject(v, path)
	if err != nil {
		return nil, err
	}
	if f, ok := recordFields[name]; ok && p.record {
		return p.onRecord(f, m, path)
	}
	for i := range p.attributes {
		if a := &p.attributes[i]; a.Name == name {
			return p.onAttribute(a, m, path)
		}
	}
	return nil, E(Invalid, fmt.Sprintf("there is no field %q to filter by", name), path...)
}

func (p filterParser) several(name string, v any, path []string) (All, error) {
	list, ok := asList(v)
	if !ok {
		return nil, E(Invalid, name+" takes a list of filters", path...)
	}
	cs := make([]Condition, 0, len(list))
	for i, x := range list {
		at := at(path, fmt.Sprint(i))
		m, err := asObject(x, at)
		if err != nil {
			return nil, err
		}
		c, err := p.object(m, at)
		if err != nil {
			return nil, err
		}
		cs = append(cs, c)
	}
	if name == "or" {
		return All{AnyOf(cs)}, nil
	}
	return cs, nil
}

func (p filterParser) onRecord(f Field, in map[string]any, path []string) (All, error) {
	a := &Attribute{}
	if f.Name == "state" {
		a = &stateChoices
	}
	if !f.Many {
		return p.compare(f, a, in, path)
	}
	item, err := p.compare(Field{Type: f.Type}, a, in, path)
	return someOf(f, item), err
}

func (p filterParser) onAttribute(a *Attribute, in map[string]any, path []string) (All, error) {
	f := Field{Name: a.Name, Type: a.ValueType(), Many: a.Many}
	all, in, err := presence(f, in, path)
	if err != nil {
		return nil, err
	}
	var item All
	switch {
	case a.Parts() != nil:
		item, err = filterParser{attributes: a.Parts(), count: p.count}.object(in, path)
	case a.Many:
		item, err = p.compare(Field{Type: f.Type}, a, in, path)
	default:
		item, err = p.compare(f, a, in, path)
		return append(all, item...), err
	}
	return append(all, someOf(f, item)...), err
}

// presence takes isNull off the operators: it asks for the attribute, all others for its values.
func presence(f Field, in map[string]any, path []string) (All, map[string]any, error) {
	v, ok := in[string(IsNull)]
	if !ok {
		return nil, in, nil
	}
	want, err := BooleanType.parse(v)
	if err != nil {
		return nil, nil, E(Invalid, "isNull takes true or false", at(path, string(IsNull))...)
	}
	rest := maps.Clone(in)
	delete(rest, string(IsNull))
	return All{Compare{Field: f, Operator: IsNull, Values: []any{want}}}, rest, nil
}

func someOf(f Field, item All) All {
	if len(item) == 0 {
		return nil
	}
	return All{Some{Field: f, Item: item}}
}

func (p filterParser) compare(f Field, a *Attribute, in map[string]any, path []string) (All, error) {
	var all All
	for _, name := range slices.Sorted(maps.Keys(in)) {
		if *p.count++; *p.count > maxConditions {
			return nil, E(TooComplex, fmt.Sprintf("a filter holds at most %d conditions", maxConditions), path...)
		}
		if !slices.Contains(operators[f.Type], Operator(name)) {
			return nil, E(Invalid, fmt.Sprintf("there is no operator %q for a %s", name, f.Type), at(path, name)...)
		}
		values, err := operands(f.Type, a, Operator(name), in[name])
		if err != nil {
			return nil, E(Invalid, err.Error(), at(path, name)...)
		}
		all = append(all, Compare{Field: f, Operator: Operator(name), Values: values})
	}
	return all, nil
}

func operands(t ValueType, a *Attribute, o Operator, v any) ([]any, error) {
	list := []any{v}
	if o == In {
		var ok bool
		if list, ok = asList(v); !ok || len(list) > maxIn {
			return nil, fmt.Errorf("in takes a list of at most %d values", maxIn)
		}
	}
	out := make([]any, len(list))
	for i, x := range list {
		if x == nil {
			return nil, fmt.Errorf("null compares with nothing; ask isNull")
		}
		var err error
		if out[i], err = t.parse(x); err != nil {
			return nil, err
		}
		if err := a.checkChoice(out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func asObject(v any, path []string) (map[string]any, error) {
	if m, ok := v.(map[string]any); ok {
		return m, nil
	}
	return nil, E(Invalid, "an object with conditions is expected; leave out what is not filtered by", path...)
}

func asList(v any) ([]any, bool) {
	if list, ok := v.([]any); ok {
		return list, true
	}
	r := reflect.ValueOf(v)
	if r.Kind() != reflect.Slice {
		return nil, false
	}
	out := make([]any, r.Len())
	for i := range out {
		out[i] = r.Index(i).Interface()
	}
	return out, true
}

// at extends a path without touching the one it grows from.
func at(path []string, name string) []string { return append(slices.Clip(path), name) }
