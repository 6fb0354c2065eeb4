package mastering

import (
	"context"
	"slices"
	"time"

	"aurum/domain"
)

// then is what source records said at a moment, to be compared by the policy that was in force then. Which of them met, and how
// they hung together, follows from that: edges are not kept, they are found again. Whoever asks sees what followed once
// everything that had landed by the moment was resolved.
type then struct {
	hub     *Hub
	policy  *Policy
	at      time.Time
	without []string // attributes that count for nothing
	opened  map[domain.RecordID]*record
	cut     bool // some edges were not looked for, there being too many pairs
}

func (h *Hub) then(ctx context.Context, d domain.Domain, at time.Time, withheld []string) (*then, error) {
	version, err := h.storage.PolicyThen(ctx, d, at)
	if err != nil {
		return nil, err
	}
	p := h.policies.Of(d)
	if version != "" { // else policies have never been kept
		if p, err = h.policyThen(ctx, d, version); err != nil {
			return nil, err
		}
	}
	return &then{hub: h, policy: p, at: at, without: p.without(withheld), opened: map[domain.RecordID]*record{}}, nil
}

// open reads source records, at least in the versions told, unless they are known. Those that were not there yet, or were
// withdrawn, are noted as such.
func (t *then) open(ctx context.Context, members []domain.Member) error {
	fresh := slices.DeleteFunc(slices.Clone(members), func(m domain.Member) bool { _, known := t.opened[m.Record]; return known })
	if len(fresh) == 0 {
		return nil
	}
	for _, m := range fresh {
		t.opened[m.Record] = nil
	}
	found, err := t.hub.recordsThen(ctx, t.policy, fresh, t.at)
	if err != nil || len(found) == 0 {
		return err
	}
	keys := make([]RecordKey, len(found))
	for i, r := range found {
		keys[i] = r.RecordKey
	}
	linked, err := t.hub.storage.LinkedThen(ctx, keys, t.at)
	if err != nil {
		return err
	}
	for _, r := range found {
		if r.Domain != t.policy.Schema.Domain {
			continue // hashes of keys have met
		}
		r.Golden = linked[r.RecordKey]
		r.prep = t.policy.Matching.Prepare(leave(r.attrs, t.without))
		t.opened[r.ID] = r
	}
	return nil
}

// pick gives the records of those ids that were there, sorted by key.
func (t *then) pick(ids []domain.RecordID) []*record { return pick(t.opened, ids) }

// sharing are the records that had one of the blocking keys, sorted by key.
func (t *then) sharing(ctx context.Context, keys []int64) ([]*record, error) {
	ids, err := t.hub.storage.CandidatesThen(ctx, slices.Compact(slices.Sorted(slices.Values(keys))), t.at)
	if err != nil {
		return nil, err
	}
	members := make([]domain.Member, len(ids))
	for i, id := range ids {
		members[i].Record = id
	}
	if err := t.open(ctx, members); err != nil {
		return nil, err
	}
	return t.pick(ids), nil
}

// near are the records beside some that may have shared a blocking key with them, sorted by key.
func (t *then) near(ctx context.Context, of []*record) ([]*record, error) {
	var keys []int64
	for _, r := range of {
		keys = append(keys, r.prep.Keys()...)
	}
	found, err := t.sharing(ctx, keys)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(found, func(r *record) bool { return slices.Contains(of, r) }), nil
}

// hanging implements scene.
func (t *then) hanging(ctx context.Context, on, all []domain.RecordID) (*around, error) {
	if len(t.without) > 0 {
		said, err := t.said(ctx, all)
		if err != nil {
			return nil, err
		}
		return t.policy.among(t.pick(all), said), nil
	}
	r := reach{link: t.policy.Matching.Link(), seen: map[domain.RecordID]bool{}, step: t.step}
	if err := r.from(ctx, on); err != nil {
		return nil, err
	}
	a := &around{policy: t.policy, whole: r.whole && !t.cut, records: t.pick(r.ids)}
	a.fill(r, on)
	return a, nil
}

// step finds the edges of some records, and what stewards had said of them.
func (t *then) step(ctx context.Context, ids []domain.RecordID) ([]Edge, []Assertion, error) {
	members := make([]domain.Member, len(ids))
	for i, id := range ids {
		members[i].Record = id
	}
	if err := t.open(ctx, members); err != nil {
		return nil, nil, err
	}
	records := t.pick(ids)
	others, err := t.near(ctx, records)
	if err != nil {
		return nil, nil, err
	}
	var edges []Edge
	inside, whole := t.policy.meeting(records, records)
	t.cut = t.cut || !whole
	for _, w := range inside {
		e := Edge{A: w.a.ID, B: w.b.ID, Weight: w.weight}
		edges = append(edges, e, e.reversed())
	}
	outside, whole := t.policy.meeting(records, others)
	t.cut = t.cut || !whole
	for _, w := range outside {
		edges = append(edges, Edge{A: w.a.ID, B: w.b.ID, Weight: w.weight})
	}
	said, err := t.said(ctx, ids)
	return edges, said, err
}

// said are the stewards' words on pairs with an end among the records.
func (t *then) said(ctx context.Context, ids []domain.RecordID) ([]Assertion, error) {
	said, err := t.hub.storage.SaidThen(ctx, ids, t.at)
	if err != nil {
		return nil, err
	}
	out := make([]Assertion, len(said))
	for i, s := range said {
		out[i] = s.Assertion
	}
	return out, nil
}
