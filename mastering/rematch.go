package mastering

import (
	"context"
	"errors"
)

// Rematch brings records under a policy that has changed since they were matched, from what their sources have sent on: in
// bounded steps, each remembered, so that a stop in between is resumed, while records come in as ever. Golden ids are kept
// wherever their founder's cluster lives on. It returns at once where nothing is to be done, or another node is at it. Call it
// now and then, in the background.
func (h *Hub) Rematch(ctx context.Context) error {
	for _, p := range h.policies.All() {
		if err := h.rematch(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

func (h *Hub) rematch(ctx context.Context, p *Policy) (err error) {
	total := 0
	defer func() {
		if err != nil {
			err = errors.Join(err, h.storage.LeaveRematch(context.WithoutCancel(ctx), p.Schema.Domain, p.Version, h.node))
		}
	}()
	for {
		ids, mine, err := h.storage.Unmatched(ctx, p.Schema.Domain, p.Version, h.node, resolveSize)
		if err != nil || !mine {
			return err
		}
		if len(ids) == 0 {
			break
		}
		if err := h.anew(ctx, p, ids); err != nil {
			return err
		}
		total += len(ids)
		if err := h.storage.Rematched(ctx, p.Schema.Domain, p.Version, h.node, ids[len(ids)-1]); err != nil {
			return err
		}
	}
	if total > 0 {
		h.log.Info("matched again under a changed policy", "domain", p.Schema.Domain, "policy", p.Version, "records", total)
	}
	return h.storage.Rematched(ctx, p.Schema.Domain, p.Version, h.node, 0)
}
