package graph

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestNegotiation(t *testing.T) {
	for accept, want := range map[string]string{
		"": jsonType, "*/*": jsonType, "application/*": jsonType, "application/json": jsonType, responseType: responseType,
		responseType + ", application/json;q=0.9": responseType, "application/json, " + responseType + ";q=0.9": jsonType,
		"application/json;q=0, " + responseType: responseType, "text/html": "", "text/html, */*;q=0.1": jsonType, "nonsense;;": "",
	} {
		r := httptest.NewRequest(http.MethodGet, "/graphql", nil)
		if accept != "" {
			r.Header.Set("Accept", accept)
		}
		if got := negotiate(r); got != want {
			t.Errorf("%q: %q, want %q", accept, got, want)
		}
	}
}

func TestStatuses(t *testing.T) {
	b := newBench(t, company())
	typename, broken, mutation := url.QueryEscape("{ __typename }"), url.QueryEscape("{"), url.QueryEscape(`mutation { deleteSourceRecords(input: {source: "CRM", domain: CUSTOMER, keys: []}) { results { key } } }`)
	for _, c := range []struct {
		method, target, body, contentType, accept string
		status                                    int
	}{
		{"POST", "", `{"query":"{ __typename }"}`, jsonType, "", 200},
		{"POST", "", `{"query":"{ __typename }"}`, jsonType + "; charset=utf-8", "", 200},
		{"POST", "", `{"query":"{ __typename }"}`, jsonType + "; charset=latin1", "", 415},
		{"POST", "", `{"query":"{ __typename }"}`, "text/plain", "", 415},
		{"POST", "", `{"query":"{ __typename }"} x`, jsonType, "", 400},
		{"POST", "", `{"query":"{ __typename }"`, jsonType, "", 400},
		{"POST", "", `{"query":"{ __typename }","variables":[]}`, jsonType, "", 400},
		{"POST", "", `{"query":"{"}`, jsonType, jsonType, 200},
		{"POST", "", `{"query":"{"}`, jsonType, responseType, 400},
		{"POST", "", `{"query":"{ nothing }"}`, jsonType, responseType, 400},
		{"POST", "", `{"query":"{ customer { id } }"}`, jsonType, responseType, 200},
		{"POST", "", `{"query":"subscription { customerChanged { cursor } }"}`, jsonType, "", 406},
		{"POST", "", `{"query":"{ __typename }"}`, jsonType, "text/html", 406},
		{"POST", "", `{"query":"` + strings.Repeat(" ", maxBody) + `{ __typename }"}`, jsonType, "", 413},
		{"GET", "?query=" + typename, "", "", "", 200},
		{"GET", "?query=" + broken, "", "", responseType, 400},
		{"GET", "?query=" + mutation, "", "", "", 405},
		{"GET", "?query=" + typename + "&variables=5", "", "", "", 400},
		{"GET", "", "", "", "", 400},
		{"OPTIONS", "", "", "", "", 200},
		{"PUT", "", "", "", "", 400},
	} {
		r := b.send("admin", c.method, "/graphql"+c.target, c.body, map[string]string{"Content-Type": c.contentType, "Accept": c.accept})
		if r.Status != c.status {
			t.Errorf("%s %.80s %.60s (%s -> %s): %d, want %d: %.200s", c.method, c.target, c.body, c.contentType, c.accept, r.Status, c.status, r.Body)
		}
	}
	if len(b.upserts) > 0 {
		t.Error("a mutation went through by GET")
	}
}

func TestPersistedQueriesAreKnownAtOnce(t *testing.T) {
	b := newBench(t, company())
	const hash = "ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38" // of { __typename } without spaces
	extension := `"extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + hash + `"}}`
	if r := b.send("app", "POST", "/graphql", "{"+extension+"}", nil); r.code() != "PERSISTED_QUERY_NOT_FOUND" {
		t.Fatalf("%s", r.Body)
	}
	b.send("app", "POST", "/graphql", `{"query":"{__typename}",`+extension+"}", nil)
	if r := b.send("app", "POST", "/graphql", "{"+extension+"}", nil); r.at("__typename") != "Query" {
		t.Fatalf("%s", r.Body)
	}
}

func TestPagesNeedNoToken(t *testing.T) {
	b := newBench(t, company())
	if r := b.send("", "GET", "/schema.graphqls", "", nil); r.Status != 200 || !strings.Contains(r.Body, "type Customer implements GoldenRecord & Node") {
		t.Errorf("schema: %d", r.Status)
	}
	r := httptest.NewRequest("GET", "/graphiql/", nil)
	w := httptest.NewRecorder()
	b.h.ServeHTTP(w, r)
	if w.Code != 200 || !strings.Contains(w.Body.String(), "./assets/index.js") || strings.Contains(w.Body.String(), "https://") ||
		!strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("graphiql: %d %v", w.Code, w.Header())
	}
	if r := b.send("", "GET", "/graphiql", "", nil); r.Status != http.StatusMovedPermanently {
		t.Errorf("redirect: %d", r.Status)
	}
}
