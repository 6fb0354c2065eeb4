package matching

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// Orders of the parts of a date.
const (
	YearMonthDay = "ymd"
	DayMonthYear = "dmy"
	MonthDayYear = "mdy"
)

// ReadDate brings a date of a file into the form YYYY-MM-DD, by the order of its parts; year first where four digits stand
// in front. It does not look the day up in the calendar: a mistyped date is still near to the one that was meant. ok is
// false where the text is no date.
func ReadDate(text, order string) (date string, ok bool) {
	parts := dateParts(text)
	if len(parts) != 3 {
		return "", false
	}
	y, m, d := parts[0], parts[1], parts[2]
	if len(parts[0]) != 4 {
		switch order {
		case DayMonthYear:
			d, m, y = parts[0], parts[1], parts[2]
		case MonthDayYear:
			m, d, y = parts[0], parts[1], parts[2]
		}
	}
	if len(y) > 4 || len(y) == 3 || len(m) > 2 || len(d) > 2 {
		return "", false
	}
	return fmt.Sprintf("%s-%02s-%02s", century(y), m, d), true
}

// centuryTurn is the two-digit year from which on the last century is meant.
const centuryTurn = 30

func century(year string) string {
	n, err := strconv.Atoi(year)
	if err != nil || len(year) == 4 {
		return year
	}
	if n < centuryTurn {
		return strconv.Itoa(2000 + n)
	}
	return strconv.Itoa(1900 + n)
}

// dateParts are the groups of digits of a date, a month's name as its number; a time of day is left out.
func dateParts(text string) []string {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "T")
	if day, clock, ok := strings.Cut(text, " "); ok && strings.Contains(clock, ":") {
		text = day
	}
	groups := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) && !unicode.IsLetter(r) })
	if len(groups) == 1 && len(groups[0]) == 8 && isDigits(groups[0]) {
		return []string{groups[0][:4], groups[0][4:6], groups[0][6:]}
	}
	for i, g := range groups {
		if m, ok := months[strings.ToLower(g[:min(3, len(g))])]; ok && !isDigits(g) {
			groups[i] = m
		} else if !isDigits(g) {
			return nil
		}
	}
	return groups
}

func isDigits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// months by the first three letters of their names in English, German, French, Spanish and Italian.
var months = map[string]string{
	"jan": "01", "ene": "01", "gen": "01", "feb": "02", "fev": "02", "mar": "03", "mae": "03", "apr": "04", "avr": "04", "abr": "04",
	"may": "05", "mai": "05", "mag": "05", "jun": "06", "giu": "06", "jul": "07", "lug": "07", "aug": "08", "aou": "08", "ago": "08",
	"sep": "09", "set": "09", "oct": "10", "okt": "10", "out": "10", "ott": "10", "nov": "11", "dec": "12", "dez": "12", "dic": "12",
}
