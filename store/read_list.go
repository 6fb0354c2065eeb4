package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"aurum/domain"
)

// ListQuery asks for golden records of one domain. Merged ones are never listed; retired and erased ones are, unless the
// filter says otherwise.
type ListQuery struct {
	Domain domain.Domain
	Filter *domain.Filter // nil for all
	Order  []Order        // then by id
	PageArgs
	AsOf  *time.Time // nil for now; else filter, order and content are those of that time
	Count bool       // whether Total is wanted
}

// List reads one page of golden records in one round trip.
func (db *DB) List(ctx context.Context, q ListQuery) (Page[*domain.GoldenRecord], error) {
	s := domain.Registry.Of(q.Domain)
	if s == nil {
		return Page[*domain.GoldenRecord]{}, domain.E(domain.Invalid, fmt.Sprintf("there is no domain %q", q.Domain))
	}
	l, err := newListing(s, q)
	if err != nil {
		return Page[*domain.GoldenRecord]{}, err
	}
	return db.goldenPage(ctx, l.bounds, len(l.keys), q.Count, l.sql(q.Count), l.args.values)
}

// listing is a list being translated to SQL.
type listing struct {
	args   arguments
	schema *domain.Schema
	domain string   // its placeholder
	sets   []string // sets of ids in each of which all hits are; none for now, and where no index knows any
	at     then
	where  string // which golden records are there at all
	filter string // which of them are wanted; empty for all, and where there are ids
	ids    string // selects the ids of those that are wanted, where they can be told without reading versions
	keys   []sortKey
	bounds bounds
}

func newListing(s *domain.Schema, q ListQuery) (*listing, error) {
	l := &listing{schema: s}
	var err error
	if l.keys, err = sortKeys(s, q.Order); err != nil {
		return nil, err
	}
	if l.bounds, err = q.bounds(q.shape(), len(l.keys)); err != nil {
		return nil, err
	}
	l.domain = l.args.add(string(q.Domain)) + "::text"
	l.where = "g.domain = " + l.domain + " and g.state <> 'MERGED'"
	l.at = thenAt(&l.args, q.AsOf)
	if q.Filter != nil && q.Filter.Condition != nil {
		l.filtered(q.Filter.Condition, q.Count)
	}
	return l, nil
}

// from is the relation g of all there are. It is written anew each time, since PostgreSQL is sent no parameter that nothing uses.
func (l *listing) from() string { return l.at.ofDomain(l.schema) }

// filtered takes in a condition. All that met it at a past time are told by their ids where they are to be counted; a page alone
// is cheaper cut from candidates, since few of them fill it.
func (l *listing) filtered(c domain.Condition, count bool) {
	if attribute := needed(c); count && l.at.at != "" && attribute != "" {
		l.ids = l.at.decided(l.domain, attribute, c)
		return
	}
	w := filterSQL{args: &l.args, then: l.at}
	l.filter = w.condition(c, attributes)
	l.sets = w.candidates
}

// shape tells lists apart whose cursors do not fit each other.
func (q ListQuery) shape() string {
	return fmt.Sprintf("list %s %q %v%s", q.Domain, q.Filter, q.Order, moment(q.AsOf))
}

// moment writes a past time for a shape; empty for now.
func moment(at *time.Time) string {
	if at == nil {
		return ""
	}
	return " as of " + at.UTC().Format(time.RFC3339Nano)
}

// sql writes the statement. A count comes from the very hits the page is cut from: they are found once and kept, since a
// window count over an ordered and limited list can walk the whole table. Without a filter the page comes straight from
// the order's index, and the count from an index alone.
func (l *listing) sql(count bool) string {
	switch {
	case !count && len(l.sets) > 0:
		return l.pageThen()
	case !count:
		return "select null::bigint, p.*\nfrom (" + l.cut(l.from(), l.all(), l.keys) + ") p" + l.ordered()
	case l.ids != "" && l.keys[0].expr == "g.id":
		return "with hit as materialized (\nselect d.id, d.id as k0\nfrom (" + l.ids + ") d)\n" + cutHits(l.from(), l.keys, l.bounds, &l.args)
	case l.ids == "" && l.filter == "":
		return "select t.n, p.*\nfrom (" + l.total() + ") t\nleft join (" +
			l.cut(l.from(), l.where, l.keys) + ") p on true" + l.ordered()
	}
	hits := make([]string, len(l.keys))
	for i, k := range l.keys {
		hits[i] = fmt.Sprintf("%s as k%d", k.expr, i)
	}
	return "with hit as materialized (\nselect g.id, " + strings.Join(hits, ", ") + "\nfrom " + l.hits() + "\nwhere " + l.all() + ")\n" +
		cutHits(l.from(), l.keys, l.bounds, &l.args)
}

