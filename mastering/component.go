package mastering

import (
	"fmt"
	"slices"

	"aurum/domain"
	"aurum/matching"
)

// record is a locked source record, decoded as far as deciding needs it.
type record struct {
	*Stored
	attrs domain.Attributes // standardized, references filled
	prep  *matching.Prepared
}

func (r *record) alive() bool { return !r.Deleted }

// component is what one resolve works on: the locked records, the edges as stored and as they are to be.
type component struct {
	policy  *Policy
	locked  map[domain.RecordID]*record
	old     adjacency
	edges   adjacency
	same    adjacency // stewards' "same"
	apart   map[[2]domain.RecordID]bool
	core    []domain.RecordID // sorted by key: alive and withdrawn records of the components touched
	inCore  map[domain.RecordID]bool
	dropped [][2]domain.RecordID
	put     []Edge
	missing map[domain.RecordID]bool
	refused []refusal
}

type adjacency map[domain.RecordID]map[domain.RecordID]Edge

func (a adjacency) put(e Edge) {
	if a[e.A] == nil {
		a[e.A] = map[domain.RecordID]Edge{}
	}
	a[e.A][e.B] = e
}

func (a adjacency) putBoth(e Edge) {
	a.put(e)
	a.put(e.reversed())
}

func (a adjacency) drop(x, y domain.RecordID) {
	delete(a[x], y)
	delete(a[y], x)
}

func (e Edge) reversed() Edge {
	return Edge{A: e.B, B: e.A, Weight: e.Weight, Rule: e.Rule, VersionA: e.VersionB, VersionB: e.VersionA}
}

func newComponent(p *Policy, l *Locked) (*component, error) {
	c := &component{
		policy: p, locked: make(map[domain.RecordID]*record, len(l.Records)), old: adjacency{}, edges: adjacency{}, same: adjacency{},
		apart: map[[2]domain.RecordID]bool{}, inCore: map[domain.RecordID]bool{}, missing: map[domain.RecordID]bool{},
	}
	for id, s := range l.Records {
		r, err := p.open(s)
		if err != nil {
			return nil, err
		}
		c.locked[id] = r
	}
	for _, e := range l.Edges {
		c.old.put(e)
		c.edges.putBoth(e)
	}
	for _, a := range l.Assertions {
		if a.Same {
			c.same.putBoth(Edge{A: a.A, B: a.B})
		} else {
			c.apart[[2]domain.RecordID{a.A, a.B}] = true
			c.apart[[2]domain.RecordID{a.B, a.A}] = true
		}
	}
	return c, nil
}

// open decodes a source record and prepares it for comparison. What a version of a record says never changes, not even when
// another policy reads it otherwise, so the work is done once for records that do not refer to anything, whatever that
// resolves to.
func (p *Policy) open(s *Stored) (*record, error) {
	plain := len(s.References) == 0
	if plain {
		if known := p.remembered(s.ID, s.Version); known != nil {
			return &record{Stored: s, attrs: known.attrs, prep: known.prep}, nil
		}
	}
	attrs, err := p.read(s)
	if err != nil {
		return nil, err
	}
	r := &record{Stored: s, attrs: attrs}
	if r.alive() {
		r.prep = p.Matching.Prepare(attrs)
	}
	if plain && (!p.referring || len(references(p.Schema, attrs)) == 0) {
		p.opened.Set(uint64(s.ID), &opened{id: s.ID, version: s.Version, attrs: attrs, prep: r.prep}, 1)
	}
	return r, nil
}

// read decodes what a source record says, its references filled with what they resolve to.
func (p *Policy) read(s *Stored) (domain.Attributes, error) {
	attrs, err := domain.DecodeAttributes(s.Standardized)
	if err != nil {
		return nil, fmt.Errorf("source record %s: %w", s.SourceKey, err)
	}
	fillReferences(p.Schema, attrs, s.References)
	return attrs, nil
}

// opened is a version of a source record, decoded and prepared. Nobody writes to it.
type opened struct {
	id      domain.RecordID
	version int
	attrs   domain.Attributes
	prep    *matching.Prepared
}

// maxOpened is how many records of a domain are kept opened.
const maxOpened = 20_000

// remembered is a record that has been opened at this version; nil where it has not, or has been forgotten, or depends on more
// than what it says.
func (p *Policy) remembered(id domain.RecordID, version int) *opened {
	if known, ok := p.opened.Get(uint64(id)); ok && known.version == version && known.id == id {
		return known
	}
	return nil
}

// reweigh scores the seeds that are to be searched against every locked record they share a blocking key with, and drops
// the edges that no longer hold.
func (c *component) reweigh(seeds map[domain.RecordID]bool) {
	byKey := c.keyIndex()
	for _, id := range c.sorted(seeds) {
		s := c.locked[id]
		if s == nil {
			continue
		}
		met := map[domain.RecordID]bool{id: true}
		if s.alive() {
			for _, k := range s.Keys {
				for _, other := range byKey[k] {
					if !met[other] {
						met[other] = true
						c.weigh(s, c.locked[other])
					}
				}
			}
		}
		c.forgetOthers(id, met)
	}
}

