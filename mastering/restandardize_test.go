package mastering_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/internal/pgtest"
	"aurum/mastering"
	"aurum/store"
)

const (
	readAustrian = "standardize: {country: AT, warn: [identifiers]}\nblocking:"
	readGerman   = "standardize: {country: DE, warn: [identifiers]}\nblocking:"
	// readStrict refuses identifiers that are no good instead of leaving them out.
	readStrict = "standardize: {country: DE}\nblocking:"
)

// reading are the plain policies with defaults for reading suppliers, as a version of their own.
func reading(t *testing.T, version int, standardize string) *mastering.Policies {
	t.Helper()
	return edited(t, "version: 1\n", fmt.Sprintf("version: %d\n", version), "blocking:", standardize)
}

// national are suppliers whose telephone numbers say nothing of their country: by which one they are read decides who shares a
// number with those that do say it.
func national(n int) []delivered {
	var out []delivered
	add := func(system string, i int, attributes domain.Attributes) {
		at := time.Date(2026, 1, 1+i%28, i%24, 0, 0, 0, time.UTC)
		out = append(out, delivered{domain.Supplier, system, mastering.Arrival{Key: fmt.Sprintf("%03d", i), Attributes: attributes, UpdatedAt: &at}})
	}
	for i := range n {
		name, phone := fmt.Sprintf("Nordwind %03d GmbH", i), fmt.Sprintf("5031%03d", i)
		add("CRM", i, domain.Attributes{"legalName": name, "phones": []any{"0664 " + phone}, "paymentTerms": "N30"})
		add("ERP", i, domain.Attributes{"legalName": name + " & Co KG", "phones": []any{"+43 664 " + phone}})
		add("WMS", i, domain.Attributes{"legalName": name + " & Co KG", "phones": []any{"+49 664 " + phone}, "currency": "EUR"})
		if i%5 == 0 { // a country of its own: no policy changes how it is read
			add("SHOP", i, domain.Attributes{"legalName": name, "phones": []any{"0664 " + phone}, "addresses": []any{map[string]any{"city": "Wien", "country": "AT"}}})
		}
		if i%7 == 0 {
			add("SHOP", n+i, domain.Attributes{"legalName": name, "phones": []any{"0664 " + phone}, "identifiers": []any{map[string]any{"scheme": "LEI", "value": "529900T8BM49AURSDO56"}}})
		}
	}
	return out
}

// standing is what is stored of a source record, but for ids, versions and times.
type standing struct {
	standardized, problems, received string
	keys, features                   string
	receivedFirst                    bool // its time is that of the last arrival
}

func (w *world) standings() map[string]standing {
	w.t.Helper()
	rows, err := w.pool.Query(w.ctx(), `
		select r.system || ':' || r.key, r.standardized::text, r.problems::text, r.received::text, r.keys::text, r.features::text,
		       r.received_at = (select max(v.received_at) from source_record_version v where v.record_id = r.id and v.applied and v.policy is null)
		  from source_record r where r.domain = 'supplier'`)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	out := map[string]standing{}
	for rows.Next() {
		var key string
		var s standing
		if err := rows.Scan(&key, &s.standardized, &s.problems, &s.received, &s.keys, &s.features, &s.receivedFirst); err != nil {
			w.t.Fatal(err)
		}
		out[key] = s
	}
	return out
}

// begun is a hub under a policy from the start.
func begun(t *testing.T, ps *mastering.Policies, data []delivered, seed uint64) *world {
	t.Helper()
	w := newWorld(t, ps)
	w.keepPolicies(ps)
	w.deliver(data, rand.New(rand.NewPCG(seed, 1)))
	return w
}

