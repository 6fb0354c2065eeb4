package store

import (
	"fmt"
	"testing"

	"aurum/domain"
	"aurum/internal/pgtest"
	"aurum/mastering"
	"aurum/migrations"
)

// arrived writes a source record with the days on which its versions came, the last of them as it is now.
func (f fixture) arrived(id int, d domain.Domain, system string, days ...int) {
	f.Helper()
	f.source(id, d, domain.SourceKey{System: system, Key: fmt.Sprint(id)}, "")
	for i, n := range days {
		f.exec(`insert into source_record_version (record_id, version, applied, arrived, standardized, deleted, received_at, actor)
			values ($1, $2, $3, '{}', '{}', false, $4, 'x')`, id, i+1, i != 2, day(n)) // a third one comes too late
	}
}

func TestSourceSystemsAreToldAsTheyWere(t *testing.T) {
	f := newFixture(t)
	f.arrived(1, domain.Customer, "CRM", 1, 5, 8)
	f.arrived(2, domain.Product, "CRM", 3)
	f.arrived(3, domain.Customer, "ERP", 4)
	f.exec(`update source_system set created_at = $1`, day(0))
	f.exec(`insert into source_record_version (record_id, version, applied, arrived, standardized, deleted, received_at, actor, policy)
		values (3, 2, true, '{}', '{}', false, $1, 'x', '2-b')`, day(5)) // read anew by the hub: nothing was sent
	f.exec(`insert into ingest_rejection (domain, system, key, state, arrived, problems, received_at, actor, superseded_at)
		values ('customer', 'CRM', 'k', 'SUPERSEDED', '{}', '[]', $1, 'x', $2)`, day(2), day(5))
	f.exec(`insert into source_system_former (code, valid_to, name, owner, contact) values ('CRM', $1, 'Old', 'Otto', ''), ('CRM', $2, 'Older', '', '')`, day(6), day(4))
	told := func(list []SourceSystem, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		out := ""
		for _, s := range list {
			last := "never"
			if s.LastReceivedAt != nil {
				last = fmt.Sprint(int(s.LastReceivedAt.Sub(day(0)).Hours()) / 24)
			}
			out += fmt.Sprintf("%s %s %d %s %v %d; ", s.Code, s.Name, s.Records, last, s.Domains, s.Quarantined)
		}
		return out
	}
	for n, want := range map[int]string{
		-1: "",
		0:  "CRM Older 0 never [] 0; ERP ERP 0 never [] 0; ",
		2:  "CRM Older 1 1 [customer] 1; ERP ERP 0 never [] 0; ",
		4:  "CRM Old 2 3 [customer product] 1; ERP ERP 1 4 [customer] 0; ",
		5:  "CRM Old 2 5 [customer product] 0; ERP ERP 1 4 [customer] 0; ",
		9:  "CRM CRM 2 5 [customer product] 0; ERP ERP 1 4 [customer] 0; ",
	} {
		if got := told(f.db.SourceSystemsThen(f.ctx, day(n))); got != want {
			t.Errorf("day %d: %s, want %s", n, got, want)
		}
	}
	// In a large hub it is told of a sample: of all pages here, which are few.
	f.exec(`analyze source_record`)
	if got, want := told(f.db.sourceSystemsThen(f.ctx, day(4), 2, 1000)), "CRM Old 2 3 [customer product] 1; ERP ERP 1 4 [customer] 0; "; got != want {
		t.Errorf("sampled: %s, want %s", got, want)
	}
	// A name is kept when another is given, and not when a bare code or the same comes.
	for _, name := range []string{"New", "New", "CRM"} {
		if err := f.db.AddSystems(f.ctx, []mastering.SourceSystem{{Code: "CRM", Name: name}}); err != nil {
			t.Fatal(err)
		}
	}
	var kept int
	if err := f.db.pool.QueryRow(f.ctx, `select count(*) from source_system_former where name = 'CRM'`).Scan(&kept); err != nil || kept != 1 {
		t.Errorf("kept %d times: %v", kept, err)
	}
}

func TestThePolicyOfThenIsTheLastThatCameIntoForce(t *testing.T) {
	f := newFixture(t)
	for n, v := range []string{"1-a", "2-b", "1-a"} {
		f.exec(`insert into policy_version (domain, version, document) values ('customer', $1, '') on conflict do nothing`, v)
		f.exec(`insert into policy_activation (domain, version, activated_at) values ('customer', $1, $2)`, v, day(2*n))
	}
	for n, want := range map[int]string{-1: "1-a", 0: "1-a", 1: "1-a", 2: "2-b", 3: "2-b", 4: "1-a", 9: "1-a"} {
		same(t, must[string](t)(f.db.PolicyThen(f.ctx, domain.Customer, day(n))), want)
	}
	same(t, must[string](t)(f.db.PolicyThen(f.ctx, domain.Product, day(1))), "")
}

