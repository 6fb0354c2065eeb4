package demo

import (
	"fmt"
	"strings"
	"time"

	"aurum/domain"
)

// party is a customer or supplier as it really is.
type party struct {
	domain  domain.Domain
	index   int
	salt    int // of its numbers, from the world's seed
	country *country
	person  bool

	core string // an organization's name without its legal form
	form legalForm
	name personName // of a person

	home, former address // former: where it was before it moved
	moved        time.Time
	ships        *address // where goods go, if elsewhere
	phone        phone
	mobile       phone
	oldPhone     phone
	site         string // domain name of an organization
	email        string
	contacts     []contact
	born         time.Time

	tax, duns, gln, lei, iban, bic string

	terms, group, priceList string
	limit                   int
	parent                  int // index of the party above it; -1 if there is none
}

type personName struct{ prefix, given, family string }

// full gives the name as it is spoken.
func (n personName) full() string { return strings.TrimSpace(n.given + " " + n.family) }

type contact struct {
	name        personName
	role, email string
	phone       phone
}

type address struct {
	street, number string
	city           city
	postal         string
}

// phone is a number in its parts.
type phone struct{ dial, trunk, area, subscriber string }

func (p party) legalName() string { return p.core + " " + p.form.name }

// party makes the i-th customer or supplier, with what it shares with the party it is related to.
func (w *world) party(d domain.Domain, i int) party {
	p := w.lone(d, i)
	relation, anchor := related(w, d, i)
	if relation != unrelated {
		relation.apply(w.stream(forBlock, d, i), &p, w.lone(d, anchor))
	}
	return p
}

// lone makes a party without looking at any other one.
func (w *world) lone(d domain.Domain, i int) party {
	r := w.stream(forParty, d, i)
	p := party{domain: d, index: i, salt: int(w.seed % 7919), country: countries[r.weighted(countryWeights)], parent: -1}
	p.person = d == domain.Customer && w.isPerson(i)
	p.settle(r)
	if p.person {
		p.beginPerson(r)
	} else {
		p.beginOrganization(r, d)
		if w.plain(d, i) {
			p.core = pick(r, p.country.family)
			p.online(r, p.longLabel(r))
		}
		p.identify(r)
	}
	p.trade(r)
	return p
}

// settle gives the party its address and telephones. One in eight has moved: mostly within the town, keeping the number.
func (p *party) settle(r *random) {
	p.home = newAddress(r, p.country)
	p.former = addressIn(r, p.country, p.home.city)
	p.phone = landline(r, p.country, p.home.city)
	p.oldPhone = p.phone
	p.mobile = mobile(r, p.country)
	if r.chance(120) {
		p.moved = today.AddDate(0, 0, -r.between(60, 1200))
	}
	if r.chance(350) {
		p.former = newAddress(r, p.country)
		p.oldPhone = landline(r, p.country, p.former.city)
	}
}

func (p *party) beginPerson(r *random) {
	p.name = newPerson(r, p.country)
	p.born = time.Date(r.between(1944, 2005), time.Month(r.between(1, 12)), r.between(1, 28), 0, 0, 0, 0, time.UTC)
	p.mailbox(r)
}

// mailbox gives a person a private e-mail address.
func (p *party) mailbox(r *random) {
	given, family := slug(p.name.given), slug(p.name.family)
	local := pick(r, []string{given + "." + family, given[:1] + "." + family, family + "." + given, given + family})
	p.email = fmt.Sprintf("%s%02d%d@%s", local, p.born.Year()%100, r.n(10), pick(r, p.country.mail))
}

func (p *party) beginOrganization(r *random, d domain.Domain) {
	p.form = pick(r, p.country.forms)
	trades := p.country.words.trades
	if d == domain.Supplier {
		trades = p.country.words.industries
	}
	p.core = newCompany(r, p.country, trades)
	label := slug(p.core)
	if r.chance(400) {
		label += "-" + slug(p.home.city.name)
	}
	p.online(r, label)
	if r.chance(280) {
		ships := newAddress(r, p.country)
		p.ships = &ships
	}
}

// longLabel makes the domain name of a company whose own name alone is taken: with its trade and town.
func (p *party) longLabel(r *random) string {
	return slug(p.core + " " + pick(r, p.country.words.trades) + " " + p.home.city.name)
}

// online gives an organization its web site, mailbox and people to talk to.
func (p *party) online(r *random, label string) {
	p.site = label + "." + p.country.tld
	p.email = pick(r, []string{"info", "info", "office", "kontakt", "contact", "mail"}) + "@" + p.site
	p.contacts = nil
	for range r.between(1, 3) {
		n := newPerson(r, p.country)
		c := contact{name: n, role: pick(r, roles), email: slug(n.given) + "." + slug(n.family) + "@" + p.site, phone: p.phone}
		if r.chance(400) {
			c.phone = mobile(r, p.country)
		}
		p.contacts = append(p.contacts, c)
	}
}

var roles = []string{"Einkauf", "Purchasing", "Geschäftsführung", "Accounting", "Logistics", "Sales", "Buchhaltung", "Achats", "CEO", "Technik"}

// taxSpace keeps the tax numbers of suppliers apart from those of customers.
var taxSpace = map[domain.Domain]int{domain.Customer: 0, domain.Supplier: 600_000}

// identify gives an organization its numbers, each of them its own.
func (p *party) identify(r *random) {
	p.tax = p.taxFrom(0)
	unique := fmt.Sprintf("%07d", scatter((p.index+taxSpace[p.domain])*8, 5))
	if r.chance(300) {
		p.duns = "31" + unique
	}
	if r.chance(300) {
		body := "76400" + unique
		p.gln = body + gtinCheck(body)
	}
	if r.chance(40) {
		p.lei = lei("529900" + r.letters(3) + unique + r.letters(2))
	}
	p.iban, p.bic = bankAccount(r, p.country.code)
}

// taxFrom finds the party's tax number: of the eight bodies that are its own, the first from the given one on that has a
// check digit in its country.
func (p *party) taxFrom(first int) string {
	for n := (p.index+taxSpace[p.domain])*8 + first; ; n++ {
		if tax, ok := taxNumber(p.country.code, fmt.Sprintf("%07d", scatter(n, p.salt))); ok {
			return tax
		}
	}
}

// trade gives a party its terms.
func (p *party) trade(r *random) {
	p.terms = pick(r, []string{"NET30", "NET14", "NET60", "2/10NET30", "NET45"})
	p.limit = pick(r, []int{2500, 5000, 10000, 15000, 25000, 50000, 75000, 100000, 250000})
	p.group = pick(r, []string{"TRADE", "TRADE", "KEY", "INDUSTRY", "PUBLIC"})
	if p.person {
		p.group, p.terms, p.limit = "RETAIL", pick(r, []string{"PREPAID", "NET14"}), pick(r, []int{500, 1000, 2000})
	}
	p.priceList = listOf(p.country.currency)
}

// listOf names the price list of a currency.
func listOf(currency string) string { return currency + "-LIST" }

// homeAt is where the party was at a time.
func (p *party) homeAt(at time.Time) address {
	if at.Before(p.moved) {
		return p.former
	}
	return p.home
}

// phoneAt is the party's telephone number at a time.
func (p *party) phoneAt(at time.Time) phone {
	if at.Before(p.moved) {
		return p.oldPhone
	}
	return p.phone
}
