package model

import (
	"encoding/base64"
	"strings"

	"aurum/domain"
	"aurum/store"
)

// Sizes of pages.
const (
	DefaultPage = 20
	MaxPage     = 100
)

// Connection is a page of a list, as Relay has it.
type Connection[T any] struct {
	items   []T
	cursors []string
	page    PageInfo
	total   int
}

// Edge is one item of a page with its place in the list.
type Edge[T any] struct {
	Node   T
	Cursor string
}

// PageInfo tells where a page stands in its list.
type PageInfo struct {
	HasNextPage, HasPreviousPage bool
	StartCursor, EndCursor       *string
}

// NewConnection makes the connection of a page; view gives what is shown of its items, in the same order.
func NewConnection[S, T any](p store.Page[S], view []T) *Connection[T] {
	c := &Connection[T]{items: view, cursors: p.Cursors, total: p.Total}
	c.page = PageInfo{HasNextPage: p.HasNext, HasPreviousPage: p.HasPrevious}
	if n := len(p.Cursors); n > 0 {
		c.page.StartCursor, c.page.EndCursor = &p.Cursors[0], &p.Cursors[n-1]
	}
	return c
}

// Edges gives the items with their cursors.
func (c *Connection[T]) Edges() []Edge[T] {
	out := make([]Edge[T], len(c.items))
	for i, item := range c.items {
		out[i] = Edge[T]{item, c.cursors[i]}
	}
	return out
}

// Nodes gives the items alone.
func (c *Connection[T]) Nodes() []T { return c.items }

// PageInfo tells where the page stands.
func (c *Connection[T]) PageInfo() PageInfo { return c.page }

// TotalCount is the number of items in the whole list.
func (c *Connection[T]) TotalCount() int { return c.total }

// PageSize checks the size asked for: 20 where it is left out, INVALID outside 1 to 100.
func PageSize(first *int) (int, error) { return sizeOf("first", first, DefaultPage) }

func sizeOf(name string, n *int, otherwise int) (int, error) {
	switch {
	case n == nil:
		return otherwise, nil
	case *n < 0 || *n > MaxPage:
		return 0, domain.E(domain.Invalid, name+" must be between 0 and 100", name)
	}
	return *n, nil
}

// PageArgs checks the arguments of a page and fills in the size that was left out.
func PageArgs(first *int, after *string, last *int, before *string) (store.PageArgs, error) {
	p := store.PageArgs{First: first, Last: last}
	if first != nil && last != nil {
		return p, domain.E(domain.Invalid, "give first or last, not both", "last")
	}
	if after != nil {
		p.After = *after
	}
	if before != nil {
		p.Before = *before
	}
	if _, err := sizeOf("last", last, 0); err != nil {
		return p, err
	}
	n, err := PageSize(first)
	if last == nil {
		p.First = &n
	}
	return p, err
}

// pageOf takes a page out of a whole list. key gives what an item's cursor is made of; it is unique in the list, which
// is in order of it.
func pageOf[T any](all []T, key func(T) string, first *int, after *string) (store.Page[T], error) {
	size, err := PageSize(first)
	if err != nil {
		return store.Page[T]{}, err
	}
	p, from := store.Page[T]{Total: len(all)}, 0
	if after != nil && *after != "" {
		text, err := base64.RawURLEncoding.DecodeString(*after)
		last, ok := strings.CutPrefix(string(text), "k:")
		if err != nil || !ok {
			return p, domain.E(domain.Invalid, "after is not a cursor of this list", "after")
		}
		for from < len(all) && key(all[from]) <= last {
			from++
		}
	}
	to := min(from+size, len(all))
	p.Items, p.HasPrevious, p.HasNext = all[from:to], from > 0, to < len(all)
	for _, item := range p.Items {
		p.Cursors = append(p.Cursors, base64.RawURLEncoding.EncodeToString([]byte("k:"+key(item))))
	}
	return p, nil
}
