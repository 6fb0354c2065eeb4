create table verification (
    domain      text primary key,
    state       json not null,
    updated_at  timestamptz not null default now()
);
comment on table verification is 'How far the continuous check of a domain has come, and what its last full pass came to.';

create table verification_difference (
    id         bigint generated always as identity primary key,
    domain     text not null,
    pass       int not null,
    rule       text not null,
    golden_id  text collate "C" not null default '',
    system     text not null default '',
    key        text not null default '',
    attribute  text not null default '',
    detail     text not null,
    found_at   timestamptz not null default now()
);
create index verification_difference_pass on verification_difference (domain, pass, id);
comment on table verification_difference is 'The first differences that each of the last two passes of the continuous check has found.';
