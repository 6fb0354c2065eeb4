create table simulation (
    id          bigint generated always as identity primary key,
    domain      text not null,
    document    text not null,
    to_policy   text not null,
    state       text not null default 'RUNNING',
    report      json,
    failure     text not null default '',
    started_by  text not null,
    started_at  timestamptz not null,
    alive_at    timestamptz not null,
    ended_at    timestamptz,
    constraint simulation_state_is_known check (state in ('RUNNING', 'DONE', 'FAILED'))
);
comment on table simulation is 'What policies would do to the golden records there are, as it was worked out. Nothing of it has been done.';
comment on column simulation.alive_at is 'When the node that works on it was last heard of.';
comment on column simulation.report is 'The counts.';

create table simulation_effect (
    simulation_id  bigint not null references simulation (id) on delete cascade,
    n              int not null,
    effect         json not null,
    primary key (simulation_id, n)
);
comment on table simulation_effect is 'What would become of single golden records.';

create table simulation_task (
    simulation_id  bigint not null references simulation (id) on delete cascade,
    n              int not null,
    task           json not null,
    primary key (simulation_id, n)
);
comment on table simulation_task is 'Stewards'' tasks that would be opened or closed.';
