package store

// integrityRule is something that stored rows must not contradict: a query whose rows are the places where they do, each a
// golden id, a system and a key of a source record, an attribute and what is wrong there, any of the first four empty.
type integrityRule struct{ name, sql string }

// goldenRules look at the golden records of domain $1 with ids behind $2 up to $3.
var goldenRules = []integrityRule{
	{"an active golden record has a source record", `
select g.id, '', '', '', 'is active and no source record is linked to it'
  from golden_record g
 where g.domain = $1 and g.id > $2 and g.id <= $3
   and g.state = 'ACTIVE'
   and not exists (select from member m where m.golden_id = g.id)`},
	{"a golden record lists the source records that are linked to it", `
select g.id, '', '', '', format('lists %s and is linked to %s', coalesce(l.listed, 'none'), coalesce(k.linked, 'none'))
  from golden_record g
 cross join lateral (
       select string_agg(format('%s:%s', x ->> 'system', x ->> 'key'), ' ' order by (x ->> 'record')::bigint) as listed,
              array_agg((x ->> 'record')::bigint order by (x ->> 'record')::bigint) as ids
         from json_array_elements(case when json_typeof(g.members) = 'array' then g.members else '[]' end) as x) as l
 cross join lateral (
       select string_agg(format('%s:%s', r.system, r.key), ' ' order by r.id) as linked,
              array_agg(r.id order by r.id) as ids
         from member m
         join source_record r on r.id = m.record_id
        where m.golden_id = g.id) as k
 where g.domain = $1 and g.id > $2 and g.id <= $3
   and g.state = 'ACTIVE'
   and (l.ids is distinct from k.ids or l.listed is distinct from k.linked)`},
	{"a merged id leads to a golden record", `
with recursive hop (start, id, next) as (
    select g.id, g.id, g.merged_into
      from golden_record g
     where g.domain = $1 and g.id > $2 and g.id <= $3
       and g.state = 'MERGED'
    union all
    select h.start, g.id, g.merged_into
      from hop h
      join golden_record g on g.id = h.next and g.state = 'MERGED'
) cycle id set circle using path
select h.start, '', '', '', case when h.circle then format('is merged in a circle that comes back to %s', h.id)
                                 else format('is merged into %s, which does not exist', h.next) end
  from hop h
 where h.circle
    or not exists (select from golden_record g where g.id = h.next)`},
	{"the founder of a golden record is a source record, and a member while it is active", `
select g.id, '', '', '', case when r.id is null then format('is founded by record %s, which does not exist', g.founder)
                              else 'is active and its founder is not linked to it' end
  from golden_record g
  left join source_record r on r.id = g.founder and r.domain = g.domain
  left join member m on m.record_id = g.founder
 where g.domain = $1 and g.id > $2 and g.id <= $3
   and (r.id is null or g.state = 'ACTIVE' and m.golden_id is distinct from g.id)`},
	{"systems are those of the members", `
select g.id, '', '', '', format('has systems %s and members of %s', g.systems, k.systems)
  from golden_record g
 cross join lateral (
       select coalesce(array_agg(distinct r.system order by r.system), '{}') as systems
         from member m
         join source_record r on r.id = m.record_id
        where m.golden_id = g.id) as k
 where g.domain = $1 and g.id > $2 and g.id <= $3
   and g.state = 'ACTIVE'
   and not (g.systems @> k.systems and g.systems <@ k.systems)`},
	{"versions are kept without a gap", `
select g.id, '', '', '', format('is at version %s and of those before version %s is not kept', g.version, n)
  from golden_record g
 cross join lateral generate_series(1, g.version) as n
 where g.domain = $1 and g.id > $2 and g.id <= $3
   and not exists (select from golden_record_version v where v.golden_id = g.id and v.version = n)
 union all
select v.golden_id, '', '', '', format('version %s is kept and the golden record is %s', v.version, coalesce('at version ' || g.version, 'missing'))
  from golden_record_version v
  left join golden_record g on g.id = v.golden_id
 where v.domain = $1 and v.golden_id > $2 and v.golden_id <= $3
   and (g.id is null or v.version > g.version or v.version < 1)`},
	{"the last version is the golden record", `
select g.id, '', '', coalesce(d.attribute, ''),
       case when d.attribute is null then 'its state, members, lineage, policy or time is not that of its last version'
            else format('is %s and in its last version %s', coalesce(d.now::text, 'absent'), coalesce(d.kept::text, 'absent')) end
  from golden_record g
  join golden_record_version v on v.golden_id = g.id and v.version = g.version
  left join lateral (
       select coalesce(a.key, b.key) as attribute, a.value as now, b.value as kept
         from jsonb_each(g.attributes) as a
         full join jsonb_each(v.attributes) as b on b.key = a.key
        where a.value is distinct from b.value) as d on true
 where g.domain = $1 and g.id > $2 and g.id <= $3
   and (v.attributes <> g.attributes or v.state <> g.state or v.merged_into is distinct from g.merged_into
        or v.provenance::jsonb <> g.provenance::jsonb or v.members::jsonb <> g.members::jsonb or v.policy <> g.policy
        or v.valid_from <> g.updated_at)`},
	{"each version begins after the one before", `
select x.golden_id, '', '', '', format('version %s begins at %s, the one before at %s', x.version, x.valid_from, x.before)
  from (select v.golden_id, v.version, v.valid_from, lag(v.valid_from) over (partition by v.golden_id order by v.version) as before
          from golden_record_version v
         where v.domain = $1 and v.golden_id > $2 and v.golden_id <= $3) as x
 where x.valid_from <= x.before`},
	{"every version has one change event", `
select v.golden_id, '', '', '', format('version %s has %s change events', v.version, count(e.seq))
  from golden_record_version v
  left join change_event e on e.golden_id = v.golden_id and e.version = v.version and e.kind = v.kind and e.domain = v.domain
 where v.domain = $1 and v.golden_id > $2 and v.golden_id <= $3
 group by v.golden_id, v.version
having count(e.seq) <> 1
 union all
select e.golden_id, '', '', '', format('change event %s tells of version %s, which is not kept', e.seq, e.version)
  from change_event e
 where e.domain = $1 and e.golden_id > $2 and e.golden_id <= $3
   and not exists (select from golden_record_version v where v.golden_id = e.golden_id and v.version = e.version)`},
	{"open tasks are about two active golden records", `
select t.golden_a, '', '', '', format('task %s asks about %s and %s, of which %s', t.id, t.golden_a, t.golden_b,
           case when a.golden_id = b.golden_id then 'the source records are one already' else 'not both are active' end)
  from steward_task t
  left join golden_record x on x.id = t.golden_a and x.state = 'ACTIVE'
  left join golden_record y on y.id = t.golden_b and y.state = 'ACTIVE'
  left join member a on a.record_id = t.record_a
  left join member b on b.record_id = t.record_b
 where t.domain = $1 and t.golden_a > $2 and t.golden_a <= $3
   and t.state = 'OPEN'
   and (x.id is null or y.id is null or a.golden_id = b.golden_id)`},
	{"what is due is an active golden record", `
select d.golden_id, '', '', '', format('is due at %s and is %s', d.due_at, coalesce(g.state, 'missing'))
  from reevaluation d
  left join golden_record g on g.id = d.golden_id
 where coalesce(g.domain, $1) = $1 and d.golden_id > $2 and d.golden_id <= $3
   and g.state is distinct from 'ACTIVE'`},
}

