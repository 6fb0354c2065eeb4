package model

import (
	"context"
	"fmt"
	"time"

	"aurum/access"
	"aurum/domain"
)

// GoldenRecord is a golden record of any domain: *Customer, *Product …
type GoldenRecord interface {
	Node
	record() *Record
}

// Node is anything that has an id of its own.
type Node interface{ isNode() }

// Record is what golden records of all domains have in common.
type Record struct {
	*domain.GoldenRecord // never to be shown as it is: its attributes are not masked
	group                *group
	sight                access.Visibility
	shown                map[string]any // the attributes as the caller may see them
}

func (r *Record) isNode()         {}
func (r *Record) record() *Record { return r }

// group is what was read together and loads together.
type group struct {
	session *Session
	asOf    *time.Time
	records []*Record
	memo    memory
}

// Records gives the typed views of golden records that were read together, nil where there is none. References between
// records are followed at the time asOf; nil means now.
func (s *Session) Records(goldens []*domain.GoldenRecord, asOf *time.Time) []GoldenRecord {
	in := &group{session: s, asOf: asOf}
	out := make([]GoldenRecord, len(goldens))
	for i, g := range goldens {
		if g == nil || typed[g.Domain] == nil {
			continue
		}
		sight := s.Access.Visibility(s.Principal.Role, string(g.Domain))
		r := &Record{GoldenRecord: g, group: in, sight: sight, shown: sight.Apply(g.Attributes)}
		in.records = append(in.records, r)
		out[i] = typed[g.Domain](r)
	}
	return out
}

// ids are those of the group's records.
func (g *group) ids() []domain.GoldenID {
	out := make([]domain.GoldenID, len(g.records))
	for i, r := range g.records {
		out[i] = r.ID
	}
	return out
}

// as gives the typed view if it is of the type asked for.
func as[T GoldenRecord](g GoldenRecord) (T, error) {
	t, ok := g.(T)
	if !ok && g != nil {
		return t, fmt.Errorf("golden record %s is a %T, not a %T", g.record().ID, g, t)
	}
	return t, nil
}

// As gives a golden record as one of a domain's type; nil stays nil.
func As[T GoldenRecord](g GoldenRecord) (T, error) { return as[T](g) }

// MergedInto gives the record that absorbed this one; nil where it was not merged.
func (r *Record) MergedInto(ctx context.Context) (GoldenRecord, error) {
	if r.GoldenRecord.MergedInto == "" {
		return nil, nil
	}
	survivors, err := remember(&r.group.memo, "mergedInto", func() (map[domain.GoldenID]GoldenRecord, error) {
		var ids []domain.GoldenID
		for _, o := range r.group.records {
			if o.GoldenRecord.MergedInto != "" {
				ids = append(ids, o.GoldenRecord.MergedInto)
			}
		}
		return r.group.surviving(ctx, ids)
	})
	return survivors[r.GoldenRecord.MergedInto], err
}

// surviving gives the records of the ids, or those that have absorbed them.
func (g *group) surviving(ctx context.Context, ids []domain.GoldenID) (map[domain.GoldenID]GoldenRecord, error) {
	ids = distinct(ids)
	if len(ids) == 0 {
		return nil, nil
	}
	goldens, err := g.session.Reader.Surviving(ctx, ids, g.asOf)
	if err != nil {
		return nil, err
	}
	out := make(map[domain.GoldenID]GoldenRecord, len(ids))
	for i, v := range g.session.Records(goldens, g.asOf) {
		if v != nil {
			out[ids[i]] = v
		}
	}
	return out, nil
}

func distinct[T comparable](in []T) []T {
	seen := make(map[T]bool, len(in))
	out := make([]T, 0, len(in))
	for _, v := range in {
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}

// Extensions are the attributes that a policy declares beyond the built-in ones.
func (r *Record) Extensions() any {
	schema, out := domain.Registry.Of(r.Domain), map[string]any{}
	for name, value := range r.shown {
		if schema.Attribute(name) == nil {
			out[name] = value
		}
	}
	return out
}
