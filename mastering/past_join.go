package mastering

import (
	"cmp"
	"context"
	"slices"
	"time"

	"aurum/domain"
)

// Joining is what brought source records into a golden record.
type Joining struct {
	// Link is the strongest evidence between one of them and one of the others; nil where there is none.
	Link *ClusterLink
	// Rule is the deterministic rule that decided; empty where the weight did.
	Rule string
	// Said is a steward's word that one of them is the same as one of the others; nil where there is none.
	Said *Said
	// Pair are the source records the steward spoke of.
	Pair [2]domain.SourceKey
}

// Joined tells what brought some of a golden record's source records to the others, by what they said when it was built.
func (h *Hub) Joined(ctx context.Context, g *domain.GoldenRecord, joined []domain.RecordID, withheld []string) (*Joining, error) {
	p, err := h.policyThen(ctx, g.Domain, g.Policy)
	if err != nil {
		return nil, err
	}
	members, err := h.past(ctx, p, g, g.UpdatedAt)
	if err != nil {
		return nil, err
	}
	without := p.without(withheld)
	for _, r := range members {
		r.prep = p.Matching.Prepare(leave(r.attrs, without))
	}
	var came, there []*record
	for _, r := range members {
		if slices.Contains(joined, r.ID) {
			came = append(came, r)
		} else {
			there = append(there, r)
		}
	}
	if len(there) == 0 { // made at once
		there = came
	}
	out := &Joining{}
	pairs, _ := p.meeting(came, there)
	if links := best(pairs, 1); len(links) > 0 {
		x := p.Matching.ExplainRecords(links[0].a.SourceKey, links[0].b.SourceKey, links[0].a.prep, links[0].b.prep)
		out.Link = &ClusterLink{A: links[0].a.SourceKey, B: links[0].b.SourceKey, Weight: x.Weight, Probability: x.Probability, MatchKey: x.MatchKey}
		out.Rule = x.Rule
	}
	return out, h.joinedBySteward(ctx, out, came, there, g.UpdatedAt)
}

func (h *Hub) joinedBySteward(ctx context.Context, out *Joining, came, there []*record, at time.Time) error {
	said, err := h.storage.SaidThen(ctx, recordIDs(came), at)
	if err != nil {
		return err
	}
	keys := map[domain.RecordID]domain.SourceKey{}
	side := map[domain.RecordID]int{} // 1: came, 2: was there, 3: both
	for i, rs := range [][]*record{came, there} {
		for _, r := range rs {
			keys[r.ID] = r.SourceKey
			side[r.ID] |= i + 1
		}
	}
	slices.SortFunc(said, func(x, y Said) int { return cmp.Or(y.At.Compare(x.At), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	for _, s := range said {
		if s.Same && side[s.A]|side[s.B] == 3 && side[s.A] != 0 && side[s.B] != 0 {
			out.Said, out.Pair = &s, [2]domain.SourceKey{keys[s.A], keys[s.B]}
			return nil
		}
	}
	return nil
}

func recordIDs(rs []*record) []domain.RecordID {
	out := make([]domain.RecordID, len(rs))
	for i, r := range rs {
		out[i] = r.ID
	}
	return out
}