// recall is reweigh where all records of the domain have been compared already.
func (c *component) recall(seeds map[domain.RecordID]bool, whole *survey) {
	for _, id := range c.sorted(seeds) {
		s := c.locked[id]
		if s == nil {
			continue
		}
		met := map[domain.RecordID]bool{id: true}
		for other, weight := range whole.neighbours(id) {
			met[other] = true
			if o := c.locked[other]; o == nil {
				c.missing[other] = true
			} else {
				c.connect(s, o, weight, c.ruleOf(s, o, weight))
			}
		}
		c.forgetOthers(id, met)
	}
}

// ruleOf names the rule that links two records, where one does.
func (c *component) ruleOf(a, b *record, weight float64) string {
	if weight != matching.RuleWeight {
		return ""
	}
	return c.policy.Matching.Compare(a.prep, b.prep).Rule
}

// forgetOthers drops the stored edges of a record with all but those it has met.
func (c *component) forgetOthers(id domain.RecordID, met map[domain.RecordID]bool) {
	for other := range c.old[id] {
		if c.locked[other] == nil {
			c.missing[other] = true
		} else if !met[other] {
			c.forget(id, other)
		}
	}
}

func (c *component) keyIndex() map[int64][]domain.RecordID {
	index := map[int64][]domain.RecordID{}
	for id, r := range c.locked {
		if r.alive() {
			for _, k := range r.Keys {
				index[k] = append(index[k], id)
			}
		}
	}
	return index
}

func (c *component) weigh(a, b *record) {
	if !c.policy.Matching.Meets(a.SourceKey, b.SourceKey) {
		c.forget(a.ID, b.ID)
		return
	}
	v := c.policy.Matching.Compare(a.prep, b.prep)
	if !c.policy.worthAnEdge(v) {
		c.forget(a.ID, b.ID)
		return
	}
	c.connect(a, b, v.Weight, v.Rule)
}

func (c *component) connect(a, b *record, weight float64, rule string) {
	e := Edge{A: a.ID, B: b.ID, Weight: weight, Rule: rule, VersionA: a.Version, VersionB: b.Version}
	if was, ok := c.edges[a.ID][b.ID]; ok && was.Weight == e.Weight && was.Rule == e.Rule {
		return
	}
	c.edges.putBoth(e)
	c.put = append(c.put, e)
}

// worthAnEdge is true for a pair that is linked, or that a steward is to be asked about.
func (p *Policy) worthAnEdge(v matching.Verdict) bool {
	return v.Weight >= p.Matching.Review() && (v.Forbid == "" || v.Weight >= p.Matching.Link())
}

func (c *component) forget(a, b domain.RecordID) {
	if _, ok := c.edges[a][b]; ok {
		c.edges.drop(a, b)
		if _, stored := c.old[a][b]; stored {
			c.dropped = append(c.dropped, [2]domain.RecordID{a, b})
		}
		c.put = slices.DeleteFunc(c.put, func(e Edge) bool {
			return (e.A == a && e.B == b) || (e.A == b && e.B == a)
		})
	}
}

// walk finds the components around the seeds over old and new link edges and notes what would have to be locked for that:
// a vanished edge splits a component, and both halves are to be partitioned again. So are those of a golden record that a
// policy of another threshold has linked.
func (c *component) walk(seeds map[domain.RecordID]bool) {
	link := c.policy.Matching.Link()
	queue := c.sorted(seeds)
	for _, id := range queue {
		c.inCore[id] = true
	}
	visit := func(id domain.RecordID) {
		if !c.inCore[id] {
			c.inCore[id] = true
			queue = append(queue, id)
		}
	}
	together := map[domain.GoldenID][]domain.RecordID{}
	for id, r := range c.locked {
		if r.Golden != "" {
			together[r.Golden] = append(together[r.Golden], id)
		}
	}
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		if c.locked[id] == nil {
			c.missing[id] = true
			continue
		}
		c.core = append(c.core, id)
		for _, other := range together[c.locked[id].Golden] {
			visit(other)
		}
		for _, side := range []adjacency{c.old, c.edges, c.same} {
			for other, e := range side[id] {
				if e.Weight >= link || e.Weight == 0 && c.asserted(id, other) {
					visit(other)
				} else if c.locked[other] == nil {
					c.missing[other] = true
				}
			}
		}
	}
	slices.SortFunc(c.core, func(a, b domain.RecordID) int { return c.locked[a].Compare(c.locked[b].RecordKey) })
}

func (c *component) asserted(a, b domain.RecordID) bool {
	_, ok := c.same[a][b]
	return ok
}

func (c *component) grow() []domain.RecordID {
	out := make([]domain.RecordID, 0, len(c.missing))
	for id := range c.missing {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

func (c *component) sorted(set map[domain.RecordID]bool) []domain.RecordID {
	out := make([]domain.RecordID, 0, len(set))
	for id := range set {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}
