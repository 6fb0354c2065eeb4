create extension if not exists pg_trgm;

create table source_system (
    code        text primary key,
    name        text not null,
    owner       text not null default '',
    contact     text not null default '',
    created_at  timestamptz not null default now(),
    constraint a_source_system_code_is_short_and_upper_case check (code ~ '^[A-Z0-9][A-Z0-9_.-]{0,31}$')
);
comment on table source_system is 'Systems that push records; a system is known from its first write on.';

create sequence source_record_id_seq increment 256;
comment on sequence source_record_id_seq is 'Hands out blocks of 256 record ids, so that no write waits for one.';

create table source_record (
    id            bigint primary key,
    domain        text not null,
    system        text not null references source_system (code),
    key           text not null,
    version       int not null,
    received      json not null,
    standardized  json not null,
    problems      json not null default '[]',
    keys          bigint[] not null default '{}',
    features      bigint not null default 0,
    updated_at    timestamptz,
    received_at   timestamptz not null,
    deleted       boolean not null default false,
    constraint a_source_key_names_one_record unique (domain, system, key),
    constraint versions_count_from_one check (version >= 1)
) with (fillfactor = 80);
comment on table source_record is 'What a source system says of one thing, latest applied version. Only landing writes it.';
comment on column source_record.received is 'All arrivals laid over each other, as received.';
comment on column source_record.standardized is 'received in standard form.';
comment on column source_record.keys is 'Hashed blocking keys, as in match_key.';
comment on column source_record.features is 'Hash of all that matching looks at: equal hash, equal edges.';
comment on column source_record.updated_at is 'The source''s own time of its last change or confirmation.';

create table source_record_version (
    record_id     bigint not null references source_record (id) on delete cascade,
    version       int not null,
    applied       boolean not null,
    arrived       json not null,
    standardized  json not null,
    deleted       boolean not null,
    updated_at    timestamptz,
    received_at   timestamptz not null,
    actor         text not null,
    primary key (record_id, version)
);
comment on table source_record_version is 'Every arrival that was kept, append only. applied is false for one that came too late.';
comment on column source_record_version.arrived is 'The arrival alone, as received.';
comment on column source_record_version.standardized is 'The whole source record in standard form after it; {} where it was not applied.';

create table source_reference (
    record_id  bigint not null references source_record (id) on delete cascade,
    domain     text not null,
    system     text not null,
    key        text not null,
    primary key (record_id, domain, system, key)
);
create index source_reference_target on source_reference (domain, system, key);
comment on table source_reference is 'Which source records point at which source key, whether or not it has arrived.';

create table landed (
    record_id  bigint primary key references source_record (id) on delete cascade,
    version    int not null,
    landed_at  timestamptz not null default now()
) with (fillfactor = 50);
comment on table landed is 'Source records that are stored but not yet resolved: a queue that a crash leaves behind and a start works off.';

create table moved (
    id        bigint generated always as identity primary key,
    records   bigint[] not null,
    moved_at  timestamptz not null default now()
);
comment on table moved is 'Source records that have changed their golden record, a batch a row: those that refer to them are to be resolved again.';

create table match_key (
    key        bigint not null,
    record_id  bigint not null references source_record (id) on delete cascade,
    primary key (key, record_id)
);
comment on table match_key is 'Blocking keys; the domain is part of the hash.';

create table match_edge (
    a          bigint not null,
    b          bigint not null,
    weight     double precision not null,
    rule       text not null default '',
    version_a  int not null,
    version_b  int not null,
    primary key (a, b),
    constraint an_edge_joins_two_records check (a <> b)
);
comment on table match_edge is 'Compared pairs of at least the review weight, in both directions.';
comment on column match_edge.rule is 'The deterministic link rule that decided; empty where the weights did.';

create table assertion (
    a           bigint not null,
    b           bigint not null,
    same        boolean not null,
    actor       text not null,
    reason      text not null default '',
    created_at  timestamptz not null default now(),
    primary key (a, b),
    constraint an_assertion_joins_two_records check (a <> b)
);
comment on table assertion is 'A steward''s word that two source records are, or are not, the same; in both directions.';

