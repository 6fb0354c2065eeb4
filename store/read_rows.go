package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// rowList is a plain list of rows with one fixed order.
type rowList struct {
	columns string
	from    string // "from …" up to its conditions
	where   string
	keys    []sortKey
	args    arguments
}

// and adds a condition; %s stands for the value.
func (l *rowList) and(cond string, value any) {
	l.where += " and " + fmt.Sprintf(cond, l.args.add(value))
}

// readRows reads one page of a list. scan gets the destinations of the sort keys, which come last.
func readRows[T any](ctx context.Context, db *DB, l rowList, p PageArgs, scan func(row pgx.CollectableRow, keys []any) (T, error)) (Page[T], error) {
	b, err := p.bounds(fmt.Sprintf("%s %s %q", l.from, l.where, l.args.values), len(l.keys))
	if err != nil {
		return Page[T]{}, err
	}
	sql := "select " + l.columns + keyColumns(l.keys) + "\n" + l.from + "\nwhere true" + l.where + " and " + b.between(l.keys, &l.args) +
		"\norder by " + orderBy(l.keys, b.backward) + fmt.Sprintf("\nlimit %d", b.limit())
	rows, err := readKeyed(ctx, db, sql, l.args.values, func(row pgx.CollectableRow) (keyed[T], error) {
		k := key(make([]*string, len(l.keys)))
		item, err := scan(row, k.fields())
		return keyed[T]{item, k}, err
	})
	if err != nil {
		return Page[T]{}, err
	}
	return page(b, rows, -1), nil
}
