package endpoint

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/google/go-cmp/cmp"

	"aurum/access"
	"aurum/delivery"
	"aurum/domain"
	"aurum/graph"
	"aurum/internal/pgtest"
	"aurum/mastering"
	"aurum/policies"
	"aurum/store"
)

// Two hubs hold records that differ only in what a clerk may not see, and divide them alike. Whatever a clerk asks, both must
// answer the same: then no answer tells anything of what is withheld, be it by a weight, a sum, a place in a list or a silence.

const clerkRules = `
g, clerk, nobody
p, clerk, domain:*, read
p, clerk, domain:*, match
p, clerk, domain:*, subscribe
p, clerk, task, read
p, clerk, source-record:any, read
p, clerk, source-system, read
p, clerk, attribute:customer.birthDate, hide
p, clerk, attribute:customer.contacts, hide
`

const secretPolicy = `
domain: customer
version: 1
combine:
  phone: [phones, contacts.phone]
blocking:
  - [legalName.core]
  - [emails]
  - [phone]
  - [birthDate]
rules:
  - {name: two tax numbers, when: {conflict: taxIds}, then: forbid}
  - {name: born another day, when: {falls: {birthDate: other}}, then: forbid}
comparisons:
  - {attribute: legalName, levels: [{when: exact, weight: 6}, {when: else, weight: -4}]}
  - {attribute: emails, levels: [{when: exact, weight: 7}, {when: else, weight: -0.5}]}
  - {attribute: phone, levels: [{when: exact, weight: 6}, {when: else, weight: -1}]}
  - {attribute: birthDate, levels: [{name: equal, when: exact, weight: 8}, {name: other, when: else, weight: -6}]}
prior: 0.01
thresholds: {link: 0.9, review: 0.3}
survivorship: {default: [mostRecent]}
`

// secret is what a clerk may not see of a record.
type secret struct{ born, phone string }

// saying is a source record.
type saying struct {
	system, key string
	open        domain.Attributes
	secret
}

func named(system, key, name, email string, s secret) saying {
	a := domain.Attributes{"legalName": name}
	if email != "" {
		a["emails"] = []any{email}
	}
	return saying{system, key, a, s}
}

// secretWorld is the records with one choice of secrets or the other: WMS:1 is one of the first four by secrets alone, FIN:1
// is a near miss that secrets speak against in one world only, and 8 is kept apart by them.
func secretWorld(other bool) []saying {
	pick := func(a, b secret) secret {
		if other {
			return b
		}
		return a
	}
	none := secret{}
	taxed := func(s saying, number string) saying {
		s.open["taxIds"] = []any{map[string]any{"scheme": "VAT", "country": "CH", "value": number}}
		return s
	}
	hers, his := secret{"1971-03-04", "+49 40 36123411"}, secret{"1982-06-17", "+49 40 47129822"}
	return []saying{
		named("CRM", "1", "Nordwind GmbH", "kim@nordwind.example", pick(hers, none)),
		named("ERP", "1", "Nordwind GmbH", "kim@nordwind.example", pick(none, his)),
		named("SHOP", "1", "Nordwind GmbH", "kim@nordwind.example", pick(none, secret{phone: "+49 40 58901333"})),
		named("WMS", "1", "Sturm KG", "", pick(hers, his)),
		named("FIN", "1", "Nordwind GmbH", "lee@nordwind.example", pick(none, secret{born: "1995-09-12"})),
		taxed(named("CRM", "7", "Ostwind AG", "kim@ostwind.example", pick(secret{born: "1961-02-13"}, none)), "CHE-116.281.710"),
		taxed(named("ERP", "7", "Ostwind AG", "kim@ostwind.example", none), "CHE-107.787.577"),
		named("CRM", "8", "Westwind AG", "kim@westwind.example", pick(secret{born: "1971-03-04"}, secret{born: "1951-05-16"})),
		named("ERP", "8", "Westwind AG", "kim@westwind.example", pick(secret{born: "1993-10-21"}, secret{born: "1954-07-18"})),
	}
}

// secretHub is a hub over such a world.
type secretHub struct {
	t      *testing.T
	url    string
	tokens map[string]string
	names  *strings.Replacer // of golden ids, by their members
	last   string            // the golden record made last
}

