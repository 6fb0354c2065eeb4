package survivorship

import (
	"errors"
	"strings"
	"testing"

	"aurum/domain"

	"github.com/goccy/go-yaml"
)

func TestCompileNamesThePathOfEveryMistake(t *testing.T) {
	tests := map[string]struct{ spec, want string }{
		"unknown attribute":         {`attributes: {nmae: trust}`, `survivorship.attributes.nmae: customer has no attribute "nmae"`},
		"unknown rule":              {`attributes: {legalName: newest}`, `survivorship.attributes.legalName: unknown rule "newest"`},
		"unknown rule in a chain":   {`attributes: {legalName: [trust, newest]}`, `survivorship.attributes.legalName[1]: unknown rule "newest"`},
		"no rule at all":            {`attributes: {legalName: []}`, `survivorship.attributes.legalName: names no rule`},
		"two rules in one mapping":  {`attributes: {legalName: {trust: 1, min: 2}}`, `survivorship.attributes.legalName: a rule is its name`},
		"argument not taken":        {`default: {trust: 3}`, `survivorship.default.trust: takes no argument`},
		"min with an argument":      {`attributes: {creditLimit: {min: 3}}`, `survivorship.attributes.creditLimit.min: takes no argument`},
		"longest with an argument":  {`attributes: {legalName: {longest: 3}}`, `survivorship.attributes.legalName.longest: takes no argument`},
		"default by value":          {`default: longest`, `survivorship.default.longest: depends on one attribute's value`},
		"default union":             {`default: [trust, union]`, `survivorship.default[1].union: a union needs one attribute`},
		"unknown curve":             {`trust: {sources: {ERP: {decay: {curve: steep, period: 1d}}}}`, `survivorship.trust.sources.ERP.decay.curve: unknown curve "steep"; there are fastSlow, halfLife, linear, slowFast`},
		"bad period":                {`trust: {decay: {curve: linear, period: soon}}`, `survivorship.trust.decay.period: "soon" is no period`},
		"period of nothing":         {`trust: {decay: {curve: linear, period: 0d}}`, `survivorship.trust.decay.period: "0d" is no period`},
		"floor out of range":        {`trust: {decay: {curve: linear, period: 1d, floor: -1}}`, `survivorship.trust.decay.floor: -1 is not between 0 and 100`},
		"trust out of range":        {`trust: {sources: {ERP: 101}}`, `survivorship.trust.sources.ERP.base: 101 is not between 0 and 100`},
		"default trust":             {`trust: {default: 101}`, `survivorship.trust.default: 101 is not between 0 and 100`},
		"trust in no attribute":     {`trust: {sources: {ERP: {attributes: {nmae: 1}}}}`, `survivorship.trust.sources.ERP.attributes.nmae: customer has no attribute`},
		"downgrade out of range":    {`trust: {invalid: {downgrade: 200}}`, `survivorship.trust.invalid.downgrade: 200 is not`},
		"attribute in two groups":   {`groups: [{attributes: [currency, language]}, {attributes: [status, currency]}]`, `survivorship.groups[1].attributes: "currency" is already in groups[0]`},
		"group of one":              {`groups: [{attributes: [currency]}]`, `survivorship.groups[0].attributes: a group has at least two`},
		"group of unknowns":         {`groups: [{attributes: [currency, nmae]}]`, `survivorship.groups[0].attributes: customer has no attribute "nmae"`},
		"group and a rule":          {`{attributes: {currency: trust}, groups: [{attributes: [currency, language]}]}`, `survivorship.groups[0].attributes: "currency" has a rule of its own`},
		"group by value":            {`groups: [{attributes: [currency, creditLimit], rule: [trust, min]}]`, `survivorship.groups[0].rule[1].min: depends on one attribute's value`},
		"group by length":           {`groups: [{attributes: [currency, creditLimit], rule: longest}]`, `survivorship.groups[0].rule.longest: depends on one`},
		"union of a single value":   {`attributes: {legalName: union}`, `survivorship.attributes.legalName.union: legalName is a single value`},
		"union by no field":         {`attributes: {addresses: {union: {by: [street]}}}`, `survivorship.attributes.addresses.union.by: PostalAddress has no field "street"`},
		"union by nothing":          {`attributes: {addresses: {union: {by: []}}}`, `survivorship.attributes.addresses.union.by: needs "value" or a list`},
		"union of zero":             {`attributes: {emails: {union: {max: 0}}}`, `survivorship.attributes.emails.union.max: needs a whole number`},
		"union with a wrong key":    {`attributes: {emails: {union: {limit: 3}}}`, `survivorship.attributes.emails.union.limit: unknown`},
		"union with a list":         {`attributes: {emails: {union: [value]}}`, `survivorship.attributes.emails.union: takes by, max and order`},
		"order of a union":          {`attributes: {emails: {union: {order: [trust, newest]}}}`, `survivorship.attributes.emails.union.order[1]: unknown rule`},
		"union in a union":          {`attributes: {emails: {union: {order: union}}}`, `survivorship.attributes.emails.union.order: a union cannot stand in the order`},
		"rules behind a union":      {`attributes: {emails: [union, newest]}`, `survivorship.attributes.emails[1]: unknown rule`},
		"two orders of a union":     {`attributes: {emails: [{union: {order: trust}}, oldest]}`, `survivorship.attributes.emails: rules stand behind the union`},
		"priority without sources":  {`default: sourcePriority`, `survivorship.default.sourcePriority: needs a list of source systems, here or in survivorship.sourcePriority`},
		"priority of nothing":       {`default: {sourcePriority: []}`, `survivorship.default.sourcePriority: needs a list`},
		"priority of a number":      {`default: {sourcePriority: [1]}`, `survivorship.default.sourcePriority: needs a list`},
		"source twice":              {`sourcePriority: [ERP, CRM, ERP]`, `survivorship.sourcePriority: "ERP" stands there twice`},
		"recency of no time":        {`default: {mostRecent: legalName}`, `survivorship.default.mostRecent: legalName is neither seenAt`},
		"min of a text":             {`attributes: {legalName: min}`, `survivorship.attributes.legalName.min: legalName is neither decimal`},
		"max of a list":             {`attributes: {emails: max}`, `survivorship.attributes.emails.max: emails is a list`},
		"longest boolean":           {`attributes: {creditHold: longest}`, `survivorship.attributes.creditHold.longest: creditHold is no text`},
		"value that cannot be":      {`attributes: {status: {valuePriority: [ACTIVE, ALIVE]}}`, `survivorship.attributes.status.valuePriority: status cannot be "ALIVE"`},
		"boolean that cannot be":    {`attributes: {creditHold: {valuePriority: [yes please]}}`, `survivorship.attributes.creditHold.valuePriority: creditHold cannot be "yes please"`},
		"value twice":               {`attributes: {status: {valuePriority: [ACTIVE, ACTIVE]}}`, `survivorship.attributes.status.valuePriority: "ACTIVE" stands there twice`},
		"priority of no values":     {`attributes: {status: valuePriority}`, `survivorship.attributes.status.valuePriority: needs a list of values`},
		"value priority of objects": {`attributes: {personName: {valuePriority: [a]}}`, `survivorship.attributes.personName.valuePriority: personName is no plain value`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Compile(domain.Registry.Of(domain.Customer), specOf(t, test.spec), nil)
			if err == nil {
				t.Fatal("compiles")
			}
			if !strings.HasPrefix(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got  %s\nwant %s", err, test.want)
			}
			var e *domain.Error
			if !errors.As(err, &e) || e.Code != domain.Invalid || e.Field[0] != "survivorship" {
				t.Errorf("no INVALID error with a path: %#v", err)
			}
		})
	}
}

