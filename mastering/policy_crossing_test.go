package mastering_test

import (
	"context"
	"sync"
	"testing"

	"aurum/domain"
	"aurum/internal/pgtest"
	"aurum/mastering"
	"aurum/store"
)

// bring brings a policy into force, and matches nothing.
func (w *world) bring(p *mastering.Policy) {
	w.t.Helper()
	who := mastering.Steward{Actor: "governor"}
	version, err := w.hub.LoadPolicy(w.ctx(), p.Schema.Domain, p.Document, who)
	if err == nil {
		err = w.hub.ActivatePolicy(w.ctx(), p.Schema.Domain, version, who)
	}
	if err != nil {
		w.t.Error(err)
	}
}

// twoPolicies are the plain policies and such as ask for more than a name and an address.
func twoPolicies(t *testing.T) (loose, strict *mastering.Policies) {
	return plainPolicies(t), stricter(t, "- {when: exact, weight: 7}", "- {when: exact, weight: 1}")
}

// A withdrawal that has landed when another policy comes into force is resolved before it is answered, like anything else.
func TestAWithdrawalIsResolvedThoughAPolicyComesIntoForce(t *testing.T) {
	url := pgtest.New(t)
	loose, strict := twoPolicies(t)
	w := joinWorld(t, url, loose)
	w.keepPolicies(loose)
	was := w.upsert(mastering.Upsert{Domain: domain.Supplier, System: "ERP", Records: []mastering.Arrival{{Key: "1", Attributes: domain.Attributes{"legalName": "Nordwind Handel GmbH"}}}})
	hub := mastering.New(mastering.Options{Policies: loose, Storage: crossed{openDB(t, url), &sync.Once{}, func() { w.bring(strict.Of(domain.Supplier)) }}})
	t.Cleanup(hub.Close)
	if _, err := hub.Ingest(t.Context(), mastering.Upsert{Domain: domain.Supplier, System: "ERP", Actor: "test", Records: []mastering.Arrival{{Key: "1", Delete: true}}}); err != nil {
		t.Fatal(err)
	}
	var waiting int
	var state domain.RecordState
	w.query(`select count(*) from landed`, &waiting)
	w.query(`select state from golden_record where id = $1`, &state, was[0].Golden)
	if waiting > 0 || state != domain.Retired {
		t.Errorf("%d records wait, the golden record is %s", waiting, state)
	}
}

// overtaken is a storage in which something happens before it is first noted how far everything has been matched again.
type overtaken struct {
	*store.DB
	first *sync.Once
	cross func()
}

func (o overtaken) Rematched(ctx context.Context, d domain.Domain, policy, node string, through domain.RecordID) error {
	o.first.Do(o.cross)
	return o.DB.Rematched(ctx, d, policy, node, through)
}

// Who was matching everything again does not speak for a later time that the same policy came into force.
func TestAPolicyThatComesBackMatchesEverythingAgain(t *testing.T) {
	url := pgtest.New(t)
	loose, strict := twoPolicies(t)
	w := joinWorld(t, url, loose)
	w.keepPolicies(loose)
	for _, system := range []string{"ERP", "CRM"} {
		w.upsert(mastering.Upsert{Domain: domain.Supplier, System: system, Records: []mastering.Arrival{{Key: "1", Attributes: domain.Attributes{
			"legalName": "Nordwind Handel GmbH", "emails": []any{"office@nordwind.example"},
		}}}})
	}
	rematch := func(h *mastering.Hub) {
		t.Helper()
		if err := h.AdoptPolicies(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := h.Rematch(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	hub := mastering.New(mastering.Options{Policies: loose, Storage: overtaken{openDB(t, url), &sync.Once{}, func() {
		w.bring(loose.Of(domain.Supplier))
		rematch(w.hub)
		w.bring(strict.Of(domain.Supplier))
	}}})
	t.Cleanup(hub.Close)
	w.bring(strict.Of(domain.Supplier))
	rematch(hub)
	rematch(w.hub)
	w.settle()
	if apart := w.goldens(domain.Supplier); apart["ERP:1"] == nil || apart["CRM:1"] == nil {
		t.Errorf("the strict policy leaves %v", apart)
	}
	w.sound(w.verify(strict))
}
