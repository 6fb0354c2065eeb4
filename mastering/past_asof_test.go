package mastering_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/mastering"
	"aurum/matching"
	"aurum/store"
)

// moment is a time at which everything said so far holds, and nothing said later.
func (w *world) moment() time.Time {
	w.settle()
	return time.Now()
}

// golden is a golden record as it was, or as it is.
func (w *world) golden(id domain.GoldenID, at *time.Time) *domain.GoldenRecord {
	w.t.Helper()
	found, err := w.db.Goldens(w.ctx(), []domain.GoldenID{id}, at)
	if err != nil || found[0] == nil {
		w.t.Fatalf("%s at %v: %v", id, at, err)
	}
	return found[0]
}

// toldOf are matches in short.
func toldOf(ms []mastering.Match, err error) string {
	if err != nil {
		return err.Error()
	}
	var out []string
	for _, m := range ms {
		out = append(out, fmt.Sprintf("%s=%s %.2f %v", m.A, m.B, m.Weight, m.Inside))
	}
	return strings.Join(out, "; ")
}

func TestNearMissesOfThenAreFoundAgain(t *testing.T) {
	w := newWorld(t, plainPolicies(t))
	if err := w.db.KeepPolicies(t.Context(), plainPolicies(t).Documents()); err != nil {
		t.Fatal(err)
	}
	before := time.Now()
	alpha := domain.Attributes{"legalName": "Alpha AG"}
	erp := w.says("ERP", "1", nil, alpha)
	w.says("CRM", "1", nil, alpha)
	w.says("WMS", "1", nil, domain.Attributes{"legalName": "Alpha AG", "emails": []any{"info@alpha.example"}})
	then := w.moment()
	g := w.golden(erp, &then)
	asked := func(at time.Time, withheld ...string) string {
		ms, _, err := w.hub.MatchBeforeThen(w.ctx(), domain.Supplier, alpha, at, withheld, 10)
		return toldOf(ms, err)
	}
	around, err := w.hub.Matches(w.ctx(), g, nil)
	like, _, err2 := w.hub.MatchBefore(w.ctx(), domain.Supplier, alpha, nil, 10)
	wantAround, wantLike := toldOf(around, err), toldOf(like, err2)
	if !strings.Contains(wantAround, "ERP:1=CRM:1") || !strings.Contains(wantLike, "WMS:1") {
		t.Fatalf("nothing to be found again: %s, %s", wantAround, wantLike)
	}
	steps := []func(){
		func() { w.says("CRM", "1", nil, domain.Attributes{"legalName": "Omega AG"}) }, // shares no key any more
		func() { w.says("WMS", "1", nil, nil) },                                        // withdrawn
		func() { w.says("SHOP", "1", nil, alpha) },                                     // was not there yet
		func() { w.says("CRM", "1", nil, alpha) },                                      // shares the key again
		func() {
			text := strings.Replace(plainPolicies(t).Of(domain.Supplier).Document, "{when: exact, weight: 6}", "{when: exact, weight: 5.75}", 1)
			version, err := w.hub.LoadPolicy(w.ctx(), domain.Supplier, text, mastering.Steward{Actor: "adam"})
			if err == nil {
				err = w.hub.ActivatePolicy(w.ctx(), domain.Supplier, version, mastering.Steward{Actor: "adam"})
			}
			if err == nil {
				err = w.hub.Rematch(w.ctx())
			}
			if err != nil {
				t.Fatal(err)
			}
		},
	}
	for i, step := range steps {
		step()
		if got := toldOf(w.hub.MatchesThen(w.ctx(), g, then, nil)); got != wantAround {
			t.Errorf("after %d: around it were %s, want %s", i, got, wantAround)
		}
		if got := asked(then); got != wantLike {
			t.Errorf("after %d: like it were %s, want %s", i, got, wantLike)
		}
		ms, _, err := w.hub.MatchBefore(w.ctx(), domain.Supplier, alpha, nil, 10)
		if now := toldOf(ms, err); now == wantLike && i != 3 || asked(time.Now().AddDate(1, 0, 0)) != now {
			t.Errorf("after %d: like it are %s, and will be %s", i, now, asked(time.Now().AddDate(1, 0, 0)))
		}
	}
	if got := asked(before); got != "" {
		t.Errorf("before there was anything: %s", got)
	}
	if got := asked(then, "legalName"); got != "" {
		t.Errorf("by a withheld attribute: %s", got)
	}
}

