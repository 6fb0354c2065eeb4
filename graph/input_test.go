package graph

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/mastering"
)

// odd is what one record of a batch may look like without costing the others.
var odd = []struct{ literal, variable string }{
	{`legalName: "A"`, `{"legalName": "A"}`},
	{`legalName: 12`, `{"legalName": 12}`},
	{`legalName: true`, `{"legalName": true}`},
	{`legalName: ["A", 1]`, `{"legalName": ["A", 1]}`},
	{`legalName: {a: 99999999999999999999}`, `{"legalName": {"a": 99999999999999999999}}`},
	{`legalName: null`, `{"legalName": null}`},
	{`kind: ORGANIZATION`, `{"kind": "ORGANIZATION"}`},
	{`kind: "organization"`, `{"kind": "Firma"}`},
	{`creditLimit: 0.10`, `{"creditLimit": 0.10}`},
	{`creditLimit: 123456789012345678901234567890.5`, `{"creditLimit": 123456789012345678901234567890.5}`},
	{`creditLimit: "1'000.50"`, `{"creditLimit": "1'000.50"}`},
	{`creditHold: "yes"`, `{"creditHold": "yes"}`},
	{`birthDate: 19700101`, `{"birthDate": 19700101}`},
	{`emails: "a@b.example"`, `{"emails": "a@b.example"}`},
	{`emails: ["a@b.example", null, 5]`, `{"emails": ["a@b.example", null, 5]}`},
	{`addresses: {city: "Bern", country: "Schweiz", type: billing}`, `{"addresses": {"city": "Bern", "country": 41, "type": "billing"}}`},
	{`addresses: [{lines: "One 1"}, null]`, `{"addresses": [{"lines": "One 1"}, null]}`},
	{`parent: {key: 77}`, `{"parent": {"key": 77}}`},
}

func TestOddValuesNeverCostACall(t *testing.T) {
	b := newBench(t, &world{})
	for _, o := range odd {
		literal := `mutation { upsertCustomers(input: {source: "CRM", records: [{key: "1", attributes: {` + o.literal + `}}, {key: "2", attributes: {}}]}) { results { key outcome } } }`
		r := b.good("crm", literal, nil)
		if r.at("upsertCustomers", "results", 1, "key") != "2" {
			t.Errorf("%s: %s", o.literal, r.Body)
		}
		r = b.send("crm", "POST", "/graphql", `{"query": "mutation($a: CustomerInput!) { upsertCustomers(input: {source: \"CRM\", records: [{key: \"1\", attributes: $a}]}) { results { outcome } } }", "variables": {"a": `+o.variable+`}}`, nil)
		if r.at("upsertCustomers", "results", 0, "outcome") != "CREATED" {
			t.Errorf("%s: %s", o.variable, r.Body)
		}
	}
}

func TestInputsArriveUnharmed(t *testing.T) {
	b := newBench(t, &world{})
	arrived := func() domain.Attributes { return b.upserts[len(b.upserts)-1].Records[0].Attributes }
	b.good("crm", `mutation($name: String!, $mails: [String!]!, $city: String) { upsertCustomers(input: {source: "CRM", records: {key: "1", updatedAt: "2026-11-23T13:00:00+01:00", attributes: {
		legalName: $name, emails: $mails, kind: PERSON, creditLimit: 0.10, creditHold: false, paymentTerms: 30, currency: null,
		addresses: [{city: $city, type: LEGAL, lines: ["a", "b"]}, {country: "CH", city: "Zürich"}], parent: {key: "7"} } } }) { results { key } } }`,
		map[string]any{"name": "Größe & Söhne 😀", "mails": []string{"a@b.example"}})
	want := domain.Attributes{
		"legalName": "Größe & Söhne 😀", "emails": []any{"a@b.example"}, "kind": "PERSON", "creditLimit": "0.10", "creditHold": false,
		"paymentTerms": "30", "currency": nil, "parent": map[string]any{"key": "7"},
		"addresses": []any{map[string]any{"type": "LEGAL", "lines": []any{"a", "b"}}, map[string]any{"country": "CH", "city": "Zürich"}},
	}
	if diff := cmp.Diff(want, arrived()); diff != "" {
		t.Error(diff)
	}
	if at := b.upserts[0].Records[0].UpdatedAt; at == nil || !at.Equal(noon) {
		t.Errorf("updatedAt %v", at)
	}
	b.good("crm", `mutation($r: [CustomerRecordInput!]!) { upsertCustomers(input: {source: "CRM", idempotencyKey: "k", records: $r}) { results { key } } }`,
		map[string]any{"r": []any{map[string]any{"key": "1", "attributes": map[string]any{"creditLimit": json.Number("0.10"), "legalName": nil, "taxIds": []any{map[string]any{"value": 5}}}}}})
	want = domain.Attributes{"creditLimit": json.Number("0.10"), "legalName": nil, "taxIds": []any{map[string]any{"value": 5}}}
	if diff := cmp.Diff(want, arrived()); diff != "" {
		t.Error(diff)
	}
	if u := b.upserts[1]; u.IdempotencyKey != "k" || u.Actor != "crm-push" || u.System != "CRM" || u.Domain != domain.Customer {
		t.Errorf("call %+v", u)
	}
}

