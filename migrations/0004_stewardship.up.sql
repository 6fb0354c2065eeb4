create sequence steward_id_seq;
comment on sequence steward_id_seq is 'Numbers of decisions and overrides.';

create table steward_decision (
    id                bigint primary key,
    domain            text not null,
    kind              text not null,
    golden_ids        text[] not null,
    task_id           bigint references steward_task (id),
    actor             text not null,
    reason            text not null default '',
    policy            text not null,
    decided_at        timestamptz not null,
    withdrawn_at      timestamptz,
    withdrawn_by      text not null default '',
    withdrawn_reason  text not null default '',
    constraint decision_kind_is_known check (kind in ('MERGE', 'SPLIT', 'KEEP_APART'))
);
create index steward_decision_golden on steward_decision using gin (golden_ids);
comment on table steward_decision is 'What stewards have decided of which source records are the same, append only; a decision can be withdrawn.';
comment on column steward_decision.golden_ids is 'The golden records it was about when it was made, the survivor of a merge first.';

create table steward_decision_pair (
    decision_id  bigint not null references steward_decision (id),
    a            bigint not null,
    b            bigint not null,
    same         boolean not null,
    seq          bigint generated always as identity,
    primary key (decision_id, a, b),
    constraint a_pair_is_told_once check (a < b)
);
create index steward_decision_pair_records on steward_decision_pair (a, b, seq desc);
comment on table steward_decision_pair is 'What a decision says of pairs of source records. Of a pair the last decision that is not withdrawn counts: assertion.';
comment on column steward_decision_pair.seq is 'The order of decisions about a pair: given out while its source records are locked.';

alter table assertion add column decision_id bigint references steward_decision (id);
comment on column assertion.decision_id is 'The decision that says so.';

alter table steward_task
    add column decision_id bigint references steward_decision (id),
    add column resolved_by text not null default '';
comment on column steward_task.decision_id is 'The decision that settled it; null where nobody had to.';

create table override (
    id            bigint primary key,
    domain        text not null,
    golden_id     text collate "C" not null,
    attribute     text not null,
    kind          text not null,
    value         json,
    record_id     bigint,
    until_kind    text not null,
    until_at      timestamptz,
    baseline      json,
    actor         text not null,
    reason        text not null default '',
    created_at    timestamptz not null,
    ended_at      timestamptz,
    ended_by      text not null default '',
    ended_reason  text not null default '',
    constraint override_kind_is_known check (kind in ('SET', 'IGNORE')),
    constraint override_end_is_known check (until_kind in ('FOREVER', 'DATE', 'SOURCE_CHANGE')),
    constraint a_set_override_has_a_value check ((kind = 'SET') = (value is not null)),
    constraint an_ignored_value_has_a_source check ((kind = 'IGNORE') = (record_id is not null)),
    constraint an_end_by_date_has_a_date check ((until_kind = 'DATE') = (until_at is not null))
);
create unique index an_attribute_is_set_once on override (golden_id, attribute) where kind = 'SET' and ended_at is null;
create unique index a_source_value_is_ignored_once on override (record_id, attribute) where kind = 'IGNORE' and ended_at is null;
create index override_record on override (record_id, id) where record_id is not null;
create index override_golden on override (golden_id, id);
comment on table override is 'Values that stewards have set by hand, and values of sources that they have ruled out, by golden record and attribute.';
comment on column override.golden_id is 'The golden record it was made on: a value that is set holds for the one that has this id, or has absorbed it.';
comment on column override.record_id is 'The source record whose value is ignored, whatever golden record it is linked to.';
comment on column override.baseline is 'What it was set against: it ends when that changes, where it is to last until then.';

create table reevaluation (
    golden_id  text collate "C" primary key,
    due_at     timestamptz not null
) with (fillfactor = 70);
create index reevaluation_due on reevaluation (due_at);
comment on table reevaluation is 'Golden records whose values may change at a moment by themselves: trust that fades, overrides that end.';

alter table policy_version
    add column active boolean not null default false,
    add column loaded_at timestamptz not null default now(),
    add column loaded_by text not null default '',
    add column folder_at timestamptz,
    add column activated_by text not null default '',
    add column rematch_by text not null default '',
    add column rematch_until timestamptz,
    alter column activated_at drop not null,
    alter column activated_at drop default;
update policy_version p
   set active = activated_at = (select max(activated_at) from policy_version o where o.domain = p.domain),
       loaded_at = activated_at,
       folder_at = activated_at;
create unique index one_policy_of_a_domain_is_active on policy_version (domain) where active;
comment on column policy_version.active is 'True for the one that is in force.';
comment on column policy_version.folder_at is 'When it was last found in the folder of policies at a start; null where it never was.';
comment on column policy_version.rematch_by is 'The hub that matches everything again, until rematch_until: then another may go on.';

create table audit_entry (
    id       bigint primary key,
    at       timestamptz not null,
    actor    text not null,
    action   text not null,
    domain   text not null,
    subject  text not null,
    details  text not null,
    hash     bytea not null,
    constraint audit_entries_count_from_one check (id >= 1)
);
create index audit_entry_subject on audit_entry (subject, id);
comment on table audit_entry is 'What people have done, append only. Each entry''s hash covers the one before, so that none can be changed or taken out unseen.';
comment on column audit_entry.hash is 'SHA-256 of the hash before, and the entry''s number, time in microseconds, actor, action, domain, subject and details, each with its length in front.';

create function aurum_audit_hash(before bytea, id bigint, at timestamptz, variadic told text[]) returns bytea
    language sql immutable parallel safe
as $$
    select sha256(coalesce(before, ''::bytea) || convert_to(string_agg(octet_length(part) || ':' || part, '' order by n), 'UTF8'))
      from unnest(array[id::text, (extract(epoch from at) * 1000000)::bigint::text] || told) with ordinality as p (part, n)
$$;
comment on function aurum_audit_hash is 'The hash of an audit entry: see audit_entry.hash.';
