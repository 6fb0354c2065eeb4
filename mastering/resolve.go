package mastering

import (
	"context"
	"maps"
	"slices"

	"aurum/domain"
)

// resolve decides which golden records landed source records belong to, and rebuilds those. It is the only writer of
// edges, memberships and golden records, whoever asks: an upsert, a bulk load, a recovery, a healed reference.
func (h *Hub) resolve(ctx context.Context, p *Policy, seeds map[domain.RecordID]seed) (map[domain.RecordID]Membership, error) {
	members := make(map[domain.RecordID]Membership, len(seeds))
	for tries := 1; ; tries++ {
		placed, err := h.resolveOnce(ctx, p, seeds)
		if err != nil {
			return nil, err
		}
		maps.Copy(members, placed.members)
		if len(placed.outdated) == 0 || tries == maxOutdated {
			return members, nil
		}
		// Their references have come to point elsewhere since they landed.
		if seeds, err = h.refresh(ctx, p, placed.outdated); err != nil {
			return nil, err
		}
	}
}

// maxOutdated bounds how often records are resolved whose references come to point elsewhere meanwhile. Twice is needed: whom
// they point at may have moved, and all that pointed there been healed, while they landed. Whatever moves later finds them
// among those that point at it and heals them; it is only quicker to do so here.
const maxOutdated = 4

func (h *Hub) resolveOnce(ctx context.Context, p *Policy, seeds map[domain.RecordID]seed) (*placement, error) {
	scope := ResolveScope{Domain: p.Schema.Domain, Policy: p.Version, Link: p.Matching.Link()}
	var err error
	if scope.Expand, scope.Rim, err = p.candidates(ctx, h.storage, seeds); err != nil {
		return nil, err
	}
	var placed *placement
	moved, changed := false, false
	err = h.storage.Resolving(ctx, scope, func(l *Locked) (*ResolveWrite, []domain.RecordID, error) {
		w, pl, grow, err := p.decide(l, seeds, h.clock())
		if err != nil || grow != nil {
			return nil, grow, err
		}
		placed, moved, changed = pl, len(w.Moved) > 0, len(w.Goldens) > 0
		return w, nil, nil
	})
	if err != nil {
		return nil, err
	}
	if moved {
		wake(h.heal)
	}
	if changed {
		wake(h.changed)
	}
	return placed, nil
}

// candidates searches for everything that shares a blocking key with a seed. Whoever landed later sees whoever landed
// before, so no pair is missed, whichever node it came through. What looks like a link is expanded, what looks like a
// question for a steward is the rim; the final word is said under the locks.
func (p *Policy) candidates(ctx context.Context, from Searched, seeds map[domain.RecordID]seed) (expand, rim []domain.RecordID, err error) {
	met := map[domain.RecordID]bool{} // true: expand, false: rim
	var ask []domain.RecordID
	for id, s := range seeds {
		met[id] = true
		if s.search {
			ask = append(ask, id)
		}
	}
	if len(ask) > 0 {
		slices.Sort(ask)
		if err := p.search(ctx, from, ask, met); err != nil {
			return nil, nil, err
		}
	}
	for id, whole := range met {
		if whole {
			expand = append(expand, id)
		} else {
			rim = append(rim, id)
		}
	}
	slices.Sort(expand)
	slices.Sort(rim)
	return expand, rim, nil
}

// search adds the candidates whose weight is worth a lock.
func (p *Policy) search(ctx context.Context, from Searched, ids []domain.RecordID, met map[domain.RecordID]bool) error {
	stored, err := from.Records(ctx, ids)
	if err != nil {
		return err
	}
	var keys []int64
	for _, s := range stored {
		keys = append(keys, s.Keys...)
	}
	slices.Sort(keys)
	byKey, err := p.openComparable(ctx, from, slices.Compact(keys))
	if err != nil {
		return err
	}
	for _, s := range stored {
		if s.Deleted {
			continue
		}
		r, err := p.open(s)
		if err != nil {
			return err
		}
		p.addWorthy(r, byKey, met)
	}
	return nil
}

// openComparable opens the records that have one of some blocking keys, by key. Those that are remembered are not read again.
func (p *Policy) openComparable(ctx context.Context, from Searched, keys []int64) (map[int64][]*record, error) {
	kept := map[domain.RecordID]*opened{}
	found, err := from.Comparable(ctx, keys, func(id domain.RecordID, version int) bool {
		known := p.remembered(id, version)
		if known != nil {
			kept[id] = known
		}
		return known != nil
	})
	if err != nil {
		return nil, err
	}
	byKey := map[int64][]*record{}
	for _, s := range found {
		r, keys := (*record)(nil), s.Keys
		if known := kept[s.ID]; known != nil {
			r, keys = &record{Stored: s, attrs: known.attrs, prep: known.prep}, known.prep.Keys()
		} else if r, err = p.open(s); err != nil {
			return nil, err
		}
		for _, k := range keys {
			byKey[k] = append(byKey[k], r)
		}
	}
	return byKey, nil
}

func (p *Policy) addWorthy(r *record, byKey map[int64][]*record, met map[domain.RecordID]bool) {
	compared := map[domain.RecordID]bool{r.ID: true}
	for _, k := range r.Keys {
		for _, other := range byKey[k] {
			if compared[other.ID] || met[other.ID] {
				continue
			}
			compared[other.ID] = true
			switch v := p.Matching.Compare(r.prep, other.prep); {
			case v.Weight >= p.Matching.Link():
				met[other.ID] = true
			case v.Weight >= p.Matching.Review():
				met[other.ID] = false
			}
		}
	}
}
