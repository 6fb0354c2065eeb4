package demo

import (
	"fmt"
	"strconv"
	"strings"
)

// luhn gives the check digit behind digits after ISO/IEC 7812.
func luhn(digits string) string {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			d = d*2/10 + d*2%10
		}
		sum += d
	}
	return strconv.Itoa((10 - sum%10) % 10)
}

// gtinCheck gives the check digit behind digits after the GS1 General Specifications; GLN uses the same.
func gtinCheck(digits string) string {
	sum := 0
	for i := range len(digits) {
		sum += int(digits[len(digits)-1-i]-'0') * (3 - i%2*2)
	}
	return strconv.Itoa((10 - sum%10) % 10)
}

// mod97 gives the remainder of a number in digits and letters (A = 10 … Z = 35) after ISO 7064.
func mod97(s string) int {
	rest := 0
	for _, r := range s {
		if r >= 'A' {
			rest = (rest*100 + int(r-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(r-'0')) % 97
		}
	}
	return rest
}

// mod1110 gives the check digit behind digits after ISO 7064, MOD 11,10.
func mod1110(digits string) string {
	p := 10
	for i := range len(digits) {
		s := (int(digits[i]-'0') + p) % 10
		if s == 0 {
			s = 10
		}
		p = s * 2 % 11
	}
	return strconv.Itoa((11 - p) % 10)
}

// weighed sums digits times weights.
func weighed(digits string, weights ...int) int {
	sum := 0
	for i, w := range weights {
		sum += int(digits[i]-'0') * w
	}
	return sum
}

// iban puts ISO 13616 check digits between a country and its basic bank account number.
func iban(country, bban string) string {
	return fmt.Sprintf("%s%02d%s", country, 98-mod97(bban+country+"00"), bban)
}

// lei puts ISO 17442 check digits behind 18 characters.
func lei(body string) string { return fmt.Sprintf("%s%02d", body, 98-mod97(body+"00")) }

// taxNumber gives the tax number, with its VAT prefix, of the n-th seven-digit body in a country: valid by the rules its
// authority has published. It is false where the body has no check digit (about one in eleven in some countries).
func taxNumber(country string, body string) (string, bool) {
	number := taxNumbers[country](body)
	return number, number != ""
}

var taxNumbers = map[string]func(body string) string{
	"DE": func(b string) string { return "DE2" + b + mod1110("2"+b) },
	"AT": func(b string) string { return "ATU" + b + austrianCheck(b) },
	"CH": func(b string) string { return modEleven("CHE", "1"+b, 5, 4, 3, 2, 7, 6, 5, 4) },
	"FR": func(b string) string {
		siren := "4" + b + luhn("4"+b)
		n, _ := strconv.Atoi(siren)
		return fmt.Sprintf("FR%02d%s", (12+3*(n%97))%97, siren)
	},
	"IT": func(b string) string { return "IT" + b + "015" + luhn(b+"015") },
	"ES": func(b string) string { return "ESB" + b + luhn(b) },
	"NL": func(b string) string {
		s := "8" + b
		check := weighed(s, 9, 8, 7, 6, 5, 4, 3, 2) % 11
		if check == 10 {
			return ""
		}
		return fmt.Sprintf("NL%s%dB01", s, check)
	},
	"BE": func(b string) string {
		n, _ := strconv.Atoi(b)
		return fmt.Sprintf("BE0%s%02d", b, 97-n%97)
	},
	"GB": func(b string) string {
		return fmt.Sprintf("GB%s%02d", b, 97-weighed(b, 8, 7, 6, 5, 4, 3, 2)%97)
	},
	"US": func(b string) string { return "47-" + b },
	"PL": func(b string) string {
		s := "52" + b
		check := weighed(s, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11
		if check == 10 {
			return ""
		}
		return fmt.Sprintf("PL%s%d", s, check)
	},
	"SE": func(b string) string { return "SE55" + b + luhn("55"+b) + "01" },
}

// modEleven appends the weighted check digit of the Swiss UID (eCH-0097).
func modEleven(prefix, digits string, weights ...int) string {
	check := (11 - weighed(digits, weights...)%11) % 11
	if check == 10 {
		return ""
	}
	return prefix + digits + strconv.Itoa(check)
}

func austrianCheck(body string) string {
	sum := 4
	for i := range len(body) {
		d := int(body[i]-'0') * (1 + i%2)
		sum += d/10 + d%10
	}
	return strconv.Itoa((10 - sum%10) % 10)
}

// bankAccounts are the shapes of basic bank account numbers: # a digit, A a letter; both after the bank's own code.
var bankAccounts = map[string]string{
	"DE": "##################", "AT": "################", "CH": "#################", "FR": "#######################",
	"IT": "A######################", "ES": "####################", "NL": "AAAA##########", "BE": "############",
	"GB": "AAAA##############", "PL": "########################", "SE": "####################",
}

// bankAccount makes an IBAN with valid check digits and a BIC; both are empty for countries without IBANs.
func bankAccount(r *random, country string) (account, bic string) {
	shape, ok := bankAccounts[country]
	if !ok {
		return "", ""
	}
	bank := r.letters(4)
	bban := strings.Map(func(c rune) rune {
		if c == 'A' {
			return rune('A' + r.n(26))
		}
		return rune('0' + r.n(10))
	}, shape)
	if strings.HasPrefix(shape, "AAAA") {
		bban = bank + bban[4:]
	}
	return iban(country, bban), bank + country + pick(r, []string{"FF", "2A", "33", "22", "MM", "BB"})
}

// spoilDigit changes the fourth digit of a number, so that its check digit no longer holds.
func spoilDigit(s string) string {
	seen := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			continue
		}
		if seen++; seen == 4 {
			return s[:i] + string('0'+(s[i]-'0'+1)%10) + s[i+1:]
		}
	}
	return s
}
