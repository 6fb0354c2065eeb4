package model

import (
	"context"
	"reflect"
	"slices"
	"time"

	"aurum/access"
	"aurum/domain"
)

// RecordDiff is how a golden record differs between two moments.
type RecordDiff struct {
	ID            domain.GoldenID
	Domain        domain.Domain
	Before, After GoldenRecord // nil where it was not there yet
	Joined, Left  []domain.SourceKey

	session  *Session
	from, to *time.Time
	was, is  *Record
}

// AttributeDiff is how an attribute differs between two moments.
type AttributeDiff struct {
	Attribute                 string
	Before, After             any
	OriginBefore, OriginAfter *AttributeOrigin
}

// AttributeOrigin is where a golden value came from.
type AttributeOrigin struct {
	Rule, Policy string
	From         []OriginSource
}

// OriginSource is a source record in the version whose value was taken.
type OriginSource struct {
	Source  domain.SourceKey
	Version int
}

// Diff compares two states of a golden record, nil where it was not there yet, which were so at two moments; a nil to means
// now.
func (s *Session) Diff(id domain.GoldenID, before, after *domain.GoldenRecord, from, to *time.Time) *RecordDiff {
	d := &RecordDiff{ID: id, Domain: domain.Registry.OfID(id).Domain, session: s, from: from, to: to}
	var was, is []domain.SourceKey
	if d.Before = s.Records([]*domain.GoldenRecord{before}, from)[0]; d.Before != nil {
		d.was = d.Before.record()
		was = keysOf(before.Members)
	}
	if d.After = s.Records([]*domain.GoldenRecord{after}, to)[0]; d.After != nil {
		d.is = d.After.record()
		is = keysOf(after.Members)
	}
	d.Joined, d.Left = missing(is, was), missing(was, is)
	return d
}

// missing are the keys that the others do not hold, sorted.
func missing(keys, others []domain.SourceKey) []domain.SourceKey {
	out := slices.DeleteFunc(slices.Clone(keys), func(k domain.SourceKey) bool { return slices.Contains(others, k) })
	slices.SortFunc(out, domain.SourceKey.Compare)
	if out == nil {
		out = []domain.SourceKey{}
	}
	return out
}

// StateBefore is the state at the earlier moment; nil where it was not there yet.
func (d *RecordDiff) StateBefore() *domain.RecordState { return d.was.stateOf() }

// StateAfter is the state at the later moment; nil where it was not there yet.
func (d *RecordDiff) StateAfter() *domain.RecordState { return d.is.stateOf() }

func (r *Record) stateOf() *domain.RecordState {
	if r == nil {
		return nil
	}
	return &r.State
}

// Attributes are those whose value differs, by name. Values are compared as they are and shown as the caller may see them.
func (d *RecordDiff) Attributes() []AttributeDiff {
	out := []AttributeDiff{}
	for _, name := range d.names() {
		a := AttributeDiff{Attribute: name}
		var before, after any
		before, a.Before, a.OriginBefore = d.was.told(name)
		after, a.After, a.OriginAfter = d.is.told(name)
		if !reflect.DeepEqual(before, after) {
			out = append(out, a)
		}
	}
	return out
}

// names are those of all attributes that the record has or had and that the caller may see, sorted.
func (d *RecordDiff) names() []string {
	var out []string
	for _, r := range []*Record{d.was, d.is} {
		if r == nil {
			continue
		}
		for name := range r.GoldenRecord.Attributes {
			if r.sight.Of(name) != access.Hidden {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// told gives an attribute as it is, as the caller may see it, and where it came from; nothing of no record.
func (r *Record) told(name string) (value, shown any, origin *AttributeOrigin) {
	if r == nil || r.GoldenRecord.Attributes[name] == nil {
		return nil, nil, nil
	}
	p := r.Provenance[name]
	origin = &AttributeOrigin{Rule: p.Rule, Policy: r.Policy, From: make([]OriginSource, len(p.From))}
	for i, m := range p.From {
		origin.From[i] = OriginSource{m.SourceKey, m.Version}
	}
	return r.GoldenRecord.Attributes[name], r.shown[name], origin
}

// Events are what happened to the record's identity between the two moments.
func (d *RecordDiff) Events(ctx context.Context) ([]*IdentityEvent, error) {
	return d.session.identity(ctx, d.ID, d.from, d.to)
}
