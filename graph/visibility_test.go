package graph

import (
	"strings"
	"testing"

	"aurum/domain"
	"aurum/mastering"
	"aurum/store"
)

// secrets holds a world in which birthDate and bankAccounts could leak at every end.
func secrets() *world {
	w := company()
	iban := []any{map[string]any{"iban": "CH9300762011623852957"}}
	w.lineage = []mastering.AttributeLineage{
		{Attribute: "birthDate", Value: "1970-01-01", Winners: []mastering.LineageValue{{Value: "1970-01-01"}}},
		{Attribute: "bankAccounts", Value: iban, Losers: []mastering.LineageValue{{Value: iban}}},
	}
	w.matches = []mastering.Match{{B: member(1, "CRM", "1").SourceKey, Decision: "LINK", Steps: []mastering.MatchStep{
		{Comparison: "birthDate", A: "1970-01-01", B: "1970-01-01"}, {Comparison: "anything", A: "1970-01-01"}, {Comparison: "bankAccounts", A: "CH9300762011623852957"}}}}
	w.history = []store.RecordVersion{
		{GoldenRecord: *w.goldens[0], Kind: domain.ChangeUpdated, Changed: []string{"birthDate"}},
		{GoldenRecord: *w.goldens[2], Kind: domain.ChangeUpdated, Changed: []string{"bankAccounts"}},
	}
	w.problems = map[domain.RecordID][]domain.Problem{1: {{Code: "INVALID", Severity: domain.Warning, Field: []string{"birthDate"}, Message: "1970-01-01 is odd"}}}
	return w
}

const everything = `query($customer: ID!, $supplier: ID!) {
	customer(id: $customer) { ...all birthDate quality { problems { message } } }
	supplier(id: $supplier) { ...all bankAccounts { iban holder } }
	search(text: "acme") { nodes { ...all ... on Customer { birthDate } ... on Supplier { bankAccounts { iban } } } }
	customers { nodes { birthDate } }
	matchCustomer(attributes: {birthDate: "1970-01-01"}) { steps { subject candidate } }
}
fragment all on GoldenRecord { lineage { attribute value winners { value } losers { value } } matches { steps { subject candidate } }
	history { nodes { changed attributes record { ... on Customer { birthDate } ... on Supplier { bankAccounts { iban } } } } } }`

func TestWhatIsWithheldShowsNowhere(t *testing.T) {
	b := newBench(t, secrets())
	vars := map[string]any{"customer": id("customer acme"), "supplier": id("supplier bolt")}
	for _, as := range []string{"app", "crm"} {
		r := b.good(as, everything, vars)
		for _, secret := range []string{"1970", "CH93", "0076", `"birthDate"]`} {
			if strings.Contains(r.Body, secret) {
				t.Errorf("%s sees %s in %s", as, secret, r.Body)
			}
		}
		if got := r.at("supplier", "bankAccounts", 0, "iban"); got != "••••2957" {
			t.Errorf("%s sees the account as %v", as, got)
		}
	}
	if r := b.good("steward", everything, vars); !strings.Contains(r.Body, "1970-01-01 is odd") || !strings.Contains(r.Body, "CH9300762011623852957") {
		t.Errorf("the steward sees %s", r.Body)
	}
}

func TestWhatIsWithheldCannotBeAskedBy(t *testing.T) {
	b := newBench(t, secrets())
	for _, query := range []string{
		`{ customers(filter: {birthDate: {eq: "1970-01-01"}}) { totalCount } }`,
		`{ customers(filter: {not: {and: [{or: [{birthDate: {isNull: true}}]}]}}) { totalCount } }`,
		`{ customers(orderBy: [{field: BIRTH_DATE}]) { nodes { id } } }`,
		`{ suppliers(filter: {bankAccounts: {iban: {startsWith: "CH"}}}) { totalCount } }`,
	} {
		if r := b.ask("app", query, nil); r.code() != "FORBIDDEN" {
			t.Errorf("%s: %s", query, r.Body)
		}
		b.good("steward", query, nil)
	}
	r := b.send("app", "POST", "/graphql", `{"query":"subscription { customerChanged(filter: {birthDate: {gt: \"1960-01-01\"}}) { cursor } }"}`, map[string]string{"Accept": "text/event-stream"})
	if !strings.Contains(r.Body, "FORBIDDEN") {
		t.Errorf("subscription: %s", r.Body)
	}
}

func TestWhatSourcesSentIsForStewardsAndThemselves(t *testing.T) {
	b := newBench(t, company())
	query := `query($system: String!, $key: String!) { sourceRecord(domain: CUSTOMER, source: {system: $system, key: $key}) { key received standardized } }`
	for _, c := range []struct{ as, system, key, code string }{
		{"steward", "CRM", "1", ""}, {"crm", "CRM", "1", ""}, {"crm", "ERP", "9", "FORBIDDEN"}, {"app", "CRM", "1", "FORBIDDEN"},
	} {
		if r := b.ask(c.as, query, map[string]any{"system": c.system, "key": c.key}); r.code() != c.code {
			t.Errorf("%s asks for %s: %s", c.as, c.system, r.Body)
		}
	}
	b.good("app", `query($id: ID!) { customer(id: $id) { sourceRecords { nodes { key system { code } } } } }`, map[string]any{"id": id("customer acme")})
}

func TestTheQuarantineShowsASourceItsOwn(t *testing.T) {
	b := newBench(t, company())
	for _, c := range []struct{ as, filter, system, code string }{
		{"steward", "", "", ""}, {"steward", "(filter: {system: \"ERP\"})", "ERP", ""}, {"crm", "", "CRM", ""},
		{"crm", "(filter: {system: \"ERP\"})", "", "FORBIDDEN"}, {"app", "", "", "FORBIDDEN"},
	} {
		b.lastQuar = store.QuarantineQuery{}
		r := b.ask(c.as, "{ quarantine"+c.filter+" { nodes { id } } }", nil)
		if r.code() != c.code || b.lastQuar.System != c.system {
			t.Errorf("%s %s: asked for %q: %s", c.as, c.filter, b.lastQuar.System, r.Body)
		}
	}
	if r := b.ask("app", "query($id: ID!) { customer(id: $id) { tasks { id } } }", map[string]any{"id": id("customer acme")}); r.code() != "FORBIDDEN" {
		t.Errorf("app sees tasks: %s", r.Body)
	}
}
