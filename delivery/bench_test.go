package delivery

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"aurum/domain"
)

// audience is many subscribers that count what they receive.
type audience struct {
	received atomic.Int64
	gone     sync.WaitGroup
}

func (a *audience) join(b *testing.B, ctx context.Context, f *Feed, n int, keep func(int) func(domain.Change) bool) {
	b.Helper()
	for i := range n {
		s, err := f.Subscribe(ctx, nil, keep(i))
		if err != nil {
			b.Fatal(err)
		}
		a.gone.Go(func() {
			for range s.Events() {
				a.received.Add(1)
			}
		})
	}
}

func all(int) func(domain.Change) bool { return nil }

// oneOf gives each of n subscribers a share of the events of its own.
func oneOf(n int) func(int) func(domain.Change) bool {
	return func(i int) func(domain.Change) bool {
		return func(e domain.Change) bool { return int(e.Cursor.Seq)%n == i%n }
	}
}

// BenchmarkFanOut measures deliveries a second: one operation is one event, on its way from the source to 5,000
// subscribers that take all events, or a hundredth each. B/subscriber includes the goroutine that receives.
func BenchmarkFanOut(b *testing.B) {
	const subscribers = 5000
	for _, kind := range []struct {
		name string
		keep func(int) func(domain.Change) bool
		each int
	}{{"all", all, subscribers}, {"hundredth", oneOf(100), subscribers / 100}} {
		for _, batch := range []int{1, 50} {
			b.Run(fmt.Sprintf("keep=%s/batch=%d", kind.name, batch), func(b *testing.B) {
				fanOut(b, subscribers, kind.each, batch, kind.keep)
			})
		}
	}
}

func fanOut(b *testing.B, subscribers, each, batch int, keep func(int) func(domain.Change) bool) {
	ctx, stop := context.WithCancel(b.Context())
	var lag, catchUps atomic.Int64
	source := newFakeSource()
	feed := NewFeed(source, Options{Metrics: Metrics{
		Delivered: func(_ int, d time.Duration) { raise(&lag, int64(d)) },
		CatchUp:   func() { catchUps.Add(1) },
	}})
	var running sync.WaitGroup
	running.Go(func() { _ = feed.Run(ctx) })
	var a audience
	before := memory()
	a.join(b, ctx, feed, subscribers, keep)
	idle := float64(memory()-before) / float64(subscribers)
	b.ResetTimer()
	for written := 0; written < b.N; written += batch {
		n := min(batch, b.N-written)
		source.put(ids("e", n)...)
		for a.received.Load() < int64(written)*int64(each) { // the next batch follows when the last has begun to arrive
			runtime.Gosched()
		}
	}
	for a.received.Load() < int64(b.N)*int64(each) {
		runtime.Gosched()
	}
	b.StopTimer()
	b.ReportMetric(float64(a.received.Load())/b.Elapsed().Seconds(), "deliveries/s")
	b.ReportMetric(idle, "B/subscriber")
	b.ReportMetric(float64(lag.Load())/1e6, "max-lag-ms")
	b.ReportMetric(float64(catchUps.Load()), "catch-ups")
	stop()
	a.gone.Wait()
	running.Wait()
}

// raise keeps the greatest of what many goroutines measure.
func raise(greatest *atomic.Int64, to int64) {
	for was := greatest.Load(); to > was && !greatest.CompareAndSwap(was, to); was = greatest.Load() {
	}
}

// memory is what is in use, stacks included.
func memory() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}
