package store

import (
	"fmt"

	"aurum/domain"
)

// needed names the one attribute whose value a condition is about, and without which it cannot hold; empty where there is no
// such attribute.
func needed(c domain.Condition) string {
	switch c := c.(type) {
	case domain.All:
		return neededByEach(c)
	case domain.AnyOf:
		return neededByEach(c)
	case domain.Some:
		return attributeOf(c.Field)
	case domain.Compare:
		if c.Operator == domain.NotEqual || c.Operator == domain.IsNull {
			return ""
		}
		return attributeOf(c.Field)
	}
	return ""
}

func attributeOf(f domain.Field) string {
	if f.Record {
		return ""
	}
	return f.Name
}

func neededByEach(cs []domain.Condition) (attribute string) {
	for i, c := range cs {
		a := needed(c)
		if a == "" || i > 0 && a != attribute {
			return ""
		}
		attribute = a
	}
	return attribute
}

// decided selects the ids of the golden records of a domain that were there and met a condition on one attribute, which is the
// one it needs; each once. Values are told from what was replaced since: the value at that time is the first that was replaced
// afterwards, or that of now where none was. So no version is read: there are many times as many bytes of them.
func (t then) decided(domain, attribute string, c domain.Condition) string {
	now := filterSQL{args: t.args} // on the attributes of a relation g, which may just as well be those that were replaced
	name, cond := literal(attribute), now.condition(c, attributes)
	replaced := func(id, before string) string {
		return fmt.Sprintf(`not exists (
		select
		from golden_record_former f
		where f.golden_id = %s and f.attributes ? %s and f.valid_to > %s%s
	)`, id, name, t.at, before)
	}
	return fmt.Sprintf(`
	select g.id
	from golden_record g
	where g.domain = %[1]s and g.state <> 'MERGED' and g.created_at <= %[2]s and (%[3]s)
		and %[4]s and %[5]s
	union all
	select g.golden_id
	from golden_record_former g
	where g.domain = %[1]s and g.valid_to > %[2]s and g.attributes ? %[6]s and g.attributes ->> %[6]s is not null and (%[3]s)
		and %[7]s and %[8]s
		and (select min(v.valid_from) from golden_record_version v where v.golden_id = g.golden_id) <= %[2]s`,
		domain, t.at, cond,
		replaced("g.id", ""), t.unmerged("g.id"),
		name,
		replaced("g.golden_id", " and f.valid_to < g.valid_to"), t.unmerged("g.golden_id"))
}

// unmerged holds for a golden record that was not merged away, if it is not now or has had a value since: the first that
// befell it afterwards was not that it came back.
func (t then) unmerged(id string) string {
	return fmt.Sprintf(`not exists (
		select
		from golden_record_former b
		where b.golden_id = %[1]s and b.merged = -1 and b.valid_to > %[2]s and not exists (
			select
			from golden_record_former a
			where a.golden_id = b.golden_id and a.merged <> 0 and a.valid_to > %[2]s and a.valid_to < b.valid_to
		)
	)`, id, t.at)
}
