package endpoint

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"aurum/access"
	"aurum/demo"
)

// caller asks the hub as somebody.
type caller struct {
	t          *testing.T
	url, token string
}

// reply is an answer: data by path, and the code and message of the first error.
type reply struct {
	Data   map[string]any
	Errors []struct {
		Message    string
		Extensions map[string]any
	}
}

func (c caller) ask(query string, variables map[string]any) reply {
	c.t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		c.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(c.t.Context(), http.MethodPost, c.url, bytes.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+c.token)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	var out reply
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		c.t.Fatal(err)
	}
	return out
}

// good asks what must be answered without an error.
func (c caller) good(query string, variables map[string]any) reply {
	c.t.Helper()
	r := c.ask(query, variables)
	if len(r.Errors) > 0 {
		c.t.Fatalf("%s\nanswers %v", query, r.Errors)
	}
	return r
}

func (r reply) code() string {
	if len(r.Errors) == 0 {
		return ""
	}
	return fmt.Sprint(r.Errors[0].Extensions["code"])
}

// at is the value at a path such as "customer.lineage.0.value", as text.
func (r reply) at(path string) string {
	var v any = r.Data
	for _, step := range strings.Split(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[step]
		case []any:
			i := 0
			if _, err := fmt.Sscan(step, &i); err != nil || i >= len(x) {
				return "<nothing>"
			}
			v = x[i]
		default:
			return "<nothing>"
		}
	}
	return fmt.Sprint(v)
}

func want(t *testing.T, r reply, wants map[string]string) {
	t.Helper()
	for path, text := range wants {
		if got := r.at(path); got != text {
			t.Errorf("%s is %s, want %s", path, got, text)
		}
	}
}

const push = `mutation($source: String!, $records: [CustomerRecordInput!]!) {
  upsertCustomers(input: {source: $source, records: $records}) { results { outcome customer { id version } } userErrors { message } } }`

// strangers are two customers that the engine keeps apart.
func strangers(t *testing.T, c caller) (nordwind, halvorsen string) {
	t.Helper()
	r := c.good(push, map[string]any{"source": "CRM", "records": []any{
		map[string]any{"key": "s1", "attributes": map[string]any{"kind": "ORGANIZATION", "legalName": "Nordwind Handel GmbH", "emails": []any{"info@nordwind.example"}}},
		map[string]any{"key": "s2", "attributes": map[string]any{"kind": "ORGANIZATION", "legalName": "Halvorsen Bygg AS", "paymentTerms": "N30"}},
	}})
	return r.at("upsertCustomers.results.0.customer.id"), r.at("upsertCustomers.results.1.customer.id")
}

func callers(t *testing.T) (crm, steward, app caller) {
	t.Helper()
	url, keys := startHub(t, demo.Options{})
	as := func(who string) caller { return caller{t, url, token(t, keys, who)} }
	return as("CRM"), as("steward"), as("")
}

