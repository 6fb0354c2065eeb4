alter table policy_version
    drop column rematched,
    drop column rematched_through;
