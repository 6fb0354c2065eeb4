package demo

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var (
	germanFold = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ß", "ss")
	otherFold  = strings.NewReplacer("ß", "ss", "ł", "l", "Ł", "L", "ø", "o", "Ø", "O", "æ", "ae", "œ", "oe")
)

// fold takes the diacritics off a text: ü becomes ue where german is true, else u.
func fold(s string, german bool) string {
	if german {
		s = germanFold.Replace(s)
	}
	s = norm.NFD.String(otherFold.Replace(s))
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, s))
}

// slug makes the label of a domain name or the local part of a mailbox.
func slug(s string) string {
	dash := true
	var b strings.Builder
	for _, r := range strings.ToLower(fold(s, true)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
			dash = false
		case !dash && (r == ' ' || r == '-'):
			b.WriteRune('-')
			dash = true
		}
	}
	return strings.Trim(b.String(), "-")
}

var keyboard = []string{"qwertzuiop", "asdfghjkl", "yxcvbnm"}

// neighbour gives a letter beside another one on the keyboard.
func neighbour(r *random, c rune) rune {
	for _, row := range keyboard {
		if at := strings.IndexRune(row, unicode.ToLower(c)); at >= 0 {
			return rune(row[(at+1+r.n(2)*(len(row)-2))%len(row)])
		}
	}
	return c
}

// typo makes one mistake behind the first letter: one missing, one twice, two swapped, or the key beside.
func typo(r *random, s string) string {
	runes := []rune(s)
	if len(runes) < 5 {
		return s
	}
	at := r.between(1, len(runes)-2)
	for tries := 0; tries < 8 && !(unicode.IsLetter(runes[at]) && unicode.IsLetter(runes[at+1])); tries++ {
		at = r.between(1, len(runes)-2)
	}
	switch {
	case !unicode.IsLetter(runes[at]) || !unicode.IsLetter(runes[at+1]):
		return s
	case r.chance(250):
		return string(runes[:at]) + string(runes[at+1:])
	case r.chance(330):
		return string(runes[:at+1]) + string(runes[at:])
	case r.chance(500):
		runes[at], runes[at+1] = runes[at+1], runes[at]
	default:
		runes[at] = neighbour(r, runes[at])
	}
	return string(runes)
}

// cut shortens a text to a column of n characters.
func cut(s string, n int) string {
	if runes := []rune(s); len(runes) > n {
		return strings.TrimSpace(string(runes[:n]))
	}
	return s
}

// title raises the first letter.
func title(s string) string {
	runes := []rune(s)
	if len(runes) > 0 {
		runes[0] = unicode.ToUpper(runes[0])
	}
	return string(runes)
}

var abbreviations = strings.NewReplacer("straße", "str.", "strasse", "str.", "Street", "St", "Avenue", "Ave", "Road", "Rd", "Boulevard", "Blvd", "Drive", "Dr",
	"Lane", "Ln", "Parkway", "Pkwy", "avenue", "av.", "boulevard", "bd", "place", "pl.", "Calle", "C/", "Avenida", "Avda.", "Viale", "V.le", "Piazza", "P.za",
	"straat", "str.", "platz", "pl.")

var tradeWords = strings.NewReplacer("International", "Intl", "technik", "techn.", "Maschinen", "Masch.", "Construction", "Constr.", "Engineering", "Eng.",
	"Électricité", "Élec.", "Costruzioni", "Costr.", "Construcciones", "Constr.", "Services", "Svcs", "Gesellschaft", "Ges.", " und ", " & ", " & ", " und ")

// thousands writes a whole number with a mark between thousands.
func thousands(digits, mark string) string {
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + mark + digits[at:]
	}
	return digits
}
