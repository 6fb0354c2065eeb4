package matching

import (
	"testing"

	"aurum/domain"
)

func TestRuleConditions(t *testing.T) {
	const vat = `{taxIds: [{scheme: VAT, country: DE, value: `
	for _, c := range []struct {
		when, a, b string
		want       bool
	}{
		{"{equal: taxIds}", vat + "DE136695976}]}", vat + "DE136695976}]}", true},
		{"{equal: taxIds}", vat + "DE136695976}]}", vat + "DE811569869}]}", false},
		{"{equal: taxIds}", "{}", "{}", false},
		{"{equal: identifiers.DUNS}", "{identifiers: [{scheme: DUNS, value: \"1\"}]}", "{identifiers: [{scheme: DUNS, value: \"1\"}]}", true},
		{"{equal: identifiers.DUNS}", "{identifiers: [{scheme: LEI, value: \"1\"}]}", "{identifiers: [{scheme: LEI, value: \"1\"}]}", false},
		{"{equal: identifiers}", "{identifiers: [{scheme: LEI, value: \"1\"}]}", "{identifiers: [{scheme: DUNS, value: \"1\"}]}", false},
		{"{conflict: taxIds}", vat + "DE136695976}]}", vat + "DE811569869}]}", true},
		{"{conflict: taxIds}", vat + "DE136695976}]}", "{}", false},
		{"{conflict: taxIds}", vat + "DE136695976}]}", vat + "DE136695967}]}", false}, // mistyped, perhaps
		{"{conflict: taxIds}", vat + "DE136695976}]}", "{taxIds: [{scheme: VAT, country: AT, value: ATU13585627}]}", false},
		{"{conflict: taxIds}", vat + "DE136695976}, {scheme: VAT, country: AT, value: ATU13585627}]}", vat + "DE811569869}, {scheme: VAT, country: AT, value: ATU13585627}]}", false},
		{"{conflict: kind}", "{kind: PERSON}", "{kind: ORGANIZATION}", true},
		{"{conflict: personName.suffix}", "{personName: {suffix: Jr}}", "{personName: {suffix: Sr}}", true},
		{"{present: kind}", "{kind: PERSON}", "{kind: ORGANIZATION}", true},
		{"{present: kind}", "{kind: PERSON}", "{}", false},
		{"{not: {present: kind}}", "{kind: PERSON}", "{}", true},
		{"{all: [{present: kind}, {equal: currency}]}", "{kind: PERSON, currency: CHF}", "{kind: PERSON, currency: EUR}", false},
		{"{any: [{present: kind}, {equal: currency}]}", "{kind: PERSON, currency: CHF}", "{kind: PERSON, currency: EUR}", true},
		{"{any: [{equal: kind}, {equal: currency}]}", "{kind: PERSON, currency: CHF}", "{currency: EUR}", false},
		{"{reaches: {mail: like}}", "{emails: [abcdef@x.ch]}", "{emails: [abcdef@x.ch]}", true},
		{"{reaches: {mail: like}}", "{emails: [abcdef@x.ch]}", "{emails: [abcdfe@x.ch]}", true},
		{"{reaches: {mail: like}}", "{emails: [abcdef@x.ch]}", "{emails: [zz@y.com]}", false},
		{"{reaches: {mail: other}}", "{emails: [abcdef@x.ch]}", "{}", false},
		{"{is: {mail: like}}", "{emails: [abcdef@x.ch]}", "{emails: [abcdef@x.ch]}", false},
		{"{is: {mail: like}}", "{emails: [abcdef@x.ch]}", "{emails: [abcdfe@x.ch]}", true},
		{"{falls: {mail: like}}", "{emails: [abcdef@x.ch]}", "{emails: [zz@y.com]}", true},
		{"{falls: {mail: like}}", "{emails: [abcdef@x.ch]}", "{emails: [abcdef@x.ch]}", false},
		{"{falls: {mail: like}}", "{emails: [abcdef@x.ch]}", "{}", false},
	} {
		m := compiled(t, domain.Customer, join("blocking: [[emails]]", "rules: [{name: r, then: forbid, when: "+c.when+"}]",
			"comparisons: [{name: mail, attribute: emails, levels: [{name: same, when: exact, weight: 1}, {name: like, when: osa <= 1, weight: 1}, {name: other, when: else, weight: 0}]}]"))
		a, b := m.Prepare(attributes(t, c.a)), m.Prepare(attributes(t, c.b))
		if _, got := m.Forbids(a, b); got != c.want {
			t.Errorf("%s of %s and %s is %v", c.when, c.a, c.b, got)
		}
		if _, got := m.Forbids(b, a); got != c.want {
			t.Errorf("%s of %s and %s is not symmetric", c.when, c.a, c.b)
		}
	}
}

func TestPackagesOfOneArticleDoNotConflict(t *testing.T) {
	m := compiled(t, domain.Product, "{blocking: [[gtins]], rules: [{name: r, when: {conflict: gtins}, then: forbid}]}")
	piece := m.Prepare(attributes(t, `{gtins: ["04006381333931"]}`))
	carton := m.Prepare(attributes(t, `{gtins: ["14006381333938"]}`))
	other := m.Prepare(attributes(t, `{gtins: ["04006381105804"]}`))
	if _, no := m.Forbids(piece, carton); no {
		t.Error("a piece and its carton are forbidden")
	}
	if _, no := m.Forbids(piece, other); !no {
		t.Error("two articles are not forbidden")
	}
}

