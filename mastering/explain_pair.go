package mastering

import (
	"context"
	"slices"

	"aurum/domain"
	"aurum/matching"
)

// maxCompared is how many pairs between two golden records are compared to find the strongest.
const maxCompared = 1_000

// ExplainMatch compares two things of a domain, each given by its source records, whether they ever met or not. The pairs
// come best first, at most so many. Attributes withheld count for nothing: who may ask for the evidence of a value in as
// many questions as it takes knows the value.
func (h *Hub) ExplainMatch(ctx context.Context, d domain.Domain, a, b []domain.RecordID, withheld []string, first int) (*MatchExplanation, error) {
	p := h.policies.Of(d)
	opened, err := h.opened(ctx, p, nil, slices.Concat(a, b))
	if err != nil {
		return nil, err
	}
	attributes := p.without(withheld)
	p.withhold(opened, attributes)
	as, bs := pick(opened, a), pick(opened, b)
	out := p.explainAll(as, bs, first)
	out.Stands, err = stands(ctx, present{h, p, attributes}, as, bs)
	return out, err
}

// pick gives the live records of a domain by their ids, sorted by key.
func pick(opened map[domain.RecordID]*record, ids []domain.RecordID) []*record {
	var out []*record
	for _, id := range ids {
		if r := opened[id]; r != nil && r.alive() {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(x, y *record) int { return x.Compare(y.RecordKey) })
	return out
}

// explainAll compares each of some records with each of others.
func (p *Policy) explainAll(as, bs []*record, first int) *MatchExplanation {
	out := &MatchExplanation{Pairs: []Match{}}
	met := map[[2]domain.RecordID]bool{}
	var found []weighed
	matching.SpreadPairs(len(as), len(bs), maxCompared, func(i, j int) bool {
		a, b := as[i], bs[j]
		if a.ID == b.ID || met[[2]domain.RecordID{b.ID, a.ID}] {
			return true // a record that is on both sides
		}
		met[[2]domain.RecordID{a.ID, b.ID}] = true
		out.Total++
		if len(found) < maxCompared {
			found = append(found, weighed{a, b, p.Matching.Compare(a.prep, b.prep).Weight})
		}
		return true
	})
	out.Compared = len(found)
	for _, w := range best(found, first) {
		m := p.match(w.a, w.b)
		m.Inside = w.a.Golden != "" && w.a.Golden == w.b.Golden
		out.Pairs = append(out.Pairs, m)
	}
	return out
}
