package matching

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"aurum/domain"
)

const explained = `
combine: {name: [legalName]}
blocking: [[legalName.core], [phones], [emails]]
rules:
  - {name: same tax number, when: {equal: taxIds}, then: link}
  - {name: born another day, when: {falls: {birthDate: other}}, then: forbid}
comparisons:
  - attribute: legalName
    termFrequency: words
    levels: [{name: equal, when: exact, weight: 8}, {name: like, when: jaroWinkler >= 0.85, weight: 5}, {name: other, when: else, weight: -6}]
  - attribute: phones
    group: contact
    levels: [{name: equal, when: exact, weight: 7}, {name: other, when: else, weight: -1}]
  - attribute: emails
    group: contact
    levels: [{name: equal, when: exact, weight: 7}, {name: other, when: else, weight: -1}]
  - attribute: birthDate
    levels: [{name: equal, when: exact, weight: 9}, {name: other, when: else, weight: -9}]
groups: [{name: contact, cap: 10}]
frequencies: {words: {default: 0.001, acme: 0.004}}
prior: 0.0001
thresholds: {link: 0.99, review: 0.6}
sources: {unique: [ERP]}
`

func explain(t *testing.T, a, b string) Explanation {
	t.Helper()
	m := compiled(t, "customer", explained)
	x := m.Explain(m.Prepare(attributes(t, a)), m.Prepare(attributes(t, b)))
	sum := 0.0
	for _, s := range x.Steps {
		sum += s.Weight
	}
	if x.Weight != RuleWeight && math.Abs(sum-x.Weight) > 1e-9 {
		t.Errorf("the steps add up to %v, the weight is %v", sum, x.Weight)
	}
	return x
}

func TestTheWaterfallAddsUpStepByStep(t *testing.T) {
	x := explain(t, `{legalName: Acme Foundry, phones: ["+4121"], emails: [a@acme.example]}`, `{legalName: acme foundry, phones: ["+4121"], emails: [a@acme.example]}`)
	want := []Step{
		{Kind: StepPrior, Comparison: "prior", Level: "any two records", Weight: bits(0.0001)},
		{Kind: StepComparison, Comparison: "legalName", Level: "equal", Weight: 8, A: "Acme Foundry", B: "acme foundry"},
		{Kind: StepTermFrequency, Comparison: "legalName", Level: "common value", Weight: -2, A: "Acme Foundry", B: "acme foundry"},
		{Kind: StepComparison, Comparison: "phones", Level: "equal", Weight: 7, A: "+4121", B: "+4121"},
		{Kind: StepComparison, Comparison: "emails", Level: "equal", Weight: 7, A: "a@acme.example", B: "a@acme.example"},
		{Kind: StepComparison, Comparison: "birthDate", Level: "missing"},
		{Kind: StepGroup, Comparison: "contact", Level: "group bound", Weight: -4},
	}
	if len(x.Steps) != len(want) {
		t.Fatalf("%d steps: %+v", len(x.Steps), x.Steps)
	}
	for i := range want {
		if x.Steps[i] != want[i] {
			t.Errorf("step %d is %+v, want %+v", i, x.Steps[i], want[i])
		}
	}
}

func TestMatchKeys(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{`{legalName: Foundry, phones: ["+4121"]}`, `{legalName: Foundry, phones: ["+4121"]}`, "+LEGALNAME+PHONE"},
		{`{legalName: Foundry, phones: ["+4121"], birthDate: "1970-01-01"}`, `{legalName: Foundry, phones: ["+4122"]}`, "+LEGALNAME-PHONE"},
		{`{legalName: Foundry, taxIds: [{scheme: VAT, country: CH, value: "1"}]}`, `{legalName: Bakery, taxIds: [{scheme: VAT, country: CH, value: "1"}]}`, "same tax number -LEGALNAME"},
		{`{legalName: Foundry, birthDate: "1970-01-01"}`, `{legalName: Foundry, birthDate: "1980-01-01"}`, "!born another day +LEGALNAME-BIRTHDATE"},
		{`{phones: ["+4121"]}`, `{emails: [a@acme.example]}`, ""},
	} {
		if x := explain(t, c.a, c.b); x.MatchKey != c.want {
			t.Errorf("%s and %s: %q, want %q", c.a, c.b, x.MatchKey, c.want)
		}
	}
	for name, want := range map[string]string{
		"addresses": "ADDRESS", "address.postalCode": "POSTALCODE", "status": "STATUS", "soc_sec_id": "SOCSECID", "Straßennamen": "STRAßENNAMEN",
		"boxes": "BOX", "名前": "名前", "manufacturerPartNumber": "MANUFACTURER",
	} {
		if got := shortName(name); got != want {
			t.Errorf("%s is %s in a match key, want %s", name, got, want)
		}
	}
}

