package store

import (
	"fmt"
	"slices"

	"aurum/domain"
)

// Page is one page of a list, in the list's order whichever way it was asked for.
type Page[T any] struct {
	Items       []T
	Cursors     []string // of each item
	HasNext     bool
	HasPrevious bool
	Total       int // of all pages; -1 unless asked for
}

// PageArgs ask for a page: the first after a cursor or the last before one. Without First and Last it is the first
// DefaultPage. Cursors are opaque and belong to one list with its filter and order.
type PageArgs struct {
	First, Last   *int
	After, Before string
}

// Sizes of pages.
const (
	DefaultPage = 50
	MaxPage     = 1000
)

// bounds are checked PageArgs.
type bounds struct {
	size          int
	backward      bool
	after, before key
	shape         string
}

// bounds checks the arguments for a list of the given shape with n sort keys.
func (p PageArgs) bounds(shape string, n int) (b bounds, err error) {
	b = bounds{size: DefaultPage, backward: p.Last != nil, shape: shape}
	if p.First != nil && p.Last != nil {
		return b, domain.E(domain.Invalid, "ask for the first or for the last, not for both", "last")
	}
	for _, a := range []struct {
		name string
		size *int
	}{{"first", p.First}, {"last", p.Last}} {
		if a.size == nil {
			continue
		}
		if b.size = *a.size; b.size < 0 || b.size > MaxPage {
			return b, domain.E(domain.Invalid, fmt.Sprintf("%s is between 0 and %d", a.name, MaxPage), a.name)
		}
	}
	if p.After != "" {
		if b.after, err = decodeKey(p.After, shape, n, "after"); err != nil {
			return b, err
		}
	}
	if p.Before != "" {
		b.before, err = decodeKey(p.Before, shape, n, "before")
	}
	return b, err
}

// limit is one more than the page holds, to see whether there is more.
func (b bounds) limit() int { return b.size + 1 }

// keyed is an item with its place in the order.
type keyed[T any] struct {
	item T
	key  key
}

// page makes a page of up to limit rows, which come in the order they were asked for: backward ones last first.
func page[T any](b bounds, rows []keyed[T], total int) Page[T] {
	more := len(rows) > b.size
	if more {
		rows = rows[:b.size]
	}
	p := Page[T]{HasNext: more, HasPrevious: b.after != nil, Total: total}
	if b.backward {
		slices.Reverse(rows)
		p.HasNext, p.HasPrevious = b.before != nil, more
	}
	p.Items, p.Cursors = make([]T, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		p.Items[i], p.Cursors[i] = r.item, r.key.encode(b.shape)
	}
	return p
}
