package store

import (
	"fmt"
	"strconv"
	"strings"

	"aurum/domain"
)

// searchThenSQL is searchSQL at a past time. A record's search text at that time is the first that was replaced afterwards, or
// that of now where none was.
func searchThenSQL(text string, domains []string, withheld map[domain.Domain][]string, at then) string {
	in := at.args.add(domains) + "::text[]"
	cond, rank := likeness(domain.Fold(text), at.args)
	unless := ""
	if strings.Contains(text, "@") {
		unless = " and not exists (select from exact)"
	}
	var exact []string
	for _, identified := range identifications(text, domains, withheld, at.args, at) {
		exact = append(exact, `
	select g.id, 2::real as rank
	from `+at.goldens("true")+`
	where g.state <> 'MERGED' and g.domain = any(`+in+`) and `+identified)
	}
	exact = append(exact, `
	select g.id, 2::real
	from source_record s
	cross join lateral `+fmt.Sprintf(linkedThen, strings.TrimSuffix(at.at, "::timestamptz"))+`
	where s.domain = any(`+in+`) and s.system = any(array(select code from source_system)) and s.key = `+at.args.add(text)+`::text`)
	return `with exact as materialized (` + strings.Join(exact, "\n	union all") + `
), worded as (
	select g.id, (` + rank + `)::real as rank
	from golden_record g
	where g.state <> 'MERGED' and g.domain = any(` + in + `) and (` + cond + `) and ` + unreplaced("g.id", at, "") + `
	union all
	select g.golden_id, (` + rank + `)::real
	from golden_record_former g
	where g.search_text is not null and g.valid_to > ` + at.at + ` and g.domain = any(` + in + `) and (` + cond + `) and ` +
		unreplaced("g.golden_id", at, " and f.valid_to < g.valid_to") + `
), alike as (
	select w.id, w.rank
	from worded w
	join golden_record g on g.id = w.id
	cross join lateral ` + fmt.Sprintf(validAt, strings.TrimSuffix(at.at, "::timestamptz")) + `
	where v.state <> 'MERGED'` + unless + `
	limit ` + strconv.Itoa(maxSearchHits) + `
), hit as materialized (
	select x.id, max(x.rank) as k0, x.id as k1
	from (select * from exact union all select * from alike) x
	group by x.id
)
`
}

// unreplaced holds where no search text of a golden record was replaced after the time, as far as the condition more on the
// former f goes.
func unreplaced(id string, at then, more string) string {
	return `not exists (
		select
		from golden_record_former f
		where f.golden_id = ` + id + ` and f.search_text is not null and f.valid_to > ` + at.at + more + `
	)`
}