func TestAStewardMergesAndSplits(t *testing.T) {
	crm, steward, app := callers(t)
	nordwind, halvorsen := strangers(t, crm)
	ids := map[string]any{"s": halvorsen, "a": []any{nordwind}, "v": []any{map[string]any{"id": halvorsen, "version": 1}}}

	seen := steward.good(`query($s: ID!, $a: [ID!]!) { previewMerge(input: {survivor: $s, absorbed: $a}) {
		changes { id kind state mergedInto changed attributes sourceRecords { key } before { id version } lineage { attribute rule winners { source { key } } } } userErrors { message } } }`, ids)
	want(t, seen, map[string]string{
		"previewMerge.changes.0.id": halvorsen, "previewMerge.changes.0.kind": "UPDATED", "previewMerge.changes.0.sourceRecords.1.key": "s2",
		"previewMerge.changes.0.before.version": "1", "previewMerge.changes.1.id": nordwind, "previewMerge.changes.1.mergedInto": halvorsen,
	})
	name := steward.good(`query($s: ID!) { customer(id: $s) { legalName version } }`, ids).at("customer.legalName")
	if name != "Halvorsen Bygg AS" {
		t.Errorf("the preview has changed the record: %s", name)
	}

	merged := steward.good(`mutation($s: ID!, $a: [ID!]!, $v: [ExpectedVersionInput!]) {
		mergeGoldenRecords(input: {survivor: $s, absorbed: $a, comment: "same owner", expected: $v}) {
			goldenRecord { id version sourceRecords { totalCount } } decision { id kind actor comment inForce goldenRecords { id state } } userErrors { message } } }`, ids)
	want(t, merged, map[string]string{
		"mergeGoldenRecords.goldenRecord.id": halvorsen, "mergeGoldenRecords.goldenRecord.version": "2", "mergeGoldenRecords.goldenRecord.sourceRecords.totalCount": "2",
		"mergeGoldenRecords.decision.comment": "same owner", "mergeGoldenRecords.decision.actor": "docs", "mergeGoldenRecords.decision.inForce": "true",
		"mergeGoldenRecords.decision.goldenRecords.1.state": "MERGED",
	})
	want(t, app.good(`query($n: ID!) { customer(id: $n) { id } node(id: $n) { ... on Customer { state mergedInto { id } } } }`, map[string]any{"n": nordwind}),
		map[string]string{"customer.id": halvorsen, "node.state": "MERGED", "node.mergedInto.id": halvorsen})

	stale := steward.ask(`mutation($id: ID!) { splitGoldenRecord(input: {id: $id, sourceRecords: [{system: "CRM", key: "s1"}], expected: [{id: $id, version: 1}]}) { userErrors { message } } }`,
		map[string]any{"id": halvorsen})
	if stale.code() != "CONFLICT" || !strings.Contains(stale.Errors[0].Message, "at version 2, no longer at 1: changed ") || !strings.Contains(stale.Errors[0].Message, "joined by CRM:s1") {
		t.Errorf("who looked at an old version is told %v", stale.Errors)
	}

	crm.good(push, map[string]any{"source": "CRM", "records": []any{map[string]any{"key": "s1", "attributes": map[string]any{"legalName": "Nordwind Import GmbH"}}}})
	split := steward.good(`mutation($id: ID!) { splitGoldenRecord(input: {id: $id, sourceRecords: [{system: "CRM", key: "s1"}]}) {
		goldenRecords { id ... on Customer { legalName decisions { nodes { kind } } } } decision { id } userErrors { message } } }`, map[string]any{"id": halvorsen})
	want(t, split, map[string]string{
		"splitGoldenRecord.goldenRecords.0.id": halvorsen, "splitGoldenRecord.goldenRecords.1.id": nordwind, "splitGoldenRecord.goldenRecords.1.legalName": "Nordwind Import GmbH",
		"splitGoldenRecord.goldenRecords.0.decisions.nodes.0.kind": "SPLIT", "splitGoldenRecord.goldenRecords.0.decisions.nodes.1.kind": "MERGE",
	})
	back := steward.good(`mutation($id: ID!) { withdrawDecision(input: {id: $id, comment: "a slip"}) { goldenRecords { id } decision { inForce withdrawnBy withdrawnComment } userErrors { message } } }`,
		map[string]any{"id": split.at("splitGoldenRecord.decision.id")})
	want(t, back, map[string]string{
		"withdrawDecision.goldenRecords.0.id": halvorsen, "withdrawDecision.goldenRecords.1.id": "<nothing>",
		"withdrawDecision.decision.inForce": "false", "withdrawDecision.decision.withdrawnComment": "a slip",
	})
	want(t, steward.good(`{ auditTrail(first: 2) { nodes { number actor action details hash } pageInfo { hasNextPage } } }`, nil), map[string]string{
		"auditTrail.nodes.0.number": "3", "auditTrail.nodes.0.action": "WITHDRAW", "auditTrail.nodes.1.action": "SPLIT", "auditTrail.pageInfo.hasNextPage": "true",
	})
}

func TestAStewardSetsValuesByHand(t *testing.T) {
	crm, steward, app := callers(t)
	nordwind, _ := strangers(t, crm)
	id := map[string]any{"id": nordwind}
	wrong := steward.good(`mutation($id: ID!) { overrideAttribute(input: {id: $id, attribute: "emails", value: ["nobody"]}) { goldenRecord { id } userErrors { code field message } } }`, id)
	want(t, wrong, map[string]string{"overrideAttribute.goldenRecord": "<nil>", "overrideAttribute.userErrors.0.field": "[value 0]"})
	done := steward.good(`mutation($id: ID!) { overrideAttribute(input: {id: $id, attribute: "legalName", value: "Nordwind GmbH & Co. KG", comment: "as in the register", until: SOURCE_CHANGE}) {
		goldenRecord { ... on Customer { legalName } } override { id actor until inForce } userErrors { message } } }`, id)
	want(t, done, map[string]string{"overrideAttribute.goldenRecord.legalName": "Nordwind GmbH & Co. KG", "overrideAttribute.override.inForce": "true"})

	lineage := `query($id: ID!) { customer(id: $id) { overrides(inForce: true) { id }
		lineage(attributes: ["legalName"]) { value rule winners { source { key } } override { value actor comment } losers { source { key } value reason } } } }`
	want(t, steward.good(lineage, id), map[string]string{
		"customer.lineage.0.rule": "override", "customer.lineage.0.winners.0": "<nothing>", "customer.lineage.0.override.comment": "as in the register",
		"customer.lineage.0.losers.0.value": "Nordwind Handel GmbH", "customer.lineage.0.losers.0.reason": "overruled by a steward",
		"customer.overrides.0.id": done.at("overrideAttribute.override.id"),
	})
	want(t, app.good(lineage, id), map[string]string{"customer.lineage.0.override.value": "Nordwind GmbH & Co. KG", "customer.lineage.0.override.comment": "", "customer.lineage.0.override.actor": ""})

	both := steward.good(`mutation($id: ID!) { overrideAttribute(input: {id: $id, attribute: "legalName", value: "x", pin: true}) { userErrors { field } } }`, id)
	want(t, both, map[string]string{"overrideAttribute.userErrors.0.field": "[value]"})
	none := steward.good(`mutation($id: ID!) { overrideAttribute(input: {id: $id, attribute: "legalName", value: null}) { userErrors { field message } } }`, id)
	if !strings.HasPrefix(none.at("overrideAttribute.userErrors.0.message"), "give a value") {
		t.Errorf("no value is told by %v", none.Data)
	}
	pinned := steward.good(`mutation($id: ID!) { overrideAttribute(input: {id: $id, attribute: "kind", pin: true}) { override { value } userErrors { message } } }`, id)
	want(t, pinned, map[string]string{"overrideAttribute.override.value": "ORGANIZATION"})

	ignored := steward.good(`mutation($id: ID!) { overrideAttribute(input: {id: $id, attribute: "emails", kind: IGNORE, source: {system: "CRM", key: "s1"}}) {
		goldenRecord { ... on Customer { emails lineage(attributes: ["emails"]) { losers { reason ignoredBy { id } } } } } override { id } userErrors { message } } }`, id)
	want(t, ignored, map[string]string{
		"overrideAttribute.goldenRecord.emails": "<nil>", "overrideAttribute.goldenRecord.lineage.0.losers.0.reason": "ignored by a steward",
		"overrideAttribute.goldenRecord.lineage.0.losers.0.ignoredBy.id": ignored.at("overrideAttribute.override.id"),
	})
	cleared := steward.good(`mutation($id: ID!) { clearOverride(input: {id: $id}) { goldenRecord { ... on Customer { emails } } override { inForce } userErrors { message } } }`,
		map[string]any{"id": ignored.at("overrideAttribute.override.id")})
	want(t, cleared, map[string]string{"clearOverride.goldenRecord.emails": "[info@nordwind.example]"})
	want(t, steward.good(`mutation { clearOverride(input: {id: "ovr_999999"}) { userErrors { code field } } }`, nil), map[string]string{"clearOverride.userErrors.0.code": "NOT_FOUND"})
}

