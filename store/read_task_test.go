package store

import (
	"testing"

	"aurum/domain"
)

func TestTasksComeWithTheStrongestEvidenceFirst(t *testing.T) {
	f := newFixture(t)
	f.source(1, domain.Customer, domain.SourceKey{System: "CRM", Key: "1"}, "cus_1")
	insert := func(d domain.Domain, kind, state, a, b string, weight float64) {
		f.exec(`insert into steward_task (domain, kind, state, golden_a, golden_b, record_a, record_b, weight, reason, created_at, updated_at)
			values ($1, $2, $3, $4, $5, 1, 99, $6, 'names differ', $7, $7)`, string(d), kind, state, a, b, weight, day(1))
	}
	insert(domain.Customer, "REVIEW", "OPEN", "cus_1", "cus_2", 4.5)      // 1
	insert(domain.Customer, "CONFLICT", "OPEN", "cus_2", "cus_3", 12.25)  // 2
	insert(domain.Customer, "REVIEW", "RESOLVED", "cus_1", "cus_3", 0.1)  // 3
	insert(domain.Product, "REVIEW", "OPEN", "prd_1", "prd_2", 4.5)       // 4
	insert(domain.Customer, "REVIEW", "OBSOLETE", "cus_1", "cus_2", -1.5) // 5
	numbers := func(ts []*domain.Task) (out []int64) {
		for _, x := range ts {
			out = append(out, x.ID)
		}
		return out
	}
	for _, c := range []struct {
		q    TaskQuery
		want []int64
	}{
		{TaskQuery{}, []int64{2, 1, 4, 3, 5}},
		{TaskQuery{State: domain.TaskOpen}, []int64{2, 1, 4}},
		{TaskQuery{Domains: []domain.Domain{domain.Customer}, State: domain.TaskOpen}, []int64{2, 1}},
		{TaskQuery{Domains: []domain.Domain{domain.Price, domain.Customer}, State: domain.TaskOpen}, []int64{2, 1}},
		{TaskQuery{Kind: domain.TaskConflict}, []int64{2}},
		{TaskQuery{Golden: ptr(domain.GoldenID("cus_3"))}, []int64{2, 3}},
		{TaskQuery{Domains: []domain.Domain{"x'; drop table steward_task; --", ""}}, nil},
	} {
		p := must[Page[*domain.Task]](t)(f.db.Tasks(f.ctx, c.q))
		same(t, numbers(p.Items), c.want)
		walkBothWays(t, c.want, func(a PageArgs) (Page[*domain.Task], error) {
			q := c.q
			q.PageArgs = a
			return f.db.Tasks(f.ctx, q)
		}, func(x *domain.Task) int64 { return x.ID })
	}
	all := must[Page[*domain.Task]](t)(f.db.Tasks(f.ctx, TaskQuery{}))
	same(t, *all.Items[0], domain.Task{ID: 2, Kind: domain.TaskConflict, State: domain.TaskOpen, Domain: domain.Customer,
		Golden: [2]domain.GoldenID{"cus_2", "cus_3"}, Pair: [2]domain.SourceKey{{System: "CRM", Key: "1"}, {}}, Weight: 12.25,
		Reason: "names differ", CreatedAt: day(1), UpdatedAt: day(1)})
	_, err := f.db.Tasks(f.ctx, TaskQuery{State: domain.TaskOpen, PageArgs: PageArgs{After: all.Cursors[0]}})
	invalid(t, err)

	of := must[map[domain.GoldenID][]*domain.Task](t)(f.db.TasksOf(f.ctx, []domain.GoldenID{"cus_1", "cus_2", "cus_9"}, nil))
	same(t, numbers(of["cus_1"]), []int64{1, 3, 5})
	same(t, numbers(of["cus_2"]), []int64{2, 1, 5})
	same(t, numbers(of["cus_9"]), []int64(nil))
	of = must[map[domain.GoldenID][]*domain.Task](t)(f.db.TasksOf(f.ctx, []domain.GoldenID{"cus_1"}, ptr(domain.TaskOpen)))
	same(t, numbers(of["cus_1"]), []int64{1})
}

func TestTheQuarantineShowsWhatCameAndWhyNewestFirst(t *testing.T) {
	f := newFixture(t)
	insert := func(system, state string, n int) {
		f.exec(`insert into ingest_rejection (domain, system, key, state, arrived, updated_at, problems, received_at, actor, superseded_at)
			values ('customer', $1, 'k', $2, '{"legalName": 5, "x": 1.5}', $3, '[{"code": "REQUIRED", "severity": "ERROR", "field": ["a", "0"], "message": "m"}]', $4, 'crm',
				case when $2 = 'SUPERSEDED' then $5::timestamptz end)`,
			system, state, day(0), day(n), day(4))
	}
	insert("CRM", "OPEN", 1)
	insert("ERP", "OPEN", 3)
	insert("CRM", "SUPERSEDED", 2)
	insert("CRM", "OPEN", 3)
	number := func(q Quarantined) int64 { return q.ID }
	walk := func(q QuarantineQuery, want []int64) {
		t.Helper()
		walkBothWays(t, want, func(a PageArgs) (Page[Quarantined], error) {
			q.PageArgs = a
			return f.db.Quarantine(f.ctx, q)
		}, number)
	}
	walk(QuarantineQuery{}, []int64{4, 2, 3, 1})
	walk(QuarantineQuery{System: "CRM", State: "OPEN"}, []int64{4, 1})
	walk(QuarantineQuery{Domain: domain.Product}, nil)
	// As it was: what had come by then, waiting until its good arrival came.
	walk(QuarantineQuery{AsOf: ptr(day(2))}, []int64{3, 1})
	walk(QuarantineQuery{AsOf: ptr(day(3)), State: "OPEN"}, []int64{4, 2, 3, 1})
	walk(QuarantineQuery{AsOf: ptr(day(4)), State: "OPEN"}, []int64{4, 2, 1})
	walk(QuarantineQuery{AsOf: ptr(day(4)), State: "SUPERSEDED", System: "CRM"}, []int64{3})
	walk(QuarantineQuery{AsOf: ptr(day(3)), State: "SUPERSEDED"}, nil)
	walk(QuarantineQuery{AsOf: ptr(day(0))}, nil)
	same(t, must[Page[Quarantined]](t)(f.db.Quarantine(f.ctx, QuarantineQuery{AsOf: ptr(day(3))})).Items[2].State, "OPEN")
	first := must[Page[Quarantined]](t)(f.db.Quarantine(f.ctx, QuarantineQuery{System: "ERP"})).Items[0]
	same(t, first.Problems, []domain.Problem{{Code: "REQUIRED", Severity: domain.Fatal, Field: []string{"a", "0"}, Message: "m"}})
	same(t, []any{first.Arrived["legalName"], first.ReceivedAt, *first.UpdatedAt, first.Actor, first.Key}, []any{5, day(3), day(0), "crm", "k"})
}
