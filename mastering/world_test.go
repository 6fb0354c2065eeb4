package mastering_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"aurum/domain"
	"aurum/internal/pgtest"
	"aurum/mastering"
	"aurum/policies"
	"aurum/store"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

// world is a hub on a database of its own.
type world struct {
	t   testing.TB
	db  *store.DB
	hub *mastering.Hub
	// pool asks what no interface of the hub answers.
	pool *pgxpool.Pool
}

func newWorld(t testing.TB, ps *mastering.Policies) *world {
	t.Helper()
	return joinWorld(t, pgtest.New(t), ps)
}

// joinWorld is one more hub on a database.
func joinWorld(t testing.TB, url string, ps *mastering.Policies) *world {
	t.Helper()
	pool, err := pgxpool.New(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	db := openDB(t, url)
	return &world{t: t, pool: pool, db: db, hub: newHub(t, db, ps)}
}

func openDB(t testing.TB, url string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	return db
}

func newHub(t testing.TB, db *store.DB, ps *mastering.Policies) *mastering.Hub {
	t.Helper()
	return newHubAt(t, db, ps, nil)
}

func newHubAt(t testing.TB, db *store.DB, ps *mastering.Policies, now func() time.Time) *mastering.Hub {
	t.Helper()
	h := mastering.New(mastering.Options{Storage: db, Policies: ps, Lanes: 4, Now: now})
	t.Cleanup(h.Close)
	return h
}

func shippedPolicies(t testing.TB) *mastering.Policies {
	t.Helper()
	ps, err := mastering.LoadPolicies(policies.Embedded, domain.Registry)
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

// plainPolicies are small policies for property tests: they stay as they are while the shipped ones are tuned.
func plainPolicies(t testing.TB) *mastering.Policies {
	t.Helper()
	ps, err := mastering.LoadPolicies(os.DirFS("testdata/policies"), domain.Registry)
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

func (w *world) upsert(u mastering.Upsert) []mastering.Result {
	w.t.Helper()
	u.Actor = "test"
	rs, err := w.hub.Ingest(w.ctx(), u)
	if err != nil {
		w.t.Fatal(err)
	}
	return rs
}

func (w *world) ctx() context.Context { return w.t.Context() }

func (w *world) settle() {
	w.t.Helper()
	if err := w.hub.Settle(w.ctx()); err != nil {
		w.t.Fatal(err)
	}
}

// goldens are the golden records of a domain that have members or had some, by their members in one string.
func (w *world) goldens(d domain.Domain) map[string]*domain.GoldenRecord {
	w.t.Helper()
	out := map[string]*domain.GoldenRecord{}
	after := ""
	for {
		first := 100
		page, err := w.db.List(w.ctx(), store.ListQuery{Domain: d, PageArgs: store.PageArgs{First: &first, After: after}})
		if err != nil {
			w.t.Fatal(err)
		}
		for _, g := range page.Items {
			out[membersOf(g)] = g
		}
		if !page.HasNext {
			return out
		}
		after = page.Cursors[len(page.Cursors)-1]
	}
}

func membersOf(g *domain.GoldenRecord) string {
	if g.State != domain.Active {
		return string(g.State) + " " + string(g.ID)
	}
	var keys []string
	for _, m := range g.Members {
		keys = append(keys, m.SourceKey.String())
	}
	slices.Sort(keys)
	return strings.Join(keys, " ")
}

// events are all change events. The feed shows one only when every transaction begun before it has ended, those of tests
// beside this one included, so this waits until all are shown.
func (w *world) events() []domain.Change {
	w.t.Helper()
	var written int
	w.query(`select count(*) from change_event`, &written)
	again := time.NewTicker(time.Millisecond)
	defer again.Stop()
	var out []domain.Change
	for {
		var after domain.Cursor
		if len(out) > 0 {
			after = out[len(out)-1].Cursor
		}
		page, err := w.db.Changes(w.ctx(), after, 500)
		if err != nil {
			w.t.Fatal(err)
		}
		if out = append(out, page...); len(out) >= written {
			return out
		}
		select {
		case <-again.C:
		case <-w.ctx().Done():
			w.t.Fatal(w.ctx().Err())
		}
	}
}
