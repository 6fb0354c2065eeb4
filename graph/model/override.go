package model

import (
	"context"
	"fmt"
	"time"

	"aurum/access"
	"aurum/domain"
)

// Override is a value that a steward has set by hand, or a source's value that he has ruled out.
type Override struct {
	*domain.Override
	session *Session
	sight   access.Visibility
	told    bool // whether the caller learns who made it and why
	asOf    *time.Time
}

// maxOverrides is how many overrides of a record are shown.
const maxOverrides = 100

// Override gives the view of an override, as it is or, with asOf, was at a time; nil for none.
func (s *Session) Override(o *domain.Override, asOf *time.Time) *Override {
	if o == nil {
		return nil
	}
	if asOf != nil && o.EndedAt != nil && o.EndedAt.After(*asOf) {
		then := *o
		then.EndedAt, then.EndedBy, then.EndedReason = nil, "", ""
		o = &then
	}
	told := s.Access.Allow(s.Principal, access.ObjectTask, access.Read) == nil
	return &Override{o, s, s.Access.Visibility(s.Principal.Role, string(o.Domain)), told, asOf}
}

// ID is "ovr_" and the override's number.
func (o *Override) ID() string { return fmt.Sprintf("ovr_%d", o.Override.ID) }

// GoldenRecord is the one it was made on, or the one that has absorbed that.
func (o *Override) GoldenRecord(ctx context.Context) (GoldenRecord, error) {
	found, err := (&group{session: o.session, asOf: o.asOf}).surviving(ctx, []domain.GoldenID{o.Golden})
	return found[o.Golden], err
}

// Value is the value that is set, as the caller may see it.
func (o *Override) Value() any {
	if o.Kind != domain.OverrideSet {
		return nil
	}
	return o.sight.Value(o.Attribute, o.Override.Value)
}

// Source is the source record whose value is ignored; nil of a value that is set.
func (o *Override) Source() *domain.SourceKey {
	if o.Kind != domain.OverrideIgnore {
		return nil
	}
	return &o.Override.Source
}

// Actor is who made it; empty to those who may not see stewards at work, to whom words about values are not told either.
func (o *Override) Actor() string { return o.tell(o.Override.Actor) }

// Comment is why it was made; likewise.
func (o *Override) Comment() string { return o.tell(o.Reason) }

func (o *Override) tell(text string) string {
	if !o.told {
		return ""
	}
	return text
}

// InForce is true until it ends.
func (o *Override) InForce() bool { return o.EndedAt == nil }

// EndedBy is who took it back; nil while it is in force.
func (o *Override) EndedBy() *string { return unless(o.InForce(), o.tell(o.Override.EndedBy)) }

// EndedReason is why it ended; nil while it is in force.
func (o *Override) EndedReason() *string { return unless(o.InForce(), o.tell(o.Override.EndedReason)) }

// Overrides are those made on the record and on its source records, the latest first. Those of attributes that the caller
// may not see are left out.
func (r *Record) Overrides(ctx context.Context, inForce *bool) ([]*Override, error) {
	s := r.group.session
	var found []*domain.Override
	var err error
	if at := r.group.asOf; at != nil {
		found, err = s.Reader.OverridesOfThen(ctx, r.ID, inForce, *at, maxOverrides)
	} else {
		found, err = s.Reader.OverridesOf(ctx, r.ID, inForce, maxOverrides)
	}
	if err != nil {
		return nil, err
	}
	out := make([]*Override, 0, len(found))
	for _, o := range found {
		if r.sight.Of(o.Attribute) != access.Hidden {
			out = append(out, s.Override(o, r.group.asOf))
		}
	}
	return out, nil
}
