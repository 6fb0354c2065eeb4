package mastering_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"aurum/domain"
	"aurum/mastering"
)

// company is one company as five systems write it.
type company struct{ sayings map[string]domain.Attributes }

var (
	firstParts  = []string{"Nord", "Alpen", "Rhein", "Blau", "Stern", "Hansa", "Inter", "Silva", "Mont", "Vega"}
	secondParts = []string{"metall", "logistik", "handel", "technik", "pharma", "textil", "chemie", "druck"}
	legalForms  = []string{"GmbH", "AG", "SARL", "Ltd", "S.p.A.", "B.V."}
	streetForms = []string{"straße", "str.", "strasse"}
	places      = [][2]string{{"Berlin", "10115"}, {"München", "80331"}, {"Hamburg", "20095"}, {"Köln", "50667"}}
)

func companies(r *rand.Rand, n int) []company {
	var out []company
	for _, i := range r.Perm(len(firstParts) * len(secondParts))[:n] {
		out = append(out, spell(r, firstParts[i/len(secondParts)], secondParts[i%len(secondParts)]))
	}
	return out
}

// spell writes one company in five ways: in full, in capitals, without its legal form, mistyped, in two words.
func spell(r *rand.Rand, first, second string) company {
	name, form, place := first+second, legalForms[r.IntN(len(legalForms))], places[r.IntN(len(places))]
	at := 1 + r.IntN(len(name)-3)
	mistyped := name[:at] + name[at+1:at+2] + name[at:at+1] + name[at+2:]
	spellings := []string{name + " " + form, strings.ToUpper(name + " " + form), name, mistyped + " " + form,
		first + " " + strings.ToUpper(second[:1]) + second[1:] + " " + form}
	r.Shuffle(5, func(i, j int) { spellings[i], spellings[j] = spellings[j], spellings[i] })
	number, house, phone := vatNumber(r), 1+r.IntN(150), fmt.Sprintf("+49 30 %07d", 2000000+r.IntN(7000000))
	c := company{sayings: map[string]domain.Attributes{}}
	for i, system := range []string{"CRM", "ERP", "SHOP", "WMS", "FIN"} {
		a := domain.Attributes{"legalName": spellings[i], "addresses": []any{map[string]any{
			"lines": []any{fmt.Sprintf("Haupt%s %d", streetForms[r.IntN(3)], house)}, "city": place[0], "postalCode": place[1], "country": "DE"}}}
		if system == "ERP" || system == "FIN" {
			a["taxIds"] = []any{map[string]any{"value": number}}
		}
		if system != "ERP" && system != "WMS" {
			a["emails"] = []any{"info@" + strings.ToLower(name) + ".example"}
		}
		if system != "SHOP" && system != "FIN" {
			a["phones"] = []any{phone}
		}
		c.sayings[system] = a
	}
	return c
}

// vatNumber makes a German VAT number (ISO 7064, MOD 11,10).
func vatNumber(r *rand.Rand) string {
	product, digits := 10, "DE"
	for i := range 8 {
		d := r.IntN(10)
		if i == 0 {
			d = 1 + r.IntN(9)
		}
		digits += fmt.Sprint(d)
		sum := (d + product) % 10
		if sum == 0 {
			sum = 10
		}
		product = 2 * sum % 11
	}
	return digits + fmt.Sprint((11-product)%10)
}

// Forty new companies, sent at once by five systems in varied spelling, 32 calls in parallel, become forty golden records.
func TestFortyCompaniesSentAtOnceBecomeForty(t *testing.T) {
	r := rand.New(rand.NewPCG(40, 5))
	w := newWorld(t, shippedPolicies(t))
	all := companies(r, 40)
	type call struct {
		system, key string
		attributes  domain.Attributes
	}
	var calls []call
	for i, c := range all {
		for system, a := range c.sayings {
			calls = append(calls, call{system, fmt.Sprint(i), a})
		}
	}
	r.Shuffle(len(calls), func(i, j int) { calls[i], calls[j] = calls[j], calls[i] })
	next := make(chan call)
	var senders sync.WaitGroup
	for range 32 {
		senders.Go(func() {
			for c := range next {
				_, err := w.hub.Ingest(w.ctx(), mastering.Upsert{Domain: domain.Customer, System: c.system, Actor: "test",
					Records: []mastering.Arrival{{Key: c.key, Attributes: c.attributes}}})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	for _, c := range calls {
		next <- c
	}
	close(next)
	senders.Wait()
	w.settle()
	got := w.goldens(domain.Customer)
	for i := range all {
		members := fmt.Sprintf("CRM:%[1]d ERP:%[1]d FIN:%[1]d SHOP:%[1]d WMS:%[1]d", i)
		if got[members] == nil {
			t.Errorf("company %d is not one golden record: %v", i, all[i].sayings)
		}
	}
	if len(got) != len(all) {
		t.Errorf("%d golden records of %d companies", len(got), len(all))
	}
	w.checkInvariants()
}
