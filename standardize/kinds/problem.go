package kinds

import (
	"errors"
	"fmt"
	"strings"
)

// The codes of a Problem. They are part of the contract with the callers.
const (
	InvalidFormat     = "INVALID_FORMAT"      // the value does not have the shape of its kind
	InvalidCheckDigit = "INVALID_CHECK_DIGIT" // right shape, wrong check digit: mistyped
	UnknownCode       = "UNKNOWN_CODE"        // not in the list of codes and names of the kind
	OutOfRange        = "OUT_OF_RANGE"        // a number or date outside what the kind can hold
	TooLong           = "TOO_LONG"            // longer than the kind allows
	NoCountry         = "NO_COUNTRY"          // meaningless without a country, and none was given
	Incomplete        = "INCOMPLETE"          // a part is missing, such as the area code
	Ambiguous         = "AMBIGUOUS"           // two readings are possible
	Obsolete          = "OBSOLETE"            // a code that has been withdrawn
	CountryMismatch   = "COUNTRY_MISMATCH"    // the value says another country than the record
)

// Severity tells whether a value with a problem may be used. The zero value is Error.
type Severity int

const (
	Error   Severity = iota // the value could not be standardized
	Warning                 // the value was standardized, but somebody should look at it
)

// String names the severity in lower case.
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Problem says what is wrong with a value: a code for machines, a sentence for people.
type Problem struct {
	Code     string
	Message  string
	Severity Severity
	Field    string // the part of a composite value, such as "postalCode"; empty for the value itself
}

// Error returns the sentence for people.
func (p Problem) Error() string { return p.Message }

// AsProblem gives the problem behind an error of this package, and false where there is none.
func AsProblem(err error) (Problem, bool) {
	var p Problem
	ok := errors.As(err, &p)
	return p, ok
}

// problem builds an error about value; expected completes the sentence `"value" is not a ...`.
func problem(code, value, expected string) Problem {
	return Problem{Code: code, Message: fmt.Sprintf("%s %s", quoted(value), expected)}
}

// warning is a problem that leaves the value usable.
func warning(code, value, expected string) Problem {
	p := problem(code, value, expected)
	p.Severity = Warning
	return p
}

// in names the field of a composite value that the problem is about.
func (p Problem) in(field string) Problem {
	p.Field = field
	return p
}

// shownRunes bounds how much of a value a message repeats.
const shownRunes = 24

// quoted shortens a value for a message, so that messages stay readable and do not spread whole documents into logs.
func quoted(value string) string {
	runes := []rune(CleanText(value))
	if len(runes) > shownRunes {
		runes = append(runes[:shownRunes], '…')
	}
	return `"` + strings.ReplaceAll(string(runes), `"`, `'`) + `"`
}