// alike wants two hubs to have the same state.
func alike(t *testing.T, got, want *world, ps *mastering.Policies) {
	t.Helper()
	gs, ws := got.verify(ps), want.verify(ps)
	got.sound(gs)
	if a, b := mastering.StateHash(gs, false), mastering.StateHash(ws, false); a != b {
		t.Errorf("the golden state is %s, that of a hub that had the policy from the start %s", a, b)
	}
	if d := gocmp.Diff(want.standings(), got.standings(), gocmp.AllowUnexported(standing{})); d != "" {
		t.Errorf("source records, - as they would be from the start, + as they are:\n%s", d)
	}
	if d := gocmp.Diff(want.values(domain.Supplier), got.values(domain.Supplier)); d != "" {
		t.Errorf("golden values, - as they would be from the start, + as they are:\n%s", d)
	}
	if d := gocmp.Diff(want.said(), got.said()); d != "" {
		t.Errorf("lineage, - as it would be from the start, + as it is:\n%s", d)
	}
}

// said is the lineage of all golden records by their members: values with the sources that won and lost.
func (w *world) said() map[string]string {
	w.t.Helper()
	out := map[string]string{}
	for members, g := range w.goldens(domain.Supplier) {
		if g.State != domain.Active {
			continue
		}
		ls, err := w.hub.Lineage(w.ctx(), g, nil)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, l := range ls {
			text := fmt.Sprintf("%v by %s;", l.Value, l.Rule)
			for _, v := range append(l.Winners, l.Losers...) {
				text += fmt.Sprintf(" %s %v %s", v.Source.SourceKey, v.Value, v.Reason)
			}
			out[members+" "+l.Attribute] = text
		}
	}
	return out
}

func TestAPolicyThatReadsOtherwiseLeavesWhatItWouldHaveMade(t *testing.T) {
	data := national(15)
	now := reading(t, 2, readGerman)
	fresh := begun(t, now, data, 0)
	hash := ""
	for order := range 5 {
		w := begun(t, reading(t, 1, readAustrian), data, uint64(order))
		before := w.standings()
		if len(fresh.goldens(domain.Supplier)) == len(w.goldens(domain.Supplier)) && mastering.StateHash(w.verify(now), false) == mastering.StateHash(fresh.verify(now), false) {
			t.Fatal("both policies make the same of it")
		}
		predicted := w.simulate(now.Of(domain.Supplier))
		var last int64
		w.query(`select max(seq) from change_event`, &last)
		stood := w.standing(domain.Supplier)
		w.activate(now.Of(domain.Supplier))
		alike(t, w, fresh, now)
		if predicted.Joined == 0 || predicted.Parted == 0 || predicted.Values["phones"] == 0 {
			t.Errorf("the simulation told little: %+v", predicted.Values)
		}
		w.foreseen(predicted, stood)
		if h := mastering.StateHash(w.verify(now), false); hash == "" {
			hash = h
		} else if h != hash {
			t.Errorf("order %d comes to %s, the first to %s", order, h, hash)
		}
		var other int
		w.query(`select count(*) from source_record_version where policy is not null`, &other)
		changed := 0
		for key, s := range w.standings() {
			if s.standardized != before[key].standardized || s.problems != before[key].problems {
				changed++
			}
		}
		if other != changed || changed != 15+3 { // CRM, and SHOP without an address
			t.Errorf("%d versions by the policy, %d records read otherwise", other, changed)
		}
		w.checkInvariants()
		for i := range data { // the next order
			j := rand.New(rand.NewPCG(uint64(order), uint64(i))).IntN(len(data))
			data[i], data[j] = data[j], data[i]
		}
	}
}

// foreseen wants the golden records to be those that a simulation told.
func (w *world) foreseen(p *mastering.Simulation, before map[domain.GoldenID]stands) {
	w.t.Helper()
	now := map[string]bool{}
	for _, s := range w.standing(domain.Supplier) {
		if s.state == domain.Active && (before[s.id].members != s.members || before[s.id].version == 0) {
			now[s.members] = true
		}
	}
	told := map[string]bool{}
	for _, e := range p.Effects {
		if e.Kind != domain.ChangeMerged && e.Kind != domain.ChangeRetired {
			told[strings.Trim(fmt.Sprint(e.Members), "[]")] = true
		}
	}
	for members := range now {
		if !told[members] {
			w.t.Errorf("there is a golden record of %s that was not told", members)
		}
	}
	if live := len(w.standing(domain.Supplier)); live < p.Goldens[1] {
		w.t.Errorf("%d golden records, told %d", live, p.Goldens[1])
	}
}

