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
		array(select m ->> 'system' from json_array_elements(case json_typeof(v.members) when 'array' then v.members end) m) as systems
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

// narrowed puts in front of a condition on golden records as they were what indexes know of it: a record that met it then
// either meets it now, or what it has replaced since met it. cond writes the condition on the attributes of a relation.
func (t then) narrowed(attribute string, cond func(attributes string) string) string {
	if t.at == "" {
		return cond("g.attributes")
	}
	has := ""
	if attribute != "" {
		has = "f.attributes ? " + literal(attribute) + " and "
	}
	return `g.id in (
	select c.id
	from golden_record c
	where c.state <> 'MERGED' and ` + cond("c.attributes") + `
	union all
	select f.golden_id
	from golden_record_former f
	where f.valid_to > ` + t.at + " and " + has + cond("f.attributes") + `
) and ` + cond("g.attributes")
}
