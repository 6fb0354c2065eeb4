package mastering

import (
	"context"
	"slices"

	"aurum/domain"
	"aurum/matching"
)

// maxAround is how many source records are read to tell how a golden record came about.
const maxAround = 2_000

// Cluster tells how well the source records of a golden record hang together, and how they came together. It divides the
// component again, by the very code that decided. Where attributes are withheld that matching looks at, the source records are
// judged without them and by themselves: how the record was built is told where the same comes out, and of other golden
// records nothing.
func (h *Hub) Cluster(ctx context.Context, g *domain.GoldenRecord, withheld []string) (*Cluster, error) {
	p := h.policies.Of(g.Domain)
	var own []domain.RecordID
	for _, m := range g.Members {
		own = append(own, m.Record)
	}
	a, err := h.hanging(ctx, p, own, own, p.without(withheld))
	if err != nil {
		return nil, err
	}
	return a.judge(), nil
}

// hanging is what hangs on some records or, without some attributes, what of all that are named hangs together.
func (h *Hub) hanging(ctx context.Context, p *Policy, on, all []domain.RecordID, without []string) (*around, error) {
	if len(without) > 0 {
		return h.amongThemselves(ctx, p, all, without)
	}
	return h.around(ctx, p, on)
}

// stands tells why two things whose source records are linked are not one golden record; nil where nothing is told. Without
// some attributes nothing but the two is looked at.
func (h *Hub) stands(ctx context.Context, p *Policy, a, b []*record, without []string) (*RefusedJoin, error) {
	if len(a) == 0 || len(b) == 0 || a[0].Golden == b[0].Golden {
		return nil, nil
	}
	var all []domain.RecordID
	for _, r := range slices.Concat(a, b) {
		all = append(all, r.ID)
	}
	in, err := h.hanging(ctx, p, all[:1], all, without)
	if err != nil || !in.whole {
		return nil, err
	}
	one, other := slices.Index(in.keys, a[0].SourceKey), slices.Index(in.keys, b[0].SourceKey)
	if one < 0 || other < 0 {
		return nil, nil
	}
	if r, ok := in.divide().Stands(in.keys, one, other, in.explain); ok {
		return &r, nil
	}
	return nil, nil
}

// around is source records with all that hangs on them by links.
type around struct {
	policy   *Policy
	records  []*record // sorted by key, alive
	keys     []domain.SourceKey
	edges    []matching.Edge
	asserted []matching.Assertion
	members  []int // positions of those asked about
	whole    bool  // nothing was left out
}

func (a *around) record(i int) *record { return a.records[i] }

func (a *around) explain(i, j int) matching.Explanation {
	return a.policy.Matching.ExplainRecords(a.keys[i], a.keys[j], a.records[i].prep, a.records[j].prep)
}

// divide decides again what the service decided.
func (a *around) divide() matching.Division {
	link := a.policy.Matching.Link()
	links := slices.DeleteFunc(slices.Clone(a.edges), func(e matching.Edge) bool { return e.Weight < link })
	return matching.Divide(a.keys, links, a.asserted, a.policy.forbids(a.record), a.policy.clustering(a.record))
}

// around reads the component of some source records, link by link, and nothing more where it is too large.
func (h *Hub) around(ctx context.Context, p *Policy, own []domain.RecordID) (*around, error) {
	r := reach{hub: h, link: p.Matching.Link(), seen: map[domain.RecordID]bool{}}
	if err := r.from(ctx, own); err != nil {
		return nil, err
	}
	opened, err := h.opened(ctx, p, nil, r.ids)
	if err != nil {
		return nil, err
	}
	a := &around{policy: p, whole: r.whole, records: pick(opened, r.ids)}
	a.fill(r, own)
	return a, nil
}

func (a *around) fill(r reach, own []domain.RecordID) {
	at := make(map[domain.RecordID]int, len(a.records))
	for i, rec := range a.records {
		at[rec.ID] = i
		a.keys = append(a.keys, rec.SourceKey)
		if slices.Contains(own, rec.ID) {
			a.members = append(a.members, i)
		}
	}
	for _, e := range r.edges {
		i, iok := at[e.A]
		j, jok := at[e.B]
		if iok && jok && i < j {
			a.edges = append(a.edges, matching.Edge{A: i, B: j, Weight: e.Weight})
		}
	}
	for _, x := range r.asserted {
		i, iok := at[x.A]
		j, jok := at[x.B]
		if iok && jok {
			a.asserted = append(a.asserted, matching.Assertion{A: i, B: j, Same: x.Same})
		}
	}
}

// reach follows links and stewards' "same" from some records.
type reach struct {
	hub      *Hub
	link     float64
	seen     map[domain.RecordID]bool
	ids      []domain.RecordID
	edges    []Edge // both directions, as stored
	asserted []Assertion
	whole    bool
}

func (r *reach) from(ctx context.Context, ids []domain.RecordID) error {
	r.whole = true
	for next := r.add(ids); len(next) > 0; {
		edges, err := r.hub.storage.Edges(ctx, next)
		if err != nil {
			return err
		}
		said, err := r.hub.storage.Assertions(ctx, next)
		if err != nil {
			return err
		}
		r.edges, r.asserted = append(r.edges, edges...), append(r.asserted, said...)
		var more []domain.RecordID
		for _, e := range edges {
			if e.Weight >= r.link {
				more = append(more, e.B)
			}
		}
		for _, a := range said {
			if a.Same {
				more = append(more, a.A, a.B)
			}
		}
		if len(r.seen)+len(more) > maxAround {
			if more = slices.DeleteFunc(more, func(id domain.RecordID) bool { return r.seen[id] }); len(more) > 0 {
				r.whole = false
				return nil
			}
		}
		next = r.add(more)
	}
	return nil
}

// add notes records and gives those that are new.
func (r *reach) add(ids []domain.RecordID) (fresh []domain.RecordID) {
	for _, id := range ids {
		if !r.seen[id] {
			r.seen[id] = true
			fresh = append(fresh, id)
		}
	}
	r.ids = append(r.ids, fresh...)
	return fresh
}
