package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"sync"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"aurum/domain"
	"aurum/mastering"
)

const idRangeSQL = `select coalesce(min(id), 0), coalesce(max(id), -1) from source_record where domain = $1`

const storedSQL = `
select id, system, key, version, standardized
  from source_record
 where domain = $1
   and id between $2 and $3
   and not deleted
 order by id`

// EachStored reads a stretch of ids on a connection of its own, and several side by side.
func (db *DB) EachStored(ctx context.Context, d domain.Domain, stretches int, visit func(stretch int, r mastering.StoredText) error) error {
	var first, last int64
	if err := db.pool.QueryRow(ctx, idRangeSQL, d).Scan(&first, &last); err != nil {
		return fmt.Errorf("source records of %s: %w", d, err)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	width := (last-first)/int64(stretches) + 1
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(bulkConnections, stretches) {
		wait.Go(func() {
			for i := next.Add(1) - 1; i < int64(stretches) && ctx.Err() == nil; i = next.Add(1) - 1 {
				from := first + i*width
				err := db.stretch(ctx, d, from, min(from+width-1, last), func(r mastering.StoredText) error { return visit(int(i), r) })
				if err != nil {
					cancel(fmt.Errorf("source records of %s: %w", d, err))
				}
			}
		})
	}
	wait.Wait()
	return context.Cause(ctx)
}

// bulkConnections is how many connections a bulk operation uses: more than the cores of a small server gain nothing.
const bulkConnections = 4

// stretch reads rows as they come over the wire: a million of them would cost more to scan than to match.
func (db *DB) stretch(ctx context.Context, d domain.Domain, first, last int64, visit func(mastering.StoredText) error) error {
	if first > last {
		return nil
	}
	rows, err := db.pool.Query(ctx, storedSQL, pgx.QueryResultFormats{pgx.BinaryFormatCode}, d, first, last)
	if err != nil {
		return err
	}
	defer rows.Close()
	system := ""
	for rows.Next() {
		raw := rows.RawValues()
		if system != string(raw[1]) {
			system = string(raw[1])
		}
		err := visit(mastering.StoredText{
			ID: domain.RecordID(binary.BigEndian.Uint64(raw[0])), Key: domain.SourceKey{System: system, Key: string(raw[2])},
			Version: int(binary.BigEndian.Uint32(raw[3])), Standardized: raw[4],
		})
		if err != nil {
			return err
		}
	}
	return rows.Err()
}

// PutEdges copies edges into their table, in both directions; where one of them is there already, it replaces them in
// portions, unless that was scored from newer records.
func (db *DB) PutEdges(ctx context.Context, edges iter.Seq[mastering.Edge]) error {
	err := db.copyEdges(ctx, edges)
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == "23505" {
		err = db.replaceEdges(ctx, edges)
	}
	if err != nil {
		return fmt.Errorf("store edges: %w", err)
	}
	return nil
}

func (db *DB) copyEdges(ctx context.Context, edges iter.Seq[mastering.Edge]) error {
	next, stop := iter.Pull(edges)
	defer stop()
	var e mastering.Edge
	back := true // the edge at hand has been written in both directions
	_, err := db.pool.CopyFrom(ctx, pgx.Identifier{"match_edge"}, []string{"a", "b", "weight", "rule", "version_a", "version_b"},
		pgx.CopyFromFunc(func() ([]any, error) {
			if back = !back; back {
				return []any{int64(e.B), int64(e.A), e.Weight, e.Rule, int32(e.VersionB), int32(e.VersionA)}, nil
			}
			var ok bool
			if e, ok = next(); !ok {
				return nil, nil
			}
			return []any{int64(e.A), int64(e.B), e.Weight, e.Rule, int32(e.VersionA), int32(e.VersionB)}, nil
		}))
	return err
}

// edgePortion is how many edges one statement replaces.
const edgePortion = 10000

// replaceEdgesSQL leaves an edge alone that was scored from newer records.
const replaceEdgesSQL = putEdgesSQL + `
 where match_edge.version_a <= excluded.version_a
   and match_edge.version_b <= excluded.version_b`

// replaceEdges writes all edges in one transaction.
func (db *DB) replaceEdges(ctx context.Context, edges iter.Seq[mastering.Edge]) error {
	return db.withRetry(ctx, func(c *pgx.Conn) error {
		return pgx.BeginFunc(ctx, c, func(tx pgx.Tx) error {
			for portion := range chunks(edges, edgePortion) {
				e := edgeArraysOf(portion)
				if _, err := tx.Exec(ctx, replaceEdgesSQL, e.as, e.bs, e.weights, e.rules, e.versionsA, e.versionsB); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

func chunks(edges iter.Seq[mastering.Edge], size int) iter.Seq[[]mastering.Edge] {
	return func(yield func([]mastering.Edge) bool) {
		var portion []mastering.Edge
		for e := range edges {
			if portion = append(portion, e); len(portion) == size {
				if !yield(portion) {
					return
				}
				portion = portion[:0]
			}
		}
		if len(portion) > 0 {
			yield(portion)
		}
	}
}

var _ mastering.Bulk = (*DB)(nil)
