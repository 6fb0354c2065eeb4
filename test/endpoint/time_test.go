package endpoint

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/mastering"
	"aurum/policies"
	"aurum/store"
)

// pasts is how many random histories are told; raise it for a long run.
var pasts = flag.Int("pasts", 4, "random histories")

// witness asks a hub and remembers its answers.
type witness struct {
	t     *testing.T
	hub   *mastering.Hub
	db    *store.DB
	url   string
	token string
	// lesser is the token of a caller from whom something is withheld.
	lesser string
	ids    []string // of all golden records met
	keys   []said
	seen   []sight
}

// said names a source record.
type said struct{ domain, system, key string }

// sight is what could be read at a moment.
type sight struct {
	at      time.Time
	ids     []string
	answers []any
}

const taskView = `id kind state weight reason createdAt updatedAt sourceRecords { system key } goldenRecords { id version state }
	decision { id inForce withdrawnAt withdrawnBy goldenRecords { id version state mergedInto { id } } }`

const matchView = `inside weight probability decision rule matchKey blocking subject { system key } candidate { system key } goldenRecord { id version }
	steps { kind comparison level weight subject candidate } whyNot { toReview toLink forbiddenBy unmet }`

const systemView = `code name owner contact records lastReceivedAt domains health { quarantined lastReceivedAt }`

const envelope = `id version state createdAt updatedAt mergedInto { id } quality { score problems { code field } unresolvedReferences { field } }
	sourceRecords(first: 20) { totalCount nodes { id version key system { ` + systemView + ` } standardized received updatedAt receivedAt deleted goldenRecord { id version } } }
	lineage { attribute value rule policy override { id inForce } winners { source { system key } version value seenAt receivedAt trust reason }
		losers { source { system key } version value reason trust ignoredBy { id inForce goldenRecord { id version } } } }
	tasks { ` + taskView + ` } decisions(first: 50) { nodes { id kind inForce withdrawnAt goldenRecords { id version } } }
	overrides { id attribute inForce value endedReason goldenRecord { id version } }
	history(first: 100) { nodes { version kind changed attributes validFrom validTo policy } } matches { ` + matchView + ` }
	cluster { size links density weakestLink { weight matchKey } meanProbability diameter method maxSize complete bridges { link { weight } meanProbability }
		contradictions { sourceRecords { system key } rule } steps { number parts { sourceRecords { system key } } link { weight } asserted meanProbability }
		refused { link { sourceRecords { system key } weight } rule reason } }
	identityHistory(first: 100) { totalCount nodes { kind at version state related sourceRecords { system key } members { system key } } }`

