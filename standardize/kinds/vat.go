package kinds

import "strings"

// vatScheme is how one country writes its VAT numbers.
type vatScheme struct {
	country string            // ISO 3166 alpha-2, as prefix except where noted
	shapes  string            // templates of the number without prefix, see shape
	check   func(string) bool // nil where the country publishes no check digit
	example string            // for messages
}

// vatSchemes by prefix. Formats and check digits follow the algorithms published by the tax authorities and collected by
// the European Commission's VIES; CHE is the Swiss UID (eCH-0097), NO the organisation number of Brønnøysund.
var vatSchemes = map[string]vatScheme{
	"AT":  {"AT", "U99999999", vatAT, "ATU13585627"},
	"BE":  {"BE", "9999999999", vatBE, "BE0403170701"},
	"BG":  {"BG", "999999999|9999999999", vatBG, "BG175074752"},
	"CHE": {"CH", "999999999", vatCH, "CHE107787577"},
	"CY":  {"CY", "99999999A", vatCY, "CY10259033P"},
	"CZ":  {"CZ", "99999999|999999999|9999999999", vatCZ, "CZ25123891"},
	"DE":  {"DE", "999999999", vatDE, "DE136695976"},
	"DK":  {"DK", "99999999", vatDK, "DK13585628"},
	"EE":  {"EE", "999999999", vatEE, "EE100931558"},
	"EL":  {"GR", "999999999", vatEL, "EL094259216"},
	"ES":  {"ES", "X9999999X", vatES, "ESB58378431"},
	"FI":  {"FI", "99999999", vatFI, "FI20774740"},
	"FR":  {"FR", "XX999999999", vatFR, "FR40303265045"},
	"GB":  {"GB", "999999999|999999999999|GD999|HA999", vatGB, "GB980780684"},
	"HR":  {"HR", "99999999999", mod1110, "HR33392005961"},
	"HU":  {"HU", "99999999", vatHU, "HU12892312"},
	"IE":  {"IE", "9X99999A|9X99999AA|9+99999A|9*99999A", vatIE, "IE6433435F"},
	"IT":  {"IT", "99999999999", vatIT, "IT00743110157"},
	"LT":  {"LT", "999999999|999999999999", vatLT, "LT119511515"},
	"LU":  {"LU", "99999999", vatLU, "LU15027442"},
	"LV":  {"LV", "99999999999", vatLV, "LV40003521600"},
	"MT":  {"MT", "99999999", vatMT, "MT11679112"},
	"NL":  {"NL", "999999999B99", vatNL, "NL004495445B01"},
	"NO":  {"NO", "999999999", vatNO, "NO974760673"},
	"PL":  {"PL", "9999999999", vatPL, "PL8567346215"},
	"PT":  {"PT", "999999999", vatPT, "PT501964843"},
	"RO":  {"RO", "99|999|9999|99999|999999|9999999|99999999|999999999|9999999999", vatRO, "RO18547290"},
	"SE":  {"SE", "999999999999", vatSE, "SE123456789701"},
	"SI":  {"SI", "99999999", vatSI, "SI50223054"},
	"SK":  {"SK", "9999999999", vatSK, "SK2022749619"},
	"XI":  {"GB", "999999999|999999999999|GD999|HA999", vatGB, "XI980780684"},
}

// VAT standardizes a value added tax number: prefix and number without punctuation ("DE136695976", "EL094259216",
// "CHE107787577"; the words MWST, TVA, IVA and MVA are dropped). The value may come with or without its prefix; without,
// country (ISO 3166 alpha-2, "EL" and "XI" as well) says whose it is. It returns the number and the country it belongs to,
// which is the prefix's. Numbers of countries without a known scheme come back cleaned.
// Errors: INVALID_FORMAT, INVALID_CHECK_DIGIT, NO_COUNTRY, and the warning COUNTRY_MISMATCH.
func VAT(value, country string) (std, owner string, err error) {
	code := vatCompact(value)
	country = strings.ToUpper(CleanText(country))
	if code == "" {
		return "", vatOwner(country), nil
	}
	if prefix := vatPrefixOf(country); prefix != "" {
		if std, err := vatIn(prefix, code); err == nil {
			return std, vatSchemes[prefix].country, nil
		}
	}
	return vatByOwnPrefix(code, country)
}

