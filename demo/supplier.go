package demo

import (
	"strings"

	"aurum/domain"
)

// supplierRecord writes what a system holds of the i-th supplier.
func (w *world) supplierRecord(i int, s slot) Record {
	p := w.penFor(w.party(domain.Supplier, i), s)
	switch s.system {
	case erp:
		p.erpSupplier()
	case wms:
		p.sender()
	case fin:
		p.creditor()
	}
	return p.record()
}

// erpSupplier is kept by purchasing.
func (p *pen) erpSupplier() {
	c := &p.party
	if p.chance(800) {
		p.casing = strings.ToUpper
	}
	p.name(150, 30, 25)
	p.set("kind", "ORGANIZATION")
	if p.chance(930) {
		p.taxID()
	}
	p.phones(c.phoneAt(p.at))
	p.emails(c.email)
	p.set("websites", []any{"www." + c.site})
	p.set("addresses", []any{p.postal("LEGAL", c.homeAt(p.at), 15)})
	p.people(2)
	p.identifier("DUNS", c.duns)
	p.identifier("GLN", c.gln)
	if p.chance(300) {
		p.bank(false)
	}
	p.set("currency", c.country.currency)
	p.set("paymentTerms", c.terms)
	p.set("leadTimeDays", c.leadTime())
	p.set("incoterm", pick(p.random, []string{"DAP", "FCA", "EXW", "DDP"}))
	p.set("certifications", c.certificates())
	p.set("language", strings.ToUpper(c.country.language))
	p.set("status", pick(p.random, []string{"A", "A", "A", "A", "A", "B"}))
}

// leadTime is the usual number of days from order to delivery.
func (p *party) leadTime() int { return 2 + p.index*7%40 }

// certificates are those the supplier holds.
func (p *party) certificates() []any {
	var out []any
	for k, c := range []string{"ISO9001", "ISO14001", "ISO45001", "IATF16949"} {
		if (p.index+k)%(k+2) == 0 {
			out = append(out, c)
		}
	}
	return out
}

// sender is where goods come from, as the warehouse knows it.
func (p *pen) sender() {
	p.shipTo("warehouse")
	p.set("addresses", []any{p.postal("warehouse", p.party.homeAt(p.at), 30)})
	if _, known := p.out["phones"]; !known {
		p.phones(p.party.phoneAt(p.at))
	}
	if p.chance(400) {
		p.casing = asItIs
		p.taxID()
	}
	if p.chance(300) {
		p.set("leadTimeDays", p.party.leadTime()+p.between(-1, 3))
	}
}

// creditor is the supplier as the ledgers know it: whom to pay, and where.
func (p *pen) creditor() {
	c := &p.party
	p.name(200, 0, 10)
	if p.chance(970) {
		p.taxID()
	}
	home := c.homeAt(p.at)
	p.set("addresses", []any{p.postal("BILLING", home, 10), p.postal("remit to", home, 0)})
	if p.chance(400) {
		p.phones(c.phoneAt(p.at))
	}
	if p.chance(500) {
		p.emails("accounts@"+c.site, c.email)
	}
	p.bank(true)
	p.identifier("LEI", c.lei)
	p.set("currency", c.country.currency)
	p.set("paymentTerms", c.terms)
	p.set("status", pick(p.random, []string{"ACTIVE", "ACTIVE", "ACTIVE", "BLOCKED"}))
}

// bank writes where to pay, in groups of four or without spaces.
func (p *pen) bank(full bool) {
	c := &p.party
	if c.iban == "" {
		return
	}
	account := map[string]any{"iban": c.iban}
	if p.chance(500) {
		account["iban"] = fours(c.iban)
	}
	if full {
		account["bic"], account["holder"], account["currency"] = c.bic, c.legalName(), c.country.currency
	}
	p.set("bankAccounts", []any{account})
}

// fours puts a space after each four characters, as IBANs are printed.
func fours(s string) string {
	var b strings.Builder
	for i, r := range s {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}
