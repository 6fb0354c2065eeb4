package parties

import (
	"cmp"
	"slices"
)

// layout says which column gives what of a party.
type layout struct {
	columns []*Column
	// One column each; nil for none.
	given, family, middle, suffix, full, native, company, kind, birth *Column
	// Any number, in the order of the file.
	trading, employers, mails, phones, websites, ids []*Column
	addresses                                        []*place
}

// place is an address by its columns.
type place struct {
	qualifier                                          string
	whole, street, house, city, region, postal, nation *Column
	more                                               []*Column
}

func newLayout(columns []*Column) *layout {
	l := &layout{columns: columns}
	l.given, l.family, l.middle, l.suffix = l.best(Given), l.best(Family), l.best(Middle), l.best(Suffix)
	l.resolveNames()
	l.full, l.native, l.company, l.birth = l.best(FullName), l.best(Native), l.best(Company), l.best(Birth)
	l.kind = l.best(Kind)
	l.trading, l.employers = l.all(Trading), l.all(Employer)
	l.mails, l.phones, l.websites, l.ids = l.all(Mail), l.all(Phone), l.all(Website), l.all(ID, TaxID)
	for _, c := range columns {
		if c.Meaning.ofAddress() {
			l.address(c.header.qualifier).add(c)
		}
	}
	l.addresses = slices.DeleteFunc(l.addresses, func(p *place) bool { return p.street == nil && p.whole == nil && p.city == nil && p.postal == nil })
	slices.SortStableFunc(l.addresses, func(a, b *place) int { return cmp.Compare(min(len(a.qualifier), 1), min(len(b.qualifier), 1)) })
	return l
}

func (l *layout) all(meanings ...Meaning) []*Column {
	var out []*Column
	for _, c := range l.columns {
		if slices.Contains(meanings, c.Meaning) {
			out = append(out, c)
		}
	}
	return out
}

// best is the column of a meaning whose name says no more than that, or the fullest of them; nil if there is none.
func (l *layout) best(m Meaning) *Column {
	var best *Column
	for _, c := range l.all(m) {
		plain := c.header.qualifier == ""
		if best == nil || plain && best.header.qualifier != "" || plain == (best.header.qualifier == "") && c.Fill > best.Fill {
			best = c
		}
	}
	return best
}

// In several languages the word for a name alone means the family name beside a given name, or the given name beside a
// family name.
var (
	nameIsFamily = set("name nom naam navn namn")
	nameIsGiven  = set("nome nombre jmeno nimi nev imie")
)

// resolveNames tells what columns that are called no more than name hold.
func (l *layout) resolveNames() {
	for _, c := range l.all(FullName) {
		if len(c.header.phrase) != 1 {
			continue
		}
		word := c.header.phrase[0]
		switch {
		case l.given != nil && l.family == nil && nameIsFamily[word]:
			c.Meaning, l.family = Family, c
		case l.family != nil && l.given == nil && nameIsGiven[word]:
			c.Meaning, l.given = Given, c
		}
	}
}

func (l *layout) address(qualifier string) *place {
	for _, p := range l.addresses {
		if p.qualifier == qualifier {
			return p
		}
	}
	l.addresses = append(l.addresses, &place{qualifier: qualifier})
	return l.addresses[len(l.addresses)-1]
}

func (p *place) add(c *Column) {
	if c.Meaning == Line2 {
		p.more = append(p.more, c)
		return
	}
	at := map[Meaning]**Column{
		Address: &p.whole, Street: &p.street, House: &p.house, City: &p.city, Region: &p.region, Postal: &p.postal, Country: &p.nation,
	}[c.Meaning]
	if *at == nil || c.Fill > (*at).Fill {
		*at = c
	}
}

// persons are the columns of the parts of a person's name.
func (l *layout) persons() []*Column { return present(l.given, l.family) }

func present(columns ...*Column) []*Column {
	return slices.DeleteFunc(columns, func(c *Column) bool { return c == nil })
}
