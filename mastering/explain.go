package mastering

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"aurum/domain"
	"aurum/matching"
)

// maxExplained is how many links inside a golden record, and how many near misses, are explained: the strongest.
const maxExplained = 500

// LooksAt lists the attributes of a domain that matching looks at.
func (h *Hub) LooksAt(d domain.Domain) []string {
	if p := h.policies.Of(d); p != nil {
		return p.Matching.Attributes()
	}
	return nil
}

// Matches explains the links inside a golden record and the near misses around it, level by level. Where attributes are
// withheld that matching looks at, the links and near misses are those that there would be without them.
func (h *Hub) Matches(ctx context.Context, g *domain.GoldenRecord, withheld []string) ([]Match, error) {
	p := h.policies.Of(g.Domain)
	inside := map[domain.RecordID]bool{}
	var ids []domain.RecordID
	for _, m := range g.Members {
		inside[m.Record] = true
		ids = append(ids, m.Record)
	}
	if attributes := p.without(withheld); len(attributes) > 0 {
		return h.matchesWithout(ctx, p, ids, attributes)
	}
	edges, err := h.storage.Edges(ctx, ids)
	if err != nil {
		return nil, err
	}
	records, err := h.opened(ctx, p, edges, ids)
	if err != nil {
		return nil, err
	}
	out := []Match{}
	for _, e := range strongest(edges, records, inside) {
		m := p.match(records[e.A], records[e.B])
		m.Inside = inside[e.B]
		out = append(out, m)
	}
	slices.SortFunc(out, Match.byWeight)
	return out, nil
}

// byWeight compares by falling weight, then by key.
func (m Match) byWeight(o Match) int {
	return cmp.Or(cmp.Compare(o.Weight, m.Weight), m.A.Compare(o.A), m.B.Compare(o.B))
}

// strongest picks the edges to explain: from a live record inside to another live one, those inside in one direction.
func strongest(edges []Edge, records map[domain.RecordID]*record, inside map[domain.RecordID]bool) []Edge {
	worth := slices.DeleteFunc(slices.Clone(edges), func(e Edge) bool {
		a, b := records[e.A], records[e.B]
		return a == nil || b == nil || !a.alive() || !b.alive() || !inside[e.A] || inside[e.B] && a.Compare(b.RecordKey) > 0
	})
	slices.SortFunc(worth, func(x, y Edge) int {
		return cmp.Or(cmp.Compare(y.Weight, x.Weight), records[x.A].Compare(records[y.A].RecordKey), records[x.B].Compare(records[y.B].RecordKey))
	})
	taken := map[bool]int{}
	var out []Edge
	for _, e := range worth {
		if within := inside[e.B]; taken[within] < maxExplained {
			taken[within]++
			out = append(out, e)
		}
	}
	return out
}

func (h *Hub) opened(ctx context.Context, p *Policy, edges []Edge, ids []domain.RecordID) (map[domain.RecordID]*record, error) {
	for _, e := range edges {
		ids = append(ids, e.A, e.B)
	}
	slices.Sort(ids)
	stored, err := h.storage.Records(ctx, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	out := make(map[domain.RecordID]*record, len(stored))
	for _, s := range stored {
		if out[s.ID], err = p.open(s); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (p *Policy) match(a, b *record) Match {
	m := explained(p.Matching.ExplainRecords(a.SourceKey, b.SourceKey, a.prep, b.prep))
	m.A, m.B, m.Golden = a.SourceKey, b.SourceKey, b.Golden
	return m
}

func explained(x matching.Explanation) Match {
	return Match{
		Weight: x.Weight, Probability: x.Probability, Decision: x.Decision, Rule: x.Rule,
		MatchKey: x.MatchKey, Steps: x.Steps, Blocking: x.Blocking, WhyNot: x.WhyNot,
	}
}

// MatchBefore tells which source records a record would match if it were created, best first. Nothing is written. Attributes
// withheld count for nothing on either side: a guess would be confirmed, even one that stands in another attribute which
// matching looks at together with a withheld one.
func (h *Hub) MatchBefore(ctx context.Context, d domain.Domain, attrs domain.Attributes, withheld []string, first int) ([]Match, []domain.Problem, error) {
	p := h.policies.Of(d)
	if p == nil {
		return nil, nil, domain.E(domain.Invalid, fmt.Sprintf("there is no domain %q", d))
	}
	std, err := p.standardize("", leave(attrs, withheld))
	if err != nil {
		return nil, nil, err
	}
	asked := p.Matching.Prepare(std.attrs)
	found, err := h.storage.Candidates(ctx, asked.Keys())
	if err != nil {
		return nil, nil, err
	}
	attributes := p.without(withheld)
	records := make([]*record, len(found))
	for i, s := range found {
		if records[i], err = p.open(s); err != nil {
			return nil, nil, err
		}
		if len(attributes) > 0 {
			records[i].prep = p.Matching.Prepare(leave(records[i].attrs, attributes))
		}
	}
	return p.candidatesOf(asked, records, first), std.problems, nil
}

// candidatesOf are the records that something asked about meets and may be the same as, best first.
func (p *Policy) candidatesOf(asked *matching.Prepared, among []*record, first int) []Match {
	out := []Match{}
	for _, r := range among {
		if !asked.SharesKey(r.prep) {
			continue
		}
		if v := p.Matching.Compare(asked, r.prep); v.Weight < p.Matching.Review() {
			continue
		}
		m := explained(p.Matching.Explain(asked, r.prep))
		m.B, m.Golden = r.SourceKey, r.Golden
		out = append(out, m)
	}
	slices.SortFunc(out, Match.byWeight)
	return out[:min(len(out), first)]
}
