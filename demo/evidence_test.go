package demo

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"aurum/domain"
)

// ibanHolds checks an IBAN by long division, as ISO 13616 puts it.
func ibanHolds(s string) bool {
	s = strings.ReplaceAll(s, " ", "")
	var digits strings.Builder
	for _, r := range s[4:] + s[:4] {
		if r >= 'A' {
			fmt.Fprint(&digits, r-'A'+10)
		} else {
			digits.WriteRune(r)
		}
	}
	n, ok := new(big.Int).SetString(digits.String(), 10)
	return ok && n.Mod(n, big.NewInt(97)).Int64() == 1
}

// gtinHolds checks a GTIN or GLN from the left, filled up to 14 digits.
func gtinHolds(s string) bool {
	s = strings.Repeat("0", 14-len(s)) + s
	sum := 0
	for i, r := range s {
		sum += int(r-'0') * (3 - 2*(i%2))
	}
	return sum%10 == 0
}

// vatHolds checks the digits of a VAT number by other means than the generator makes them; true for countries it does not know.
func vatHolds(country, value string) bool {
	d := digitsOf(value)
	number, _ := new(big.Int).SetString(d, 10)
	at := func(i int) int { return int(d[i] - '0') }
	switch country {
	case "DE":
		product := 10
		for i := range 8 {
			product = 2 * ((product+at(i)+9)%10 + 1) % 11
		}
		return len(d) == 9 && (at(8)+product)%11%10 == 1%11 || len(d) == 9 && (11-product)%10 == at(8)
	case "IT":
		sum := 0
		for i := range 11 {
			sum += []int{at(i), 2*at(i) - 9*(at(i)/5)}[i%2]
		}
		return len(d) == 11 && sum%10 == 0
	case "BE":
		return len(d) == 10 && (number.Int64()/100+number.Int64()%100)%97 == 0
	case "FR":
		return len(d) == 11 && (number.Int64()%1_000_000_000*100+12)%97 == number.Int64()/1_000_000_000
	case "CH":
		sum := 0
		for i, w := range []int{5, 4, 3, 2, 7, 6, 5, 4, 1} {
			sum += at(i) * w
		}
		return len(d) == 9 && sum%11 == 0
	case "GB":
		sum := 0
		for i, w := range []int{8, 7, 6, 5, 4, 3, 2, 10, 1} {
			sum += at(i) * w
		}
		return len(d) == 9 && sum%97 == 0
	}
	return true
}

func TestCheckDigitsHoldInNearlyAllRecords(t *testing.T) {
	held, seen := map[string]int{}, map[string]int{}
	count := func(kind string, ok bool) {
		if seen[kind]++; ok {
			held[kind]++
		}
	}
	each := func(list any, do func(map[string]any)) {
		items, _ := list.([]any)
		for _, i := range items {
			do(i.(map[string]any))
		}
	}
	for _, r := range collect(t, Options{Records: 20_000, Seed: 2}) {
		gtins, _ := r.Attributes["gtins"].([]any)
		for _, g := range gtins {
			count("GTIN", gtinHolds(g.(string)))
		}
		each(r.Attributes["bankAccounts"], func(b map[string]any) { count("IBAN", ibanHolds(b["iban"].(string))) })
		each(r.Attributes["taxIds"], func(i map[string]any) {
			if v := i["value"].(string); digitsOf(v) != "999999999" {
				count("VAT "+i["country"].(string), vatHolds(i["country"].(string), v))
			}
		})
		each(r.Attributes["identifiers"], func(i map[string]any) {
			if i["scheme"] == "GLN" {
				count("GLN", gtinHolds(i["value"].(string)))
			}
		})
	}
	for kind, n := range seen {
		if share := float64(held[kind]) / float64(n); share < 0.98 {
			t.Errorf("%s: %.4f of %d hold", kind, share, n)
		}
	}
	if held["GTIN"] == seen["GTIN"] || held["VAT DE"] == seen["VAT DE"] {
		t.Error("no record is deliberately bad")
	}
}

// references gives the keys a record points at, by domain.
func references(r Record) map[domain.Domain][]string {
	out := map[domain.Domain][]string{}
	add := func(d domain.Domain, value any) {
		if ref, ok := value.(map[string]any); ok {
			out[d] = append(out[d], ref["key"].(string))
		}
	}
	add(domain.Product, r.Attributes["product"])
	add(domain.Customer, r.Attributes["customer"])
	add(domain.Product, r.Attributes["replacedBy"])
	add(domain.Account, r.Attributes["groupAccount"])
	add(r.Domain, r.Attributes["parent"])
	parts, _ := r.Attributes["supplierParts"].([]any)
	for _, p := range parts {
		add(domain.Supplier, p.(map[string]any)["supplier"])
	}
	return out
}

