package graph

import (
	"errors"
	"strings"
	"testing"

	"aurum/domain"
)

func TestFailuresOfTheHubAreToldByIdAlone(t *testing.T) {
	for name, w := range map[string]*world{
		"error": {failure: errors.New(`relation "golden_record" secret`)},
		"panic": {panics: true},
	} {
		b := newBench(t, w)
		r := b.ask("steward", `query($id: ID!) { a: customer(id: $id) { id } }`, map[string]any{"id": id("customer acme")})
		number, _ := r.Errors[0].Extensions["id"].(string)
		if r.code() != "INTERNAL" || len(number) != 36 || strings.Contains(r.Body, "secret") || r.Errors[0].Path[0] != "a" {
			t.Errorf("%s: %s", name, r.Body)
		}
		if log := b.log.String(); strings.Count(log, number) != 1 || !strings.Contains(log, "secret") {
			t.Errorf("%s: logged %s", name, log)
		}
	}
}

func TestAFailureThatManyFieldsShareIsLoggedOnce(t *testing.T) {
	w := company()
	w.goldens[1].Members = w.goldens[0].Members
	w.failure = errors.New("connection lost")
	b := newBenchWith(t, w, &failingMembers{w})
	b.ask("steward", `{ customers { nodes { sourceRecords { totalCount } } } }`, nil)
	if n := strings.Count(b.log.String(), "connection lost"); n != 1 {
		t.Errorf("logged %d times: %s", n, b.log)
	}
}

func TestWhatACallerCanPutRightIsTold(t *testing.T) {
	w := company()
	w.failure = domain.E(domain.Conflict, "the key was used for another body", "input", "idempotencyKey")
	r := newBench(t, w).ask("crm", `mutation { upsertCustomers(input: {source: "CRM", records: []}) { results { key } } }`, nil)
	field, _ := r.Errors[0].Extensions["field"].([]any)
	if r.code() != "CONFLICT" || len(field) != 2 || field[1] != "idempotencyKey" || r.Errors[0].Message != "the key was used for another body" {
		t.Errorf("%s", r.Body)
	}
}

func TestBadArgumentsAreInvalid(t *testing.T) {
	b := newBench(t, company())
	for _, query := range []string{
		`{ customer { id } }`,
		`{ customer(id: "a", source: {system: "CRM", key: "1"}) { id } }`,
		`{ customer(id: "a", asOf: "yesterday") { id } }`,
		`{ customers(first: 101) { nodes { id } } }`,
		`{ customers(first: -1) { nodes { id } } }`,
		`{ customers(last: 101) { nodes { id } } }`,
		`{ customers(first: 1, last: 1) { nodes { id } } }`,
		`{ customers(filter: {birthDate: {eq: "soon"}}) { nodes { id } } }`,
		`{ matchCustomer(attributes: {}, first: 1000) { weight } }`,
		`mutation { deleteSourceRecords(input: {source: "CRM", domain: CUSTOMER}) { results { key } } }`,
		`{ customers { nodes { lineage(attributes: ["nothing"]) { rule } } } }`,
		`{ customers { nodes { sourceRecords(after: "nonsense") { totalCount } } } }`,
	} {
		if r := b.ask("admin", query, nil); r.code() != "INVALID" {
			t.Errorf("%s: %s", query, r.Body)
		}
	}
	for query, code := range map[string]string{
		`{ nothing }`: "INVALID", `{`: "INVALID", `{ customers(first: 99999999999999999999) { totalCount } }`: "INVALID",
	} {
		if r := b.ask("admin", query, nil); r.code() != code {
			t.Errorf("%s: %s", query, r.Body)
		}
	}
}
