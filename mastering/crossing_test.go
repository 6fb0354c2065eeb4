package mastering_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"aurum/domain"
	"aurum/internal/pgtest"
	"aurum/mastering"
	"aurum/store"
)

// crossed is a storage in which something happens before records are resolved for the first time.
type crossed struct {
	*store.DB
	first *sync.Once
	cross func()
}

func (c crossed) Resolving(ctx context.Context, scope mastering.ResolveScope, decide func(*mastering.Locked) (*mastering.ResolveWrite, []domain.RecordID, error)) error {
	c.first.Do(c.cross)
	return c.DB.Resolving(ctx, scope, decide)
}

// A steward joins the record that is being resolved with one that came before it, just while its lock is awaited: whoever
// resolves it sees the steward's word although the other record was not among those to be locked.
func TestAWordSaidWhileALockIsAwaitedIsHeard(t *testing.T) {
	for _, key := range []string{"earlier", "later"} {
		t.Run(key, func(t *testing.T) {
			url := pgtest.New(t)
			ps := plainPolicies(t)
			w := joinWorld(t, url, ps)
			say := func(h *mastering.Hub, key, name, terms string) mastering.Result {
				rs, err := h.Ingest(t.Context(), mastering.Upsert{Domain: domain.Supplier, System: "ERP", Actor: "test", Records: []mastering.Arrival{
					{Key: key, Attributes: domain.Attributes{"legalName": name, "paymentTerms": terms}},
				}})
				if err != nil {
					t.Fatal(err)
				}
				return rs[0]
			}
			names := map[string]string{"earlier": "Nordwind Handel GmbH", "later": "Halvorsen Bygg AS"}
			a, b := say(w.hub, "earlier", names["earlier"], "N30"), say(w.hub, "later", names["later"], "N30")
			if a.Golden == b.Golden {
				t.Fatal("the engine has joined the two")
			}
			var record int64
			w.query(`select id from source_record where key = $1`, &record, key)
			var merging sync.WaitGroup
			hub := mastering.New(mastering.Options{Policies: ps, Storage: crossed{openDB(t, url), &sync.Once{}, func() { w.mergeBeforeLock(&merging, record, a.Golden, b.Golden) }}})
			t.Cleanup(hub.Close)
			say(hub, key, names[key], "N60")
			merging.Wait()
			w.checkInvariants()
			w.sound(w.verify(ps))
		})
	}
}

// mergeBeforeLock has a steward merge two golden records once whoever comes next waits for the lock of a source record.
func (w *world) mergeBeforeLock(merging *sync.WaitGroup, record int64, survivor, absorbed domain.GoldenID) {
	conn, err := w.pool.Acquire(w.ctx())
	if err == nil {
		_, err = conn.Exec(w.ctx(), `select pg_advisory_lock($1)`, record)
	}
	if err != nil {
		w.t.Error(err)
		return
	}
	merging.Go(func() {
		_, err := w.hub.Merge(w.ctx(), mastering.Merge{Steward: mastering.Steward{Actor: "stella"}, Survivor: survivor, Absorbed: []domain.GoldenID{absorbed}}, false)
		if err != nil {
			w.t.Error(err)
		}
	})
	w.awaitWaiting(record, 1)
	merging.Go(func() {
		defer conn.Release()
		w.awaitWaiting(record, 2)
		if _, err := conn.Exec(w.ctx(), `select pg_advisory_unlock($1)`, record); err != nil {
			w.t.Error(err)
		}
	})
}

// awaitWaiting waits until so many wait for the lock of a source record.
func (w *world) awaitWaiting(record int64, n int) {
	again := time.NewTicker(time.Millisecond)
	defer again.Stop()
	for waiting := 0; waiting < n; <-again.C {
		err := w.pool.QueryRow(w.ctx(), `
			select count(*) from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database()
			 where l.locktype = 'advisory' and not l.granted and l.objsubid = 1 and l.objid::bigint = $1`, record).Scan(&waiting)
		if err != nil {
			w.t.Error(err)
			return
		}
	}
}
