package demo

import (
	"strings"
	"time"

	"aurum/domain"
)

// pen writes one record of a party in the manner of one system.
type pen struct {
	*random
	world  *world
	party  party
	slot   slot
	at     time.Time
	casing func(string) string // the system's habit with text, such as all capitals
	out    domain.Attributes
}

// penFor takes up the pen for a party's record in a slot.
func (w *world) penFor(p party, s slot) *pen {
	twin := uint64(0)
	if s.twin {
		twin = 1
	}
	r := w.stream(forRecord, p.domain, p.index, uint64(s.system[0]), uint64(s.system[1]), twin)
	return &pen{random: r, world: w, party: p, slot: s, at: lastTouched(r, s.system), casing: asItIs, out: domain.Attributes{}}
}

// lastTouched is when a system last changed a record: some keep theirs fresh, some forget them for years.
func lastTouched(r *random, system string) time.Time {
	days := map[string]int{crm: 700, erp: 400, shop: 900, wms: 1100, fin: 600}[system]
	back := r.n(days)
	if r.chance(150) {
		back += r.n(900)
	}
	return today.AddDate(0, 0, -back).Add(-time.Duration(r.n(86_400)) * time.Second)
}

// stale tells whether the record says where the party was, since the system has not heard of its moving. Then its mailbox
// is there, so that somebody can tell who it is.
func (p *pen) stale() bool { return p.at.Before(p.party.moved) }

func asItIs(s string) string { return s }

// set writes an attribute, unless there is nothing to say.
func (p *pen) set(name string, value any) {
	switch v := value.(type) {
	case string:
		if v == "" {
			return
		}
	case []any:
		if len(v) == 0 {
			return
		}
	case map[string]any:
		if len(v) == 0 {
			return
		}
	}
	p.out[name] = value
}

// organization gives the company's name as this system writes it: legal form varied or missing, words shortened or
// swapped, letters mistyped. All per mille.
func (p *pen) organization(varied, missing, mistyped int) string {
	core, form := p.party.core, p.party.form.name
	if p.chance(varied) && len(p.party.form.variants) > 0 {
		form = pick(p.random, p.party.form.variants)
	}
	if p.chance(varied / 4) {
		core = tradeWords.Replace(core)
	}
	if p.chance(varied/10) && strings.Count(core, " ") == 1 {
		a, b, _ := strings.Cut(core, " ")
		core = b + " " + a
	}
	if p.chance(mistyped) {
		core = typo(p.random, core)
	}
	if p.chance(varied / 4) {
		core = fold(core, p.chance(700))
	}
	if p.chance(missing) {
		return p.casing(core)
	}
	return p.casing(core + " " + form)
}

// personName gives the person's name in parts.
func (p *pen) personName(mistyped int) map[string]any {
	n := p.party.name
	if p.chance(mistyped) {
		n.family = typo(p.random, n.family)
	}
	if p.chance(mistyped / 2) {
		n.given = string([]rune(n.given)[0]) + "."
	}
	out := map[string]any{"given": p.casing(n.given), "family": p.casing(n.family)}
	if n.prefix != "" && p.chance(700) {
		out["prefix"] = p.casing(n.prefix)
	}
	return out
}

// name writes the names that fit the kind of party.
func (p *pen) name(varied, missing, mistyped int) {
	if p.party.person {
		p.set("personName", p.personName(mistyped))
		return
	}
	p.set("legalName", p.organization(varied, missing, mistyped))
}

// postal writes an address as this system does.
func (p *pen) postal(use string, a address, mistyped int) map[string]any {
	line, town := a.line(), a.city.name
	if p.chance(400) {
		line = abbreviations.Replace(line)
	}
	if p.chance(mistyped) {
		line = typo(p.random, line)
	}
	if p.chance(60) {
		line, town = fold(line, true), fold(town, true)
	}
	out := map[string]any{"lines": []any{p.casing(line)}, "city": p.casing(town), "postalCode": a.postal, "country": p.countryName()}
	if use != "" {
		out["type"] = use
	}
	if code := p.party.country.code; code == "US" || code == "IT" || code == "CH" && p.chance(200) || p.chance(100) {
		out["region"] = a.city.region
	}
	return out
}

// countryName writes the country as a code, or in words.
func (p *pen) countryName() string {
	c := p.party.country
	if p.slot.system == erp || p.slot.system == fin || p.chance(450) {
		return c.code
	}
	return p.casing(pick(p.random, c.names))
}

