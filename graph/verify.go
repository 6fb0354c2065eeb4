package graph

import (
	"context"

	"aurum/domain"
	"aurum/graph/model"
)

// Verification gives how domains fare under the continuous check.
func (query) Verification(ctx context.Context, only *domain.Domain) ([]*model.DomainVerification, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	checks, err := s.Reader.Checks(ctx)
	if err != nil {
		return nil, err
	}
	out := []*model.DomainVerification{}
	for _, schema := range domain.Registry {
		if d := schema.Domain; only == nil || *only == d {
			out = append(out, s.Verification(d, checks[d]))
		}
	}
	return out, nil
}