// views are what is asked at every moment; $at is null for now.
var views = []string{
	`query ($at: DateTime) { suppliers(first: 5, asOf: $at) { totalCount pageInfo { hasNextPage } nodes { ` + envelope + ` legalName taxIds { value } phones } } }`,
	`query ($at: DateTime) { products(first: 5, asOf: $at) { totalCount nodes { ` + envelope + ` sku names { text } supplierParts { partNumber supplier { id version legalName } } } } }`,
	`query ($at: DateTime) {
		a: suppliers(asOf: $at, filter: {legalName: {contains: "nord"}}, orderBy: [{field: LEGAL_NAME, direction: DESC}]) { totalCount nodes { id legalName } }
		b: suppliers(asOf: $at, filter: {taxIds: {value: {eq: "DE136695976"}}, not: {state: {eq: RETIRED}}}, orderBy: [{field: UPDATED_AT, direction: DESC}]) { totalCount nodes { id } }
		c: suppliers(asOf: $at, filter: {or: [{phones: {contains: "49"}}, {sourceSystem: {eq: "WMS"}}]}, orderBy: [{field: VERSION}], last: 3) { totalCount nodes { id version } }
		d: suppliers(asOf: $at, first: 3, filter: {emails: {eq: "info@nordwind.example"}, version: {gt: 1}}) { totalCount pageInfo { hasNextPage } nodes { id } }
		e: products(asOf: $at, filter: {names: {text: {contains: "schraube"}}}, orderBy: [{field: SKU}]) { totalCount nodes { id sku } }
		f: prices(asOf: $at, validOn: "2026-06-15", orderBy: [{field: AMOUNT}, {field: VALID_FROM, direction: DESC}]) { totalCount nodes { id amount product { id sku } } }
		g: prices(asOf: $at, validOn: "2026-01-01", filter: {currency: {eq: "EUR"}}) { totalCount nodes { id validFrom validTo } }
		h: suppliers(asOf: $at, filter: {phones: {contains: "49"}}) { totalCount nodes { id } }
		i: suppliers(asOf: $at, first: 2, filter: {paymentTerms: {in: ["NET30", "NET60"]}}) { totalCount nodes { id paymentTerms } }
		j: suppliers(asOf: $at, filter: {legalName: {startsWith: "nord"}}, orderBy: [{field: UPDATED_AT}]) { nodes { id } }
	}`,
	`query ($at: DateTime) {
		a: search(text: "nordwind", asOf: $at) { totalCount nodes { id version } }
		b: search(text: "DE136695976", asOf: $at) { totalCount nodes { id } }
		c: search(text: "info@nordwind.example", asOf: $at) { totalCount nodes { id } }
		d: search(text: "schraube m8", domains: [PRODUCT], asOf: $at) { totalCount nodes { id } }
		e: search(text: "K3", asOf: $at) { totalCount nodes { id } }
		f: search(text: "su", asOf: $at) { totalCount nodes { id } }
	}`,
	`query ($at: DateTime, $ids: [ID!]!) { nodes(ids: $ids, asOf: $at) { id ... on GoldenRecord { version state mergedInto { id version } } } }`,
	`query ($at: DateTime) {
		all: tasks(asOf: $at, first: 100) { nodes { ` + taskView + ` } }
		open: tasks(asOf: $at, first: 2, filter: {state: OPEN, domain: SUPPLIER}) { pageInfo { hasNextPage } nodes { id weight } }
		closed: tasks(asOf: $at, first: 2, filter: {state: RESOLVED}) { pageInfo { hasNextPage } nodes { id updatedAt } }
		gone: tasks(asOf: $at, filter: {state: OBSOLETE, kind: REVIEW}) { nodes { id updatedAt } }
		quarantine(asOf: $at, first: 100) { nodes { id state received problems { code field } source { system key } receivedAt } }
		waiting: quarantine(asOf: $at, first: 3, filter: {state: OPEN, system: "CRM"}) { pageInfo { hasNextPage } nodes { id } }
		sourceSystems(asOf: $at) { ` + systemView + ` createdAt }
		auditTrail(asOf: $at, first: 100) { nodes { number action at } }
	}`,
	`query ($at: DateTime) {
		a: matchSupplier(asOf: $at, attributes: {legalName: "Nordwind Handels GmbH", phones: ["+49 40 123456"]}) { ` + matchView + ` }
		b: matchSupplier(asOf: $at, first: 2, attributes: {legalName: "Sudwind", emails: ["sales@suedwind.example"], taxIds: [{value: "DE129273398"}]}) { ` + matchView + ` }
		c: matchProduct(asOf: $at, attributes: {sku: "S-1", names: [{language: "de", text: "Schraube M8"}]}) { ` + matchView + ` }
		d: matchPrice(asOf: $at, attributes: {priceList: "RETAIL", product: {system: "ERP", key: "P0"}, currency: "EUR", unit: "PCE", amount: "10.00"}) { ` + matchView + ` }
	}`,
}

// lesserView is what a caller who may see less is shown.
const lesserView = `query ($at: DateTime) {
	suppliers(asOf: $at, first: 20) { nodes { id bankAccounts { iban } matches { ` + matchView + ` } cluster { size links density complete steps { number } refused { rule } }
		lineage(attributes: ["bankAccounts"]) { value losers { value } } overrides { id actor comment } } }
	matchSupplier(asOf: $at, attributes: {legalName: "Nordwind Handels GmbH", bankAccounts: [{iban: "DE89370400440532013000"}]}) { ` + matchView + ` }
}`

