package standardize

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"aurum/domain"
)

// derive fills in what follows from the rest.
func derive(d domain.Domain, out domain.Attributes) {
	switch d {
	case domain.Customer, domain.Supplier:
		if out["kind"] == nil {
			switch {
			case out["legalName"] != nil:
				out["kind"] = "ORGANIZATION"
			case out["personName"] != nil: // who has no legal name but his own trades under another
				out["kind"] = "PERSON"
			case out["tradingNames"] != nil:
				out["kind"] = "ORGANIZATION"
			}
		}
	case domain.Account:
		if out["normalBalance"] == nil {
			switch out["type"] {
			case "ASSET", "EXPENSE":
				out["normalBalance"] = "DEBIT"
			case "LIABILITY", "EQUITY", "INCOME":
				out["normalBalance"] = "CREDIT"
			}
		}
	}
}

// check reports what the record as a whole lacks or contradicts.
func (r *reader) check(s *domain.Schema, out domain.Attributes) {
	groups := map[string][]string{}
	var order []string
	for i := range s.Attributes {
		a := &s.Attributes[i]
		if a.Required && out[a.Name] == nil && !r.reported(a.Name) {
			r.problem("REQUIRED", domain.Fatal, []string{a.Name}, fmt.Sprintf("a %s needs it", s.Domain))
		}
		if a.OneOf != "" {
			if groups[a.OneOf] == nil {
				order = append(order, a.OneOf)
			}
			groups[a.OneOf] = append(groups[a.OneOf], a.Name)
		}
		if a.Min != nil {
			r.checkMin(a, out[a.Name])
		}
	}
	for _, g := range order {
		r.checkOneOf(s, groups[g], out)
	}
	from, _ := out["validFrom"].(string)
	to, _ := out["validTo"].(string)
	if from != "" && to != "" && to < from {
		r.problem("OUT_OF_RANGE", domain.Fatal, []string{"validTo"}, fmt.Sprintf("%s lies before validFrom %s", to, from))
	}
}

// reported tells whether something fatal was already said of an attribute: "missing" would only repeat it.
func (r *reader) reported(name string) bool {
	for _, p := range r.problems {
		if p.Severity == domain.Fatal && p.Field[0] == name {
			return true
		}
	}
	return false
}

func (r *reader) checkOneOf(s *domain.Schema, names []string, out domain.Attributes) {
	for _, name := range names {
		if out[name] != nil || r.reported(name) {
			return
		}
	}
	r.problem("REQUIRED", domain.Fatal, []string{names[0]}, fmt.Sprintf("a %s needs one of %s", s.Domain, strings.Join(names, ", ")))
}

func (r *reader) checkMin(a *domain.Attribute, v any) {
	if v == nil {
		return
	}
	n, err := decimal.NewFromString(fmt.Sprint(v))
	if err == nil && n.LessThan(decimal.NewFromInt(int64(*a.Min))) {
		r.problem("OUT_OF_RANGE", domain.Fatal, []string{a.Name}, fmt.Sprintf("%v is less than %d", v, *a.Min))
	}
}
