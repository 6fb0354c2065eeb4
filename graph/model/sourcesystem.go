package model

import (
	"context"
	"fmt"
	"time"

	"aurum/domain"
	"aurum/store"
)

// SourceSystem is a system that pushes records. Its code is known from any key; what else there is to say of it is read
// once for a request, and only if somebody asks: counting records is no part of reading one.
type SourceSystem struct {
	Code    string
	session *Session
	asOf    *time.Time // nil for now
}

// SourceHealth is how the deliveries of a source system fare.
type SourceHealth struct {
	Quarantined    int
	Waiting        *int // nil of a past time
	LastReceivedAt *time.Time
}

// SourceSystems lists all systems, by code, as they are or, with asOf, were at a time.
func (s *Session) SourceSystems(ctx context.Context, asOf *time.Time) ([]*SourceSystem, error) {
	all, err := s.systems(ctx, asOf)
	if err != nil {
		return nil, err
	}
	out := make([]*SourceSystem, len(all))
	for i := range all {
		out[i] = &SourceSystem{Code: all[i].Code, session: s, asOf: asOf}
	}
	return out, nil
}

func (s *Session) systems(ctx context.Context, asOf *time.Time) ([]store.SourceSystem, error) {
	if asOf != nil {
		return remember(&s.memo, "systems:"+asOf.UTC().Format(time.RFC3339Nano), func() ([]store.SourceSystem, error) {
			return s.Reader.SourceSystemsThen(ctx, *asOf)
		})
	}
	return remember(&s.memo, "systems", func() ([]store.SourceSystem, error) { return s.Reader.SourceSystems(ctx) })
}

func (s *SourceSystem) details(ctx context.Context) (*store.SourceSystem, error) {
	all, err := s.session.systems(ctx, s.asOf)
	if err != nil {
		return nil, err
	}
	if d := systemIn(all, s.Code); d != nil {
		return d, nil
	}
	if s.asOf != nil { // of two nodes' clocks, that of the one that met it first went ahead: there was nothing of it yet
		if all, err = s.session.systems(ctx, nil); err != nil {
			return nil, err
		}
		if d := systemIn(all, s.Code); d != nil {
			return &store.SourceSystem{Code: d.Code, Name: d.Name, Owner: d.Owner, Contact: d.Contact, CreatedAt: d.CreatedAt}, nil
		}
	}
	return nil, fmt.Errorf("there is no source system %s", s.Code)
}

func systemIn(all []store.SourceSystem, code string) *store.SourceSystem {
	for i := range all {
		if all[i].Code == code {
			return &all[i]
		}
	}
	return nil
}

// detail reads one field of a system's details.
func detail[T any](ctx context.Context, s *SourceSystem, field func(*store.SourceSystem) T) (T, error) {
	d, err := s.details(ctx)
	if err != nil {
		var none T
		return none, err
	}
	return field(d), nil
}

// Name is the system's name.
func (s *SourceSystem) Name(ctx context.Context) (string, error) {
	return detail(ctx, s, func(d *store.SourceSystem) string { return d.Name })
}

// Owner is who owns the system.
func (s *SourceSystem) Owner(ctx context.Context) (string, error) {
	return detail(ctx, s, func(d *store.SourceSystem) string { return d.Owner })
}

// Contact is whom to ask about the system.
func (s *SourceSystem) Contact(ctx context.Context) (string, error) {
	return detail(ctx, s, func(d *store.SourceSystem) string { return d.Contact })
}

// CreatedAt is when the system was first heard of.
func (s *SourceSystem) CreatedAt(ctx context.Context) (time.Time, error) {
	return detail(ctx, s, func(d *store.SourceSystem) time.Time { return d.CreatedAt })
}

// Records is how many source records the system has.
func (s *SourceSystem) Records(ctx context.Context) (int, error) {
	return detail(ctx, s, func(d *store.SourceSystem) int { return d.Records })
}

// LastReceivedAt is when the system last sent something.
func (s *SourceSystem) LastReceivedAt(ctx context.Context) (*time.Time, error) {
	return detail(ctx, s, func(d *store.SourceSystem) *time.Time { return d.LastReceivedAt })
}

// Domains are what the system has sent records of.
func (s *SourceSystem) Domains(ctx context.Context) ([]domain.Domain, error) {
	return detail(ctx, s, func(d *store.SourceSystem) []domain.Domain { return d.Domains })
}

// Health is how the system's deliveries fare.
func (s *SourceSystem) Health(ctx context.Context) (*SourceHealth, error) {
	return detail(ctx, s, func(d *store.SourceSystem) *SourceHealth {
		h := &SourceHealth{Quarantined: d.Quarantined, LastReceivedAt: d.LastReceivedAt}
		if s.asOf == nil {
			h.Waiting = &d.Waiting
		}
		return h
	})
}
