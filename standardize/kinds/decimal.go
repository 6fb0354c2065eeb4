package kinds

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"
)

// maxDigits bounds a decimal, before and after the point together.
const maxDigits = 38

// Decimal standardizes a number to its exact plain form: "-1234.56", no exponent, no thousands separators, no leading
// zeros; zeros behind the point stay as they are. It accepts points and commas in either role, spaces and apostrophes between thousands, a currency sign or code
// on either side, brackets or a trailing minus for negative numbers, and exponents. A single point is always the decimal point;
// a single comma before exactly three digits ("1,234") is taken for a thousands separator, with a warning.
// Errors: INVALID_FORMAT (also for percentages), OUT_OF_RANGE (more than 38 digits), and the warning AMBIGUOUS.
func Decimal(s string) (string, error) {
	clean := CleanText(s)
	if clean == "" {
		return "", nil
	}
	sign, body := signOf(withoutCurrency(norm.NFKC.String(clean)))
	mantissa, exponent, ok := splitExponent(body)
	plain, ambiguous, groups := plainNumber(mantissa)
	if !ok || !groups {
		return clean, problem(InvalidFormat, clean, "is not a number: expected something like 1234.56")
	}
	std, ok := exactDecimal(sign+plain, exponent)
	switch {
	case !ok:
		return clean, problem(OutOfRange, clean, "has more than 38 digits")
	case ambiguous:
		return std, warning(Ambiguous, clean, "could also mean "+strings.Replace(clean, ",", ".", 1)+"; it is taken for "+std)
	}
	return std, nil
}

// exactDecimal applies the exponent, exactly.
func exactDecimal(plain string, exponent int) (string, bool) {
	if len(plain) > 4*maxDigits || exponent > maxDigits || exponent < -maxDigits {
		return "", false
	}
	d, err := decimal.NewFromString(plain)
	if err != nil {
		return "", false
	}
	d = d.Shift(int32(exponent))
	std := d.String()
	if places := -d.Exponent(); places > 0 { // 12.50 stays 12.50: how exact a price is said to be is part of it
		std = d.StringFixed(places)
	}
	return std, len(digitsOf(std)) <= maxDigits
}

// signOf takes off the sign, wherever it is written.
func signOf(s string) (sign, body string) {
	s = strings.NewReplacer("−", "-", "–", "-", "﹣", "-").Replace(s)
	switch {
	case strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")"):
		return "-", strings.TrimSpace(withoutCurrency(s[1 : len(s)-1]))
	case strings.HasPrefix(s, "-"):
		return "-", strings.TrimSpace(withoutCurrency(s[1:]))
	case strings.HasPrefix(s, "+"):
		return "", strings.TrimSpace(withoutCurrency(s[1:]))
	case strings.HasSuffix(s, "-"):
		return "-", strings.TrimSpace(withoutCurrency(s[:len(s)-1]))
	}
	return "", s
}

// withoutCurrency drops a currency sign or code on either side.
func withoutCurrency(s string) string {
	s = strings.TrimSpace(s)
	head := strings.IndexFunc(s, numeric)
	tail := strings.LastIndexFunc(s, numeric) + 1
	if head < 0 {
		return s
	}
	if isMoney(s[:head]) {
		s, tail = s[head:], tail-head
	}
	if isMoney(s[tail:]) {
		s = s[:tail]
	}
	return strings.TrimSpace(s)
}

// numeric tells the characters of which numbers consist.
func numeric(r rune) bool { return unicode.IsDigit(r) || strings.ContainsRune("+-−–().,", r) }

// isMoney tells whether a text is a currency's sign, code or short name.
func isMoney(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" {
		return false
	}
	key := symbolKey(s)
	return currencyCodes[strings.ToUpper(s)] || currencyNames[key] != "" || sharedSymbols[key] != ""
}

// splitExponent separates "1.5e3" into mantissa and exponent.
func splitExponent(s string) (mantissa string, exponent int, ok bool) {
	at := strings.IndexAny(s, "eE")
	if at < 0 {
		return s, 0, true
	}
	exponent, err := strconv.Atoi(s[at+1:])
	if err != nil && isDigits(strings.TrimLeft(s[at+1:], "+-")) {
		return s[:at], math.MaxInt32, true
	}
	return s[:at], exponent, err == nil
}

// plainNumber resolves thousands separators and the decimal mark; ok is false where the groups make no number.
func plainNumber(s string) (plain string, ambiguous, ok bool) {
	s = strings.NewReplacer("’", "'", "`", "'", " ", "'", "٫", ".").Replace(s)
	mark := decimalMark(s)
	whole, fraction := s, ""
	if mark >= 0 {
		whole, fraction = s[:mark], s[mark+1:]
		if fraction != "" && !isDigits(fraction) {
			return "", false, false
		}
	}
	groups := strings.FieldsFunc(whole, func(r rune) bool { return strings.ContainsRune(".,'", r) })
	if !wellGrouped(whole, groups) || whole == "" && fraction == "" {
		return "", false, false
	}
	ambiguous = mark < 0 && strings.Count(whole, ",") == 1 && !strings.ContainsAny(whole, ".'")
	if fraction != "" {
		fraction = "." + fraction
	}
	return "0" + strings.Join(groups, "") + fraction, ambiguous, true
}

// decimalMark gives the position of the decimal mark, -1 if there is none: the last separator, unless it occurs more than
// once or is a comma that can only, or most likely does, separate thousands.
func decimalMark(s string) int {
	at := strings.LastIndexAny(s, ".,")
	if at < 0 || strings.Count(s, s[at:at+1]) > 1 {
		return -1
	}
	alone := !strings.ContainsAny(s[:at], ".,'")
	if s[at] == ',' && alone && len(s)-at == 4 && at >= 1 && at <= 3 && s[0] != '0' {
		return -1
	}
	return at
}

// wellGrouped tells whether the whole part is digits, or groups with one kind of separator: three digits in the last
// group, two or three in those before (India groups by two).
func wellGrouped(whole string, groups []string) bool {
	separators := strings.Map(func(r rune) rune {
		if strings.ContainsRune(".,'", r) {
			return r
		}
		return -1
	}, whole)
	if separators != "" && (!repeated(separators, 1) || len(separators) != len(groups)-1 || len(groups[len(groups)-1]) != 3) {
		return false
	}
	for i, group := range groups {
		if !isDigits(group) || i > 0 && len(group) != 2 && len(group) != 3 || separators != "" && len(group) > 3 {
			return false
		}
	}
	return true
}
