alter table policy_version
    add column rematched_through bigint not null default 0,
    add column rematched boolean not null default false;
comment on column policy_version.rematched_through is 'Source records up to this id have been matched again under it.';
comment on column policy_version.rematched is 'True once all have.';
