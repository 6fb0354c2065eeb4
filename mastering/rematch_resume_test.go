package mastering_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"aurum/domain"
	"aurum/internal/pgtest"
	"aurum/mastering"
)

// watched is storage that tells of each stretch that a rematch asks for before it is given.
type watched struct {
	mastering.Storage
	next func(ids []domain.RecordID) error
}

func (s watched) Unmatched(ctx context.Context, d domain.Domain, policy, node string, limit int) ([]domain.RecordID, bool, error) {
	ids, mine, err := s.Storage.Unmatched(ctx, d, policy, node, limit)
	if err == nil && d == domain.Supplier {
		err = s.next(ids)
	}
	return ids, mine, err
}

// pairedUnder is a hub of n pairs that the policy joins by a mailbox, under one that does not any more.
func pairedUnder(t *testing.T, n int) (w *world, strict *mastering.Policies) {
	t.Helper()
	loose := plainPolicies(t)
	strict = stricter(t, "- {when: exact, weight: 7}", "- {when: exact, weight: 1}")
	w = joinWorld(t, pgtest.New(t), loose)
	keep := func(ps *mastering.Policies) {
		if err := w.db.KeepPolicies(t.Context(), ps.Documents()); err != nil {
			t.Fatal(err)
		}
	}
	keep(loose)
	for first := 0; first < n; first += 50 { // so that the two of a pair are matched again in the same stretch, or nearly so
		for _, system := range []string{"CRM", "ERP"} {
			u := mastering.Upsert{Domain: domain.Supplier, System: system}
			for i := range 50 {
				u.Records = append(u.Records, mailed(fmt.Sprintf("%03d", first+i)))
			}
			w.upsert(u)
		}
	}
	w.settle()
	if got := len(w.goldens(domain.Supplier)); got != n {
		t.Fatalf("%d golden records under the loose policy, want %d", got, n)
	}
	keep(strict)
	return w, strict
}

func mailed(key string) mastering.Arrival {
	return mastering.Arrival{Key: key, Attributes: domain.Attributes{
		"legalName": "Nordwind " + key + " GmbH", "emails": []any{"office" + key + "@nordwind.example"}}}
}

func (w *world) hubWith(ps *mastering.Policies, next func([]domain.RecordID) error) *mastering.Hub {
	h := mastering.New(mastering.Options{Storage: watched{w.db, next}, Policies: ps, Lanes: 4})
	w.t.Cleanup(h.Close)
	return h
}

func TestARematchGoesOnWhereItWasCutOff(t *testing.T) {
	w, strict := pairedUnder(t, 200) // 400 records: four stretches
	cut := errors.New("cut off")
	var first []domain.RecordID
	rounds := 0
	err := w.hubWith(strict, func(ids []domain.RecordID) error {
		if rounds++; rounds == 3 {
			return cut
		}
		first = append(first, ids...)
		return nil
	}).Rematch(t.Context())
	if !errors.Is(err, cut) || len(first) == 0 || len(first) >= 400 {
		t.Fatalf("%v after %d records", err, len(first))
	}
	if apart := len(w.goldens(domain.Supplier)); apart <= 200 || apart >= 400 {
		t.Fatalf("%d golden records halfway", apart)
	}
	var rest []domain.RecordID
	again := w.hubWith(strict, func(ids []domain.RecordID) error { rest = append(rest, ids...); return nil })
	if err := again.Rematch(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(first)+len(rest) != 400 || rest[0] <= first[len(first)-1] {
		t.Errorf("%d records before the cut and %d after, from %d on after %d", len(first), len(rest), rest[0], first[len(first)-1])
	}
	if apart := len(w.goldens(domain.Supplier)); apart != 400 {
		t.Errorf("%d golden records in the end, want 400", apart)
	}
	rest = nil
	if err := again.Rematch(t.Context()); err != nil || len(rest) > 0 {
		t.Errorf("a third time matches %d records: %v", len(rest), err)
	}
	w.checkInvariants()
}

func TestRecordsComeInWhileARematchRuns(t *testing.T) {
	w, strict := pairedUnder(t, 100)
	under, resume := make(chan struct{}), make(chan struct{})
	rounds := 0
	h := w.hubWith(strict, func([]domain.RecordID) error {
		if rounds++; rounds == 2 { // one stretch is matched, another waits
			close(under)
			<-resume
		}
		return nil
	})
	ended := make(chan error, 1)
	go func() { ended <- h.Rematch(context.WithoutCancel(t.Context())) }()
	<-under
	// One that joins by the new policy, one whose pair waits to be matched again, one that is new.
	u := mastering.Upsert{Domain: domain.Supplier, System: "SHOP", Actor: "test", Records: []mastering.Arrival{mailed("500"), mailed("000"), mailed("099")}}
	results, err := h.Ingest(t.Context(), u)
	close(resume)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if r.Golden == "" {
			t.Errorf("%s is %s and has no golden record", r.Key, r.Outcome)
		}
	}
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if err := h.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := len(w.goldens(domain.Supplier)); got != 203 {
		t.Errorf("%d golden records in the end, want 203: by the new policy nothing joins", got)
	}
	w.checkInvariants()
}
