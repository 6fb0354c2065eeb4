package store

import (
	"context"
	"testing"

	"aurum/domain"
)

const insertEvent = `insert into change_event (domain, golden_id, kind, version, previous_version, changed, related, at)
	values ('customer', $1, 'MERGED', 2, 1, '{legalName}', '{cus_other}', $2)`

// drain reads the feed to its end in steps of two and tells the golden ids it met.
func drain(f fixture, after *domain.Cursor) (met []domain.GoldenID) {
	f.Helper()
	for {
		events := must[[]domain.Change](f)(f.db.Changes(f.ctx, *after, 2))
		for _, e := range events {
			met, *after = append(met, e.GoldenID), e.Cursor
		}
		if len(events) == 0 {
			return met
		}
	}
}

func TestTheFeedNeitherSkipsNorRepeatsWhatALongTransactionWrites(t *testing.T) {
	f := newFixture(t)
	ctx := context.Background()
	var at domain.Cursor
	same(t, must[domain.Cursor](t)(f.db.Head(f.ctx)), at)
	f.exec(insertEvent, "cus_1", day(1))
	same(t, drain(f, &at), []domain.GoldenID{"cus_1"})
	same(t, must[domain.Cursor](t)(f.db.Head(f.ctx)), at)

	long, err := f.db.pool.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := long.Exec(ctx, insertEvent, "cus_2", day(2)); err != nil {
		t.Fatal(err)
	}
	f.exec(insertEvent, "cus_3", day(3)) // higher number, committed first
	same(t, drain(f, &at), []domain.GoldenID(nil))
	same(t, must[domain.Cursor](t)(f.db.Head(f.ctx)), at)
	if _, err := long.Exec(ctx, insertEvent, "cus_4", day(4)); err != nil {
		t.Fatal(err)
	}
	if err := long.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	same(t, drain(f, &at), []domain.GoldenID{"cus_2", "cus_4", "cus_3"})
	same(t, drain(f, &at), []domain.GoldenID(nil))
	same(t, must[domain.Cursor](t)(f.db.Head(f.ctx)), at)
}

func TestAnEventComesAsItWasWritten(t *testing.T) {
	f := newFixture(t)
	f.exec(insertEvent, "cus_1", day(1))
	got := must[[]domain.Change](t)(f.db.Changes(f.ctx, domain.Cursor{}, 10))
	same(t, got, []domain.Change{{Cursor: got[0].Cursor, Domain: domain.Customer, GoldenID: "cus_1", Kind: domain.ChangeMerged,
		Version: 2, PreviousVersion: 1, Changed: []string{"legalName"}, Related: []domain.GoldenID{"cus_other"}, At: day(1)}})
	same(t, len(must[[]domain.Change](t)(f.db.Changes(f.ctx, domain.Cursor{}, 0))), 0)
}
