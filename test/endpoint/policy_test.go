package endpoint

import (
	"io/fs"
	"strings"
	"testing"
	"time"

	"aurum/demo"
	"aurum/policies"
)

func TestAPolicyIsLoadedAndBroughtIntoForce(t *testing.T) {
	url, keys := startHub(t, demo.Options{})
	as := func(who string) caller { return caller{t, url, token(t, keys, who)} }
	admin, steward, crm := as("admin"), as("steward"), as("CRM")
	nordwind, _ := strangers(t, crm)
	text, err := fs.ReadFile(policies.Embedded, "mastering/customer.yaml")
	if err != nil {
		t.Fatal(err)
	}
	load := `mutation($d: String!) { loadPolicy(input: {domain: CUSTOMER, document: $d, comment: "names matter more"}) { policy { version active loadedBy } userErrors { message field } } }`
	wrong := admin.good(load, map[string]any{"d": strings.Replace(string(text), "domain: customer", "domain: customer\nnonsense: 1", 1)})
	if !strings.Contains(wrong.at("loadPolicy.userErrors.0.message"), "nonsense") {
		t.Errorf("a wrong policy is told by %v", wrong.Data)
	}
	changed := strings.Replace(string(text), "legalName: [trust, longest, mostRecent]", "legalName: [mostRecent, shortest]", 1)
	if changed == string(text) {
		t.Fatal("the shipped policy has changed: change the test")
	}
	loaded := admin.good(load, map[string]any{"d": changed})
	want(t, loaded, map[string]string{"loadPolicy.policy.active": "false", "loadPolicy.policy.loadedBy": "docs"})
	version := loaded.at("loadPolicy.policy.version")

	activate := `mutation($v: String!) { activatePolicy(input: {domain: CUSTOMER, version: $v}) { policy { version active rematched left } userErrors { code field } } }`
	want(t, admin.good(activate, map[string]any{"v": "0-none"}), map[string]string{"activatePolicy.policy": "<nil>", "activatePolicy.userErrors.0.code": "NOT_FOUND"})
	want(t, admin.good(activate, map[string]any{"v": version}), map[string]string{
		"activatePolicy.policy.active": "true", "activatePolicy.policy.rematched": "false", "activatePolicy.policy.left": "2",
	})
	want(t, steward.good(`{ policies(domain: CUSTOMER) { version active document activatedBy } }`, nil), map[string]string{
		"policies.0.version": version, "policies.0.document": changed, "policies.0.activatedBy": "docs", "policies.1.active": "false", "policies.1.activatedBy": "folder",
	})
	crm.good(push, map[string]any{"source": "CRM", "records": []any{map[string]any{"key": "s1", "attributes": map[string]any{"currency": "EUR"}}}})
	want(t, steward.good(`query($id: ID!) { customer(id: $id) { history(first: 1) { nodes { policy } } lineage(attributes: ["currency"]) { policy } } }`, map[string]any{"id": nordwind}),
		map[string]string{"customer.history.nodes.0.policy": version, "customer.lineage.0.policy": version})
	for _, query := range []string{`mutation { loadPolicy(input: {domain: CUSTOMER, document: ""}) { userErrors { message } } }`, `mutation { activatePolicy(input: {domain: CUSTOMER, version: "1"}) { userErrors { message } } }`} {
		if r := steward.ask(query, nil); r.code() != "FORBIDDEN" {
			t.Errorf("%s as a steward answers %v %v", query, r.Data, r.Errors)
		}
	}
	if r := crm.ask(`{ policies(domain: CUSTOMER) { version } }`, nil); r.code() != "FORBIDDEN" {
		t.Errorf("a source reads policies: %v", r.Data)
	}
}

func TestAPolicyIsSimulatedBeforeItIsBroughtIntoForce(t *testing.T) {
	url, keys := startHub(t, demo.Options{})
	as := func(who string) caller { return caller{t, url, token(t, keys, who)} }
	admin, steward, app := as("admin"), as("steward"), as("")
	nordwind, halvorsen := strangers(t, as("CRM"))
	steward.good(`mutation($s: ID!, $a: [ID!]!) { mergeGoldenRecords(input: {survivor: $s, absorbed: $a}) { userErrors { message } } }`, map[string]any{"s": nordwind, "a": []any{halvorsen}})
	text, err := fs.ReadFile(policies.Embedded, "mastering/customer.yaml")
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(text), "legalName: [trust, longest, mostRecent]", "legalName: [shortest]", 1)
	start := `mutation($i: SimulatePolicyInput!) { simulatePolicy(input: $i) { simulation { id state } userErrors { code field message } } }`
	want(t, admin.good(start, map[string]any{"i": map[string]any{"domain": "CUSTOMER"}}), map[string]string{"simulatePolicy.userErrors.0.code": "INVALID", "simulatePolicy.simulation": "<nil>"})
	want(t, admin.good(start, map[string]any{"i": map[string]any{"domain": "CUSTOMER", "version": "0-none"}}), map[string]string{"simulatePolicy.userErrors.0.code": "NOT_FOUND"})
	if r := steward.ask(start, map[string]any{"i": map[string]any{"domain": "CUSTOMER", "document": changed}}); r.code() != "FORBIDDEN" {
		t.Errorf("a steward simulates: %v", r.Data)
	}
	id := admin.good(start, map[string]any{"i": map[string]any{"domain": "CUSTOMER", "document": changed}}).at("simulatePolicy.simulation.id")

	read := `query($id: ID!) { simulation(id: $id) { state failure toPolicy report { sourceRecords goldenRecordsBefore goldenRecordsAfter joined parted events { name count } values { name count } tasksOpened { name } }
		changes(first: 5) { nodes { kind goldenRecord { id } from to sourceRecords { key } values { attribute before after } } pageInfo { hasNextPage } } tasks { nodes { reason } } } }`
	var r reply
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for r = steward.good(read, map[string]any{"id": id}); r.at("simulation.state") == "RUNNING"; r = steward.good(read, map[string]any{"id": id}) {
		<-again.C
	}
	want(t, r, map[string]string{
		"simulation.state": "DONE", "simulation.failure": "<nil>", "simulation.report.sourceRecords": "2", "simulation.report.goldenRecordsBefore": "1",
		"simulation.report.goldenRecordsAfter": "1", "simulation.report.events.0.name": "UPDATED", "simulation.report.values.0.name": "legalName", "simulation.report.values.0.count": "1",
		"simulation.changes.nodes.0.goldenRecord.id": nordwind, "simulation.changes.nodes.0.values.0.before": "Nordwind Handel GmbH", "simulation.changes.nodes.0.values.0.after": "Halvorsen Bygg AS",
		"simulation.changes.pageInfo.hasNextPage": "false",
	})
	want(t, steward.good(`query($id: ID!) { customer(id: $id) { legalName version } }`, map[string]any{"id": nordwind}), map[string]string{"customer.legalName": "Nordwind Handel GmbH", "customer.version": "2"})
	if r := app.ask(read, map[string]any{"id": id}); r.code() != "FORBIDDEN" {
		t.Errorf("an application reads a simulation: %v", r.Data)
	}
}
