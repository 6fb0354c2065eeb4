package graph

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/mastering"
	"aurum/store"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// ids are golden ids by a readable name.
var ids = map[string]domain.GoldenID{}

func id(name string) domain.GoldenID {
	if ids[name] == "" {
		d, _, _ := strings.Cut(name, " ")
		ids[name] = domain.Registry.Of(domain.Domain(d)).NewGoldenID()
	}
	return ids[name]
}

func record(name string, attributes domain.Attributes, members ...domain.Member) *domain.GoldenRecord {
	d, _, _ := strings.Cut(name, " ")
	return &domain.GoldenRecord{
		ID: id(name), Domain: domain.Domain(d), Version: 3, State: domain.Active, Attributes: attributes, Members: members,
		Policy: "1", CreatedAt: noon, UpdatedAt: noon,
	}
}

func reference(name string) map[string]any {
	return map[string]any{"system": "ERP", "key": "1", "id": string(id(name))}
}

func member(n int, system, key string) domain.Member {
	return domain.Member{SourceKey: domain.SourceKey{System: system, Key: key}, Record: domain.RecordID(n), Version: 1}
}

// company is a world around one customer that CRM and ERP know.
func company() *world {
	return &world{
		goldens: []*domain.GoldenRecord{
			record("customer acme", domain.Attributes{
				"kind": "ORGANIZATION", "legalName": "Acme Åß AG", "emails": []any{"info@acme.example"}, "birthDate": "1970-01-01",
				"creditLimit": "100.10", "creditHold": false, "taxIds": []any{map[string]any{"scheme": "VAT", "country": "CH", "value": "CHE123"}},
				"addresses": []any{map[string]any{"type": "LEGAL", "lines": []any{"Bahnhofstrasse 1"}, "city": "Bern", "country": "CH"}},
				"parent":    map[string]any{"system": "ERP", "key": "77"},
			}, member(2, "ERP", "9"), member(1, "CRM", "1")),
			record("customer old", domain.Attributes{"legalName": "Acme"}),
			record("supplier bolt", domain.Attributes{
				"legalName": "Bolt", "leadTimeDays": 14, "bankAccounts": []any{map[string]any{"iban": "CH9300762011623852957", "holder": "Bolt"}},
			}),
		},
		records: []*domain.SourceRecord{
			{ID: 1, Domain: "customer", SourceKey: domain.SourceKey{System: "CRM", Key: "1"}, Version: 1, ReceivedAt: noon, Received: domain.Attributes{"legalName": "ACME"}},
			{ID: 2, Domain: "customer", SourceKey: domain.SourceKey{System: "ERP", Key: "9"}, Version: 4, ReceivedAt: noon, Received: domain.Attributes{"legalName": "Acme AG"}},
		},
	}
}

func (w *world) merge(from, into string) {
	g := w.golden(id(from))
	g.State, g.MergedInto = domain.Merged, id(into)
}

func TestAGoldenRecordShowsItsValues(t *testing.T) {
	b := newBench(t, company())
	r := b.good("steward", `query($id: ID!) { customer(id: $id) {
		__typename id domain version state createdAt mergedInto { id } kind legalName tradingNames emails creditLimit creditHold birthDate extensions
		taxIds { scheme country value } addresses { type lines city region } parent { id }
	} }`, map[string]any{"id": id("customer acme")})
	want := map[string]any{
		"__typename": "Customer", "id": string(id("customer acme")), "domain": "CUSTOMER", "version": 3.0, "state": "ACTIVE",
		"createdAt": "2026-11-23T12:00:00Z", "mergedInto": nil, "kind": "ORGANIZATION", "legalName": "Acme Åß AG", "tradingNames": nil,
		"emails": []any{"info@acme.example"}, "creditLimit": "100.10", "creditHold": false, "birthDate": "1970-01-01", "extensions": map[string]any{},
		"taxIds":    []any{map[string]any{"scheme": "VAT", "country": "CH", "value": "CHE123"}},
		"addresses": []any{map[string]any{"type": "LEGAL", "lines": []any{"Bahnhofstrasse 1"}, "city": "Bern", "region": nil}},
		"parent":    nil,
	}
	if diff := cmp.Diff(want, r.at("customer")); diff != "" {
		t.Error(diff)
	}
	if b.called("Surviving") != 1 || len(b.calls) != 1 {
		t.Errorf("one read was to be enough: %v", b.calls)
	}
}

