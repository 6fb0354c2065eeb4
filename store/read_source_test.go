package store

import (
	"testing"

	"aurum/domain"
)

func TestSourceRecordsAreReadByKeyByNumberAndByGoldenRecord(t *testing.T) {
	f := newFixture(t)
	g := id(domain.Customer, 1)
	k := func(system, key string) domain.SourceKey { return domain.SourceKey{System: system, Key: key} }
	a := f.source(1, domain.Customer, k("ERP", "Ä"), g)
	b := f.source(2, domain.Customer, k("CRM", "z"), g)
	c := f.source(3, domain.Customer, k("CRM", "B"), "")
	d := f.source(4, domain.Product, k("ERP", "Ä"), id(domain.Product, 1))
	e := f.source(5, domain.Customer, k("ERP", "z"), g)

	one := must[[]*domain.SourceRecord](t)
	same(t, one(f.db.SourceRecords(f.ctx, domain.Customer, []domain.SourceKey{k("CRM", "B"), k("CRM", "?"), k("ERP", "Ä"), k("\xff", "\x00")})),
		[]*domain.SourceRecord{&c, nil, &a, nil})
	same(t, one(f.db.SourceRecords(f.ctx, domain.Product, []domain.SourceKey{k("ERP", "Ä")})), []*domain.SourceRecord{&d})
	same(t, one(f.db.SourceRecordsByID(f.ctx, []domain.RecordID{2, 99, 1})), []*domain.SourceRecord{&b, nil, &a})

	of := must[map[domain.GoldenID][]*domain.SourceRecord](t)(f.db.SourceRecordsOf(f.ctx, []domain.GoldenID{g, "cus_x", id(domain.Product, 1)}))
	same(t, of, map[domain.GoldenID][]*domain.SourceRecord{g: {&b, &e, &a}, id(domain.Product, 1): {&d}})
	links := must[map[domain.RecordID]domain.GoldenID](t)(f.db.GoldenIDsOf(f.ctx, []domain.RecordID{1, 3, 4, 77}))
	same(t, links, map[domain.RecordID]domain.GoldenID{1: g, 4: id(domain.Product, 1)})
}

func TestSourceSystemsTellWhatCameFromThem(t *testing.T) {
	f := newFixture(t)
	f.source(1, domain.Customer, domain.SourceKey{System: "ERP", Key: "1"}, "cus_1")
	f.source(2, domain.Customer, domain.SourceKey{System: "ERP", Key: "2"}, "")
	f.exec(`insert into source_system (code, name, owner, contact) values ('CRM', 'Relations', 'Sales', 'x@example.org')`)
	got := must[[]SourceSystem](t)(f.db.SourceSystems(f.ctx))
	same(t, len(got), 2)
	same(t, []any{got[0].Code, got[0].Name, got[0].Owner, got[0].Contact, got[0].Records, got[0].LastReceivedAt == nil},
		[]any{"CRM", "Relations", "Sales", "x@example.org", 0, true})
	same(t, []any{got[1].Code, got[1].Records, *got[1].LastReceivedAt}, []any{"ERP", 2, day(2)})

	f.exec(`insert into source_record (id, domain, system, key, version, received, standardized, received_at)
		select n, 'product', case when n % 4 = 0 then 'CRM' else 'ERP' end, n::text, 1, '{}', '{}', $1 from generate_series(3, 2100) n`, day(50))
	f.exec("analyze source_record")
	got = must[[]SourceSystem](t)(f.db.sourceSystems(f.ctx, 1000))
	if n := got[0].Records; n < 475 || n > 575 {
		t.Errorf("CRM has about 525 records, not %d", n)
	}
	same(t, *got[1].LastReceivedAt, day(50))
}
