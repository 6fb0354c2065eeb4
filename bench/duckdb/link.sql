-- Record linkage of persons as Splink has DuckDB do it: the statements that its generator writes for this model, with its
-- names. Blocked pairs by a union of equality joins, each leaving out what an earlier rule has found; comparison levels by
-- CASE; the match weight as log2 of the product of the Bayes factors; and what reaches the threshold.
-- RECORDS, LINKS and THRESHOLD are replaced.

create table __splink__df_concat as
select record_id as unique_id, first_name, surname, dob, city, email
from read_csv('RECORDS', header = true, all_varchar = true);

create table __splink__blocked_id_pairs as
select '0' as match_key, l.unique_id as join_key_l, r.unique_id as join_key_r
from __splink__df_concat as l
inner join __splink__df_concat as r
on (l.first_name = r.first_name and l.surname = r.surname)
where l.unique_id < r.unique_id
union all
select '1' as match_key, l.unique_id as join_key_l, r.unique_id as join_key_r
from __splink__df_concat as l
inner join __splink__df_concat as r
on (l.surname = r.surname and l.city = r.city)
where l.unique_id < r.unique_id
and not (coalesce((l.first_name = r.first_name and l.surname = r.surname), false))
union all
select '2' as match_key, l.unique_id as join_key_l, r.unique_id as join_key_r
from __splink__df_concat as l
inner join __splink__df_concat as r
on (l.first_name = r.first_name and l.dob = r.dob)
where l.unique_id < r.unique_id
and not (coalesce((l.first_name = r.first_name and l.surname = r.surname), false)
  or coalesce((l.surname = r.surname and l.city = r.city), false))
union all
select '3' as match_key, l.unique_id as join_key_l, r.unique_id as join_key_r
from __splink__df_concat as l
inner join __splink__df_concat as r
on (l.email = r.email)
where l.unique_id < r.unique_id
and not (coalesce((l.first_name = r.first_name and l.surname = r.surname), false)
  or coalesce((l.surname = r.surname and l.city = r.city), false)
  or coalesce((l.first_name = r.first_name and l.dob = r.dob), false));

create table __splink__df_predict as
with __splink__df_blocked as (
  select l.unique_id as unique_id_l, r.unique_id as unique_id_r,
    l.first_name as first_name_l, r.first_name as first_name_r,
    l.surname as surname_l, r.surname as surname_r,
    l.dob as dob_l, r.dob as dob_r,
    l.city as city_l, r.city as city_r,
    l.email as email_l, r.email as email_r,
    b.match_key
  from __splink__blocked_id_pairs as b
  left join __splink__df_concat as l on l.unique_id = b.join_key_l
  left join __splink__df_concat as r on r.unique_id = b.join_key_r
),
__splink__df_comparison_vectors as (
select unique_id_l, unique_id_r,
  case
    when first_name_l is null or first_name_r is null then -1
    when first_name_l = first_name_r then 3
    when jaro_winkler_similarity(first_name_l, first_name_r) >= 0.92 then 2
    when jaro_winkler_similarity(first_name_l, first_name_r) >= 0.80 then 1
    else 0
  end as gamma_first_name,
  case
    when surname_l is null or surname_r is null then -1
    when surname_l = surname_r then 3
    when jaro_winkler_similarity(surname_l, surname_r) >= 0.92 then 2
    when jaro_winkler_similarity(surname_l, surname_r) >= 0.80 then 1
    else 0
  end as gamma_surname,
  case
    when dob_l is null or dob_r is null then -1
    when dob_l = dob_r then 3
    when levenshtein(dob_l, dob_r) <= 1 then 2
    when levenshtein(dob_l, dob_r) <= 2 then 1
    else 0
  end as gamma_dob,
  case
    when city_l is null or city_r is null then -1
    when city_l = city_r then 1
    else 0
  end as gamma_city,
  case
    when email_l is null or email_r is null then -1
    when email_l = email_r then 2
    when jaro_winkler_similarity(email_l, email_r) >= 0.90 then 1
    else 0
  end as gamma_email,
  match_key
from __splink__df_blocked
),
__splink__df_match_weight_parts as (
  select unique_id_l, unique_id_r,
    gamma_first_name, case gamma_first_name when -1 then cast(1.0 as float8) when 3 then cast(0.72 / 0.006 as float8)
      when 2 then cast(0.18 / 0.003 as float8) when 1 then cast(0.05 / 0.02 as float8) else cast(0.05 / 0.971 as float8) end as bf_first_name,
    gamma_surname, case gamma_surname when -1 then cast(1.0 as float8) when 3 then cast(0.74 / 0.002 as float8)
      when 2 then cast(0.17 / 0.002 as float8) when 1 then cast(0.04 / 0.02 as float8) else cast(0.05 / 0.976 as float8) end as bf_surname,
    gamma_dob, case gamma_dob when -1 then cast(1.0 as float8) when 3 then cast(0.88 / 0.00004 as float8)
      when 2 then cast(0.06 / 0.0009 as float8) when 1 then cast(0.04 / 0.012 as float8) else cast(0.02 / 0.987 as float8) end as bf_dob,
    gamma_city, case gamma_city when -1 then cast(1.0 as float8) when 1 then cast(0.85 / 0.01 as float8)
      else cast(0.15 / 0.99 as float8) end as bf_city,
    gamma_email, case gamma_email when -1 then cast(1.0 as float8) when 2 then cast(0.75 / 0.00001 as float8)
      when 1 then cast(0.15 / 0.0005 as float8) else cast(0.1 / 0.9995 as float8) end as bf_email,
    match_key
  from __splink__df_comparison_vectors
)
select
  log2(cast(0.000001 / (1.0 - 0.000001) as float8) * bf_first_name * bf_surname * bf_dob * bf_city * bf_email) as match_weight,
  unique_id_l, unique_id_r, gamma_first_name, gamma_surname, gamma_dob, gamma_city, gamma_email, match_key
from __splink__df_match_weight_parts
where log2(cast(0.000001 / (1.0 - 0.000001) as float8) * bf_first_name * bf_surname * bf_dob * bf_city * bf_email)
  >= log2(cast(THRESHOLD / (1.0 - THRESHOLD) as float8));

copy (select unique_id_l, unique_id_r, match_weight from __splink__df_predict) to 'LINKS' (header true, delimiter ',');
