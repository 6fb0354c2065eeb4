package delivery

import (
	"context"
	"fmt"
	"sync/atomic"

	"aurum/domain"
)

const (
	handed      = 8   // events that wait in a subscription's channel
	stride      = 32  // events a subscription takes from the ring at a time
	catchUpPage = 200 // events it takes from the source at a time: what a stuck one may hold
)

// Subscription is one follower's way along the feed.
type Subscription struct {
	feed   *Feed
	keep   func(domain.Change) bool
	events chan domain.Change
	err    atomic.Pointer[error]

	at     domain.Cursor // last event seen, whether kept or not
	number uint64        // next event in the ring
	live   bool          // it walks along the ring; else it reads from the source
}

// Events gives the events in feed order, each once. It is closed when the subscription ends; Err then tells why. The
// slices in an event are shared among subscriptions and must not be changed.
func (s *Subscription) Events() <-chan domain.Change { return s.events }

// Err tells why the subscription has ended: the cause of its context, ErrStopped, or INVALID if it fell so far behind
// that events it had not read are no longer kept. It is nil until then.
func (s *Subscription) Err() error {
	if err := s.err.Load(); err != nil {
		return *err
	}
	return nil
}

// place finds where to begin.
func (s *Subscription) place(ctx context.Context, after *domain.Cursor) error {
	f := s.feed
	end, head := f.ring.end()
	if after == nil {
		s.number, s.at, s.live = end, head, true
		return nil
	}
	s.at = *after
	if compare(*after, head) > 0 {
		if err := f.reached(ctx, *after); err != nil {
			return err
		}
	}
	if s.number, s.live = f.ring.position(*after); s.live || *after == (domain.Cursor{}) {
		return nil
	}
	return f.kept(ctx, *after)
}

// reached tells whether the feed has come as far as a cursor, which another node may have seen before this one: INVALID
// if not.
func (f *Feed) reached(ctx context.Context, after domain.Cursor) error {
	head, err := f.head(ctx)
	if err != nil {
		return fmt.Errorf("head of the change feed: %w", err)
	}
	if compare(after, head) > 0 {
		return invalidAfter("after lies ahead of the change feed: it is no cursor that this feed has given")
	}
	return nil
}

// run hands out events until the subscription ends.
func (s *Subscription) run(ctx context.Context) {
	defer close(s.events)
	defer s.feed.options.Metrics.Subscribers(-1)
	if !s.live {
		s.feed.options.Metrics.CatchUp()
	}
	for {
		step := s.walk
		if !s.live {
			step = s.catchUp
		}
		if err := step(ctx); err != nil {
			s.err.Store(&err)
			return
		}
	}
}

// walk takes the next events from the ring, or waits for them.
func (s *Subscription) walk(ctx context.Context) error {
	var buf [stride]*domain.Change
	n, changed, ok := s.feed.ring.read(s.number, buf[:])
	if !ok {
		s.live = false
		s.feed.options.Metrics.CatchUp()
		return nil
	}
	if n == 0 {
		return s.wait(ctx, changed)
	}
	s.number += uint64(n)
	return s.deliver(ctx, buf[:n])
}

// wait waits for the signal; it fails if the subscription ends before.
func (s *Subscription) wait(ctx context.Context, signal <-chan struct{}) error {
	select {
	case <-signal:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-s.feed.done:
		return ErrStopped
	}
}

// catchUp hands out one page from the source, and returns to the ring once that reaches back to where it stands.
func (s *Subscription) catchUp(ctx context.Context) error {
	page, err := s.page(ctx)
	if err != nil {
		return err
	}
	if err := s.deliver(ctx, page); err != nil {
		return err
	}
	s.number, s.live = s.feed.ring.position(s.at)
	if !s.live && len(page) == 0 { // the ring moved on after the page was read
		pause(ctx, gather, s.feed.done)
	}
	return nil
}

// page reads from the source once it is this subscription's turn. The turn lasts over failures of the source, so that
// few are at it while it recovers.
func (s *Subscription) page(ctx context.Context) ([]*domain.Change, error) {
	select {
	case s.feed.turns <- struct{}{}:
		defer func() { <-s.feed.turns }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	case <-s.feed.done:
		return nil, ErrStopped
	}
	var b backoff
	for {
		events, err := s.feed.keptChanges(ctx, s.at, catchUpPage)
		switch {
		case ctx.Err() != nil:
			return nil, context.Cause(ctx)
		case err == nil:
			return pointers(events), nil
		case domain.CodeOf(err) == domain.Invalid:
			return nil, err
		}
		s.feed.options.Logger.WarnContext(ctx, "a subscriber cannot catch up, trying again", "error", err)
		if pause(ctx, b.next(), s.feed.done) {
			return nil, ErrStopped
		}
	}
}

func pointers(events []domain.Change) []*domain.Change {
	ps := make([]*domain.Change, len(events))
	for i := range events {
		ps[i] = &events[i]
	}
	return ps
}

// deliver hands out those of the events that the subscription has not seen and wants.
func (s *Subscription) deliver(ctx context.Context, events []*domain.Change) error {
	sent := 0
	var last *domain.Change
	defer func() {
		if sent > 0 {
			s.feed.options.Metrics.Delivered(sent, s.feed.age(last))
		}
	}()
	for _, e := range events {
		if compare(e.Cursor, s.at) <= 0 {
			continue
		}
		s.at = e.Cursor
		if s.keep != nil && !s.keep(*e) {
			continue
		}
		if err := s.send(ctx, e); err != nil {
			return err
		}
		sent, last = sent+1, e
	}
	return nil
}

// send waits for the subscriber only if its channel is full: trying first spares the locks of the shared signals.
func (s *Subscription) send(ctx context.Context, e *domain.Change) error {
	select {
	case s.events <- *e:
		return nil
	default:
	}
	select {
	case s.events <- *e:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-s.feed.done:
		return ErrStopped
	}
}
