with target as materialized (
    select t.record_id, t.golden_id, nextval('record_id') as id from target t where WHICH
), source as (
    insert into source_record (id, domain, system, key, version, received, standardized, problems, keys, features, updated_at, received_at)
    select t.id, s.domain, s.system, 'N' || t.id, 1, s.received, s.standardized, s.problems, s.keys, s.features, now(), now()
      from target t
      join source_record s on s.id = t.record_id
    returning *
), source_version as (
    insert into source_record_version (record_id, version, applied, arrived, standardized, deleted, updated_at, received_at, actor)
    select id, version, true, received, standardized, deleted, updated_at, received_at, 'pgbench'
      from source
), blocking as (
    insert into match_key (key, record_id)
    select unnest(keys), id
      from source
), golden as (
    insert into golden_record (id, domain, founder, version, state, attributes, provenance, members, systems, search_text, hash, policy, created_at, updated_at)
    select 'b' || t.id, g.domain, t.id, 1, 'ACTIVE', g.attributes, g.provenance, g.members, g.systems, g.search_text, g.hash, g.policy, now(), now()
      from target t
      join golden_record g on g.id = t.golden_id
    returning *
), link as (
    insert into member (record_id, golden_id)
    select id, 'b' || id
      from target
), golden_version as (
    insert into golden_record_version (golden_id, version, domain, state, merged_into, kind, changed, attributes, provenance, members, policy, valid_from)
    select id, version, domain, state, merged_into, 'CREATED', '{legalName}', attributes, provenance, members, policy, updated_at
      from golden
)
insert into change_event (domain, golden_id, kind, version, previous_version, changed, at)
select domain, id, 'CREATED', version, 0, '{legalName}', updated_at
  from golden;
