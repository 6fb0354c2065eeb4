package mastering_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/internal/pgtest"
	"aurum/mastering"
	"aurum/store"
)

// says lets a source say something of a supplier; nil withdraws.
func (w *world) says(system, key string, at *time.Time, attributes domain.Attributes) domain.GoldenID {
	w.t.Helper()
	rs := w.upsert(mastering.Upsert{Domain: domain.Supplier, System: system, Records: []mastering.Arrival{
		{Key: key, UpdatedAt: at, Attributes: attributes, Delete: attributes == nil},
	}})
	w.settle()
	return rs[0].Golden
}

func (w *world) version(id domain.GoldenID, n int) *domain.GoldenRecord {
	w.t.Helper()
	found, err := w.db.GoldenVersions(w.ctx(), []store.VersionRef{{ID: id, Version: n}})
	if err != nil || found[0] == nil {
		w.t.Fatalf("version %d of %s: %v", n, id, err)
	}
	return found[0]
}

// lineage is an attribute's lineage in a version, in short: value by rule of policy, winners and losers with their versions.
func (w *world) lineage(id domain.GoldenID, version int, attribute string) string {
	w.t.Helper()
	g := w.version(id, version)
	ls, err := w.hub.LineageThen(w.ctx(), g, g.UpdatedAt, []string{attribute})
	if err != nil || len(ls) != 1 {
		w.t.Fatalf("lineage of version %d: %v, %v", version, ls, err)
	}
	out := fmt.Sprintf("%v by %s of %s", ls[0].Value, ls[0].Rule, strings.Split(ls[0].Policy, "-")[0])
	for i, values := range [][]mastering.LineageValue{ls[0].Winners, ls[0].Losers} {
		for _, v := range values {
			out += fmt.Sprintf("; %s %s v%d %v (%s)", []string{"won", "lost"}[i], v.Source.System, v.Source.Version, v.Value, v.Reason)
		}
	}
	return out
}

func day(n int) *time.Time {
	t := time.Date(2026, 1, n, 0, 0, 0, 0, time.UTC)
	return &t
}

