package similarity

import "strings"

// CheckDigits returns the test of a scheme's check digits, for identifiers as NormalizeIdentifier writes them; nil for
// schemes without a test. It knows GTIN, EAN, UPC, GLN, SSCC (GS1 General Specifications 7.9), IBAN (ISO 13616), LEI
// (ISO 17442), ISIN (ISO 6166), IMEI and NPI (Luhn, ISO/IEC 7812-1), ISBN, ISSN, and ISNI and ORCID (ISO 7064 MOD 11-2).
func CheckDigits(scheme string) func(identifier string) bool {
	return checkDigits[strings.ToUpper(scheme)]
}

var checkDigits = map[string]func(string) bool{
	"GTIN": validGTIN, "EAN": validGTIN, "UPC": validGTIN,
	"GLN": ofLength(13, gs1), "SSCC": ofLength(18, gs1),
	"IBAN": validIBAN, "LEI": ofLength(20, func(s string) bool { return mod97(s) == 1 }),
	"ISIN": ofLength(12, validISIN), "IMEI": ofLength(15, luhn),
	"NPI":  ofLength(10, func(s string) bool { return luhn("80840" + s) }), // the prefix of United States health identifiers
	"ISBN": validISBN, "ISSN": ofLength(8, mod11),
	"ISNI": ofLength(16, mod112), "ORCID": ofLength(16, mod112),
}

// CompareChecked is CompareIdentifiers for identifiers with check digits. These tell every wrong character and nearly every
// exchange, so two valid identifiers that are nearly equal are two identifiers: Different (0). Where one alone is valid,
// a typing error is likelier than else: Transposed (0.95), OneEdit (0.9). Zeros in front make no difference: they fill a
// UPC up to an EAN and that up to a GTIN.
func CompareChecked(a, b string, valid func(string) bool) Result {
	r := CompareIdentifiers(a, b)
	if a != "" && b != "" && strings.TrimLeft(a, "0") == strings.TrimLeft(b, "0") {
		return Result{1, Exact}
	}
	if r.Reason != Transposed && r.Reason != OneEdit || valid == nil {
		return r
	}
	switch validA, validB := valid(a), valid(b); {
	case validA && validB:
		return Result{0, Different}
	case validA != validB:
		r.Score = (1 + r.Score) / 2
	}
	return r
}

func ofLength(n int, test func(string) bool) func(string) bool {
	return func(s string) bool { return len(s) == n && test(s) }
}

func validGTIN(s string) bool {
	switch len(s) {
	case 8, 12, 13, 14:
		return gs1(s)
	}
	return false
}

// gs1 weighs the digits 1 and 3 in turn, from the right.
func gs1(s string) bool {
	sum := 0
	for i := 0; i < len(s); i++ {
		weight := 1 + 2*((len(s)-1-i)%2)
		sum += weight * int(s[i]-'0')
	}
	return isDigits(s) && sum%10 == 0
}

func luhn(s string) bool {
	sum := 0
	for i := 0; i < len(s); i++ {
		d := int(s[i] - '0')
		if (len(s)-i)%2 == 0 {
			d = d*2/10 + d*2%10
		}
		sum += d
	}
	return isDigits(s) && sum%10 == 0
}

// validIBAN moves the first four characters to the end, as ISO 13616 says.
func validIBAN(s string) bool {
	return len(s) >= 15 && len(s) <= 34 && mod97(s[4:]+s[:4]) == 1
}

// mod97 reads letters as numbers (A = 10 … Z = 35) and gives the rest of the whole divided by 97 (ISO 7064); -1 where
// there are other characters.
func mod97(s string) int {
	rest := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return -1
		}
	}
	return rest
}

// validISIN writes letters as numbers and applies Luhn's test to all digits.
func validISIN(s string) bool {
	var digits strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits.WriteByte(c)
		case c >= 'A' && c <= 'Z':
			n := int(c-'A') + 10
			digits.WriteByte(byte('0' + n/10))
			digits.WriteByte(byte('0' + n%10))
		default:
			return false
		}
	}
	return luhn(digits.String())
}

func validISBN(s string) bool {
	return len(s) == 10 && mod11(s) || len(s) == 13 && gs1(s)
}

// mod11 weighs the characters from the right 1, 2, 3 …; an X at the end is ten.
func mod11(s string) bool {
	sum := 0
	for i := 0; i < len(s); i++ {
		d, ok := digitOrX(s, i)
		if !ok {
			return false
		}
		sum += d * (len(s) - i)
	}
	return sum%11 == 0
}

// mod112 is ISO 7064 MOD 11-2.
func mod112(s string) bool {
	sum := 0
	for i := 0; i < len(s); i++ {
		d, ok := digitOrX(s, i)
		if !ok {
			return false
		}
		sum = (sum*2 + d) % 11
	}
	return sum == 1
}

func digitOrX(s string, i int) (int, bool) {
	switch c := s[i]; {
	case c >= '0' && c <= '9':
		return int(c - '0'), true
	case c == 'X' && i == len(s)-1:
		return 10, true
	}
	return 0, false
}
