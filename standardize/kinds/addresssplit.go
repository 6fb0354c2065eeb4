package kinds

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

var (
	codeThenCity  = regexp.MustCompile(`^((?:[A-Za-z]{1,3}-)?[0-9]{3}(?: ?[0-9]{2}|-[0-9]{4}|[0-9]{1,3})?(?:-[0-9]{3})?|[0-9]{2}-[0-9]{3}) +(\pL[^0-9]*)$`)
	dutchCodeCity = regexp.MustCompile(`^([1-9][0-9]{3} ?[A-Z]{2}) +(\pL[^0-9]*)$`)
	lineCodeCity  = regexp.MustCompile(`^(.*\S) +((?:[A-Za-z]{1,3}-)?[0-9]{4,5}|[0-9]{4} ?[A-Z]{2}|[0-9]{3} [0-9]{2}|[0-9]{2}-[0-9]{3}) +(\pL[^0-9,]*)$`)
	stateAndZIP   = regexp.MustCompile(`(?i)^(.*?)[, ]*\b(\pL[\pL. ]*?)[., ]+([0-9]{5}(?:-?[0-9]{4})?|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|[0-9]{4})$`)
	britishTail   = regexp.MustCompile(`(?i)^(.*?)[, ]*\b([A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2})$`)
	provinceTail  = regexp.MustCompile(`^(.*\S) +\(?([A-Z]{2})\)?$`)
	cityThenCode  = regexp.MustCompile(`^(\pL[^0-9]*?)[ -]+([0-9]{3} ?[0-9]{3}|[0-9]{5})$`)
	britishCounty = regexp.MustCompile(`(?i)(shire|^kent|^surrey|^(east |west )?sussex|^essex|^norfolk|^suffolk|^devon|^cornwall|^dorset|^somerset|^cumbria|^greater (london|manchester)|^merseyside|^(west|east) midlands|^tyne and wear|^county durham|^northumberland|^rutland|^isle of wight|^middlesex|^england|^scotland|^wales|^northern ireland)$`)
)

// splitAddress takes an address apart that came in lines without a city. What it does not recognize stays in the lines.
func splitAddress(a Address) Address {
	parts := addressPieces(a.Lines)
	parts, a.Country = takeCountries(parts, a.Country)
	for _, split := range []func([]string, Address) (Address, bool){splitByState, splitBritish, splitContinental, splitByCodeAlone, splitByBareState, splitByGivenCode} {
		if out, ok := split(parts, a); ok {
			return out
		}
	}
	if len(parts) > 0 {
		a.Lines = parts
	}
	return a
}

// addressPieces splits lines at commas and semicolons.
func addressPieces(lines []string) []string {
	var parts []string
	for _, line := range lines {
		for _, part := range strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == ';' || r == '，' }) {
			if part = CleanText(part); part != "" {
				parts = append(parts, part)
			}
		}
	}
	return parts
}

// takeCountries takes the country off the end, as often as it was written there.
func takeCountries(parts []string, given string) ([]string, string) {
	for {
		rest, country := takeCountry(parts, given)
		if country == given && slices.Equal(rest, parts) {
			return rest, country
		}
		parts, given = rest, country
	}
}

// takeCountry takes the country off the end of the last part, unless it is a state of the United States (Georgia). Short
// codes count only as a part of their own and only where they cannot be a state's.
func takeCountry(parts []string, given string) ([]string, string) {
	if len(parts) < 2 && (len(parts) == 0 || len(strings.Fields(parts[0])) < 3) {
		return parts, given
	}
	last := len(parts) - 1
	words := strings.Fields(parts[last])
	for n := min(len(words), 6); n >= 1; n-- {
		tail := strings.Join(words[len(words)-n:], " ")
		if isState(tail) || n < len(words) && partOfName[fold(words[len(words)-n-1])] {
			break
		}
		code, ok := namedCountry(tail, n == len(words))
		if !ok || given != "" && code != given {
			continue
		}
		rest := strings.TrimRight(strings.Join(words[:len(words)-n], " "), ", -")
		if rest == "" {
			return parts[:last:last], code
		}
		return append(parts[:last:last], rest), code
	}
	return parts, given
}

// isState tells whether a text is a state or province of North America, which may be called like a country (Georgia, DE).
func isState(s string) bool {
	return regionCodes["US"][fold(s)] != "" || regionCodes["CA"][fold(s)] != ""
}

// partOfName are the words that make what follows part of a name: Ciudad de México, Rue de France.
var partOfName = wordSet("de of du da del della la le les new nueva nouvelle neu neue ciudad city rue via calle port saint st san")