// vatByOwnPrefix reads the number by the prefix it brings along, and explains the failure if that is not possible.
func vatByOwnPrefix(code, country string) (string, string, error) {
	prefix, declared := vatPrefixIn(code), vatPrefixOf(country)
	if prefix == "" || prefix == declared {
		return vatFailure(code, country, declared)
	}
	std, err := vatIn(prefix, code)
	owner := vatSchemes[prefix].country
	switch {
	case err == nil && country != "" && vatOwner(country) != owner:
		return std, owner, warning(CountryMismatch, std, "is a VAT number of "+owner+", not of "+vatOwner(country))
	case err == nil:
		return std, owner, nil
	case country != "":
		return vatFailure(code, country, declared)
	}
	return std, owner, err
}

// vatFailure says why a number is none of the country it is declared for.
func vatFailure(code, country, declared string) (string, string, error) {
	switch {
	case declared != "":
		std, err := vatIn(declared, code)
		return std, vatSchemes[declared].country, err
	case country != "":
		return code, country, nil
	}
	return code, "", problem(NoCountry, code, "has no country prefix, and no country is given with it")
}

// vatIn validates a number, with or without the prefix, by the scheme of a prefix.
func vatIn(prefix, code string) (string, error) {
	scheme := vatSchemes[prefix]
	var checkFailed bool
	for _, number := range vatReadings(prefix, code) {
		if !shapes(number, scheme.shapes) {
			continue
		}
		if scheme.check(number) {
			return prefix + number, nil
		}
		checkFailed = true
	}
	if checkFailed {
		return code, problem(InvalidCheckDigit, code, "is not a VAT number of "+scheme.country+": its check digit is wrong")
	}
	return code, problem(InvalidFormat, code, "is not a VAT number of "+scheme.country+": expected something like "+scheme.example)
}

// vatReadings gives the numbers that a text can stand for: without its prefix, as it is, and with what people leave out.
func vatReadings(prefix, code string) []string {
	bare := code
	for _, p := range []string{prefix, vatSchemes[prefix].country} {
		if rest, ok := strings.CutPrefix(code, p); ok {
			bare = rest
			break
		}
	}
	readings := []string{bare, code}
	switch {
	case prefix == "BE" && len(bare) == 9, prefix == "EL" && len(bare) == 8:
		readings = append(readings, "0"+bare) // numbers from before a zero was put in front
	case prefix == "AT" && len(bare) == 8:
		readings = append(readings, "U"+bare)
	case prefix == "CHE" && strings.HasPrefix(code, "E"):
		readings = append(readings, code[1:])
	}
	return readings
}

// vatPrefixOf gives the VAT prefix of a country or prefix, empty for a country without a known scheme.
func vatPrefixOf(country string) string {
	switch country {
	case "GR":
		return "EL"
	case "CH", "LI":
		return "CHE"
	case "IM":
		return "GB"
	case "MC":
		return "FR"
	}
	if _, ok := vatSchemes[country]; ok {
		return country
	}
	return ""
}

// vatOwner gives the ISO country of a country or prefix.
func vatOwner(country string) string {
	if scheme, ok := vatSchemes[country]; ok {
		return scheme.country
	}
	return country
}

// vatPrefixIn gives the VAT prefix with which a number begins.
func vatPrefixIn(code string) string {
	if strings.HasPrefix(code, "CHE") {
		return "CHE"
	}
	if len(code) < 4 || code[:2] == "CH" {
		return ""
	}
	return vatPrefixOf(code[:2])
}

var (
	vatIntroductions = []string{"VATNUMBER", "VATREGNO", "VATNO", "VATID", "VAT", "USTIDNR", "USTID", "UIDNR", "TVANO", "TVA",
		"PARTITAIVA", "PIVA", "BTWNR", "BTW", "MOMSNR", "MOMS", "NIF", "NIP"}
	vatSuffixes = []string{"MWST", "TVA", "IVA", "VAT", "MVA"}
)

// vatCompact drops punctuation, introducing words ("VAT No", "USt-IdNr.") and the suffixes of Switzerland and Norway.
// The plus and the star of old Irish numbers survive.
func vatCompact(value string) string {
	parts := strings.Split(CleanText(value), "*")
	for i := range parts {
		parts[i] = compact(parts[i])
	}
	return vatWithoutWords(strings.Join(parts, "*"))
}

// vatWithoutWords drops words around a number for as long as there are any.
func vatWithoutWords(code string) string {
	for _, word := range vatIntroductions {
		if rest, ok := strings.CutPrefix(code, word); ok && len(rest) >= 4 {
			return vatWithoutWords(rest)
		}
	}
	for _, word := range vatSuffixes {
		if rest, ok := strings.CutSuffix(code, word); ok && len(rest) >= 9 {
			return vatWithoutWords(rest)
		}
	}
	return code
}
