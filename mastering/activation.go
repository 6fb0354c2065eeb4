package mastering

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"aurum/domain"
)

// ErrPolicyMoved is told by storage to whoever would decide by a policy that is not in force any more. Policies change while
// hubs run; each transaction makes sure that it decides by the one in force, and changing that waits for those under way.
var ErrPolicyMoved = errors.New("another policy has come into force")

// maxPolicyMoves bounds how often work is begun anew since another policy has come into force.
const maxPolicyMoves = 10

// under makes an arrival ready for a policy. It may have waited in its lane while another came into force.
func (o *op) under(p *Policy) (err error) {
	if o.policy == p {
		return nil
	}
	if o.policy = p; o.first == nil {
		return nil
	}
	alone := domain.Attributes{}
	for name, v := range o.arrival.Attributes {
		if v != nil {
			alone[name] = v
		}
	}
	o.first, err = p.standardize(o.key.System, alone)
	return err
}

// adopt takes over the policy of a domain that is in force.
func (h *Hub) adopt(ctx context.Context, d domain.Domain) (*Policy, error) {
	if err := h.AdoptPolicies(ctx); err != nil {
		return nil, err
	}
	return h.policies.Of(d), nil
}

// AdoptPolicies takes over the policies that are in force, whoever has brought them into force. Hubs do so by themselves;
// call it at the start, before anything is decided.
func (h *Hub) AdoptPolicies(ctx context.Context) error {
	active, err := h.storage.ActivePolicies(ctx)
	if err != nil {
		return err
	}
	h.adopting.Lock()
	defer h.adopting.Unlock()
	adopted, err := h.policies.Adopt(active)
	for _, p := range adopted {
		h.log.Info("another policy is in force", "domain", p.Schema.Domain, "policy", p.Version)
	}
	return err
}

// CheckPolicy reads a policy document of a domain.
func (h *Hub) CheckPolicy(d domain.Domain, text string) (*Policy, error) {
	now := h.policies.Of(d)
	if now == nil {
		return nil, domain.E(domain.Invalid, fmt.Sprintf("there is no domain %q", d), "domain")
	}
	p, err := ParsePolicy(now.Schema, []byte(text))
	if err != nil {
		return nil, domain.E(domain.Invalid, err.Error(), "document")
	}
	return p, nil
}

// LoadPolicy checks a policy document and keeps it, without bringing it into force.
func (h *Hub) LoadPolicy(ctx context.Context, d domain.Domain, text string, by Steward) (version string, err error) {
	p, err := h.CheckPolicy(d, text)
	if err != nil {
		return "", err
	}
	at := h.clock()
	note, err := policyNote("LOAD_POLICY", d, p.Version, by)
	if err != nil {
		return "", err
	}
	note.At = at
	return p.Version, h.storage.LoadPolicy(ctx, PolicyDocument{Domain: d, Version: p.Version, Document: text}, by.Actor, at, note)
}

// ActivatePolicy brings a policy that has been loaded into force: from then on everything is decided by it, on every node,
// and what there is is standardized, matched and survives again in the background.
func (h *Hub) ActivatePolicy(ctx context.Context, d domain.Domain, version string, by Steward) error {
	note, err := policyNote("ACTIVATE_POLICY", d, version, by)
	if err != nil {
		return err
	}
	at := h.clock()
	note.At = at
	if err := h.storage.ActivatePolicy(ctx, d, version, by.Actor, at, note); err != nil {
		return err
	}
	return h.AdoptPolicies(ctx)
}

func policyNote(action string, d domain.Domain, version string, by Steward) (*domain.AuditEntry, error) {
	details, err := json.Marshal(map[string]string{"reason": by.Reason})
	return &domain.AuditEntry{Actor: by.Actor, Action: action, Domain: d, Subject: version, Details: string(details)}, err
}
