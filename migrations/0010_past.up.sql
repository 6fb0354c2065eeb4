-- Whether a golden record met a condition at some time can be told from what was replaced since, if that tells also of what was
-- not there before.

insert into golden_record_former (golden_id, version, domain, valid_to, merged, attributes)
select v.golden_id,
       v.version,
       v.domain,
       v.valid_from,
       0,
       x.attributes
  from golden_record_version v
  join golden_record_version b
    on b.golden_id = v.golden_id
   and b.version = v.version - 1
 cross join lateral (
           select jsonb_object_agg(k, null::jsonb) as attributes
             from jsonb_object_keys(v.attributes) as k
            where not b.attributes ? k
       ) x
 where x.attributes is not null
    on conflict (golden_id, version) do update
   set attributes = excluded.attributes || golden_record_former.attributes;

create index golden_record_former_legal_name_until on golden_record_former (golden_id, valid_to) where attributes ? 'legalName';
create index golden_record_former_names_until on golden_record_former (golden_id, valid_to) where attributes ? 'names';
create index golden_record_former_moved on golden_record_former (golden_id, valid_to) include (merged) where merged <> 0;
comment on column golden_record_former.attributes is 'The former values of the attributes that changed, null for those that were not there; of a record that was merged away, all.';
comment on index golden_record_former_legal_name_until is 'Tells whether a name is the one that was replaced first after a time.';
comment on index golden_record_former_names_until is 'As golden_record_former_legal_name_until.';
comment on index golden_record_former_moved is 'Tells whether a golden record was merged away at a time.';