// cityStates are the countries whose only or main city has their name.
var cityStates = map[string]string{"LU": "Luxembourg", "MC": "Monaco", "SG": "Singapore", "SM": "San Marino"}

// namedCountry recognizes a country at the end of an address.
func namedCountry(tail string, alone bool) (string, bool) {
	code, err := Country(tail)
	key := fold(tail)
	short := len(key) < 4 && key != "usa" && (key != "uk" || !alone)
	return code, err == nil && code != "" && (!short || alone && len(key) == 3 && !unicode.IsDigit(rune(key[0]))) && !isDigits(key)
}

// splitByState reads "Las Vegas NV 89132" (United States), "Toronto, ON M1S 1T4" (Canada) and "Sydney NSW 2000" (Australia).
func splitByState(parts []string, a Address) (Address, bool) {
	m := stateAndZIP.FindStringSubmatch(strings.Join(parts, ", "))
	if m == nil {
		return a, false
	}
	for _, country := range []string{"US", "CA", "AU"} {
		code, ok := postalIn(strings.ToUpper(m[3]), country)
		if !ok || a.Country != "" && a.Country != country {
			continue
		}
		if before, state, ok := stateAtEnd(m[1]+" "+m[2], country); ok && strings.Trim(before, ", ") != "" {
			a.Country, a.Region, a.PostalCode = country, state, code
			return withCity(a, addressPieces([]string{before})), true
		}
	}
	return a, false
}

// stateAtEnd finds the state in up to three words at the end of a text.
func stateAtEnd(s, country string) (before, state string, ok bool) {
	s = strings.TrimRight(s, ",. ")
	rest, tail := s, ""
	for range 3 {
		cut := strings.LastIndexAny(strings.TrimRight(rest, ", "), ", ")
		if cut < 0 {
			break
		}
		rest, tail = rest[:cut], s[cut+1:]
		if strings.Contains(strings.Trim(tail, ", "), ",") {
			break
		}
		if code := regionCodes[country][fold(tail)]; code != "" {
			before, state, ok = rest, code, true
		}
	}
	return before, state, ok
}

// splitBritish reads a postcode at the end or as a part of its own, and a county behind the town.
func splitBritish(parts []string, a Address) (Address, bool) {
	if a.Country != "" && a.Country != "GB" {
		return a, false
	}
	for i := len(parts) - 1; i > 0; i-- {
		m := britishTail.FindStringSubmatch(parts[i])
		if m == nil || countryOfPostal(m[2]) == "" {
			continue
		}
		code, ok := formatPostal(compact(m[2]), "GB")
		if !ok {
			continue
		}
		a.Country, a.PostalCode = countryOfPostal(m[2]), code
		rest := append([]string{}, parts[:i]...)
		if m[1] != "" {
			rest = append(rest, m[1])
		}
		rest, _ = takeCountries(append(rest, parts[i+1:]...), a.Country)
		if last := len(rest) - 1; last > 1 && britishCounty.MatchString(rest[last]) {
			a.Region, rest = rest[last], rest[:last]
		}
		return withCity(a, rest), true
	}
	return a, false
}

// splitContinental reads "Hauptstr. 5, D-80331 München" with or without the comma, and an Italian or Spanish province.
func splitContinental(parts []string, a Address) (Address, bool) {
	for i := len(parts) - 1; i >= 0; i-- {
		if m := codeAndCity(parts[i]); m != nil && i > 0 && fitsSomewhere(m[1], a.Country) {
			return continental(a, parts[:i], m[1], m[2], parts[i+1:]), true
		}
		if m := lineCodeCity.FindStringSubmatch(parts[i]); m != nil && fitsSomewhere(m[2], a.Country) && startsOrEndsWithNumber(m[1]) {
			return continental(a, append(parts[:i:i], m[1]), m[2], m[3], parts[i+1:]), true
		}
	}
	return a, false
}

// codeAndCity matches "80331 München" and, tried first because CV could begin a name, "1015 CV Amsterdam".
func codeAndCity(part string) []string {
	if m := dutchCodeCity.FindStringSubmatch(part); m != nil {
		return m
	}
	return codeThenCity.FindStringSubmatch(part)
}

// continental fills in what splitContinental has found.
func continental(a Address, lines []string, code, city string, behind []string) Address {
	if a.Country == "" {
		a.Country = countryOfPostal(code)
	}
	if m := provinceTail.FindStringSubmatch(city); m != nil && (a.Country == "IT" || a.Country == "") {
		city, a.Region = m[1], m[2]
	}
	if len(behind) > 0 && a.Region == "" {
		a.Region, behind = behind[0], behind[1:]
	}
	a.PostalCode, a.City = code, strings.Trim(city, "-– ")
	a.Lines = append(append([]string{}, lines...), behind...)
	return a
}

