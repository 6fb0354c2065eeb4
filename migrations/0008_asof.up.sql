-- What is kept so that tasks, the quarantine, source systems and matches can be asked for as they were.

create table steward_task_former (
    task_id     bigint not null,
    updated_at  timestamptz not null,
    valid_to    timestamptz not null,
    record_a    bigint not null,
    record_b    bigint not null,
    weight      double precision not null,
    reason      text not null,
    primary key (task_id, updated_at)
);
create index steward_task_former_time on steward_task_former (valid_to);
create index steward_task_updated on steward_task (updated_at);
comment on table steward_task_former is 'What tasks were, each until something about it changed; all of them waited. Append only.';

-- What tasks asked before this table is not known: their latest question stands for it. Their states are.
insert into steward_task_former (task_id, updated_at, valid_to, record_a, record_b, weight, reason)
select id,
       created_at,
       updated_at,
       record_a,
       record_b,
       weight,
       reason
  from steward_task
 where updated_at > created_at;

alter table ingest_rejection
    add column superseded_at timestamptz;
comment on column ingest_rejection.superseded_at is 'When a good arrival of its key came; null while it waits for one.';
update ingest_rejection q
   set superseded_at = coalesce((
           select min(v.received_at)
             from source_record s
             join source_record_version v
               on v.record_id = s.id
            where (s.domain, s.system, s.key) = (q.domain, q.system, q.key)
              and v.applied
              and not v.deleted
              and v.received_at >= q.received_at), q.received_at)
 where state = 'SUPERSEDED';
alter table ingest_rejection
    add constraint what_is_superseded_has_a_time check ((state = 'SUPERSEDED') = (superseded_at is not null));
create index ingest_rejection_time on ingest_rejection (received_at, id);

create table source_system_former (
    code      text not null references source_system (code),
    valid_to  timestamptz not null,
    name      text not null,
    owner     text not null,
    contact   text not null,
    primary key (code, valid_to)
);
comment on table source_system_former is 'What was said of source systems, each until something else was said. Append only.';

create table policy_activation (
    domain        text not null,
    version       text not null,
    activated_at  timestamptz not null,
    primary key (domain, activated_at),
    foreign key (domain, version) references policy_version (domain, version)
);
comment on table policy_activation is 'Which policy came into force when; it stays so until another does. Append only.';
insert into policy_activation (domain, version, activated_at)
select domain, version, activated_at
  from policy_version
 where activated_at is not null
 union
select e.domain, e.subject, e.at
  from audit_entry e
  join policy_version p
    on (p.domain, p.version) = (e.domain, e.subject)
 where e.action = 'ACTIVATE_POLICY'
    on conflict do nothing;

create table match_key_former (
    key        bigint not null,
    record_id  bigint not null references source_record (id) on delete cascade,
    valid_to   timestamptz not null
);
create index match_key_former_key on match_key_former (key, valid_to) include (record_id);
comment on table match_key_former is 'Blocking keys that source records have had: whoever shared a key at some time either shares it now or stands here. Append only.';
