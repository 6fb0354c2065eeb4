package delivery

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aurum/domain"
)

// world is one random run: writers whose transactions overlap, and followers that are cut off again and again and resume
// from the last event they received.
type world struct {
	*bubble
	seed uint64
}

func (w *world) random(who uint64) *rand.Rand { return rand.New(rand.NewPCG(w.seed, who)) }

// some waits up to so many milliseconds of the bubble's clock.
func some(r *rand.Rand, ms int) { time.Sleep(time.Duration(r.IntN(ms*1000)) * time.Microsecond) }

func (w *world) write(who uint64) {
	r := w.random(who)
	for n := range 40 {
		t := w.source.begin()
		for i := range r.IntN(6) {
			some(r, 4)
			t.write(domain.GoldenID(fmt.Sprintf("%d-%d-%d", who, n, i)))
		}
		some(r, 20)
		if r.IntN(8) == 0 {
			t.rollback()
			continue
		}
		t.commit()
		if r.IntN(2) == 0 {
			w.feed.Wake()
		}
	}
}

// disturb has the source fail now and then.
func (w *world) disturb() {
	r := w.random(1000)
	for range 5 {
		some(r, 300)
		w.source.fail(errors.New("connection lost"))
		some(r, 300)
		w.source.fail(nil)
	}
}

// follow receives everything from the start of the feed, over cut-offs, until it has seen the last event.
func (w *world) follow(who uint64, keep func(domain.Change) bool) (got []domain.Change) {
	r := w.random(who)
	var after domain.Cursor
	for {
		ctx, cut := context.WithCancel(w.Context())
		s, err := w.feed.Subscribe(ctx, &after, keep)
		if err != nil {
			some(r, 50) // the source fails; try again
			cut()
			continue
		}
		pace, n := r.IntN(4), 1+r.IntN(60)
		for e := range s.Events() {
			got, after = append(got, e), e.Cursor
			if e.GoldenID == lastEvent {
				cut()
				return got
			}
			if n--; n == 0 {
				break // what already waits in the channel is lost, as with a connection
			}
			if pace > 0 {
				some(r, pace*3)
			}
		}
		cut()
	}
}

const lastEvent = "the last event"

func (w *world) run(t *testing.T) {
	var writers, followers sync.WaitGroup
	for i := range uint64(6) {
		writers.Go(func() { w.write(i) })
	}
	got := make([][]domain.Change, 6)
	for i := range got {
		followers.Go(func() { got[i] = w.follow(uint64(100+i), kept(i)) })
	}
	writers.Go(w.disturb)
	writers.Wait()
	w.source.put(lastEvent)
	followers.Wait()
	for i := range got {
		var want []domain.Change
		for _, e := range w.source.all() {
			if keep := kept(i); keep == nil || keep(e) {
				want = append(want, e)
			}
		}
		if diff := cmp.Diff(want, got[i]); diff != "" {
			t.Fatalf("seed %d, follower %d: %s", w.seed, i, diff)
		}
	}
}

// kept is the choice of the nth follower: every other one takes all.
func kept(n int) func(domain.Change) bool {
	if n%2 == 0 {
		return nil
	}
	return func(e domain.Change) bool { return e.GoldenID == lastEvent || e.Cursor.Seq%int64(n) == 0 }
}

func TestEachEventOnceAndInOrderOverRandomCutOffs(t *testing.T) {
	for seed := range uint64(30) {
		buffer := []int{1, 8, 64, 4096}[seed%4]
		inBubble(t, Options{BufferEvents: buffer}, nil, func(b *bubble) {
			(&world{bubble: b, seed: seed}).run(t)
		})
	}
}
