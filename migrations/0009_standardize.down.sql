comment on table source_record_version is 'Every arrival that was kept, append only. applied is false for one that came too late.';
alter table source_record_version
    drop column policy;
