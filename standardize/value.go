package standardize

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"aurum/domain"
	"aurum/standardize/kinds"
)

const (
	maxText = 4000
	maxCode = 100
)

// value standardizes one value by its kind; nil means nothing is left.
func (r *reader) value(a *domain.Attribute, v any, field []string) any {
	if compose, ok := composites[a.Kind]; ok {
		return compose(r, a, v, field)
	}
	if a.Fields != nil {
		return r.fields(a, v, field)
	}
	text, ok := scalarText(v)
	if !ok {
		r.problem("INVALID_FORMAT", domain.Fatal, field, "takes a single value, not an object or a list")
		return nil
	}
	if strings.TrimSpace(text) == "" {
		return nil
	}
	if a.Enum != nil {
		return r.enum(a, text, field)
	}
	std, ok := scalars[a.Kind]
	if !ok {
		panic("standardize: no standardizer for kind " + a.Kind) // a programmer's error, shown by the first test
	}
	return std(r, text, field)
}

// scalarText gives the text of a JSON scalar; numbers keep their digits.
func scalarText(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case bool:
		return strconv.FormatBool(v), true
	case json.Number:
		return v.String(), true
	case int:
		return strconv.Itoa(v), true
	case int64:
		return strconv.FormatInt(v, 10), true
	case uint64:
		return strconv.FormatUint(v, 10), true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	}
	return "", false
}

type scalar func(r *reader, text string, field []string) any

// scalars are the standardizers of plain kinds.
var scalars map[string]scalar

func init() {
	scalars = map[string]scalar{
		"Text": (*reader).text, "Code": (*reader).code, "OrganizationName": (*reader).organization,
		"Email": (*reader).email, "Phone": (*reader).phone, "Date": (*reader).date,
		"URL": simple(kinds.URL), "CountryCode": simple(kinds.Country), "UnitCode": simple(kinds.Unit),
		"LanguageCode": simple(kinds.Language), "Decimal": simple(kinds.Decimal), "HSCode": simple(kinds.HSCode), "BIC": simple(kinds.BIC),
		"GTIN": guarded(kinds.GTIN), "IBAN": guarded(kinds.IBAN),
		"CurrencyCode": func(r *reader, text string, field []string) any {
			return r.outcome(field)(kinds.Currency(text, r.country))
		},
		"Integer": (*reader).integer, "Boolean": (*reader).boolean,
	}
}

// simple adapts a standardizer that needs nothing but the text.
func simple(std func(string) (string, error)) scalar {
	return func(r *reader, text string, field []string) any {
		if kinds.Placeholder(text) && len(text) > 3 {
			r.placeholder(field, text)
			return nil
		}
		return r.outcome(field)(std(text))
	}
}

// guarded adapts a standardizer of numbers that people make up.
func guarded(std func(string) (string, error)) scalar {
	return func(r *reader, text string, field []string) any {
		if kinds.PlaceholderIdentifier(text) {
			r.placeholder(field, text)
			return nil
		}
		return r.outcome(field)(std(text))
	}
}

// outcome takes a standardizer's answer: the value, unless it is of no use.
func (r *reader) outcome(field []string) func(string, error) any {
	return func(std string, err error) any {
		if err != nil && !r.failed(err, field) || std == "" {
			return nil
		}
		return std
	}
}

func (r *reader) text(text string, field []string) any {
	if kinds.Placeholder(text) && !numeric(text) {
		r.placeholder(field, text)
		return nil
	}
	return r.outcome(field)(kinds.Text(text, maxText))
}

// code keeps a company's own codes, digits of any kind included: "000" may well be one.
func (r *reader) code(text string, field []string) any {
	std := strings.ToUpper(kinds.CleanText(text))
	if !numeric(std) && len(std) > 2 && kinds.Placeholder(std) {
		r.placeholder(field, text)
		return nil
	}
	return r.outcome(field)(kinds.Text(std, maxCode))
}

func numeric(s string) bool { return strings.ContainsAny(s, "0123456789") }

func (r *reader) organization(text string, field []string) any {
	name, _, _ := kinds.OrganizationName(text)
	if name == "" || kinds.Placeholder(text) {
		r.placeholder(field, text)
		return nil
	}
	return r.outcome(field)(kinds.Text(name, maxText))
}

