package mastering_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/internal/pgtest"
	"aurum/mastering"
	"aurum/test/reference"
)

// worlds is how many random worlds each property is tried in; raise it for a long run.
var worlds = flag.Int("worlds", 12, "random worlds per property")

// Promise 1, the hard half: whatever order, batch size and number of nodes, and however writers of one entity collide, what
// is stored is what a sequential reading of the final source records gives.
func TestManyWritersLeaveWhatOneWouldHave(t *testing.T) {
	for seed := range *worlds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			url := pgtest.New(t)
			ps := plainPolicies(t)
			hubs := []*world{joinWorld(t, url, ps), joinWorld(t, url, ps)}
			var writers sync.WaitGroup
			for n := range 24 {
				writers.Go(func() { scribble(hubs[n%2], uint64(seed), uint64(n)) })
			}
			writers.Wait()
			hubs[0].settle()
			hubs[1].settle()
			hubs[0].checkAgainstReference(domain.Supplier)
		})
	}
}

func scribble(w *world, seed, writer uint64) {
	r := rand.New(rand.NewPCG(seed, writer))
	for range 3 {
		bySystem := map[string][]mastering.Arrival{}
		for range 1 + r.IntN(4) {
			s := reference.RandomSaying(r, 6)
			bySystem[s.System] = append(bySystem[s.System], arrivalOf(s))
		}
		for system, arrivals := range bySystem {
			_, err := w.hub.Ingest(w.ctx(), mastering.Upsert{Domain: domain.Supplier, System: system, Records: arrivals, Actor: "test"})
			if err != nil {
				w.t.Error(err)
			}
		}
	}
}

// Promise 1, the easy half: the same sayings in any order and batching give the same partition and the same values.
func TestOrderAndBatchingDoNotMatter(t *testing.T) {
	for seed := range *worlds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(uint64(seed), 99))
			sayings := distinctSayings(r, 24)
			var first map[string]domain.Attributes
			for range 3 {
				r.Shuffle(len(sayings), func(i, j int) { sayings[i], sayings[j] = sayings[j], sayings[i] })
				w := newWorld(t, plainPolicies(t))
				w.sayAll(r, sayings)
				got := w.values(domain.Supplier)
				if first == nil {
					first = got
				} else if d := gocmp.Diff(first, got); d != "" {
					t.Fatalf("another order gives another state:\n%s", d)
				}
			}
		})
	}
}

// distinctSayings gives each record its final content, with a time of its own: recency must not come from arrival.
func distinctSayings(r *rand.Rand, n int) []reference.Saying {
	seen := map[string]bool{}
	var out []reference.Saying
	for len(out) < n {
		s := reference.RandomSaying(r, 12)
		if s.Attributes == nil || seen[s.System+s.Key] {
			continue
		}
		seen[s.System+s.Key] = true
		out = append(out, s)
	}
	return out
}

func (w *world) sayAll(r *rand.Rand, sayings []reference.Saying) {
	base := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for len(sayings) > 0 {
		n := min(len(sayings), 1+r.IntN(9))
		bySystem := map[string][]mastering.Arrival{}
		for _, s := range sayings[:n] {
			a := arrivalOf(s)
			at := base.Add(time.Duration(len(s.System+s.Key)+int(s.Key[0])) * time.Hour)
			a.UpdatedAt = &at
			bySystem[s.System] = append(bySystem[s.System], a)
		}
		for _, system := range []string{"CRM", "ERP", "WMS"} {
			w.upsert(mastering.Upsert{Domain: domain.Supplier, System: system, Records: bySystem[system]})
		}
		sayings = sayings[n:]
	}
	w.settle()
}

func (w *world) values(d domain.Domain) map[string]domain.Attributes {
	out := map[string]domain.Attributes{}
	for members, g := range w.goldens(d) {
		if g.State == domain.Active {
			out[members] = g.Attributes
		}
	}
	return out
}

func arrivalOf(s reference.Saying) mastering.Arrival {
	return mastering.Arrival{Key: s.Key, Attributes: s.Attributes, Delete: s.Attributes == nil}
}

// checkAgainstReference compares all that is stored with a plain reading; see reference.World.
func (w *world) checkAgainstReference(d domain.Domain) {
	w.t.Helper()
	w.reference().Check(plainPolicies(w.t).Of(d))
}
