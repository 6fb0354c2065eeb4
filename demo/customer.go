package demo

import (
	"strconv"
	"strings"

	"aurum/domain"
)

func itoa(n int) string { return strconv.Itoa(n) }

// customerRecord writes what a system holds of the i-th customer.
func (w *world) customerRecord(i int, s slot) Record {
	p := w.penFor(w.party(domain.Customer, i), s)
	switch s.system {
	case crm:
		p.crmCustomer()
	case erp:
		p.erpCustomer()
	case shop:
		p.shopCustomer()
	case wms:
		p.shipTo("delivery")
	case fin:
		p.debtor()
	}
	return p.record()
}

// record closes the record. About one in two hundred is no good, so that the quarantine has something to show.
func (p *pen) record() Record {
	if p.chance(badPerMille) {
		p.spoil()
	}
	d := p.party.domain
	return Record{Domain: d, System: p.slot.system, Key: keyOf(d, p.party.index, p.slot), UpdatedAt: p.at, Attributes: p.out, Truth: truthOf(d, p.party.index)}
}

// badPerMille is how often a record is deliberately bad.
const badPerMille = 5

// spoil makes the record bad: a number whose check digit does not hold, or nothing that tells who it is.
func (p *pen) spoil() {
	if ids, ok := p.out["taxIds"].([]any); ok && p.party.country.code != "US" && p.chance(700) {
		first := ids[0].(map[string]any)
		first["value"] = spoilDigit(first["value"].(string))
		return
	}
	if accounts, ok := p.out["bankAccounts"].([]any); ok {
		first := accounts[0].(map[string]any)
		first["iban"] = spoilDigit(first["iban"].(string))
		return
	}
	delete(p.out, "legalName")
	delete(p.out, "tradingNames")
	delete(p.out, "personName")
}

// crmCustomer is typed by sales people: free forms, short words, mistakes, but the people and the mailboxes are right.
func (p *pen) crmCustomer() {
	c := &p.party
	if p.chance(70) {
		p.casing = strings.ToUpper
	}
	p.name(350, 120, 90)
	p.casing = asItIs
	if p.chance(700) {
		p.set("kind", pick(p.random, kindWords[c.person]))
	}
	if !c.person && p.chance(150) {
		p.set("tradingNames", []any{c.core})
	}
	if p.chance(450) {
		p.taxID()
	}
	p.reach()
	addresses := []any{p.postal(pick(p.random, []string{"head office", "main", "LEGAL"}), c.homeAt(p.at), 50)}
	if c.ships != nil && p.chance(400) {
		addresses = append(addresses, p.postal("ship to", *c.ships, 50))
	}
	p.set("addresses", addresses)
	p.people(2)
	if p.chance(300) {
		p.set("creditLimit", p.amount(p.limitNearby()))
		p.set("currency", strings.ToLower(c.country.currency))
	}
	if p.chance(400) {
		p.set("customerGroup", title(strings.ToLower(c.group)))
	}
	if p.chance(200) {
		p.identifier("D-U-N-S Number", c.duns)
	}
	p.set("language", c.country.language)
	p.set("status", pick(p.random, []string{"Active", "active", "Open"}))
	if c.person && p.chance(500) {
		p.set("birthDate", p.date(c.born))
	}
	p.above()
}

var kindWords = map[bool][]string{true: {"PERSON", "private", "B2C"}, false: {"ORGANIZATION", "Company", "B2B", "Firma"}}

// reach writes how sales reach the party.
func (p *pen) reach() {
	c := &p.party
	numbers := []phone{c.phoneAt(p.at)}
	if c.person {
		numbers = append(numbers, c.mobile)
	}
	p.phones(numbers...)
	mailboxes := []string{c.email}
	if len(c.contacts) > 0 && p.chance(500) {
		mailboxes = append(mailboxes, c.contacts[0].email)
	}
	p.emails(mailboxes...)
	if c.site != "" && p.chance(700) {
		p.set("websites", []any{pick(p.random, []string{"www.", "https://www.", "http://", ""}) + c.site})
	}
}

// limitNearby is the credit limit, or what it was believed to be.
func (p *pen) limitNearby() int {
	if p.chance(250) {
		return pick(p.random, []int{p.party.limit * 2, p.party.limit / 2, p.party.limit + 1000})
	}
	return p.party.limit
}

