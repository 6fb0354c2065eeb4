package mastering

import (
	"cmp"
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
	a, err := present{h, p, p.without(withheld)}.hanging(ctx, own, own)
	if err != nil {
		return nil, err
	}
	return a.judge(), nil
}

// scene is source records as they are, or were at a moment.
type scene interface {
	// hanging is what hangs on some records or, where attributes are withheld, what of all that are named hangs together.
	hanging(ctx context.Context, on, all []domain.RecordID) (*around, error)
}

// present is the scene of now, without some attributes.
type present struct {
	hub     *Hub
	policy  *Policy
	without []string
}

func (s present) hanging(ctx context.Context, on, all []domain.RecordID) (*around, error) {
	if len(s.without) > 0 {
		return s.hub.amongThemselves(ctx, s.policy, all, s.without)
	}
	return s.hub.around(ctx, s.policy, on)
}

// stands tells why two things whose source records are linked are not one golden record; nil where nothing is told. Where
// attributes are withheld nothing but the two is looked at.
func stands(ctx context.Context, s scene, a, b []*record) (*RefusedJoin, error) {
	if len(a) == 0 || len(b) == 0 || a[0].Golden == b[0].Golden {
		return nil, nil
	}
	var all []domain.RecordID
	for _, r := range slices.Concat(a, b) {
		all = append(all, r.ID)
	}
	in, err := s.hanging(ctx, all[:1], all)
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
	r := reach{link: p.Matching.Link(), seen: map[domain.RecordID]bool{}, step: h.step}
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
	// step gives the edges of some records, and the stewards' words on them.
	step     func(ctx context.Context, ids []domain.RecordID) ([]Edge, []Assertion, error)
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
		edges, said, err := r.step(ctx, next)
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

// step reads the stored edges of some records, and what stewards have said of them.
func (h *Hub) step(ctx context.Context, ids []domain.RecordID) ([]Edge, []Assertion, error) {
	edges, err := h.storage.Edges(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	said, err := h.storage.Assertions(ctx, ids)
	return edges, said, err
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
