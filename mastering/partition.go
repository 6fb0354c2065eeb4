package mastering

import (
	"aurum/domain"
	"aurum/matching"
)

// cluster is a set of live source records that are one thing, sorted by key, with the overrides that hold for it, those that
// count more first.
type cluster struct {
	members   []*record
	overrides []*domain.Override
}

// refusal is a join that did not happen.
type refusal struct {
	a, b    domain.RecordID
	rule    string
	between [2]domain.SourceKey
}

// partition divides the live records of the core and keeps what was refused.
func (c *component) partition() []cluster {
	nodes, ids := c.nodes()
	at := make(map[domain.RecordID]int, len(ids))
	for i, id := range ids {
		at[id] = i
	}
	record := func(i int) *record { return c.locked[ids[i]] }
	parts, refused := matching.PartitionWith(nodes, c.linkEdges(ids, at), c.assertions(ids, at), c.policy.forbids(record), c.policy.clustering(record))
	out := make([]cluster, len(parts))
	for i, part := range parts {
		for _, n := range part {
			out[i].members = append(out[i].members, record(n))
		}
	}
	for _, r := range refused {
		c.refused = append(c.refused, refusal{ids[r.Edge.A], ids[r.Edge.B], r.Rule, [2]domain.SourceKey{nodes[r.Between[0]], nodes[r.Between[1]]}})
	}
	return out
}

// forbids tells which of some records must not be one thing, whether by where they come from or by what they say.
func (p *Policy) forbids(record func(i int) *record) func(i, j int) (string, bool) {
	return func(i, j int) (string, bool) {
		a, b := record(i), record(j)
		if rule, apart := p.Matching.Apart(a.SourceKey, b.SourceKey); apart {
			return rule, true
		}
		return p.Matching.Forbids(a.prep, b.prep)
	}
}

// clustering is the policy's, with the match weight of records that are no candidates of each other.
func (p *Policy) clustering(record func(i int) *record) matching.Clustering {
	return p.Matching.ClusteringBy(func(i, j int) float64 { return p.Matching.Compare(record(i).prep, record(j).prep).Weight })
}

func (c *component) nodes() ([]domain.SourceKey, []domain.RecordID) {
	var keys []domain.SourceKey
	var ids []domain.RecordID
	for _, id := range c.core {
		if r := c.locked[id]; r.alive() {
			keys, ids = append(keys, r.SourceKey), append(ids, id)
		}
	}
	return keys, ids
}

func (c *component) linkEdges(ids []domain.RecordID, at map[domain.RecordID]int) []matching.Edge {
	var out []matching.Edge
	for i, id := range ids {
		for other, e := range c.edges[id] {
			if j, ok := at[other]; ok && i < j && e.Weight >= c.policy.Matching.Link() {
				out = append(out, matching.Edge{A: i, B: j, Weight: e.Weight})
			}
		}
	}
	return out
}

func (c *component) assertions(ids []domain.RecordID, at map[domain.RecordID]int) []matching.Assertion {
	var out []matching.Assertion
	for i, id := range ids {
		for other := range c.same[id] {
			if j, ok := at[other]; ok && i < j {
				out = append(out, matching.Assertion{A: i, B: j, Same: true})
			}
		}
	}
	for pair := range c.apart {
		i, iok := at[pair[0]]
		j, jok := at[pair[1]]
		if iok && jok && i < j {
			out = append(out, matching.Assertion{A: i, B: j})
		}
	}
	return out
}
