package mastering_test

import (
	"errors"
	"iter"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"aurum/demo"
	"aurum/domain"
	"aurum/mastering"
	"aurum/matching"
)

func TestMatchingAllAtOnceGivesTheEdgesOfMatchingOneByOne(t *testing.T) {
	ps := shippedPolicies(t)
	w := newWorld(t, ps)
	bySystem := demoCustomers(t, 700, 11)
	for _, system := range demo.Systems {
		for part := range slices.Chunk(bySystem[system], 100) {
			w.upsert(mastering.Upsert{Domain: domain.Customer, System: system, Records: part})
		}
	}
	w.upsert(mastering.Upsert{Domain: domain.Customer, System: demo.Systems[0], Records: []mastering.Arrival{{Key: bySystem[demo.Systems[0]][0].Key, Delete: true}}})
	w.settle()
	one := w.storedEdges()
	if len(one) < 200 {
		t.Fatalf("%d edges tell little", len(one))
	}
	matchAll := func() {
		t.Helper()
		var stages []string
		shown := 0
		run, err := ps.Of(domain.Customer).MatchAll(t.Context(), w.db, matching.RunOptions{
			Progress: func(stage string, done, total int64) {
				if done == total {
					stages = append(stages, stage)
				}
			},
			Deliver: func(_ *matching.Run, edges iter.Seq[matching.Edge]) error {
				for range edges {
					shown++
				}
				return nil
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(one, w.storedEdges()); diff != "" {
			t.Fatalf("one by one and all at once differ: %s", diff)
		}
		if len(stages) < 4 || stages[0] != "read" || stages[len(stages)-1] != "store" || int64(shown) != run.Found {
			t.Errorf("stages %q told to their end, %d edges shown", stages, shown)
		}
		if 2*run.Found != int64(len(one)) {
			t.Errorf("%d edges, stored in both directions: %d", run.Found, len(one))
		}
	}
	matchAll() // over the edges that are there
	if _, err := w.pool.Exec(t.Context(), "delete from match_edge"); err != nil {
		t.Fatal(err)
	}
	matchAll()
	// Somebody has meanwhile scored one edge from a newer version, and another anew.
	if _, err := w.pool.Exec(t.Context(), "update match_edge set weight = 1, version_a = version_a + (a = $1)::int, version_b = version_b + (b = $1)::int where $1 in (a, b)", one[0].A); err != nil {
		t.Fatal(err)
	}
	if _, err := w.pool.Exec(t.Context(), "update match_edge set weight = 1 where a = $1 and b <> $2 or b = $1 and a <> $2", one[len(one)-1].A, one[0].A); err != nil {
		t.Fatal(err)
	}
	newer := w.storedEdges()
	for i := range one {
		if newer[i].VersionA != one[i].VersionA || newer[i].VersionB != one[i].VersionB {
			one[i] = newer[i]
		}
	}
	matchAll()
}

func TestRecordsMatchedByReferencesAreNotMatchedAllAtOnce(t *testing.T) {
	ps := shippedPolicies(t)
	w := newWorld(t, ps)
	_, err := ps.Of(domain.Price).MatchAll(t.Context(), w.db, matching.RunOptions{})
	var e *domain.Error
	if !errors.As(err, &e) || e.Code != domain.Invalid {
		t.Errorf("got %v", err)
	}
	if run, err := ps.Of(domain.Customer).MatchAll(t.Context(), w.db, matching.RunOptions{}); err != nil || run.Found > 0 {
		t.Errorf("an empty hub: %v, %v", run, err)
	}
}

func (w *world) storedEdges() []mastering.Edge {
	w.t.Helper()
	rows, err := w.pool.Query(w.ctx(), "select a, b, weight, rule, version_a, version_b from match_edge order by a, b")
	if err != nil {
		w.t.Fatal(err)
	}
	out, err := pgx.CollectRows(rows, pgx.RowToStructByPos[mastering.Edge])
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}
