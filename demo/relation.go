package demo

import (
	"strings"

	"aurum/domain"
)

// relation is what makes two different parties look alike: the hard negatives of matching.
type relation int

const (
	unrelated  relation = iota
	family              // another person of the household: family name, address and telephone are shared
	branch              // another franchise of the brand: name and web site are shared, the company is another one
	namesake            // another company of the same plain name in another town
	subsidiary          // a daughter company in another country: part of the name is shared
)

// Customers come in blocks of twenty; some places in a block are related to others, if the block's dice say so. The
// positions are fixed so that any customer can be made without making those before it.
const blockSize = 20

var relations = map[int]struct {
	relation relation
	anchor   int // position of the party it is related to
	perMille int
}{
	4: {family, 3, 500}, 8: {branch, 7, 400}, 11: {namesake, 10, 400}, 14: {subsidiary, 13, 500}, 16: {subsidiary, 17, 300},
}

// organizationsAt are the positions that always hold an organization.
var organizationsAt = map[int]bool{7: true, 8: true, 10: true, 11: true, 13: true, 14: true, 16: true, 17: true}

// related tells how the i-th party of a domain is related, and to which other one. Suppliers are not.
func related(w *world, d domain.Domain, i int) (relation, int) {
	if d != domain.Customer {
		return unrelated, 0
	}
	rule, ok := relations[i%blockSize]
	if !ok || !w.stream(forBlock, d, i/blockSize, uint64(i%blockSize)).chance(rule.perMille) {
		return unrelated, 0
	}
	return rule.relation, i - i%blockSize + rule.anchor
}

// isPerson tells whether the i-th customer is a natural person: three in ten are.
func (w *world) isPerson(i int) bool {
	at := i % blockSize
	if at == 3 {
		i, at = i+1, at+1
	}
	if at == 4 {
		if r, _ := related(w, domain.Customer, i); r == family {
			return true
		}
	}
	return !organizationsAt[at] && w.stream(forBlock, domain.Customer, i, 99).chance(420)
}

// plain tells whether a company is called by no more than a family name, since it will have namesakes.
func (w *world) plain(d domain.Domain, i int) bool {
	if i%blockSize != 10 {
		return false
	}
	r, _ := related(w, d, i+1)
	return r == namesake
}

// withoutTrade gives a company's name without the word for its trade.
func withoutTrade(p party) string {
	first, rest, found := strings.Cut(p.core, " ")
	switch {
	case !found:
		return p.core
	case p.country.words.tradeFirst:
		return rest
	case !strings.Contains(rest, " "):
		return first
	}
	return p.core[:strings.LastIndexByte(p.core, ' ')]
}

// apply makes p related to the anchor.
func (rel relation) apply(r *random, p *party, anchor party) {
	switch rel {
	case family:
		p.country, p.home, p.former, p.moved = anchor.country, anchor.home, anchor.former, anchor.moved
		p.phone, p.oldPhone, p.mobile = anchor.phone, anchor.oldPhone, mobile(r, anchor.country)
		p.name = newPerson(r, p.country)
		for p.name.given == anchor.name.given {
			p.name.given = pick(r, p.country.given)
		}
		p.name.family = anchor.name.family
		p.mailbox(r)
		p.priceList = anchor.priceList
	case branch:
		p.adopt(r, anchor)
		p.online(r, slug(p.core))
		p.site = anchor.site
		p.email = slug(p.home.city.name) + "@" + p.site
		p.contacts = nil
	case namesake:
		p.adopt(r, anchor)
		p.online(r, p.longLabel(r))
	case subsidiary:
		p.core = withoutTrade(anchor) + " " + p.country.names[0]
		p.online(r, slug(p.core))
		p.parent = anchor.index
	}
}

// adopt takes over the anchor's name and country, and settles in another town. The tax number stays one of p's own: it
// is drawn anew for the country by refit.
func (p *party) adopt(r *random, anchor party) {
	p.country, p.core, p.form, p.priceList = anchor.country, anchor.core, anchor.form, anchor.priceList
	town := pick(r, p.country.cities)
	for town.name == anchor.home.city.name {
		town = pick(r, p.country.cities)
	}
	p.home = addressIn(r, p.country, town)
	p.former = addressIn(r, p.country, town)
	p.ships = nil
	p.phone = landline(r, p.country, town)
	p.oldPhone = p.phone
	p.refit(r)
}

// refit draws the numbers that follow the country.
func (p *party) refit(r *random) {
	p.tax = p.taxFrom(4)
	p.iban, p.bic = bankAccount(r, p.country.code)
}