func TestAPairOfThenIsExplained(t *testing.T) {
	w := newWorld(t, plainPolicies(t))
	vat := func(n string) []any { return []any{map[string]any{"value": n}} }
	duns := []any{map[string]any{"scheme": "DUNS", "value": "315369934"}}
	w.says("ERP", "1", nil, domain.Attributes{"legalName": "Alpha AG", "identifiers": duns, "taxIds": vat("DE136695976")})
	w.says("CRM", "1", nil, domain.Attributes{"legalName": "Alpha AG", "identifiers": duns, "taxIds": vat("DE129273398")})
	then := w.moment()
	member := func(system string) []domain.Member { return []domain.Member{{Record: w.recordIDs(system, "1")[0]}} }
	now, err := w.hub.ExplainMatch(w.ctx(), domain.Supplier, w.recordIDs("ERP", "1"), w.recordIDs("CRM", "1"), nil, 5)
	if err != nil || now.Stands == nil || now.Pairs[0].Inside {
		t.Fatalf("nothing to be found again: %+v, %v", now, err)
	}
	w.says("CRM", "1", nil, domain.Attributes{"taxIds": nil}) // joins
	got, err := w.hub.ExplainMatchThen(w.ctx(), domain.Supplier, member("ERP"), member("CRM"), then, nil, 5)
	if err != nil {
		t.Fatal(err)
	}
	if d := gocmp.Diff(now, got, gocmp.AllowUnexported(mastering.Match{})); d != "" {
		t.Error(d)
	}
	withheld, err := w.hub.ExplainMatchThen(w.ctx(), domain.Supplier, member("ERP"), member("CRM"), then, []string{"taxIds", "identifiers"}, 5)
	if err != nil || withheld.Pairs[0].Rule != "" || withheld.Stands != nil {
		t.Errorf("by what is withheld: %+v, %v", withheld, err)
	}
	if early, err := w.hub.ExplainMatchThen(w.ctx(), domain.Supplier, member("ERP"), member("CRM"), then.AddDate(-1, 0, 0), nil, 5); err != nil || early.Total != 0 {
		t.Errorf("before there was anything: %+v, %v", early, err)
	}
}

// tasksAt are the tasks there were, in short.
func (w *world) tasksAt(at time.Time, q store.TaskQuery) []string {
	w.t.Helper()
	q.AsOf = &at
	page, err := w.db.Tasks(w.ctx(), q)
	if err != nil {
		w.t.Fatal(err)
	}
	out := []string{}
	for _, x := range page.Items {
		decided := ""
		if x.Decision != 0 {
			decided = " decided"
		}
		if about := strings.Contains(x.Reason, fmt.Sprintf("%.3f", matching.Probability(x.Weight))); !about {
			w.t.Errorf("weight %.2f and reason %q are of different times", x.Weight, x.Reason)
		}
		out = append(out, fmt.Sprintf("%s %s %.1f%s", x.Kind, x.State, x.Weight, decided))
	}
	return out
}