// number writes a telephone number: international, national, with 00, with brackets, dashes or nothing between.
func (p *pen) number(n phone) string {
	rest := n.subscriber
	half := len(rest) / 2
	if p.chance(700) {
		rest = rest[:half] + pick(p.random, []string{" ", " ", "-", "."}) + rest[half:]
	}
	switch p.weighted([]int{40, 14, 10, 22, 8}) {
	case 0:
		return "+" + n.dial + " " + n.area + " " + rest
	case 1:
		if n.trunk == "" {
			return "+" + n.dial + " (" + n.area + ") " + rest
		}
		return "+" + n.dial + " (" + n.trunk + ")" + n.area + " " + rest
	case 2:
		return "00" + n.dial + " " + n.area + " " + rest
	case 3:
		return n.trunk + n.area + pick(p.random, []string{"/", " ", "-"}) + rest
	}
	return "+" + n.dial + n.area + n.subscriber
}

// placeholders are what people type where a field may not be empty.
var placeholderPhones, placeholderEmails = []any{"000000", "N/A", "0000000000"}, []any{"test@test.com", "N/A", "none@none.com"}

// phones writes telephone numbers, now and then a placeholder.
func (p *pen) phones(numbers ...phone) {
	var out []any
	for _, n := range numbers {
		out = append(out, p.number(n))
	}
	if p.chance(12) {
		out = []any{pick(p.random, placeholderPhones)}
	}
	p.set("phones", out)
}

// emails writes e-mail addresses, now and then a placeholder.
func (p *pen) emails(addresses ...string) {
	var out []any
	for _, a := range addresses {
		if p.chance(100) {
			a = strings.ToUpper(a)
		}
		out = append(out, a)
	}
	if p.chance(10) {
		out = []any{pick(p.random, placeholderEmails)}
	}
	p.set("emails", out)
}

// taxID writes the tax number: with or without prefix, in groups, now and then a placeholder.
func (p *pen) taxID() {
	tax, code := p.party.tax, p.party.country.code
	if tax == "" {
		return
	}
	if code == "US" {
		p.set("taxIds", []any{map[string]any{"scheme": "EIN", "country": "US", "value": tax}})
		return
	}
	if p.chance(8) {
		tax = code + "999999999"
		if code == "CH" {
			tax = "CHE999999999"
		}
	}
	switch p.weighted([]int{55, 15, 15, 15}) {
	case 1:
		if code != "CH" {
			tax = tax[2:]
		}
	case 2:
		tax = groups(tax, " ")
	case 3:
		if code == "CH" {
			tax = "CHE-" + groups(tax[3:], ".") + " MWST"
		}
	}
	out := map[string]any{"value": tax, "country": code}
	if p.chance(500) {
		out["scheme"] = "VAT"
	}
	p.set("taxIds", []any{out})
}

// groups puts a mark behind the country and between threes of digits: DE 123 456 788.
func groups(s, mark string) string {
	lead := len(s) % 3
	var b strings.Builder
	for i, r := range s {
		if i > 0 && i%3 == lead && (lead == 0 || i >= lead) {
			b.WriteString(mark)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// identifier adds a number of a scheme, if the party has one.
func (p *pen) identifier(scheme, value string) {
	if value == "" {
		return
	}
	known, _ := p.out["identifiers"].([]any)
	p.out["identifiers"] = append(known, map[string]any{"scheme": scheme, "value": value})
}

// people writes those to talk to.
func (p *pen) people(n int) {
	var out []any
	for _, c := range p.party.contacts[:min(n, len(p.party.contacts))] {
		out = append(out, map[string]any{"name": p.casing(c.name.full()), "role": c.role, "email": c.email, "phone": p.number(c.phone)})
	}
	p.set("contacts", out)
}

// date writes a day: with dots, with slashes where nobody can take the day for the month, or as ISO 8601.
func (p *pen) date(day time.Time) string {
	switch {
	case p.chance(400):
		return day.Format("02.01.2006")
	case day.Day() > 12 && p.party.country.code != "US" && p.chance(300):
		return day.Format("02/01/2006")
	}
	return day.Format("2006-01-02")
}

// amount writes whole money, as figures do in this system.
func (p *pen) amount(value int) any {
	plain := itoa(value)
	switch {
	case p.slot.system == fin && p.party.country.code != "GB" && p.party.country.code != "US":
		return thousands(plain, ".") + ",00"
	case p.slot.system == erp:
		return plain + ".00"
	case p.chance(500):
		return value
	}
	return plain
}
