package mastering

import (
	"context"
	"fmt"
	"slices"
	"time"

	"aurum/domain"
)

// MatchesThen is Matches for a golden record as it was: the links inside it and the near misses around it, from what source
// records said at the moment, by the policy in force then.
func (h *Hub) MatchesThen(ctx context.Context, g *domain.GoldenRecord, at time.Time, withheld []string) ([]Match, error) {
	t, err := h.then(ctx, g.Domain, at, withheld)
	if err != nil {
		return nil, err
	}
	if err := t.open(ctx, g.Members); err != nil {
		return nil, err
	}
	members := t.pick(recordsOf(g.Members))
	others, err := t.near(ctx, members)
	if err != nil {
		return nil, err
	}
	return t.policy.matchesAround(members, others), nil
}

// ClusterThen is Cluster for a golden record as it was.
func (h *Hub) ClusterThen(ctx context.Context, g *domain.GoldenRecord, at time.Time, withheld []string) (*Cluster, error) {
	t, err := h.then(ctx, g.Domain, at, withheld)
	if err != nil {
		return nil, err
	}
	if err := t.open(ctx, g.Members); err != nil {
		return nil, err
	}
	own := recordsOf(g.Members)
	a, err := t.hanging(ctx, own, own)
	if err != nil {
		return nil, err
	}
	return a.judge(), nil
}

// ExplainMatchThen is ExplainMatch for two things as they were, each given by its source records in the least versions that
// were there.
func (h *Hub) ExplainMatchThen(ctx context.Context, d domain.Domain, a, b []domain.Member, at time.Time, withheld []string, first int) (*MatchExplanation, error) {
	t, err := h.then(ctx, d, at, withheld)
	if err != nil {
		return nil, err
	}
	if err := t.open(ctx, slices.Concat(a, b)); err != nil {
		return nil, err
	}
	as, bs := t.pick(recordsOf(a)), t.pick(recordsOf(b))
	out := t.policy.explainAll(as, bs, first)
	out.Stands, err = stands(ctx, t, as, bs)
	return out, err
}

// MatchBeforeThen is MatchBefore against the source records as they were at a moment, by the policy in force then.
func (h *Hub) MatchBeforeThen(ctx context.Context, d domain.Domain, attrs domain.Attributes, at time.Time, withheld []string, first int) ([]Match, []domain.Problem, error) {
	if h.policies.Of(d) == nil {
		return nil, nil, domain.E(domain.Invalid, fmt.Sprintf("there is no domain %q", d))
	}
	t, err := h.then(ctx, d, at, withheld)
	if err != nil {
		return nil, nil, err
	}
	std, err := t.policy.standardize("", leave(attrs, withheld))
	if err != nil {
		return nil, nil, err
	}
	asked := t.policy.Matching.Prepare(std.attrs)
	found, err := t.sharing(ctx, asked.Keys())
	if err != nil {
		return nil, nil, err
	}
	return t.policy.candidatesOf(asked, found, first), std.problems, nil
}
