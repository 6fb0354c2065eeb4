package store

import (
	"encoding/base64"
	"slices"
	"testing"

	"aurum/domain"
)

// walkBothWays pages through a list forward and backward in pages of every small size; both must give the whole of it.
func walkBothWays[T any, I comparable](t *testing.T, want []I, read func(PageArgs) (Page[T], error), name func(T) I) {
	t.Helper()
	for size := 1; size <= 4; size++ {
		if got := walk(t, len(want), func(cursor string) PageArgs { return PageArgs{First: &size, After: cursor} }, read, name, false); !slices.Equal(got, want) {
			t.Fatalf("forward by %d: %v, want %v", size, got, want)
		}
		if got := walk(t, len(want), func(cursor string) PageArgs { return PageArgs{Last: &size, Before: cursor} }, read, name, true); !slices.Equal(got, want) {
			t.Fatalf("backward by %d: %v, want %v", size, got, want)
		}
	}
}

func walk[T any, I comparable](t *testing.T, n int, args func(cursor string) PageArgs, read func(PageArgs) (Page[T], error), name func(T) I, backward bool) (got []I) {
	t.Helper()
	cursor := ""
	for range n + 1 {
		p, err := read(args(cursor))
		if err != nil {
			t.Fatal(err)
		}
		var items []I
		for _, x := range p.Items {
			items = append(items, name(x))
		}
		more := p.HasNext
		if backward {
			got, more = append(items, got...), p.HasPrevious
		} else {
			got = append(got, items...)
		}
		if !more {
			return got
		}
		if cursor = p.Cursors[len(p.Cursors)-1]; backward {
			cursor = p.Cursors[0]
		}
	}
	t.Fatalf("paging does not end: %v", got)
	return nil
}

func TestPagesAreAskedForSensibly(t *testing.T) {
	for name, a := range map[string]PageArgs{
		"both ends": {First: ptr(1), Last: ptr(1)}, "negative": {First: ptr(-1)}, "too many": {Last: ptr(MaxPage + 1)},
		"no base64": {After: "%%%"}, "short": {Before: "AAAA"}, "empty key": {After: key{}.encode("s")},
		"other shape": {After: key{ptr("1")}.encode("t")}, "other length": {After: key{ptr("1"), nil}.encode("s")},
		"NUL": {After: key{ptr("\x00")}.encode("s")},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := a.bounds("s", 1)
			invalid(t, err)
		})
	}
	b := must[bounds](t)(PageArgs{After: key{ptr("ü")}.encode("s")}.bounds("s", 1))
	same(t, []any{b.size, *b.after[0]}, []any{DefaultPage, "ü"})
}

func TestATamperedCursorIsRefusedWhereverItIsTouched(t *testing.T) {
	whole := key{ptr("cus_1"), nil}.encode("s")
	raw := must[[]byte](t)(base64.RawURLEncoding.DecodeString(whole))
	for i := range raw {
		bad := slices.Clone(raw)
		bad[i] ^= 4
		_, err := decodeKey(base64.RawURLEncoding.EncodeToString(bad), "s", 2, "after")
		invalid(t, err)
	}
	for cut := 1; cut < len(whole); cut++ {
		_, err := decodeKey(whole[:cut], "s", 2, "after")
		invalid(t, err)
	}
}

func TestForgedKeysOfTheWrongTypeAreInvalidNotInternal(t *testing.T) {
	f := newFixture(t)
	q := ListQuery{Domain: domain.Customer, Order: []Order{{Field: "updatedAt"}}}
	q.After = key{ptr("no time"), ptr("cus_1")}.encode(q.shape())
	_, err := f.db.List(f.ctx, q)
	invalid(t, err)
}
