package mastering

import (
	"cmp"
	"context"
	"slices"

	"aurum/domain"
)

// What a caller may not see must not show in what is told of matches either: neither in weights, nor in which pairs are
// told at all. Stored edges follow from everything that records say, so that a pair's having one, or having none, tells of
// what is withheld. Hence such callers get evidence that is worked out from nothing but what they see and from which source
// records are one golden record, as if the records said no more.

// maxMeeting is how many pairs are weighed for a caller from whom something is withheld.
const maxMeeting = 20_000

// without are those of the attributes withheld that matching looks at: where there are none nothing has to be kept back.
func (p *Policy) without(withheld []string) []string {
	read := p.Matching.Attributes()
	return slices.DeleteFunc(slices.Clone(withheld), func(name string) bool { return !slices.Contains(read, name) })
}

// withhold prepares records as if they said nothing of some attributes.
func (p *Policy) withhold(records map[domain.RecordID]*record, attributes []string) {
	if len(attributes) == 0 {
		return
	}
	for _, r := range records {
		r.prep = p.Matching.Prepare(leave(r.attrs, attributes))
	}
}

// leave is a copy of attributes without some.
func leave(attrs domain.Attributes, out []string) domain.Attributes {
	left := make(domain.Attributes, len(attrs))
	for name, value := range attrs {
		if !slices.Contains(out, name) {
			left[name] = value
		}
	}
	return left
}

// weighed is a pair of records with its match weight.
type weighed struct {
	a, b   *record
	weight float64
}

// best sorts pairs by weight, then by key, and gives the first of them.
func best(pairs []weighed, first int) []weighed {
	slices.SortFunc(pairs, func(x, y weighed) int {
		return cmp.Or(cmp.Compare(y.weight, x.weight), x.a.Compare(y.a.RecordKey), x.b.Compare(y.b.RecordKey))
	})
	return pairs[:min(len(pairs), first)]
}

// meeting weighs the pairs of records of two lists that share a blocking key, each once, and gives those that are worth an
// edge; a record does not meet itself. whole is false where there are too many to weigh.
func (p *Policy) meeting(as, bs []*record) (pairs []weighed, whole bool) {
	byKey := map[int64][]int{}
	for j, b := range bs {
		for _, k := range b.prep.Keys() {
			byKey[k] = append(byKey[k], j)
		}
	}
	met := map[[2]domain.RecordID]bool{}
	for _, a := range as {
		var near []int
		for _, k := range a.prep.Keys() {
			near = append(near, byKey[k]...)
		}
		slices.Sort(near)
		for _, j := range slices.Compact(near) {
			b := bs[j]
			if a.ID == b.ID || met[[2]domain.RecordID{b.ID, a.ID}] {
				continue
			}
			if len(met) == maxMeeting {
				return pairs, false
			}
			met[[2]domain.RecordID{a.ID, b.ID}] = true
			if v := p.Matching.Compare(a.prep, b.prep); p.worthAnEdge(v) {
				pairs = append(pairs, weighed{a, b, v.Weight})
			}
		}
	}
	return pairs, true
}

// matchesWithout is Matches for a caller who may not see some attributes.
func (h *Hub) matchesWithout(ctx context.Context, p *Policy, own []domain.RecordID, attributes []string) ([]Match, error) {
	opened, err := h.opened(ctx, p, nil, own)
	if err != nil {
		return nil, err
	}
	p.withhold(opened, attributes)
	members := pick(opened, own)
	others, err := h.candidatesWithout(ctx, p, members, attributes)
	if err != nil {
		return nil, err
	}
	return p.matchesAround(members, others), nil
}

// matchesAround explains the links among the source records of a golden record, and those to others.
func (p *Policy) matchesAround(members, others []*record) []Match {
	inside, _ := p.meeting(members, members)
	outside, _ := p.meeting(members, others)
	out := []Match{}
	for i, pairs := range [][]weighed{inside, outside} {
		for _, w := range best(pairs, maxExplained) {
			m := p.match(w.a, w.b)
			m.Inside = i == 0
			out = append(out, m)
		}
	}
	slices.SortFunc(out, Match.byWeight)
	return out
}

// candidatesWithout are the records outside that share a blocking key with some, sorted by key, without some attributes.
func (h *Hub) candidatesWithout(ctx context.Context, p *Policy, of []*record, attributes []string) ([]*record, error) {
	var keys []int64
	own := map[domain.RecordID]bool{}
	for _, r := range of {
		own[r.ID] = true
		keys = append(keys, r.prep.Keys()...)
	}
	slices.Sort(keys)
	stored, err := h.storage.Candidates(ctx, slices.Compact(keys))
	if err != nil {
		return nil, err
	}
	found := map[domain.RecordID]*record{}
	var ids []domain.RecordID
	for _, s := range stored {
		if own[s.ID] {
			continue
		}
		if found[s.ID], err = p.open(s); err != nil {
			return nil, err
		}
		ids = append(ids, s.ID)
	}
	p.withhold(found, attributes)
	return pick(found, ids), nil
}

// amongThemselves is what hangs together of some records where nothing else is looked at, for a caller who may not see some
// attributes.
func (h *Hub) amongThemselves(ctx context.Context, p *Policy, own []domain.RecordID, attributes []string) (*around, error) {
	opened, err := h.opened(ctx, p, nil, own)
	if err != nil {
		return nil, err
	}
	p.withhold(opened, attributes)
	said, err := h.storage.Assertions(ctx, own)
	if err != nil {
		return nil, err
	}
	return p.among(pick(opened, own), said), nil
}

// among is what hangs together of some records, all of which are asked about.
func (p *Policy) among(records []*record, said []Assertion) *around {
	own := recordIDs(records)
	r := reach{ids: own, asserted: said}
	a := &around{policy: p, records: records}
	pairs, whole := p.meeting(records, records)
	a.whole = whole
	for _, w := range pairs {
		e := Edge{A: w.a.ID, B: w.b.ID, Weight: w.weight}
		r.edges = append(r.edges, e, e.reversed())
	}
	a.fill(r, own)
	return a
}
