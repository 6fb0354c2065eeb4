package graph

import (
	"context"
	"errors"
	"slices"

	"github.com/99designs/gqlgen/graphql/handler/transport"

	"aurum/access"
	"aurum/delivery"
	"aurum/domain"
	"aurum/graph/model"
	"aurum/store"
)

// Feed is the change feed as subscriptions see it.
type Feed interface {
	// Subscribe replays, with a cursor, every change since then and goes on live, each change once and in order; without
	// one it begins with what happens next.
	Subscribe(ctx context.Context, after *domain.Cursor, keep func(domain.Change) bool) (Stream, error)
}

// Stream is one subscriber's way along the feed.
type Stream interface {
	// Events is closed when the stream has ended.
	Events() <-chan domain.Change
	// Err tells why it has ended.
	Err() error
}

// FeedOf gives the hub's own feed.
func FeedOf(f *delivery.Feed) Feed { return hubFeed{f} }

type hubFeed struct{ *delivery.Feed }

func (f hubFeed) Subscribe(ctx context.Context, after *domain.Cursor, keep func(domain.Change) bool) (Stream, error) {
	return f.Feed.Subscribe(ctx, after, keep)
}

// follow gives the changes of a domain whose record meets the filter before or after the change.
func follow[C any](ctx context.Context, r subscription, d domain.Domain, filter map[string]any, after any, view func(*model.Change) C) (<-chan C, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	f, err := filterOf(s, d, filter)
	if err != nil {
		return nil, err
	}
	return subscribe(ctx, r, &follower{session: s, domains: []domain.Domain{d}, filter: f}, after, view)
}

// GoldenRecordChanged gives the changes of all domains asked for, or of all that the caller may follow.
func (r subscription) GoldenRecordChanged(ctx context.Context, domains []domain.Domain, after any) (<-chan *model.GoldenRecordChange, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	if domains == nil {
		domains = allowedDomains(s, access.Subscribe)
	}
	f := &follower{session: s, domains: domains}
	return subscribe(ctx, r, f, after, func(c *model.Change) *model.GoldenRecordChange { return c })
}

func subscribe[C any](ctx context.Context, r subscription, f *follower, after any, view func(*model.Change) C) (<-chan C, error) {
	if err := f.allowed(); err != nil {
		return nil, err
	}
	var cursor *domain.Cursor
	if after != nil {
		c, err := model.UnmarshalCursor(after)
		if err != nil {
			return nil, err
		}
		cursor = &c
	}
	stream, err := r.feed.Subscribe(ctx, cursor, func(c domain.Change) bool { return slices.Contains(f.domains, c.Domain) })
	if err != nil {
		return nil, err
	}
	out := make(chan C)
	go func() {
		defer close(out)
		err := pump(ctx, f, stream.Events(), out, view)
		if err == nil {
			err = stream.Err()
		}
		r.end(ctx, err)
	}()
	return out, nil
}

// end tells a subscriber why its stream has ended. What it can act upon is told where the protocol has words for it;
// otherwise the connection is broken off, the subscriber comes back with its last cursor, and misses nothing.
func (r subscription) end(ctx context.Context, err error) {
	if err == nil || ctx.Err() != nil {
		return
	}
	line := lifelineOf(ctx)
	var known *domain.Error
	switch {
	case errors.As(err, &known) && line.socket:
		transport.AddSubscriptionError(ctx, refusal(known))
		return
	case known == nil && !errors.Is(err, delivery.ErrStopped):
		r.log.ErrorContext(ctx, "subscription broken off", "error", err)
	}
	line.breakOff()
}

// pump hands changes on until there are no more or the subscriber has gone.
func pump[C any](ctx context.Context, f *follower, changes <-chan domain.Change, out chan<- C, view func(*model.Change) C) error {
	for {
		waiting := take(ctx, changes)
		if len(waiting) == 0 {
			return nil
		}
		shown, err := f.show(ctx, waiting)
		if err != nil {
			return err
		}
		for _, c := range shown {
			select {
			case out <- view(c):
			case <-ctx.Done():
				return nil
			}
		}
	}
}

// maxTogether is how many changes are loaded by one query.
const maxTogether = 64

// take waits for a change and takes what else is waiting with it; none when the feed or the context has ended.
func take(ctx context.Context, changes <-chan domain.Change) []domain.Change {
	var out []domain.Change
	select {
	case c, ok := <-changes:
		if !ok {
			return nil
		}
		out = append(out, c)
	case <-ctx.Done():
		return nil
	}
	for len(out) < maxTogether {
		select {
		case c, ok := <-changes:
			if !ok {
				return out
			}
			out = append(out, c)
		default:
			return out
		}
	}
	return out
}

// follower is a subscriber: what it wants and what it may see.
type follower struct {
	session *model.Session
	domains []domain.Domain
	filter  *domain.Filter
}

// allowed checks again and again, since rights may be taken away while a subscription runs.
func (f *follower) allowed() error {
	for _, d := range f.domains {
		if err := f.session.Allow(d, access.Subscribe); err != nil {
			return err
		}
	}
	return nil
}

// show gives the changes that are wanted, each with the record as it was after it.
func (f *follower) show(ctx context.Context, changes []domain.Change) ([]*model.Change, error) {
	if err := f.allowed(); err != nil {
		return nil, err
	}
	versions, err := f.versions(ctx, changes)
	if err != nil {
		return nil, err
	}
	s := &model.Session{Reader: f.session.Reader, Hub: f.session.Hub, Access: f.session.Access, Principal: f.session.Principal}
	var wanted []domain.Change
	var goldens []*domain.GoldenRecord
	for i, c := range changes {
		after, before := versions[2*i], versions[2*i+1]
		// A version is missing only where the law had its content erased.
		if after != nil && (f.filter.Matches(after) || before != nil && f.filter.Matches(before)) {
			wanted, goldens = append(wanted, c), append(goldens, after)
		}
	}
	out := make([]*model.Change, len(wanted))
	for i, view := range s.Records(goldens, nil) {
		out[i] = model.NewChange(wanted[i], view)
	}
	return out, nil
}

// versions reads, for each change, the version it led to and, where a filter asks for it, the one before.
func (f *follower) versions(ctx context.Context, changes []domain.Change) ([]*domain.GoldenRecord, error) {
	refs := make([]store.VersionRef, 2*len(changes))
	for i, c := range changes {
		refs[2*i] = store.VersionRef{ID: c.GoldenID, Version: c.Version}
		if f.filter != nil {
			refs[2*i+1] = store.VersionRef{ID: c.GoldenID, Version: c.PreviousVersion}
		}
	}
	return f.session.Reader.GoldenVersions(ctx, refs)
}
