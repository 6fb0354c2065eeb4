package propose

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"aurum/matching"
	"aurum/matching/similarity"
)

// Profile is what the values of a column show.
type Profile struct {
	Column string
	Kind   Kind
	Role   Role
	// Why tells in plain words what decided the kind.
	Why string
	// Fill is the share of records that say something; Distinct the share of different values among those that do.
	Fill, Distinct float64
	// Values is how many different values there are.
	Values int
	// Words is the mean number of words, Length of characters.
	Words, Length float64
	// Digits is the share of digits among letters and digits.
	Digits float64
	// Order is the order of the parts of a date.
	Order string
	// Separator is what stands between the values of a set.
	Separator string

	shares shares
}

// shares are the shares of filled values that pass a test.
type shares struct {
	email, url, date, phone, number, integer, mixedWord, streetLike, legalForm, numberFirst, code, latitude, longitude, givenName, qualified float64
	separated, items                                                                                                                         map[string]float64
	ascending                                                                                                                                bool
	lengths                                                                                                                                  float64 // standard deviation of the length
}

// separators that stand between the values of a set, the most telling first.
var separators = []string{"**", "||", ";", "|"}

func profileAll(r *Records) []Profile {
	out := make([]Profile, len(r.Columns))
	for i := range r.Columns {
		out[i] = profileOf(&r.Columns[i])
	}
	return out
}

func profileOf(c *Column) Profile {
	p := Profile{Column: c.Name}
	counts := map[string]int{}
	var filled []string
	for _, v := range c.Values {
		if v = clean(v); v != "" && !isPlaceholder(v) {
			filled = append(filled, v)
			counts[strings.ToLower(v)]++
		}
	}
	p.Fill = share(len(filled), len(c.Values))
	p.Values, p.Distinct = len(counts), share(len(counts), len(filled))
	if len(filled) > 0 {
		p.measure(filled)
	}
	p.decide(c.Name, len(filled))
	p.Role = roleOf(&p)
	if p.Kind != KindDate {
		p.Order = ""
	}
	return p
}

