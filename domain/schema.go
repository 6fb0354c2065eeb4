package domain

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// Domain names a mastered subject, such as "customer".
type Domain string

// Attribute describes one attribute, or one field of a composite kind.
type Attribute struct {
	// Name is the JSON, GraphQL and policy name.
	Name string
	// Kind is the name of the Go type: "OrganizationName", "PostalAddress", "Boolean" …
	Kind string
	// Many is true for a list of values.
	Many bool
	// Required is true where a source record is of no use without it.
	Required bool
	// OneOf names a group of attributes of which a source record needs at least one; empty for none.
	OneOf string
	// Min is the least value of a number, nil for none.
	Min *int
	// References is the domain a Reference points at, else empty.
	References Domain
	// Fields are the fields of a composite kind, else nil.
	Fields []Attribute
	// Enum lists the values of an enumeration, else nil.
	Enum []EnumValue
	// Doc is the description shown to clients.
	Doc string
}

// Schema is what the hub knows of a domain, read off its attribute struct.
type Schema struct {
	Domain     Domain
	Plural     string
	Prefix     string // of golden ids: "cus"
	Attributes []Attribute

	byName map[string]*Attribute
}

// Attribute finds an attribute by name; nil if there is none.
func (s *Schema) Attribute(name string) *Attribute { return s.byName[name] }

// Domains is a set of schemas in their usual order.
type Domains []*Schema

// Of finds the schema of a domain; nil if the hub does not master it.
func (ds Domains) Of(d Domain) *Schema {
	for _, s := range ds {
		if s.Domain == d {
			return s
		}
	}
	return nil
}

// ReservedNames are the fields every golden record has; no attribute may use one.
var ReservedNames = []string{
	"id", "domain", "version", "state", "createdAt", "updatedAt", "mergedInto", "sourceRecords", "lineage", "history",
	"matches", "cluster", "tasks", "decisions", "overrides", "quality", "extensions", "identityHistory", "and", "or", "not", "sourceSystem",
}

// SchemaOf reads a schema off the attribute struct P. It panics on a struct that cannot be one: that is a programmer's
// error and shows at the first start.
func SchemaOf[P any](d Domain, plural, prefix string) *Schema {
	s := &Schema{Domain: d, Plural: plural, Prefix: prefix, Attributes: fieldsOf(reflect.TypeFor[P]())}
	s.byName = make(map[string]*Attribute, len(s.Attributes))
	for i := range s.Attributes {
		a := &s.Attributes[i]
		for _, r := range ReservedNames {
			if a.Name == r {
				panic(fmt.Sprintf("domain %s: attribute %s has a reserved name", d, r))
			}
		}
		s.byName[a.Name] = a
	}
	return s
}

func fieldsOf(t reflect.Type) []Attribute {
	var out []Attribute
	for f := range t.Fields() {
		out = append(out, attributeOf(f))
	}
	return out
}

func attributeOf(f reflect.StructField) Attribute {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	t := f.Type
	a := Attribute{
		Name: name, Doc: f.Tag.Get("doc"), Many: t.Kind() == reflect.Slice,
		References: Domain(f.Tag.Get("ref")),
	}
	a.readRules(f.Tag.Get("mdm"))
	if a.Many || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	a.Kind = kindName(t)
	switch {
	case t == reflect.TypeFor[Reference]():
		if a.References == "" {
			panic("domain: reference " + f.Name + " names no domain")
		}
	case t.Kind() == reflect.Struct:
		a.Fields = fieldsOf(t)
	}
	if e, ok := reflect.Zero(t).Interface().(Enumeration); ok {
		a.Enum = e.Values()
	}
	return a
}

// readRules reads the tag mdm: "required", "oneOf=GROUP", "min=N", separated by commas.
func (a *Attribute) readRules(tag string) {
	for rule := range strings.SplitSeq(tag, ",") {
		name, value, _ := strings.Cut(rule, "=")
		switch name {
		case "":
		case "required":
			a.Required = true
		case "oneOf":
			a.OneOf = value
		case "min":
			n, err := strconv.Atoi(value)
			if err != nil {
				panic("domain: " + a.Name + ": " + err.Error())
			}
			a.Min = &n
		default:
			panic("domain: " + a.Name + ": unknown rule " + rule)
		}
	}
}

func kindName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "Boolean"
	case reflect.Int:
		return "Integer"
	}
	return t.Name()
}

// NewSchema makes a schema that no struct stands behind: that of a file.
func NewSchema(d Domain, attributes []Attribute) *Schema {
	s := &Schema{Domain: d, Attributes: attributes, byName: make(map[string]*Attribute, len(attributes))}
	for i := range s.Attributes {
		s.byName[s.Attributes[i].Name] = &s.Attributes[i]
	}
	return s
}