func TestVerdicts(t *testing.T) {
	m := compiled(t, domain.Customer, join("blocking: [[taxIds]]", "prior: 0.5", "thresholds: {link: 0.99, review: 0.6}", "rules:",
		"  - {name: same VAT, when: {equal: taxIds}, then: link}",
		"  - {name: other kind, when: {conflict: kind}, then: forbid}",
		"comparisons: [{attribute: emails, levels: [{when: exact, weight: 8}, {when: osa <= 2, weight: 3}, {when: else, weight: -4}]}]"))
	const vat = `taxIds: [{scheme: VAT, country: DE, value: DE136695976}]`
	for _, c := range []struct {
		a, b     string
		want     Verdict
		decision string
	}{
		{"{" + vat + "}", "{" + vat + "}", Verdict{Weight: RuleWeight, Rule: "same VAT"}, DecisionLink},
		{"{" + vat + ", kind: PERSON}", "{" + vat + ", kind: ORGANIZATION}", Verdict{Weight: RuleWeight, Rule: "same VAT", Forbid: "other kind"}, DecisionForbidden},
		{"{emails: [a@b.ch]}", "{emails: [a@b.ch]}", Verdict{Weight: 8}, DecisionLink},
		{"{emails: [a@b.ch]}", "{emails: [a@b.com]}", Verdict{Weight: 3}, DecisionReview},
		{"{emails: [a@b.ch]}", "{emails: [xyz@uvw.com]}", Verdict{Weight: -4}, DecisionNone},
		{"{emails: [a@b.ch]}", "{}", Verdict{}, DecisionNone},
	} {
		a, b := m.Prepare(attributes(t, c.a)), m.Prepare(attributes(t, c.b))
		if got := m.Compare(a, b); got != c.want {
			t.Errorf("%s and %s: %+v, want %+v", c.a, c.b, got, c.want)
		}
		if got := m.Explain(b, a).Decision; got != c.decision {
			t.Errorf("%s and %s: %s, want %s", c.a, c.b, got, c.decision)
		}
	}
}

func TestBusinessKey(t *testing.T) {
	m := compiled(t, domain.Price, `businessKey: {attributes: [priceList, product, customer, minimumQuantity], defaults: {minimumQuantity: "1"}}`)
	base := `{priceList: RETAIL, product: {system: ERP, key: P1, id: prd_1}, amount: "10"}`
	for _, c := range []struct {
		name, other string
		same        bool
	}{
		{"equal but for the amount", `{priceList: RETAIL, product: {system: SHOP, key: X9, id: prd_1}, amount: "12"}`, true},
		{"the default said", `{priceList: RETAIL, product: {system: ERP, key: P1, id: prd_1}, minimumQuantity: "1.0"}`, true},
		{"another quantity", `{priceList: RETAIL, product: {system: ERP, key: P1, id: prd_1}, minimumQuantity: "10"}`, false},
		{"reference not resolved", `{priceList: RETAIL, product: {system: ERP, key: P1}}`, false},
		{"one customer's", `{priceList: RETAIL, product: {system: ERP, key: P1, id: prd_1}, customer: {system: ERP, key: C}}`, false},
		{"punctuation counts", `{priceList: RE-TAIL, product: {system: ERP, key: P1, id: prd_1}}`, false},
	} {
		a, b := m.Prepare(attributes(t, base)), m.Prepare(attributes(t, c.other))
		v := m.Compare(a, b)
		if got := v.Weight >= m.Link(); got != c.same || (v.Rule != "") != c.same {
			t.Errorf("%s: %+v", c.name, v)
		}
		if got := a.Keys()[0] == b.Keys()[0]; got != c.same {
			t.Errorf("%s: blocking keys equal is %v", c.name, got)
		}
		if x := m.Explain(a, b); len(x.Steps) != 4 || (x.Decision == DecisionLink) != c.same {
			t.Errorf("%s: explained as %+v", c.name, x)
		}
	}
	if p := m.Prepare(domain.Attributes{"amount": "1"}); len(p.Keys()) != 0 || m.Compare(p, p).Weight >= m.Link() {
		t.Error("a record without any part of its key has one")
	}
}

// TestHash: everything keys, comparisons and rules look at counts, and nothing else.
func TestHash(t *testing.T) {
	m := compiled(t, domain.Customer, join("blocking: [[taxIds]]", "comparisons: [{attribute: legalName, levels: [{when: exact, weight: 1}]}]"))
	hash := func(text string) int64 { return m.Prepare(attributes(t, text)).Hash() }
	base := hash(`{legalName: Acme, currency: CHF}`)
	if base != hash(`{legalName: Acme, currency: EUR}`) {
		t.Error("an attribute that plays no part changes the hash")
	}
	if base == hash(`{legalName: Acme AG}`) || base == hash(`{legalName: Acme, taxIds: [{country: DE, value: X1}]}`) {
		t.Error("an attribute that plays a part does not change the hash")
	}
}