func TestATaskIsWhatItWas(t *testing.T) {
	w := newWorld(t, edited(t, "thresholds: {link: 0.9, review: 0.3}", "thresholds: {link: 0.99999, review: 0.3}"))
	before := time.Now()
	mail := domain.Attributes{"emails": []any{"info@alpha.example"}}
	one := w.says("ERP", "1", nil, domain.Attributes{"legalName": "Alpha AG"})
	other := w.says("CRM", "1", nil, domain.Attributes{"legalName": "Alpha AG"})
	asked := w.moment()
	w.says("ERP", "1", nil, mail)
	w.says("CRM", "1", nil, mail)
	stronger := w.moment()
	who := mastering.Steward{Actor: "stella"}
	merged, err := w.hub.Merge(w.ctx(), mastering.Merge{Steward: who, Survivor: one, Absorbed: []domain.GoldenID{other}}, false)
	if err != nil {
		t.Fatal(err)
	}
	answered := w.moment()
	if _, err := w.hub.Withdraw(w.ctx(), mastering.Withdraw{Steward: who, Decision: merged.Decision.ID}, false); err != nil {
		t.Fatal(err)
	}
	w.says("CRM", "1", nil, domain.Attributes{"legalName": "Omega AG", "emails": nil})
	gone := w.moment()
	about := store.TaskQuery{Golden: &other}
	for name, c := range map[string]struct {
		at   time.Time
		q    store.TaskQuery
		want []string
	}{
		"before":              {before, store.TaskQuery{}, []string{}},
		"asked":               {asked, store.TaskQuery{}, []string{"REVIEW OPEN -0.6"}},
		"stronger":            {stronger, about, []string{"REVIEW OPEN 6.4"}},
		"answered":            {answered, store.TaskQuery{State: domain.TaskResolved, Kind: domain.TaskReview}, []string{"REVIEW RESOLVED 6.4 decided"}},
		"answered, open":      {answered, store.TaskQuery{State: domain.TaskOpen}, []string{}},
		"stronger, resolved":  {stronger, store.TaskQuery{State: domain.TaskResolved}, []string{}},
		"of another domain":   {asked, store.TaskQuery{Domains: []domain.Domain{domain.Product}}, []string{}},
		"asked again, gone":   {gone, about, []string{"REVIEW OBSOLETE 6.4", "REVIEW RESOLVED 6.4 decided"}},
		"in time to come":     {gone.AddDate(1, 0, 0), store.TaskQuery{State: domain.TaskObsolete}, []string{"REVIEW OBSOLETE 6.4"}},
		"merged since, asked": {asked, about, []string{"REVIEW OPEN -0.6"}},
	} {
		got := w.tasksAt(c.at, c.q)
		if strings.HasPrefix(name, "asked again") {
			slices.Sort(got)
		}
		if d := gocmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	of, err := w.db.TasksThen(w.ctx(), []domain.GoldenID{one, other}, nil, asked)
	if err != nil || len(of[one]) != 1 || of[other][0].Weight != of[one][0].Weight || of[one][0].UpdatedAt != of[one][0].CreatedAt {
		t.Errorf("of the golden records: %v, %v", of, err)
	}
}

// A moment shows all that an act of a steward changes, or nothing of it.
func TestNoMomentShowsHalfOfAnAct(t *testing.T) {
	w := newWorld(t, plainPolicies(t))
	still := time.Now().UTC().Truncate(time.Microsecond).Add(-time.Hour)
	w.hub = newHubAt(t, w.db, plainPolicies(t), func() time.Time { return still }) // its clock stands, or another node's is ahead
	one := w.says("ERP", "1", nil, domain.Attributes{"legalName": "Alpha AG"})
	other := w.says("CRM", "1", nil, domain.Attributes{"legalName": "Alpha AG"})
	who := mastering.Steward{Actor: "stella"}
	merged, err := w.hub.Merge(w.ctx(), mastering.Merge{Steward: who, Survivor: one, Absorbed: []domain.GoldenID{other}}, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.hub.Override(w.ctx(), mastering.SetOverride{Steward: who, ID: one, Attribute: "legalName", Kind: domain.OverrideSet, Value: "Alpha", Until: domain.UntilForever}, false); err != nil {
		t.Fatal(err)
	}
	if _, err := w.hub.Withdraw(w.ctx(), mastering.Withdraw{Steward: who, Decision: merged.Decision.ID}, false); err != nil {
		t.Fatal(err)
	}
	var counts []int
	w.query(`
select array[count(*) filter (where (state = 'MERGED') <> answered or answered <> decided or overridden <> (name = 'Alpha')), count(*) filter (where answered)]::int[]
  from (select g.state,
               exists (select from steward_task t where t.state = 'RESOLVED' and t.updated_at <= m.at)
                   and not exists (select from steward_decision d where d.withdrawn_at <= m.at) as answered,
               exists (select from steward_decision d where d.decided_at <= m.at and d.withdrawn_at > m.at) as decided,
               exists (select from override o where o.created_at <= m.at) as overridden,
               s.attributes ->> 'legalName' as name
          from (select $1::timestamptz + n * interval '1 microsecond' as at from generate_series(0, 40) n) m
          join lateral (select state from golden_record_version where golden_id = $2 and valid_from <= m.at order by version desc limit 1) g on true
          join lateral (select attributes from golden_record_version where golden_id = $3 and valid_from <= m.at order by version desc limit 1) s on true) x`,
		&counts, still, string(other), string(one))
	if counts[0] != 0 || counts[1] == 0 {
		t.Errorf("%d of 41 moments show half of an act; %d show the merge", counts[0], counts[1])
	}
}
