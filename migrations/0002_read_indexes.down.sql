drop statistics if exists golden_record_names_folded, golden_record_legal_name_folded;
drop index if exists steward_task_golden_b, steward_task_golden_a, golden_record_version_members, golden_record_names,
    golden_record_legal_name;
drop function if exists aurum_number(text);
drop function if exists aurum_fold(text);
