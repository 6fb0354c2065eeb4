// Package endpoint tests the whole hub through its endpoint: the examples of the documentation, and whatever else arrives.
package endpoint

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"testing"
	"time"

	"aurum/access"
	"aurum/delivery"
	"aurum/demo"
	"aurum/domain"
	"aurum/graph"
	"aurum/internal/pgtest"
	"aurum/mastering"
	"aurum/policies"
	"aurum/store"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

// example is a fenced GraphQL block; "graphql as CRM" names who asks, a JSON block behind it its variables.
var example = regexp.MustCompile("(?s)```graphql(?: as (\\w+))?\n(.*?)```(?:\n\n```json\n(.*?)```)?")

func TestExamplesAnswer(t *testing.T) {
	url, keys := startHub(t, demo.Default)
	for _, file := range []string{"README.md", "docs/quick-start.md", "docs/api.md", "docs/onboarding.md", "docs/stewardship.md", "docs/operations.md"} {
		text, err := os.ReadFile("../../" + file)
		if err != nil {
			t.Fatal(err)
		}
		examples := example.FindAllStringSubmatch(string(text), -1)
		if len(examples) == 0 {
			t.Errorf("%s has no examples", file)
		}
		for _, e := range examples {
			t.Run(file, func(t *testing.T) { run(t, url, token(t, keys, e[1]), e[2], withIDs(t, url, token(t, keys, ""), e[3])) })
		}
	}
}

// described is a golden id in an example, which the reader has and the text cannot know.
var described = regexp.MustCompile(`ID of (\w+) (\w+) ([^"]+)`)

// withIDs puts golden ids where the variables of an example describe them.
func withIDs(t *testing.T, url, token, variables string) string {
	return described.ReplaceAllStringFunc(variables, func(text string) string {
		m := described.FindStringSubmatch(text)
		query := fmt.Sprintf(`{ record: %s(source: {system: %q, key: %q}) { id } }`, m[1], m[2], m[3])
		id, _ := run(t, url, token, query, "")["record"].(map[string]any)["id"].(string)
		return id
	})
}

func run(t *testing.T, url, token, query, variables string) map[string]any {
	if variables == "" {
		variables = "null"
	}
	body, err := json.Marshal(map[string]any{"query": query, "variables": json.RawMessage(variables)})
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+token)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var answer struct {
		Data   map[string]any
		Errors []any
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	if len(answer.Errors) > 0 {
		t.Fatalf("%s\nanswers %v", query, answer.Errors)
	}
	for field, v := range answer.Data {
		if v == nil {
			t.Errorf("%s\nanswers nothing for %s", query, field)
		}
	}
	return answer.Data
}

func token(t testing.TB, keys *access.Keys, who string) string {
	t.Helper()
	p := access.Principal{Subject: "docs", Role: access.App}
	switch {
	case who == "steward" || who == "admin":
		p.Role = access.Role(who)
	case who != "":
		p.Role, p.Source = access.Source, who
	}
	token, err := keys.Mint(p, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func startHub(t testing.TB, size demo.Options) (url string, keys *access.Keys) {
	t.Helper()
	hub, url, keys := emptyHub(t)
	loadDemo(t, hub, size)
	return url, keys
}

// emptyHub is a hub without records behind its endpoint.
func emptyHub(t testing.TB) (hub *mastering.Hub, url string, keys *access.Keys) {
	t.Helper()
	hub, url, keys, _ = emptyHubOn(t)
	return hub, url, keys
}

// emptyHubOn is emptyHub with its database.
func emptyHubOn(t testing.TB) (hub *mastering.Hub, url string, keys *access.Keys, db *store.DB) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var err error
	db, err = store.Open(t.Context(), pgtest.New(t))
	must(err)
	t.Cleanup(db.Close)
	rules, err := mastering.LoadPolicies(policies.Embedded, domain.Registry)
	must(err)
	must(db.KeepPolicies(t.Context(), rules.Documents()))
	hub = mastering.New(mastering.Options{Storage: db, Policies: rules})
	t.Cleanup(hub.Close)
	allowed, err := access.Load(policies.Embedded)
	must(err)
	keys, err = access.LoadKeys(t.TempDir(), "")
	must(err)
	verifier, err := access.NewVerifier(keys, access.VerifierOptions{})
	must(err)
	t.Cleanup(verifier.Close)
	g, err := graph.NewHandler(graph.Config{Reader: db, Hub: hub, Access: allowed, Verifier: verifier, Feed: graph.FeedOf(delivery.NewFeed(db, delivery.Options{}))})
	must(err)
	t.Cleanup(g.Close)
	server := httptest.NewServer(g)
	t.Cleanup(server.Close)
	return hub, server.URL + "/graphql", keys, db
}

func loadDemo(t testing.TB, hub *mastering.Hub, size demo.Options) {
	t.Helper()
	type lot struct {
		domain domain.Domain
		system string
	}
	waiting := map[lot][]mastering.Arrival{}
	send := func(l lot) {
		_, err := hub.Ingest(t.Context(), mastering.Upsert{Domain: l.domain, System: l.system, Records: waiting[l], Actor: "demo"})
		if err != nil {
			t.Fatal(err)
		}
		delete(waiting, l)
	}
	err := demo.Each(size, func(r demo.Record) error {
		l := lot{r.Domain, r.System}
		waiting[l] = append(waiting[l], mastering.Arrival{Key: r.Key, UpdatedAt: &r.UpdatedAt, Attributes: r.Attributes})
		if len(waiting[l]) == 250 {
			send(l)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for l := range waiting {
		send(l)
	}
	if err := hub.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
}
