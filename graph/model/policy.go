package model

import (
	"context"

	"aurum/domain"
	"aurum/store"
)

// PolicyVersion is a mastering policy as it is kept.
type PolicyVersion struct{ store.PolicyVersion }

// ActivatedBy is who brought it into force; nil if nobody has.
func (p *PolicyVersion) ActivatedBy() *string {
	return unless(p.ActivatedAt == nil, p.PolicyVersion.ActivatedBy)
}

// PolicyPayload is what became of a policy.
type PolicyPayload struct {
	Policy     *PolicyVersion
	UserErrors []UserError
}

// maxPolicies is how many policies of a domain are shown.
const maxPolicies = 100

// Policies are those of a domain that are kept.
func (s *Session) Policies(ctx context.Context, d domain.Domain) ([]*PolicyVersion, error) {
	found, err := s.Reader.PolicyVersions(ctx, d, maxPolicies)
	if err != nil {
		return nil, err
	}
	out := make([]*PolicyVersion, len(found))
	for i := range found {
		out[i] = &PolicyVersion{found[i]}
	}
	return out, nil
}

// NewPolicyPayload gives the view of what became of a version of a policy; an empty one is none.
func (s *Session) NewPolicyPayload(ctx context.Context, d domain.Domain, version string, problems []domain.Problem) (*PolicyPayload, error) {
	out := &PolicyPayload{UserErrors: userErrors(problems)}
	if version == "" {
		return out, nil
	}
	all, err := s.Policies(ctx, d)
	for _, p := range all {
		if p.Version == version {
			out.Policy = p
		}
	}
	return out, err
}
