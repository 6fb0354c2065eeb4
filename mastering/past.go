package mastering

import (
	"context"
	"fmt"
	"slices"
	"time"

	"aurum/domain"
)

// Past is what the use cases need of storage to explain a state that has passed.
type Past interface {
	// RecordsThen reads source records as they were at a moment, but at least in the versions the members name; those that
	// were not there yet are missing. Golden, Keys, Features and References are left empty.
	RecordsThen(ctx context.Context, members []domain.Member, at time.Time) ([]*Stored, error)
	// LinkedThen tells which golden record each source key was linked to at a moment; those that were to none are missing.
	LinkedThen(ctx context.Context, keys []RecordKey, at time.Time) (map[RecordKey]domain.GoldenID, error)
	// SaidThen are the stewards' words on pairs with an end among the records that stood at a moment, each once.
	SaidThen(ctx context.Context, ids []domain.RecordID, at time.Time) ([]Said, error)
	// CandidatesThen are source records among which all are that had one of the blocking keys at a moment.
	CandidatesThen(ctx context.Context, keys []int64, at time.Time) ([]domain.RecordID, error)
	// PolicyThen is the version of a domain's policy that was in force at a moment, the first there was for one before; empty where
	// none ever was.
	PolicyThen(ctx context.Context, d domain.Domain, at time.Time) (version string, err error)
	// PolicyDocument reads a version of a domain's policy; empty where it was never in force.
	PolicyDocument(ctx context.Context, d domain.Domain, version string) (string, error)
	// IdentityVersions are the versions of a golden record that changed its members or its state, oldest first.
	IdentityVersions(ctx context.Context, id domain.GoldenID) ([]IdentityVersion, error)
	// Links tells when each source record was linked to which golden record, oldest first.
	Links(ctx context.Context, ids []domain.RecordID) (map[domain.RecordID][]Link, error)
}

// Said is a steward's word on a pair of source records, with who gave it and when.
type Said struct {
	Assertion
	Actor, Reason string
	At            time.Time
}

// formerKey names a policy that was in force.
type formerKey struct {
	domain  domain.Domain
	version string
}

// policyThen is the policy that a golden record was built by: the one in force, or a former one from its document.
func (h *Hub) policyThen(ctx context.Context, d domain.Domain, version string) (*Policy, error) {
	current := h.policies.Of(d)
	if current.Version == version {
		return current, nil
	}
	key := formerKey{d, version}
	if known, ok := h.former.Load(key); ok {
		return known.(*Policy), nil
	}
	text, err := h.storage.PolicyDocument(ctx, d, version)
	if err != nil {
		return nil, err
	}
	if text == "" {
		return nil, domain.E(domain.NotFound, fmt.Sprintf("version %s of the %s policy has not been kept: what it decided cannot be explained", version, d))
	}
	p, err := compilePolicy(current.Schema, []byte(text))
	if err != nil {
		return nil, fmt.Errorf("version %s of the %s policy: %w", version, d, err)
	}
	h.former.Store(key, p)
	return p, nil
}

// past opens the source records of a golden record as they were at a moment, sorted by key; those withdrawn by then are left
// out. They are not prepared for comparison.
func (h *Hub) past(ctx context.Context, p *Policy, g *domain.GoldenRecord, at time.Time) ([]*record, error) {
	out, err := h.recordsThen(ctx, p, g.Members, at)
	if err != nil {
		return nil, err
	}
	for _, r := range out {
		r.Golden = g.ID
	}
	slices.SortFunc(out, func(a, b *record) int { return a.Compare(b.RecordKey) })
	return out, nil
}

// recordsThen opens source records as they were at a moment, but at least in the versions told; those withdrawn by then are left
// out. They are not prepared for comparison, and Golden is left empty.
func (h *Hub) recordsThen(ctx context.Context, p *Policy, members []domain.Member, at time.Time) ([]*record, error) {
	stored, err := h.storage.RecordsThen(ctx, members, at)
	if err != nil {
		return nil, err
	}
	var out []*record
	var targets []RecordKey
	for _, s := range stored {
		if s.Deleted {
			continue
		}
		attrs, err := domain.DecodeAttributes(s.Standardized)
		if err != nil {
			return nil, fmt.Errorf("source record %s: %w", s.SourceKey, err)
		}
		out = append(out, &record{Stored: s, attrs: attrs})
		targets = append(targets, references(p.Schema, attrs)...)
	}
	if len(targets) > 0 {
		linked, err := h.storage.LinkedThen(ctx, targets, at)
		if err != nil {
			return nil, err
		}
		for _, r := range out {
			fillReferences(p.Schema, r.attrs, linked)
		}
	}
	return out, nil
}

// LineageThen is Lineage for a golden record as it was: from what its source records said at the moment, by the policy that
// built it, with the trust of the time when it was built.
func (h *Hub) LineageThen(ctx context.Context, g *domain.GoldenRecord, at time.Time, attributes []string) ([]AttributeLineage, error) {
	p, err := h.policyThen(ctx, g.Domain, g.Policy)
	if err != nil {
		return nil, err
	}
	members, err := h.past(ctx, p, g, at)
	if err != nil {
		return nil, err
	}
	return h.lineageOf(ctx, p, g, members, attributes)
}