// fitsSomewhere tells whether a code is one of the country; without a country, whether its form is common on the continent.
func fitsSomewhere(code, country string) bool {
	if country == "" {
		return countryOfPostal(code) != "" || isDigits(code) && (len(code) == 4 || len(code) == 5) || shapes(code, "99-999|999 99")
	}
	_, ok := postalIn(strings.ToUpper(code), country)
	return ok && country != "US" && country != "CA" && country != "GB"
}

// startsOrEndsWithNumber tells whether a line can be a street with its house number.
func startsOrEndsWithNumber(line string) bool {
	words := strings.Fields(line)
	return digitsOf(words[0]) != "" || digitsOf(words[len(words)-1]) != ""
}

// splitByCodeAlone reads, in a known country, a code as a part of its own ("Vythiri, 673576") or behind the city.
func splitByCodeAlone(parts []string, a Address) (Address, bool) {
	for i := len(parts) - 1; i > 0; i-- {
		if m := cityThenCode.FindStringSubmatch(parts[i]); m != nil {
			country := a.Country
			if city, err := Country(m[1]); country == "" && err == nil && city == "SG" {
				country = city
			}
			if code, ok := postalIn(m[2], country); ok {
				a.Country, a.PostalCode, a.City, a.Lines = country, code, m[1], append(parts[:i:i], parts[i+1:]...)
				return a, true
			}
		}
		if code, ok := postalIn(strings.ToUpper(parts[i]), a.Country); ok {
			a.PostalCode = code
			if city := cityStates[a.Country]; city != "" {
				a.City, a.Lines = city, append(parts[:i:i], parts[i+1:]...)
				return a, true
			}
			return withCity(a, append(parts[:i:i], parts[i+1:]...)), true
		}
	}
	return a, false
}

// splitByBareState reads "212 Mill St, Salem, OR" and "1 Main St, Salem OR": a state or province in its usual letters
// without a postal code behind it. It does not say the country: some of the letters are those of provinces elsewhere.
func splitByBareState(parts []string, a Address) (Address, bool) {
	last := len(parts) - 1
	if last < 1 || a.Region != "" {
		return a, false
	}
	city, state := "", parts[last]
	if cut := strings.LastIndexByte(state, ' '); cut > 0 {
		city, state = strings.TrimSpace(state[:cut]), state[cut+1:]
	}
	if state != strings.ToUpper(state) || len(state) < 2 || len(state) > 3 || !isStateCode(state, a.Country) {
		return a, false
	}
	rest := parts[:last:last]
	if city != "" {
		rest = append(rest, city)
	}
	if len(rest) < 2 {
		return a, false
	}
	a.Region = state
	return withCity(a, rest), true
}

// isStateCode tells whether letters stand for a state or province of the country, or where that is open, of any that
// writes them behind the city.
func isStateCode(code, country string) bool {
	for _, c := range []string{"US", "CA", "AU"} {
		if (country == "" || country == c) && regionCodes[c][fold(code)] == code {
			return true
		}
	}
	return false
}

// splitByGivenCode takes the last part for the city where postal code or country came separately.
func splitByGivenCode(parts []string, a Address) (Address, bool) {
	if a.PostalCode == "" || len(parts) < 2 || digitsOf(parts[len(parts)-1]) != "" {
		return a, false
	}
	return withCity(a, parts), true
}

// streetTypes end a street name in English; what follows without a comma is the city.
var streetTypes = wordSet(`street st avenue ave av drive dr road rd boulevard blvd lane ln way court ct place pl terrace ter circle cir highway hwy
	parkway pkwy square sq trail trl crescent cres close`)

// withCity takes the last part for the city, or what follows the street in the only part,
// or that part where it has no number.
func withCity(a Address, parts []string) Address {
	if len(parts) > 1 {
		a.City, a.Lines = parts[len(parts)-1], parts[:len(parts)-1]
		return a
	}
	a.Lines = parts
	if len(parts) == 0 {
		return a
	}
	if digitsOf(parts[0]) == "" {
		a.Lines, a.City = nil, parts[0]
		return a
	}
	words := strings.Fields(parts[0])
	for i := len(words) - 2; i > 0; i-- {
		if streetTypes[fold(words[i])] && digitsOf(strings.Join(words[i+1:], "")) == "" {
			a.Lines, a.City = []string{strings.Join(words[:i+1], " ")}, strings.Join(words[i+1:], " ")
			return a
		}
	}
	return a
}
