package mastering_test

import (
	"context"
	"sync/atomic"
	"testing"

	"aurum/domain"
	"aurum/internal/pgtest"
	"aurum/mastering"
	"aurum/store"
)

// restless is a storage in which prices never have the blocking keys that follow from what they refer to, as if that moved
// whenever they have landed.
type restless struct {
	*store.DB
	resolved *atomic.Int32
}

func (r restless) Resolving(ctx context.Context, scope mastering.ResolveScope, decide func(*mastering.Locked) (*mastering.ResolveWrite, []domain.RecordID, error)) error {
	return r.DB.Resolving(ctx, scope, func(l *mastering.Locked) (*mastering.ResolveWrite, []domain.RecordID, error) {
		for _, s := range l.Records {
			if s.Domain == domain.Price {
				r.resolved.Add(1)
				s.Keys = []int64{1}
			}
		}
		return decide(l)
	})
}

// A record is placed however often what it refers to moves between its landing and its resolving.
func TestResolvingEndsThoughReferencesMoveAllTheTime(t *testing.T) {
	url := pgtest.New(t)
	ps := plainPolicies(t)
	w := joinWorld(t, url, ps)
	w.upsert(mastering.Upsert{Domain: domain.Product, System: "ERP", Records: []mastering.Arrival{{Key: "P-1", Attributes: domain.Attributes{"sku": "A100", "names": "Marker blue"}}}})
	var resolved atomic.Int32
	hub := mastering.New(mastering.Options{Policies: ps, Storage: restless{openDB(t, url), &resolved}})
	t.Cleanup(hub.Close)
	rs, err := hub.Ingest(t.Context(), mastering.Upsert{Domain: domain.Price, System: "ERP", Actor: "test", Records: []mastering.Arrival{{Key: "1", Attributes: domain.Attributes{
		"priceList": "RETAIL", "product": map[string]any{"key": "P-1"}, "currency": "EUR", "unit": "PCE", "amount": "2.50",
	}}}})
	if err != nil || rs[0].Outcome != domain.Created || rs[0].Golden == "" {
		t.Errorf("%+v, %v", rs, err)
	}
	if n := resolved.Load(); n < 2 || n > 10 {
		t.Errorf("resolved %d times", n)
	}
	w.settle()
	w.sound(w.verify(ps))
}
