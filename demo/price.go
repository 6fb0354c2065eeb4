package demo

import (
	"strings"
	"time"

	"aurum/domain"
)

// price is a price as it really is. Its list, product, customer or group, currency, unit, quantity, first day and kind
// are its business key: no two prices share all of them.
type price struct {
	list, kind, group  string
	product, customer  int // customer is -1 for a price that is not one customer's own
	currency, unit     string
	minimum, cents     int
	validFrom, validTo time.Time
}

// priceKinds are the prices a product may have, one after the other; then last year's.
var priceKinds = []price{
	{kind: "LIST", currency: "EUR", minimum: 1},
	{kind: "LIST", currency: "CHF", minimum: 1},
	{kind: "CONTRACT", currency: "EUR", minimum: 1},
	{kind: "LIST", currency: "EUR", minimum: 10},
	{kind: "PROMOTION", currency: "EUR", minimum: 1},
	{kind: "CONTRACT", currency: "EUR", minimum: 1, group: "KEY"},
	{kind: "LIST", currency: "GBP", minimum: 1},
	{kind: "LIST", currency: "EUR", minimum: 100},
}

// rates are cents of a currency for one of EUR, in percent.
var rates = map[string]int{"EUR": 100, "CHF": 98, "GBP": 86}

// price makes the i-th price.
func (w *world) price(i int) price {
	products := max(w.targets(domain.Product), 1)
	product, turn := i%products, i/products
	r := w.stream(forPrice, domain.Price, i)
	start := w.stream(forProduct, domain.Price, product).n(len(priceKinds))
	p := priceKinds[(start+turn)%len(priceKinds)]
	p.product, p.customer = product, -1
	year := 2026 - turn/len(priceKinds)
	p.validFrom = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
	p.validTo = time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC)
	goods := w.product(product)
	p.unit, p.list = goods.family.unit, listOf(p.currency)
	base := 150 + goods.grams/4 + w.stream(forProduct, domain.Price, product).n(4000)
	p.cents = base * rates[p.currency] / 100
	switch {
	case p.kind == "PROMOTION":
		p.validFrom = p.validFrom.AddDate(0, r.n(11), 0)
		p.validTo = p.validFrom.AddDate(0, 1, -1)
		p.cents, p.list = p.cents*80/100, "WEB-PROMO"
	case p.kind == "CONTRACT" && p.group == "":
		p.customer = w.buyer(r)
		p.cents, p.list = p.cents*85/100, "CONTRACT"
	case p.kind == "CONTRACT":
		p.cents, p.list = p.cents*88/100, "CONTRACT"
	case p.minimum > 1:
		p.cents = p.cents * (97 - p.minimum/10) / 100
	}
	return p
}

// buyer finds a customer that ERP holds; -1 if there is none near.
func (w *world) buyer(r *random) int {
	all := w.targets(domain.Customer)
	if all == 0 {
		return -1
	}
	n := r.n(all)
	for k := range min(all, 50) {
		if i := (n + k) % all; !w.isPerson(i) && w.holds(domain.Customer, i, erp) {
			return i
		}
	}
	return -1
}

// priceHolders: ERP holds every price, SHOP most of those it can name product and customer of.
func (w *world) priceHolders(i int) []string {
	p := w.price(i)
	if w.stream(forPresence, domain.Price, i).chance(120) || !w.holds(domain.Product, p.product, shop) {
		return []string{erp}
	}
	if p.customer >= 0 && !w.holds(domain.Customer, p.customer, shop) {
		return []string{erp}
	}
	return []string{erp, shop}
}

// priceRecord writes what a system holds of the i-th price.
func (w *world) priceRecord(i int, s slot) Record {
	q := w.price(i)
	p := w.penFor(party{domain: domain.Price, index: i, country: germany}, s)
	p.set("priceList", map[string]string{erp: q.list, shop: strings.ToLower(q.list)}[s.system])
	p.set("product", reference(domain.Product, q.product, s.system))
	if p.chance(2) {
		p.set("product", dangling(p.random))
	}
	if q.customer >= 0 {
		p.set("customer", reference(domain.Customer, q.customer, s.system))
	}
	p.set("customerGroup", q.group)
	p.set("currency", q.currency)
	p.set("minimumQuantity", itoa(q.minimum))
	p.money(q)
	if p.chance(badPerMille) {
		p.spoilPrice()
	}
	return Record{Domain: domain.Price, System: s.system, Key: keyOf(domain.Price, i, s), UpdatedAt: p.at, Attributes: p.out, Truth: truthOf(domain.Price, i)}
}

// money writes amount, unit, days and kind. Now and then the shop has yet to hear of a new amount.
func (p *pen) money(q price) {
	if p.slot.system == erp {
		p.set("unit", unitWords[q.unit][0])
		p.set("amount", decimal(q.cents, 100, "."))
		p.set("validFrom", q.validFrom.Format("20060102"))
		p.set("validTo", q.validTo.Format("20060102"))
		p.set("kind", map[string]string{"LIST": "L", "CONTRACT": "C", "PROMOTION": "P"}[q.kind])
		return
	}
	if p.chance(80) {
		q.cents = q.cents * 96 / 100
	}
	p.set("unit", unitWords[q.unit][1])
	p.set("amount", decimal(q.cents, 100, pick(p.random, []string{",", "."})))
	p.set("validFrom", q.validFrom.Format("2006-01-02"))
	p.set("validTo", q.validTo.Format("02.01.2006"))
	p.set("kind", map[string]string{"LIST": "list", "CONTRACT": "contract", "PROMOTION": "promo"}[q.kind])
}

// spoilPrice makes a price that nobody can charge.
func (p *pen) spoilPrice() {
	switch p.n(3) {
	case 0:
		p.out["amount"] = "on request"
	case 1:
		delete(p.out, "currency")
	default:
		delete(p.out, "product")
	}
}
