package graph

import (
	"context"

	"aurum/domain"
	"aurum/graph/model"
	"aurum/mastering"
)

// Policies gives the policies of a domain that are kept.
func (query) Policies(ctx context.Context, d domain.Domain) ([]*model.PolicyVersion, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	return s.Policies(ctx, d)
}

// LoadPolicy checks a policy and keeps it.
func (mutation) LoadPolicy(ctx context.Context, input map[string]any) (*model.PolicyPayload, error) {
	return govern(ctx, input, func(h model.Hub, d domain.Domain, who mastering.Steward) (string, error) {
		return h.LoadPolicy(ctx, d, textOf(input["document"]), who)
	})
}

// ActivatePolicy brings a policy into force.
func (mutation) ActivatePolicy(ctx context.Context, input map[string]any) (*model.PolicyPayload, error) {
	return govern(ctx, input, func(h model.Hub, d domain.Domain, who mastering.Steward) (string, error) {
		version := textOf(input["version"])
		return version, h.ActivatePolicy(ctx, d, version, who)
	})
}

// govern does something to a policy and answers what became of it.
func govern(ctx context.Context, input map[string]any, do func(model.Hub, domain.Domain, mastering.Steward) (string, error)) (*model.PolicyPayload, error) {
	a, err := newStewarding(ctx, input)
	if err != nil {
		return nil, err
	}
	d := domain.Domain(textOf(input["domain"]))
	version, err := do(a.session.Hub, d, a.who)
	var problems []domain.Problem
	if err != nil {
		if problems, err = correctable(err); err != nil {
			return nil, err
		}
		version = ""
	}
	return a.session.NewPolicyPayload(ctx, d, version, problems)
}
