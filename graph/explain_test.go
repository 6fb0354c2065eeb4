package graph

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/mastering"
)

// explaining is the company with what the hub says of two of its records.
func explaining() *world {
	w := company()
	w.matches = []mastering.Match{{
		A: member(1, "CRM", "1").SourceKey, B: member(2, "ERP", "9").SourceKey, Golden: id("customer acme"), Inside: true,
		Weight: -3.5, Probability: 0.08, Decision: "NONE", MatchKey: "+LEGALNAME-BIRTHDATE", Blocking: []string{"emails"},
		Steps: []mastering.MatchStep{
			{Kind: "PRIOR", Comparison: "prior", Level: "any two records", Weight: -10},
			{Kind: "COMPARISON", Comparison: "legalName", Level: "equal", Weight: 8, A: "Acme", B: "Acme"},
			{Kind: "TERM_FREQUENCY", Comparison: "legalName", Level: "common value", Weight: -0.5, A: "Acme", B: "Acme"},
			{Kind: "COMPARISON", Comparison: "birthDate", Level: "other", Weight: -1, A: "1970-01-01", B: "1971-02-02"},
		},
		WhyNot: &mastering.WhyNot{ToReview: 4, ToLink: 10, Forbid: "born another day", Costs: []mastering.MatchCost{
			{Comparison: "birthDate", Level: "other", Weight: -1, Best: "equal", BestWeight: 9, Lost: 10}}},
	}}
	w.records = append(w.records,
		&domain.SourceRecord{ID: 3, Domain: "customer", SourceKey: domain.SourceKey{System: "CRM", Key: "gone"}, Deleted: true},
		&domain.SourceRecord{ID: 4, Domain: "supplier", SourceKey: domain.SourceKey{System: "CRM", Key: "s"}})
	return w
}

const explainQuery = `query($a: MatchSideInput!, $b: MatchSideInput!, $first: Int) { explainMatch(a: $a, b: $b, first: $first) {
	domain together pairCount compared withheld refused { rule reason between { key } link { weight } }
	strongest { matchKey blocking text whyNot { toReview toLink forbiddenBy unmet costs { comparison level weight best bestWeight lost } } }
	pairs { decision subject { key } candidate { key } goldenRecord { id } steps { kind comparison level weight subject candidate } }
} }`

func bySource(d, system, key string) map[string]any {
	return map[string]any{"domain": d, "source": map[string]any{"system": system, "key": key}}
}

func byIDOf(id any) map[string]any { return map[string]any{"id": fmt.Sprint(id)} }

