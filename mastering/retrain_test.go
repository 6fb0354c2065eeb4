package mastering_test

import (
	"errors"
	"os"
	"testing"

	"github.com/goccy/go-yaml"

	"aurum/demo"
	"aurum/domain"
	"aurum/mastering"
	"aurum/matching"
	"aurum/matching/training"
	"aurum/policies"
)

// writtenSpec is the policy of a domain as it is written.
func writtenSpec(t *testing.T, name string) matching.Spec {
	t.Helper()
	rules, err := policies.Open("")
	if err != nil {
		t.Fatal(err)
	}
	f, err := rules.Open("mastering/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var doc struct {
		matching.Spec `yaml:",inline"`
	}
	if err := yaml.NewDecoder(f).Decode(&doc); err != nil && !errors.Is(err, os.ErrClosed) {
		t.Fatal(err)
	}
	return doc.Spec
}

func (w *world) decide(same bool, pairs [][2]domain.RecordID) {
	w.t.Helper()
	for _, x := range pairs {
		for _, p := range [][2]domain.RecordID{x, {x[1], x[0]}} {
			if _, err := w.pool.Exec(w.ctx(), `insert into assertion (a, b, same, actor) values ($1, $2, $3, 'stella')`, p[0], p[1], same); err != nil {
				w.t.Fatal(err)
			}
		}
	}
}

func TestDecisionsOfStewardsAreLearnedFrom(t *testing.T) {
	t.Parallel()
	ps := shippedPolicies(t)
	w := newWorld(t, ps)
	bySystem := demoCustomers(t, 1500, 12)
	for _, system := range demo.Systems {
		w.upsert(mastering.Upsert{Domain: domain.Customer, System: system, Records: bySystem[system]})
	}
	w.settle()
	p, spec := ps.Of(domain.Customer), writtenSpec(t, "customer")
	retrain := func() (matching.Spec, *training.Report) {
		t.Helper()
		trained, report, err := p.Retrain(t.Context(), w.db, spec, training.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return trained, report
	}
	plain, report := retrain()
	if report.Decisions != nil || report.Matches < 300 {
		t.Fatalf("without decisions: %+v, %.0f matches", report.Decisions, report.Matches)
	}
	// Stewards join what the policy links by its weights alone, and part what it is not sure of.
	var weak, strong [][2]domain.RecordID
	for _, e := range w.storedEdges() {
		switch {
		case e.A > e.B || e.Rule != "":
		case e.Weight < p.Matching.Link() && len(weak) < 20:
			weak = append(weak, [2]domain.RecordID{e.A, e.B})
		case e.Weight >= p.Matching.Link() && len(strong) < 20:
			strong = append(strong, [2]domain.RecordID{e.A, e.B})
		}
	}
	if len(weak) < 3 || len(strong) < 20 {
		t.Fatalf("%d weak and %d strong edges tell little", len(weak), len(strong))
	}
	w.decide(false, weak)
	w.decide(true, strong)
	taught, report := retrain()
	d := report.Decisions
	if d == nil || d.Decisions != len(weak)+len(strong) || d.Same != len(strong) || d.Met != d.Decisions || d.After.Agreed < d.Before.Agreed {
		t.Errorf("report %+v of %d and %d decisions", d, len(weak), len(strong))
	}
	if report.Prior > 1.2*plain.Prior || report.Prior < plain.Prior/1.2 {
		t.Errorf("prior %.3g, %.3g without decisions", report.Prior, plain.Prior)
	}
	if again, _ := retrain(); again.Prior != taught.Prior || *again.Comparisons[0].Levels[0].M != *taught.Comparisons[0].Levels[0].M {
		t.Error("trained twice, two policies")
	}
}

func TestDecisionsAboutWithdrawnRecordsAreForgotten(t *testing.T) {
	w := newWorld(t, shippedPolicies(t))
	for _, key := range []string{"1", "2", "3"} {
		w.upsert(mastering.Upsert{Domain: domain.Customer, System: "CRM", Records: []mastering.Arrival{{Key: key, Attributes: domain.Attributes{"legalName": "Nordwind " + key}}}})
	}
	w.settle()
	ids := w.records("CRM")
	w.decide(true, [][2]domain.RecordID{{ids[0], ids[1]}, {ids[0], ids[2]}})
	w.upsert(mastering.Upsert{Domain: domain.Customer, System: "CRM", Records: []mastering.Arrival{{Key: "3", Delete: true}}})
	w.settle()
	said, err := w.db.Decided(t.Context(), domain.Customer)
	if err != nil || len(said) != 1 || !said[0].Same {
		t.Errorf("%+v, %v", said, err)
	}
	if said, err = w.db.Decided(t.Context(), domain.Supplier); err != nil || len(said) != 0 {
		t.Errorf("of another domain: %+v, %v", said, err)
	}
}
