package parties

import (
	"strconv"
	"strings"

	"aurum/matching/similarity"
	"aurum/standardize/kinds"
)

// said is how many records say something.
func (c *Column) said() (n int) {
	for _, v := range c.cells {
		if v != "" {
			n++
		}
	}
	return n
}

// different is the share of values that stand there for the first time.
func (c *Column) different() float64 {
	values := map[string]bool{}
	for _, v := range c.cells {
		if v != "" {
			values[similarity.FoldKey(v)] = true
		}
	}
	return float64(len(values)) / float64(max(c.said(), 1))
}

// follows is the share of this column's values that stand in a record that another column says something of.
func (c *Column) follows(other *Column) float64 {
	both := 0
	for i, v := range c.cells {
		if v != "" && other.cells[i] != "" {
			both++
		}
	}
	return float64(both) / float64(max(c.said(), 1))
}

// take gives a column a meaning by its values.
func (c *Column) take(m Meaning, scheme string) {
	c.Meaning, c.Guessed = m, true
	c.header.meaning, c.header.scheme = m, scheme
}

// isWeb tells whether a text is the address of a whole site: one of a page or a picture says where that lies, not who somebody
// is.
func isWeb(v string) bool {
	v = strings.ToLower(v)
	_, host, ok := strings.Cut(v, "://")
	if !ok {
		host = v
	}
	return (ok && strings.HasPrefix(v, "http") || strings.HasPrefix(v, "www.")) && !strings.Contains(strings.TrimSuffix(host, "/"), "/")
}

func isHyphenedSSN(v string) bool {
	return len(v) == 11 && v[3] == '-' && v[6] == '-' && isSSN(v)
}

func isLEI(v string) bool {
	_, err := kinds.LEI(v)
	return err == nil
}

func isIBAN(v string) bool {
	_, err := kinds.IBAN(v)
	return err == nil
}

// isVAT tells whether a text is a VAT number with its country and a good check digit.
func isVAT(v string) bool {
	if len(v) < 4 || letters(v[:2]) < 2 || isIBAN(v) {
		return false
	}
	_, _, err := kinds.VAT(v, "")
	return err == nil
}

// isWrittenPhone tells whether a number is written as telephone numbers are, and other numbers are not: one of nothing but digits
// may be any.
func isWrittenPhone(v string) bool {
	n := digits(v)
	if n < 7 || n > 15 || letters(v) > 0 || strings.ContainsAny(v, "@:,#") || isWrittenDay(v) || isHyphenedSSN(v) {
		return false
	}
	if v[0] == '+' || v[0] == '(' {
		return true
	}
	return n >= 9 && n <= 12 && strings.ContainsAny(v, " -/.") && strings.Count(v, ".") != 1
}

// isWrittenDay tells whether a text is a day with all its parts, in whatever order.
func isWrittenDay(v string) bool { return isDate(v) && yearOf(v) > 0 }

// yearOf reads the year of a day that has all its parts; 0 where it has not. Two digits from 30 on are of the last century.
func yearOf(v string) int {
	parts := strings.FieldsFunc(strings.TrimSpace(v), func(r rune) bool { return strings.ContainsRune(" -/.T:,", r) })
	if len(parts) == 1 && len(parts[0]) == 8 {
		v = parts[0]
		parts = []string{v[:4], v[4:6], v[6:]}
	}
	if len(parts) < 3 {
		return 0
	}
	for _, i := range []int{0, 2} {
		if y, err := strconv.Atoi(parts[i]); err == nil && len(parts[i]) == 4 && y >= 1800 && y < 2200 && smallParts(parts[1], parts[2-i]) {
			return y
		}
	}
	y, err := strconv.Atoi(parts[2])
	switch {
	case err != nil || len(parts[2]) != 2 || !smallParts(parts[0], parts[1]):
		return 0
	case y < 30:
		return 2000 + y
	}
	return 1900 + y
}

// smallParts tells whether two parts of a day are its day and its month: of at most two digits, or a word for the month.
func smallParts(parts ...string) bool {
	for _, p := range parts {
		if len(p) > 2 && digits(p) > 0 {
			return false
		}
	}
	return true
}

// yearsBetween is how many years the earliest and the latest of some days are apart.
func yearsBetween(cells []string) int {
	first, last := 0, 0
	for _, v := range cells {
		y := yearOf(v)
		if y == 0 {
			continue
		}
		if first == 0 || y < first {
			first = y
		}
		last = max(last, y)
	}
	return last - first
}
