package kinds

import (
	"strconv"
	"strings"
)

// Integer standardizes a whole number of at most 64 bits, written in any of the ways that Decimal accepts ("1.0" is 1).
// Errors: those of Decimal, OUT_OF_RANGE, and INVALID_FORMAT for a fraction.
func Integer(s string) (string, error) {
	std, err := Decimal(s)
	if p, bad := AsProblem(err); bad && p.Severity == Error || std == "" {
		return std, err
	}
	if whole, fraction, ok := strings.Cut(std, "."); ok && strings.Trim(fraction, "0") == "" {
		std = whole
	}
	if strings.Contains(std, ".") {
		return std, problem(InvalidFormat, std, "is not a whole number")
	}
	if _, tooLarge := strconv.ParseInt(std, 10, 64); tooLarge != nil {
		return std, problem(OutOfRange, std, "is too large: at most 9223372036854775807")
	}
	return std, err
}

// booleans are the folded words for yes and no.
var booleans = map[string]bool{
	"true": true, "t": true, "yes": true, "y": true, "1": true, "x": true, "on": true, "ja": true, "j": true, "oui": true, "o": true,
	"si": true, "s": true, "sim": true, "vrai": true, "wahr": true, "verdadero": true, "vero": true, "waar": true, "tak": true, "ano": true,
	"false": false, "f": false, "no": false, "n": false, "0": false, "off": false, "nein": false, "non": false, "nee": false, "nao": false,
	"faux": false, "falsch": false, "falso": false, "onwaar": false, "nie": false, "ne": false,
}

// checkMarks are the signs that folding would lose.
var checkMarks = map[string]bool{"✓": true, "✔": true, "☑": true, "☒": true, "✗": false, "✘": false, "☐": false}

// Boolean reads yes or no: "true", "yes", "ja", "oui", "sí", "1", "x" and their opposites, in any case. The empty text is
// no answer and, unlike elsewhere in the package, a problem. Error: INVALID_FORMAT.
func Boolean(s string) (bool, error) {
	clean := CleanText(s)
	if value, ok := checkMarks[clean]; ok {
		return value, nil
	}
	if value, ok := booleans[fold(clean)]; ok {
		return value, nil
	}
	return false, problem(InvalidFormat, clean, "is not yes or no: expected true or false")
}