// pairs are two things each, whose likeness is to be explained at every moment.
func (w *witness) pairs(at *time.Time, ids []string) (answers []any) {
	w.t.Helper()
	sides := make([]map[string]any, 0, len(w.keys)+len(ids))
	for _, k := range w.keys[:6] {
		sides = append(sides, map[string]any{"domain": k.domain, "source": map[string]any{"system": k.system, "key": k.key}})
	}
	for _, id := range ids {
		if domain.Registry.OfID(domain.GoldenID(id)).Domain == domain.Supplier {
			sides = append(sides, map[string]any{"id": id})
		}
	}
	for i := range sides {
		answers = append(answers, w.answer(`query ($at: DateTime, $a: MatchSideInput!, $b: MatchSideInput!) { explainMatch(a: $a, b: $b, asOf: $at) {
			together pairCount compared strongest { `+matchView+` } pairs { weight } refused { rule reason link { sourceRecords { system key } weight } }
		} }`, map[string]any{"at": at, "a": sides[i], "b": sides[(i+1)%len(sides)]}))
	}
	return answers
}

func (w *witness) ask(query string, variables map[string]any) any {
	w.t.Helper()
	data, problems := w.said(query, variables)
	if problems != nil {
		w.t.Fatalf("%s\nanswers %v", query, problems)
	}
	return data
}

// answer is what is answered, be it a mistake of whoever asks.
func (w *witness) answer(query string, variables map[string]any) any {
	w.t.Helper()
	data, problems := w.said(query, variables)
	if problems == nil {
		return data
	}
	first := problems.([]any)[0].(map[string]any)
	if code := first["extensions"].(map[string]any)["code"]; code != "INVALID" {
		w.t.Fatalf("%s\nanswers %v", query, problems)
	}
	return first["message"]
}

func (w *witness) said(query string, variables map[string]any) (data, problems any) {
	w.t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		w.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.url, bytes.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+w.token)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	var answer struct{ Data, Errors any }
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		w.t.Fatal(err)
	}
	return answer.Data, answer.Errors
}

// look reads all there is to be read: now, or as it was.
func (w *witness) look(at *time.Time, ids []string) (answers []any) {
	w.t.Helper()
	variables := map[string]any{"at": at, "ids": ids}
	for _, view := range views {
		answers = append(answers, w.ask(view, variables))
	}
	for _, k := range w.keys {
		answers = append(answers, w.ask(fmt.Sprintf(`query ($at: DateTime) {
			sourceRecord(domain: %[1]s, source: {system: %[2]q, key: %[3]q}, asOf: $at) {
				id version received standardized updatedAt receivedAt deleted goldenRecord { id version }
				links(first: 50) { totalCount nodes { goldenRecordId from to mergedInto goldenRecord { id version } } }
			}
			one: %[4]s(source: {system: %[2]q, key: %[3]q}, asOf: $at) { id version mergedInto { id } }
		}`, k.domain, k.system, k.key, map[string]string{"SUPPLIER": "supplier", "PRODUCT": "product", "PRICE": "price"}[k.domain]), variables))
	}
	answers = append(answers, w.pairs(at, ids)...)
	w.token, w.lesser = w.lesser, w.token // and what may be read of it by a caller who does not see bank accounts
	answers = append(answers, w.ask(lesserView, variables))
	answers = append(answers, w.pairs(at, ids)...)
	w.token, w.lesser = w.lesser, w.token
	return answers
}

// remember notes what can be read now, and at which moment that was.
func (w *witness) remember(at time.Time) {
	w.t.Helper()
	for _, list := range []string{"suppliers", "products", "prices"} {
		data := w.ask(`{ `+list+`(first: 100) { nodes { id } } }`, nil)
		for _, n := range data.(map[string]any)[list].(map[string]any)["nodes"].([]any) {
			if id := n.(map[string]any)["id"].(string); !slices.Contains(w.ids, id) {
				w.ids = append(w.ids, id)
			}
		}
	}
	ids := append([]string{}, w.ids...)
	w.seen = append(w.seen, sight{at, ids, w.look(nil, ids)})
}

