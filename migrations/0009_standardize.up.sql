alter table source_record_version
    add column policy text;
comment on column source_record_version.policy is 'The policy version by which the hub has read the record anew: nothing has arrived. Null for an arrival.';
comment on table source_record_version is 'Every arrival that was kept, and every standard form a record has had, append only. applied is false for one that came too late.';
