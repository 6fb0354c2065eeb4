package model

import (
	"errors"
	"sync"
)

// memory remembers what has been loaded, by name. The zero value is empty. Safe for concurrent use: whoever asks first
// loads, the others wait for the answer.
type memory struct {
	mu      sync.Mutex
	entries map[string]any
}

type entry[T any] struct {
	once  sync.Once
	value T
	err   error
}

var errUnfinished = errors.New("what was to be loaded was given up halfway")

// remember gives what is known under the name, and loads it if it is not.
func remember[T any](m *memory, name string, load func() (T, error)) (T, error) {
	e := entryOf[T](m, name)
	e.once.Do(func() {
		e.err = errUnfinished // stays if load panics, so that those who wait get an error too
		value, err := load()
		e.value, e.err = value, Fail(err)
	})
	return e.value, e.err
}

func entryOf[T any](m *memory, name string) *entry[T] {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.entries == nil {
		m.entries = map[string]any{}
	}
	e, ok := m.entries[name].(*entry[T])
	if !ok {
		e = &entry[T]{}
		m.entries[name] = e
	}
	return e
}
