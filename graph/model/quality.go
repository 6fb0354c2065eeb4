package model

import (
	"context"

	"aurum/access"
	"aurum/domain"
)

// RecordQuality tells how complete and sound a golden record is.
type RecordQuality struct {
	// Score is Completeness times the share of values and references without a problem, 0 to 1.
	Score float64
	// Completeness is the share of the domain's attributes that have a value, 0 to 1. Hidden attributes do not count.
	Completeness         float64
	Problems             []RecordProblem
	UnresolvedReferences []UnresolvedReference
}

// RecordProblem is what is wrong with a value of a source record.
type RecordProblem struct {
	Code     UserErrorCode
	Severity domain.Severity
	Field    []string
	Message  string
	Source   *domain.SourceKey
}

// UnresolvedReference is a reference whose target has not arrived.
type UnresolvedReference struct {
	Field  string
	Domain domain.Domain
	Target domain.SourceKey
}

// Quality tells how complete and sound the record is, from what standardization found in its source records and from
// the references that lead nowhere.
func (r *Record) Quality(ctx context.Context) (*RecordQuality, error) {
	problems, err := remember(&r.group.memo, "problems", func() (map[domain.RecordID][]domain.Problem, error) {
		if at := r.group.asOf; at != nil {
			return r.group.session.Reader.ProblemsThen(ctx, r.group.members(), *at)
		}
		return r.group.session.Reader.ProblemsOf(ctx, r.group.memberIDs())
	})
	if err != nil {
		return nil, err
	}
	q := &RecordQuality{Problems: []RecordProblem{}, UnresolvedReferences: r.unresolved()}
	for i := range r.Members {
		m := &r.Members[i]
		for _, p := range problems[m.Record] {
			q.Problems = append(q.Problems, problemOf(r.sight, p, &m.SourceKey))
		}
	}
	filled, all := r.filled()
	if filled == 0 {
		return q, nil
	}
	q.Completeness = float64(filled) / float64(all)
	q.Score = q.Completeness * float64(filled) / float64(filled+len(q.Problems)+len(q.UnresolvedReferences))
	return q, nil
}

// problemOf shows a problem without its message where the attribute is withheld: messages repeat values.
func problemOf(sight access.Visibility, p domain.Problem, source *domain.SourceKey) RecordProblem {
	out := RecordProblem{Code: codeOf(p), Severity: p.Severity, Field: p.Field, Source: source}
	if out.Field == nil {
		out.Field = []string{}
	}
	if sight.Full() || len(p.Field) > 0 && sight.Of(p.Field[0]) == access.Visible {
		out.Message = p.Message
	}
	return out
}

// filled counts the attributes that have a value and all that the caller may see.
func (r *Record) filled() (filled, all int) {
	for _, a := range domain.Registry.Of(r.Domain).Attributes {
		if r.sight.Of(a.Name) == access.Hidden {
			continue
		}
		all++
		if r.shown[a.Name] != nil {
			filled++
		}
	}
	return filled, all
}

func (r *Record) unresolved() []UnresolvedReference {
	out := []UnresolvedReference{}
	for _, a := range domain.Registry.Of(r.Domain).Attributes {
		if r.sight.Of(a.Name) == access.Visible {
			out = append(out, unresolvedIn(a, a.Name, r.shown[a.Name])...)
		}
	}
	return out
}

func unresolvedIn(a domain.Attribute, path string, value any) []UnresolvedReference {
	var out []UnresolvedReference
	walk(value, nil, func(item any) {
		m, ok := item.(map[string]any)
		if !ok {
			return
		}
		if a.Kind != "Reference" {
			for _, f := range a.Fields {
				out = append(out, unresolvedIn(f, path+"."+f.Name, m[f.Name])...)
			}
			return
		}
		id, _ := m["id"].(string)
		system, _ := m["system"].(string)
		key, _ := m["key"].(string)
		if id == "" && key != "" {
			out = append(out, UnresolvedReference{path, a.References, domain.SourceKey{System: system, Key: key}})
		}
	})
	return out
}