func (w *witness) check() {
	w.t.Helper()
	for i, s := range w.seen {
		for j, got := range w.look(&s.at, s.ids) {
			if d := cmp.Diff(s.answers[j], got); d != "" {
				w.t.Errorf("moment %d of %d, question %d: what was read (-) and what is read of it now (+):\n%s", i, len(w.seen), j, d)
				return
			}
		}
	}
}

// checkInstants makes sure that a change can be seen from its very instant on, and not before.
func (w *witness) checkInstants() {
	w.t.Helper()
	for _, id := range w.ids {
		node := w.ask(`query ($id: ID!) { node(id: $id) { ... on GoldenRecord { history(first: 100) { nodes { version validFrom } } } } }`, map[string]any{"id": id})
		for _, v := range node.(map[string]any)["node"].(map[string]any)["history"].(map[string]any)["nodes"].([]any) {
			from, err := time.Parse(time.RFC3339Nano, v.(map[string]any)["validFrom"].(string))
			if err != nil {
				w.t.Fatal(err)
			}
			version := v.(map[string]any)["version"].(float64)
			for at, want := range map[time.Time]float64{from: version, from.Add(-time.Microsecond): version - 1} {
				var got float64
				then := w.ask(`query ($id: ID!, $at: DateTime!) { node(id: $id, asOf: $at) { ... on GoldenRecord { version } } }`, map[string]any{"id": id, "at": at})
				if n, ok := then.(map[string]any)["node"].(map[string]any); ok {
					got = n["version"].(float64)
				}
				if got != want {
					w.t.Errorf("%s at %s: version %v, want %v", id, at, got, want)
				}
			}
		}
	}
}

// Promise 5: whatever could be read at a moment can be read of it for ever, whatever has happened since.
func TestEveryPastStateCanBeAskedFor(t *testing.T) {
	for seed := range *pasts {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			hub, url, keys, db := emptyHubOn(t)
			w := &witness{t: t, hub: hub, db: db, url: url, token: token(t, keys, "admin"), lesser: token(t, keys, "app")}
			for system := range 3 {
				for key := range 5 {
					w.keys = append(w.keys, said{"SUPPLIER", systems[system], fmt.Sprint("K", key)})
				}
			}
			w.keys = append(w.keys, said{"PRODUCT", "ERP", "P0"}, said{"PRODUCT", "WMS", "P1"}, said{"PRICE", "ERP", "A0"})
			r := rand.New(rand.NewPCG(uint64(seed), 5))
			for range 12 {
				for range 1 + r.IntN(6) {
					w.happen(r)
				}
				w.settle()
				w.remember(time.Now())
			}
			w.check()
			w.checkInstants()
		})
	}
}

// settle waits until everything follows from what was said, and by the policy in force.
func (w *witness) settle() {
	w.t.Helper()
	if err := errors.Join(w.hub.Settle(w.t.Context()), w.hub.Rematch(w.t.Context()), w.hub.Settle(w.t.Context())); err != nil {
		w.t.Fatal(err)
	}
}

