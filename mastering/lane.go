package mastering

import (
	"context"
	"fmt"
	"runtime/debug"

	"aurum/domain"
)

// job is one call on its way: its arrivals land together, or not at all.
type job struct {
	ops    []*op
	claim  *Claim
	answer []Result // of an earlier call with the same idempotency key
	done   chan error
}

// batchSize is how many arrivals of waiting calls are worked on together; a single call may be larger.
const batchSize = 64

// lane works on the calls of one domain: whatever waits is taken together (group commit), so that durability and round
// trips cost each little. Nobody waits for a batch to fill.
type lane struct {
	hub    *Hub
	domain domain.Domain
	jobs   chan *job
}

var errClosing = domain.E(domain.Internal, "the hub is shutting down; send the call again")

func (l *lane) run(ctx context.Context) {
	var held *job
	for {
		batch := l.take(ctx, &held)
		if batch == nil {
			l.refuse(held)
			return
		}
		l.process(ctx, batch)
	}
}

// refuse answers the calls that still wait when the hub closes.
func (l *lane) refuse(held *job) {
	if held != nil {
		held.done <- errClosing
	}
	for {
		select {
		case j := <-l.jobs:
			j.done <- errClosing
		default:
			return
		}
	}
}

// take waits for a call and takes what else is there. Two calls with one idempotency key never share a batch.
func (l *lane) take(ctx context.Context, held **job) []*job {
	first := *held
	*held = nil
	if first == nil {
		select {
		case <-ctx.Done():
			return nil
		case first = <-l.jobs:
		}
	}
	if ctx.Err() != nil {
		*held = first
		return nil
	}
	batch, size := []*job{first}, len(first.ops)
	claimed := map[[2]string]bool{}
	first.mark(claimed)
	for size < batchSize {
		select {
		case j := <-l.jobs:
			if size+len(j.ops) > batchSize || !j.mark(claimed) {
				*held = j
				return batch
			}
			batch, size = append(batch, j), size+len(j.ops)
		default:
			return batch
		}
	}
	return batch
}

func (j *job) mark(claimed map[[2]string]bool) bool {
	if j.claim == nil {
		return true
	}
	k := [2]string{j.claim.System, j.claim.Key}
	if claimed[k] {
		return false
	}
	claimed[k] = true
	return true
}

// process works on a batch. Where it fails as a whole its calls are tried one by one, so that none pays for another.
func (l *lane) process(ctx context.Context, batch []*job) {
	// A batch that has begun is ended, also when the hub closes: its callers wait.
	ctx = context.WithoutCancel(ctx)
	err := l.attempt(ctx, batch)
	if err != nil && len(batch) > 1 {
		for _, j := range batch {
			j.done <- l.attempt(ctx, []*job{j})
		}
		return
	}
	for _, j := range batch {
		j.done <- err
	}
}

// attempt runs a batch; a panic in it is an error of that batch, not the end of the lane.
func (l *lane) attempt(ctx context.Context, batch []*job) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic while mastering %s: %v\n%s", l.domain, r, debug.Stack())
		}
	}()
	return l.hub.master(ctx, l.hub.policies.Of(l.domain), batch)
}

// submit hands a call to its lane and waits for its end. Once taken the call runs to its end, whatever becomes of the
// caller.
func (h *Hub) submit(ctx context.Context, j *job) error {
	select {
	case h.lanes[j.ops[0].key.Domain].jobs <- j:
	case <-h.closing:
		return errClosing
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-j.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	case <-h.closing:
	}
	h.work.Wait() // the lanes end what they have begun; what came too late for that is nobody's
	select {
	case err := <-j.done:
		return err
	default:
		return errClosing
	}
}
