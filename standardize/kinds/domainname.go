package kinds

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// domainName standardizes a domain name: lower case, internationalized labels in their ASCII form (xn--…), no final dot.
// It answers false for what cannot be a name in the public DNS: at least two labels, a last one that is no number.
func domainName(s string) (string, bool) {
	s = strings.ToLower(norm.NFKC.String(s))
	s = norm.NFC.String(strings.NewReplacer("。", ".", "․", ".").Replace(s))
	labels := strings.Split(strings.TrimSuffix(s, "."), ".")
	for i, label := range labels {
		ascii, ok := asciiLabel(label)
		if !ok {
			return s, false
		}
		labels[i] = ascii
	}
	name := strings.Join(labels, ".")
	return name, len(labels) > 1 && len(name) <= 253 && !isDigits(labels[len(labels)-1])
}

// asciiLabel checks one label and encodes it where it has characters outside ASCII.
func asciiLabel(label string) (string, bool) {
	runes := []rune(label)
	if len(runes) == 0 || len(runes) > 63 || runes[0] == '-' || runes[len(runes)-1] == '-' {
		return label, false
	}
	plain := true
	for _, r := range runes {
		if r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			return label, false
		}
		plain = plain && r < 128
	}
	if plain {
		return label, true
	}
	ascii := "xn--" + punycode(runes)
	return ascii, len(ascii) <= 63
}
