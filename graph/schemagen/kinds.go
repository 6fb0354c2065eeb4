package main

import (
	"slices"

	"aurum/domain"
)

// kinds are the kinds that the domains use, each list in order of name.
type kinds struct {
	scalars    []string
	enums      []domain.Attribute // Kind and Enum are set
	composites []domain.Attribute // Kind and Fields are set
}

// builtIn are the kinds that GraphQL has a scalar for.
var builtIn = map[string]string{
	"Text": "String", "OrganizationName": "String", "Email": "String", "Phone": "String",
	"Boolean": "Boolean", "Integer": "Int", "GoldenID": "ID",
}

// lenient are the scalars that stand for them in inputs: GraphQL's own would refuse a whole call for one bad value.
var lenient = map[string]string{"String": "TextInput", "Boolean": "BooleanInput", "Int": "IntInput"}

func collectKinds(domains domain.Domains) kinds {
	k, seen := kinds{}, map[string]bool{"Reference": true}
	for _, s := range domains {
		k.collect(s.Attributes, seen)
	}
	slices.Sort(k.scalars)
	byKind := func(a, b domain.Attribute) int { return compare(a.Kind, b.Kind) }
	slices.SortFunc(k.enums, byKind)
	slices.SortFunc(k.composites, byKind)
	return k
}

func (k *kinds) collect(attributes []domain.Attribute, seen map[string]bool) {
	for _, a := range attributes {
		if seen[a.Kind] {
			continue
		}
		seen[a.Kind] = true
		switch {
		case a.Enum != nil:
			k.enums = append(k.enums, a)
		case a.Fields != nil:
			k.composites = append(k.composites, a)
			k.collect(a.Fields, seen)
		case builtIn[a.Kind] == "":
			k.scalars = append(k.scalars, a.Kind)
		}
	}
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// composed is true for what is an object in GraphQL.
func composed(a domain.Attribute) bool { return a.Fields != nil || a.Kind == "Reference" }

// outputType is the GraphQL type of an attribute in answers.
func outputType(a domain.Attribute) string {
	name := a.Kind
	switch {
	case a.Kind == "Reference":
		name = capital(string(a.References))
	case builtIn[a.Kind] != "":
		name = builtIn[a.Kind]
	}
	if a.Many {
		return "[" + name + "!]"
	}
	return name
}

// inputType is the GraphQL type of an attribute in inputs. Elements of a list may be null, so that one of them does not
// cost the call.
func inputType(a domain.Attribute) string {
	name := a.Kind
	switch {
	case composed(a) || a.Enum != nil:
		name += "Input"
	case builtIn[a.Kind] != "":
		name = builtIn[a.Kind]
		if l := lenient[name]; l != "" {
			name = l
		}
	}
	if a.Many {
		return "[" + name + "]"
	}
	return name
}

// filterType is the GraphQL type of an attribute in filters; of a list, some element has to meet it.
func filterType(a domain.Attribute) string {
	switch {
	case composed(a) || a.Enum != nil:
		return a.Kind + "Filter"
	case a.Kind == "Decimal" || a.Kind == "Date":
		return a.Kind + "Filter"
	case a.Kind == "Boolean":
		return "BooleanFilter"
	case a.Kind == "Integer":
		return "IntFilter"
	}
	return "StringFilter"
}