func TestAnyTwoThingsAreExplained(t *testing.T) {
	w := explaining()
	b := newBench(t, w)
	r := b.good("steward", explainQuery, map[string]any{"a": bySource("CUSTOMER", "CRM", "1"), "b": byIDOf(id("customer acme"))})
	if diff := cmp.Diff([][]domain.RecordID{{1}, {2, 1}}, w.compared); diff != "" {
		t.Errorf("asked the hub for %s", diff)
	}
	for path, want := range map[string]any{
		"domain": "CUSTOMER", "together": true, "pairCount": 1.0, "withheld": []any{},
		"strongest matchKey": "+LEGALNAME-BIRTHDATE", "strongest blocking": []any{"emails"},
		"strongest whyNot": map[string]any{"toReview": 4.0, "toLink": 10.0, "forbiddenBy": "born another day", "unmet": nil, "costs": []any{
			map[string]any{"comparison": "birthDate", "level": "other", "weight": -1.0, "best": "equal", "bestWeight": 9.0, "lost": 10.0}}},
	} {
		steps := []any{"explainMatch"}
		for _, s := range strings.Fields(path) {
			steps = append(steps, s)
		}
		if diff := cmp.Diff(want, r.at(steps...)); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
	step := map[string]any{"kind": "TERM_FREQUENCY", "comparison": "legalName", "level": "common value", "weight": -0.5, "subject": "Acme", "candidate": "Acme"}
	if diff := cmp.Diff(step, r.at("explainMatch", "pairs", 0, "steps", 2)); diff != "" {
		t.Error(diff)
	}
	if text, _ := r.at("explainMatch", "strongest", "text").(string); !strings.Contains(text, `"1970-01-01"  "1971-02-02"`) || !strings.Contains(text, "10.00 bits to link") {
		t.Errorf("text:\n%s", text)
	}
	if r.at("explainMatch", "refused") != nil {
		t.Errorf("nothing stands between: %s", r.Body)
	}
	w.stands = &mastering.RefusedJoin{Rule: "cluster size", Reason: "too many"}
	if r := b.good("steward", explainQuery, map[string]any{"a": byIDOf("src_1"), "b": byIDOf("src_2")}); r.at("explainMatch", "refused", "reason") != "too many" {
		t.Errorf("what stands between is not told: %s", r.Body)
	}
	if r := b.good("steward", explainQuery, map[string]any{"a": byIDOf("src_1"), "b": byIDOf("src_2"), "first": 0}); r.at("explainMatch", "strongest") == nil || r.at("explainMatch", "pairs", 0) != nil {
		t.Errorf("no pairs asked for: %s", r.Body)
	}
}

func TestAnExplanationKeepsWhatIsWithheld(t *testing.T) {
	w := explaining()
	b := newBench(t, w)
	r := b.good("app", explainQuery, map[string]any{"a": byIDOf("src_1"), "b": byIDOf("src_2")})
	if diff := cmp.Diff([]string{"birthDate"}, w.withheld); diff != "" {
		t.Errorf("the hub may not look at: %s", diff)
	}
	if diff := cmp.Diff([]any{"birthDate"}, r.at("explainMatch", "withheld")); diff != "" {
		t.Error(diff)
	}
	if strings.Contains(r.Body, "1970") || strings.Contains(r.Body, "1971") {
		t.Errorf("app sees %s", r.Body)
	}
}

func TestEvidenceOfWhatIsWithheldIsNotLookedAt(t *testing.T) {
	w := explaining()
	b := newBench(t, w)
	for role, want := range map[string][]string{"app": {"birthDate"}, "steward": {}} {
		for _, field := range []string{"matches { weight steps { level } }", "cluster { text }"} {
			w.withheld = nil
			b.good(role, `query($id: ID!) { customer(id: $id) { `+field+` } }`, map[string]any{"id": string(w.goldens[0].ID)})
			if diff := cmp.Diff(want, w.withheld); diff != "" {
				t.Errorf("%s asks for %s, the hub may not look at: %s", role, field, diff)
			}
		}
	}
}

func TestWhatCannotBeExplained(t *testing.T) {
	for _, c := range []struct {
		as   string
		a, b map[string]any
		code string // empty: null
	}{
		{"steward", bySource("CUSTOMER", "CRM", "1"), bySource("CUSTOMER", "CRM", "unknown"), ""},
		{"steward", byIDOf("src_1"), byIDOf("src_77"), ""},
		{"steward", byIDOf("src_1"), byIDOf("nonsense"), ""},
		{"steward", byIDOf("src_1"), byIDOf(domain.Registry.Of("customer").NewGoldenID()), ""},
		{"steward", byIDOf("src_1"), map[string]any{}, "INVALID"},
		{"steward", byIDOf("src_1"), map[string]any{"source": map[string]any{"system": "CRM", "key": "1"}}, "INVALID"},
		{"steward", byIDOf("src_1"), map[string]any{"id": "src_2", "domain": "CUSTOMER"}, "INVALID"},
		{"steward", byIDOf("src_1"), byIDOf("src_3"), "INVALID"},
		{"steward", byIDOf("src_1"), byIDOf("src_4"), "INVALID"},
		{"steward", byIDOf(id("customer acme")), byIDOf(id("supplier bolt")), "INVALID"},
		{"watcher", byIDOf("src_1"), byIDOf("src_2"), "FORBIDDEN"},
	} {
		b := newBench(t, explaining())
		r := b.ask(c.as, explainQuery, map[string]any{"a": c.a, "b": c.b})
		if r.code() != c.code || r.at("explainMatch") != nil {
			t.Errorf("%s of %v and %v: %s", c.as, c.a, c.b, r.Body)
		}
		if b.called("ExplainMatch") > 0 {
			t.Errorf("%v and %v: the hub was asked", c.a, c.b)
		}
	}
}

func TestACallerLearnsNothingOfDomainsThatAreNotHis(t *testing.T) {
	w := explaining()
	b := newBench(t, w)
	for side, code := range map[string]string{"src_4": "", string(id("supplier bolt")): "FORBIDDEN", string(domain.Registry.Of("supplier").NewGoldenID()): "FORBIDDEN"} {
		r := b.ask("buyer", explainQuery, map[string]any{"a": byIDOf("src_1"), "b": byIDOf(side)})
		if r.code() != code || r.at("explainMatch") != nil {
			t.Errorf("%s: %s", side, r.Body)
		}
	}
	b.good("buyer", explainQuery, map[string]any{"a": byIDOf("src_1"), "b": byIDOf("src_2")})
	r := b.ask("buyer", explainQuery, map[string]any{"a": byIDOf("src_1"), "b": bySource("SUPPLIER", "CRM", "s")})
	if r.code() != "FORBIDDEN" {
		t.Errorf("by source: %s", r.Body)
	}
}

func TestAGoldenRecordTellsHowItHangsTogether(t *testing.T) {
	w := company()
	one, two := member(1, "CRM", "1").SourceKey, member(2, "ERP", "9").SourceKey
	link := mastering.ClusterLink{A: one, B: two, Weight: 12, Probability: 0.9998, MatchKey: "+LEGALNAME"}
	parts := [2][]domain.SourceKey{{one}, {two}}
	w.cluster = mastering.Cluster{
		ClusterQuality: mastering.ClusterQuality{Size: 2, Links: 1, Density: 1, Weakest: &link, MeanProbability: 0.9998, Diameter: 1,
			Bridges:        []mastering.ClusterBridge{{Link: link, Parts: parts, Mean: 0.1}},
			Contradictions: []mastering.ClusterContradiction{{Pair: [2]domain.SourceKey{one, two}, Rule: "two tax numbers"}}},
		ClusterHow: mastering.ClusterHow{Steps: []mastering.ClusterStep{{Parts: parts, Link: link, Mean: 0.75}},
			Refused: []mastering.RefusedJoin{{Link: link, Rule: "steward", Between: [2]domain.SourceKey{one, two}, Reason: "a steward has said so"}}},
		Method: "average", MaxSize: 200, Complete: true,
	}
	r := newBench(t, w).good("app", `query($id: ID!) { customer(id: $id) { cluster {
		size links density meanProbability diameter method maxSize complete
		weakestLink { sourceRecords { system key } weight probability matchKey }
		bridges { link { matchKey } parts { size sourceRecords { key } } meanProbability }
		contradictions { sourceRecords { key } rule }
		steps { number parts { size } link { weight } asserted meanProbability }
		refused { link { weight } rule between { key } reason }
		text
	} } }`, map[string]any{"id": id("customer acme")})
	key := func(k string) map[string]any { return map[string]any{"key": k} }
	got, _ := r.at("customer", "cluster").(map[string]any)
	text, _ := got["text"].(string)
	delete(got, "text")
	want := map[string]any{
		"size": 2.0, "links": 1.0, "density": 1.0, "meanProbability": 0.9998, "diameter": 1.0, "method": "AVERAGE", "maxSize": 200.0, "complete": true,
		"weakestLink": map[string]any{"sourceRecords": []any{map[string]any{"system": "CRM", "key": "1"}, map[string]any{"system": "ERP", "key": "9"}},
			"weight": 12.0, "probability": 0.9998, "matchKey": "+LEGALNAME"},
		"bridges": []any{map[string]any{"link": map[string]any{"matchKey": "+LEGALNAME"}, "meanProbability": 0.1, "parts": []any{
			map[string]any{"size": 1.0, "sourceRecords": []any{key("1")}}, map[string]any{"size": 1.0, "sourceRecords": []any{key("9")}}}}},
		"contradictions": []any{map[string]any{"sourceRecords": []any{key("1"), key("9")}, "rule": "two tax numbers"}},
		"steps": []any{map[string]any{"number": 1.0, "parts": []any{map[string]any{"size": 1.0}, map[string]any{"size": 1.0}},
			"link": map[string]any{"weight": 12.0}, "asserted": false, "meanProbability": 0.75}},
		"refused": []any{map[string]any{"link": map[string]any{"weight": 12.0}, "rule": "steward", "between": []any{key("1"), key("9")}, "reason": "a steward has said so"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, part := range []string{"2 records, 1 links", "bridge: CRM:1 = ERP:9", "contradiction: rule", "1  CRM:1  ERP:9", "refused: CRM:1 = ERP:9"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in the text:\n%s", part, text)
		}
	}
}

func TestExplanationsHaveTheirCost(t *testing.T) {
	b := newBench(t, explaining())
	for query, want := range map[string]float64{
		`{ explainMatch(a: {id: "src_1"}, b: {id: "src_2"}) { together } }`:                     20,
		`{ explainMatch(a: {id: "src_1"}, b: {id: "src_2"}, first: 3) { pairs { decision } } }`: 23,
		`{ customers(first: 10) { nodes { cluster { size } } } }`:                               111,
	} {
		r := b.good("admin", query, nil)
		if cost, _ := r.Extensions["cost"].(map[string]any); cost["requested"] != want {
			t.Errorf("%s costs %v, want %v", query, cost["requested"], want)
		}
	}
}
