package delivery

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"aurum/domain"
)

// Channel is the database notification channel on which writers of any node tell that there are new events.
const Channel = "aurum_change"

// ErrStopped ends the subscriptions of a feed whose Run has ended.
var ErrStopped = errors.New("the change feed has stopped")

// Source is where the change feed is kept.
type Source interface {
	// Changes reads up to limit settled events after a cursor, in feed order: none that is shown later may come to
	// stand before one already shown. Events may be removed, the oldest first, but never the newest one: it shows how
	// far the feed has come.
	Changes(ctx context.Context, after domain.Cursor, limit int) ([]domain.Change, error)
	// Head gives the cursor behind everything Changes would show now; the zero cursor if there is nothing.
	Head(ctx context.Context) (domain.Cursor, error)
	// Listen calls wake once it listens and then for every notification, until ctx ends or the connection breaks.
	Listen(ctx context.Context, channel string, wake func()) error
}

// Metrics are hooks that are told what the feed does; any of them may be nil. They are called from many goroutines and
// must be quick.
type Metrics struct {
	// Subscribers is told each change of the number of subscriptions, +1 or -1.
	Subscribers func(delta int)
	// Read is told how many events the reader has taken in and how old the oldest of them was.
	Read func(events int, lag time.Duration)
	// Delivered is told how many events were handed to a subscriber and how old the last of them was by then.
	Delivered func(events int, lag time.Duration)
	// CatchUp is told when a subscription begins to read from the source by itself.
	CatchUp func()
}

// Options of a feed; the zero value is ready for use.
type Options struct {
	Logger *slog.Logger     // nil: silent
	Now    func() time.Time // nil: time.Now; only for the lag that Metrics are told
	// BufferEvents is how many events are kept in memory; 0 means 65,536 (some 25 MB).
	BufferEvents int
	// PollEvery is the longest time between two looks at the source, if nothing wakes the reader; 0 means 250 ms.
	PollEvery time.Duration
	Metrics   Metrics
}

func (o Options) withDefaults() Options {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.BufferEvents <= 0 {
		o.BufferEvents = 1 << 16
	}
	if o.PollEvery <= 0 {
		o.PollEvery = 250 * time.Millisecond
	}
	if o.Metrics.Subscribers == nil {
		o.Metrics.Subscribers = func(int) {}
	}
	if o.Metrics.Read == nil {
		o.Metrics.Read = func(int, time.Duration) {}
	}
	if o.Metrics.Delivered == nil {
		o.Metrics.Delivered = func(int, time.Duration) {}
	}
	if o.Metrics.CatchUp == nil {
		o.Metrics.CatchUp = func() {}
	}
	return o
}

// Feed follows the change feed for all subscribers of one process. It is safe for concurrent use.
type Feed struct {
	source  Source
	options Options
	ring    *ring
	woken   chan struct{} // holds one wake-up for the reader
	turns   chan struct{} // places for subscriptions that read from the source at the same time
	started atomic.Bool
	ready   chan struct{} // closed once the ring has its place in the feed
	done    chan struct{} // closed when Run has ended
}

// catchingUp is how many subscriptions read from the source at the same time: after a restart thousands may resume at
// once, and they shall leave connections to everybody else.
const catchingUp = 4

// NewFeed makes a feed; it moves once Run is called.
func NewFeed(source Source, o Options) *Feed {
	o = o.withDefaults()
	return &Feed{
		source:  source,
		options: o,
		ring:    newRing(o.BufferEvents),
		woken:   make(chan struct{}, 1),
		turns:   make(chan struct{}, catchingUp),
		ready:   make(chan struct{}),
		done:    make(chan struct{}),
	}
}

// Wake makes the reader look for new events at once. Writers of this process call it after they have committed; it never
// blocks.
func (f *Feed) Wake() {
	select {
	case f.woken <- struct{}{}:
	default: // it will look anyway
	}
}

// age is how long ago an event was written; clocks of nodes may differ, so it is never less than nothing.
func (f *Feed) age(e *domain.Change) time.Duration { return max(f.options.Now().Sub(e.At), 0) }

// Subscribe follows the feed until ctx ends; keep, if given, chooses the events and runs on the subscription's goroutine.
//
// With a cursor the subscription gets every event after it and then goes on live; the zero cursor stands before the
// oldest event that is kept. Without one it gets everything committed after Subscribe has returned, and possibly the
// little the reader had not yet seen by then.
//
// Subscribe waits until Run has found its place in the feed. A cursor that no event has reached yet, or from before the
// oldest event that is kept, is INVALID.
func (f *Feed) Subscribe(ctx context.Context, after *domain.Cursor, keep func(domain.Change) bool) (*Subscription, error) {
	select {
	case <-f.ready:
	case <-f.done:
		return nil, ErrStopped
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	s := &Subscription{feed: f, keep: keep, events: make(chan domain.Change, handed)}
	if err := s.place(ctx, after); err != nil {
		return nil, err
	}
	f.options.Metrics.Subscribers(+1)
	go s.run(ctx)
	return s, nil
}
