-- What reading the past needs beside the versions that are kept.

alter table source_record_version
    add column problems json;
comment on column source_record_version.problems is 'What standardization found wrong in it; null where that is unknown: in versions from before this column.';

update source_record_version v
   set problems = s.problems
  from source_record s
 where s.id = v.record_id
   and v.version = (
           select max(l.version)
             from source_record_version l
            where l.record_id = s.id
              and l.applied);

create table source_confirmation (
    record_id    bigint not null references source_record (id) on delete cascade,
    received_at  timestamptz not null,
    updated_at   timestamptz not null,
    primary key (record_id, received_at)
);
comment on table source_confirmation is 'A source said the same again with a later time of its own: no version, but recency is judged by it. Append only.';

create table golden_record_former (
    golden_id    text collate "C" not null,
    version      int not null,
    domain       text not null,
    valid_to     timestamptz not null,
    merged       int not null,
    attributes   jsonb not null,
    search_text  text,
    primary key (golden_id, version)
);
create index golden_record_former_attributes on golden_record_former using gin (attributes jsonb_path_ops);
create index golden_record_former_legal_name on golden_record_former
    using gin (aurum_fold(attributes ->> 'legalName') gin_trgm_ops)
    where attributes ? 'legalName';
create index golden_record_former_names on golden_record_former
    using gin (aurum_fold(attributes ->> 'names') gin_trgm_ops)
    where attributes ? 'names';
create index golden_record_former_search on golden_record_former
    using gin (search_text gin_trgm_ops)
    where search_text is not null;
create index golden_record_former_merged on golden_record_former (domain, valid_to, merged) where merged <> 0;
create index golden_record_merged_into on golden_record (merged_into) where merged_into is not null;
create index golden_record_version_merged_into on golden_record_version (merged_into) where merged_into is not null;
create index golden_record_version_first on golden_record_version (domain, valid_from) where version = 1;
create statistics golden_record_former_legal_name_folded on (aurum_fold(attributes ->> 'legalName')) from golden_record_former;
create statistics golden_record_former_names_folded on (aurum_fold(attributes ->> 'names')) from golden_record_former;
comment on table golden_record_former is 'What a version of a golden record replaced, where search and filters look for it: whatever was so at some time either is so now or stands here. Append only.';
comment on column golden_record_former.version is 'The version that replaced it.';
comment on column golden_record_former.valid_to is 'When it was replaced.';
comment on column golden_record_former.merged is '1 where the version merged the record away, -1 where it brought it back: their sum until a time is how many were merged away then.';
comment on index golden_record_version_first is 'Counts the golden records that there were at a time.';
comment on column golden_record_former.attributes is 'The former values of the attributes that changed; of a record that was merged away, all.';
comment on column golden_record_former.search_text is 'The former search text; null where it is the same.';
comment on statistics golden_record_former_legal_name_folded is 'As golden_record_legal_name_folded.';
comment on statistics golden_record_former_names_folded is 'As golden_record_legal_name_folded.';

-- Search texts of versions from before this table are not known: those of now stand for them. Values are.
insert into golden_record_former (golden_id, version, domain, valid_to, merged, attributes)
select x.golden_id,
       x.version,
       x.domain,
       x.valid_from,
       x.merged,
       x.attributes
  from (
           select v.golden_id,
                  v.version,
                  v.domain,
                  v.valid_from,
                  (v.state = 'MERGED')::int - (b.state = 'MERGED')::int as merged,
                  case
                      when v.state = 'MERGED' and b.state <> 'MERGED' then b.attributes
                      else coalesce((
                          select jsonb_object_agg(k, b.attributes -> k)
                            from unnest(v.changed) as k
                           where b.attributes ? k), '{}')
                  end as attributes
             from golden_record_version v
             join golden_record_version b
               on b.golden_id = v.golden_id
              and b.version = v.version - 1
       ) x
 where x.merged <> 0
    or x.attributes <> '{}';
