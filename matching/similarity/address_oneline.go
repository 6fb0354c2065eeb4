package similarity

import (
	"regexp"
	"strings"
	"unicode"
)

// OneLineAddress is a free-form address in parts, spelled as in the text. Any field may be empty.
// Country is an ISO 3166-1 alpha-2 code, stated in the text or guessed from the shape of the postal code.
type OneLineAddress struct {
	Lines      []string
	City       string
	Region     string
	PostalCode string
	Country    string
}

// ParseOneLine splits a free-form address such as "123 Main Street, Las Vegas NV 89132" or "18 Danver
// Place, Loughborough, Leicestershire, LE11 1UU, United Kingdom". It works from the end: country, postal
// code with the place beside it, then the parts between the street and there. What it cannot place stays
// in Lines, so nothing is lost.
func ParseOneLine(s string) OneLineAddress {
	p := oneLine{parts: splitAddress(s)}
	p.takeCountry()
	p.takePostalCode()
	p.takeCountry()
	p.placeRest()
	return p.address
}

// oneLine is an address being taken apart; parts are what is left, and postalAt is the
// number of parts that stood before the postal code.
type oneLine struct {
	parts    []string
	address  OneLineAddress
	postalAt int
}

func splitAddress(s string) []string {
	var parts []string
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",;\n\r，、|", r) }) {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

// takeCountry finds a country as a part of its own, from the end, or at the end of the last part.
func (p *oneLine) takeCountry() {
	if p.address.Country != "" && p.address.City != "" {
		return
	}
	for i := len(p.parts) - 1; i > 0; i-- {
		if code := countryCode(p.parts[i]); code != "" {
			p.setCountry(code, p.parts[i])
			p.removePart(i)
			return
		}
	}
	if n := len(p.parts); n > 0 {
		rest, name, code := countryAtEnd(p.parts[n-1])
		if code != "" {
			p.setCountry(code, name)
			p.parts[n-1] = rest
		}
	}
}

// setCountry notes a country; in a city state its name is the city too.
func (p *oneLine) setCountry(code, name string) {
	p.address.Country = code
	if cityStates[code] && p.address.City == "" {
		p.address.City = name
	}
}

func (p *oneLine) removePart(i int) {
	p.parts = append(p.parts[:i:i], p.parts[i+1:]...)
	if i < p.postalAt {
		p.postalAt--
	}
}

// takePostalCode finds the postal code from the end, the strictest pattern first; what stands beside it
// in the same part is the city or the region.
func (p *oneLine) takePostalCode() {
	p.postalAt = len(p.parts)
	for _, format := range postalFormats {
		for i := len(p.parts) - 1; i >= 0; i-- {
			m := format.match(p.parts[i], i == 0)
			if m == nil || format.country != "" && p.address.Country != "" && !format.allows(p.address.Country) {
				continue
			}
			p.applyPostal(i, *m)
			return
		}
	}
}

// postalMatch is a postal code found in a part of an address.
type postalMatch struct {
	before, code, after, region, country string
}

func (p *oneLine) applyPostal(i int, m postalMatch) {
	p.address.PostalCode, p.address.Region = m.code, m.region
	p.address.Country = firstNonEmpty(p.address.Country, m.country)
	beside := strings.TrimSpace(firstNonEmpty(m.after, m.before))
	rest := ""
	if m.after != "" {
		rest = strings.TrimSpace(m.before)
	}
	p.postalAt = i
	if beside == "" {
		p.removePart(i)
		return
	}
	if code := countryCode(beside); code != "" && i > 0 {
		p.setCountry(code, beside)
		p.removePart(i)
		return
	}
	if name, region := splitRegion(beside); region != "" && m.region == "" {
		beside, p.address.Region = name, region
	}
	if i == 0 || looksLikeStreet(beside) {
		street, city := splitStreetFromCity(beside)
		p.address.City = city
		p.parts[i] = joinNonEmpty(rest, street)
		p.postalAt = i + 1
		return
	}
	p.address.City = beside
	p.parts[i] = rest
	if rest == "" {
		p.removePart(i)
	}
}

// placeRest divides the parts that are left: up to the last one that looks like a street they are lines;
// behind it come the city and the region.
func (p *oneLine) placeRest() {
	cut := min(1, len(p.parts))
	for i, part := range p.parts {
		if looksLikeStreet(part) {
			cut = i + 1
		}
	}
	p.address.Lines = nonEmpty(p.parts[:cut])
	places := nonEmpty(p.parts[cut:])
	if len(places) > 0 {
		code := similarCountry(places[len(places)-1])
		if code != "" && (p.address.Country == "" || p.address.Country == code) {
			p.address.Country = code
			places = places[:len(places)-1]
		}
	}
	if n := len(places); n > 0 && p.address.City != "" && p.address.Region == "" && p.postalAt <= cut {
		p.address.Region, places = places[n-1], places[:n-1]
	}
	p.placeCity(places)
}

func (p *oneLine) placeCity(places []string) {
	n := len(places)
	if n > 1 && p.address.City == "" && p.address.Region == "" {
		p.address.Region = places[n-1]
		n--
	}
	if n > 0 && p.address.City == "" {
		p.address.City = places[n-1]
		n--
		if name, region := splitRegion(p.address.City); region != "" && name != "" && p.address.Region == "" {
			p.address.City, p.address.Region = name, region
		}
	}
	p.address.Lines = append(p.address.Lines, places[:n]...)
}

func nonEmpty(parts []string) []string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}