func TestCompileReportsAllMistakesAtOnce(t *testing.T) {
	_, err := Compile(domain.Registry.Of(domain.Customer), specOf(t, `{default: newest, attributes: {nmae: trust, legalName: min}}`), nil)
	if err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("want three mistakes, got: %v", err)
	}
}

func TestASpecIsReadStrictly(t *testing.T) {
	for _, text := range []string{`trust: {sources: {ERP: {bass: 3}}}`, `defualt: trust`, `trust: {sources: {ERP: high}}`} {
		var s Spec
		if err := yaml.UnmarshalWithOptions([]byte(text), &s, yaml.Strict()); err == nil {
			t.Errorf("%s passes", text)
		}
	}
}

func TestTrustGivenBesideTheSpecHoldsWhereTheSpecIsSilent(t *testing.T) {
	forty, ninety := 40.0, 90.0
	given := map[string]SourceTrust{"ERP": {Base: &forty}, "CRM": {Base: &ninety}}
	p, err := Compile(domain.Registry.Of(domain.Customer), specOf(t, `trust: {sources: {CRM: 30}}`), given)
	if err != nil {
		t.Fatal(err)
	}
	for system, want := range map[string]float64{"ERP": 40, "CRM": 30} {
		if got := p.sources[system].bases[0]; got != want {
			t.Errorf("%s: %v, want %v", system, got, want)
		}
	}
}

func TestTheDefaultIdentityCanBeReplaced(t *testing.T) {
	all := func(*domain.Attribute, any) (string, string) { return "same", "" }
	p, err := Compile(domain.Registry.Of(domain.Customer), Spec{}, nil, WithItemKey(all))
	if err != nil {
		t.Fatal(err)
	}
	c := Contribution{Attributes: domain.Attributes{"emails": []any{"a@x.ch", "b@x.ch"}}}
	golden, _ := p.Survive([]Contribution{c}, c.SeenAt)
	if got := golden["emails"].([]any); len(got) != 1 || got[0] != "a@x.ch" {
		t.Errorf("got %v", got)
	}
}

func specOf(t testing.TB, text string) Spec {
	t.Helper()
	var s Spec
	if err := yaml.UnmarshalWithOptions([]byte(text), &s, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	return s
}
