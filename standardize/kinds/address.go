package kinds

import (
	"slices"
	"strings"
)

// Bounds of an address: lines, and characters in each part.
const (
	maxAddressLines = 8
	maxAddressPart  = 200
)

// Address is a postal address. Country is ISO 3166 alpha-2 once standardized.
type Address struct {
	Lines                             []string
	City, Region, PostalCode, Country string
}

// StandardizeAddress cleans the parts of an address, brings country, region and postal code into the form of their country, and takes
// an address that came in lines alone ("18 Danver Place, Loughborough, LE11 1UU, United Kingdom") apart. A missing country is
// added where the postal code or the region can be of one only. Problems carry the part as Field: UNKNOWN_CODE for the country
// (an error), and the warnings INVALID_FORMAT (postalCode), UNKNOWN_CODE (region), TOO_LONG.
func StandardizeAddress(in Address) (Address, []Problem) {
	out, problems := addressPass(in)
	for range maxAddressLines { // taking a part out can uncover another, such as a country written twice
		next, again := addressPass(out)
		if sameAddress(out, next) {
			break
		}
		out, problems = next, append(again, onlyTooLong(problems)...)
	}
	return out, problems
}

func sameAddress(a, b Address) bool {
	return slices.Equal(a.Lines, b.Lines) && a.City == b.City && a.Region == b.Region && a.PostalCode == b.PostalCode && a.Country == b.Country
}

// onlyTooLong keeps the problems that a further pass cannot see any more.
func onlyTooLong(problems []Problem) []Problem {
	return slices.DeleteFunc(problems, func(p Problem) bool { return p.Code != TooLong })
}

// addressPass standardizes an address once.
func addressPass(in Address) (Address, []Problem) {
	var problems []Problem
	out := Address{Country: addressPart(in.Country, "country", &problems), City: addressPart(in.City, "city", &problems),
		Region: addressPart(in.Region, "region", &problems), PostalCode: addressPart(in.PostalCode, "postalCode", &problems)}
	out.Lines = addressLines(in.Lines, &problems)
	if in.Country != "" && out.Country == "" && strings.EqualFold(CleanText(in.Country), "NA") {
		out.Country = "NA" // Namibia, which as a text would say nothing
	}
	country, err := Country(out.Country)
	problems = appendProblem(problems, err, "country")
	out.Country = country
	if out.City == "" && len(out.Lines) > 0 {
		out = splitAddress(out)
	}
	return standardizeParts(out, problems)
}

// standardizeParts brings region and postal code into the form of the country, deriving the country where it is missing.
func standardizeParts(a Address, problems []Problem) (Address, []Problem) {
	a.City, a.PostalCode = cityWithCode(a)
	if a.Country == "" {
		a.Country = derivedCountry(a)
	}
	var err error
	a.PostalCode, err = PostalCode(a.PostalCode, a.Country)
	problems = appendProblem(problems, err, "postalCode")
	a.Region, err = Region(a.Region, a.Country)
	return a, appendProblem(problems, err, "region")
}

// addressPart cleans one part; a placeholder is emptied.
func addressPart(s, field string, problems *[]Problem) string {
	clean := strings.TrimLeft(CleanText(s), ",; ")
	clean = strings.TrimRight(clean, ",; ")
	if addressPlaceholder(clean) {
		return ""
	}
	text, err := Text(clean, maxAddressPart)
	if p, bad := AsProblem(err); bad {
		p.Severity = Warning
		*problems = append(*problems, p.in(field))
	}
	return text
}

// addressPlaceholder differs from Placeholder in that numbers are house numbers and postal codes: 12345 is one in New York.
func addressPlaceholder(s string) bool {
	return Placeholder(s) && (digitsOf(s) == "" || strings.Trim(digitsOf(s), "0") == "" || strings.Trim(digitsOf(s), "9") == "" && len(s) > 5)
}

// addressLines cleans the lines and drops what is empty or repeated.
func addressLines(lines []string, problems *[]Problem) []string {
	var out []string
	for _, line := range lines {
		for part := range strings.SplitSeq(strings.ReplaceAll(line, "\r", "\n"), "\n") {
			clean := addressPart(part, "lines", problems)
			if clean != "" && !containsFolded(out, clean) && len(out) < maxAddressLines {
				out = append(out, clean)
			}
		}
	}
	return out
}

func containsFolded(lines []string, line string) bool {
	for _, other := range lines {
		if strings.EqualFold(other, line) {
			return true
		}
	}
	return false
}

// cityWithCode takes a postal code out of the city where it was typed there ("80331 München") and none is given.
func cityWithCode(a Address) (city, code string) {
	if a.PostalCode != "" {
		return a.City, a.PostalCode
	}
	if m := codeAndCity(a.City); m != nil && fitsSomewhere(m[1], a.Country) {
		return m[2], m[1]
	}
	return a.City, ""
}

// derivedCountry gives the country that postal code and region point to, if there is only one.
func derivedCountry(a Address) string {
	region := fold(a.Region)
	if country := countryOfPostal(a.PostalCode); country != "" && (country != "CA" || region == "" || regionCodes["CA"][region] != "") {
		return country
	}
	if _, ok := postalIn(strings.ToUpper(a.PostalCode), "US"); ok && regionCodes["US"][region] != "" && region != "" {
		return "US"
	}
	return ""
}

func appendProblem(problems []Problem, err error, field string) []Problem {
	if p, bad := AsProblem(err); bad {
		return append(problems, p.in(field))
	}
	return problems
}
