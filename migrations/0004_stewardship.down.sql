drop function aurum_audit_hash;
drop table audit_entry;
delete from policy_version where activated_at is null;
alter table policy_version
    drop column active, drop column loaded_at, drop column loaded_by, drop column folder_at, drop column activated_by, drop column rematch_by,
    drop column rematch_until, alter column activated_at set not null, alter column activated_at set default now();
drop table reevaluation;
drop table override;
alter table steward_task drop column decision_id, drop column resolved_by;
alter table assertion drop column decision_id;
drop table steward_decision_pair;
drop table steward_decision;
drop sequence steward_id_seq;
