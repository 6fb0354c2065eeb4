drop index golden_record_version_first, golden_record_version_merged_into, golden_record_merged_into;
drop table golden_record_former;
drop table source_confirmation;
alter table source_record_version
    drop column problems;