create table golden_record (
    id           text collate "C" primary key,
    domain       text not null,
    founder      bigint not null,
    version      int not null,
    state        text not null,
    merged_into  text collate "C",
    attributes   jsonb not null,
    provenance   json not null,
    members      json not null,
    systems      text[] not null default '{}',
    search_text  text not null default '',
    hash         bytea not null,
    policy       text not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    constraint a_merged_record_names_its_survivor check ((state = 'MERGED') = (merged_into is not null)),
    constraint golden_state_is_known check (state in ('ACTIVE', 'MERGED', 'RETIRED', 'ERASED'))
) with (fillfactor = 80);
create index golden_record_founder on golden_record (founder);
create index golden_record_domain on golden_record (domain, id) where state <> 'MERGED';
create index golden_record_updated on golden_record (domain, updated_at, id) where state <> 'MERGED';
create index golden_record_search on golden_record using gin (search_text gin_trgm_ops) where state <> 'MERGED';
create index golden_record_attributes on golden_record using gin (attributes jsonb_path_ops) where state <> 'MERGED';
comment on table golden_record is 'The trusted record of each thing, derived from its members; rebuilt, never patched.';
comment on column golden_record.founder is 'The source record the id was given out for: the id stays with the cluster that holds it.';
comment on column golden_record.hash is 'Of attributes, provenance, members and state: equal hash, no new version.';
comment on column golden_record.search_text is 'Folded text that search looks through.';

create table member (
    record_id  bigint primary key references source_record (id) on delete cascade,
    golden_id  text collate "C" not null
);
create index member_golden on member (golden_id);
comment on table member is 'Which golden record each live source record is linked to.';

create table golden_record_version (
    golden_id    text collate "C" not null,
    version      int not null,
    domain       text not null,
    state        text not null,
    merged_into  text collate "C",
    kind         text not null,
    changed      text[] not null,
    attributes   jsonb not null,
    provenance   json not null,
    members      json not null,
    policy       text not null,
    valid_from   timestamptz not null,
    primary key (golden_id, version)
);
create index golden_record_version_time on golden_record_version (golden_id, valid_from);
comment on table golden_record_version is 'Every state of every golden record, append only; each holds until the next begins.';

create table change_event (
    seq               bigint generated always as identity primary key,
    tx                xid8 not null default pg_current_xact_id(),
    domain            text not null,
    golden_id         text collate "C" not null,
    kind              text not null,
    version           int not null,
    previous_version  int not null,
    changed           text[] not null,
    related           text[] not null default '{}',
    at                timestamptz not null
);
create index change_event_cursor on change_event (tx, seq);
create index change_event_golden on change_event (golden_id, version);
comment on table change_event is 'The change feed, written with the change. Readers take only events whose transaction is below the snapshot''s xmin.';

create table steward_task (
    id          bigint generated always as identity primary key,
    domain      text not null,
    kind        text not null,
    state       text not null default 'OPEN',
    golden_a    text collate "C" not null,
    golden_b    text collate "C" not null,
    record_a    bigint not null,
    record_b    bigint not null,
    weight      double precision not null,
    reason      text not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    constraint a_task_is_about_two_golden_records check (golden_a < golden_b)
);
create unique index an_open_task_is_asked_once on steward_task (golden_a, golden_b, kind) where state = 'OPEN';
create index steward_task_other on steward_task (golden_b) where state = 'OPEN';
create index steward_task_queue on steward_task (state, domain, weight desc, id);
comment on table steward_task is 'Questions the engine leaves to a steward.';

create table ingest_rejection (
    id           bigint generated always as identity primary key,
    domain       text not null,
    system       text not null,
    key          text not null,
    state        text not null default 'OPEN',
    arrived      json not null,
    deleted      boolean not null default false,
    updated_at   timestamptz,
    problems     json not null,
    received_at  timestamptz not null,
    actor        text not null
);
create index ingest_rejection_key on ingest_rejection (domain, system, key) where state = 'OPEN';
create index ingest_rejection_queue on ingest_rejection (state, received_at, id);
comment on table ingest_rejection is 'The quarantine: arrivals that are kept with their cause but not applied. SUPERSEDED once a good arrival of the key came.';

create table idempotency (
    system       text not null,
    key          text not null,
    body         bytea not null,
    landing      json not null,
    answer       json,
    received_at  timestamptz not null default now(),
    primary key (system, key)
);
create index idempotency_age on idempotency (received_at);
comment on table idempotency is 'Idempotency keys with the hash of the body they came with and the answer they got.';

create table policy_version (
    domain        text not null,
    version       text not null,
    document      text not null,
    activated_at  timestamptz not null default now(),
    primary key (domain, version)
);
comment on table policy_version is 'Mastering policies that have been in force, as they were; version is the declared number and a hash of the content.';
