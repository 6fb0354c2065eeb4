package delivery

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"aurum/domain"
)

// The tests run in bubbles whose clock moves on when everybody waits: nothing here takes real time, and a goroutine left
// behind fails the test.

// bubble is a running feed over a fake source.
type bubble struct {
	*testing.T
	source *fakeSource
	feed   *Feed
	stop   context.CancelFunc
}

// inBubble runs a test with a feed that follows the source; seed may fill the source before.
func inBubble(t *testing.T, o Options, seed func(*fakeSource), test func(b *bubble)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		source := newFakeSource()
		if seed != nil {
			seed(source)
		}
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		b := &bubble{T: t, source: source, feed: NewFeed(source, o), stop: stop}
		ended := make(chan error, 1)
		go func() { ended <- b.feed.Run(ctx) }()
		test(b)
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Run ended with %v", err)
		}
	})
}

func (b *bubble) subscribe(after *domain.Cursor, keep func(domain.Change) bool) *Subscription {
	b.Helper()
	s, err := b.feed.Subscribe(b.Context(), after, keep)
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// take receives n events.
func (b *bubble) take(s *Subscription, n int) []domain.Change {
	b.Helper()
	var got []domain.Change
	for range n {
		e, ok := <-s.Events()
		if !ok {
			b.Fatalf("after %d of %d events: %v", len(got), n, s.Err())
		}
		got = append(got, e)
	}
	return got
}

func (b *bubble) quiet(s *Subscription) {
	b.Helper()
	synctest.Wait()
	select {
	case e, ok := <-s.Events():
		b.Fatalf("unexpected %v, %v", e, ok)
	default:
	}
}

func (b *bubble) same(got, want []domain.Change) {
	b.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		b.Fatal(diff)
	}
}

func ids(prefix string, n int) (all []domain.GoldenID) {
	for i := range n {
		all = append(all, domain.GoldenID(fmt.Sprintf("%s%d", prefix, i)))
	}
	return all
}

func TestASubscriptionWithoutCursorIsLiveFromNow(t *testing.T) {
	inBubble(t, Options{}, func(s *fakeSource) { s.put(ids("old", 5)...) }, func(b *bubble) {
		s := b.subscribe(nil, nil)
		b.quiet(s)
		b.source.put(ids("new", 3)...)
		b.same(b.take(s, 3), b.source.all()[5:])
		b.quiet(s)
	})
}

func TestASubscriptionResumesAfterItsCursor(t *testing.T) {
	for _, buffer := range []int{1, 4, 100} {
		for _, from := range []int{0, 1, 7, 19, 20} {
			t.Run(fmt.Sprint(buffer, from), func(t *testing.T) {
				inBubble(t, Options{BufferEvents: buffer}, func(s *fakeSource) { s.put(ids("before", 10)...) }, func(b *bubble) {
					b.source.put(ids("while", 10)...)
					time.Sleep(time.Second) // of the bubble's clock: the reader has read them
					all := b.source.all()
					var after domain.Cursor
					if from > 0 {
						after = all[from-1].Cursor
					}
					s := b.subscribe(&after, nil)
					b.same(b.take(s, 20-from), all[from:])
					b.quiet(s)
					b.source.put(ids("live", 3)...)
					b.same(b.take(s, 3), b.source.all()[20:])
				})
			})
		}
	}
}

func TestAResumeWithinTheRingReadsNothing(t *testing.T) {
	inBubble(t, Options{PollEvery: time.Hour}, func(s *fakeSource) { s.put("before") }, func(b *bubble) {
		s := b.subscribe(nil, nil)
		b.source.put(ids("e", 10)...)
		first := b.take(s, 10)[0]
		time.Sleep(3 * time.Hour)
		before := b.source.count()
		b.same(b.take(b.subscribe(&first.Cursor, nil), 9), b.source.all()[2:])
		if n := b.source.count() - before; n != 0 {
			t.Errorf("%d reads", n)
		}
	})
}

func TestACursorOutsideTheFeedIsInvalid(t *testing.T) {
	inBubble(t, Options{BufferEvents: 2}, func(s *fakeSource) { s.put(ids("e", 10)...) }, func(b *bubble) {
		all := b.source.all()
		b.source.remove(5)
		for name, test := range map[string]struct {
			after domain.Cursor
			want  domain.ErrorCode
		}{
			"removed":                    {all[3].Cursor, domain.Invalid},
			"removed, but all are there": {all[4].Cursor, domain.Invalid}, // cannot be told from the one before
			"oldest":                     {all[5].Cursor, ""},
			"newest":                     {all[9].Cursor, ""},
			"everything":                 {domain.Cursor{}, ""},
			"next":                       {domain.Cursor{Tx: all[9].Cursor.Tx, Seq: all[9].Cursor.Seq + 1}, domain.Invalid},
			"future":                     {domain.Cursor{Tx: 1 << 40}, domain.Invalid},
		} {
			s, err := b.feed.Subscribe(b.Context(), &test.after, nil)
			if (err == nil) != (s != nil) || err != nil && domain.CodeOf(err) != test.want || err == nil && test.want != "" {
				t.Errorf("%s: %v", name, err)
			}
		}
		s := b.subscribe(&domain.Cursor{}, nil)
		b.same(b.take(s, 5), all[5:])
	})
}

