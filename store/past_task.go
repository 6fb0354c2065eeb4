package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
)

// TasksThen reads the tasks about golden records that had been asked by a time, in one state of that time or, with nil, in any.
// Weight, reason and the pair of a task are the latest ones: former ones are not kept.
func (db *DB) TasksThen(ctx context.Context, ids []domain.GoldenID, state *domain.TaskState, at time.Time) (map[domain.GoldenID][]*domain.Task, error) {
	var in *string
	if state != nil {
		s := sendable(string(*state))
		in = &s
	}
	rows, err := db.pool.Query(ctx, `
select `+taskColumns+`
from (
	select id, domain, kind, golden_a, golden_b, record_a, record_b, weight, reason, created_at,
		case when updated_at > $3 then 'OPEN' else state end as state,
		case when updated_at > $3 then null else decision_id end as decision_id,
		case when updated_at > $3 then created_at else updated_at end as updated_at
	from steward_task
	where (golden_a = any($1::text[]) or golden_b = any($1::text[])) and created_at <= $3
) t
`+taskTables+`
where $2::text is null or t.state = $2
order by t.weight desc, t.id`, idTexts(ids), in, at)
	if err != nil {
		return nil, fmt.Errorf("read former tasks: %w", err)
	}
	tasks, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (*domain.Task, error) { return scanTask(row, nil) })
	if err != nil {
		return nil, fmt.Errorf("read former tasks: %w", err)
	}
	return byGolden(ids, tasks), nil
}
