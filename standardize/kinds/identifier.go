package kinds

import "strings"

// maxIdentifier bounds identifiers of schemes that say nothing about their length, in characters.
const maxIdentifier = 64

// identifierKinds are the schemes with rules of their own; every other scheme is cleaned text.
var identifierKinds = map[string]func(string) (string, error){
	"BIC": BIC, "DUNS": DUNS, "EIN": EIN, "GLN": GLN, "GTIN": GTIN, "IBAN": IBAN, "LEI": LEI, "SSN": SSN, "VAT": vatAlone,
}

// schemeAliases are other names of schemes, folded.
var schemeAliases = map[string]string{
	"ustid": "VAT", "ustidnr": "VAT", "vatnumber": "VAT", "vatid": "VAT", "vatno": "VAT", "tva": "VAT", "iva": "VAT", "btw": "VAT",
	"uid": "VAT", "euvat": "VAT", "dunsnumber": "DUNS", "dun": "DUNS", "swift": "BIC", "swiftcode": "BIC", "swiftbic": "BIC", "bicswift": "BIC",
	"ean": "GTIN", "upc": "GTIN", "gtin14": "GTIN", "gtin13": "GTIN", "gtin12": "GTIN", "gtin8": "GTIN", "ean13": "GTIN",
	"fein": "EIN", "usein": "EIN", "iln": "GLN", "socialsecuritynumber": "SSN", "taxid": "TAX_ID", "tin": "TAX_ID",
	"taxnumber": "TAX_ID", "steuernummer": "TAX_ID", "nationalid": "NATIONAL_ID", "passport": "PASSPORT",
	"passportnumber": "PASSPORT", "driverslicense": "DRIVERS_LICENSE", "driverslicence": "DRIVERS_LICENSE",
	"drivinglicence": "DRIVERS_LICENSE", "driverlicense": "DRIVERS_LICENSE", "drivinglicense": "DRIVERS_LICENSE",
}

// issuedSchemes are the schemes whose name may bring the country or the state that issues the number: "passport USA".
var issuedSchemes = wordSet("PASSPORT DRIVERS_LICENSE NATIONAL_ID")

// Scheme standardizes the name of an identifier scheme: upper case with underscores ("national id" is NATIONAL_ID), and
// one name for each of VAT, EIN, DUNS, LEI, GLN, GTIN, IBAN, BIC, SSN, PASSPORT, DRIVERS_LICENSE, NATIONAL_ID and TAX_ID.
// A country or state behind the schemes of personal documents becomes its code: PASSPORT_US for "passport USA".
func Scheme(s string) string {
	if known, ok := schemeAliases[fold(s)]; ok {
		return known
	}
	words := strings.FieldsFunc(strings.ToUpper(foldWords(s)), func(r rune) bool { return keepAlnum(r) < 0 })
	if issued, ok := issuedScheme(words); ok {
		return issued
	}
	name := strings.TrimRight(truncate(strings.Join(words, "_"), maxIdentifier), "_")
	if known := strings.ReplaceAll(name, "_", ""); identifierKinds[known] != nil {
		return known
	}
	return name
}

// issuedScheme reads the scheme of a personal document with the place that issues it.
func issuedScheme(words []string) (scheme string, ok bool) {
	for n := len(words) - 1; n > 0; n-- {
		scheme := schemeAliases[fold(strings.Join(words[:n], ""))]
		if !issuedSchemes[scheme] {
			continue
		}
		place := strings.Join(words[n:], " ")
		if code, err := Country(place); err == nil {
			return scheme + "_" + code, true
		}
		for _, country := range []string{"US", "CA", "AU"} {
			if code := regionCodes[country][fold(place)]; code != "" {
				return scheme + "_" + code, true
			}
		}
	}
	return "", false
}

// Identifier standardizes a value by the rules of its scheme, named as Scheme allows. Values of other schemes become
// upper case letters and digits without punctuation. A VAT number has to bring its prefix here; see TaxID for those
// without. Errors: those of the schemes, and TOO_LONG.
func Identifier(scheme, value string) (string, error) {
	if standardize, ok := identifierKinds[Scheme(scheme)]; ok {
		return standardize(value)
	}
	return plainIdentifier(value)
}

// vatAlone is VAT without a country.
func vatAlone(value string) (string, error) {
	std, _, err := VAT(value, "")
	return std, err
}

// plainIdentifier drops spaces and punctuation and raises the case, so that the ways to write a number are equal.
func plainIdentifier(value string) (string, error) {
	code := compact(value)
	cut := truncate(code, maxIdentifier)
	if cut != code {
		return cut, problem(TooLong, code, "is too long for an identifier: at most 64 characters are kept")
	}
	return cut, nil
}

// TaxNumber is a tax identification: the scheme (VAT, EIN, TAX_ID or another), the country as ISO 3166 alpha-2, the value.
type TaxNumber struct{ Scheme, Country, Value string }

// TaxID standardizes a tax identification. The country may be written as Country allows, and is derived from a VAT
// number's prefix or, for EIN and SSN, from the scheme. A number without scheme, or of scheme TAX_ID, that is a valid VAT number
// with its prefix is taken as one. Errors: those of VAT, EIN and SSN, TOO_LONG, and UNKNOWN_CODE for the country.
func TaxID(in TaxNumber) (TaxNumber, error) {
	out := TaxNumber{Scheme: Scheme(in.Scheme)}
	country, countryErr := vatCountry(in.Country)
	out.Country = country
	var err error
	switch out.Scheme {
	case "VAT":
		out.Value, out.Country, err = VAT(in.Value, country)
	case "EIN", "SSN":
		out.Country = "US"
		out.Value, err = Identifier(out.Scheme, in.Value)
	case "", "TAX_ID":
		out, err = guessedTaxID(in.Value, country)
	default:
		out.Value, err = Identifier(out.Scheme, in.Value)
	}
	if err == nil {
		err = countryErr
	}
	return out, err
}

// vatCountry standardizes a country but lets the two VAT prefixes that are no countries pass.
func vatCountry(country string) (string, error) {
	if code := strings.ToUpper(CleanText(country)); code == "EL" || code == "XI" {
		return vatOwner(code), nil
	}
	return Country(country)
}

// guessedTaxID recognizes VAT numbers by prefix and check digit, and keeps everything else as a plain number.
func guessedTaxID(value, country string) (TaxNumber, error) {
	plain, err := plainIdentifier(value)
	std, owner, vatErr := VAT(plain, "")
	if vatErr == nil && std != "" && (country == "" || owner == country) {
		return TaxNumber{"VAT", owner, std}, nil
	}
	return TaxNumber{"TAX_ID", country, plain}, err
}