func startSecretHub(t *testing.T, records []saying) *secretHub {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	rules, err := policies.Open(writeRules(t))
	must(err)
	mastered, err := mastering.LoadPolicies(rules, domain.Registry)
	must(err)
	allowed, err := access.Load(rules)
	must(err)
	mastered.KeepPrivate(allowed.Withheld)
	db, err := store.Open(t.Context(), pgtest.New(t))
	must(err)
	t.Cleanup(db.Close)
	hub := mastering.New(mastering.Options{Storage: db, Policies: mastered})
	t.Cleanup(hub.Close)
	for _, r := range records {
		a := domain.Attributes{}
		for name, v := range r.open {
			a[name] = v
		}
		if r.born != "" {
			a["birthDate"] = r.born
		}
		if r.phone != "" {
			a["contacts"] = []any{map[string]any{"name": "Kim", "phone": r.phone}}
		}
		_, err := hub.Ingest(t.Context(), mastering.Upsert{Domain: domain.Customer, System: r.system, Actor: "test", Records: []mastering.Arrival{{Key: r.key, Attributes: a}}})
		must(err)
	}
	must(hub.Settle(t.Context()))
	feed := delivery.NewFeed(db, delivery.Options{})
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); _ = feed.Run(ctx) }()
	t.Cleanup(func() { stop(); <-ended })
	keys, err := access.LoadKeys(t.TempDir(), "")
	must(err)
	verifier, err := access.NewVerifier(keys, access.VerifierOptions{})
	must(err)
	t.Cleanup(verifier.Close)
	g, err := graph.NewHandler(graph.Config{Reader: db, Hub: hub, Access: allowed, Verifier: verifier, Feed: graph.FeedOf(feed)})
	must(err)
	t.Cleanup(g.Close)
	server := httptest.NewServer(g)
	t.Cleanup(server.Close)
	h := &secretHub{t: t, url: server.URL + "/graphql", tokens: map[string]string{}}
	for _, role := range []access.Role{"clerk", access.Admin} {
		h.tokens[string(role)], err = keys.Mint(access.Principal{Subject: "test", Role: role}, time.Hour)
		must(err)
	}
	h.name(db)
	return h
}

func writeRules(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	shipped, err := policies.Embedded.ReadFile("access/policy.csv")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"access/policy.csv": string(shipped) + clerkRules, "mastering/customer.yaml": secretPolicy} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// name gives golden records names that are the same in both worlds, and makes sure that the worlds are divided alike.
func (h *secretHub) name(db *store.DB) {
	h.t.Helper()
	first := 50
	page, err := db.List(h.t.Context(), store.ListQuery{Domain: domain.Customer, PageArgs: store.PageArgs{First: &first}})
	if err != nil {
		h.t.Fatal(err)
	}
	var pairs, names []string
	for _, g := range page.Items {
		var keys []string
		for _, m := range g.Members {
			keys = append(keys, m.SourceKey.String())
		}
		slices.Sort(keys)
		names = append(names, strings.Join(keys, "+"))
		pairs = append(pairs, string(g.ID), names[len(names)-1])
		if names[len(names)-1] == "ERP:8" {
			h.last = string(g.ID)
		}
	}
	slices.Sort(names)
	want := []string{"CRM:1+ERP:1+SHOP:1+WMS:1", "CRM:7", "CRM:8", "ERP:7", "ERP:8", "FIN:1"}
	if !slices.Equal(names, want) {
		h.t.Fatalf("golden records %q, want %q", names, want)
	}
	h.names = strings.NewReplacer(pairs...)
}

func (h *secretHub) post(as, query string, accept string) *http.Response {
	h.t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		h.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.url, bytes.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", accept)
	r.Header.Set("Authorization", "Bearer "+h.tokens[as])
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	return resp
}

