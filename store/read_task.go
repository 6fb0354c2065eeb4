package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
)

// TaskQuery asks for steward's tasks; empty fields ask for any.
type TaskQuery struct {
	Domains []domain.Domain
	State   domain.TaskState
	Kind    domain.TaskKind
	// Golden asks for the tasks about one golden record.
	Golden *domain.GoldenID
	// AsOf asks for the tasks as they were at a time; nil means now.
	AsOf *time.Time
	PageArgs
}

const taskColumns = `t.id, t.domain, t.kind, t.state, t.golden_a, t.golden_b, coalesce(a.system, ''), coalesce(a.key, ''),
	coalesce(b.system, ''), coalesce(b.key, ''), t.weight, t.reason, coalesce(t.decision_id, 0), t.created_at, t.updated_at`

const taskTables = `left join source_record a on a.id = t.record_a
left join source_record b on b.id = t.record_b`

func scanTask(row pgx.CollectableRow, more []any) (*domain.Task, error) {
	t := &domain.Task{}
	err := row.Scan(append([]any{&t.ID, (*string)(&t.Domain), (*string)(&t.Kind), (*string)(&t.State), (*string)(&t.Golden[0]),
		(*string)(&t.Golden[1]), &t.Pair[0].System, &t.Pair[0].Key, &t.Pair[1].System, &t.Pair[1].Key, &t.Weight, &t.Reason, &t.Decision,
		&t.CreatedAt, &t.UpdatedAt}, more...)...)
	t.CreatedAt, t.UpdatedAt = t.CreatedAt.UTC(), t.UpdatedAt.UTC()
	return t, err
}

// Tasks reads steward's tasks, those with the highest match weight first.
func (db *DB) Tasks(ctx context.Context, q TaskQuery) (Page[*domain.Task], error) {
	l := rowList{
		columns: taskColumns,
		keys:    []sortKey{{expr: "t.weight", cast: "float8", desc: true}, {expr: "t.id", cast: "bigint"}},
	}
	l.from = "from " + tasks(q.AsOf, q.State, &l.args) + "\n" + taskTables
	if len(q.Domains) > 0 {
		names := make([]string, len(q.Domains))
		for i, d := range q.Domains {
			names[i] = sendable(string(d))
		}
		l.and("t.domain = any(%s::text[])", names)
	}
	if q.State != "" {
		l.and("t.state = %s::text", sendable(string(q.State)))
	}
	if q.Kind != "" {
		l.and("t.kind = %s::text", sendable(string(q.Kind)))
	}
	if q.Golden != nil {
		l.and("%[1]s::text in (t.golden_a, t.golden_b)", sendable(string(*q.Golden)))
	}
	page, err := readRows(ctx, db, l, q.PageArgs, scanTask)
	if err != nil {
		return page, fmt.Errorf("read tasks: %w", err)
	}
	return page, nil
}

// TasksOf reads the tasks about golden records, in one state or, with nil, in any; highest match weight first. A task
// about two of them stands with both.
func (db *DB) TasksOf(ctx context.Context, ids []domain.GoldenID, state *domain.TaskState) (map[domain.GoldenID][]*domain.Task, error) {
	var in *string
	if state != nil {
		s := sendable(string(*state))
		in = &s
	}
	rows, err := db.pool.Query(ctx, `
select `+taskColumns+`
from steward_task t
`+taskTables+`
where (t.golden_a = any($1::text[]) or t.golden_b = any($1::text[])) and ($2::text is null or t.state = $2)
order by t.weight desc, t.id`, idTexts(ids), in)
	if err != nil {
		return nil, fmt.Errorf("read tasks: %w", err)
	}
	tasks, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (*domain.Task, error) { return scanTask(row, nil) })
	if err != nil {
		return nil, fmt.Errorf("read tasks: %w", err)
	}
	return byGolden(ids, tasks), nil
}

func byGolden(ids []domain.GoldenID, tasks []*domain.Task) map[domain.GoldenID][]*domain.Task {
	out := make(map[domain.GoldenID][]*domain.Task, len(ids))
	for _, id := range ids {
		out[id] = nil
	}
	for _, t := range tasks {
		for _, id := range t.Golden {
			if _, asked := out[id]; asked {
				out[id] = append(out[id], t)
			}
		}
	}
	return out
}