func TestACursorFromANodeThatIsAheadIsGood(t *testing.T) {
	inBubble(t, Options{PollEvery: time.Hour}, func(s *fakeSource) { s.put("e"); s.deaf = true }, func(b *bubble) {
		b.subscribe(nil, nil)
		time.Sleep(3 * time.Hour) // the reader is at rest
		b.source.put(ids("n", 4)...)
		all := b.source.all()
		s := b.subscribe(&all[2].Cursor, nil)
		b.quiet(s)
		b.feed.Wake()
		b.same(b.take(s, 2), all[3:])
	})
}

func TestHeldBackEventsComeInFeedOrder(t *testing.T) {
	inBubble(t, Options{}, nil, func(b *bubble) {
		s := b.subscribe(nil, nil)
		slow := b.source.begin()
		slow.write("slow")
		b.source.put("quick")
		b.quiet(s)
		time.Sleep(10 * time.Second)
		b.quiet(s)
		b.source.put("quicker")
		slow.commit()
		var got []domain.GoldenID
		for _, e := range b.take(s, 3) {
			got = append(got, e.GoldenID)
		}
		if diff := cmp.Diff([]domain.GoldenID{"slow", "quick", "quicker"}, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestKeepChooses(t *testing.T) {
	inBubble(t, Options{BufferEvents: 4}, func(s *fakeSource) { s.put(ids("a", 30)...) }, func(b *bubble) {
		s := b.subscribe(&domain.Cursor{}, func(e domain.Change) bool { return e.Cursor.Seq%10 == 0 })
		all := b.source.all()
		b.same(b.take(s, 3), []domain.Change{all[9], all[19], all[29]})
		b.source.put(ids("b", 10)...)
		b.same(b.take(s, 1), b.source.all()[39:])
	})
}

func TestEventsArriveSoon(t *testing.T) {
	for name, test := range map[string]struct {
		deaf   bool
		wake   bool
		within time.Duration
	}{
		"notified": {within: 3 * time.Millisecond},
		"woken":    {deaf: true, wake: true, within: 3 * time.Millisecond},
		"polled":   {deaf: true, within: 252 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, Options{}, func(s *fakeSource) { s.deaf = test.deaf }, func(b *bubble) {
				s := b.subscribe(nil, nil)
				for i := range 50 {
					time.Sleep(time.Duration(i*37) * time.Millisecond)
					b.source.put("e")
					if test.wake {
						b.feed.Wake()
					}
					if took := time.Since(b.take(s, 1)[0].At); took > test.within {
						t.Errorf("event %d took %v", i, took)
					}
				}
			})
		})
	}
}

func TestAFailingSourceDelaysButLosesNothing(t *testing.T) {
	inBubble(t, Options{BufferEvents: 4}, func(s *fakeSource) { s.put(ids("a", 20)...); s.failing = errors.New("not up yet") }, func(b *bubble) {
		time.Sleep(time.Minute)
		b.source.fail(nil)
		s := b.subscribe(&domain.Cursor{}, nil)
		b.take(s, 1)
		b.source.fail(errors.New("connection refused"))
		b.source.put(ids("b", 10)...)
		time.Sleep(time.Minute)
		reads := b.source.count()
		time.Sleep(time.Minute)
		if n := b.source.count() - reads; n > 2*(60/5+1) {
			t.Errorf("%d tries in a minute", n)
		}
		b.source.fail(nil)
		b.same(b.take(s, 29), b.source.all()[1:])
		b.source.put("c")
		time.Sleep(10 * time.Second) // listening again
		reads = b.source.count()
		time.Sleep(10 * time.Second)
		if n := b.source.count() - reads; n > 41 {
			t.Errorf("%d reads in ten seconds at rest, after the failure", n)
		}
		b.source.put("d")
		b.same(b.take(s, 2), b.source.all()[30:])
	})
}

func TestEventsRemovedDuringAnOutageAreTold(t *testing.T) {
	inBubble(t, Options{}, func(s *fakeSource) { s.put("a") }, func(b *bubble) {
		s := b.subscribe(nil, nil)
		b.source.fail(errors.New("connection refused"))
		time.Sleep(time.Second)
		b.source.put(ids("b", 10)...)
		b.source.remove(5)
		b.source.fail(nil)
		if e, ok := <-s.Events(); ok || domain.CodeOf(s.Err()) != domain.Invalid {
			t.Errorf("got %v, error %v", e, s.Err())
		}
		s = b.subscribe(nil, nil)
		b.source.put("c")
		b.same(b.take(s, 1), b.source.all()[6:])
	})
}

func TestASlowSubscriberDelaysNobodyAndMissesNothing(t *testing.T) {
	const events = 5000
	var catchUps, subscribers atomic.Int64
	m := Metrics{CatchUp: func() { catchUps.Add(1) }, Subscribers: func(n int) { subscribers.Add(int64(n)) }}
	inBubble(t, Options{BufferEvents: 64, Metrics: m}, nil, func(b *bubble) {
		slow, stuck := b.subscribe(nil, nil), b.subscribe(nil, nil)
		quick := b.subscribe(nil, nil)
		for i := range events / 10 {
			b.source.put(ids(fmt.Sprint(i, "-"), 10)...)
			b.take(quick, 10)
		}
		all := b.source.all()
		if took := time.Since(all[0].At); took > 10*time.Second {
			t.Errorf("the quick one took %v", took)
		}
		if held := len(slow.events); held > handed || catchUps.Load() != 0 {
			t.Errorf("%d events wait in the channel, %d catch-ups", held, catchUps.Load())
		}
		b.same(b.take(slow, events), all)
		b.quiet(slow)
		if n := catchUps.Load(); n < 1 {
			t.Error("the slow one never read from the source")
		}
		b.source.put("last")
		b.same(b.take(slow, 1), b.source.all()[events:])
		b.source.remove(events / 2)
		for range stuck.Events() {
		}
		if domain.CodeOf(stuck.Err()) != domain.Invalid {
			t.Errorf("the stuck one ended with %v", stuck.Err())
		}
		if n := subscribers.Load(); n != 2 {
			t.Errorf("%d subscribers counted", n)
		}
	})
}

func TestMetricsTellDeliveriesAndLag(t *testing.T) {
	var delivered, read, lag atomic.Int64
	m := Metrics{
		Read:      func(n int, d time.Duration) { read.Add(int64(n)); lag.Store(int64(d)) },
		Delivered: func(n int, d time.Duration) { delivered.Add(int64(n)) },
	}
	inBubble(t, Options{Metrics: m}, nil, func(b *bubble) {
		s, other := b.subscribe(nil, nil), b.subscribe(nil, func(e domain.Change) bool { return e.GoldenID == "e1" })
		late := b.source.begin()
		late.write("e0")
		time.Sleep(time.Second)
		late.write("e1")
		late.commit()
		b.take(s, 2)
		b.take(other, 1)
		synctest.Wait()
		if delivered.Load() != 3 || read.Load() != 2 || time.Duration(lag.Load()) < time.Second {
			t.Errorf("%d delivered, %d read, lag %v", delivered.Load(), read.Load(), time.Duration(lag.Load()))
		}
	})
}

func TestEverythingEndsWithItsContext(t *testing.T) {
	inBubble(t, Options{BufferEvents: 4}, func(s *fakeSource) { s.put(ids("a", 50)...) }, func(b *bubble) {
		cause := errors.New("the client has gone")
		ctx, cancel := context.WithCancelCause(b.Context())
		var all []*Subscription
		for i := range 300 { // idle ones, some that read from the source, and some that nobody takes events from
			var after *domain.Cursor
			if i%3 == 0 {
				after = &domain.Cursor{}
			}
			s, err := b.feed.Subscribe(ctx, after, nil)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, s)
		}
		synctest.Wait()
		if n := running(); n != len(all) || all[0].Err() != nil {
			t.Errorf("%d subscriptions run before the end, error %v", n, all[0].Err())
		}
		cancel(cause)
		for _, s := range all {
			for range s.Events() {
			}
			if s.Err() != cause {
				t.Errorf("ended with %v", s.Err())
			}
		}
		synctest.Wait()
		if n := running(); n != 0 {
			t.Errorf("%d subscriptions still run", n)
		}
	})
}

// running counts the goroutines of subscriptions. Their stacks are looked at, since the runtime's own count includes
// goroutines that have just ended.
func running() int {
	stacks := make([]byte, 16<<20)
	return strings.Count(string(stacks[:runtime.Stack(stacks, true)]), "delivery.(*Subscription).run(")
}

func TestTheEndOfTheFeedEndsItsSubscriptions(t *testing.T) {
	inBubble(t, Options{BufferEvents: 4}, func(s *fakeSource) { s.put(ids("a", 50)...) }, func(b *bubble) {
		all := []*Subscription{b.subscribe(nil, nil), b.subscribe(&domain.Cursor{}, nil)}
		synctest.Wait()
		b.stop()
		synctest.Wait()
		for _, s := range all {
			for range s.Events() {
			}
			if !errors.Is(s.Err(), ErrStopped) {
				t.Errorf("ended with %v", s.Err())
			}
		}
		if b.feed.Run(b.Context()) == nil {
			t.Error("a feed ran twice")
		}
	})
}

func TestSubscribeWaitsForTheFeed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := NewFeed(newFakeSource(), Options{})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if s, err := f.Subscribe(ctx, nil, nil); s != nil || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v, %v", s, err)
		}
		if err := f.Run(ctx); err != nil {
			t.Error(err)
		}
		if s, err := f.Subscribe(t.Context(), nil, nil); s != nil || !errors.Is(err, ErrStopped) {
			t.Errorf("%v, %v", s, err)
		}
	})
}