func TestAMergedIdAnswersTheSurvivorAndNodeTheRecordItself(t *testing.T) {
	w := company()
	w.merge("customer old", "customer acme")
	r := newBench(t, w).good("app", `query($id: ID!) {
		customer(id: $id) { id }
		node(id: $id) { id ... on GoldenRecord { state mergedInto { id } } }
		nodes(ids: [$id, "nothing", "src_2"]) { id __typename }
		wrongDomain: product(id: $id) { id }
	}`, map[string]any{"id": id("customer old")})
	want := map[string]any{
		"customer": map[string]any{"id": string(id("customer acme"))},
		"node":     map[string]any{"id": string(id("customer old")), "state": "MERGED", "mergedInto": map[string]any{"id": string(id("customer acme"))}},
		"nodes": []any{map[string]any{"id": string(id("customer old")), "__typename": "Customer"}, nil,
			map[string]any{"id": "src_2", "__typename": "SourceRecord"}},
		"wrongDomain": nil,
	}
	if diff := cmp.Diff(want, r.Data); diff != "" {
		t.Error(diff)
	}
}

func TestSourceRecordsStandInOrderOfSystemAndKey(t *testing.T) {
	b := newBench(t, company())
	r := b.good("steward", `query($id: ID!) { customer(id: $id) { sourceRecords(first: 1) { totalCount pageInfo { hasNextPage endCursor }
		nodes { id key system { code name } received goldenRecord { id } } } } }`, map[string]any{"id": id("customer acme")})
	node := r.at("customer", "sourceRecords", "nodes", 0)
	want := map[string]any{"id": "src_1", "key": "1", "system": map[string]any{"code": "CRM", "name": "Sales"},
		"received": map[string]any{"legalName": "ACME"}, "goldenRecord": map[string]any{"id": string(id("customer acme"))}}
	if diff := cmp.Diff(want, node); diff != "" {
		t.Error(diff)
	}
	after := r.at("customer", "sourceRecords", "pageInfo", "endCursor")
	r = b.good("steward", `query($id: ID!, $after: String) { customer(id: $id) { sourceRecords(first: 5, after: $after) { pageInfo { hasPreviousPage hasNextPage } nodes { key } } } }`,
		map[string]any{"id": id("customer acme"), "after": after})
	page := map[string]any{"pageInfo": map[string]any{"hasPreviousPage": true, "hasNextPage": false}, "nodes": []any{map[string]any{"key": "9"}}}
	if diff := cmp.Diff(page, r.at("customer", "sourceRecords")); diff != "" {
		t.Error(diff)
	}
}

func TestReferencesOfAPageAreResolvedTogether(t *testing.T) {
	w := &world{}
	for i := range 10 {
		product := fmt.Sprintf("product %d", i)
		parts := []any{map[string]any{"supplier": reference("supplier bolt"), "partNumber": "B"}, map[string]any{"partNumber": "C"}}
		w.goldens = append(w.goldens,
			record(fmt.Sprintf("price %d", i), domain.Attributes{"product": reference(product), "amount": "1.50"}),
			record(product, domain.Attributes{"sku": product, "supplierParts": parts, "replacedBy": reference("product gone")}))
	}
	w.goldens = append(w.goldens, record("supplier bolt", domain.Attributes{"legalName": "Bolt"}))
	b := newBench(t, w)
	r := b.good("app", `{ prices(first: 10) { totalCount nodes { amount product { sku replacedBy { id } supplierParts { partNumber supplier { legalName } } } } } }`, nil)
	want := map[string]any{"amount": "1.50", "product": map[string]any{"sku": "product 9", "replacedBy": nil, "supplierParts": []any{
		map[string]any{"partNumber": "B", "supplier": map[string]any{"legalName": "Bolt"}},
		map[string]any{"partNumber": "C", "supplier": nil},
	}}}
	if diff := cmp.Diff(want, r.at("prices", "nodes", 9)); diff != "" {
		t.Error(diff)
	}
	if b.called("Surviving") != 3 || b.called("List") != 1 || !b.lastList.Count {
		t.Errorf("products, suppliers and successors are one read each: %v", b.calls)
	}
}

