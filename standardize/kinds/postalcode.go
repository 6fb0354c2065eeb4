package kinds

import (
	"regexp"
	"strings"
)

// postalFormats are the templates of postal codes by country: 9 a digit, A a letter, X either, anything else is put in as it
// stands. Where there are several, the first that fits is used.
var postalFormats = map[string]string{
	"AD": "AD999", "AR": "9999|A9999AAA", "AT": "9999", "AU": "9999", "BA": "99999", "BE": "9999", "BG": "9999", "BR": "99999-999", "BY": "999999",
	"CA": "A9A 9A9", "CH": "9999", "CL": "9999999", "CN": "999999", "CO": "999999", "CY": "9999", "CZ": "999 99", "DE": "99999", "DK": "9999",
	"EE": "99999", "EG": "99999", "ES": "99999", "FI": "99999", "FR": "99999", "GR": "999 99", "HR": "99999", "HU": "9999", "ID": "99999", "IE": "A9X XXXX|A99 XXXX|D6W XXXX",
	"IL": "9999999|99999", "IN": "999999", "IS": "999", "IT": "99999", "JP": "999-9999", "KR": "99999", "LI": "9999", "LT": "LT-99999", "LU": "9999", "LV": "LV-9999",
	"MA": "99999", "MC": "99999", "MD": "MD-9999", "ME": "99999", "MK": "9999", "MT": "AAA 9999", "MX": "99999", "MY": "99999", "NL": "9999 AA", "NO": "9999", "NZ": "9999",
	"PH": "9999", "PK": "99999", "PL": "99-999", "PT": "9999-999|9999", "RO": "999999", "RS": "99999", "RU": "999999", "SA": "99999|99999-9999", "SE": "999 99", "SG": "999999",
	"SI": "9999", "SK": "999 99", "SM": "99999", "TH": "99999", "TN": "9999", "TR": "99999", "TW": "999|99999|999999", "UA": "99999", "US": "99999|99999-9999",
	"VA": "99999", "VN": "999999|99999", "ZA": "9999",
}

// postalPrefixes are the letters written in front of a postal code in international mail, and the country they mean.
var postalPrefixes = map[string]string{
	"A": "AT", "B": "BE", "CH": "CH", "CZ": "CZ", "D": "DE", "DE": "DE", "DK": "DK", "E": "ES", "EST": "EE", "F": "FR", "FIN": "FI", "FI": "FI", "FL": "LI", "FR": "FR", "GR": "GR", "H": "HU", "HR": "HR", "I": "IT", "IT": "IT",
	"L": "LU", "LI": "LI", "LT": "LT", "LV": "LV", "MC": "MC", "N": "NO", "NL": "NL", "NO": "NO", "P": "PT", "PL": "PL", "PT": "PT", "RO": "RO", "S": "SE", "SE": "SE", "SF": "FI", "SI": "SI", "SK": "SK", "SLO": "SI", "BE": "BE", "AT": "AT", "ES": "ES", "LU": "LU", "HU": "HU", "BG": "BG",
}

var (
	prefixedPostal = regexp.MustCompile(`^([A-Z]{1,3})[- ]?([0-9][0-9A-Z -]*)$`)
	britishPostal  = regexp.MustCompile(`^(GIR ?0AA|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9][0-9]|[0-9][A-HJKPS-UW]|[A-HK-Y][0-9][ABEHMNPRV-Y])[0-9][ABD-HJLNP-UW-Z]{2})$`)
)