var systems = []string{"CRM", "ERP", "WMS"}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// happen lets a source say something: the pools are small, so that records join, part and take in each other.
func (w *witness) happen(r *rand.Rand) {
	w.t.Helper()
	system := pick(r, systems...)
	u := mastering.Upsert{System: system, Actor: "test"}
	var a mastering.Arrival
	switch r.IntN(9) {
	case 5, 6:
		w.decide(r)
		return
	case 7:
		w.answerTask(r)
		return
	case 8:
		w.otherwise(r)
		return
	case 0:
		u.Domain, a.Key = domain.Product, fmt.Sprint("P", r.IntN(3))
		a.Attributes = domain.Attributes{
			"sku": pick(r, "S-1", "S-2", "S-3"), "names": []any{map[string]any{"language": "de", "text": pick(r, "Schraube M8", "Mutter M8", "Sechskantschraube M8")}},
			"supplierParts": []any{map[string]any{"supplier": map[string]any{"system": pick(r, systems...), "key": fmt.Sprint("K", r.IntN(5))}, "partNumber": pick(r, "X1", "X2")}},
		}
	case 1:
		u.Domain, a.Key = domain.Price, fmt.Sprint("A", r.IntN(3))
		a.Attributes = domain.Attributes{
			"priceList": "RETAIL", "product": map[string]any{"system": pick(r, systems...), "key": fmt.Sprint("P", r.IntN(3))}, "currency": "EUR", "unit": "PCE",
			"amount": pick(r, "10.00", "9.5", "12"), "validFrom": pick[any](r, nil, "2026-01-02", "2025-01-01"), "validTo": pick[any](r, nil, "2026-06-15", "2026-12-31"),
		}
	default:
		u.Domain, a.Key = domain.Supplier, fmt.Sprint("K", r.IntN(5))
		a.Attributes = supplier(r)
	}
	if r.IntN(7) == 0 {
		a.Delete, a.Attributes = true, nil
	}
	if r.IntN(2) == 0 {
		at := time.Date(2024, 1, 1+r.IntN(500), 0, 0, 0, 0, time.UTC)
		a.UpdatedAt = &at
	}
	w.ingest(u, a)
	if !a.Delete && r.IntN(3) == 0 { // the same again, later
		at := time.Date(2025, 1, 1+r.IntN(300), 0, 0, 0, 0, time.UTC)
		a.UpdatedAt = &at
		w.ingest(u, a)
	}
}

// decide lets a steward join, part or overrule suppliers; what he may not do is left.
func (w *witness) decide(r *rand.Rand) {
	w.t.Helper()
	data := w.ask(`{ suppliers(first: 50, filter: {state: {eq: ACTIVE}}) { nodes { id sourceRecords(first: 20) { nodes { key system { code } } } } } }`, nil)
	all := data.(map[string]any)["suppliers"].(map[string]any)["nodes"].([]any)
	if len(all) == 0 {
		return
	}
	one, other := all[r.IntN(len(all))].(map[string]any), all[r.IntN(len(all))].(map[string]any)
	id, first := domain.GoldenID(one["id"].(string)), one["sourceRecords"].(map[string]any)["nodes"].([]any)[0].(map[string]any)
	source := domain.SourceKey{System: first["system"].(map[string]any)["code"].(string), Key: first["key"].(string)}
	by := mastering.Steward{Actor: "stella", Reason: "seen"}
	var err error
	switch r.IntN(4) {
	case 0:
		_, err = w.hub.Merge(w.t.Context(), mastering.Merge{Steward: by, Survivor: id, Absorbed: []domain.GoldenID{domain.GoldenID(other["id"].(string))}}, false)
	case 1:
		_, err = w.hub.Split(w.t.Context(), mastering.Split{Steward: by, ID: id, Records: []domain.SourceKey{source}}, false)
	case 2:
		_, _, err = w.hub.Override(w.t.Context(), mastering.SetOverride{Steward: by, ID: id, Attribute: "legalName", Kind: domain.OverrideSet,
			Value: pick(r, "Nordwind by hand", "Südwind by hand"), Until: pick(r, domain.UntilForever, domain.UntilSourceChange)}, false)
	case 3:
		_, _, err = w.hub.Override(w.t.Context(), mastering.SetOverride{Steward: by, ID: id, Attribute: "legalName", Kind: domain.OverrideIgnore,
			Source: source, Until: domain.UntilForever}, false)
	}
	if code := domain.CodeOf(err); err != nil && code != domain.Invalid && code != domain.Conflict && code != domain.NotFound {
		w.t.Fatal(err)
	}
}