func TestATaskIsAnswered(t *testing.T) {
	url, keys := startHub(t, demo.Default)
	steward := caller{t, url, token(t, keys, "steward")}
	open := steward.good(`{ tasks(filter: {state: OPEN, domain: CUSTOMER}, first: 2) { nodes { id goldenRecords { id version } } } }`, nil)
	answer := `mutation($id: ID!, $answer: TaskAnswer!, $survivor: ID) { resolveTask(input: {id: $id, answer: $answer, survivor: $survivor}) {
		task { id state decision { kind } } goldenRecords { id } decision { task } userErrors { message } } }`
	keeps := open.at("tasks.nodes.0.goldenRecords.1.id")
	same := steward.good(answer, map[string]any{"id": open.at("tasks.nodes.0.id"), "answer": "SAME", "survivor": keeps})
	want(t, same, map[string]string{
		"resolveTask.task.state": "RESOLVED", "resolveTask.task.decision.kind": "MERGE", "resolveTask.goldenRecords.0.id": keeps, "resolveTask.goldenRecords.1.id": "<nothing>",
		"resolveTask.decision.task": open.at("tasks.nodes.0.id"),
	})
	different := steward.good(answer, map[string]any{"id": open.at("tasks.nodes.1.id"), "answer": "DIFFERENT"})
	want(t, different, map[string]string{"resolveTask.task.state": "RESOLVED", "resolveTask.task.decision.kind": "KEEP_APART"})
	if again := steward.ask(answer, map[string]any{"id": open.at("tasks.nodes.1.id"), "answer": "SAME"}); again.code() != "CONFLICT" {
		t.Errorf("a task is answered twice: %v", again)
	}
}

// Nobody but those whose role allows it decides, foresees or reads what was decided.
func TestOnlyStewardsDecide(t *testing.T) {
	crm, _, app := callers(t)
	nordwind, halvorsen := strangers(t, crm)
	for _, query := range []string{
		`{ previewMerge(input: {survivor: "` + nordwind + `", absorbed: ["` + halvorsen + `"]}) { changes { id } } }`,
		`mutation { mergeGoldenRecords(input: {survivor: "` + nordwind + `", absorbed: ["` + halvorsen + `"]}) { userErrors { message } } }`,
		`mutation { splitGoldenRecord(input: {id: "` + nordwind + `", sourceRecords: [{system: "CRM", key: "s1"}]}) { userErrors { message } } }`,
		`mutation { overrideAttribute(input: {id: "` + nordwind + `", attribute: "currency", value: "EUR"}) { userErrors { message } } }`,
		`mutation { withdrawDecision(input: {id: "dec_1"}) { userErrors { message } } }`,
		`mutation { clearOverride(input: {id: "ovr_1"}) { userErrors { message } } }`,
		`mutation { resolveTask(input: {id: "tsk_1", answer: SAME}) { userErrors { message } } }`,
		`{ auditTrail { nodes { actor } } }`,
		`{ customer(id: "` + nordwind + `") { decisions { nodes { actor } } } }`,
	} {
		for role, c := range map[string]caller{"app": app, string(access.Source): crm} {
			if r := c.ask(query, nil); r.code() != "FORBIDDEN" {
				t.Errorf("%s as %s answers %v %v", query, role, r.Data, r.Errors)
			}
		}
	}
}
