package demo

import (
	"fmt"
	"strconv"
	"strings"

	"aurum/domain"
)

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// product is an article as it really is.
type product struct {
	index    int
	family   productFamily
	brand    brand
	series   string
	size     string
	option   text
	sku, mpn string
	body     string // twelve digits of the GTIN
	grams    int
	millis   [3]int
}

// partNumber leaves of a name what stands in a part number.
var partNumber = strings.NewReplacer(" ", "", "/", "-", ".", "")

// variants is how many articles a model has: three sizes, each with two options. They are what matching must not join.
const variants = 6

// product makes the i-th product. Articles of one model differ in size or option only.
func (w *world) product(i int) product {
	model, v := i/variants, i%variants
	r := w.stream(forModel, domain.Product, model)
	p := product{index: i, family: pick(r, productFamilies)}
	number := r.n(len(brands))
	p.brand = brands[number]
	p.series = r.letters(2) + " " + r.digits(3)
	p.size = p.family.sizes[(r.n(len(p.family.sizes))+v%3)%len(p.family.sizes)]
	p.option = p.family.options[v/3]
	p.sku = fmt.Sprintf("%s-%05d-%d", p.family.code, 10_000+model, v+1)
	p.mpn = strings.ToUpper(partNumber.Replace(p.series + "-" + p.size + "-" + string("AB"[v/3])))
	p.body = fmt.Sprintf("4%02d%02d%07d", number, w.seed%100, scatter(i, 3))
	if p.brand.origin == "US" {
		p.body = "0" + p.body[1:]
	}
	p.grams = p.family.grams * (70 + 30*(v%3) + r.n(40)) / 100
	for k := range p.millis {
		p.millis[k] = r.between(8, 60) * (v%3 + 4)
	}
	return p
}

func (p product) gtin() string { return p.body + gtinCheck(p.body) }

// cartonGTIN is the number of a carton of the article: GTIN-14 with packaging indicator 1.
func (p product) cartonGTIN() string { return "1" + p.body + gtinCheck("1"+p.body) }

func (p product) name(pickLanguage func(text) string) string {
	return strings.Join([]string{p.brand.name, p.series, pickLanguage(p.family.name), p.size, pickLanguage(p.option)}, " ")
}

var catalogue = []struct {
	language string
	of       func(text) string
}{
	{"en", func(t text) string { return t.en }}, {"de", func(t text) string { return t.de }},
	{"fr", func(t text) string { return t.fr }}, {"it", func(t text) string { return t.it }},
}

func (w *world) productHolders(i int) []string {
	r := w.stream(forPresence, domain.Product, i)
	return append([]string{erp}, [][]string{{}, {shop}, {wms}, {shop, wms}}[r.weighted([]int{12, 14, 16, 58})]...)
}

// sheet writes a product in the manner of one system.
type sheet struct {
	*pen
	product product
}

// productRecord writes what a system holds of the i-th product.
func (w *world) productRecord(i int, s slot) Record {
	p := sheet{w.penFor(party{domain: domain.Product, index: i, country: germany}, s), w.product(i)}
	switch s.system {
	case erp:
		p.article()
	case shop:
		p.offer()
	case wms:
		p.stockItem()
	}
	if gtins, ok := p.out["gtins"].([]any); ok && p.chance(badPerMille) {
		gtins[0] = spoilDigit(gtins[0].(string))
	}
	return Record{Domain: domain.Product, System: s.system, Key: keyOf(domain.Product, i, s), UpdatedAt: p.at, Attributes: p.out, Truth: truthOf(domain.Product, i)}
}

// number writes the GTIN with 12, 13 or 14 digits.
func (p sheet) number() string {
	g := p.product.gtin()
	switch {
	case g[0] == '0' && p.chance(700):
		return g[1:]
	case p.chance(200):
		return "0" + g
	}
	return g
}

// article is the master of the product: short names in capitals, all numbers, the suppliers.
func (p sheet) article() {
	q := p.product
	p.set("sku", q.sku)
	if p.chance(930) {
		p.set("gtins", []any{p.number()})
	}
	p.set("brand", strings.ToUpper(q.brand.name))
	if p.chance(600) {
		p.set("manufacturer", strings.ToUpper(q.brand.maker))
	}
	if p.chance(900) {
		p.set("manufacturerPartNumber", q.mpn)
	}
	p.set("names", []any{p.local(1, strings.ToUpper), p.local(0, strings.ToUpper)})
	p.set("category", q.family.category)
	p.set("unspsc", q.family.unspsc)
	p.set("baseUnit", unitWords[q.family.unit][0])
	if q.family.unit == "pc" {
		p.set("unitConversions", []any{map[string]any{"unit": "CT", "factor": q.perCarton()}})
	}
	p.set("countryOfOrigin", q.brand.origin)
	p.set("hsCode", q.family.hs[:4]+"."+q.family.hs[4:6]+"."+q.family.hs[6:])
	p.set("hazardous", q.family.unit == "l" || q.family.unit == "kg")
	if p.chance(600) {
		p.set("weight", map[string]any{"value": itoa(q.grams), "unit": "g"})
	}
	p.set("supplierParts", p.sources())
	p.life()
}

