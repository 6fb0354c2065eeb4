package graph

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/mastering"
	"aurum/store"
)

const verificationQuery = `{ verification(domain: CUSTOMER) { domain
	current { ended sourceRecords } last { policy began ended sourceRecords goldenRecords waiting due differences byRule { rule count } }
	differences(first: 5) { rule goldenId goldenRecord { id } sourceRecord { system key } attribute detail foundAt } } }`

func verified() *world {
	w := company()
	last := &mastering.Tally{Policy: "2-ab", Began: noon, Ended: noon, Records: 2, Goldens: 1, Waiting: 1, Differences: map[string]int{"b": 2, "a": 1}}
	w.checks = map[domain.Domain]*mastering.Check{"customer": {Domain: "customer", Pass: 2, Now: mastering.Tally{Records: 1}, Last: last}}
	w.differing = []store.FoundDifference{{FoundAt: noon, Difference: mastering.Difference{
		Rule: "a", Domain: "customer", Golden: id("customer acme"), Attribute: "legalName", Detail: "is Acme and ought to be Bolt",
		Record: domain.SourceKey{System: "CRM", Key: "1"},
	}}}
	return w
}

// verifying is an answer with what a test wants of it.
type verifying struct {
	t *testing.T
	reply
}

func (v *verifying) want(path []any, want any) {
	v.t.Helper()
	if diff := cmp.Diff(want, v.at(path...)); diff != "" {
		v.t.Errorf("%v: %s", path, diff)
	}
}

func TestTheContinuousCheckTellsWhatItHasFound(t *testing.T) {
	b := newBench(t, verified())
	r := &verifying{t, b.good("steward", verificationQuery, nil)}
	r.want([]any{"verification", 0, "current"}, map[string]any{"ended": nil, "sourceRecords": 1.0})
	r.want([]any{"verification", 0, "last"}, map[string]any{
		"policy": "2-ab", "began": "2026-11-23T12:00:00Z", "ended": "2026-11-23T12:00:00Z", "sourceRecords": 2.0, "goldenRecords": 1.0,
		"waiting": 1.0, "due": 0.0, "differences": 3.0, "byRule": []any{map[string]any{"rule": "a", "count": 1.0}, map[string]any{"rule": "b", "count": 2.0}},
	})
	r.want([]any{"verification", 0, "differences", 0}, map[string]any{
		"rule": "a", "goldenId": string(id("customer acme")), "goldenRecord": map[string]any{"id": string(id("customer acme"))},
		"sourceRecord": map[string]any{"system": "CRM", "key": "1"}, "attribute": "legalName", "detail": "is Acme and ought to be Bolt",
		"foundAt": "2026-11-23T12:00:00Z",
	})
}

func TestThoseWhoWatchTheHubSeeThatSomethingDiffersAndNotWhat(t *testing.T) {
	b := newBench(t, verified())
	r := &verifying{t, b.good("watcher", verificationQuery, nil)}
	r.want([]any{"verification", 0, "last", "differences"}, 3.0)
	r.want([]any{"verification", 0, "differences", 0, "detail"}, nil)
	r.want([]any{"verification", 0, "differences", 0, "goldenRecord"}, nil)
	r.want([]any{"verification", 0, "differences", 0, "attribute"}, "legalName")
	if all := b.good("watcher", `{ verification { domain last { ended } } }`, nil); all.at("verification", 4, "last") != nil {
		t.Error("a domain that was never gone through has a pass")
	}
	if r := b.ask("app", verificationQuery, nil); r.code() != "FORBIDDEN" {
		t.Errorf("an application got %s", r.Body)
	}
}
