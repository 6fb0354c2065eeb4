package delivery

import (
	"sort"
	"sync"

	"aurum/domain"
)

// ring holds the latest events of the feed. Events are numbered from 0 as they are appended; a follower keeps the number
// of the event it wants next. Events are shared and never changed.
type ring struct {
	mu    sync.RWMutex
	slots []*domain.Change
	base  uint64 // number of the oldest event held
	next  uint64 // number the next event will get
	// floor and head are the cursors directly before the oldest event and of the newest one; equal in an empty ring.
	floor, head domain.Cursor
	// changed is closed, and replaced, whenever events are appended: it wakes all followers at once.
	changed chan struct{}
}

func newRing(size int) *ring {
	return &ring{slots: make([]*domain.Change, size), changed: make(chan struct{})}
}

// restart empties the ring; the next event is the first one after the cursor. Followers find themselves overtaken.
func (r *ring) restart(at domain.Cursor) {
	r.mu.Lock()
	defer r.mu.Unlock()
	clear(r.slots)
	r.next++ // so that even a follower that had seen everything is behind
	r.base = r.next
	r.floor, r.head = at, at
	r.wake()
}

// append takes the events that follow the head, in feed order.
func (r *ring) append(events []domain.Change) {
	if len(events) == 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range events {
		r.push(events[i])
	}
	r.wake()
}

// push copies the event: a pointer into the page would keep the whole page alive for the slowest follower.
func (r *ring) push(event domain.Change) {
	slot := &r.slots[r.next%uint64(len(r.slots))]
	if r.next-r.base == uint64(len(r.slots)) {
		r.floor = (*slot).Cursor
		r.base++
	}
	*slot = &event
	r.next++
	r.head = event.Cursor
}

func (r *ring) wake() {
	close(r.changed)
	r.changed = make(chan struct{})
}

// position finds the number of the first event after the cursor; ok is false if the ring no longer reaches back so far.
// A cursor beyond the head stands at the end: its follower skips what comes up to it.
func (r *ring) position(after domain.Cursor) (number uint64, ok bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if compare(after, r.floor) < 0 {
		return 0, false
	}
	n := sort.Search(int(r.next-r.base), func(i int) bool { return compare(r.at(r.base+uint64(i)).Cursor, after) > 0 })
	return r.base + uint64(n), true
}

// end gives the place behind the newest event.
func (r *ring) end() (number uint64, head domain.Cursor) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.next, r.head
}

// read fills buf with events from a number on. If there are none yet, changed tells when to come again; ok is false if
// the ring has overtaken the follower.
func (r *ring) read(number uint64, buf []*domain.Change) (n int, changed <-chan struct{}, ok bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if number < r.base {
		return 0, nil, false
	}
	for n < len(buf) && number+uint64(n) < r.next {
		buf[n] = r.at(number + uint64(n))
		n++
	}
	return n, r.changed, true
}

func (r *ring) at(number uint64) *domain.Change { return r.slots[number%uint64(len(r.slots))] }
