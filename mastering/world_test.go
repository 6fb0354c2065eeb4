package mastering_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"aurum/domain"
	"aurum/internal/pgtest"
	"aurum/mastering"
	"aurum/policies"
	"aurum/store"
	"aurum/test/reference"
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

// reference is the world as the plain reading sees it.
func (w *world) reference() reference.World { return reference.World{T: w.t, DB: w.db, Pool: w.pool} }

// goldens are the golden records of a domain that have members or had some, by their members in one string.
func (w *world) goldens(d domain.Domain) map[string]*domain.GoldenRecord {
	w.t.Helper()
	return w.reference().Goldens(d)
}

func (w *world) checkInvariants() {
	w.t.Helper()
	w.reference().CheckInvariants()
}

// query reads one value by SQL of the test's own.
func (w *world) query(sql string, into any, args ...any) {
	w.t.Helper()
	w.reference().Query(sql, into, args...)
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