// answerTask lets a steward answer a task, or take back what he has decided.
func (w *witness) answerTask(r *rand.Rand) {
	w.t.Helper()
	data := w.ask(`{ tasks(first: 50, filter: {state: OPEN}) { nodes { id } } suppliers(first: 50) { nodes { decisions { nodes { id inForce } } } } }`, nil).(map[string]any)
	if open := data["tasks"].(map[string]any)["nodes"].([]any); len(open) > 0 && r.IntN(3) > 0 {
		w.ask(`mutation ($input: ResolveTaskInput!) { resolveTask(input: $input) { task { id } } }`,
			map[string]any{"input": map[string]any{"id": open[r.IntN(len(open))].(map[string]any)["id"], "answer": pick(r, "SAME", "DIFFERENT")}})
		return
	}
	for _, s := range data["suppliers"].(map[string]any)["nodes"].([]any) {
		for _, d := range s.(map[string]any)["decisions"].(map[string]any)["nodes"].([]any) {
			if d.(map[string]any)["inForce"] == true {
				w.answer(`mutation ($input: WithdrawDecisionInput!) { withdrawDecision(input: $input) { userErrors { message } } }`,
					map[string]any{"input": map[string]any{"id": d.(map[string]any)["id"]}})
				return
			}
		}
	}
}

// otherwise brings another policy into force, or lets an operator call a system something else.
func (w *witness) otherwise(r *rand.Rand) {
	w.t.Helper()
	if r.IntN(2) == 0 {
		code := pick(r, systems...)
		if err := w.db.AddSystems(w.t.Context(), []mastering.SourceSystem{{Code: code, Name: "System " + code, Owner: pick(r, "Olga", "Otto")}}); err != nil {
			w.t.Fatal(err)
		}
		return
	}
	text, err := policies.Embedded.ReadFile("mastering/supplier.yaml")
	if err != nil {
		w.t.Fatal(err)
	}
	document := strings.Replace(string(text), "warn: [phones, contacts, identifiers]", pick(r, "warn: [phones, contacts, identifiers]", "warn: [contacts, taxIds]"), 1)
	document = strings.Replace(document, "thresholds: {link: 0.99, review: 0.6}", pick(r, "thresholds: {link: 0.9, review: 0.3}", "thresholds: {link: 0.9999, review: 0.1}"), 1)
	by := mastering.Steward{Actor: "adam"}
	version, err := w.hub.LoadPolicy(w.t.Context(), domain.Supplier, document, by)
	if err == nil {
		err = w.hub.ActivatePolicy(w.t.Context(), domain.Supplier, version, by)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *witness) ingest(u mastering.Upsert, a mastering.Arrival) {
	w.t.Helper()
	u.Records = []mastering.Arrival{a}
	if _, err := w.hub.Ingest(w.t.Context(), u); err != nil {
		w.t.Fatal(err)
	}
}

func supplier(r *rand.Rand) domain.Attributes {
	out := domain.Attributes{"legalName": pick(r, "Nordwind Handel GmbH", "Nordwind Handel", "Südwind Import AG", "Sudwind Import", "Baltic Forwarders Ltd")}
	out["taxIds"] = pick[any](r, nil, []any{map[string]any{"value": pick(r, "DE136695976", "DE129273398", "ATU13585627", "DE136695977")}}) // the last has a wrong check digit
	if r.IntN(2) == 0 {
		out["phones"] = []any{pick(r, "+49 40 123456", "+43 1 5031234", "not a phone")}
	}
	if r.IntN(2) == 0 {
		out["emails"] = []any{pick(r, "info@nordwind.example", "sales@suedwind.example")}
	}
	if r.IntN(2) == 0 {
		out["identifiers"] = []any{map[string]any{"scheme": "DUNS", "value": pick(r, "315369934", "804735132")}}
	}
	if r.IntN(3) == 0 {
		out["bankAccounts"] = []any{map[string]any{"iban": pick(r, "DE89370400440532013000", "AT611904300234573201")}}
	}
	if r.IntN(3) == 0 {
		out["paymentTerms"] = pick[any](r, nil, "NET30", "NET60")
	}
	return out
}
