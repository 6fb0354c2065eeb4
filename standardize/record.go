package standardize

import (
	"fmt"
	"slices"
	"strings"

	"aurum/domain"
	"aurum/standardize/kinds"
)

// Defaults are what a policy knows where a record is silent. The zero value knows nothing.
type Defaults struct {
	// Country is the ISO 3166 alpha-2 code for phones and dates of records that name none.
	Country string `yaml:"country,omitempty"`
	// DateOrder is DMY or MDY for dates in digits; the record's country decides where it is empty.
	DateOrder string `yaml:"dateOrder,omitempty"`
	// Warn lists attributes whose invalid values are left out with a warning instead of sending the record to quarantine.
	Warn []string `yaml:"warn,omitempty"`
	// System is the sender, whose keys references are unless they say otherwise.
	System string `yaml:"-"`
}

// Record standardizes a source record. Absent and null attributes are left out.
func Record(s *domain.Schema, raw domain.Attributes, d Defaults) (domain.Attributes, []domain.Problem) {
	r := &reader{defaults: d, country: countryOf(s, raw, d)}
	out := domain.Attributes{}
	for i := range s.Attributes {
		a := &s.Attributes[i]
		if v, ok := raw[a.Name]; ok && v != nil {
			r.warn = slices.Contains(d.Warn, a.Name)
			if std := r.attribute(a, v, []string{a.Name}); std != nil {
				out[a.Name] = std
			}
		}
	}
	r.warn = false
	r.unknown(s, raw)
	derive(s.Domain, out)
	r.check(s, out)
	return out, r.problems
}

// reader standardizes the values of one record and gathers what is wrong with them.
type reader struct {
	defaults Defaults
	country  string // of the record, for phones and dates
	warn     bool   // the attribute at hand may be wrong without harm to the record
	problems []domain.Problem
}

func (r *reader) problem(code string, severity domain.Severity, field []string, message string) {
	if r.warn {
		severity = domain.Warning
	}
	r.problems = append(r.problems, domain.Problem{Code: code, Severity: severity, Field: slices.Clone(field), Message: strings.Join(field, ".") + ": " + message})
}

// failed notes an error of package kinds; it tells whether the value is of use all the same.
func (r *reader) failed(err error, field []string) bool {
	p, ok := kinds.AsProblem(err)
	if !ok {
		r.problem("INVALID_FORMAT", domain.Fatal, field, err.Error())
		return false
	}
	if p.Field != "" {
		field = append(slices.Clone(field), p.Field)
	}
	if p.Severity == kinds.Warning {
		r.problem(p.Code, domain.Warning, field, p.Message)
		return true
	}
	r.problem(p.Code, domain.Fatal, field, p.Message)
	return false
}

func (r *reader) placeholder(field []string, value string) {
	r.problem("PLACEHOLDER", domain.Warning, field, fmt.Sprintf("%q says nothing and is left out", short(value)))
}

// attribute standardizes a value or a list; nil means nothing is left.
func (r *reader) attribute(a *domain.Attribute, v any, field []string) any {
	items, isList := v.([]any)
	if !a.Many {
		if isList {
			if len(items) != 1 {
				r.problem("INVALID_FORMAT", domain.Fatal, field, fmt.Sprintf("takes one value, not a list of %d", len(items)))
				return nil
			}
			v = items[0]
		}
		return r.value(a, v, field)
	}
	if !isList {
		items = []any{v}
	}
	return r.list(a, items, field)
}

const maxItems = 200

func (r *reader) list(a *domain.Attribute, items []any, field []string) any {
	if len(items) > maxItems {
		r.problem("TOO_LONG", domain.Fatal, field, fmt.Sprintf("a list holds at most %d values, this one %d", maxItems, len(items)))
		return nil
	}
	var out []any
	seen := map[string]bool{}
	for i, item := range items {
		if item == nil {
			continue
		}
		std := r.value(a, item, append(slices.Clone(field), fmt.Sprint(i)))
		if std == nil {
			continue
		}
		if k := identity(std); !seen[k] {
			seen[k] = true
			out = append(out, std)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// unknown reports attributes the domain does not have.
func (r *reader) unknown(s *domain.Schema, raw domain.Attributes) {
	for _, name := range sortedNames(raw) {
		if s.Attribute(name) == nil {
			r.problem("UNKNOWN_ATTRIBUTE", domain.Fatal, []string{name}, fmt.Sprintf("a %s has no such attribute", s.Domain))
		}
	}
}

// countryOf finds the country that phones and dates of the record are read in: that of its addresses, then of its tax
// numbers, then the default.
func countryOf(s *domain.Schema, raw domain.Attributes, d Defaults) string {
	for _, name := range []string{"addresses", "taxIds"} {
		if a := s.Attribute(name); a == nil {
			continue
		}
		items, _ := raw[name].([]any)
		for _, item := range items {
			if c := addressCountry(item); c != "" {
				return c
			}
		}
	}
	return d.Country
}

func addressCountry(item any) string {
	m, ok := item.(map[string]any)
	if !ok {
		return ""
	}
	if text, ok := m["country"].(string); ok && text != "" {
		c, err := kinds.Country(text)
		if err != nil {
			return ""
		}
		return c
	}
	if _, ok := m["lines"]; !ok && m["city"] == nil && m["postalCode"] == nil {
		return ""
	}
	std, _ := kinds.StandardizeAddress(addressOf(m))
	return std.Country
}
