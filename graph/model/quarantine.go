package model

import (
	"fmt"
	"time"

	"aurum/domain"
	"aurum/store"
)

// QuarantinedRecord is an arrival that could not be applied and waits with its cause.
type QuarantinedRecord struct {
	ID         string
	Domain     domain.Domain
	Source     domain.SourceKey
	State      QuarantineState
	Received   any
	Problems   []RecordProblem
	ReceivedAt time.Time
	UpdatedAt  *time.Time
	Actor      string
}

// QuarantineState is where an arrival in the quarantine stands.
type QuarantineState string

// QuarantinedRecordConnection is a page of the quarantine.
type QuarantinedRecordConnection = Connection[*QuarantinedRecord]

// QuarantinedRecordEdge is one entry of a page.
type QuarantinedRecordEdge = Edge[*QuarantinedRecord]

// Quarantined gives the view of an entry. Its own source sees it as sent, others as they may see the domain's attributes.
func (s *Session) Quarantined(q store.Quarantined) *QuarantinedRecord {
	sight := s.Access.Visibility(s.Principal.Role, string(q.Domain))
	out := &QuarantinedRecord{
		ID: fmt.Sprintf("qrn_%d", q.ID), Domain: q.Domain, Source: q.SourceKey, State: QuarantineState(q.State),
		Received: q.Arrived, ReceivedAt: q.ReceivedAt, UpdatedAt: q.UpdatedAt, Actor: q.Actor, Problems: []RecordProblem{},
	}
	own := s.Principal.Source == q.SourceKey.System
	if !own {
		out.Received = sight.Apply(q.Arrived)
	}
	for _, p := range q.Problems {
		shown := problemOf(sight, p, &out.Source)
		if own {
			shown.Message = p.Message
		}
		out.Problems = append(out.Problems, shown)
	}
	return out
}
