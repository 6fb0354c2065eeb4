package main

import (
	"context"
	"fmt"
	"strings"
	"time"
)

const (
	// pastVersions is how many versions each golden record of T has.
	pastVersions = 5
	// pastWords is how many different words stand in the names of the golden records of T.
	pastWords = 2000
)

// pastID is the id of the nth golden record of T.
func pastID(n int) string { return fmt.Sprintf("cus_%025d0", n) }

// pastWord is the nth word of names.
func pastWord(n int) string {
	return "q" + strings.NewReplacer("0", "b", "1", "c", "2", "d", "3", "f", "4", "g", "5", "h", "6", "k", "7", "l", "8", "m", "9", "n").Replace(fmt.Sprint(n))
}

// The golden records of T are copies of those the hub has made. Each version has another credit limit; with the third comes
// another telephone number, with the fourth another word in every third name, with the fifth other payment terms for half of
// them. Versions lie a day apart.
var pastWorldSQL = []string{
	`create temp table template as
select row_number() over (order by id) - 1 as n, count(*) over () as total, *
from golden_record
where domain = 'customer' and state = 'ACTIVE'`,
	`create function bench_attributes(base jsonb, i int, v int) returns jsonb language sql immutable as $$
select base || jsonb_build_object(
	'legalName', coalesce(base ->> 'legalName', 'Kontor') || ' q' || translate(((case when v >= 4 and i % 3 = 0 then i * 7 else i end) % 2000)::text, '0123456789', 'bcdfghklmn'),
	'creditLimit', (1000 + v)::text,
	'phones', jsonb_build_array('+4940' || (case when v >= 3 then 5000000 else 1000000 end + i)),
	'paymentTerms', case when v >= 5 and i % 2 = 0 then 'NET60' when i % 20 = 7 then 'NET45' else 'NET30' end)
$$`,
	`drop index golden_record_version_members, golden_record_version_time, golden_record_version_first, golden_record_legal_name, golden_record_names, golden_record_search,
	golden_record_attributes, golden_record_former_attributes, golden_record_former_legal_name, golden_record_former_names, golden_record_former_search,
	golden_record_former_legal_name_until, golden_record_former_names_until, golden_record_former_moved`,
	`insert into golden_record_version (golden_id, version, domain, state, kind, changed, attributes, provenance, members, policy, valid_from)
select 'cus_' || lpad(i::text, 25, '0') || '0', v, 'customer', 'ACTIVE', case v when 1 then 'CREATED' else 'UPDATED' end,
	case v when 1 then array(select jsonb_object_keys(t.attributes)) else '{creditLimit,legalName,paymentTerms,phones}' end,
	bench_attributes(t.attributes, i, v), t.provenance, t.members, t.policy, now() - make_interval(days => 6 - v)
from generate_series(1, $1::int) i
join template t on t.n = i % t.total
cross join generate_series(1, 5) v
order by 1, 2`,
	`insert into golden_record (id, domain, founder, version, state, attributes, provenance, members, systems, search_text, hash, policy, created_at, updated_at)
select v.golden_id, v.domain, 0, v.version, v.state, v.attributes, v.provenance, v.members, '{CRM}', aurum_fold(v.attributes ->> 'legalName'), '', v.policy,
	v.valid_from - interval '4 days', v.valid_from
from golden_record_version v
where v.version = 5 and v.golden_id < 'cus_0001'`,
	`insert into golden_record_former (golden_id, version, domain, valid_to, merged, attributes, search_text)
select v.golden_id, v.version, v.domain, v.valid_from, 0, x.former,
	case when x.former ? 'legalName' then aurum_fold(b.attributes ->> 'legalName') end
from golden_record_version v
join golden_record_version b on b.golden_id = v.golden_id and b.version = v.version - 1
cross join lateral (
	select jsonb_object_agg(k, b.attributes -> k) as former
	from unnest(v.changed) k
	where b.attributes -> k is distinct from v.attributes -> k
) x
where v.golden_id < 'cus_0001'`,
	`create index golden_record_version_time on golden_record_version (golden_id, valid_from)`,
	`create index golden_record_version_first on golden_record_version (domain, valid_from) where version = 1`,
	`create index golden_record_version_members on golden_record_version using gin (jsonb_path_query_array(members::jsonb, '$[*].record') jsonb_path_ops)`,
	`create index golden_record_search on golden_record using gin (search_text gin_trgm_ops) where state <> 'MERGED'`,
	`create index golden_record_attributes on golden_record using gin (attributes jsonb_path_ops) where state <> 'MERGED'`,
	`create index golden_record_legal_name on golden_record using gin (aurum_fold(attributes ->> 'legalName') gin_trgm_ops) where state <> 'MERGED'`,
	`create index golden_record_names on golden_record using gin (aurum_fold(attributes ->> 'names') gin_trgm_ops) where state <> 'MERGED'`,
	`create index golden_record_former_attributes on golden_record_former using gin (attributes jsonb_path_ops)`,
	`create index golden_record_former_legal_name on golden_record_former using gin (aurum_fold(attributes ->> 'legalName') gin_trgm_ops) where attributes ? 'legalName'`,
	`create index golden_record_former_names on golden_record_former using gin (aurum_fold(attributes ->> 'names') gin_trgm_ops) where attributes ? 'names'`,
	`create index golden_record_former_search on golden_record_former using gin (search_text gin_trgm_ops) where search_text is not null`,
	`create index golden_record_former_legal_name_until on golden_record_former (golden_id, valid_to) where attributes ? 'legalName'`,
	`create index golden_record_former_names_until on golden_record_former (golden_id, valid_to) where attributes ? 'names'`,
	`create index golden_record_former_moved on golden_record_former (golden_id, valid_to) include (merged) where merged <> 0`,
	`vacuum analyze`,
}

// pastWorld fills the tables as so many golden records with five versions each would, and gives an instant at which each was in
// its third.
func (h *hub) pastWorld(ctx context.Context, golden int) (at time.Time, err error) {
	conn, err := h.pool.Acquire(ctx)
	if err != nil {
		return at, err
	}
	defer conn.Release()
	for _, sql := range pastWorldSQL {
		var args []any
		if strings.Contains(sql, "$1") {
			args = append(args, golden)
		}
		if _, err := conn.Exec(ctx, sql, args...); err != nil {
			return at, fmt.Errorf("%.60s …: %w", sql, err)
		}
	}
	err = conn.QueryRow(ctx, `select valid_from + interval '1 hour' from golden_record_version where golden_id = $1 and version = 3`, pastID(1)).Scan(&at)
	return at, err
}
