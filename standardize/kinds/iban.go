package kinds

import "strings"

// ibanShapes are the national parts (BBAN) behind the country code and the two check digits, after the SWIFT IBAN
// registry: n digits, a letters, c either, each preceded by its length.
var ibanShapes = map[string]string{
	"AD": "8n12c", "AE": "19n", "AL": "8n16c", "AT": "16n", "AZ": "4a20c", "BA": "16n", "BE": "12n", "BG": "4a6n8c",
	"BH": "4a14c", "BI": "23n", "BR": "23n1a1c", "BY": "4c4n16c", "CH": "5n12c", "CR": "18n", "CY": "8n16c", "CZ": "20n",
	"DE": "18n", "DJ": "23n", "DK": "14n", "DO": "4c20n", "EE": "16n", "EG": "25n", "ES": "20n", "FI": "14n", "FK": "2a12n",
	"FO": "14n", "FR": "10n11c2n", "GB": "4a14n", "GE": "2a16n", "GI": "4a15c", "GL": "14n", "GR": "7n16c", "GT": "24c",
	"HR": "17n", "HU": "24n", "IE": "4a14n", "IL": "19n", "IQ": "4a15n", "IS": "22n", "IT": "1a10n12c", "JO": "4a4n18c",
	"KW": "4a22c", "KZ": "3n13c", "LB": "4n20c", "LC": "4a24c", "LI": "5n12c", "LT": "16n", "LU": "3n13c", "LV": "4a13c",
	"LY": "21n", "MC": "10n11c2n", "MD": "20c", "ME": "18n", "MK": "3n10c2n", "MN": "16n", "MR": "23n", "MT": "4a5n18c",
	"MU": "4a19n3a", "NI": "4a20n", "NL": "4a10n", "NO": "11n", "OM": "3n16c", "PK": "4a16c", "PL": "24n", "PS": "4a21c",
	"PT": "21n", "QA": "4a21c", "RO": "4a16c", "RS": "18n", "RU": "14n15c", "SA": "2n18c", "SC": "4a20n3a", "SD": "14n",
	"SE": "20n", "SI": "15n", "SK": "20n", "SM": "1a10n12c", "SO": "19n", "ST": "21n", "SV": "4a20n", "TL": "19n",
	"TN": "20n", "TR": "6n16c", "UA": "6n19c", "VA": "18n", "VG": "4a16n", "XK": "16n", "YE": "4a4n18c",
}

// IBAN standardizes an international bank account number to its electronic form, without spaces.
// Errors: INVALID_FORMAT (length or characters of the country), UNKNOWN_CODE (no IBAN country), INVALID_CHECK_DIGIT
// (ISO 13616, MOD 97-10).
func IBAN(s string) (string, error) {
	code := withoutIntroduction(compact(s), "IBAN")
	if code == "" {
		return "", nil
	}
	if len(code) < 5 || !isLetters(code[:2]) || !isDigits(code[2:4]) || !isAlnum(code) {
		return code, problem(InvalidFormat, code, "is not an IBAN: expected something like DE89 3704 0044 0532 0130 00")
	}
	layout, known := ibanShapes[code[:2]]
	switch {
	case !known:
		return code, problem(UnknownCode, code, "begins with "+code[:2]+", which is not a country that has IBANs")
	case !shape(code[4:], unfoldShape(layout)):
		return code, problem(InvalidFormat, code, "does not have the length and shape of an IBAN of "+code[:2])
	case mod97(code[4:]+code[:4]) != 1:
		return code, problem(InvalidCheckDigit, code, "is not an IBAN: its check digits are wrong")
	}
	return code, nil
}

// unfoldShape turns the registry's notation ("4a14n") into a template for shape.
func unfoldShape(layout string) string {
	kinds := map[rune]string{'n': "9", 'a': "A", 'c': "X"}
	var template strings.Builder
	count := 0
	for _, r := range layout {
		if r >= '0' && r <= '9' {
			count = count*10 + int(r-'0')
			continue
		}
		template.WriteString(strings.Repeat(kinds[r], count))
		count = 0
	}
	return template.String()
}

// withoutIntroduction drops the words by which people introduce an identifier ("IBAN DE89…", "EAN 400…"), where enough
// of an identifier follows.
func withoutIntroduction(code string, words ...string) string {
	for i := 0; i < len(words); i++ {
		rest, ok := strings.CutPrefix(code, words[i])
		if ok && len(rest) >= 5 && (isDigits(rest[:1]) || len(rest) > 11) {
			code, i = rest, -1
		}
	}
	return code
}
