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

// mapPerson leaves out the person to talk to at a company.
func (m *mapper) mapPerson() {
	parts := m.layout.persons()
	if len(parts) == 0 {
		return
	}
	var unless conditions
	if m.kind != nil && m.company != nil && m.company.meets(parts...) {
		unless = m.ofKind(organization, nil)
	}
	for _, part := range []struct {
		column *Column
		path   string
	}{{m.given, "given"}, {m.family, "family"}, {m.middle, "middle"}, {m.suffix, "suffix"}} {
		if part.column != nil {
			m.target(part.column, intake.Target{To: "personName." + part.path, Unless: unless})
		}
	}
}

// mapFull sends a name in one piece to where it belongs: by the kind of the party, else by what it reads like.
func (m *mapper) mapFull() {
	if m.full == nil {
		return
	}
	parts := m.layout.persons()
	noPerson := silent(parts)
	noCompany := silent(m.meeting(m.full, present(m.company)))
	switch {
	case m.kind != nil:
		if m.occurs(m.full, person) {
			m.target(m.full, intake.Target{To: "personName", When: m.ofKind(person, noPerson)})
		}
		if m.occurs(m.full, organization) {
			m.target(m.full, intake.Target{To: "legalName", When: m.ofKind(organization, noCompany)})
		}
	case len(parts) > 0 && m.company == nil && m.full.share(legalForm) >= someForms:
		m.target(m.full, intake.Target{To: "legalName", When: silent(parts)})
	case m.company != nil || m.full.share(legalForm) == 0 && (len(parts) > 0 || m.full.share(givenFirst) >= someGiven):
		m.target(m.full, intake.Target{To: "personName", When: noPerson})
	case m.full.share(givenFirst) >= someGiven:
		m.target(m.full, intake.Target{To: "personName", Like: intake.LikePerson, When: noPerson})
		m.target(m.full, intake.Target{To: "legalName", Like: intake.LikeOrganization})
	default:
		m.to(m.full, "legalName")
	}
}

// Shares of names from which on a column is taken to have companies, or persons.
const (
	someForms = 0.1
	someGiven = 0.2
)

// meeting are those of some columns that say something where a column does.
func (m *mapper) meeting(c *Column, others []*Column) []*Column {
	return slices.DeleteFunc(slices.Clone(others), func(o *Column) bool { return !c.meets(o) })
}

// occurs tells whether a column says something of a party of a kind.
func (m *mapper) occurs(c *Column, kind string) bool {
	for i, v := range c.cells {
		if v == "" {
			continue
		}
		of := cmp.Or(kindOf(m.kind.cells[i]), person)
		if of == kind {
			return true
		}
	}
	return false
}

// mapCompany takes a company beside a person for where the person works, unless the record is said to be of the company.
func (m *mapper) mapCompany() {
	if m.company == nil {
		return
	}
	beside := m.layout.persons()
	if m.full != nil && m.kind == nil {
		beside = append(beside, m.full)
	}
	beside = m.meeting(m.company, beside)
	if len(beside) == 0 {
		m.to(m.company, "legalName")
		return
	}
	itself := silent(beside)
	if m.kind != nil {
		itself = m.ofKind(organization, nil)
	}
	m.target(m.company, intake.Target{To: "legalName", When: itself})
	m.target(m.company, intake.Target{To: m.otherName(), Unless: itself})
}

// otherName is the next free place for another name.
func (m *mapper) otherName() string {
	m.names++
	return fmt.Sprintf("tradingNames[%d]", m.names-1)
}

// mapNative takes a name in its own script where there is no other; what a company is called beside counts too.
func (m *mapper) mapNative() {
	if m.native == nil {
		return
	}
	alone := silent(present(m.given, m.family, m.full, m.company))
	if m.kind == nil {
		m.target(m.native, intake.Target{To: "personName", Like: intake.LikePerson, When: alone})
		m.target(m.native, intake.Target{To: "legalName", Like: intake.LikeOrganization, When: alone})
		return
	}
	if m.occurs(m.native, person) {
		m.target(m.native, intake.Target{To: "personName", When: m.ofKind(person, alone)})
	}
	if m.occurs(m.native, organization) {
		m.target(m.native, intake.Target{To: m.otherName(), When: m.ofKind(organization, nil)})
	}
}

func (m *mapper) mapOtherNames() {
	for _, c := range m.trading {
		m.to(c, m.otherName())
	}
	for _, c := range m.employers {
		m.to(c, m.otherName())
	}
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
