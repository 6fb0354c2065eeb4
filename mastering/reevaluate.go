package mastering

import (
	"context"
	"time"

	"aurum/domain"
)

// lookForDue is how often a hub looks for golden records whose moment has come.
const lookForDue = time.Second

// clockwork takes over policies that have come into force, and rebuilds golden records when their moment has come: trust has faded below another source's, an override has
// reached its date. Nobody has to send anything for that.
func (h *Hub) clockwork(ctx context.Context) {
	tick := time.NewTicker(lookForDue)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := h.AdoptPolicies(ctx); err != nil && ctx.Err() == nil {
			h.log.Error("looking for policies that have come into force failed; it is tried again", "error", err)
		}
		if err := h.reevaluate(ctx); err != nil && ctx.Err() == nil {
			h.log.Error("rebuilding golden records whose moment has come failed; it is tried again", "error", err)
		}
	}
}

// reevaluate rebuilds what is due, until nothing is.
func (h *Hub) reevaluate(ctx context.Context) error {
	met := map[domain.GoldenID]bool{}
	for {
		due, err := h.storage.Due(ctx, h.clock(), resolveSize)
		if err != nil || len(due) == 0 {
			return err
		}
		before := len(met)
		for id := range due {
			met[id] = true
		}
		if len(met) == before { // another hub is at it, or the clock stands still
			return nil
		}
		for _, p := range h.policies.All() {
			seeds := map[domain.RecordID]seed{}
			for _, d := range due {
				if d.Domain == p.Schema.Domain {
					seeds[d.Record] = seed{}
				}
			}
			if len(seeds) == 0 {
				continue
			}
			if _, err := h.resolveAll(ctx, p, seeds); err != nil {
				return err
			}
		}
	}
}
