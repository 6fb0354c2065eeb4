package graph

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/mastering"
	"aurum/store"
)

const past = "2026-01-01T00:00:00Z"

func TestWhatIsReadOfAPastStateIsAskedOfThePast(t *testing.T) {
	w := company()
	w.matches = []mastering.Match{{A: member(1, "CRM", "1").SourceKey, B: member(2, "ERP", "9").SourceKey, Golden: id("customer acme"), Inside: true}}
	b := newBench(t, w)
	b.good("steward", `query($id: ID!, $at: DateTime!) { customer(id: $id, asOf: $at) {
		lineage { attribute } matches { weight goldenRecord { id } } cluster { size } tasks { id } quality { score } history { nodes { version } }
		sourceRecords { nodes { received goldenRecord { id } links { nodes { from } } } } identityHistory { totalCount } decisions { nodes { id } } overrides { id }
	} }`, map[string]any{"id": id("customer acme"), "at": past})
	for _, call := range []string{"LineageThen", "MatchesThen", "ClusterThen", "TasksThen", "ProblemsThen", "HistoryThen", "SourceRecordsThen", "ReceivedThen", "GoldenIDsThen", "Links", "IdentityHistory", "DecisionsThen", "OverridesOfThen"} {
		if b.called(call) != 1 {
			t.Errorf("%s was asked %d times", call, b.called(call))
		}
	}
	for _, call := range []string{"ProblemsOf", "History"} {
		if b.called(call) != 0 {
			t.Errorf("%s was asked, which is of now", call)
		}
	}
	for name, query := range map[string]string{
		"node":         `{ node(id: "x", asOf: "yesterday") { id } }`,
		"search":       `{ search(text: "x", asOf: "yesterday") { totalCount } }`,
		"sourceRecord": `{ sourceRecord(domain: CUSTOMER, source: {system: "CRM", key: "1"}, asOf: "yesterday") { id } }`,
		"tasks":        `{ tasks(asOf: "yesterday") { nodes { id } } }`,
		"quarantine":   `{ quarantine(asOf: "yesterday") { nodes { id } } }`,
		"systems":      `{ sourceSystems(asOf: "yesterday") { code } }`,
		"explainMatch": `{ explainMatch(a: {id: "src_1"}, b: {id: "src_2"}, asOf: "yesterday") { together } }`,
		"match":        `{ matchCustomer(attributes: {legalName: "Acme"}, asOf: "yesterday") { weight } }`,
		"auditTrail":   `{ auditTrail(asOf: "yesterday") { nodes { number } } }`,
		"validOn":      `{ prices(validOn: "tomorrow") { totalCount } }`,
	} {
		if r := b.ask("steward", query, nil); r.code() != "INVALID" {
			t.Errorf("%s: %s", name, r.Body)
		}
	}
}

func TestTheQueriesBesideRecordsAreAskedOfThePast(t *testing.T) {
	w := company()
	w.tasks = []*domain.Task{{ID: 1, Domain: domain.Customer, Golden: [2]domain.GoldenID{id("customer acme"), id("customer old")}, Decision: 7}}
	later := noon.AddDate(1, 0, 0)
	w.decisions = map[int64]*domain.Decision{7: {ID: 7, Domain: domain.Customer, Golden: []domain.GoldenID{id("customer acme")}, At: noon, WithdrawnAt: &later, WithdrawnBy: "stella"}}
	w.matches = []mastering.Match{{A: member(1, "CRM", "1").SourceKey, B: member(2, "ERP", "9").SourceKey, Golden: id("customer acme")}}
	b := newBench(t, w)
	r := b.good("steward", `query($id: ID!, $at: DateTime!) {
		tasks(asOf: $at) { nodes { goldenRecords { id } decision { inForce withdrawnAt withdrawnBy goldenRecords { id } } } }
		quarantine(asOf: $at) { nodes { id } }
		sourceSystems(asOf: $at) { code name health { waiting } }
		explainMatch(a: {id: $id}, b: {id: "src_2"}, asOf: $at) { together pairs { goldenRecord { id } } }
		matchCustomer(attributes: {legalName: "Acme"}, asOf: $at) { goldenRecord { id } }
		sourceRecord(domain: CUSTOMER, source: {system: "CRM", key: "1"}, asOf: $at) { system { name health { waiting } } }
		customer(id: $id, asOf: $at) { sourceRecords { nodes { system { name } } } }
	}`, map[string]any{"id": id("customer acme"), "at": past})
	for call, want := range map[string]int{
		"Tasks": 1, "SourceSystemsThen": 1, "ExplainMatchThen": 1, "MatchBeforeThen": 1, "GoldenIDsThen": 1, "SourceSystems": 2, "ExplainMatch": 1, "MatchBefore": 1, "GoldenIDsOf": 1,
	} { // what is of now was asked by the fakes of then alone
		if b.called(call) != want {
			t.Errorf("%s was asked %d times, want %d", call, b.called(call), want)
		}
	}
	if len(r.at("sourceSystems").([]any)) != 1 || r.at("sourceSystems", 0, "health", "waiting") != nil || r.at("sourceRecord", "system", "name") != "Sales" {
		t.Errorf("systems: %s", r.Body)
	}
	if w.lastQuar.AsOf == nil || w.lastTasks.AsOf == nil {
		t.Errorf("the quarantine was asked of %v, tasks of %v", w.lastQuar.AsOf, w.lastTasks.AsOf)
	}
	if r.at("tasks", "nodes", 0, "decision", "inForce") != true || r.at("tasks", "nodes", 0, "decision", "withdrawnBy") != nil {
		t.Errorf("a decision that was withdrawn later: %s", r.Body)
	}
	if w.ofNow > 0 {
		t.Errorf("golden records were read as they are now %d times", w.ofNow)
	}
	if r := b.good("steward", `{ sourceSystems { code health { waiting } } }`, nil); r.at("sourceSystems", 1, "health", "waiting") != 0.0 {
		t.Errorf("now: %s", r.Body)
	}
}

