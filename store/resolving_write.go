package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
	"aurum/mastering"
)

func decodeGolden(g *domain.GoldenRecord, attributes, provenance, members string) (err error) {
	if g.Attributes, err = domain.DecodeAttributes([]byte(attributes)); err != nil {
		return fmt.Errorf("golden record %s: %w", g.ID, err)
	}
	if err := json.Unmarshal([]byte(provenance), &g.Provenance); err != nil {
		return fmt.Errorf("provenance of golden record %s: %w", g.ID, err)
	}
	if err := json.Unmarshal([]byte(members), &g.Members); err != nil {
		return fmt.Errorf("members of golden record %s: %w", g.ID, err)
	}
	return nil
}

const dropEdgesSQL = `
delete from match_edge e
 using unnest($1::bigint[], $2::bigint[]) as d (a, b)
 where (e.a, e.b) = (d.a, d.b)`

const putEdgesSQL = `
insert into match_edge (a, b, weight, rule, version_a, version_b)
select e.a, e.b, e.weight, e.rule, e.version_a, e.version_b
  from unnest($1::bigint[], $2::bigint[], $3::double precision[], $4::text[], $5::int[], $6::int[])
       as e (a, b, weight, rule, version_a, version_b)
    on conflict (a, b) do update
   set weight = excluded.weight,
       rule = excluded.rule,
       version_a = excluded.version_a,
       version_b = excluded.version_b`

func writeEdges(b *pgx.Batch, w *mastering.ResolveWrite) {
	if len(w.EdgesDropped) > 0 {
		var as, bs []domain.RecordID
		for _, e := range w.EdgesDropped {
			as, bs = append(as, e[0], e[1]), append(bs, e[1], e[0])
		}
		b.Queue(dropEdgesSQL, as, bs)
	}
	if len(w.EdgesPut) == 0 {
		return
	}
	e := edgeArraysOf(w.EdgesPut)
	b.Queue(putEdgesSQL, e.as, e.bs, e.weights, e.rules, e.versionsA, e.versionsB)
}

// edgeArrays are edges in both directions turned on their side, one array a column.
type edgeArrays struct {
	as, bs               []domain.RecordID
	weights              []float64
	rules                []string
	versionsA, versionsB []int
}

func edgeArraysOf(edges []mastering.Edge) (c edgeArrays) {
	for _, e := range edges {
		c.as, c.bs = append(c.as, e.A, e.B), append(c.bs, e.B, e.A)
		c.weights, c.rules = append(c.weights, e.Weight, e.Weight), append(c.rules, e.Rule, e.Rule)
		c.versionsA, c.versionsB = append(c.versionsA, e.VersionA, e.VersionB), append(c.versionsB, e.VersionB, e.VersionA)
	}
	return c
}

const putMembersSQL = `
insert into member (record_id, golden_id)
select m.record_id, m.golden_id
  from unnest($1::bigint[], $2::text[]) as m (record_id, golden_id)
    on conflict (record_id) do update set golden_id = excluded.golden_id`

const dropMembersSQL = `delete from member where record_id = any ($1::bigint[])`

const movedSQL = `insert into moved (records) values ($1::bigint[])`

const resolvedSQL = `
delete from landed l
 using unnest($1::bigint[], $2::int[]) as d (record_id, version)
 where l.record_id = d.record_id
   and l.version <= d.version`

func writeMembers(b *pgx.Batch, w *mastering.ResolveWrite) {
	if len(w.MembersDropped) > 0 {
		b.Queue(dropMembersSQL, w.MembersDropped)
	}
	if len(w.MembersPut) > 0 {
		var ids []domain.RecordID
		var goldens []string
		for id, g := range w.MembersPut {
			ids, goldens = append(ids, id), append(goldens, string(g))
		}
		b.Queue(putMembersSQL, ids, goldens)
	}
	if len(w.Moved) > 0 {
		b.Queue(movedSQL, w.Moved)
	}
	if len(w.Done) > 0 {
		var ids []domain.RecordID
		var versions []int
		for id, v := range w.Done {
			ids, versions = append(ids, id), append(versions, v)
		}
		b.Queue(resolvedSQL, ids, versions)
	}
}