// perCarton is how many articles a carton holds.
func (p product) perCarton() int { return []int{6, 10, 12, 20, 24, 50}[p.index/variants%6] }

// unitWords are ways to write the unit an article is kept in; the first is ERP's, then SHOP's, then those of WMS.
var unitWords = map[string][]string{"pc": {"PCE", "pcs", "ST", "Stk", "pc"}, "m": {"MTR", "m", "M", "Meter", "mtr"}, "kg": {"KGM", "kg", "KG", "Kilo", "kg"}, "l": {"LTR", "l", "L", "Liter", "ltr"}}

// local writes the name in one of the catalogue's languages.
func (p sheet) local(language int, casing func(string) string) map[string]any {
	l := catalogue[language]
	name := p.product.name(l.of)
	if p.chance(50) {
		name = typo(p.random, name)
	}
	return map[string]any{"language": l.language, "text": casing(name)}
}

// sources are the suppliers of the article, by the ERP's own keys.
func (p sheet) sources() []any {
	var out []any
	for k := range p.between(1, 2) {
		i, ok := p.world.supplierFor(p.product.index/variants*5 + k*17)
		if !ok {
			continue
		}
		part := map[string]any{"supplier": reference(domain.Supplier, i, erp), "partNumber": fmt.Sprintf("%s/%d", p.product.mpn, k+1), "leadTimeDays": p.between(1, 40)}
		if p.chance(2) {
			part["supplier"] = dangling(p.random)
		}
		out = append(out, part)
	}
	return out
}

// supplierFor finds a supplier that ERP holds, from the n-th on.
func (w *world) supplierFor(n int) (int, bool) {
	all := w.targets(domain.Supplier)
	for k := range min(all, 20) {
		if i := (n + k) % all; w.holds(domain.Supplier, i, erp) {
			return i, true
		}
	}
	return 0, false
}

// life tells the stage, and for a product at its end the one of the next model that takes its place.
func (p sheet) life() {
	next := p.product.index + variants
	switch {
	case p.product.index%41 != 7:
		p.set("lifecycle", "active")
	case next < p.world.targets(domain.Product):
		p.set("lifecycle", "end of life")
		p.set("replacedBy", reference(domain.Product, next, erp))
	}
}

// offer is the article as the web shop praises it.
func (p sheet) offer() {
	q := p.product
	if p.chance(800) {
		p.set("sku", strings.ToLower(q.sku))
	}
	if p.chance(880) {
		p.set("gtins", []any{p.number()})
	}
	p.set("brand", q.brand.name)
	if p.chance(550) {
		p.set("manufacturerPartNumber", q.mpn)
	}
	var names, praise []any
	for k := range p.between(2, 4) {
		name := p.local(k, title)
		names = append(names, name)
		l := catalogue[k]
		praise = append(praise, map[string]any{"language": l.language, "text": fmt.Sprintf(praises[k], title(l.of(q.family.name)), q.brand.name, q.size)})
	}
	p.set("names", names)
	p.set("descriptions", praise)
	p.set("category", q.family.category)
	p.set("baseUnit", unitWords[q.family.unit][1])
	p.set("lifecycle", "available")
}

var praises = []string{"%s by %s, size %s. In stock, delivered tomorrow.", "%s von %s, Größe %s. Ab Lager, morgen geliefert.",
	"%s de %s, taille %s. En stock, livraison demain.", "%s di %s, misura %s. Disponibile, consegna domani."}

// stockItem is the article as the warehouse handles it: measures, weight, the numbers on the labels.
func (p sheet) stockItem() {
	q := p.product
	if p.chance(650) {
		p.set("sku", q.sku)
	}
	if gtins := []any{p.number()}; p.chance(920) {
		if p.chance(250) {
			gtins = append(gtins, q.cartonGTIN())
		}
		p.set("gtins", gtins)
	}
	if p.chance(350) {
		p.set("manufacturerPartNumber", strings.ToLower(q.mpn))
	}
	p.set("brand", strings.ToUpper(q.brand.name))
	p.set("names", []any{p.local(p.n(2), func(s string) string { return cut(strings.ToUpper(fold(s, true)), 60) })})
	p.set("baseUnit", pick(p.random, unitWords[q.family.unit][2:]))
	p.set("weight", map[string]any{"value": decimal(q.grams, 1000, ","), "unit": "kg"})
	p.set("dimensions", map[string]any{"length": decimal(q.millis[0], 10, ","), "width": decimal(q.millis[1], 10, ","), "height": decimal(q.millis[2], 10, ","), "unit": "cm"})
	if q.family.unit == "pc" && p.chance(500) {
		p.set("unitConversions", []any{map[string]any{"unit": "carton", "factor": itoa(q.perCarton())}})
	}
}

// decimal writes n divided by 10, 100 or 1000.
func decimal(n, by int, mark string) string {
	return fmt.Sprintf("%d%s%0*d", n/by, mark, len(itoa(by))-1, n%by)
}
