package kinds

import (
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// DateOrder says how a source writes dates in digits. The zero value is unknown.
type DateOrder int

const (
	OrderUnknown DateOrder = iota
	DayFirst               // 31/12/2024
	MonthFirst             // 12/31/2024
)

// DateHint is what the caller knows about the dates it asks for.
type DateHint struct {
	Order    DateOrder
	NotAfter time.Time // if set, a year of two digits is put in the century that keeps the date from being later (birth dates)
}

// DateOrderOf gives the order that a country uses; unknown for countries where both are in use.
func DateOrderOf(country string) DateOrder {
	switch country {
	case "", "CA", "KE", "PH", "PR", "ZA":
		return OrderUnknown
	case "US", "FM", "GU", "MH", "PW", "VI":
		return MonthFirst
	}
	return DayFirst
}

// Date standardizes a calendar date to YYYY-MM-DD: ISO dates and date-times (the date as written, whatever the time zone),
// 20241231, 2024/12/31, 31.12.2024, 12/31/2024 and 31/12/2024 by the hint, "31 Dec 2024", "Dec 31, 2024" and "31. Dezember
// 2024" with months in six languages. Dots mean day first. Years of two digits from 69 on are in the 1900s unless the hint
// says more. Errors: INVALID_FORMAT, OUT_OF_RANGE (no such day), AMBIGUOUS (3/4/2024 without an order).
func Date(s string, hint DateHint) (string, error) {
	clean := CleanText(s)
	if clean == "" {
		return "", nil
	}
	parts, ok := dateParts(withoutTime(norm.NFKC.String(clean)))
	if !ok {
		return clean, problem(InvalidFormat, clean, "is not a date: expected something like 2024-12-31")
	}
	day, month, year, ambiguous := ordered(parts, hint)
	if ambiguous {
		return clean, problem(Ambiguous, clean, "can be read day first or month first")
	}
	year = fullYear(year, month, day, parts, hint)
	date := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if date.Year() != year || int(date.Month()) != month || date.Day() != day || year < 1 || year > 9999 {
		return clean, problem(OutOfRange, clean, "is not a day of the calendar")
	}
	return date.Format(time.DateOnly), nil
}

// withoutTime cuts the time of day off.
func withoutTime(s string) string {
	at := strings.IndexByte(s, ':')
	if at < 1 {
		return s
	}
	start := strings.LastIndexAny(s[:at], " Tt,")
	if start < 1 || !isDigits(s[start+1:at]) {
		return s
	}
	return strings.TrimRight(s[:start], " ,")
}

// written is a date as it was written: three numbers, and where the month and the year stand if that is certain.
type written struct {
	numbers   [3]int
	month     int // position of a month written as a word, or by ISO; -1 if unknown
	year      int // position of the year; 2 unless it stands in front
	shortYear bool
	dots      bool
}

// dateParts takes a date apart into three numbers.
func dateParts(s string) (written, bool) {
	if isDigits(s) && len(s) == 8 {
		s = s[:4] + "-" + s[4:6] + "-" + s[6:]
	}
	fields := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("-/., ", r) })
	fields = dropDateWords(fields)
	w := written{month: -1, year: 2, dots: strings.Count(s, ".") == 2}
	if len(fields) != 3 {
		return w, false
	}
	for i, field := range fields {
		value, isMonth, ok := dateNumber(field)
		if !ok || isMonth && w.month >= 0 {
			return w, false
		}
		if isMonth {
			w.month = i
		}
		w.numbers[i] = value
	}
	if isDigits(fields[0]) && len(fields[0]) == 4 {
		w.year = 0
		if w.month < 0 {
			w.month = 1
		}
	}
	length := len(fields[w.year])
	w.shortYear = length == 2
	return w, (length == 2 || length == 4) && w.month != w.year && isDigits(fields[w.year])
}

// dropDateWords drops the names of weekdays and the "de" and "of" between the parts.
func dropDateWords(fields []string) []string {
	var kept []string
	for _, field := range fields {
		if key := fold(field); !dateWords[key] {
			kept = append(kept, field)
		}
	}
	return kept
}

var dateWords = wordSet("de del of the den le el di mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday " +
	"montag dienstag mittwoch donnerstag freitag samstag sonntag mo mi do fr sa so")

// dateNumber reads a day, a year or a month, the latter also by its name; "1st" and "2nd" are days.
func dateNumber(field string) (value int, isMonth, ok bool) {
	key := fold(field)
	if month := months[key]; month > 0 {
		return month, true, true
	}
	for _, ending := range []string{"st", "nd", "rd", "th", "er"} {
		key = strings.TrimSuffix(key, ending)
	}
	if !isDigits(key) || len(key) > 4 {
		return 0, false, false
	}
	return number(key), false, true
}

// ordered tells which number is which.
func ordered(w written, hint DateHint) (day, month, year int, ambiguous bool) {
	year = w.numbers[w.year]
	if w.month >= 0 {
		return w.numbers[3-w.month-w.year], w.numbers[w.month], year, false
	}
	first, second := w.numbers[0], w.numbers[1]
	dayFirst := w.dots || hint.Order == DayFirst
	switch {
	case first > 12:
		dayFirst = true
	case second > 12:
		dayFirst = false
	case first != second && !w.dots && hint.Order == OrderUnknown:
		return 0, 0, 0, true
	}
	if dayFirst {
		return first, second, year, false
	}
	return second, first, year, false
}

// fullYear puts a year of two digits into a century: POSIX's (69 to 99 are 19xx), or the latest that the hint allows.
func fullYear(year, month, day int, w written, hint DateHint) int {
	if !w.shortYear {
		return year
	}
	if hint.NotAfter.IsZero() {
		if year >= 69 {
			return 1900 + year
		}
		return 2000 + year
	}
	year += hint.NotAfter.Year() / 100 * 100
	if time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).After(hint.NotAfter) {
		year -= 100
	}
	return year
}

// months by their folded names and abbreviations in English, German, French, Spanish, Italian and Dutch.
var months = monthTable(
	"jan january januar jaenner janner janvier janv enero ene gennaio gen januari",
	"feb february februar fevrier fev fevr febrero febbraio februari",
	"mar march marz maerz mrz mars marzo maart mrt",
	"apr april avril avr abril abr aprile",
	"may mai mayo maggio mag mei",
	"jun june juni juin junio giugno giu",
	"jul july juli juillet juil julio luglio lug",
	"aug august aout agosto ago augustus",
	"sep sept september septembre septiembre set settembre",
	"oct october oktober okt octobre octubre ottobre ott",
	"nov november novembre noviembre",
	"dec december dezember dez decembre diciembre dic dicembre",
)

func monthTable(names ...string) map[string]int {
	table := map[string]int{}
	for i, list := range names {
		for name := range strings.FieldsSeq(list) {
			table[name] = i + 1
		}
	}
	return table
}