// ask gives an answer without its extensions, and with names for golden ids.
func (h *secretHub) ask(as, query string) string {
	h.t.Helper()
	resp := h.post(as, query, "application/json")
	defer resp.Body.Close()
	var answer struct {
		Data   json.RawMessage `json:"data"`
		Errors []struct {
			Message string
			Path    []any
		} `json:"errors"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		h.t.Fatal(err)
	}
	out, err := json.Marshal(answer)
	if err != nil {
		h.t.Fatal(err)
	}
	return h.names.Replace(string(out))
}

// beginning is the cursor before the first change.
var beginning = base64.RawURLEncoding.EncodeToString([]byte("0.0"))

// follow gives the changes since the beginning, as a stream of server-sent events.
func (h *secretHub) follow(as string) (events []string) {
	h.t.Helper()
	resp := h.post(as, changesQuery(), "text/event-stream")
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if event, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			events = append(events, h.names.Replace(event))
			if strings.Contains(event, h.last) || strings.Contains(event, `"errors"`) {
				return events
			}
		}
	}
	h.t.Fatalf("the stream ended after %q: %v", events, lines.Err())
	return nil
}

// followSocket is follow over a WebSocket.
func (h *secretHub) followSocket(as string) (events []string) {
	h.t.Helper()
	conn, _, err := websocket.Dial(h.t.Context(), h.url, &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		h.t.Fatal(err)
	}
	defer conn.CloseNow()
	conn.SetReadLimit(1 << 20)
	start, err := json.Marshal(map[string]any{"id": "1", "type": "subscribe", "payload": map[string]string{"query": changesQuery()}})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, message := range []string{fmt.Sprintf(`{"type":"connection_init","payload":{"token":%q}}`, h.tokens[as]), string(start)} {
		if err := conn.Write(h.t.Context(), websocket.MessageText, []byte(message)); err != nil {
			h.t.Fatal(err)
		}
	}
	for {
		_, message, err := conn.Read(h.t.Context())
		if err != nil {
			h.t.Fatalf("after %q: %v", events, err)
		}
		var m struct {
			Type    string
			Payload json.RawMessage
		}
		if err := json.Unmarshal(message, &m); err != nil {
			h.t.Fatal(err)
		}
		if m.Type == "next" || m.Type == "error" {
			events = append(events, h.names.Replace(string(m.Payload)))
		}
		if m.Type == "error" || strings.Contains(string(message), h.last) {
			return events
		}
	}
}

const (
	matchFields = `subject { system key } candidate { system key } goldenRecord { id } inside weight probability decision rule matchKey blocking text
		steps { kind comparison level weight subject candidate } whyNot { toReview toLink forbiddenBy unmet costs { comparison level weight best bestWeight lost } }`
	linkFields    = `sourceRecords { system key } weight probability matchKey`
	clusterFields = `size links density meanProbability diameter method maxSize complete text weakestLink { ` + linkFields + ` }
		bridges { link { ` + linkFields + ` } meanProbability } contradictions { rule sourceRecords { key } }
		steps { number link { ` + linkFields + ` } asserted meanProbability parts { sourceRecords { system key } } }
		refused { link { ` + linkFields + ` } rule reason between { system key } }`
	evidence = `id matches { ` + matchFields + ` } cluster { ` + clusterFields + ` }`
)

func changesQuery() string {
	return `subscription { customerChanged(after: "` + beginning + `") { kind changed customer { ` + evidence + ` birthDate } } }`
}

// questions are all ways to ask for evidence.
func questions() []string {
	out := []string{
		`{ customers(first: 20, orderBy: [{field: LEGAL_NAME}]) { nodes { legalName ` + evidence + ` } } }`,
		`{ search(text: "nordwind") { nodes { ` + evidence + ` } } }`,
		`{ search(text: "494036123411") { nodes { id } } }`, `{ search(text: "1971-03-04") { nodes { id } } }`,
		`{ tasks { nodes { kind weight reason goldenRecords { id } } } }`,
		`{ tasks(filter: {domain: CUSTOMER}) { nodes { kind } } }`,
		`{ tasks(filter: {domain: SUPPLIER}) { nodes { kind } } }`,
		`{ customer(source: {system: "CRM", key: "8"}) { tasks { weight reason } } }`,
		`{ sourceRecord(domain: CUSTOMER, source: {system: "WMS", key: "1"}) { goldenRecord { ` + evidence + ` } } }`,
		`{ customer(source: {system: "WMS", key: "1"}) { lineage { attribute value rule winners { value reason } losers { value reason } } history { nodes { kind changed attributes record { ` + evidence + ` } } } } }`,
		`{ customers(filter: {birthDate: {eq: "1971-03-04"}}) { nodes { id } } }`,
		`{ customers(filter: {contacts: {phone: {eq: "+494036123411"}}}) { nodes { id } } }`,
	}
	for _, guess := range []string{
		`birthDate: "1971-03-04"`, `legalName: "Nordwind GmbH", birthDate: "1971-03-04"`, `legalName: "Sturm KG", birthDate: "1982-06-17"`,
		`legalName: "Sturm KG", phones: ["+49 40 36123411"]`, `legalName: "Nordwind GmbH", phones: ["+49 40 58901333"]`, `phones: ["+49 40 47129822"]`,
		`legalName: "Nordwind GmbH", contacts: [{phone: "+49 40 58901333"}]`, `legalName: "Westwind AG", emails: ["kim@westwind.example"], birthDate: "1993-10-21"`,
	} {
		out = append(out, `{ matchCustomer(attributes: {`+guess+`}) { `+matchFields+` } }`)
	}
	keys := []string{"CRM 1", "ERP 1", "SHOP 1", "WMS 1", "FIN 1", "CRM 7", "ERP 7", "CRM 8", "ERP 8"}
	for i, a := range keys {
		for _, b := range keys[i+1:] {
			out = append(out, `{ explainMatch(a: `+side(a)+`, b: `+side(b)+`) { together pairCount compared withheld strongest { `+matchFields+` }
				pairs { `+matchFields+` } refused { rule reason link { `+linkFields+` } between { key } } } }`)
		}
	}
	return out
}

func side(key string) string {
	system, k, _ := strings.Cut(key, " ")
	return fmt.Sprintf(`{domain: CUSTOMER, source: {system: %q, key: %q}}`, system, k)
}

func TestWhatIsWithheldTellsNothing(t *testing.T) {
	one, other := startSecretHub(t, secretWorld(false)), startSecretHub(t, secretWorld(true))
	seen := 0 // questions that those who see everything get different answers to
	for _, q := range questions() {
		got := one.ask("clerk", q)
		if also := other.ask("clerk", q); got != also {
			t.Errorf("%s\ntells what is withheld:\n%s\n%s", q, got, also)
		}
		for _, secret := range []string{"1971", "1982", "123411", "129822", "901333", "born another day"} {
			if strings.Contains(got, secret) && !strings.Contains(q, secret) {
				t.Errorf("%s\nshows %s: %s", q, secret, got)
			}
		}
		if one.ask("admin", q) != other.ask("admin", q) {
			seen++
		}
	}
	if seen < 30 {
		t.Errorf("only %d questions have anything to hide", seen)
	}
	for name, follow := range map[string]func(h *secretHub, as string) []string{"events": (*secretHub).follow, "socket": (*secretHub).followSocket} {
		got, also := follow(one, "clerk"), follow(other, "clerk")
		if diff := cmp.Diff(got, also); diff != "" || len(got) < 6 || !strings.Contains(got[0], `"matches"`) {
			t.Errorf("%s: %d events, %s", name, len(got), diff)
		}
		if slices.Equal(follow(one, "admin"), follow(other, "admin")) {
			t.Errorf("%s have nothing to hide", name)
		}
	}
}

// What follows from what a clerk sees is told as ever.
func TestWhatIsNotWithheldIsTold(t *testing.T) {
	h := startSecretHub(t, secretWorld(false))
	for query, parts := range map[string][]string{
		`{ customer(source: {system: "WMS", key: "1"}) { matches { inside matchKey candidate { system } } cluster { size links } } }`: {
			`+LEGALNAME+EMAIL`, `"inside":true`, `"inside":false,"matchKey":"+LEGALNAME-EMAIL","candidate":{"system":"FIN"}`, `"size":4,"links":3`},
		`{ explainMatch(a: ` + side("CRM 7") + `, b: ` + side("ERP 7") + `) { withheld refused { rule } strongest { rule decision } } }`: {
			`"refused":{"rule":"two tax numbers"}`, `"decision":"FORBIDDEN"`, `"withheld":["birthDate","contacts"]`},
		`{ explainMatch(a: ` + side("CRM 8") + `, b: ` + side("ERP 8") + `) { refused { rule } strongest { rule decision } } }`: {
			`"refused":null`, `"rule":null,"decision":"LINK"`},
		`{ matchCustomer(attributes: {legalName: "Ostwind AG", emails: ["kim@ostwind.example"]}) { matchKey goldenRecord { id } } }`: {
			`"matchKey":"+LEGALNAME+EMAIL"`, `"CRM:7"`, `"ERP:7"`},
		`{ tasks { nodes { kind } } }`:                             {`"nodes":[]`},
		`{ tasks(filter: {domain: CUSTOMER}) { nodes { kind } } }`: {`birthDate is withheld`},
	} {
		got := h.ask("clerk", query)
		for _, part := range parts {
			if !strings.Contains(got, part) {
				t.Errorf("%s\nanswers %s\nwithout %s", query, got, part)
			}
		}
	}
}
