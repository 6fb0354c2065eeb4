package graph

import (
	"context"
	"log/slog"
	"slices"

	"aurum/access"
	"aurum/domain"
	"aurum/graph/model"
	"aurum/store"
)

// Feed is the change feed as subscriptions see it. With a cursor the channel replays every change since then and goes on
// live, each change once and in order; without one it begins with what happens next. The channel is closed when the
// context ends, or when the feed cannot go on: the subscriber then comes back with its last cursor.
type Feed interface {
	Subscribe(ctx context.Context, after *domain.Cursor, filter func(domain.Change) bool) (<-chan domain.Change, error)
}

// follow gives the changes of a domain whose record meets the filter before or after the change.
func follow[C any](ctx context.Context, feed Feed, d domain.Domain, filter map[string]any, after any, view func(*model.Change) C) (<-chan C, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	f, err := filterOf(s, d, filter)
	if err != nil {
		return nil, err
	}
	return subscribe(ctx, feed, &follower{session: s, domains: []domain.Domain{d}, filter: f}, after, view)
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
	return subscribe(ctx, r.feed, f, after, func(c *model.Change) *model.GoldenRecordChange { return c })
}

func subscribe[C any](ctx context.Context, feed Feed, f *follower, after any, view func(*model.Change) C) (<-chan C, error) {
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
	changes, err := feed.Subscribe(ctx, cursor, func(c domain.Change) bool { return slices.Contains(f.domains, c.Domain) })
	if err != nil {
		return nil, err
	}
	out := make(chan C)
	go func() {
		defer close(out)
		if err := pump(ctx, f, changes, out, view); err != nil && ctx.Err() == nil {
			// The stream ends; the subscriber comes back with its last cursor and misses nothing.
			slog.ErrorContext(ctx, "subscription ended", "error", err)
		}
	}()
	return out, nil
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