func (r *reader) email(text string, field []string) any {
	if kinds.Placeholder(text) {
		r.placeholder(field, text)
		return nil
	}
	std, err := kinds.Email(text)
	if err == nil && kinds.PlaceholderEmail(std) {
		r.placeholder(field, text)
		return nil
	}
	return r.outcome(field)(std, err)
}

// phone keeps the bare digits of a number that only lacks its country, and leaves out what cannot be read at all: the raw
// one stays on the source record. What has no digits to speak of is no phone number.
func (r *reader) phone(text string, field []string) any {
	if kinds.Placeholder(text) || kinds.PlaceholderPhone(text) {
		r.placeholder(field, text)
		return nil
	}
	n, err := kinds.Phone(text, r.country)
	if n.E164 != "" {
		return n.E164
	}
	p, _ := kinds.AsProblem(err)
	severity := domain.Warning
	if countDigits(text) < 3 {
		severity = domain.Fatal
	}
	r.problem(p.Code, severity, field, p.Message)
	if n.Kept != "" && (p.Code == kinds.NoCountry || p.Code == kinds.Incomplete) {
		return n.Kept
	}
	return nil
}

func (r *reader) date(text string, field []string) any {
	order := map[string]kinds.DateOrder{"DMY": kinds.DayFirst, "MDY": kinds.MonthFirst}[r.defaults.DateOrder]
	if order == kinds.OrderUnknown {
		order = kinds.DateOrderOf(r.country)
	}
	hint := kinds.DateHint{Order: order}
	birth := field[0] == "birthDate"
	if birth {
		hint.NotAfter = time.Now()
	}
	std, err := kinds.Date(text, hint)
	if p, _ := kinds.AsProblem(err); p.Code == kinds.Ambiguous {
		std, err = r.ambiguousDate(text, hint, field, p)
	}
	if err == nil && birth && kinds.PlaceholderDate(std) || kinds.Placeholder(text) {
		r.placeholder(field, text)
		return nil
	}
	return r.outcome(field)(std, err)
}

// ambiguousDate reads a date whose order nobody knows the same way every time: with slashes the month comes first, else
// the day. It is a warning, since the other reading is as possible; a policy's dateOrder settles it.
func (r *reader) ambiguousDate(text string, hint kinds.DateHint, field []string, p kinds.Problem) (string, error) {
	hint.Order = kinds.DayFirst
	if strings.Contains(text, "/") {
		hint.Order = kinds.MonthFirst
	}
	std, err := kinds.Date(text, hint)
	if err == nil {
		r.problem(p.Code, domain.Warning, field, p.Message+"; it is taken for "+std)
	}
	return std, err
}

func (r *reader) integer(text string, field []string) any {
	std, err := kinds.Integer(text)
	if err != nil && !r.failed(err, field) {
		return nil
	}
	n, err := strconv.Atoi(std)
	if err != nil {
		r.problem("OUT_OF_RANGE", domain.Fatal, field, fmt.Sprintf("%q is no whole number", short(text)))
		return nil
	}
	return n
}

func (r *reader) boolean(text string, field []string) any {
	b, err := kinds.Boolean(text)
	if err != nil && !r.failed(err, field) {
		return nil
	}
	return b
}

func (r *reader) enum(a *domain.Attribute, text string, field []string) any {
	said := strings.ToLower(strings.Join(strings.FieldsFunc(text, func(c rune) bool { return c == ' ' || c == '_' || c == '-' }), " "))
	var names []string
	for _, v := range a.Enum {
		if said == strings.ToLower(strings.ReplaceAll(v.Name, "_", " ")) {
			return v.Name
		}
		for _, alias := range v.Aliases {
			if said == alias {
				return v.Name
			}
		}
		names = append(names, v.Name)
	}
	if kinds.Placeholder(text) {
		r.placeholder(field, text)
		return nil
	}
	r.problem("UNKNOWN_CODE", domain.Fatal, field, fmt.Sprintf("%q is none of %s", short(text), strings.Join(names, ", ")))
	return nil
}

func countDigits(s string) (n int) {
	for _, c := range s {
		if c >= '0' && c <= '9' {
			n++
		}
	}
	return n
}

func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
