package mastering_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/mastering"
	"aurum/matching"
	"aurum/test/reference"
)

// desk says suppliers of two groups, with what connects them.
func (w *world) desk() {
	duns := func(n string) []any { return []any{map[string]any{"scheme": "DUNS", "value": n}} }
	for system, attrs := range map[string]domain.Attributes{
		"ERP":  {"legalName": "Nordwind", "identifiers": duns("315369934"), "emails": []any{"desk@agency.example"}, "phones": []any{"+49 40 123456"}},
		"CRM":  {"legalName": "Nordwind", "identifiers": duns("315369934")},
		"SHOP": {"legalName": "Südwind", "identifiers": duns("150483782")},
		"WMS":  {"identifiers": duns("150483782"), "emails": []any{"desk@agency.example"}, "phones": []any{"+49 40 123456"}},
	} {
		w.upsert(mastering.Upsert{Domain: domain.Supplier, System: system, Records: []mastering.Arrival{{Key: "1", Attributes: attrs}}})
	}
	w.settle()
}

func (w *world) cluster(members string) *mastering.Cluster {
	w.t.Helper()
	g := w.goldens(domain.Supplier)[members]
	if g == nil {
		w.t.Fatalf("no golden record of %q", members)
	}
	c, err := w.hub.Cluster(w.ctx(), g, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

func TestAGoldenRecordTellsHowItCameAbout(t *testing.T) {
	w := newWorld(t, plainPolicies(t))
	w.desk()
	c := w.cluster("CRM:1 ERP:1 SHOP:1 WMS:1")
	if !c.Complete || c.Size != 4 || c.Links != 3 || c.Density != 0.5 || c.Diameter != 3 || c.Method != "greedy" || c.MaxSize != matching.DefaultMaxSize {
		t.Errorf("%+v", c)
	}
	var steps []string
	for _, s := range c.Steps {
		steps = append(steps, s.Link.A.String()+" "+s.Link.B.String()+" "+s.Link.MatchKey)
	}
	want := []string{"CRM:1 ERP:1 same DUNS +LEGALNAME", "SHOP:1 WMS:1 same DUNS", "ERP:1 WMS:1 +EMAIL+PHONE"}
	if !slices.Equal(steps, want) {
		t.Errorf("steps %q, want %q", steps, want)
	}
	if len(c.Bridges) != 1 || c.Bridges[0].Link.A.System != "ERP" || c.Bridges[0].Mean > 0.3 || c.Weakest.B.System != "WMS" {
		t.Errorf("bridges %+v, weakest %+v", c.Bridges, c.Weakest)
	}
}

func TestAStewardsWordStandsInTheHistory(t *testing.T) {
	w := newWorld(t, plainPolicies(t))
	w.desk()
	var crm, wms, erp int64
	w.query(`select id from source_record where system = 'CRM'`, &crm)
	w.query(`select id from source_record where system = 'WMS'`, &wms)
	w.query(`select id from source_record where system = 'ERP'`, &erp)
	for _, a := range [][2]int64{{erp, wms}, {wms, erp}} {
		if _, err := w.pool.Exec(w.ctx(), `insert into assertion (a, b, same, actor) values ($1, $2, false, 'stella')`, a[0], a[1]); err != nil {
			t.Fatal(err)
		}
	}
	w.upsert(mastering.Upsert{Domain: domain.Supplier, System: "WMS", Records: []mastering.Arrival{{Key: "1", Attributes: domain.Attributes{"phones": []any{"+49 40 123456", "+49 40 123457"}}}}})
	w.settle()
	c := w.cluster("CRM:1 ERP:1")
	if !c.Complete || len(c.Refused) != 1 || c.Refused[0].Rule != matching.StewardRule || !strings.Contains(c.Refused[0].Reason, "a steward has said") {
		t.Errorf("%+v", c)
	}
}

func TestTheReasonOfATask(t *testing.T) {
	for _, c := range []struct{ clustering, want string }{
		{"{maxSize: 2}", "would have more than 2 source records together"},
		{"{method: average}", "as a whole are not alike enough"},
	} {
		w := newWorld(t, stricter(t, "survivorship:", "clustering: "+c.clustering+"\nsurvivorship:"))
		w.desk()
		var reason string
		w.query(`select reason from steward_task where state = 'OPEN'`, &reason)
		if !strings.Contains(reason, c.want) {
			t.Errorf("%s: %q", c.clustering, reason)
		}
		x, err := w.hub.ExplainMatch(w.ctx(), domain.Supplier, w.records("ERP"), w.records("SHOP"), nil, 1)
		if err != nil || x.Stands == nil || x.Stands.Link.A.System != "ERP" || x.Pairs[0].Inside {
			t.Errorf("%s: %+v, %v", c.clustering, x, err)
		}
		k := w.cluster("CRM:1 ERP:1")
		if !k.Complete || len(k.Steps) != 1 || len(k.Refused) != 1 || k.Refused[0].Link.B.System != "WMS" {
			t.Errorf("%s: %+v", c.clustering, k)
		}
	}
}

func (w *world) records(systems ...string) []domain.RecordID {
	w.t.Helper()
	var out []domain.RecordID
	w.query(`select array_agg(id) from source_record where system = any ($1)`, &out, systems)
	return out
}

// ERP:1 and WMS:1 are linked by what is withheld alone.
func TestEvidenceDoesNotTellWhatIsWithheld(t *testing.T) {
	w := newWorld(t, plainPolicies(t))
	w.desk()
	g := w.goldens(domain.Supplier)["CRM:1 ERP:1 SHOP:1 WMS:1"]
	withheld := []string{"emails", "phones"}
	ms, err := w.hub.Matches(w.ctx(), g, withheld)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, m := range ms {
		told = append(told, fmt.Sprintf("%s %s %s %v", m.A, m.B, m.MatchKey, m.Inside))
	}
	want := []string{"CRM:1 ERP:1 same DUNS +LEGALNAME true", "SHOP:1 WMS:1 same DUNS true"}
	if !slices.Equal(told, want) {
		t.Errorf("matches %q, want %q", told, want)
	}
	c, err := w.hub.Cluster(w.ctx(), g, withheld)
	if err != nil {
		t.Fatal(err)
	}
	if c.Size != 4 || c.Links != 2 || c.Complete || len(c.Steps) != 0 {
		t.Errorf("the cluster tells %+v", c)
	}
	if told := fmt.Sprintf("%+v", c); strings.Contains(told, "EMAIL") || strings.Contains(told, "PHONE") {
		t.Errorf("%s", told)
	}
}

// What is withheld and is not looked at keeps nothing back.
func TestOnlyWhatMatchingLooksAtIsKeptBack(t *testing.T) {
	w := newWorld(t, plainPolicies(t))
	w.desk()
	c, err := w.hub.Cluster(w.ctx(), w.goldens(domain.Supplier)["CRM:1 ERP:1 SHOP:1 WMS:1"], []string{"bankAccounts"})
	if err != nil || !c.Complete || len(c.Steps) != 3 {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestAnyTwoThingsAreExplained(t *testing.T) {
	w := newWorld(t, plainPolicies(t))
	w.desk()
	ask := func(a, b []domain.RecordID, first int, withheld ...string) *mastering.MatchExplanation {
		t.Helper()
		x, err := w.hub.ExplainMatch(w.ctx(), domain.Supplier, a, b, withheld, first)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	x := ask(w.records("ERP", "CRM"), w.records("SHOP", "WMS"), 2)
	if x.Total != 4 || x.Compared != 4 || len(x.Pairs) != 2 || x.Pairs[0].MatchKey != "+EMAIL+PHONE" || !x.Pairs[0].Inside || x.Pairs[0].WhyNot != nil {
		t.Errorf("%+v", x)
	}
	never := ask(w.records("CRM"), w.records("SHOP"), 5).Pairs[0]
	if never.Decision != matching.DecisionNone || never.WhyNot == nil || never.WhyNot.Unmet == "" || len(never.Blocking) != 0 {
		t.Errorf("records that never met: %+v", never)
	}
	blind := ask(w.records("ERP"), w.records("WMS"), 5, "emails", "phones").Pairs[0]
	if blind.MatchKey != "" || len(blind.Blocking) != 0 || blind.Weight >= x.Pairs[0].Weight {
		t.Errorf("without what is withheld: %+v", blind)
	}
	same := w.records("ERP", "CRM", "WMS")
	if x := ask(same, same, 50); x.Total != 3 || len(x.Pairs) != 3 {
		t.Errorf("a thing with itself: %+v", x)
	}
	if x := ask(w.records("ERP"), w.records("ERP"), 50); x.Total != 0 || len(x.Pairs) != 0 {
		t.Errorf("a record with itself: %+v", x)
	}
}

// Promise 1 for the other ways to cluster: in any order and batching, what the service decided record by record is what the
// engine makes of all records at once.
func TestClusteringInTheServiceIsThatOfTheEngine(t *testing.T) {
	for _, clustering := range []string{"{method: average}", "{method: average, maxSize: 4}", "{maxSize: 3}"} {
		t.Run(clustering, func(t *testing.T) {
			t.Parallel()
			for seed := range max(2, *worlds/4) {
				r := rand.New(rand.NewPCG(uint64(seed), 77))
				sayings := distinctSayings(r, 24)
				for range 2 {
					r.Shuffle(len(sayings), func(i, j int) { sayings[i], sayings[j] = sayings[j], sayings[i] })
					ps := stricter(t, "survivorship:", "clustering: "+clustering+"\nsurvivorship:") // keeps what one hub has opened
					w := newWorld(t, ps)
					w.sayAll(r, sayings)
					w.checkClusters(ps.Of(domain.Supplier))
				}
			}
		})
	}
}

func (w *world) checkClusters(p *mastering.Policy) {
	w.t.Helper()
	alive := w.reference().LiveRecords(domain.Supplier)
	table := p.Matching.NewTable()
	for _, r := range alive {
		table.Add(r.SourceKey, r.Standardized)
	}
	run, err := p.Matching.Run(w.ctx(), table, matching.RunOptions{})
	if err != nil {
		w.t.Fatal(err)
	}
	var want, got []string
	for _, c := range run.Clusters {
		var keys []string
		for _, i := range c {
			keys = append(keys, table.Key(i).String())
		}
		slices.Sort(keys)
		want = append(want, strings.Join(keys, " "))
	}
	for members, g := range w.goldens(domain.Supplier) {
		if g.State != domain.Active {
			continue
		}
		got = append(got, members)
		if c := w.cluster(members); !c.Complete || len(c.Steps) != len(g.Members)-1 {
			w.t.Errorf("%s tells of %d steps, complete: %v", members, len(c.Steps), c.Complete)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := gocmp.Diff(want, got); diff != "" {
		w.t.Errorf("clusters -engine +service:\n%s", diff)
	}
}

func TestALargeGoldenRecordExplainsItsStrongestLinks(t *testing.T) {
	w := newWorld(t, plainPolicies(t))
	u := mastering.Upsert{Domain: domain.Supplier, System: "ERP"}
	for i := range 33 { // 528 pairs
		u.Records = append(u.Records, mastering.Arrival{Key: fmt.Sprintf("%02d", i), Attributes: domain.Attributes{
			"identifiers": []any{map[string]any{"scheme": "DUNS", "value": "315369934"}}}})
	}
	w.upsert(u)
	w.settle()
	for _, g := range w.goldens(domain.Supplier) {
		ms, err := w.hub.Matches(w.ctx(), g, nil)
		if err != nil || len(ms) != 500 || !slices.IsSortedFunc(ms, func(a, b mastering.Match) int { return a.A.Compare(b.A) }) {
			t.Errorf("%d links, %v", len(ms), err)
		}
		if c := w.cluster(reference.MembersOf(g)); c.Links != 528 || c.Density != 1 || len(c.Steps) != 32 {
			t.Errorf("%+v", c)
		}
	}
}
