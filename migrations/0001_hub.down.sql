drop table if exists policy_version, idempotency, ingest_rejection, steward_task, change_event, golden_record_version, member,
    golden_record, assertion, match_edge, match_key, moved, landed, source_reference, source_record_version, source_record, source_system;
drop sequence if exists source_record_id_seq;
drop extension if exists pg_trgm;