// isPlaceholder tells whether a value stands for none.
func isPlaceholder(v string) bool {
	switch strings.ToLower(v) {
	case "null", "none", "n/a", "na", "nan", "-", "--", "?", "unknown", "nil", `\n`:
		return true
	}
	return false
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

func (p *Profile) measure(filled []string) {
	s := &p.shares
	s.separated, s.items = map[string]float64{}, map[string]float64{}
	n := float64(len(filled))
	digits, letters := 0, 0
	squares := 0.0
	for _, v := range filled {
		length := float64(len([]rune(v)))
		p.Length += length / n
		squares += length * length / n
		p.Words += float64(len(strings.Fields(v))) / n
		d, l := countClasses(v)
		digits, letters = digits+d, letters+l
		s.test(v, d, l, 1/n)
	}
	s.lengths = math.Sqrt(max(0, squares-p.Length*p.Length))
	p.Digits = share(digits, digits+letters)
	s.ascending = ascending(filled)
	p.Order = dateOrder(filled)
}

func countClasses(v string) (digits, letters int) {
	for _, r := range v {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits, letters
}

// test adds what one value shows, each with the given share.
func (s *shares) test(v string, digits, letters int, part float64) {
	add := func(to *float64, ok bool) {
		if ok {
			*to += part
		}
	}
	at := strings.IndexByte(v, '@')
	add(&s.email, at > 0 && at < len(v)-1 && !strings.Contains(v, " "))
	add(&s.url, strings.Contains(v, "://") || strings.HasPrefix(strings.ToLower(v), "www."))
	_, isDate := matching.ReadDate(v, matching.DayMonthYear)
	add(&s.date, isDate && looksLikeDate(v))
	add(&s.phone, looksLikePhone(v, digits, letters))
	x, isNumber := parseNumber(v)
	add(&s.number, isNumber)
	add(&s.integer, isNumber && x == math.Trunc(x) && !strings.ContainsAny(v, ".,"))
	add(&s.latitude, isNumber && math.Abs(x) <= 90 && strings.Contains(v, "."))
	add(&s.longitude, isNumber && math.Abs(x) <= 180 && strings.Contains(v, "."))
	add(&s.mixedWord, hasMixedWord(v))
	add(&s.numberFirst, startsWithNumber(v))
	add(&s.code, !strings.Contains(v, " ") && digits > 0)
	words := similarity.Tokens(similarity.FoldKey(v))
	add(&s.streetLike, hasStreetWord(words))
	add(&s.legalForm, hasLegalForm(v))
	add(&s.givenName, len(words) > 0 && isGivenName(words[0]))
	add(&s.qualified, similarity.Qualified(v))
	for _, sep := range separators {
		if strings.Contains(v, sep) {
			s.separated[sep] += part
			s.items[sep] += part * float64(strings.Count(v, sep))
		}
	}
}

// ascending tells whether integers rise line by line at a steady pace: a count of the lines, not a number of the thing.
func ascending(filled []string) bool {
	if len(filled) < 20 {
		return false
	}
	last := math.Inf(-1)
	for _, v := range filled {
		x, ok := parseNumber(v)
		if !ok || x <= last {
			return false
		}
		last = x
	}
	return true
}

// decide chooses the kind from the values; the name of the column only breaks ties.
func (p *Profile) decide(name string, filled int) {
	s := &p.shares
	set := func(k Kind, why string, args ...any) { p.Kind, p.Why = k, fmt.Sprintf(why, args...) }
	switch {
	case filled < 10 || p.Values < 2:
		set(KindEmpty, "%d values, %d different: too few to learn from", filled, p.Values)
	case s.ascending && p.Distinct == 1:
		set(KindRowNumber, "rises from line to line")
	case s.email >= 0.8:
		set(KindEmail, "%.0f %% have an @", 100*s.email)
	case s.url >= 0.8:
		set(KindURL, "%.0f %% are web addresses", 100*s.url)
	case p.separatedBy() != "":
		set(KindSet, "%.0f %% have %q between values", 100*s.separated[p.Separator], p.Separator)
	case s.date >= 0.9:
		set(KindDate, "%.0f %% are days", 100*s.date)
	case s.phone >= 0.8 && (s.integer < 0.5 || headerSays(name, phoneWords)):
		set(KindPhone, "%.0f %% have 7 to 15 digits and phone punctuation", 100*s.phone)
	case s.longitude >= 0.9 && headerSays(name, geoWords):
		set(KindGeo, "%.0f %% are degrees", 100*s.longitude)
	case s.number >= 0.9:
		p.decideNumber(name, filled, set)
	case p.Values <= categoryLimit(filled) && p.Words < 4:
		set(KindCategory, "%d different values", p.Values)
	case s.code >= 0.8 && p.Distinct >= 0.9 && p.Digits >= 0.5:
		set(KindIdentifier, "%.0f %% different, %.0f %% digits", 100*p.Distinct, 100*p.Digits)
	case s.code >= 0.8 && p.Length <= 12:
		set(KindCode, "%.0f %% are one word with digits", 100*s.code)
	default:
		p.decideText(name, set)
	}
}

// maxItemWords is how many words a value of a set has in the mean; longer ones are pieces of a text.
const maxItemWords = 3.5

func (p *Profile) separatedBy() string {
	for _, sep := range separators {
		items := 1 + p.shares.items[sep]
		if p.shares.separated[sep] >= 0.3 && p.Words/items <= maxItemWords {
			p.Separator = sep
			return sep
		}
	}
	return ""
}

// categoryLimit is how many different values a category may have.
func categoryLimit(filled int) int { return max(20, filled/200) }

func (p *Profile) decideNumber(name string, filled int, set func(Kind, string, ...any)) {
	s := &p.shares
	switch {
	case s.integer >= 0.9 && p.Length >= 5 && p.Distinct >= 0.5 && s.lengths < 1.5:
		set(KindIdentifier, "whole numbers of %.0f digits, %.0f %% different", p.Length, 100*p.Distinct)
	case s.integer >= 0.9 && p.Length >= 3 && p.Length <= 8 && s.lengths < 1 && p.Values > categoryLimit(filled):
		set(KindCode, "whole numbers of %.0f digits that recur", p.Length)
	case p.Values <= categoryLimit(filled) || p.Values <= 31:
		set(KindCategory, "%d different numbers", p.Values)
	case s.integer >= 0.9 && !headerSays(name, amountWords):
		set(KindCode, "whole numbers that recur")
	default:
		set(KindNumber, "%.0f %% are numbers", 100*s.number)
	}
}

func (p *Profile) decideText(name string, set func(Kind, string, ...any)) {
	s := &p.shares
	switch {
	case s.streetLike >= 0.3 && (s.numberFirst >= 0.2 || p.Digits < 0.02) && p.Words <= 8:
		set(KindStreet, "%.0f %% have a word for street", 100*s.streetLike)
	case s.mixedWord >= 0.2 && p.Words >= 3:
		set(KindProduct, "%.0f %% have a word of letters and digits", 100*s.mixedWord)
	case p.Words >= 5:
		set(KindText, "%.1f words in the mean", p.Words)
	case s.legalForm >= 0.05:
		set(KindOrg, "%.0f %% have a legal form", 100*s.legalForm)
	case p.Words >= 1.7 && p.Words <= 4 && s.givenName >= 0.25:
		set(KindPerson, "%.0f %% begin with a given name", 100*s.givenName)
	case p.Words >= 2.2:
		set(KindText, "%.1f words in the mean", p.Words)
	default:
		set(KindName, "%.1f words in the mean, %.0f %% different", p.Words, 100*p.Distinct)
	}
}

// roleOf tells what a column is about, by its kind, else by its name.
func roleOf(p *Profile) Role {
	switch {
	case p.Kind == KindPhone, p.Kind == KindStreet, p.Kind == KindGeo:
		return RolePlace
	case p.Kind == KindPerson, p.Kind == KindOrg:
		return RoleName
	case p.Kind == KindDate, p.Kind == KindEmail, p.Kind == KindIdentifier:
		return RoleOther
	case headerSays(p.Column, placeWords):
		return RolePlace
	case headerSays(p.Column, nameWords):
		return RoleName
	}
	return RoleOther
}

func headerSays(name string, words []string) bool {
	folded := similarity.FoldKey(strings.NewReplacer("_", " ", "-", " ", ".", " ").Replace(splitCamel(name)))
	for _, w := range similarity.Tokens(folded) {
		if slices.ContainsFunc(words, func(x string) bool { return w == x || len(x) >= 4 && strings.Contains(w, x) }) {
			return true
		}
	}
	return false
}

// splitCamel puts a space where a capital follows a small letter.
func splitCamel(name string) string {
	var b strings.Builder
	var last rune
	for _, r := range name {
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}