// recordRules look at the source records of domain $1 with ids behind $2 up to $3. What has landed and waits is left out.
var recordRules = []integrityRule{
	{"a live source record is linked to one active golden record", `
select coalesce(m.golden_id, ''), r.system, r.key, '',
       case when m.golden_id is null then 'is linked to no golden record'
            else format('is linked to a golden record that is %s', coalesce(g.state, 'missing')) end
  from source_record r
  left join member m on m.record_id = r.id
  left join golden_record g on g.id = m.golden_id and g.domain = r.domain
 where r.domain = $1 and r.id > $2 and r.id <= $3
   and not r.deleted
   and g.state is distinct from 'ACTIVE'
   and not exists (select from landed l where l.record_id = r.id)`},
	{"a withdrawn source record is linked to nothing", `
select m.golden_id, r.system, r.key, '', 'is withdrawn and still linked'
  from source_record r
  join member m on m.record_id = r.id
 where r.domain = $1 and r.id > $2 and r.id <= $3
   and r.deleted
   and not exists (select from landed l where l.record_id = r.id)`},
	{"source records are found by their blocking keys", `
select coalesce(m.golden_id, ''), r.system, r.key, '', format('%s of its blocking keys do not lead to it', count(*))
  from source_record r
 cross join lateral unnest(r.keys) as x (key)
  left join match_key k on k.key = x.key and k.record_id = r.id
  left join member m on m.record_id = r.id
 where r.domain = $1 and r.id > $2 and r.id <= $3
   and not r.deleted
   and k.key is null
 group by m.golden_id, r.system, r.key`},
	{"edges and assertions stand in both directions", `
select coalesce(m.golden_id, ''), r.system, r.key, '', format('its edge to record %s is not that back', e.b)
  from source_record r
  join match_edge e on e.a = r.id
  left join match_edge o on o.a = e.b and o.b = e.a
  left join member m on m.record_id = r.id
 where r.domain = $1 and r.id > $2 and r.id <= $3
   and (o.weight, o.rule, o.version_a, o.version_b) is distinct from (e.weight, e.rule, e.version_b, e.version_a)
 union all
select coalesce(m.golden_id, ''), r.system, r.key, '', format('the assertion about record %s is not that back', e.b)
  from source_record r
  join assertion e on e.a = r.id
  left join assertion o on o.a = e.b and o.b = e.a
  left join member m on m.record_id = r.id
 where r.domain = $1 and r.id > $2 and r.id <= $3
   and o.same is distinct from e.same`},
	{"a source record is kept in the version it stands in", `
select coalesce(m.golden_id, ''), r.system, r.key, '', format('version %s is not kept as it stands', r.version)
  from source_record r
  left join source_record_version v on v.record_id = r.id and v.version = r.version
  left join member m on m.record_id = r.id
 where r.domain = $1 and r.id > $2 and r.id <= $3
   and (v.record_id is null or v.applied and (v.deleted <> r.deleted or v.standardized::jsonb <> r.standardized::jsonb))`},
}

