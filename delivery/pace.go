package delivery

import (
	"context"
	"time"
)

const (
	firstRetry = 100 * time.Millisecond
	lastRetry  = 5 * time.Second
)

// backoff spaces out the tries to reach a source that fails; the zero value is that of a source that does not.
type backoff struct{ delay time.Duration }

// next gives the time to wait after one more failure.
func (b *backoff) next() time.Duration {
	b.delay = min(max(2*b.delay, firstRetry), lastRetry)
	return b.delay
}

func (b *backoff) reset() { b.delay = 0 }

// pause waits for a time, for the signal, or for the end of ctx. A nil signal never comes.
func pause(ctx context.Context, d time.Duration, signal <-chan struct{}) (signalled bool) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	case <-signal:
		return true
	}
	return false
}
