package access

import (
	"slices"
	"strings"

	"aurum/domain"
)

// Object is what an action is done to, as the policy names it: "domain:customer", "task" …
type Object string

// Objects that are not of one domain. An own source record is one of the principal's own source system.
const (
	ObjectTask            Object = "task"
	ObjectSourceSystem    Object = "source-system"
	ObjectSourceRecordOwn Object = "source-record:own"
	ObjectSourceRecordAny Object = "source-record:any"
	ObjectMetrics         Object = "operation:metrics"
	ObjectPolicies        Object = "operation:policies"
	ObjectAudit           Object = "operation:audit"
	ObjectVerify          Object = "operation:verify"
)

const domainClass = "domain"

// ObjectDomain is the golden records of a domain: "domain:customer".
func ObjectDomain(name string) Object { return Object(domainClass + ":" + name) }

// vocabulary tells which actions there are for each object the policy may name.
type vocabulary map[Object]actionSet

// newVocabulary lists the objects of a hub with these domains.
func newVocabulary(domains domain.Domains) vocabulary {
	v := vocabulary{
		ObjectTask:            actions(Read, Decide, Subscribe),
		ObjectSourceSystem:    actions(Read, Write),
		ObjectSourceRecordOwn: actions(Read, Write, Delete),
		ObjectSourceRecordAny: actions(Read, Write, Delete),
		ObjectMetrics:         actions(Read, Write),
		ObjectPolicies:        actions(Read, Write),
		ObjectAudit:           actions(Read, Write),
		ObjectVerify:          actions(Read, Write),
	}
	for _, s := range domains {
		v[ObjectDomain(string(s.Domain))] = actions(Read, Write, Merge, Delete, Match, Subscribe, Decide)
	}
	return v
}

// actionsOf gives the actions of an object or of a pattern ("domain:*", "*"); false if it means no object at all.
func (v vocabulary) actionsOf(pattern string) (actionSet, bool) {
	prefix, wild := strings.CutSuffix(pattern, "*")
	if !wild {
		as, ok := v[Object(pattern)]
		return as, ok
	}
	if prefix != "" && !strings.HasSuffix(prefix, ":") {
		return 0, false
	}
	var all actionSet
	for o, as := range v {
		if strings.HasPrefix(string(o), prefix) {
			all |= as
		}
	}
	return all, all != 0
}

// names lists the objects in order, for messages.
func (v vocabulary) names() []string {
	out := make([]string, 0, len(v))
	for o := range v {
		out = append(out, string(o))
	}
	slices.Sort(out)
	return out
}
