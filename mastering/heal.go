package mastering

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"aurum/domain"
)

// sweepEvery is how often a hub looks for what a dead node, or a failed batch, has left behind.
const sweepEvery = 10 * time.Second

// leftBehind is the age from which a landed record is taken to have nobody working on it.
const leftBehind = 30 * time.Second

// idempotencyAge is how long an idempotency key is kept: longer than anybody repeats a call.
const idempotencyAge = 14 * 24 * time.Hour

// healer resolves again what refers to records that have changed their golden record, and sweeps up what was left behind.
func (h *Hub) healer(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		age := anyAge
		select {
		case <-ctx.Done():
			return
		case <-h.heal:
		case <-tick.C:
			age = func() time.Duration { return leftBehind }
			if err := h.recover(ctx, age); err != nil && ctx.Err() == nil {
				h.log.Error("resolving what was left behind failed; it is tried again", "error", err)
			}
			if _, err := h.storage.ForgetIdempotency(ctx, idempotencyAge); err != nil && ctx.Err() == nil {
				h.log.Error("dropping old idempotency keys failed; it is tried again", "error", err)
			}
		}
		if err := h.healReferences(ctx, age); err != nil && ctx.Err() == nil {
			h.log.Error("healing references failed; it is tried again", "error", err)
		}
	}
}

// Settle returns when no landed record waits, every reference points where it should, and what is due is rebuilt. It is for tests, loads and
// shutdowns; nobody needs to call it for the hub to get there.
func (h *Hub) Settle(ctx context.Context) error { return h.finish(ctx, anyAge) }

// Recover ends what was begun before it and not ended. Call it at start. What comes in meanwhile is left to those who take it
// in: where other hubs are at work something always waits.
func (h *Hub) Recover(ctx context.Context) error {
	began := time.Now()
	return h.finish(ctx, func() time.Duration { return time.Since(began) })
}

// anyAge is the least age of work that is taken up where none is too young.
func anyAge() time.Duration { return 0 }

func (h *Hub) finish(ctx context.Context, age func() time.Duration) error {
	if err := h.recover(ctx, age); err != nil {
		return err
	}
	if err := h.healReferences(ctx, age); err != nil {
		return err
	}
	return h.reevaluate(ctx)
}

// recover resolves what has waited for at least an age, which is asked for anew with each step. A record that cannot be
// resolved costs the others nothing; it is told of and tried again with the next sweep.
func (h *Hub) recover(ctx context.Context, age func() time.Duration) error {
	for {
		waiting, err := h.storage.Landed(ctx, age(), resolveSize)
		if err != nil || len(waiting) == 0 {
			return err
		}
		resolved, err := h.resolveWaiting(ctx, waiting)
		if err != nil && (resolved == 0 || len(waiting) < resolveSize) {
			return err
		}
	}
}

func (h *Hub) resolveWaiting(ctx context.Context, waiting []*Stored) (resolved int, err error) {
	for _, p := range h.policies.All() {
		seeds := map[domain.RecordID]seed{}
		for _, s := range waiting {
			if s.Domain == p.Schema.Domain {
				seeds[s.ID] = seed{version: s.Pending, search: true}
			}
		}
		if len(seeds) == 0 {
			continue
		}
		if _, together := h.resolveAll(ctx, p, seeds); together == nil {
			resolved += len(seeds)
			continue
		}
		for id, s := range seeds {
			if _, alone := h.resolveAll(ctx, p, map[domain.RecordID]seed{id: s}); alone != nil {
				err = errors.Join(err, fmt.Errorf("%s record %d: %w", p.Schema.Domain, id, alone))
			} else {
				resolved++
			}
		}
	}
	return resolved, err
}

// healReferences works off the moves until none is left.
func (h *Hub) healReferences(ctx context.Context, age func() time.Duration) error {
	for {
		n, err := h.storage.Moved(ctx, age(), func(referrers []domain.RecordID) error { return h.reresolve(ctx, referrers) })
		if err != nil || n == 0 {
			return err
		}
	}
}

// reresolve derives everything of the records anew.
func (h *Hub) reresolve(ctx context.Context, ids []domain.RecordID) error {
	stored, err := h.storage.Records(ctx, ids)
	if err != nil {
		return err
	}
	byDomain := map[domain.Domain][]domain.RecordID{}
	for _, s := range stored {
		byDomain[s.Domain] = append(byDomain[s.Domain], s.ID)
	}
	for _, p := range h.policies.All() {
		ids := byDomain[p.Schema.Domain]
		for len(ids) > 0 {
			n := min(len(ids), resolveSize)
			seeds, err := h.refresh(ctx, p, ids[:n])
			if err != nil {
				return err
			}
			if _, err := h.resolveAll(ctx, p, seeds); err != nil {
				return err
			}
			ids = ids[n:]
		}
	}
	return nil
}

// refreshAll refreshes what is to be resolved. Records that have been withdrawn have nothing to be refreshed, and are to be
// resolved all the same.
func (h *Hub) refreshAll(ctx context.Context, p *Policy, seeds map[domain.RecordID]seed) error {
	refreshed, err := h.refresh(ctx, p, slices.Sorted(maps.Keys(seeds)))
	maps.Copy(seeds, refreshed)
	return err
}

// refresh lands records again as they are: their blocking keys follow from what their references resolve to now.
func (h *Hub) refresh(ctx context.Context, p *Policy, ids []domain.RecordID) (map[domain.RecordID]seed, error) {
	stored, err := h.storage.Records(ctx, ids)
	if err != nil {
		return nil, err
	}
	j := &job{}
	for _, s := range stored {
		j.ops = append(j.ops, &op{policy: p, key: s.RecordKey, refresh: true})
	}
	return h.land(ctx, p, []*job{j})
}
