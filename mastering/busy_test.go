package mastering_test

import (
	"context"
	"testing"
	"time"

	"aurum/domain"
	"aurum/internal/pgtest"
	"aurum/mastering"
	"aurum/store"
)

// busy is a database at which others are at work: whenever somebody looks for what waits, something has just come.
type busy struct {
	*store.DB
	t testing.TB
	w *world
}

func (b busy) Landed(ctx context.Context, age time.Duration, limit int) ([]*mastering.Stored, error) {
	b.exec(`insert into landed (record_id, version) select id, version from source_record where key = 'new' on conflict (record_id) do update set landed_at = now()`)
	return b.DB.Landed(ctx, age, limit)
}

func (b busy) Moved(ctx context.Context, age time.Duration, heal func([]domain.RecordID) error) (int, error) {
	b.exec(`insert into moved (records) select array[id] from source_record where key = 'new'`)
	return b.DB.Moved(ctx, age, heal)
}

func (b busy) exec(sql string) {
	if _, err := b.w.pool.Exec(b.w.ctx(), sql); err != nil {
		b.t.Error(err)
	}
}

// A hub that starts beside others ends what was left behind, and is not held up by what they have under way.
func TestRecoveringEndsWhileOthersAreAtWork(t *testing.T) {
	url := pgtest.New(t)
	ps := plainPolicies(t)
	w := joinWorld(t, url, ps)
	w.upsert(mastering.Upsert{Domain: domain.Supplier, System: "ERP", Records: []mastering.Arrival{
		{Key: "old", Attributes: domain.Attributes{"legalName": "Nordwind Handel GmbH"}}, {Key: "new", Attributes: domain.Attributes{"legalName": "Halvorsen Bygg AS"}},
	}})
	b := busy{w.db, t, w}
	b.exec(`insert into landed (record_id, version) select id, version from source_record where key = 'old'`)
	b.exec(`insert into moved (records) select array[id] from source_record where key = 'old'`)
	hub := mastering.New(mastering.Options{Policies: ps, Storage: b})
	t.Cleanup(hub.Close)
	if err := hub.Recover(t.Context()); err != nil {
		t.Fatal(err)
	}
	var left int
	w.query(`select (select count(*) from landed l join source_record r on r.id = l.record_id where key = 'old') + (select count(*) from moved m join source_record r on r.id = any(m.records) where key = 'old')`, &left)
	if left > 0 {
		t.Errorf("%d things that were left behind still wait", left)
	}
}
