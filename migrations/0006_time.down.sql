drop index golden_record_version_first;
drop table golden_record_former;
drop table source_confirmation;
alter table source_record_version
    drop column problems;
