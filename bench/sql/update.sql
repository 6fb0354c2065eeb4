with target as materialized (
    select t.record_id, t.golden_id from target t where WHICH
), source as (
    update source_record s
       set version = s.version + 1,
           received = s.received,
           standardized = s.standardized,
           problems = s.problems,
           features = s.features,
           updated_at = now(),
           received_at = now()
      from target t
     where s.id = t.record_id
    returning s.*
), source_version as (
    insert into source_record_version (record_id, version, applied, arrived, standardized, deleted, updated_at, received_at, actor)
    select id, version, true, received, standardized, deleted, updated_at, received_at, 'pgbench'
      from source
), golden as (
    update golden_record g
       set version = g.version + 1,
           attributes = g.attributes,
           provenance = g.provenance,
           members = g.members,
           search_text = g.search_text,
           hash = g.hash,
           updated_at = now()
     where g.id = any (array(select distinct golden_id from target))
    returning g.*
), golden_version as (
    insert into golden_record_version (golden_id, version, domain, state, merged_into, kind, changed, attributes, provenance, members, policy, valid_from)
    select id, version, domain, state, merged_into, 'UPDATED', '{creditLimit}', attributes, provenance, members, policy, updated_at
      from golden
)
insert into change_event (domain, golden_id, kind, version, previous_version, changed, at)
select domain, id, 'UPDATED', version, version - 1, '{creditLimit}', updated_at
  from golden;
