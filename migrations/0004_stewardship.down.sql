drop function aurum_audit_hash;
drop table audit_entry;
drop table reevaluation;
drop table override;
alter table steward_task drop column decision_id, drop column resolved_by;
alter table assertion drop column decision_id;
drop table steward_decision_pair;
drop table steward_decision;
drop sequence steward_id_seq;