func TestListsTakeFilterOrderAndPage(t *testing.T) {
	b := newBench(t, company())
	r := b.good("steward", `{ customers(filter: {or: [{legalName: {eq: "Acme"}}, {addresses: {city: {eq: "Bern"}}}], kind: {eq: ORGANIZATION}, creditLimit: {gte: 100.1}},
		orderBy: [{field: PERSON_NAME_FAMILY}, {field: UPDATED_AT, direction: DESC}], last: 3, before: "x", asOf: "2026-11-23T13:00:00+01:00")
		{ edges { cursor node { legalName } } } }`, nil)
	if got := r.at("customers", "edges", 0, "node", "legalName"); got != "Acme Åß AG" || r.at("customers", "edges", 1) != nil {
		t.Errorf("found %v", r.Data)
	}
	q := b.lastList
	if diff := cmp.Diff([]store.Order{{Field: "personName.family"}, {Field: "updatedAt", Desc: true}}, q.Order); diff != "" {
		t.Error(diff)
	}
	if q.First != nil || *q.Last != 3 || q.Before != "x" || q.Count || !q.AsOf.Equal(noon) {
		t.Errorf("asked for %+v", q)
	}
	b.good("steward", `{ customers { nodes { id } } }`, nil)
	if *b.lastList.First != 20 {
		t.Errorf("a page has %d items by default", *b.lastList.First)
	}
}

func TestLineageHistoryMatchesTasksAndQuality(t *testing.T) {
	w := company()
	w.lineage = []mastering.AttributeLineage{{Attribute: "legalName", Value: "Acme", Rule: "trust", Policy: "1",
		Winners: []mastering.LineageValue{{Source: member(1, "CRM", "1"), Value: "Acme", Trust: 80, Reason: "most trusted", SeenAt: noon, ReceivedAt: noon}}}}
	w.matches = []mastering.Match{{A: member(1, "CRM", "1").SourceKey, B: member(2, "ERP", "9").SourceKey, Golden: id("customer acme"), Inside: true,
		Weight: 12.5, Probability: 0.999, Decision: "LINK", Steps: []mastering.MatchStep{{Comparison: "legalName", Level: "exact", Weight: 8, A: "acme", B: "acme"}}}}
	w.tasks = []*domain.Task{{ID: 7, Kind: domain.TaskReview, State: domain.TaskOpen, Domain: "customer", Golden: [2]domain.GoldenID{id("customer acme"), id("customer old")}}}
	w.history = []store.RecordVersion{{GoldenRecord: *record("customer acme", domain.Attributes{"legalName": "Acme"}), Kind: domain.ChangeUpdated, Changed: []string{"legalName"}, ValidFrom: noon}}
	w.problems = map[domain.RecordID][]domain.Problem{2: {{Code: "INVALID_FORMAT", Severity: domain.Warning, Field: []string{"phones", "0"}, Message: "no phone"}}}
	r := newBench(t, w).good("steward", `query($id: ID!) { customer(id: $id) {
		lineage(attributes: ["legalName"]) { attribute value rule winners { source { system key } version trust reason } losers { reason } }
		matches { inside weight decision rule subject { key } candidate { key } goldenRecord { id } steps { comparison subject candidate } }
		tasks(state: OPEN) { id kind goldenRecords { id } sourceRecords { system } }
		history { nodes { version kind changed attributes record { ... on Customer { legalName } } validTo } }
		quality { score completeness problems { code severity field message source { system } } unresolvedReferences { field domain target { system key } } }
	} }`, map[string]any{"id": id("customer acme")})
	score := r.at("customer", "quality", "score")
	if n := 9.0; score != n/21*n/(n+2) {
		t.Errorf("score %v", score)
	}
	for path, want := range map[string]any{
		"lineage 0 winners 0 trust": 80.0, "matches 0 steps 0 subject": "acme", "tasks 0 id": "tsk_7", "history nodes 0 record legalName": "Acme",
		"matches 0 goldenRecord id": string(id("customer acme")), "tasks 0 goldenRecords 1 id": string(id("customer old")),
		"quality problems 0 source system": "ERP", "quality unresolvedReferences 0 target key": "77", "history nodes 0 changed 0": "legalName",
	} {
		steps := []any{"customer"}
		for _, s := range strings.Fields(path) {
			if len(s) == 1 && s[0] <= '9' {
				steps = append(steps, int(s[0]-'0'))
			} else {
				steps = append(steps, s)
			}
		}
		if got := r.at(steps...); got != want {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
}
