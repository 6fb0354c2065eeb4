drop index golden_record_former_legal_name_until, golden_record_former_names_until, golden_record_former_moved;
update golden_record_former
   set attributes = coalesce((
           select jsonb_object_agg(key, value)
             from jsonb_each(attributes)
            where value <> 'null'), '{}')
 where exists (
           select
             from jsonb_each(attributes)
            where value = 'null');
delete from golden_record_former
 where merged = 0
   and attributes = '{}'
   and search_text is null;
comment on column golden_record_former.attributes is 'The former values of the attributes that changed; of a record that was merged away, all.';
