package reference

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// Invariants are what must never be otherwise in a settled hub: each query counts its violations.
var Invariants = map[string]string{
	"every live source record is linked once": `
		select count(*) from source_record r left join member m on m.record_id = r.id where not r.deleted and m.record_id is null`,
	"no withdrawn source record is linked": `
		select count(*) from source_record r join member m on m.record_id = r.id where r.deleted`,
	"members are linked to active golden records": `
		select count(*) from member m left join golden_record g on g.id = m.golden_id where g.state is distinct from 'ACTIVE'`,
	"no active golden record is without a source": `
		select count(*) from golden_record g where g.state = 'ACTIVE' and not exists (select from member m where m.golden_id = g.id)`,
	"the founder of an active golden record is a member": `
		select count(*) from golden_record g where g.state = 'ACTIVE'
		   and not exists (select from member m where m.golden_id = g.id and m.record_id = g.founder)`,
	"merged ids lead to a golden record that is not merged": `
		with recursive hop as (
		    select id, merged_into, 0 as n from golden_record where state = 'MERGED'
		    union all
		    select h.id, g.merged_into, h.n + 1 from hop h join golden_record g on g.id = h.merged_into and g.state = 'MERGED' where h.n < 20)
		select count(*) from hop where n >= 20`,
	"the members of a golden record are those it lists": `
		select count(*) from golden_record g where g.state = 'ACTIVE' and
		   (select array_agg((x->>'record')::bigint order by (x->>'record')::bigint) from json_array_elements(g.members) x)
		   is distinct from (select array_agg(record_id order by record_id) from member m where m.golden_id = g.id)`,
	"blocking keys are those of the records": `
		select count(*) from (select id, unnest(keys) as key from source_record where not deleted) a
		  full join match_key k on k.record_id = a.id and k.key = a.key where a.id is null or k.key is null`,
	"edges stand in both directions": `
		select count(*) from match_edge x left join match_edge y on y.a = x.b and y.b = x.a where y.weight is distinct from x.weight`,
	"nothing waits": `select count(*) from landed`,
	"history has no holes": `
		select count(*) from golden_record g where g.version <> (select count(*) from golden_record_version v where v.golden_id = g.id)`,
	"the last version is the golden record": `
		select count(*) from golden_record g join golden_record_version v on v.golden_id = g.id and v.version = g.version
		 where v.attributes <> g.attributes or v.state <> g.state or v.valid_from <> g.updated_at`,
	"every version has its event": `
		select count(*) from golden_record_version v full join change_event e on e.golden_id = v.golden_id and e.version = v.version
		 where e.seq is null or v.golden_id is null`,
	"the feed's order is the order of versions": `
		select count(*) from (
		    select version, lag(version) over (partition by golden_id order by tx, seq) as before from change_event) x
		 where before is not null and version <> before + 1`,
	"history does not run backwards": `
		select count(*) from (
		    select valid_from, lag(valid_from) over (partition by golden_id order by version) as before from golden_record_version) x
		 where valid_from <= before`,
	"no steward's word is forgotten": `
		with word as (
		    select distinct on (p.a, p.b) p.a, p.b, p.same, p.decision_id
		      from steward_decision_pair p join steward_decision d on d.id = p.decision_id and d.withdrawn_at is null
		     order by p.a, p.b, p.seq desc),
		said as (select a, b, same, decision_id from word union all select b, a, same, decision_id from word)
		select count(*) from said full join (select * from assertion where decision_id is not null) x on (x.a, x.b) = (said.a, said.b)
		 where x.same is distinct from said.same or x.decision_id is distinct from said.decision_id`,
	"whom a steward has parted is parted": `
		select count(*) from assertion s join member x on x.record_id = s.a join member y on y.record_id = s.b
		 where not s.same and x.golden_id = y.golden_id`,
	"whom a steward has joined is joined, unless he parted others that are with them": `
		select count(*) from assertion s join member x on x.record_id = s.a join member y on y.record_id = s.b
		 where s.same and x.golden_id <> y.golden_id and not exists (
		    select from assertion no join member v on v.record_id = no.a join member w on w.record_id = no.b
		     where not no.same and v.golden_id = x.golden_id and w.golden_id = y.golden_id)`,
	"each act of a steward is in the audit trail": `
		select abs((select count(*) + count(withdrawn_at) from steward_decision) + (select count(*) from override)
		         + (select count(*) from override where ended_by <> '' and ended_reason <> 'replaced')
		         - (select count(*) from audit_entry where action not like '%_POLICY'))`,
	"no entry of the audit trail has been changed or taken out": `
		select count(*) from (
		    select e.id, e.hash, lag(e.id, 1, 0::bigint) over w as before, aurum_audit_hash(lag(e.hash) over w, e.id, e.at, e.actor, e.action, e.domain,
		           e.subject, e.details) as anew
		      from audit_entry e window w as (order by e.id)) x
		 where before <> id - 1 or anew <> hash`,
	"what is due is an active golden record": `
		select count(*) from reevaluation d left join golden_record g on g.id = d.golden_id where g.state is distinct from 'ACTIVE'`,
	"open tasks are about two active golden records": `
		select count(*) from steward_task t
		  left join golden_record a on a.id = t.golden_a and a.state = 'ACTIVE'
		  left join golden_record b on b.id = t.golden_b and b.state = 'ACTIVE'
		 where t.state = 'OPEN' and (a.id is null or b.id is null)`,
	"whatever is unsure is asked, once": `
		with edge as (
		    select distinct least(x.golden_id, y.golden_id) as a, greatest(x.golden_id, y.golden_id) as b
		      from match_edge e join member x on x.record_id = e.a join member y on y.record_id = e.b
		     where x.golden_id <> y.golden_id
		       and not exists (select from assertion s where s.a = e.a and s.b = e.b and not s.same))
		select count(*) from edge full join (select golden_a, golden_b from steward_task where state = 'OPEN') t
		    on t.golden_a = edge.a and t.golden_b = edge.b
		 where edge.a is null or t.golden_a is null`,
}

// CheckInvariants tells of each invariant that is violated.
func (w World) CheckInvariants() {
	w.T.Helper()
	for _, name := range slices.Sorted(maps.Keys(Invariants)) {
		if violations := w.violations(name); violations > 0 {
			w.T.Errorf("%s: %d violations", name, violations)
		}
	}
}

// violations counts those of an invariant that do not pass within the world's patience.
func (w World) violations(name string) (n int) {
	w.T.Helper()
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for until := time.Now().Add(w.Patience); ; <-again.C {
		if w.Query(Invariants[name], &n); n == 0 || !time.Now().Before(until) {
			return n
		}
	}
}

// Query reads one value by SQL of the test's own.
func (w World) Query(sql string, into any, args ...any) {
	w.T.Helper()
	if err := w.Pool.QueryRow(w.T.Context(), sql, args...).Scan(into); err != nil {
		w.T.Fatal(fmt.Errorf("%s: %w", sql, err))
	}
}