func TestLineageOfAVersionIsThatOfItsPolicyAndItsSources(t *testing.T) {
	url := pgtest.New(t)
	old := plainPolicies(t)
	now := edited(t, "version: 1\n", "version: 2\n", "default: [mostRecent]", "default: [{sourcePriority: [ERP, CRM]}]")
	start := func(ps *mastering.Policies) *world {
		w := joinWorld(t, url, ps)
		if err := w.db.KeepPolicies(t.Context(), ps.Documents()); err != nil {
			t.Fatal(err)
		}
		return w
	}
	w := start(old)
	duns := []any{map[string]any{"scheme": "DUNS", "value": "315369934"}}
	id := w.says("ERP", "1", day(1), domain.Attributes{"legalName": "Nordwind GmbH", "identifiers": duns})
	w.says("CRM", "1", day(2), domain.Attributes{"legalName": "Nordwind Handel GmbH", "identifiers": duns})
	w.says("CRM", "1", day(3), domain.Attributes{"legalName": "Nordwind Handels GmbH"})
	w = start(now)
	if err := w.hub.Rematch(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{
		"Nordwind GmbH by only value of 1; won ERP v1 Nordwind GmbH (only value)",
		"Nordwind Handel GmbH by mostRecent of 1; won CRM v1 Nordwind Handel GmbH (won by mostRecent); lost ERP v1 Nordwind GmbH",
		"Nordwind Handels GmbH by mostRecent of 1; won CRM v2 Nordwind Handels GmbH (won by mostRecent); lost ERP v1 Nordwind GmbH",
		"Nordwind GmbH by sourcePriority(ERP,CRM) of 2; won ERP v1 Nordwind GmbH (won by sourcePriority(ERP,CRM)); lost CRM v2 Nordwind Handels GmbH",
	} {
		if got := w.lineage(id, i+1, "legalName"); !strings.HasPrefix(got, want) {
			t.Errorf("version %d:\n%s, want\n%s", i+1, got, want)
		}
	}
	if _, err := w.hub.LineageThen(w.ctx(), &domain.GoldenRecord{ID: id, Domain: domain.Supplier, Policy: "9-x"}, time.Now(), nil); domain.CodeOf(err) != domain.NotFound {
		t.Errorf("a policy that is not kept: %v", err)
	}
}

func TestAConfirmationCountsFromWhenItCame(t *testing.T) {
	w := newWorld(t, plainPolicies(t))
	duns := []any{map[string]any{"scheme": "DUNS", "value": "315369934"}}
	erp := domain.Attributes{"legalName": "Nordwind GmbH", "identifiers": duns}
	id := w.says("ERP", "1", day(1), erp)
	w.says("CRM", "1", day(2), domain.Attributes{"legalName": "Nordwind Handel GmbH", "identifiers": duns})
	w.says("ERP", "1", day(5), erp) // the same again, later: it wins by it
	for i, want := range []string{"Nordwind GmbH by only value", "Nordwind Handel GmbH by mostRecent", "Nordwind GmbH by mostRecent"} {
		if got := w.lineage(id, i+1, "legalName"); !strings.HasPrefix(got, want) {
			t.Errorf("version %d: %s, want %s", i+1, got, want)
		}
	}
}

// steps are the identity history of a golden record in short, with other ids by their names.
func (w *world) steps(id domain.GoldenID, names map[domain.GoldenID]string) []string {
	w.t.Helper()
	events, err := w.hub.IdentityHistory(w.ctx(), id)
	if err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, e := range events {
		s := fmt.Sprintf("%d %s", e.Golden.Version, e.Kind)
		for _, m := range e.Records {
			s += " " + m.SourceKey.String()
		}
		for _, r := range e.Related {
			s += " with " + names[r]
		}
		out = append(out, s)
	}
	return out
}

func TestTheStepsOfAnIdentityAreTold(t *testing.T) {
	w := newWorld(t, plainPolicies(t))
	duns := func(n string) []any { return []any{map[string]any{"scheme": "DUNS", "value": n}} }
	a := w.says("ERP", "1", nil, domain.Attributes{"legalName": "Alpha AG", "identifiers": duns("315369934")})
	b := w.says("CRM", "1", nil, domain.Attributes{"legalName": "Beta AG", "identifiers": duns("150483782")})
	w.says("WMS", "1", nil, domain.Attributes{"legalName": "Beta AG", "identifiers": duns("150483782")})
	w.says("CRM", "1", nil, domain.Attributes{"identifiers": duns("315369934")}) // takes Beta's founder to Alpha
	c := w.says("WMS", "1", nil, domain.Attributes{"identifiers": duns("315369934")})
	w.says("CRM", "1", nil, domain.Attributes{"identifiers": duns("150483782")}) // back to what it was
	w.says("WMS", "1", nil, nil)
	w.says("ERP", "1", nil, nil)
	w.says("ERP", "1", nil, domain.Attributes{"legalName": "Alpha AG", "identifiers": duns("315369934")})
	names := map[domain.GoldenID]string{a: "A", b: "B"}
	if c != a {
		t.Fatalf("WMS:1 lies in %s", c)
	}
	third := ""
	events, err := w.db.Links(w.ctx(), w.recordIDs("WMS", "1"))
	if err != nil {
		t.Fatal(err)
	}
	for _, links := range events {
		for _, l := range links {
			if names[l.Golden] == "" {
				names[l.Golden], third = "C", string(l.Golden)
			}
		}
	}
	got := map[string][]string{"A": w.steps(a, names), "B": w.steps(b, names)}
	if third != "" {
		got["C"] = w.steps(domain.GoldenID(third), names)
	}
	want := map[string][]string{
		"A": {
			"1 CREATED ERP:1", "2 ABSORBED CRM:1 with B", "3 ABSORBED WMS:1 with C", "4 SPLIT_OFF CRM:1 with B", "5 WITHDRAWN WMS:1",
			"6 RETIRED ERP:1", "7 REVIVED ERP:1",
		},
		"B": {"1 CREATED CRM:1", "2 JOINED WMS:1", "3 MERGED CRM:1 WMS:1 with A", "4 SPLIT CRM:1 with A"},
		"C": {"1 SPLIT WMS:1 with B", "2 MERGED WMS:1 with A"},
	}
	if d := gocmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if none := w.steps("sup_unknown", names); none != nil {
		t.Errorf("steps of nothing: %v", none)
	}
}

func (w *world) recordIDs(system, key string) (ids []domain.RecordID) {
	w.t.Helper()
	w.query(`select array_agg(id) from source_record where system = $1 and key = $2`, &ids, system, key)
	return ids
}

func TestWhatBroughtSourceRecordsTogetherIsTold(t *testing.T) {
	w := newWorld(t, plainPolicies(t))
	duns := []any{map[string]any{"scheme": "DUNS", "value": "315369934"}}
	id := w.says("ERP", "1", nil, domain.Attributes{"legalName": "Alpha AG", "identifiers": duns})
	w.says("CRM", "1", nil, domain.Attributes{"legalName": "Alpha AG", "identifiers": duns, "emails": []any{"info@alpha.example"}})
	crm := w.recordIDs("CRM", "1")
	g := w.version(id, 2)
	w.says("CRM", "1", nil, domain.Attributes{"legalName": "Other AG", "identifiers": nil}) // does not change what was then
	told, err := w.hub.Joined(w.ctx(), g, crm, nil)
	if err != nil {
		t.Fatal(err)
	}
	if told.Link == nil || told.Rule != "same DUNS" || told.Link.MatchKey != "same DUNS +LEGALNAME" || told.Said != nil {
		t.Errorf("told %+v %+v", told, told.Link)
	}
	blind, err := w.hub.Joined(w.ctx(), g, crm, []string{"identifiers"})
	if err != nil {
		t.Fatal(err)
	}
	if blind.Link != nil && blind.Rule != "" {
		t.Errorf("a withheld attribute is told: %+v", blind.Link)
	}
	matches, err := w.hub.MatchesThen(w.ctx(), g, g.UpdatedAt, nil)
	if err != nil || len(matches) != 1 || !matches[0].Inside || matches[0].Rule != "same DUNS" {
		t.Errorf("matches then: %+v, %v", matches, err)
	}
	cluster, err := w.hub.ClusterThen(w.ctx(), g, g.UpdatedAt, nil)
	if err != nil || !cluster.Complete || cluster.Size != 2 || len(cluster.Steps) != 1 {
		t.Errorf("cluster then: %+v, %v", cluster, err)
	}
}

func TestAStewardsWordIsTold(t *testing.T) {
	w := newWorld(t, plainPolicies(t))
	id := w.says("ERP", "1", nil, domain.Attributes{"legalName": "Alpha AG"})
	beta := w.says("CRM", "1", nil, domain.Attributes{"legalName": "Beta AG"})
	erp, crm := w.recordIDs("ERP", "1")[0], w.recordIDs("CRM", "1")[0]
	who := mastering.Steward{Actor: "stella", Reason: "renamed"}
	merged, err := w.hub.Merge(w.ctx(), mastering.Merge{Steward: who, Survivor: id, Absorbed: []domain.GoldenID{beta}}, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.hub.Split(w.ctx(), mastering.Split{Steward: who, ID: id, Records: []domain.SourceKey{{System: "CRM", Key: "1"}}}, false); err != nil {
		t.Fatal(err)
	}
	if _, err := w.hub.Withdraw(w.ctx(), mastering.Withdraw{Steward: who, Decision: merged.Decision.ID}, false); err != nil {
		t.Fatal(err)
	}
	g := w.version(id, 2)
	told, err := w.hub.Joined(w.ctx(), g, []domain.RecordID{crm}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if told.Said == nil || told.Said.Actor != "stella" || told.Said.Reason != "renamed" || told.Link != nil {
		t.Errorf("told %+v", told)
	}
	before, err := w.hub.Joined(w.ctx(), w.version(id, 1), []domain.RecordID{erp}, nil)
	if err != nil || before.Said != nil {
		t.Errorf("said before it was: %+v, %v", before, err)
	}
}
