package graph

import (
	"context"

	"github.com/dgraph-io/ristretto/v2"
)

// cache keeps what is known by a text, up to a budget of bytes. Entries may be dropped at any time.
type cache[T any] struct {
	entries *ristretto.Cache[string, cached[T]]
	cost    func(key string, value T) int64
	wait    bool // make what was added visible at once
}

// cached carries the whole key: ristretto tells keys apart by hashes alone.
type cached[T any] struct {
	key   string
	value T
}

func newCache[T any](budget int64, wait bool, cost func(string, T) int64) (*cache[T], error) {
	entries, err := ristretto.NewCache(&ristretto.Config[string, cached[T]]{
		NumCounters: 100_000, MaxCost: budget, BufferItems: 64, IgnoreInternalCost: true,
	})
	if err != nil {
		return nil, err
	}
	return &cache[T]{entries: entries, cost: cost, wait: wait}, nil
}

// Get gives what is known by the key.
func (c *cache[T]) Get(_ context.Context, key string) (none T, ok bool) {
	e, ok := c.entries.Get(key)
	if !ok || e.key != key {
		return none, false
	}
	return e.value, true
}

// Add makes a value known by the key.
func (c *cache[T]) Add(_ context.Context, key string, value T) {
	c.entries.Set(key, cached[T]{key, value}, c.cost(key, value))
	if c.wait {
		c.entries.Wait()
	}
}

func (c *cache[T]) close() { c.entries.Close() }