// PostalCode formats a postal code the way its country (ISO 3166 alpha-2) writes it: "sw1a1aa" is "SW1A 1AA", "1234ab" in
// the Netherlands "1234 AB", "D-80331" "80331"; where codes are numbers, one lost leading zero is restored. Codes of countries
// without a known format are cleaned. Warning: INVALID_FORMAT if the code does not fit its country; it comes back in upper case.
func PostalCode(s, country string) (string, error) {
	clean := strings.ToUpper(strings.Trim(asciiText(s), ",;.: "))
	if clean == "" {
		return "", nil
	}
	clean = strings.TrimRight(truncate(clean, 20), ",;.: ")
	if code, ok := postalIn(clean, country); ok {
		return code, nil
	}
	if postalFormats[country] == "" && country != "GB" {
		return clean, nil
	}
	return clean, warning(InvalidFormat, clean, "does not look like a postal code of "+country)
}

// postalIn formats a code that fits the country, with or without the country's letters in front.
func postalIn(clean, country string) (string, bool) {
	if code, ok := formatPostal(compact(clean), country); ok {
		return code, true
	}
	if m := prefixedPostal.FindStringSubmatch(clean); m != nil && postalPrefixes[m[1]] == country {
		return formatPostal(compact(m[2]), country)
	}
	return "", false
}

// formatPostal fits a code without punctuation into one of the templates of its country.
func formatPostal(code, country string) (string, bool) {
	switch country {
	case "GB", "JE", "GG", "IM":
		if !britishPostal.MatchString(code) {
			return "", false
		}
		return code[:len(code)-3] + " " + code[len(code)-3:], true
	case "US":
		code = usPostal(code)
	case "":
		return "", false
	}
	for template := range strings.SplitSeq(postalFormats[country], "|") {
		if filled, ok := fillTemplate(code, template); ok {
			return filled, true
		}
	}
	first, _, _ := strings.Cut(postalFormats[country], "|")
	bare := compact(first)
	if isDigits(code) && isDigits(bare) && len(bare) >= 5 && len(code) == len(bare)-1 {
		return fillTemplate("0"+code, first)
	}
	return "", false
}

// usPostal drops an add-on of zeros, which systems fill in for none.
func usPostal(code string) string {
	if len(code) == 9 && isDigits(code) {
		return strings.TrimSuffix(code, "0000")
	}
	return code
}

// fillTemplate writes the characters of a code into a template; letters of the template that the code lacks are added.
func fillTemplate(code, template string) (string, bool) {
	literal := strings.TrimRight(template, "9AX- ")
	if literal != "" && strings.HasPrefix(template, literal) && len(literal) == 2 && literal != "D6" {
		code = strings.TrimPrefix(code, literal)
		filled, ok := fillTemplate(code, strings.TrimLeft(template[2:], "-"))
		return template[:len(template)-len(strings.TrimLeft(template[2:], "-"))] + filled, ok
	}
	if !shape(code, compactTemplate(template)) {
		return "", false
	}
	var out strings.Builder
	i := 0
	for _, c := range []byte(template) {
		if c == ' ' || c == '-' {
			out.WriteByte(c)
			continue
		}
		out.WriteByte(code[i])
		i++
	}
	return out.String(), true
}

func compactTemplate(template string) string {
	return strings.NewReplacer(" ", "", "-", "").Replace(template)
}

// countryOfPostal gives the country that a code belongs to by its looks alone: letters in front ("D-80331"), or a format that
// no other country has (Canada, the United Kingdom and the islands, the Netherlands).
func countryOfPostal(s string) string {
	clean := strings.ToUpper(asciiText(s))
	if m := prefixedPostal.FindStringSubmatch(clean); m != nil && strings.Contains(clean, "-") {
		if country := postalPrefixes[m[1]]; country != "" {
			if _, ok := formatPostal(compact(m[2]), country); ok {
				return country
			}
		}
	}
	code := compact(clean)
	switch {
	case shape(code, "A9A9A9") && !strings.ContainsAny(code, "DFIOQU"):
		return "CA"
	case britishPostal.MatchString(code):
		return britishIslands(code[:2])
	case shape(code, "9999AA"):
		return "NL"
	}
	return ""
}

func britishIslands(area string) string {
	switch area {
	case "JE", "IM":
		return area
	case "GY":
		return "GG"
	}
	return "GB"
}