func TestWhyNotTellsWhatIsMissing(t *testing.T) {
	x := explain(t, `{legalName: Foundry, phones: ["+4121"], emails: [x@acme.example]}`, `{legalName: Foundrie, phones: ["+4122"], emails: [x@acme.example]}`)
	n := x.WhyNot
	if x.Decision != DecisionNone || n == nil || math.Abs(n.ToLink-(bits(0.99)-x.Weight)) > 1e-9 || math.Abs(n.ToReview-(bits(0.6)-x.Weight)) > 1e-9 {
		t.Fatalf("%+v, why not %+v", x, n)
	}
	want := []Cost{ // the contact group lets the telephone add 4 of its 8 bits
		{Comparison: "birthDate", Level: "missing", Best: "equal", BestWeight: 9, Lost: 9},
		{Comparison: "phones", Level: "other", Weight: -1, Best: "equal", BestWeight: 7, Lost: 4},
		{Comparison: "legalName", Level: "like", Weight: 5, Best: "equal", BestWeight: 8, Lost: 3},
	}
	if len(n.Costs) != len(want) {
		t.Fatalf("costs %+v", n.Costs)
	}
	for i := range want {
		if n.Costs[i] != want[i] {
			t.Errorf("cost %d is %+v, want %+v", i, n.Costs[i], want[i])
		}
	}
	if n.Unmet != "" || strings.Join(x.Blocking, "|") != "emails" {
		t.Errorf("meet by %v, unmet %q", x.Blocking, n.Unmet)
	}
	if x := explain(t, `{legalName: Foundry}`, `{legalName: Bakery}`); x.WhyNot.Unmet == "" || len(x.Blocking) != 0 {
		t.Errorf("records without a key in common: %+v", x)
	}
	if x := explain(t, `{legalName: Foundry, birthDate: "1970-01-01", phones: ["+4121"]}`, `{legalName: Foundry, birthDate: "1980-01-01", phones: ["+4121"]}`); x.WhyNot.Forbid != "born another day" {
		t.Errorf("forbidden by %q", x.WhyNot.Forbid)
	}
	if x := explain(t, `{legalName: Foundry, phones: ["+4121"], birthDate: "1970-01-01"}`, `{legalName: Foundry, phones: ["+4121"], birthDate: "1970-01-01"}`); x.WhyNot != nil {
		t.Errorf("a link lacks something: %+v", x.WhyNot)
	}
}

func TestASourceWithoutDuplicatesIsAReason(t *testing.T) {
	m := compiled(t, "customer", explained)
	p := m.Prepare(attributes(t, `{legalName: Foundry, phones: ["+4121"], emails: [a@acme.example], birthDate: "1970-01-01"}`))
	erp, crm := domain.SourceKey{System: "ERP", Key: "1"}, domain.SourceKey{System: "CRM", Key: "1"}
	if x := m.ExplainRecords(erp, crm, p, p); x.Decision != DecisionLink || x.WhyNot != nil {
		t.Errorf("two sources: %+v", x)
	}
	x := m.ExplainRecords(erp, domain.SourceKey{System: "ERP", Key: "2"}, p, p)
	if x.Decision != DecisionForbidden || x.WhyNot.Forbid != UniqueRule || x.WhyNot.Unmet == "" || !strings.HasPrefix(x.MatchKey, "!"+UniqueRule) {
		t.Errorf("one source: %+v", x)
	}
}