func TestABadTimeRejectsItsRecordAlone(t *testing.T) {
	w := &world{}
	w.outcome = func(a mastering.Arrival) mastering.Result {
		if a.Key == "" {
			return mastering.Result{Outcome: domain.Rejected, Problems: []domain.Problem{{Code: "REQUIRED", Severity: domain.Fatal, Field: []string{"key"}, Message: "a record needs a key"}}}
		}
		return mastering.Result{Key: a.Key, Outcome: domain.Quarantined, Problems: []domain.Problem{{Code: "NEW_CODE", Severity: domain.Warning, Field: []string{"attributes", "emails", "0"}, Message: "odd"}}}
	}
	r := newBench(t, w).good("crm", `mutation { upsertCustomers(input: {source: "CRM", records: [
		{key: "1", updatedAt: "yesterday", attributes: {}}, {key: "2", attributes: {}}, {key: "", attributes: {}} ]})
		{ results { key outcome customer { id } userErrors { code message field } } userErrors { field severity } } }`, nil)
	want := []any{
		map[string]any{"key": "1", "outcome": "REJECTED", "customer": nil, "userErrors": []any{map[string]any{"code": "INVALID_FORMAT", "message": `"yesterday" is not a DateTime such as 2026-11-30T12:00:00Z`, "field": []any{"updatedAt"}}}},
		map[string]any{"key": "2", "outcome": "QUARANTINED", "customer": nil, "userErrors": []any{map[string]any{"code": "INVALID", "message": "odd", "field": []any{"attributes", "emails", "0"}}}},
		map[string]any{"key": "", "outcome": "REJECTED", "customer": nil, "userErrors": []any{map[string]any{"code": "REQUIRED", "message": "a record needs a key", "field": []any{"key"}}}},
	}
	if diff := cmp.Diff(want, r.at("upsertCustomers", "results")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]any{"field": []any{"records", "1", "attributes", "emails", "0"}, "severity": "WARNING"}, r.at("upsertCustomers", "userErrors", 1)); diff != "" {
		t.Error(diff)
	}
}

func TestUpsertsGiveTheGoldenRecordsByOneRead(t *testing.T) {
	w := company()
	w.outcome = func(a mastering.Arrival) mastering.Result {
		return mastering.Result{Key: a.Key, Outcome: domain.Linked, Golden: id("customer acme")}
	}
	b := newBench(t, w)
	records := strings.Repeat(`{key: "1", attributes: {}} `, 50)
	r := b.good("crm", `mutation { upsertCustomers(input: {source: "CRM", records: [`+records+`]}) { results { customer { legalName } } } }`, nil)
	if r.at("upsertCustomers", "results", 49, "customer", "legalName") != "Acme Åß AG" || b.called("Surviving") != 1 {
		t.Errorf("%v %s", b.calls, r.Body)
	}
}

func TestWithdrawals(t *testing.T) {
	b := newBench(t, company())
	r := b.good("crm", `mutation { deleteSourceRecords(input: {source: "CRM", domain: CUSTOMER, keys: ["1", "2"]}) { results { key outcome goldenRecord { id } } userErrors { message } } }`, nil)
	if r.at("deleteSourceRecords", "results", 1, "key") != "2" || !b.upserts[0].Records[1].Delete || b.upserts[0].Domain != "customer" {
		t.Errorf("%+v %s", b.upserts, r.Body)
	}
	b.good("crm", `mutation { deleteSourceRecords(input: {source: "CRM", domain: CUSTOMER, records: [{key: "1", updatedAt: "2026-01-01T00:00:00Z"}]}) { results { key } } }`, nil)
	if at := b.upserts[1].Records[0].UpdatedAt; at == nil || at.Format(time.DateOnly) != "2026-01-01" {
		t.Errorf("updatedAt %v", at)
	}
	for as, query := range map[string]string{
		"crm":     `mutation { deleteSourceRecords(input: {source: "ERP", domain: CUSTOMER, keys: ["1"]}) { results { key } } }`,
		"steward": `mutation { deleteSourceRecords(input: {source: "CRM", domain: CUSTOMER, keys: ["1"]}) { results { key } } }`,
	} {
		if r := b.ask(as, query, nil); r.code() != "FORBIDDEN" {
			t.Errorf("%s: %s", as, r.Body)
		}
	}
}
