package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
)

// ProblemsOf reads what is wrong with source records; those without a problem are left out.
func (db *DB) ProblemsOf(ctx context.Context, ids []domain.RecordID) (map[domain.RecordID][]domain.Problem, error) {
	rows, err := db.pool.Query(ctx, `
select id,
       problems::text
  from source_record
 where id = any ($1::bigint[])
   and problems::text <> '[]'`, ids)
	if err != nil {
		return nil, fmt.Errorf("read problems: %w", err)
	}
	return collectProblems(rows)
}

func collectProblems(rows pgx.Rows) (map[domain.RecordID][]domain.Problem, error) {
	out := map[domain.RecordID][]domain.Problem{}
	var id domain.RecordID
	var text string
	_, err := pgx.ForEachRow(rows, []any{&id, &text}, func() error {
		var ps []domain.Problem
		if err := json.Unmarshal([]byte(text), &ps); err != nil {
			return fmt.Errorf("problems of source record %d: %w", id, err)
		}
		out[id] = ps
		return nil
	})
	return out, err
}