// What a hub has kept before there was a place for what was is the best there is to tell of the past.
func TestWhatIsKnownOfThePastIsTakenOver(t *testing.T) {
	url := pgtest.New(t)
	db, err := Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	f := fixture{t, db, t.Context()}
	now, err := migrations.Status(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	const before = 7 // the version in which nothing of it is kept
	if err := migrations.Down(t.Context(), url, int(now.Latest)-before); err != nil {
		t.Fatal(err)
	}
	f.arrived(1, domain.Customer, "CRM", 1, 5)
	f.exec(`insert into ingest_rejection (domain, system, key, state, arrived, problems, received_at, actor)
		values ('customer', 'CRM', '1', 'SUPERSEDED', '{}', '[]', $1, 'x'), ('customer', 'CRM', 'x', 'SUPERSEDED', '{}', '[]', $1, 'x'),
			('customer', 'CRM', '1', 'OPEN', '{}', '[]', $2, 'x')`, day(3), day(7))
	f.exec(`insert into steward_task (domain, kind, state, golden_a, golden_b, record_a, record_b, weight, reason, created_at, updated_at)
		values ('customer', 'REVIEW', 'RESOLVED', 'cus_1', 'cus_2', 1, 1, 3, 'r', $1, $2), ('customer', 'REVIEW', 'OPEN', 'cus_1', 'cus_3', 1, 1, 2, 'r', $1, $1)`, day(2), day(6))
	f.exec(`insert into policy_version (domain, version, document, activated_at, active) values ('customer', '1-a', '', $1, false), ('customer', '2-b', '', $2, true)`, day(6), day(8))
	f.exec(`insert into audit_entry (id, at, actor, action, domain, subject, details, hash) values (1, $1, 'x', 'ACTIVATE_POLICY', 'customer', '2-b', '', '')`, day(4))
	if err := migrations.Up(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if f.db, err = Open(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	defer f.db.Close()
	for n, want := range map[int]int{3: 1, 4: 1, 5: 0, 7: 1} { // one of them nothing ever superseded: it waited no time at all
		same(t, len(must[Page[Quarantined]](t)(f.db.Quarantine(f.ctx, QuarantineQuery{State: "OPEN", AsOf: ptr(day(n))})).Items), want)
	}
	for n, want := range map[int]int{1: 0, 2: 2, 5: 2, 6: 1} {
		same(t, len(must[Page[*domain.Task]](t)(f.db.Tasks(f.ctx, TaskQuery{State: domain.TaskOpen, AsOf: ptr(day(n))})).Items), want)
	}
	for n, want := range map[int]string{4: "2-b", 6: "1-a", 8: "2-b"} {
		same(t, must[string](t)(f.db.PolicyThen(f.ctx, domain.Customer, day(n))), want)
	}
}

// Tasks of a past time are paged as those of now are, whether they have changed since or not.
func TestTasksOfThenArePagedInTheirOrder(t *testing.T) {
	f := newFixture(t)
	f.source(1, domain.Customer, domain.SourceKey{System: "CRM", Key: "1"}, "cus_1")
	for n := range 9 {
		f.exec(`insert into steward_task (domain, kind, state, golden_a, golden_b, record_a, record_b, weight, reason, created_at, updated_at)
			values ('customer', 'REVIEW', $1, 'cus_1', $2, 1, 1, $3, 'now', $4, $5)`, pickState(n), fmt.Sprint("cus_2", n), n, day(1), day(1+n%3))
		if n%3 > 0 { // weighed ten times as much until it changed
			f.exec(`insert into steward_task_former (task_id, updated_at, valid_to, record_a, record_b, weight, reason)
				select id, created_at, updated_at, record_a, record_b, weight * 10, 'then' from steward_task order by id desc limit 1`)
		}
	}
	number := func(x *domain.Task) int64 { return x.ID }
	for n, want := range map[int][]int64{
		0: nil,
		1: {9, 8, 6, 5, 3, 2, 7, 4, 1}, // 80 70 50 40 20 10 6 3 0
		2: {9, 6, 3, 8, 7, 5, 4, 2, 1}, // those that changed on day 2 as they are now
		3: {9, 8, 7, 6, 5, 4, 3, 2, 1},
	} {
		walkBothWays(t, want, func(a PageArgs) (Page[*domain.Task], error) {
			return f.db.Tasks(f.ctx, TaskQuery{AsOf: ptr(day(n)), PageArgs: a})
		}, number)
	}
	page := must[Page[*domain.Task]](t)(f.db.Tasks(f.ctx, TaskQuery{AsOf: ptr(day(1)), PageArgs: PageArgs{First: ptr(2)}}))
	same(t, []any{page.Items[0].Reason, page.Items[0].State, page.Items[0].UpdatedAt}, []any{"then", domain.TaskOpen, day(1)})
	for _, other := range []TaskQuery{{}, {AsOf: ptr(day(2))}} { // a cursor belongs to its time
		other.After = page.Cursors[1]
		_, err := f.db.Tasks(f.ctx, other)
		invalid(t, err)
	}
}

// pickState lets those that change on the third day be closed by that.
func pickState(n int) string {
	if n%3 == 2 {
		return "OBSOLETE"
	}
	return "OPEN"
}