func TestValidOnIsAFilter(t *testing.T) {
	b := newBench(t, company())
	price := func(name string, from, to any) {
		a := domain.Attributes{"currency": "EUR"}
		if from != nil {
			a["validFrom"] = from
		}
		if to != nil {
			a["validTo"] = to
		}
		b.goldens = append(b.goldens, record("price "+name, a))
	}
	price("ever", nil, nil)
	price("since", "2026-06-15", nil)
	price("until", nil, "2026-06-15")
	price("later", "2026-06-16", nil)
	price("over", "2026-01-01", "2026-06-14")
	for day, want := range map[string]float64{"2026-06-15": 3, "2026-06-16": 3, "2026-06-14": 3, "2025-12-31": 2} {
		r := b.good("app", `query($day: Date) { prices(validOn: $day, filter: {currency: {eq: "EUR"}}) { totalCount } }`, map[string]any{"day": day})
		if got := r.at("prices", "totalCount"); got != want {
			t.Errorf("%s: %v prices, want %v", day, got, want)
		}
	}
	if r := b.good("app", `{ prices(validOn: "2026-06-15", filter: {currency: {eq: "CHF"}}) { totalCount } }`, nil); r.at("prices", "totalCount") != 0.0 {
		t.Errorf("the filter is left out: %s", r.Body)
	}
}

// moved is a world in which a customer has changed between its versions.
func moved() *world {
	w := company()
	before := record("customer acme", domain.Attributes{"legalName": "Acme", "birthDate": "1970-01-01", "currency": "CHF", "language": "de"}, member(1, "CRM", "1"))
	after := record("customer acme", domain.Attributes{"legalName": "Acme AG", "birthDate": "1980-01-01", "currency": "CHF", "kind": "ORGANIZATION"}, member(2, "ERP", "9"))
	before.Version, after.Version, after.State = 1, 2, domain.Retired
	before.Provenance = map[string]domain.Provenance{"legalName": {Rule: "mostRecent", From: before.Members}}
	after.Provenance = map[string]domain.Provenance{"legalName": {Rule: "only value", From: after.Members}}
	after.UpdatedAt = noon.AddDate(0, 0, 1)
	w.versions = map[store.VersionRef]*domain.GoldenRecord{{ID: before.ID, Version: 1}: before, {ID: before.ID, Version: 2}: after}
	w.steps = []mastering.IdentityEvent{
		{Kind: mastering.IdentityCreated, At: noon, Records: before.Members, Golden: before},
		{Kind: mastering.IdentityJoined, At: noon.AddDate(0, 0, 1), Records: after.Members, Golden: after, Related: []domain.GoldenID{id("customer old")}},
	}
	return w
}

