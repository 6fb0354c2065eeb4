package endpoint

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"aurum/demo"
)

// Whatever is sent, the endpoint answers with JSON, and never with an internal error: those are ours to have prevented.
func FuzzEndpoint(f *testing.F) {
	for _, seed := range []string{
		`{"query":"{ customers(first: 2, filter: {legalName: {contains: \"%_\\\\'\"}}) { totalCount nodes { id } } }"}`,
		`{"query":"{ customers(first: 2, filter: {creditLimit: {gt: \"1e400\"}}) { totalCount } }"}`,
		`{"query":"{ prices(filter: {amount: {gte: \"NaN\"}}) { totalCount } }"}`,
		`{"query":"{ search(text: \"\\u0000\") { nodes { id } } }"}`,
		`{"query":"{ search(text: \"%%%_' or 1=1 --\", first: 1) { nodes { id } } }"}`,
		`{"query":"{ customers(after: \"AAAA\") { nodes { id } } }"}`,
		`{"query":"{ node(id: \"cus_\\u0000\") { id } nodes(ids: [\"\", \"src_-1\", \"src_99999999999999999999\", \"tsk_1\"]) { id } }"}`,
		`{"query":"{ customer(source: {system: \"\\u0000\", key: \"\\u0000\"}, asOf: \"0001-01-01T00:00:00Z\") { id } }"}`,
		`{"query":"{ customers(asOf: \"9999-12-31T23:59:59Z\", orderBy: [{field: LEGAL_NAME}, {field: BIRTH_DATE}]) { nodes { id } } }"}`,
		`{"query":"mutation($i: UpsertCustomersInput!) { upsertCustomers(input: $i) { results { outcome } } }","variables":{"i":{"source":"CRM","records":[{"key":"f","attributes":{"legalName":"\u0000\ud800","addresses":[null,{}],"creditLimit":1e999}}]}}}`,
		`{"query":"mutation($i: UpsertCustomersInput!) { upsertCustomers(input: $i) { results { outcome } } }","variables":{"i":{"source":"CRM","records":[{"key":"\ud83d\ude00","updatedAt":"0000-00-00","attributes":{"legalName":"\u202eX","parent":{"key":"f"}}}]}}}`,
		`{"query":"mutation { deleteSourceRecords(input: {source: \"CRM\", domain: CUSTOMER, keys: [\"\", \"\\u0000\"]}) { results { outcome } } }"}`,
		`{"query":"{ matchCustomer(attributes: {legalName: \"\"}, first: 0) { weight } }"}`,
		`{"query":"{ matchPrice(attributes: {product: {id: \"prd_x\"}}, first: 5) { weight } }"}`,
		`{"query":"{ quarantine(first: 1, after: \"x\") { nodes { id } } tasks(filter: {state: OPEN}, first: 1) { nodes { id } } }"}`,
		`{"query":"{ explainMatch(a: {id: \"src_-1\"}, b: {id: \"cus_\\u0000\"}, first: 0) { pairCount } }"}`,
		`{"query":"{ explainMatch(a: {domain: CUSTOMER, source: {system: \"\\u0000\", key: \"\"}}, b: {}) { text: strongest { text } } }"}`,
		`{"query":"","variables":[]}`, `{}`, `null`, `[]`, `{"query":1}`, "\x00", `{"query":"subscription { customerChanged(after: \"x\") { cursor } }"}`,
	} {
		f.Add([]byte(seed))
	}
	url, keys := startHub(f, demo.Options{Records: 60, Seed: 1})
	bearer := "Bearer " + token(f, keys, "admin")
	f.Fuzz(func(t *testing.T, body []byte) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", bearer)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		if resp.StatusCode >= 500 || !json.Valid(text) || bytes.Contains(text, []byte(`"INTERNAL"`)) {
			t.Fatalf("%s\nanswers %d %s", body, resp.StatusCode, text)
		}
	})
}