// One statement for the golden record, its version, what that replaced, and its change event: the content is sent and parsed
// once. Its parts all see what was there before it.
const putGoldensSQL = `
with now as (
    select g.*
      from unnest($1::text[], $2::text[], $3::bigint[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
                  $11::text[], $12::bytea[], $13::text[], $14::timestamptz[], $15::timestamptz[], $16::text[], $17::int[], $18::text[], $19::text[])
           with ordinality as g (id, domain, founder, version, state, merged_into, attributes, provenance, members, systems,
                search_text, hash, policy, created_at, updated_at, kind, previous_version, changed, related, n)
), record as (
    insert into golden_record (id, domain, founder, version, state, merged_into, attributes, provenance, members, systems, search_text,
           hash, policy, created_at, updated_at)
    select id, domain, founder, version, state, nullif(merged_into, ''), attributes::jsonb, provenance::json, members::json, systems::text[],
           search_text, hash, policy, created_at, updated_at
      from now
        on conflict (id) do update
       set founder = excluded.founder,
           version = excluded.version,
           state = excluded.state,
           merged_into = excluded.merged_into,
           attributes = excluded.attributes,
           provenance = excluded.provenance,
           members = excluded.members,
           systems = excluded.systems,
           search_text = excluded.search_text,
           hash = excluded.hash,
           policy = excluded.policy,
           updated_at = excluded.updated_at
    returning id, attributes
), version as (
    insert into golden_record_version (golden_id, version, domain, state, merged_into, kind, changed, attributes, provenance, members, policy, valid_from)
    select n.id, n.version, n.domain, n.state, nullif(n.merged_into, ''), n.kind, n.changed::text[], r.attributes, n.provenance::json,
           n.members::json, n.policy, n.updated_at
      from now n
      join record r
        on r.id = n.id
), former as (
    insert into golden_record_former (golden_id, version, domain, valid_to, merged, attributes, search_text)
    select n.id, n.version, n.domain, n.updated_at, x.merged, x.attributes, x.search_text
      from now n
      join golden_record b
        on b.id = n.id
     cross join lateral (
           select (n.state = 'MERGED')::int - (b.state = 'MERGED')::int as merged,
                  case
                      when n.state = 'MERGED' and b.state <> 'MERGED' then b.attributes
                      else coalesce((
                          select jsonb_object_agg(k, b.attributes -> k)
                            from unnest(n.changed::text[]) as k), '{}')
                  end as attributes,
                  case
                      when b.state <> 'MERGED' and b.search_text <> n.search_text then b.search_text
                  end as search_text) x
     where x.merged <> 0
        or x.attributes <> '{}'
        or x.search_text is not null
)
insert into change_event (domain, golden_id, kind, version, previous_version, changed, related, at)
select domain, id, kind, version, previous_version, changed::text[], related::text[], updated_at
  from now
 order by n`

const foundersSQL = `
update golden_record g
   set founder = f.founder
  from unnest($1::text[], $2::bigint[]) as f (id, founder)
 where g.id = f.id
   and g.founder <> f.founder`

func writeGoldens(b *pgx.Batch, w *mastering.ResolveWrite) {
	if len(w.Founders) > 0 {
		var ids []string
		var founders []domain.RecordID
		for id, f := range w.Founders {
			ids, founders = append(ids, string(id)), append(founders, f)
		}
		b.Queue(foundersSQL, ids, founders)
	}
	if len(w.Goldens) == 0 {
		return
	}
	var c goldenArrays
	for i := range w.Goldens {
		c.add(&w.Goldens[i])
	}
	b.Queue(putGoldensSQL, c.ids, c.domains, c.founders, c.versions, c.states, c.mergedInto, c.attributes, c.provenance, c.members, c.systems,
		c.search, c.hashes, c.policies, c.createdAt, c.updatedAt, c.kinds, c.previous, c.changed, c.related)
}

// goldenArrays are golden records turned on their side, one array a column.
type goldenArrays struct {
	ids, domains, states, mergedInto, attributes, provenance, members, systems, search, policies, kinds, changed, related []string
	founders                                                                                                              []domain.RecordID
	versions, previous                                                                                                    []int
	hashes                                                                                                                [][]byte
	createdAt, updatedAt                                                                                                  []time.Time
}

func (c *goldenArrays) add(g *mastering.GoldenChange) {
	c.ids, c.domains, c.founders = append(c.ids, string(g.ID)), append(c.domains, string(g.Domain)), append(c.founders, g.Founder)
	c.versions, c.previous = append(c.versions, g.Version), append(c.previous, g.PreviousVersion)
	c.states, c.mergedInto = append(c.states, string(g.State)), append(c.mergedInto, string(g.MergedInto))
	c.attributes, c.provenance, c.members = append(c.attributes, text(g.Attributes)), append(c.provenance, text(g.Provenance)), append(c.members, text(g.Members))
	c.systems, c.search = append(c.systems, textArray(g.Systems)), append(c.search, g.SearchText)
	c.hashes, c.policies = append(c.hashes, g.Hash), append(c.policies, g.Policy)
	c.createdAt, c.updatedAt = append(c.createdAt, g.CreatedAt), append(c.updatedAt, g.UpdatedAt)
	c.kinds, c.changed = append(c.kinds, string(g.Kind)), append(c.changed, textArray(g.Changed))
	related := make([]string, len(g.Related))
	for i, id := range g.Related {
		related[i] = string(id)
	}
	c.related = append(c.related, textArray(related))
}

