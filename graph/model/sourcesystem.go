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
}

// SourceHealth is how the deliveries of a source system fare.
type SourceHealth struct {
	Quarantined, Waiting int
	LastReceivedAt       *time.Time
}

// SourceSystems lists all systems, by code.
func (s *Session) SourceSystems(ctx context.Context) ([]*SourceSystem, error) {
	all, err := s.systems(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]*SourceSystem, len(all))
	for i := range all {
		out[i] = &SourceSystem{Code: all[i].Code, session: s}
	}
	return out, nil
}

func (s *Session) systems(ctx context.Context) ([]store.SourceSystem, error) {
	return remember(&s.memo, "systems", func() ([]store.SourceSystem, error) { return s.Reader.SourceSystems(ctx) })
}

func (s *SourceSystem) details(ctx context.Context) (*store.SourceSystem, error) {
	all, err := s.session.systems(ctx)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Code == s.Code {
			return &all[i], nil
		}
	}
	return nil, fmt.Errorf("there is no source system %s", s.Code)
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
		return &SourceHealth{Quarantined: d.Quarantined, Waiting: d.Waiting, LastReceivedAt: d.LastReceivedAt}
	})
}
