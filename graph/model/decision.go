package model

import (
	"context"
	"fmt"
	"time"

	"aurum/access"
	"aurum/domain"
	"aurum/store"
)

// Decision is a steward's word on which source records are the same thing.
type Decision struct {
	*domain.Decision
	session *Session
	asOf    *time.Time
}

// DecisionConnection is a page of decisions.
type DecisionConnection = Connection[*Decision]

// DecisionEdge is one decision of a page.
type DecisionEdge = Edge[*Decision]

// NewDecision gives the view of a decision, as it is or, with asOf, was at a time; nil for none.
func (s *Session) NewDecision(d *domain.Decision, asOf *time.Time) *Decision {
	if d == nil {
		return nil
	}
	if asOf != nil && d.WithdrawnAt != nil && d.WithdrawnAt.After(*asOf) {
		then := *d
		then.WithdrawnAt, then.WithdrawnBy, then.WithdrawnReason = nil, "", ""
		d = &then
	}
	return &Decision{d, s, asOf}
}

// ID is "dec_" and the decision's number.
func (d *Decision) ID() string { return fmt.Sprintf("dec_%d", d.Decision.ID) }

// GoldenRecords are those it was about, as they are or were at the time asked for.
func (d *Decision) GoldenRecords(ctx context.Context) ([]GoldenRecord, error) {
	found, err := d.session.Reader.Goldens(ctx, d.Golden, d.asOf)
	if err != nil {
		return nil, err
	}
	out := make([]GoldenRecord, 0, len(found))
	for _, g := range d.session.Records(found, d.asOf) {
		if g != nil {
			out = append(out, g)
		}
	}
	return out, nil
}

// Task is the id of the task it answered; nil if none.
func (d *Decision) Task() *string {
	if d.Decision.Task == 0 {
		return nil
	}
	id := fmt.Sprintf("tsk_%d", d.Decision.Task)
	return &id
}

// Comment is why it was made.
func (d *Decision) Comment() string { return d.Reason }

// DecidedAt is when it was made.
func (d *Decision) DecidedAt() time.Time { return d.At }

// InForce is true until it is withdrawn.
func (d *Decision) InForce() bool { return d.WithdrawnAt == nil }

// WithdrawnBy is who withdrew it; nil while it is in force.
func (d *Decision) WithdrawnBy() *string { return unless(d.InForce(), d.Decision.WithdrawnBy) }

// WithdrawnComment is why it was withdrawn; nil while it is in force.
func (d *Decision) WithdrawnComment() *string { return unless(d.InForce(), d.WithdrawnReason) }

// unless gives nil on a condition.
func unless(condition bool, text string) *string {
	if condition {
		return nil
	}
	return &text
}

// Decisions are what stewards have decided of the record.
func (r *Record) Decisions(ctx context.Context, first *int, after *string) (*DecisionConnection, error) {
	s := r.group.session
	if err := s.Access.Allow(s.Principal, access.ObjectTask, access.Read); err != nil {
		return nil, err
	}
	args, err := PageArgs(first, after, nil, nil)
	if err != nil {
		return nil, err
	}
	var page store.Page[*domain.Decision]
	if at := r.group.asOf; at != nil {
		page, err = s.Reader.DecisionsThen(ctx, r.ID, *at, args)
	} else {
		page, err = s.Reader.DecisionsOf(ctx, r.ID, args)
	}
	if err != nil {
		return nil, err
	}
	out := make([]*Decision, len(page.Items))
	for i, d := range page.Items {
		out[i] = s.NewDecision(d, r.group.asOf)
	}
	return NewConnection(page, out), nil
}

// Decision is what settled the task; nil if nobody has.
func (t *StewardTask) Decision(ctx context.Context) (*Decision, error) {
	if t.Task.Decision == 0 {
		return nil, nil
	}
	s := t.among.group.session
	found, err := remember(&t.among.memo, "decisions", func() (map[int64]*domain.Decision, error) {
		return s.Reader.Decisions(ctx, t.among.decisions)
	})
	return s.NewDecision(found[t.Task.Decision], t.among.group.asOf), err
}
