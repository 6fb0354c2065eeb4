package model

import (
	"context"
	"fmt"
	"time"

	"aurum/domain"
	"aurum/mastering"
)

// IdentityEventKind is what an event did to the identity of a golden record.
type IdentityEventKind string

// IdentityEvent is one step by which a golden record came to be what it is.
type IdentityEvent struct {
	mastering.IdentityEvent
	session *Session
	place   int // in the record's history
}

// IdentityEventConnection is a page of steps.
type IdentityEventConnection = Connection[*IdentityEvent]

// IdentityEventEdge is one step of a page.
type IdentityEventEdge = Edge[*IdentityEvent]

// JoinEvidence is what brought source records into a golden record.
type JoinEvidence struct {
	Link      *ClusterLink
	Rule      *string
	Policy    string
	Assertion *JoinAssertion
}

// JoinAssertion is a steward's word that two source records are the same.
type JoinAssertion struct {
	SourceRecords []domain.SourceKey
	Actor, Reason string
	At            time.Time
}

// Kind is what happened.
func (e *IdentityEvent) Kind() IdentityEventKind { return IdentityEventKind(e.IdentityEvent.Kind) }

// Version is the version it led to.
func (e *IdentityEvent) Version() int { return e.Golden.Version }

// State is the state of the record after it.
func (e *IdentityEvent) State() domain.RecordState { return e.Golden.State }

// SourceRecords are those that came or went.
func (e *IdentityEvent) SourceRecords() []domain.SourceKey { return keysOf(e.Records) }

// Members are all source records after it.
func (e *IdentityEvent) Members() []domain.SourceKey { return keysOf(e.Golden.Members) }

// Related are the golden records they came from or went to.
func (e *IdentityEvent) Related() []domain.GoldenID {
	if e.IdentityEvent.Related == nil {
		return []domain.GoldenID{}
	}
	return e.IdentityEvent.Related
}

// joining are the kinds by which source records come to others.
var joining = map[mastering.IdentityKind]bool{
	mastering.IdentityCreated: true, mastering.IdentityJoined: true, mastering.IdentityAbsorbed: true, mastering.IdentitySplit: true,
	mastering.IdentityRevived: true,
}

// Evidence is what brought the source records to the others; nil where none came or where they came to none.
func (e *IdentityEvent) Evidence(ctx context.Context) (*JoinEvidence, error) {
	if !joining[e.IdentityEvent.Kind] || len(e.Records) == 0 || len(e.Golden.Members) < 2 {
		return nil, nil
	}
	ids := make([]domain.RecordID, len(e.Records))
	for i, m := range e.Records {
		ids[i] = m.Record
	}
	found, err := e.session.Hub.Joined(ctx, e.Golden, ids, e.session.Withheld(e.Golden.Domain))
	if err != nil {
		return nil, err
	}
	out := &JoinEvidence{Rule: present(found.Rule), Policy: e.Golden.Policy}
	if found.Link != nil {
		out.Link = &ClusterLink{found.Link}
	}
	if found.Said != nil && e.session.AllowTasks(e.Golden.Domain) == nil {
		out.Assertion = &JoinAssertion{SourceRecords: found.Pair[:], Actor: found.Said.Actor, Reason: found.Said.Reason, At: found.Said.At}
	}
	return out, nil
}

func keysOf(members []domain.Member) []domain.SourceKey {
	out := make([]domain.SourceKey, len(members))
	for i, m := range members {
		out[i] = m.SourceKey
	}
	return out
}

// identity gives the steps of a golden record after one moment and until another, each of which may be nil.
func (s *Session) identity(ctx context.Context, id domain.GoldenID, after, until *time.Time) ([]*IdentityEvent, error) {
	steps, err := s.Hub.IdentityHistory(ctx, id)
	if err != nil {
		return nil, err
	}
	out := []*IdentityEvent{}
	for i, e := range steps {
		if (after == nil || e.At.After(*after)) && (until == nil || !e.At.After(*until)) {
			out = append(out, &IdentityEvent{e, s, i})
		}
	}
	return out, nil
}

// IdentityHistory gives the steps by which the record came to be, oldest first; of one read at a past time those until then.
func (r *Record) IdentityHistory(ctx context.Context, first *int, after *string) (*IdentityEventConnection, error) {
	all, err := r.group.session.identity(ctx, r.ID, nil, r.group.asOf)
	if err != nil {
		return nil, err
	}
	page, err := pageOf(all, func(e *IdentityEvent) string { return fmt.Sprintf("%09d", e.place) }, first, after)
	if err != nil {
		return nil, err
	}
	return NewConnection(page, page.Items), nil
}

// SourceLink is a time in which a source record was linked to one golden record.
type SourceLink struct {
	mastering.Link
	session *Session
}

// SourceLinkConnection is a page of links.
type SourceLinkConnection = Connection[*SourceLink]

// SourceLinkEdge is one link of a page.
type SourceLinkEdge = Edge[*SourceLink]

// Links tells which golden records the source record was linked to and when, oldest first.
func (r *SourceRecord) Links(ctx context.Context, first *int, after *string) (*SourceLinkConnection, error) {
	in := r.with
	links, err := remember(&in.memo, "links", func() (map[domain.RecordID][]mastering.Link, error) {
		ids := make([]domain.RecordID, len(in.records))
		for i, o := range in.records {
			ids[i] = o.SourceRecord.ID
		}
		return in.session.Reader.Links(ctx, ids)
	})
	if err != nil {
		return nil, err
	}
	var all []*SourceLink
	for _, l := range links[r.SourceRecord.ID] {
		if in.asOf == nil || !l.From.After(*in.asOf) {
			all = append(all, &SourceLink{until(l, in.asOf), in.session})
		}
	}
	page, err := pageOf(all, func(l *SourceLink) string { return l.From.Format(sortable) + string(l.Golden) }, first, after)
	if err != nil {
		return nil, err
	}
	return NewConnection(page, page.Items), nil
}

// sortable is a time in UTC whose text sorts as the time does.
const sortable = "2006-01-02T15:04:05.000000"

// until is a link as it was known at a time; nil means now.
func until(l mastering.Link, at *time.Time) mastering.Link {
	if at != nil && l.To != nil && l.To.After(*at) {
		l.To, l.MergedInto = nil, ""
	}
	return l
}

// GoldenRecordID is the id of the golden record.
func (l *SourceLink) GoldenRecordID() domain.GoldenID { return l.Golden }

// MergedInto is the golden record that took in the linked one when the link ended; nil where it ended otherwise.
func (l *SourceLink) MergedInto() *domain.GoldenID {
	if l.Link.MergedInto == "" {
		return nil
	}
	return &l.Link.MergedInto
}

// GoldenRecord is the golden record as it was when the link began.
func (l *SourceLink) GoldenRecord(ctx context.Context) (GoldenRecord, error) {
	found, err := l.session.Reader.Goldens(ctx, []domain.GoldenID{l.Golden}, &l.From)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 || found[0] == nil {
		return nil, fmt.Errorf("golden record %s was not there at %s", l.Golden, l.From)
	}
	return l.session.Records(found, &l.From)[0], nil
}