// text gives the JSON of a value whose own encoding cannot fail: trees of strings, numbers and lists.
func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("store: %T cannot be written as JSON: %v", v, err))
	}
	if string(b) == "null" {
		return "[]"
	}
	return string(b)
}

// textArray writes a PostgreSQL array literal; rows of arrays cannot be sent as an array of arrays of unequal length.
func textArray(items []string) string {
	var b strings.Builder
	b.WriteByte('{')
	for i, item := range items {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('"')
		b.WriteString(strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(item))
		b.WriteByte('"')
	}
	b.WriteByte('}')
	return b.String()
}

func bigintArray(items []int64) string {
	var b strings.Builder
	b.WriteByte('{')
	for i, n := range items {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%d", n)
	}
	b.WriteByte('}')
	return b.String()
}

// keepTasksSQL begins a change of open tasks by keeping what they were, see steward_task_former. They are locked first: what
// is kept is what is replaced.
const keepTasksSQL = `
with was as materialized (
    select *
      from steward_task
     where id = any ($1::bigint[])
       and state = 'OPEN'
     order by id
       for update
), kept as (
    insert into steward_task_former (task_id, updated_at, valid_to, record_a, record_b, weight, reason)
    select id, updated_at, $2, record_a, record_b, weight, reason
      from was
)`

const closeTasksSQL = keepTasksSQL + `
update steward_task t
   set state = 'OBSOLETE',
       updated_at = $2
  from was
 where t.id = was.id`

const moveTasksSQL = keepTasksSQL + `
update steward_task t
   set weight = m.weight,
       reason = m.reason,
       record_a = m.record_a,
       record_b = m.record_b,
       updated_at = $2
  from was
  join unnest($1::bigint[], $3::double precision[], $4::text[], $5::bigint[], $6::bigint[]) as m (id, weight, reason, record_a, record_b)
    on m.id = was.id
 where t.id = was.id`

const openTasksInsertSQL = `
insert into steward_task (domain, kind, golden_a, golden_b, record_a, record_b, weight, reason, created_at, updated_at)
select g.domain, t.kind, t.golden_a, t.golden_b, t.record_a, t.record_b, t.weight, t.reason, $8, $8
  from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::double precision[], $7::text[])
       as t (kind, golden_a, golden_b, record_a, record_b, weight, reason)
  join golden_record g
    on g.id = t.golden_a`

const resolveTasksSQL = keepTasksSQL + `
update steward_task t
   set state = 'RESOLVED',
       decision_id = $3,
       resolved_by = $4,
       updated_at = $2
  from was
 where t.id = was.id`

func writeTasks(b *pgx.Batch, w *mastering.ResolveWrite) {
	if len(w.TasksGone) > 0 {
		b.Queue(closeTasksSQL, w.TasksGone, w.At)
	}
	if len(w.TasksMoved) > 0 {
		var ids []int64
		for _, t := range w.TasksMoved {
			ids = append(ids, t.ID)
		}
		c := taskArraysOf(w.TasksMoved)
		b.Queue(moveTasksSQL, ids, w.At, c.weights, c.reasons, c.recordsA, c.recordsB)
	}
	if len(w.TasksOpen) > 0 {
		c := taskArraysOf(w.TasksOpen)
		b.Queue(openTasksInsertSQL, c.kinds, c.goldensA, c.goldensB, c.recordsA, c.recordsB, c.weights, c.reasons, w.At)
	}
}

type taskArrays struct {
	kinds, goldensA, goldensB, reasons []string
	recordsA, recordsB                 []domain.RecordID
	weights                            []float64
}

func taskArraysOf(ts []*mastering.OpenTask) (c taskArrays) {
	for _, t := range ts {
		c.kinds, c.reasons, c.weights = append(c.kinds, string(t.Kind)), append(c.reasons, t.Reason), append(c.weights, t.Weight)
		c.goldensA, c.goldensB = append(c.goldensA, string(t.Golden[0])), append(c.goldensB, string(t.Golden[1]))
		c.recordsA, c.recordsB = append(c.recordsA, t.Records[0]), append(c.recordsB, t.Records[1])
	}
	return c
}
