package mastering_test

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"aurum/domain"
	"aurum/internal/pgtest"
	"aurum/mastering"
	"aurum/store"
)

// meddled is how many random worlds stewards act in, with 24 and 17 random sequences each; raise it for a long run.
var meddled = flag.Int("meddled", 36, "random worlds per property of stewards")

// Whatever sources say and stewards do at the same time, through whichever node: what is stored is what a plain reading of
// the source records, the stewards' words and the overrides gives, and no promise is broken.
func TestStewardsAndSourcesTogetherLeaveWhatOneWouldHave(t *testing.T) {
	for seed := range *meddled {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			url := pgtest.New(t)
			ps := plainPolicies(t)
			hubs := []*world{joinWorld(t, url, ps), joinWorld(t, url, ps)}
			scribble(hubs[0], uint64(seed), 1000)
			var all sync.WaitGroup
			for n := range 12 {
				all.Go(func() { scribble(hubs[n%2], uint64(seed), uint64(n)) })
				all.Go(func() { meddle(hubs[(n+1)%2], uint64(seed), uint64(100+n)) })
			}
			all.Wait()
			for range 2 {
				hubs[0].settle()
				hubs[1].settle()
			}
			hubs[0].checkAgainstReference(domain.Supplier)
			hubs[0].sound(hubs[0].verify(ps))
		})
	}
}

// Policies that come into force while sources and stewards are at work leave what the last of them would have made alone.
func TestPoliciesChangeWhileAllAreAtWork(t *testing.T) {
	for seed := range *meddled {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			url := pgtest.New(t)
			choice := []*mastering.Policies{plainPolicies(t), stricter(t, "- {when: exact, weight: 7}", "- {when: exact, weight: 1}")}
			hubs := []*world{joinWorld(t, url, choice[0]), joinWorld(t, url, choice[0])}
			if err := hubs[0].db.KeepPolicies(t.Context(), choice[0].Documents()); err != nil {
				t.Fatal(err)
			}
			var all sync.WaitGroup
			for n := range 8 {
				all.Go(func() { scribble(hubs[n%2], uint64(seed), uint64(n)) })
				all.Go(func() { meddle(hubs[(n+1)%2], uint64(seed), uint64(100+n)) })
			}
			all.Go(func() { govern(hubs[0], choice, uint64(seed)) })
			all.Wait()
			for range 2 {
				for _, w := range hubs {
					if err := w.hub.AdoptPolicies(t.Context()); err != nil {
						t.Fatal(err)
					}
					if err := w.hub.Rematch(t.Context()); err != nil {
						t.Fatal(err)
					}
					w.settle()
				}
			}
			active, err := hubs[0].db.PolicyInForce(t.Context(), domain.Supplier)
			if err != nil {
				t.Fatal(err)
			}
			for _, ps := range choice {
				if p := ps.Of(domain.Supplier); p.Version == active {
					hubs[0].reference().Check(p)
					hubs[0].sound(hubs[0].verify(ps))
				}
			}
		})
	}
}

// govern brings one policy after the other into force, and lets a hub match again under some of them.
func govern(w *world, choice []*mastering.Policies, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 55))
	who := mastering.Steward{Actor: "governor"}
	for range 4 {
		p := choice[r.IntN(len(choice))].Of(domain.Supplier)
		version, err := w.hub.LoadPolicy(w.ctx(), domain.Supplier, p.Document, who)
		if err == nil {
			err = w.hub.ActivatePolicy(w.ctx(), domain.Supplier, version, who)
		}
		if err == nil && r.IntN(2) == 0 {
			err = w.hub.Rematch(w.ctx())
		}
		if err != nil {
			w.t.Error(err)
		}
	}
}

// meddle acts as a steward at random.
func meddle(w *world, seed, steward uint64) {
	r := rand.New(rand.NewPCG(seed, steward))
	for range 12 {
		err := w.meddleOnce(r, mastering.Steward{Actor: fmt.Sprint("steward ", steward), Reason: "at random"})
		var told *domain.Error
		if err != nil && !(errors.As(err, &told) && slices.Contains([]domain.ErrorCode{domain.Conflict, domain.Invalid, domain.NotFound}, told.Code)) {
			w.t.Error(err)
		}
	}
}

func (w *world) meddleOnce(r *rand.Rand, who mastering.Steward) error {
	first := 100
	page, err := w.db.List(w.ctx(), store.ListQuery{Domain: domain.Supplier, PageArgs: store.PageArgs{First: &first}})
	if err != nil {
		return err
	}
	active := slices.DeleteFunc(page.Items, func(g *domain.GoldenRecord) bool { return g.State != domain.Active })
	if len(active) == 0 {
		return nil
	}
	r.Shuffle(len(active), func(i, j int) { active[i], active[j] = active[j], active[i] })
	a, b := active[0], active[len(active)-1]
	var expected mastering.Expected
	if r.IntN(2) == 0 {
		expected = mastering.Expected{a.ID: a.Version}
	}
	switch n := r.IntN(20); {
	case n < 5:
		_, err = w.hub.Merge(w.ctx(), mastering.Merge{Steward: who, Survivor: a.ID, Absorbed: []domain.GoldenID{b.ID}, Expected: expected}, r.IntN(5) == 0)
	case n < 11:
		var out []domain.SourceKey
		for _, m := range a.Members {
			if r.IntN(2) == 0 {
				out = append(out, m.SourceKey)
			}
		}
		_, err = w.hub.Split(w.ctx(), mastering.Split{Steward: who, ID: a.ID, Records: out, Expected: expected}, r.IntN(5) == 0)
	case n < 13:
		_, err = w.hub.KeepApart(w.ctx(), mastering.KeepApart{Steward: who, Golden: [2]domain.GoldenID{a.ID, b.ID}, Expected: expected}, false)
	case n < 15:
		_, err = w.hub.Withdraw(w.ctx(), mastering.Withdraw{Steward: who, Decision: w.any(r, "steward_decision")}, false)
	case n < 17:
		_, _, err = w.hub.Override(w.ctx(), mastering.SetOverride{
			Steward: who, ID: a.ID, Attribute: "legalName", Kind: domain.OverrideSet, Value: fmt.Sprint("By hand ", r.IntN(3)), Until: domain.UntilForever, Expected: expected,
		}, r.IntN(5) == 0)
	case n < 19 && len(a.Members) > 0:
		_, _, err = w.hub.Override(w.ctx(), mastering.SetOverride{
			Steward: who, ID: a.ID, Attribute: "legalName", Kind: domain.OverrideIgnore, Source: a.Members[r.IntN(len(a.Members))].SourceKey, Until: domain.UntilForever,
		}, false)
	default:
		_, err = w.hub.ClearOverride(w.ctx(), mastering.ClearOverride{Steward: who, Override: w.any(r, "override")}, false)
	}
	return err
}

// any is the id of a row at random; 0 where there is none.
func (w *world) any(r *rand.Rand, table string) int64 {
	var ids []int64
	w.query(`select coalesce(array_agg(id order by id), '{}') from `+table, &ids)
	if len(ids) == 0 {
		return 0
	}
	return ids[r.IntN(len(ids))]
}
