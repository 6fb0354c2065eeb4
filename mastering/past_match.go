package mastering

import (
	"cmp"
	"context"
	"slices"
	"time"

	"aurum/domain"
	"aurum/matching"
)

// pastMembers are the source records of a golden record as they were at a moment, prepared to be compared by the policy that
// built it, as if they said nothing of what is withheld.
func (h *Hub) pastMembers(ctx context.Context, g *domain.GoldenRecord, at time.Time, withheld []string) (*Policy, []*record, error) {
	p, err := h.policyThen(ctx, g.Domain, g.Policy)
	if err != nil {
		return nil, nil, err
	}
	members, err := h.past(ctx, p, g, at)
	if err != nil {
		return nil, nil, err
	}
	without := p.without(withheld)
	for _, r := range members {
		r.prep = p.Matching.Prepare(leave(r.attrs, without))
	}
	return p, members, nil
}

// MatchesThen explains the links inside a golden record as it was, from what its source records said at the moment. Near
// misses outside are not told of: which other records there were to be met has not been kept.
func (h *Hub) MatchesThen(ctx context.Context, g *domain.GoldenRecord, at time.Time, withheld []string) ([]Match, error) {
	p, members, err := h.pastMembers(ctx, g, at, withheld)
	if err != nil {
		return nil, err
	}
	out := []Match{}
	for _, w := range best(p.pastLinks(members, members), maxExplained) {
		m := p.match(w.a, w.b)
		m.Inside = true
		out = append(out, m)
	}
	slices.SortFunc(out, Match.byWeight)
	return out, nil
}

// pastLinks are the pairs that were worth an edge.
func (p *Policy) pastLinks(as, bs []*record) []weighed {
	pairs, _ := p.meeting(as, bs)
	return slices.DeleteFunc(pairs, func(w weighed) bool {
		return w.weight < p.Matching.Link() && p.Matching.Compare(w.a.prep, w.b.prep).Forbid != ""
	})
}

// ClusterThen is Cluster for a golden record as it was. Its source records are judged by themselves: of joins to other golden
// records that were refused nothing has been kept.
func (h *Hub) ClusterThen(ctx context.Context, g *domain.GoldenRecord, at time.Time, withheld []string) (*Cluster, error) {
	p, members, err := h.pastMembers(ctx, g, at, withheld)
	if err != nil {
		return nil, err
	}
	own := recordIDs(members)
	said, err := h.storage.SaidThen(ctx, own, at)
	if err != nil {
		return nil, err
	}
	pairs, whole := p.meeting(members, members)
	r := reach{ids: own}
	for _, w := range pairs {
		e := Edge{A: w.a.ID, B: w.b.ID, Weight: w.weight}
		r.edges = append(r.edges, e, e.reversed())
	}
	for _, s := range said {
		r.asserted = append(r.asserted, s.Assertion)
	}
	a := &around{policy: p, records: members, whole: whole}
	a.fill(r, own)
	return a.judge(), nil
}

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
	p, members, err := h.pastMembers(ctx, g, g.UpdatedAt, withheld)
	if err != nil {
		return nil, err
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
	if links := best(p.pastLinks(came, there), 1); len(links) > 0 {
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

// judge tells how well the records asked about hang together, and how they came together if dividing all again gives just
// them.
func (a *around) judge() *Cluster {
	p := a.policy
	by := p.clustering(a.record)
	out := &Cluster{Method: cmp.Or(by.Method, matching.MethodGreedy), MaxSize: by.MaxSize}
	out.ClusterQuality = matching.Evidence{
		Nodes: a.keys, Edges: a.edges, Asserted: a.asserted, Link: p.Matching.Link(), Score: by.Score, Forbids: p.forbids(a.record), Explain: a.explain,
	}.Quality(a.members)
	out.ClusterHow = ClusterHow{Steps: []ClusterStep{}, Refused: []RefusedJoin{}}
	if len(a.members) == 0 || !a.whole {
		return out
	}
	d := a.divide()
	if slices.ContainsFunc(d.Clusters, func(c []int) bool { return slices.Equal(c, a.members) }) {
		out.ClusterHow, out.Complete = d.How(a.keys, a.members[0], a.explain), true
	}
	return out
}
