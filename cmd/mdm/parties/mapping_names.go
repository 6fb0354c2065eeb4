package parties

import (
	"cmp"
	"fmt"
	"slices"

	"aurum/cmd/mdm/intake"
)

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