func TestReadingAnewGoesOnWhereItWasCutOff(t *testing.T) {
	data := national(85)
	old, now := reading(t, 1, readAustrian), reading(t, 2, readGerman)
	w := begun(t, old, data, 3)
	w.keepPolicies(now)
	cut := errors.New("cut off")
	rounds := 0
	err := w.hubWith(now, func([]domain.RecordID) error {
		if rounds++; rounds == 3 {
			return cut
		}
		return nil
	}).Rematch(t.Context())
	if !errors.Is(err, cut) {
		t.Fatalf("got %v", err)
	}
	count := func() (n int) {
		w.query(`select count(*) from source_record_version where policy is not null`, &n)
		return n
	}
	if n := count(); n == 0 || n >= 85+13 {
		t.Fatalf("%d records read anew halfway", n)
	}
	for _, v := range w.verify(now) { // what waits is no fault
		if v.Differences() > 0 || v.Domain == domain.Supplier && v.Waiting == 0 {
			t.Errorf("%s halfway: %d waiting, %v", v.Domain, v.Waiting, v.Counts)
		}
	}
	// Others write through a hub that knows of the old policy only, before the rest is read anew.
	late := joinWorld(t, w.pool.Config().ConnString(), old)
	late.upsert(mastering.Upsert{Domain: domain.Supplier, System: "CRM", Records: []mastering.Arrival{
		{Key: "084", Attributes: domain.Attributes{"paymentTerms": "N60"}}, {Key: "new", Attributes: domain.Attributes{"legalName": "Südwind AG", "phones": []any{"0664 1234567"}}},
	}})
	rest := w.hubWith(now, func([]domain.RecordID) error { return nil })
	for range 2 {
		if err := rest.Rematch(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	w.settle()
	w.sound(w.verify(now))
	if n := count(); n != 85+13-1 { // that of CRM:084 came with its arrival
		t.Errorf("%d records read anew", n)
	}
	w.checkInvariants()
}

func TestThePastIsReadAsItWasThen(t *testing.T) {
	w := begun(t, reading(t, 1, readAustrian), nil, 0)
	duns := []any{map[string]any{"scheme": "DUNS", "value": "315369934"}}
	bad := []any{duns[0], map[string]any{"scheme": "LEI", "value": "529900T8BM49AURSDO56"}}
	w.says("ERP", "1", day(1), domain.Attributes{"legalName": "Nordwind GmbH", "identifiers": duns, "phones": []any{"0664 1234567"}})
	id := w.says("CRM", "1", day(2), domain.Attributes{"legalName": "Nordwind", "identifiers": bad, "phones": []any{"0664 7654321"}})
	g := w.goldens(domain.Supplier)["CRM:1 ERP:1"]
	if g == nil || g.ID != id {
		t.Fatal("they are not one")
	}
	members := make([]domain.Member, len(g.Members))
	for i, m := range g.Members {
		members[i].Record = m.Record
	}
	then := time.Now()
	type past struct {
		sources  []*domain.SourceRecord
		problems map[domain.RecordID][]domain.Problem
		received map[domain.RecordID]domain.Attributes
		golden   *domain.GoldenRecord
		lineage  string
	}
	look := func() (p past) {
		var err error
		if p.sources, err = w.db.SourceRecordsThen(w.ctx(), members, then); err == nil {
			p.problems, err = w.db.ProblemsThen(w.ctx(), members, then)
		}
		if err == nil {
			p.received, err = w.db.ReceivedThen(w.ctx(), members, then)
		}
		if err != nil {
			t.Fatal(err)
		}
		p.golden, p.lineage = w.version(id, g.Version), w.lineage(id, g.Version, "phones")
		return p
	}
	before := look()
	if len(before.problems[w.recordIDs("CRM", "1")[0]]) != 1 || !strings.Contains(before.lineage, "+436647654321") {
		t.Fatalf("then: %v, %s", before.problems, before.lineage)
	}
	now := reading(t, 2, readGerman)
	w.activate(now.Of(domain.Supplier))
	if d := gocmp.Diff(before, look(), gocmp.AllowUnexported(past{})); d != "" {
		t.Errorf("the past has changed: %s", d)
	}
	// What is now is what there is as of now, but for what has arrived, which is read apart.
	current, err := w.db.SourceRecordsByID(w.ctx(), []domain.RecordID{members[0].Record, members[1].Record})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range current {
		if text := fmt.Sprint(r.Standardized["phones"]); !strings.Contains(text, "+49664") || r.Version != 2 {
			t.Errorf("version %d of %s says %s", r.Version, r.SourceKey, text)
		}
		r.Received = domain.Attributes{}
	}
	asOf, err := w.db.SourceRecordsThen(w.ctx(), members, time.Now())
	if d := gocmp.Diff(current, asOf); err != nil || d != "" {
		t.Errorf("now, and as of now: %v %s", err, d)
	}
	received, err := w.db.ReceivedThen(w.ctx(), members, time.Now())
	if d := gocmp.Diff(before.received, received); err != nil || d != "" {
		t.Errorf("what has arrived: %v %s", err, d)
	}
	if got := w.lineage(id, g.Version+1, "phones"); !strings.Contains(got, "CRM v2 +496647654321") || !strings.Contains(got, " of 2;") {
		t.Errorf("lineage of the version after: %s", got)
	}
	w.sound(w.verify(now))
}

func TestWhatAPolicyWouldRefuseIsNotLost(t *testing.T) {
	lenient, strict := reading(t, 1, readAustrian), reading(t, 2, readStrict)
	w := begun(t, lenient, nil, 0)
	bad := domain.Attributes{"legalName": "Nordwind GmbH", "phones": []any{"0664 1234567"}, "identifiers": []any{map[string]any{"scheme": "LEI", "value": "529900T8BM49AURSDO56"}}}
	w.says("ERP", "1", day(1), bad)
	waiting := func() []store.Quarantined {
		page, err := w.db.Quarantine(w.ctx(), store.QuarantineQuery{State: "OPEN"})
		if err != nil {
			t.Fatal(err)
		}
		return page.Items
	}
	kept := w.standings()["ERP:1"]
	for range 2 { // a second time adds nothing
		w.activate(strict.Of(domain.Supplier))
		if got := w.standings()["ERP:1"]; got != kept || len(w.goldens(domain.Supplier)) != 1 {
			t.Errorf("it stands as %+v, and stood as %+v", got, kept)
		}
		q := waiting()
		if len(q) != 1 || q[0].SourceKey.String() != "ERP:1" || q[0].Actor != "policy "+strict.Of(domain.Supplier).Version || len(q[0].Problems) == 0 || q[0].Arrived["legalName"] != "Nordwind GmbH" {
			t.Fatalf("quarantine: %+v", q)
		}
		w.sound(w.verify(strict))
		w.setRematched(false)
	}
	// One that sends the same again is acknowledged, one whose saying is still bad is told so, and neither loses anything.
	r := w.upsert(mastering.Upsert{Domain: domain.Supplier, System: "ERP", Records: []mastering.Arrival{{Key: "1", Attributes: bad}, {Key: "1", Attributes: domain.Attributes{"currency": "EUR"}}}})
	if r[0].Outcome != domain.Unchanged || r[1].Outcome != domain.Quarantined || len(w.goldens(domain.Supplier)) != 1 {
		t.Errorf("outcomes %s and %s", r[0].Outcome, r[1].Outcome)
	}
	w.activate(reading(t, 3, readGerman).Of(domain.Supplier)) // can be read again; what has been refused since still waits
	if q := waiting(); len(q) != 1 || q[0].Arrived["currency"] != "EUR" {
		t.Errorf("quarantine: %+v", q)
	}
	if got := w.standings()["ERP:1"]; got.standardized == kept.standardized {
		t.Error("it is not read anew")
	}
	w.sound(w.verify(reading(t, 3, readGerman)))
}

// setRematched makes everything under the policy in force wait to be matched again, or not.
func (w *world) setRematched(done bool) {
	w.t.Helper()
	if _, err := w.pool.Exec(w.ctx(), `update policy_version set rematched = $1, rematched_through = 0 where active and domain = 'supplier'`, done); err != nil {
		w.t.Fatal(err)
	}
}

func TestTwoHubsAgreeWhilePoliciesThatReadOtherwiseChange(t *testing.T) {
	url := pgtest.New(t)
	choice := []*mastering.Policies{reading(t, 1, readAustrian), reading(t, 2, readGerman), reading(t, 3, readStrict)}
	hubs := []*world{joinWorld(t, url, choice[0]), joinWorld(t, url, choice[0])}
	hubs[0].keepPolicies(choice[0])
	data := national(40)
	ended := make(chan struct{}, 3)
	for n, w := range hubs {
		go func() {
			defer func() { ended <- struct{}{} }()
			for i := n; i < len(data); i += 2 {
				if _, err := w.hub.Ingest(context.WithoutCancel(t.Context()), mastering.Upsert{Domain: domain.Supplier, System: data[i].system, Actor: "test", Records: []mastering.Arrival{data[i].record}}); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	go func() {
		defer func() { ended <- struct{}{} }()
		who := mastering.Steward{Actor: "governor"}
		for i := range 6 {
			p := choice[(i+1)%len(choice)].Of(domain.Supplier)
			version, err := hubs[i%2].hub.LoadPolicy(t.Context(), domain.Supplier, p.Document, who)
			if err == nil {
				err = hubs[i%2].hub.ActivatePolicy(t.Context(), domain.Supplier, version, who)
			}
			if err == nil {
				err = hubs[(i+1)%2].hub.Rematch(t.Context())
			}
			if err != nil {
				t.Error(err)
			}
		}
	}()
	for range 3 {
		<-ended
	}
	last := reading(t, 9, readGerman)
	for _, w := range hubs {
		w.activate(last.Of(domain.Supplier))
	}
	hubs[1].settle()
	hubs[0].sound(hubs[0].verify(last))
	hubs[0].checkInvariants()
	hubs[0].reference().Check(last.Of(domain.Supplier))
}

func TestAStandardFormThatDoesNotFollowIsTold(t *testing.T) {
	ps := reading(t, 1, readGerman)
	w := begun(t, ps, national(8), 0)
	for _, c := range []struct{ sql, attribute string }{
		{`set standardized = replace(standardized::text, '+49664', '+43664')::json`, "phones"},
		{`set received = '{"legalName": "Nordwind 000 GmbH", "phones": ["0664 5031000"], "paymentTerms": "N60"}'`, "paymentTerms"},
		{`set problems = '[{"code": "PLACEHOLDER", "severity": "WARNING", "field": ["phones"], "message": ""}]'`, ""},
	} {
		var was [3]string
		w.query(`select array[received::text, standardized::text, problems::text] from source_record where (system, key) = ('CRM', '000')`, &was)
		if _, err := w.pool.Exec(t.Context(), `update source_record `+c.sql+` where (system, key) = ('CRM', '000')`); err != nil {
			t.Fatal(err)
		}
		found := false
		for _, v := range w.verify(ps) {
			for _, d := range v.Samples {
				found = found || d.Rule == mastering.RuleStandardized && d.Record.String() == "CRM:000" && d.Attribute == c.attribute && d.Detail != ""
			}
		}
		if !found {
			t.Errorf("%s is not told", c.sql)
		}
		if _, err := w.pool.Exec(t.Context(), `update source_record set received = $1::text::json, standardized = $2::text::json, problems = $3::text::json where (system, key) = ('CRM', '000')`, was[0], was[1], was[2]); err != nil {
			t.Fatal(err)
		}
	}
	w.sound(w.verify(ps))
}

func TestWhatIsKeptIsWhatWasRead(t *testing.T) {
	ps := reading(t, 1, readGerman)
	w := begun(t, ps, nil, 0)
	w.says("ERP", "1", nil, domain.Attributes{"legalName": "Nord\xffwind GmbH", "leadTimeDays": 3.0, "phones": []any{"0664 1234567\u0000", "unknown"}})
	w.sound(w.verify(ps))
	stood := w.standings()
	w.setRematched(false)
	if err := w.hub.Rematch(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d := gocmp.Diff(stood, w.standings(), gocmp.AllowUnexported(standing{})); d != "" {
		t.Error(d)
	}
}