// looksLikeStreet reports whether a part holds a house number, a unit or a word for a kind of street.
func looksLikeStreet(part string) bool {
	if strings.ContainsFunc(part, func(r rune) bool { return r == '#' || unicode.IsDigit(r) }) {
		return true
	}
	tokens := Tokens(Fold(part))
	for i, t := range tokens {
		if i > 0 && isStreetType(t) || endsInStreetType(t) && len(t) > 4 {
			return true
		}
	}
	return false
}

// splitStreetFromCity divides "123 Main St Las Vegas" behind the last street type, with the direction and
// the unit that may follow it. Without a street type a text with a number is all street, and one without
// is all city.
func splitStreetFromCity(s string) (street, city string) {
	words := strings.Fields(s)
	for i := len(words) - 1; i > 0; i-- {
		if !endsInStreetType(Fold(words[i])) {
			continue
		}
		end := behindStreet(words, i+1)
		return strings.Join(words[:end], " "), strings.Join(words[end:], " ")
	}
	if looksLikeStreet(s) {
		return s, ""
	}
	return "", s
}

// behindStreet skips what belongs to a street after its type: direction, house number, unit.
func behindStreet(words []string, i int) int {
	for i < len(words) {
		w := Fold(words[i])
		switch {
		case len(w) <= 2 && directions[w] != "", hasDigit(w):
			i++
		case unitWords[w] && i+1 < len(words) && isUnitValue(Fold(words[i+1])):
			i += 2
		default:
			return i
		}
	}
	return i
}

// splitRegion takes a state's code off the end of "Las Vegas NV".
func splitRegion(s string) (name, region string) {
	if i := strings.LastIndexByte(s, ' '); i > 0 && regionCountry(s[i+1:]) != "" {
		return s[:i], s[i+1:]
	}
	if regionCountry(s) != "" {
		return "", s
	}
	return s, ""
}

func regionCountry(code string) string {
	switch {
	case usStates[code]:
		return "US"
	case canadianProvinces[code]:
		return "CA"
	case australianStates[code]:
		return "AU"
	}
	return ""
}

// postalFormat is one shape of postal code. The groups of its pattern are named code, region and prefix;
// what stands before and after is the place. country is what the shape tells, or "" for nothing.
type postalFormat struct {
	pattern *regexp.Regexp
	country string
	others  string // further countries with this shape
	first   bool   // may stand in the first part, where a plain number would be a house number
}

func (f postalFormat) allows(country string) bool {
	return f.country == country || strings.Contains(f.others, country)
}

// postalFormats go from the shapes that tell most to a mere number.
var postalFormats = []postalFormat{
	{regexp.MustCompile(`\b(?P<region>[A-Z]{2})\.? (?P<code>\d{5}(?:-\d{4})?)$`), "US", "PR", true},
	{regexp.MustCompile(`\b(?P<region>[A-Z]{2,3}) (?P<code>\d{4})$`), "AU", "", true},
	{regexp.MustCompile(`(?:\b(?P<region>[A-Z]{2}) )?\b(?P<code>[A-Z]\d[A-Z][ -]?\d[A-Z]\d)\b`), "CA", "", true},
	{regexp.MustCompile(`(?i)\b(?P<code>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b`), "GB", "IM JE GG", true},
	{regexp.MustCompile(`\b(?P<code>[1-9]\d{3} ?[A-Z]{2})\b`), "NL", "", true},
	{regexp.MustCompile(`\b(?P<prefix>[A-Z]{1,3})-(?P<code>\d{3,6}(?: \d{2})?)\b`), "", "", true},
	{regexp.MustCompile(`〒? ?\b(?P<code>\d{3}-\d{4})\b`), "JP", "", false},
	{regexp.MustCompile(`\b(?P<code>\d{5}-\d{3})\b`), "BR", "", false},
	{regexp.MustCompile(`\b(?P<code>\d{4}-\d{3})\b`), "PT", "", false},
	{regexp.MustCompile(`\b(?P<code>\d{2}-\d{3})\b`), "PL", "", false},
	{regexp.MustCompile(`^(?P<code>\d{3} \d{2})\b`), "", "SE CZ SK GR", false},
	{regexp.MustCompile(`^(?P<code>\d{4,6})\b`), "", "", false},
	{regexp.MustCompile(`\b(?P<code>\d{4,6})$`), "", "", false},
	{regexp.MustCompile(`[^\d ].*\s(?P<code>\d{5})\b`), "", "", true},
}

func (f postalFormat) match(part string, first bool) *postalMatch {
	if first && !f.first {
		return nil
	}
	at := f.pattern.FindStringSubmatchIndex(part)
	if at == nil {
		return nil
	}
	group := func(name string) (text string, start, end int) {
		i := f.pattern.SubexpIndex(name)
		if i < 0 || at[2*i] < 0 {
			return "", -1, -1
		}
		return part[at[2*i]:at[2*i+1]], at[2*i], at[2*i+1]
	}
	code, start, end := group("code")
	region, regionStart, _ := group("region")
	prefix, prefixStart, _ := group("prefix")
	m := postalMatch{code: code, region: region, country: f.country, after: part[end:]}
	switch {
	case prefix != "":
		m.country, start = platePrefixes[prefix], prefixStart
		if m.country == "" {
			return nil
		}
	case region != "":
		start = regionStart
		if regionCountry(region) != f.country {
			return nil
		}
	}
	m.before = strings.TrimRight(part[:start], " 〒.-")
	return &m
}
