package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
)

// tasksThen is the relation t of steward's tasks as they were at a time, given as parameter: those that have not changed since,
// and what the others were. A condition on steward_task t is told for both; what a task was before it changed was open.
const tasksThen = `(
	select t.id, t.domain, t.kind, t.state, t.golden_a, t.golden_b, t.record_a, t.record_b, t.weight, t.reason, t.decision_id, t.created_at, t.updated_at
	from steward_task t
	where t.updated_at <= %[1]s::timestamptz and %[2]s
	union all
	select t.id, t.domain, t.kind, 'OPEN', t.golden_a, t.golden_b, f.record_a, f.record_b, f.weight, f.reason, null, t.created_at, f.updated_at
	from steward_task_former f
	join steward_task t on t.id = f.task_id
	where f.updated_at <= %[1]s::timestamptz and f.valid_to > %[1]s::timestamptz
) t`

// tasks is the relation t of tasks, as they are or were; state, which may be empty, is the one they are looked for in.
func tasks(at *time.Time, state domain.TaskState, args *arguments) string {
	if at == nil {
		return "steward_task t"
	}
	unchanged := "true"
	if state != "" {
		unchanged = "t.state = " + args.add(sendable(string(state))) + "::text" // lets the index of the queue serve them
	}
	return fmt.Sprintf(tasksThen, args.add(*at), unchanged)
}

// TasksThen is TasksOf as it was at a time.
func (db *DB) TasksThen(ctx context.Context, ids []domain.GoldenID, state *domain.TaskState, at time.Time) (map[domain.GoldenID][]*domain.Task, error) {
	var in *string
	if state != nil {
		s := sendable(string(*state))
		in = &s
	}
	about := "(t.golden_a = any($1::text[]) or t.golden_b = any($1::text[]))"
	rows, err := db.pool.Query(ctx, `
select `+taskColumns+`
from `+fmt.Sprintf(tasksThen, "$3", about)+`
`+taskTables+`
where `+about+` and ($2::text is null or t.state = $2)
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
