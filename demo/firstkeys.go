package demo

import (
	"strings"

	"aurum/domain"
)

// FirstKeys gives for each domain an ERP key to begin with: one whose golden record joins at least three systems
// (customers, products, suppliers) or both systems that hold the domain (prices, accounts), each record of it with strong
// evidence. In a world too small for that it is the best there is; a domain without records is left out.
func FirstKeys(o Options) map[domain.Domain]domain.SourceKey {
	w := newWorld(o)
	keys := map[domain.Domain]domain.SourceKey{}
	for _, s := range domain.Registry {
		if key, ok := w.firstKey(s.Domain); ok {
			keys[s.Domain] = key
		}
	}
	return keys
}

// enough is how many records with strong evidence make a good example.
var enough = map[domain.Domain]int{domain.Customer: 4, domain.Product: 3, domain.Price: 2, domain.Supplier: 3, domain.Account: 2}

// searched bounds how many things are looked at for an example.
const searched = 3000

// firstKey finds the first thing with enough evidence, else the one with the most.
func (w *world) firstKey(d domain.Domain) (domain.SourceKey, bool) {
	best, most := domain.SourceKey{}, 0
	for i := range min(w.targets(d), searched) {
		key, evidence := w.example(d, i)
		if evidence > most {
			best, most = key, evidence
		}
		if most >= enough[d] {
			break
		}
	}
	return best, most > 0
}

// example gives the ERP key of the i-th thing, and how many of its records have strong evidence; none if it is one of
// those made to be mistaken.
func (w *world) example(d domain.Domain, i int) (domain.SourceKey, int) {
	var key domain.SourceKey
	evidence := 0
	for _, s := range w.slots(d, i) {
		r := w.record(d, i, s)
		if s.twin || !w.clear(d, i, r) {
			return key, 0
		}
		if w.strong(d, i, r) {
			evidence++
		}
		if s.system == erp {
			key = domain.SourceKey{System: r.System, Key: r.Key}
		}
	}
	if key.Key == "" {
		return key, 0
	}
	return key, evidence
}

// clear tells whether a record makes a good example at all.
func (w *world) clear(d domain.Domain, i int, r Record) bool {
	switch d {
	case domain.Customer:
		_, special := relations[i%blockSize]
		return !special && !organizationsAt[i%blockSize] && !w.isPerson(i) && r.Attributes["legalName"] != nil
	case domain.Supplier:
		return r.Attributes["legalName"] != nil
	case domain.Account:
		a := w.account(i)
		return a.chart > 0 && !a.sums()
	}
	return true
}

// strong tells whether a record says by a number of its own which thing it means.
func (w *world) strong(d domain.Domain, i int, r Record) bool {
	switch d {
	case domain.Product:
		gtins, _ := r.Attributes["gtins"].([]any)
		return len(gtins) > 0 && strings.TrimLeft(gtins[0].(string), "0") == strings.TrimLeft(w.product(i).gtin(), "0")
	case domain.Price:
		ref, _ := r.Attributes["product"].(map[string]any)
		return ref["key"] == keyOf(domain.Product, w.price(i).product, slot{system: r.System}) && r.Attributes["currency"] != nil && r.Attributes["amount"] != "on request"
	case domain.Account:
		return r.Attributes["code"] != nil && r.Attributes["parent"] != nil
	}
	ids, _ := r.Attributes["taxIds"].([]any)
	if len(ids) == 0 {
		return false
	}
	return digitsOf(ids[0].(map[string]any)["value"].(string)) == digitsOf(w.party(d, i).tax)
}

// digitsOf gives the digits of a number.
func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