func TestADiffShowsWhatTheCallerMaySee(t *testing.T) {
	b := newBench(t, moved())
	const query = `query($id: ID!, $from: Moment!, $to: Moment) { diff(id: $id, from: $from, to: $to) {
		domain attributes { attribute before after originBefore { rule from { source { system } version } } originAfter { rule policy } }
		joined { system key } left { system } stateBefore stateAfter events { kind version related sourceRecords { system } }
		before { version } after { version } } }`
	for as, want := range map[string][]string{"steward": {"birthDate", "kind", "language", "legalName"}, "app": {"kind", "language", "legalName"}} {
		r := b.good(as, query, map[string]any{"id": id("customer acme"), "from": 1, "to": 2})
		var names []string
		for _, a := range r.at("diff", "attributes").([]any) {
			names = append(names, a.(map[string]any)["attribute"].(string))
		}
		if d := cmp.Diff(want, names); d != "" {
			t.Errorf("%s: %s", as, d)
		}
		name := r.at("diff", "attributes", len(names)-1).(map[string]any)
		if name["before"] != "Acme" || name["after"] != "Acme AG" || r.at("diff", "attributes", len(names)-1, "originAfter", "rule") != "only value" {
			t.Errorf("%s: %v", as, name)
		}
	}
	if r := b.good("app", `{ diff(id: "`+string(id("customer acme"))+`", from: 1, to: "2") { before { version } after { version } } }`, nil); r.at("diff", "after", "version") != 2.0 {
		t.Errorf("versions as literals: %s", r.Body)
	}
	r := b.good("app", query, map[string]any{"id": id("customer acme"), "from": 1, "to": 2})
	for path, got := range map[string]any{
		"ERP": r.at("diff", "joined", 0, "system"), "CRM": r.at("diff", "left", 0, "system"), "ACTIVE": r.at("diff", "stateBefore"),
		"RETIRED": r.at("diff", "stateAfter"), "JOINED": r.at("diff", "events", 0, "kind"), string(id("customer old")): r.at("diff", "events", 0, "related", 0),
	} {
		if got != path {
			t.Errorf("%v, want %s", got, path)
		}
	}
	for name, variables := range map[string]map[string]any{
		"backwards": {"id": id("customer acme"), "from": 2, "to": 1}, "no moment": {"id": id("customer acme"), "from": "spring"}, "half": {"id": id("customer acme"), "from": true},
	} {
		if r := b.ask("app", query, variables); r.code() != "INVALID" {
			t.Errorf("%s: %s", name, r.Body)
		}
	}
	if r := b.ask("app", query, map[string]any{"id": id("customer acme"), "from": 9}); r.code() != "NOT_FOUND" {
		t.Errorf("unknown version: %s", r.Body)
	}
	if r := b.good("app", query, map[string]any{"id": id("customer nobody"), "from": past}); r.at("diff") != nil {
		t.Errorf("unknown id: %s", r.Body)
	}
	if r := b.ask("buyer", query, map[string]any{"id": id("supplier bolt"), "from": 1}); r.code() != "FORBIDDEN" {
		t.Errorf("a domain that may not be read: %s", r.Body)
	}
}

func TestTheEvidenceOfAJoinLeavesOutWhatIsWithheld(t *testing.T) {
	w := moved()
	said := member(1, "CRM", "1").SourceKey
	w.steps[1].Golden.Members = []domain.Member{member(1, "CRM", "1"), member(2, "ERP", "9")}
	w.joining = mastering.Joining{Link: &mastering.ClusterLink{A: said, B: member(2, "ERP", "9").SourceKey, Weight: 9}, Rule: "same DUNS",
		Said: &mastering.Said{Actor: "stella", Reason: "renamed", At: noon}, Pair: [2]domain.SourceKey{said, said}}
	b := newBench(t, w)
	const query = `query($id: ID!) { customer(id: $id) { identityHistory(first: 5) { nodes { evidence { rule link { weight } assertion { actor reason } } } } } }`
	r := b.good("steward", query, map[string]any{"id": id("customer acme")})
	if r.at("customer", "identityHistory", "nodes", 0, "evidence") != nil || r.at("customer", "identityHistory", "nodes", 1, "evidence", "assertion", "actor") != "stella" {
		t.Errorf("steward: %s", r.Body)
	}
	r = b.good("app", query, map[string]any{"id": id("customer acme")})
	if r.at("customer", "identityHistory", "nodes", 1, "evidence", "assertion") != nil || r.at("customer", "identityHistory", "nodes", 1, "evidence", "rule") != "same DUNS" {
		t.Errorf("app: %s", r.Body)
	}
	if !cmp.Equal(w.withheld, []string{"birthDate"}) {
		t.Errorf("withheld %v", w.withheld)
	}
}