func TestNearestNeighboursMayMeet(t *testing.T) {
	schema, err := FileSchema([]AttributeSpec{{Name: "name"}, {Name: "city"}})
	if err != nil {
		t.Fatal(err)
	}
	m, err := Compile(schema, parse(t, `
blocking: [[city], {nearest: {attribute: name, corpus: names, k: 5}}]
comparisons: [{attribute: name, levels: [{when: exact, weight: 20}, {when: else, weight: -4}]}]
corpora: {names: {tokens: [words], default: 5}}
sources: {unique: [ERP]}
`))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ a, b, system, meeting, unmet string }{
		{`{name: Foundry, city: Ulm}`, `{name: Foundry, city: Ulm}`, "CRM", "meet by: city", ""},
		{`{name: Foundry, city: Ulm}`, `{name: Foundry, city: Bonn}`, "CRM", "meet only if they are nearest neighbours: 5 nearest by name", ""},
		{`{name: Foundry, city: Ulm}`, `{city: Bonn}`, "CRM", "meet by no blocking rule", unmetNoKey},
		{`{name: Foundry, city: Ulm}`, `{name: Foundry, city: Bonn}`, "ERP", "meet by no blocking rule", unmetSource},
	} {
		a, b := domain.SourceKey{System: c.system, Key: "1"}, domain.SourceKey{System: c.system, Key: "2"}
		x := m.ExplainRecords(a, b, m.Prepare(attributes(t, c.a)), m.Prepare(attributes(t, c.b)))
		var text strings.Builder
		if err := x.WriteText(&text); err != nil {
			t.Fatal(err)
		}
		unmet := ""
		if x.WhyNot != nil {
			unmet = x.WhyNot.Unmet
		}
		if !strings.Contains(text.String(), c.meeting+"\n") || unmet != c.unmet {
			t.Errorf("%s and %s of %s: want %q and %q in\n%s", c.a, c.b, c.system, c.meeting, c.unmet, text.String())
		}
	}
}

func TestABusinessKeyIsExplained(t *testing.T) {
	m := compiled(t, "price", "businessKey: {attributes: [priceList, currency, unit]}")
	x := m.Explain(m.Prepare(attributes(t, `{priceList: RETAIL, currency: EUR, unit: PCE}`)), m.Prepare(attributes(t, `{priceList: RETAIL, currency: CHF}`)))
	if x.Decision != DecisionNone || len(x.WhyNot.Costs) != 2 || x.WhyNot.Costs[0].Level != "different" || x.WhyNot.Unmet == "" {
		t.Errorf("%+v, why not %+v", x, x.WhyNot)
	}
}

func TestAnExplanationAsTextAndJSON(t *testing.T) {
	x := explain(t, `{legalName: Acme Foundry, phones: ["+4121"]}`, `{legalName: Acme Foundrie, emails: [a@acme.example]}`)
	var text strings.Builder
	if err := x.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	want := join(
		`prior      any two records   -13.29   -13.29`,
		`legalName  like               +5.00    -8.29  "Acme Foundry"  "Acme Foundrie"`,
		`legalName  common value       -2.00   -10.29`,
		`phones     missing            +0.00   -10.29`,
		`emails     missing            +0.00   -10.29`,
		`birthDate  missing            +0.00   -10.29`,
		`NONE, -10.29 bits, probability 0.001: +LEGALNAME`,
		`meet by no blocking rule`,
		`never compared: the two share no blocking key`,
		`missing: 16.92 bits to link, 10.87 to review`,
		`  birthDate: missing +0.00; equal would give +9.00, 9.00 more`,
		`  phones: missing +0.00; equal would give +7.00, 7.00 more`,
		`  emails: missing +0.00; equal would give +7.00, 7.00 more`,
		`  legalName: like +3.00; equal would give +8.00, 5.00 more`, "")
	if text.String() != want {
		t.Errorf("text:\n%s\nwant\n%s", text.String(), want)
	}
	raw, err := json.Marshal(x)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`"matchKey":"+LEGALNAME"`, `"kind":"TERM_FREQUENCY"`, `"blocking":[]`, `"whyNot":{"toReview":10.87`, `"bestWeight":9`} {
		if !strings.Contains(string(raw), part) {
			t.Errorf("%s is not in %s", part, raw)
		}
	}
}