// total counts the golden records that there are at all.
func (l *listing) total() string {
	if l.at.at != "" {
		return l.at.total(l.domain)
	}
	return "select count(*) n from " + l.from() + " where " + l.where
}

// cutHits counts a relation hit of ids and sort keys k0, k1 … and reads one page of it from the relation g.
func cutHits(from string, sorts []sortKey, b bounds, args *arguments) string {
	keys := renamed(sorts, "h")
	return "select t.n, p.*\nfrom (select count(*) n from hit) t\nleft join (\nselect " + goldenColumns + keyColumns(keys) +
		"\nfrom (select * from hit h where " + b.between(keys, args) + "\norder by " + orderBy(keys, b.backward) +
		fmt.Sprintf("\nlimit %d) h\njoin ", b.limit()) + from + " on g.id = h.id) p on true" +
		"\norder by " + orderBy(renamed(sorts, "p"), b.backward)
}

// renamed are the sort keys as the columns k0, k1 … of a relation.
func renamed(keys []sortKey, alias string) []sortKey {
	out := slices.Clone(keys)
	for i := range out {
		out[i].expr = fmt.Sprintf("%s.k%d", alias, i)
	}
	return out
}

func (l *listing) all() string {
	if l.filter == "" {
		return l.where
	}
	return l.where + " and (" + l.filter + ")"
}

// cut selects a page's golden records and sort keys.
func (l *listing) cut(from, where string, keys []sortKey) string {
	return "\nselect " + goldenColumns + keyColumns(keys) + "\nfrom " + from + "\nwhere " + where + " and " +
		l.bounds.between(keys, &l.args) + "\norder by " + orderBy(keys, l.bounds.backward) + fmt.Sprintf("\nlimit %d", l.bounds.limit())
}

// ordered repeats the order for the few rows of the page, since a join promises none.
func (l *listing) ordered() string {
	return "\norder by " + orderBy(renamed(l.keys, "p"), l.bounds.backward)
}

func keyColumns(keys []sortKey) string {
	var b strings.Builder
	for i, k := range keys {
		fmt.Fprintf(&b, ", %s as k%d", k.expr, i)
	}
	return b.String()
}

// goldenPage reads rows of a total (null if not wanted), goldenColumns (null on an empty page) and n sort keys.
func (db *DB) goldenPage(ctx context.Context, b bounds, n int, count bool, sql string, args []any) (Page[*domain.GoldenRecord], error) {
	total := -1
	rows, err := readKeyed(ctx, db, sql, args, func(row pgx.CollectableRow) (keyed[*domain.GoldenRecord], error) {
		return scanGoldenRow(row, n, &total)
	})
	if err != nil {
		return Page[*domain.GoldenRecord]{}, fmt.Errorf("list golden records: %w", err)
	}
	if len(rows) == 1 && rows[0].item == nil { // a count without a page
		rows = nil
	}
	if !count {
		total = -1
	}
	return page(b, rows, total), nil
}

func scanGoldenRow(row pgx.CollectableRow, n int, total *int) (keyed[*domain.GoldenRecord], error) {
	k := keyed[*domain.GoldenRecord]{key: make(key, n)}
	values := row.RawValues()
	if values[0] != nil {
		if _, err := fmt.Sscan(string(values[0]), total); err != nil {
			return k, err
		}
	}
	if values[1] == nil {
		return k, nil
	}
	var raw RawGolden
	if err := row.Scan(append([]any{nil}, append(raw.fields(), k.key.fields()...)...)...); err != nil {
		return k, err
	}
	var err error
	k.item, err = raw.Decode()
	return k, err
}

// fields are the destinations of sort keys, in PostgreSQL's own spelling.
func (k key) fields() []any {
	out := make([]any, len(k))
	for i := range k {
		out[i] = &k[i]
	}
	return out
}

// readKeyed runs a statement that was put together for this one call. It goes by the simple protocol: the planner then
// sees the values, on which the right plan of a search depends, and no shape of a filter stays behind as a prepared
// statement. pgx quotes the values; that they are free of NUL is seen to where they come in.
func readKeyed[T any](ctx context.Context, db *DB, sql string, args []any, scan pgx.RowToFunc[keyed[T]]) ([]keyed[T], error) {
	rows, _ := db.pool.Query(ctx, sql, append([]any{pgx.QueryExecModeSimpleProtocol}, args...)...)
	list, err := pgx.CollectRows(rows, scan) // an error of Query stays with the rows
	var pg *pgconn.PgError
	if errors.As(err, &pg) && strings.HasPrefix(pg.Code, "22") {
		return nil, domain.E(domain.Invalid, "a value of the cursor or the filter cannot be read: "+pg.Message)
	}
	return list, err
}