func TestReferencesPointAtRecordsSomeOfThemLater(t *testing.T) {
	records := collect(t, Options{Records: 20_000, Seed: 6})
	position := map[string]int{}
	for i, r := range records {
		position[string(r.Domain)+r.ID()] = i
	}
	seen, missing, later := 0, 0, 0
	for i, r := range records {
		for d, keys := range references(r) {
			for _, k := range keys {
				seen++
				at, ok := position[string(d)+r.System+":"+k]
				if !ok {
					missing++
				} else if at > i {
					later++
				}
			}
		}
	}
	if missing == 0 || missing*200 > seen || later == 0 {
		t.Errorf("of %d references %d point nowhere and %d ahead", seen, missing, later)
	}
}

func TestDifferentThingsHaveDifferentNumbers(t *testing.T) {
	w := newWorld(Options{Records: 200_000, Seed: 8})
	owner := map[string]string{}
	claim := func(number, who string) {
		if known, taken := owner[number]; taken {
			t.Fatalf("%s belongs to %s and %s", number, known, who)
		}
		owner[number] = who
	}
	for _, d := range []domain.Domain{domain.Customer, domain.Supplier} {
		for i := range w.things[d].count {
			if p := w.party(d, i); p.tax != "" {
				claim(p.country.code+p.tax, truthOf(d, i))
			}
		}
	}
	for i := range w.things[domain.Product].count {
		p := w.product(i)
		for _, number := range []string{p.gtin(), p.cartonGTIN(), p.sku, p.brand.name + p.family.name.en + p.mpn} {
			claim(number, truthOf(domain.Product, i))
		}
	}
	for i := range w.things[domain.Price].count {
		p := w.price(i)
		claim(fmt.Sprint(p.list, p.product, p.customer, p.group, p.currency, p.unit, p.minimum, p.validFrom, p.kind), truthOf(domain.Price, i))
	}
	for i := range w.things[domain.Account].count {
		a := w.account(i)
		claim("account "+a.chartCode()+" "+a.code(), truthOf(domain.Account, i))
	}
}

func TestPricesOfERPAndSHOPSayTheSameBusinessKey(t *testing.T) {
	w := newWorld(Default)
	joined := 0
	for i := range w.things[domain.Price].count {
		if len(w.priceHolders(i)) < 2 {
			continue
		}
		joined++
		a, b := w.priceRecord(i, slot{system: erp}).Attributes, w.priceRecord(i, slot{system: shop}).Attributes
		for _, name := range []string{"customerGroup", "minimumQuantity"} {
			if a[name] != b[name] {
				t.Errorf("price %d: %s is %v and %v", i, name, a[name], b[name])
			}
		}
		if !strings.EqualFold(a["priceList"].(string), b["priceList"].(string)) || (a["customer"] == nil) != (b["customer"] == nil) {
			t.Errorf("price %d: %v and %v", i, a, b)
		}
	}
	if all := w.things[domain.Price].count; joined*2 < all {
		t.Errorf("only %d of %d prices are in both systems", joined, all)
	}
}

func TestHardNegativesAreThere(t *testing.T) {
	w := newWorld(Options{Records: 20_000, Seed: 1})
	found := map[relation]int{}
	for i := range w.things[domain.Customer].count {
		rel, anchor := related(w, domain.Customer, i)
		a, b := w.party(domain.Customer, i), w.party(domain.Customer, anchor)
		found[rel]++
		switch rel {
		case family:
			if a.name.family != b.name.family || a.name.given == b.name.given || a.home != b.home || a.email == b.email {
				t.Errorf("%d and %d are no family: %v %v", i, anchor, a.name, b.name)
			}
		case branch:
			if a.core != b.core || a.site != b.site || a.tax == b.tax || a.home.city == b.home.city {
				t.Errorf("%d and %d are no branches: %s %s", i, anchor, a.core, b.core)
			}
		case namesake:
			if a.legalName() != b.legalName() || a.tax == b.tax || a.site == b.site || a.home.city == b.home.city {
				t.Errorf("%d and %d are no namesakes: %s %s", i, anchor, a.legalName(), b.legalName())
			}
		case subsidiary:
			if a.parent != anchor || a.tax == b.tax {
				t.Errorf("%d is no subsidiary of %d", i, anchor)
			}
		}
	}
	for _, rel := range []relation{family, branch, namesake, subsidiary} {
		if found[rel] < 10 {
			t.Errorf("relation %d is there %d times", rel, found[rel])
		}
	}
}