// above points at the customer above this one, where this system knows it.
func (p *pen) above() {
	parent := p.party.parent
	if parent < 0 {
		return
	}
	switch {
	case p.chance(2):
		p.set("parent", dangling(p.random))
	case parent < p.world.targets(domain.Customer) && p.world.holds(domain.Customer, parent, p.slot.system):
		p.set("parent", reference(domain.Customer, parent, p.slot.system))
	}
}

// erpCustomer is kept by the back office: capitals, numbers in order, terms of trade.
func (p *pen) erpCustomer() {
	c := &p.party
	if p.chance(800) {
		p.casing = strings.ToUpper
		if p.chance(400) {
			p.casing = func(s string) string { return strings.ToUpper(fold(s, true)) }
		}
	}
	p.name(150, 30, 25)
	p.set("kind", map[bool]string{true: "PERSON", false: "ORGANIZATION"}[c.person])
	if p.chance(920) {
		p.taxID()
	}
	if p.chance(800) {
		p.phones(c.phoneAt(p.at))
	}
	if p.chance(550) || p.stale() {
		p.emails(c.email)
	}
	addresses := []any{p.postal("bill to", c.homeAt(p.at), 15)}
	if c.ships != nil {
		addresses = append(addresses, p.postal("ship to", *c.ships, 15))
	}
	p.set("addresses", addresses)
	p.identifier("DUNS", c.duns)
	p.identifier("GLN", c.gln)
	p.set("currency", c.country.currency)
	p.set("paymentTerms", c.terms)
	p.set("creditLimit", p.amount(c.limit))
	p.set("creditHold", p.chance(40))
	p.set("customerGroup", c.group)
	p.set("priceList", c.priceList)
	p.set("language", strings.ToUpper(c.country.language))
	p.set("status", pick(p.random, []string{"A", "A", "A", "A", "A", "A", "B", "I"}))
	p.above()
}

// shopCustomer is what people say of themselves in a web shop: lower case, no legal form, their own mailbox.
func (p *pen) shopCustomer() {
	c := &p.party
	if p.chance(450) {
		p.casing = strings.ToLower
	}
	p.name(100, 600, 60)
	if p.chance(300) {
		p.taxID()
	}
	if c.person {
		p.emails(c.email)
		p.phones(c.mobile)
	} else {
		if len(c.contacts) > 0 {
			p.emails(c.contacts[0].email)
		} else {
			p.emails(c.email)
		}
		p.phones(c.phoneAt(p.at))
		p.people(1)
	}
	use := "delivery"
	if p.chance(500) {
		use = "invoice"
	}
	p.set("addresses", []any{p.postal(use, c.homeAt(p.at), 40)})
	p.set("language", c.country.language)
	if c.person && p.chance(600) {
		p.set("birthDate", p.date(c.born))
	}
	p.set("status", "enabled")
}

// shipTo is where the warehouse delivers: short names in capitals, a ramp, a telephone.
func (p *pen) shipTo(use string) {
	c := &p.party
	p.casing = strings.ToUpper
	if p.chance(500) {
		p.casing = func(s string) string { return strings.ToUpper(fold(s, true)) }
	}
	p.name(200, 150, 40)
	if name, ok := p.out["legalName"].(string); ok {
		p.out["legalName"] = cut(name, 40)
	}
	place := c.homeAt(p.at)
	if c.ships != nil && p.chance(600) {
		place = *c.ships
	}
	p.set("addresses", []any{p.postal(use, place, 30)})
	if p.chance(850) || p.stale() {
		p.phones(c.phoneAt(p.at))
	}
	if p.chance(450) || p.stale() {
		p.emails(c.email)
	}
	if p.chance(700) {
		p.identifier("GLN", c.gln)
	}
}

// debtor is the customer as the ledgers know it: the registered name, the tax number, the billing address.
func (p *pen) debtor() {
	c := &p.party
	p.name(200, 0, 10)
	if p.chance(970) {
		p.taxID()
	}
	p.set("addresses", []any{p.postal("BILLING", c.homeAt(p.at), 10)})
	if p.chance(500) {
		p.phones(c.phoneAt(p.at))
	}
	if p.chance(400) || p.stale() {
		p.emails(c.email)
	}
	p.identifier("LEI", c.lei)
	if p.chance(500) {
		p.identifier("DUNS", c.duns)
	}
	p.set("currency", c.country.currency)
	p.set("paymentTerms", c.terms)
	p.set("creditLimit", p.amount(p.limitNearby()))
	p.set("status", pick(p.random, []string{"ACTIVE", "ACTIVE", "ACTIVE", "BLOCKED"}))
}
