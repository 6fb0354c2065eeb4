package store

import (
	"fmt"
	"time"

	"aurum/domain"
)

// then is a past time in a statement being put together: its placeholder. The zero value is now.
type then struct {
	at   string // "$3::timestamptz"
	args *arguments
}

func thenAt(args *arguments, at *time.Time) then {
	if at == nil {
		return then{}
	}
	return then{at: args.add(*at) + "::timestamptz", args: args}
}

// goldens is the relation g of all golden records, merged ones too, with the columns of golden_record, or of those a
// condition on golden_record g leaves, as they were.
func (t then) goldens(where string) string {
	if t.at == "" {
		return "golden_record g"
	}
	return `(
	select ` + versionColumns + `,
		` + systemsThen + ` as systems
	from golden_record g
	cross join lateral ` + fmt.Sprintf(validAt, t.at) + `
	where g.created_at <= ` + t.at + " and " + where + `
) g`
}

// ofDomain are the golden records of one domain. Their ids begin with the domain's prefix, which lets the primary key serve
// the range and the order.
func (t then) ofDomain(s *domain.Schema) string {
	if t.at == "" {
		return "golden_record g"
	}
	low, high := t.args.add(s.Prefix+"_"), t.args.add(s.Prefix+"`") // the character after the underscore
	return t.goldens("g.id >= " + low + "::text and g.id < " + high + "::text")
}

// candidates are the ids of the golden records that may have met a condition on attributes, as indexes know them: a record that
// met it then either meets it now, or what it has replaced since met it. cond writes the condition on the attributes of a
// relation; attribute, if not empty, is the one it is about.
func (t then) candidates(attribute string, cond func(attributes string) string) string {
	has := ""
	if attribute != "" {
		has = "f.attributes ? " + literal(attribute) + " and "
	}
	return `
	select c.id
	from golden_record c
	where c.state <> 'MERGED' and ` + cond("c.attributes") + `
	union all
	select f.golden_id
	from golden_record_former f
	where f.valid_to > ` + t.at + " and " + has + cond("f.attributes")
}

// among is the relation g of candidates as they were, each once. What only golden_record knows is looked up where it is asked
// for.
func (t then) among(candidates string) string {
	return `(
	select g.id, v.domain, v.version, v.state, v.merged_into, v.attributes, v.provenance, v.members, v.policy,
		(select r.created_at from golden_record r where r.id = v.golden_id) as created_at, v.valid_from as updated_at,
		` + systemsThen + ` as systems
	from (select distinct id from (` + candidates + `) d) g
	cross join lateral ` + fmt.Sprintf(validAt, t.at) + `
) g`
}

// systemsThen are the source systems behind a version.
const systemsThen = `array(select m ->> 'system' from json_array_elements(case json_typeof(v.members) when 'array' then v.members end) m)`

// total counts the golden records of a domain that there were and that were not merged away, from indexes alone.
func (t then) total(domain string) string {
	return `
	select (
		select count(*)
		from golden_record_version
		where domain = ` + domain + ` and version = 1 and valid_from <= ` + t.at + `
	) - coalesce((
		select sum(merged)
		from golden_record_former
		where domain = ` + domain + ` and merged <> 0 and valid_to <= ` + t.at + `
	), 0) as n`
}

// maxFew is how many candidates are looked at one by one for a page in order of id. Where there are more, hits are so frequent
// that a walk in that order meets enough of them soon.
const maxFew = 1000

// hits is the relation g in which all hits are looked for: the hits themselves where they can be told, else the candidates or
// all golden records.
func (l *listing) hits() string {
	switch {
	case l.ids != "":
		return l.at.among(l.ids)
	case len(l.sets) > 0:
		return l.at.among(l.sets[0])
	}
	return l.from()
}

// pageThen writes the statement of a page without a count whose hits are among candidates.
func (l *listing) pageThen() string {
	if l.keys[0].expr != "g.id" {
		return "select null::bigint, p.*\nfrom (" + l.cut(l.hits(), l.all(), l.keys) + ") p" + l.ordered()
	}
	few := fmt.Sprintf("(select count(*) from few) <= %d", maxFew)
	return "with few as materialized (select id from (" + l.sets[0] + fmt.Sprintf(") c limit %d)", maxFew+1) + "\nselect null::bigint, p.*\nfrom ((" +
		l.cut(l.at.among("select id from few"), l.all()+" and "+few, l.keys) + ")\nunion all\n(" +
		l.cut(l.from(), l.all()+" and not "+few, l.keys) + ")) p" + l.ordered()
}
