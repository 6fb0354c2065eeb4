package delivery

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"aurum/domain"
)

const (
	readerPage = 1000
	// gather is the least time between two reads, so that under load one read and one round of wake-ups serve many
	// commits.
	gather = time.Millisecond
	// settle is when to look again after a sign of life, since an older transaction may have held events back; the time
	// doubles with each look in vain, up to PollEvery.
	settle = 2 * time.Millisecond
	// readLimit is when a read is given up, so that a connection that died unseen holds nobody for long.
	readLimit = 30 * time.Second
)

// Run reads the feed for all subscriptions until ctx ends, over failures of the source, and then ends them with
// ErrStopped. It may be called once.
func (f *Feed) Run(ctx context.Context) error {
	if f.started.Swap(true) {
		return errors.New("the change feed was run before")
	}
	var listening sync.WaitGroup
	defer listening.Wait()
	defer close(f.done)
	listening.Go(func() { f.listen(ctx) })
	f.begin(ctx)
	f.follow(ctx)
	return nil
}

// listen has the reader woken by notifications. While they fail, polling goes on.
func (f *Feed) listen(ctx context.Context) {
	var b backoff
	for {
		err := f.source.Listen(ctx, Channel, func() {
			b.reset()
			f.Wake()
		})
		if ctx.Err() != nil {
			return
		}
		f.options.Logger.WarnContext(ctx, "no notifications of changes, polling until they are back", "error", err)
		pause(ctx, b.next(), nil)
	}
}

// begin places the ring at the head of the feed.
func (f *Feed) begin(ctx context.Context) {
	var b backoff
	for ctx.Err() == nil {
		head, err := f.head(ctx)
		if err == nil {
			f.ring.restart(head)
			close(f.ready)
			return
		}
		f.failed(ctx, err, b.next())
	}
}

// follow reads on and on.
func (f *Feed) follow(ctx context.Context) {
	var b backoff
	idle := settle
	for ctx.Err() == nil {
		n, err := f.read(ctx, b.delay > 0)
		if err != nil {
			f.failed(ctx, err, b.next())
			continue
		}
		b.reset()
		switch n {
		case readerPage:
			continue
		case 0:
			idle = min(2*idle, f.options.PollEvery)
		default:
			idle = min(settle, f.options.PollEvery)
		}
		pause(ctx, gather, nil)
		if pause(ctx, idle, f.woken) {
			idle = min(settle, f.options.PollEvery)
		}
	}
}

// read takes the next events into the ring. After a failure, which may have lasted, it makes sure that the ring's place
// is still kept; if not, it goes on at the head and leaves it to the subscriptions to see what they have missed.
func (f *Feed) read(ctx context.Context, failed bool) (int, error) {
	_, head := f.ring.end()
	read := f.changes
	if failed {
		read = f.keptChanges
	}
	events, err := read(ctx, head, readerPage)
	if domain.CodeOf(err) == domain.Invalid {
		return 0, f.skip(ctx)
	}
	if err != nil || len(events) == 0 {
		return 0, err
	}
	f.ring.append(events)
	f.options.Metrics.Read(len(events), f.age(&events[0]))
	return len(events), nil
}

func (f *Feed) skip(ctx context.Context) error {
	head, err := f.head(ctx)
	if err == nil {
		f.ring.restart(head)
	}
	return err
}

func (f *Feed) failed(ctx context.Context, err error, wait time.Duration) {
	if ctx.Err() != nil {
		return
	}
	f.options.Logger.WarnContext(ctx, "cannot read the change feed, trying again", "error", err, "in", wait)
	pause(ctx, wait, nil)
}

func (f *Feed) head(ctx context.Context) (domain.Cursor, error) {
	ctx, cancel := context.WithTimeout(ctx, readLimit)
	defer cancel()
	return f.source.Head(ctx)
}

func (f *Feed) changes(ctx context.Context, after domain.Cursor, limit int) ([]domain.Change, error) {
	ctx, cancel := context.WithTimeout(ctx, readLimit)
	defer cancel()
	return f.source.Changes(ctx, after, limit)
}

// keptChanges is changes for a cursor that may be long past: INVALID if events after it are no longer kept. The check
// comes after the read, since events may be removed in between, always the oldest first.
func (f *Feed) keptChanges(ctx context.Context, after domain.Cursor, limit int) ([]domain.Change, error) {
	events, err := f.changes(ctx, after, limit)
	if err != nil || after == (domain.Cursor{}) {
		return events, err
	}
	return events, f.kept(ctx, after)
}

// kept tells whether all events after a cursor are still there: INVALID if not. Nothing leaves the feed empty,
// so in an empty one the cursor is that of another.
func (f *Feed) kept(ctx context.Context, after domain.Cursor) error {
	oldest, err := f.changes(ctx, domain.Cursor{}, 1)
	if err != nil {
		return fmt.Errorf("oldest change kept: %w", err)
	}
	if len(oldest) == 0 || compare(after, oldest[0].Cursor) < 0 {
		return errNotKept()
	}
	return nil
}

func errNotKept() error {
	return invalidAfter("after is older than the oldest change that is kept: read the records anew, then follow from there")
}