// wholeRules are looked at for a whole domain only: no index leads to a part of what they read.
var wholeRules = []integrityRule{
	{"no blocking key leads to a source record that does not have it", `
select coalesce(m.golden_id, ''), r.system, r.key, '', format('%s blocking keys lead to it that it does not have', count(*))
  from match_key k
  join source_record r on r.id = k.record_id
  left join member m on m.record_id = r.id
 where r.domain = $1 and r.id > $2 and r.id <= $3
   and (r.deleted or not k.key = any (r.keys))
 group by m.golden_id, r.system, r.key`},
	{"what stewards have said of pairs holds", `
with word as (
    select distinct on (p.a, p.b) p.a, p.b, p.same, p.decision_id
      from steward_decision_pair p
      join steward_decision d on d.id = p.decision_id and d.withdrawn_at is null
     order by p.a, p.b, p.seq desc
), said as (
    select a, b, same, decision_id from word
     union all
    select b, a, same, decision_id from word
)
select coalesce(m.golden_id, ''), r.system, r.key, '', format('of it and record %s decision %s is in force and ought to be %s',
           coalesce(s.b, x.b), coalesce(x.decision_id::text, 'none'), coalesce(s.decision_id::text, 'none'))
  from said s
  full join (select * from assertion where decision_id is not null) as x on (x.a, x.b) = (s.a, s.b)
  join source_record r on r.id = coalesce(s.a, x.a)
  left join member m on m.record_id = r.id
 where r.domain = $1 and r.id > $2 and r.id <= $3
   and (x.same is distinct from s.same or x.decision_id is distinct from s.decision_id)`},
}
