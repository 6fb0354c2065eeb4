package parties

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"aurum/cmd/mdm/intake"
)

// mapper writes a layout as a mapping.
type mapper struct {
	*layout
	out intake.Mapping
	// persons and companies are the values of the column that tells the one from the other.
	persons, companies []string
	// names, identifiers, taxes: how many of each are mapped already.
	names, identifiers, taxes int
	mapped                    []*Column
}

func (l *layout) mapping() (*intake.Mapping, []*Column) {
	m := &mapper{layout: l, out: intake.Mapping{Columns: map[string]intake.Targets{}, Constants: map[string]any{}}}
	m.mapKind()
	m.mapPerson()
	m.mapFull()
	m.mapCompany()
	m.mapNative()
	m.mapOtherNames()
	m.to(m.birth, "birthDate")
	for i, c := range m.mails {
		m.to(c, fmt.Sprintf("emails[%d]", i))
	}
	for i, c := range m.phones {
		m.to(c, fmt.Sprintf("phones[%d]", i))
	}
	for i, c := range m.websites {
		m.to(c, fmt.Sprintf("websites[%d]", i))
	}
	for _, c := range m.ids {
		m.mapID(c)
	}
	for i, p := range m.addresses {
		m.mapAddress(p, fmt.Sprintf("addresses[%d].", i))
	}
	return &m.out, m.mapped
}

// to sends a column to a path.
func (m *mapper) to(c *Column, path string) {
	if c != nil {
		m.target(c, intake.Target{To: path})
	}
}

func (m *mapper) target(c *Column, t intake.Target) {
	if len(t.When) == 0 {
		t.When = nil
	}
	if len(t.Unless) == 0 {
		t.Unless = nil
	}
	m.out.Columns[c.Name] = append(m.out.Columns[c.Name], t)
	if !slices.Contains(m.mapped, c) {
		m.mapped = append(m.mapped, c)
	}
}

type conditions = map[string]intake.Values

// silent holds where all of some columns say nothing.
func silent(columns []*Column) conditions {
	out := conditions{}
	for _, c := range columns {
		out[c.Name] = intake.Values{""}
	}
	return out
}

// ofKind adds to conditions that the party is of a kind; where that is not said, a person.
func (m *mapper) ofKind(kind string, with conditions) conditions {
	if m.kind == nil {
		return with
	}
	out := conditions{}
	for k, v := range with {
		out[k] = v
	}
	out[m.kind.Name] = slices.Concat(m.persons, []string{""})
	if kind == organization {
		out[m.kind.Name] = m.companies
	}
	return out
}

// mapKind writes what the values mean that the domain would not know.
func (m *mapper) mapKind() {
	if m.kind == nil {
		return
	}
	means := map[string]string{}
	for _, v := range m.kind.cells {
		kind := kindOf(v)
		means[strings.ToUpper(v)] = kind
	}
	delete(means, "")
	for _, v := range sorted(means) {
		switch means[v] {
		case person:
			m.persons = append(m.persons, v)
		case organization:
			m.companies = append(m.companies, v)
		}
		if means[v] == v {
			delete(means, v)
		}
	}
	if len(means) == 0 {
		means = nil
	}
	m.target(m.kind, intake.Target{To: "kind", Values: means})
}

// mapID sends a number to the identifiers or the tax numbers, with its scheme and country where columns beside it give
// them.
func (m *mapper) mapID(c *Column) {
	scheme := c.header.scheme
	if scheme == "SSN" && c.share(isSSN) < confirmed {
		scheme = "NATIONAL_ID" // of another country
	}
	path := fmt.Sprintf("identifiers[%d].", m.identifiers)
	if c.Meaning == TaxID {
		path = fmt.Sprintf("taxIds[%d].", m.taxes)
		m.taxes++
		m.to(m.beside(c, places), path+"country")
	} else {
		m.identifiers++
	}
	m.to(c, path+"value")
	m.to(m.beside(c, types), path+"scheme")
	if scheme != "" {
		m.out.Constants[path+"scheme"] = scheme
	}
}

// types are words for the sort of number that a column holds.
var types = set("type typ art")

// beside finds the column that says one of some things about the numbers of another.
func (m *mapper) beside(c *Column, words map[string]bool) *Column {
	for _, o := range m.columns {
		same := o.header.meaning == c.header.meaning && o.header.scheme == c.header.scheme && o.header.qualifier == c.header.qualifier
		if same && words[o.header.about] && o.Fill > 0 {
			return o
		}
	}
	return nil
}

func (m *mapper) mapAddress(p *place, path string) {
	m.to(p.city, path+"city")
	m.to(p.region, path+"region")
	m.to(p.postal, path+"postalCode")
	m.to(p.nation, path+"country")
	line := path + "lines[0]"
	switch {
	case p.street != nil && p.house != nil:
		if m.out.Compose == nil {
			m.out.Compose = map[string][]string{}
		}
		order := []*Column{p.street, p.house}
		slices.SortFunc(order, func(a, b *Column) int { return cmp.Compare(slices.Index(m.columns, a), slices.Index(m.columns, b)) })
		m.out.Compose[line] = []string{order[0].Name, order[1].Name}
		m.mapped = append(m.mapped, order...)
		m.to(p.whole, path+"lines[1]")
	case p.street != nil:
		m.to(p.street, line)
		if p.whole != nil {
			m.target(p.whole, intake.Target{To: line, When: silent([]*Column{p.street})})
		}
	default:
		m.to(p.whole, line)
	}
	for i, c := range p.more {
		m.to(c, fmt.Sprintf("%slines[%d]", path, i+2))
	}
}
