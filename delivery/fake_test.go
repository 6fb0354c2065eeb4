package delivery

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"aurum/domain"
)

// fakeSource keeps a feed as PostgreSQL would: a transaction gets its number with its first write, events get theirs as
// they are written, and an event is shown once no older transaction is open.
type fakeSource struct {
	mu      sync.Mutex
	tx      uint64
	seq     int64
	open    map[uint64]bool
	events  []domain.Change // committed, in feed order
	wakes   map[chan struct{}]bool
	failing error // what every call fails with, if set
	broken  chan struct{}
	reads   int
	deaf    bool // notifications are lost
}

func newFakeSource() *fakeSource {
	return &fakeSource{tx: 700, open: map[uint64]bool{}, wakes: map[chan struct{}]bool{}, broken: make(chan struct{})}
}

// transaction is one writer's.
type transaction struct {
	source *fakeSource
	tx     uint64
	events []domain.Change
}

func (s *fakeSource) begin() *transaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tx++
	s.open[s.tx] = true
	return &transaction{source: s, tx: s.tx}
}

func (t *transaction) write(id domain.GoldenID) {
	t.source.mu.Lock()
	defer t.source.mu.Unlock()
	t.source.seq++
	t.events = append(t.events, domain.Change{Cursor: domain.Cursor{Tx: t.tx, Seq: t.source.seq}, GoldenID: id, At: time.Now()})
}

func (t *transaction) rollback() { t.events = nil; t.commit() }

func (t *transaction) commit() {
	s := t.source
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, t.tx)
	s.events = append(s.events, t.events...)
	slices.SortFunc(s.events, func(a, b domain.Change) int { return compare(a.Cursor, b.Cursor) })
	for wake := range s.wakes {
		if !s.deaf {
			select {
			case wake <- struct{}{}:
			default:
			}
		}
	}
}

// put writes and commits events in a transaction of their own.
func (s *fakeSource) put(ids ...domain.GoldenID) {
	t := s.begin()
	for _, id := range ids {
		t.write(id)
	}
	t.commit()
}

// settled gives the events that no open transaction holds back. The caller holds the lock.
func (s *fakeSource) settled() []domain.Change {
	xmin := s.tx + 1
	for tx := range s.open {
		xmin = min(xmin, tx)
	}
	n, _ := slices.BinarySearchFunc(s.events, domain.Cursor{Tx: xmin}, func(e domain.Change, c domain.Cursor) int { return compare(e.Cursor, c) })
	return s.events[:n]
}

func (s *fakeSource) all() []domain.Change {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.events)
}

func (s *fakeSource) Changes(ctx context.Context, after domain.Cursor, limit int) ([]domain.Change, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reads++
	if err := cmpErr(ctx.Err(), s.failing); err != nil {
		return nil, err
	}
	events := s.settled()
	n, found := slices.BinarySearchFunc(events, after, func(e domain.Change, c domain.Cursor) int { return compare(e.Cursor, c) })
	if found {
		n++
	}
	return slices.Clone(events[n:min(n+limit, len(events))]), nil
}

func (s *fakeSource) Head(ctx context.Context) (domain.Cursor, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := cmpErr(ctx.Err(), s.failing); err != nil {
		return domain.Cursor{}, err
	}
	events := s.settled()
	if len(events) == 0 {
		return domain.Cursor{}, nil
	}
	return events[len(events)-1].Cursor, nil
}

func (s *fakeSource) Listen(ctx context.Context, channel string, wake func()) error {
	s.mu.Lock()
	if err := cmpErr(ctx.Err(), s.failing); err != nil || channel != Channel {
		s.mu.Unlock()
		return cmpErr(err, errors.New("no such channel"))
	}
	woken, broken := make(chan struct{}, 1), s.broken
	s.wakes[woken] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.wakes, woken)
		s.mu.Unlock()
	}()
	wake()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-broken:
			return errors.New("connection lost")
		case <-woken:
			wake()
		}
	}
}

// fail makes every call fail and breaks the connections; nil heals the source.
func (s *fakeSource) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failing = err
	if err != nil {
		close(s.broken)
		s.broken = make(chan struct{})
	}
}

// remove drops the n oldest events.
func (s *fakeSource) remove(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.events = slices.Clone(s.events[n:])
}

func (s *fakeSource) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.reads
}

func cmpErr(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
