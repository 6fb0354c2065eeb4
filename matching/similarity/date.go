package similarity

import (
	"strconv"
	"strings"
	"time"
)

// Reasons of CompareDates beyond the common ones.
const (
	DayMonthSwapped Reason = "DAY_MONTH_SWAPPED" // 3 April against 4 March
	OneDigit        Reason = "ONE_DIGIT"         // one digit of the eight differs
	YearNear        Reason = "YEAR_NEAR"         // same day and month, the year off by one
	SameYear        Reason = "SAME_YEAR"         // the year is equal and nothing else
)

// Date is a calendar date, possibly of lower precision: Month and Day are 0 when unknown. The zero Date
// is no date at all.
type Date struct {
	Year, Month, Day int
}

// ParseDate reads an ISO 8601 calendar date: "2006-01-02", "2006-01" or "2006", a time of day behind it
// ignored. ok is false for anything else, and for a day that is not in the calendar.
func ParseDate(s string) (date Date, ok bool) {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "T")
	parts := strings.Split(s, "-")
	if len(parts) > 3 || len(parts[0]) != 4 {
		return Date{}, false
	}
	var fields [3]int
	for i, p := range parts {
		n, err := strconv.ParseUint(p, 10, 16)
		if err != nil || i > 0 && len(p) != 2 || n == 0 {
			return Date{}, false
		}
		fields[i] = int(n)
	}
	date = Date{fields[0], fields[1], fields[2]}
	return date, date.valid()
}

func (d Date) valid() bool {
	if d.Month > 12 || d.Day > 31 {
		return false
	}
	if d.Day == 0 {
		return true
	}
	t := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	return t.Day() == d.Day
}

// CompareDates compares two dates and returns, best first: Exact (1), DayMonthSwapped (0.95), Partial
// (0.9: equal as far as both are known), OneDigit (0.9), YearNear (0.8), Transposed (0.8: two
// neighbouring digits exchanged), SameYear (0.4), Different (0), or Missing (0).
func CompareDates(a, b Date) Result {
	switch {
	case a.Year == 0 || b.Year == 0:
		return Result{0, Missing}
	case a == b:
		return Result{1, Exact}
	case a.Month == 0 || b.Month == 0 || a.Day == 0 || b.Day == 0:
		return comparePartialDates(a, b)
	case a.Year == b.Year && a.Month == b.Day && a.Day == b.Month:
		return Result{0.95, DayMonthSwapped}
	case a.Month == b.Month && a.Day == b.Day && abs(a.Year-b.Year) == 1:
		return Result{0.8, YearNear}
	}
	return compareDateDigits(a, b)
}

func comparePartialDates(a, b Date) Result {
	known := func(x, y int) bool { return x != 0 && y != 0 }
	switch {
	case a.Year != b.Year:
		return Result{0, Different}
	case known(a.Month, b.Month) && a.Month != b.Month:
		return Result{0.4, SameYear}
	}
	return Result{0.9, Partial}
}

func compareDateDigits(a, b Date) Result {
	x, y := a.digits(), b.digits()
	var differ [8]int
	n := 0
	for i := range x {
		if x[i] != y[i] {
			differ[n] = i
			n++
		}
	}
	i, j := differ[0], differ[1]
	switch {
	case n == 1:
		return Result{0.9, OneDigit}
	case n == 2 && j == i+1 && x[i] == y[j] && x[j] == y[i]:
		return Result{0.8, Transposed}
	case a.Year == b.Year:
		return Result{0.4, SameYear}
	}
	return Result{0, Different}
}

// digits writes the date as eight digits, YYYYMMDD.
func (d Date) digits() [8]byte {
	var out [8]byte
	n := d.Year*10000 + d.Month*100 + d.Day
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = byte(n % 10)
		n /= 10
	}
	return out
}
