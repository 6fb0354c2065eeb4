package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
	"aurum/mastering"
)

// StartSimulation implements mastering.Simulations.
func (db *DB) StartSimulation(ctx context.Context, p mastering.PolicyDocument, by string, at time.Time) (id int64, err error) {
	err = db.pool.QueryRow(ctx, `
insert into simulation (domain, document, to_policy, started_by, started_at, alive_at)
values ($1, $2, $3, $4, $5, $5)
returning id`, string(p.Domain), p.Document, p.Version, by, at).Scan(&id)
	return id, err
}

// SimulationAlive implements mastering.Simulations.
func (db *DB) SimulationAlive(ctx context.Context, id int64, at time.Time) error {
	_, err := db.pool.Exec(ctx, `update simulation set alive_at = $2 where id = $1`, id, at)
	return err
}

// EndSimulation implements mastering.Simulations.
func (db *DB) EndSimulation(ctx context.Context, id int64, out *mastering.Simulation, failure string, at time.Time) error {
	return pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
		if failure != "" || out == nil {
			_, err := tx.Exec(ctx, `update simulation set state = 'FAILED', failure = $2, ended_at = $3 where id = $1`, id, failure, at)
			return err
		}
		counts := *out
		counts.Effects, counts.Tasks = nil, nil
		if err := copyItems(ctx, tx, "simulation_effect", "effect", id, out.Effects); err != nil {
			return err
		}
		if err := copyItems(ctx, tx, "simulation_task", "task", id, out.Tasks); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `update simulation set state = 'DONE', report = $2, ended_at = $3 where id = $1`, id, text(counts), at)
		return err
	})
}

func copyItems[T any](ctx context.Context, tx pgx.Tx, table, column string, id int64, items []T) error {
	_, err := tx.CopyFrom(ctx, pgx.Identifier{table}, []string{"simulation_id", "n", column}, pgx.CopyFromSlice(len(items), func(i int) ([]any, error) {
		return []any{id, i, text(items[i])}, nil
	}))
	return err
}

// Simulation is a simulation as it is kept.
type Simulation struct {
	ID        int64
	Domain    domain.Domain
	ToPolicy  string
	State     mastering.SimulationState
	Report    *mastering.Simulation // the counts; nil unless it is done
	Failure   string
	StartedBy string
	StartedAt time.Time
	EndedAt   *time.Time
}

// silentFor is how long nothing is heard of a simulation until it is taken to have ended with its node.
const silentFor = "1 minute"

const simulationSQL = `
select id,
       domain,
       to_policy,
       case when state = 'RUNNING' and alive_at < clock_timestamp() - interval '` + silentFor + `' then 'FAILED' else state end,
       report::text,
       case when state = 'RUNNING' and alive_at < clock_timestamp() - interval '` + silentFor + `' then 'the hub that worked on it has ended' else failure end,
       started_by,
       started_at,
       ended_at
  from simulation`

func scanSimulation(row pgx.CollectableRow) (*Simulation, error) {
	s := &Simulation{}
	var report *string
	err := row.Scan(&s.ID, &s.Domain, &s.ToPolicy, &s.State, &report, &s.Failure, &s.StartedBy, &s.StartedAt, &s.EndedAt)
	if err != nil || report == nil {
		return s, err
	}
	s.Report = &mastering.Simulation{}
	return s, json.Unmarshal([]byte(*report), s.Report)
}

// Simulation reads a simulation; nil if there is none.
func (db *DB) Simulation(ctx context.Context, id int64) (*Simulation, error) {
	rows, _ := db.pool.Query(ctx, simulationSQL+` where id = $1`, id)
	s, err := pgx.CollectExactlyOneRow(rows, scanSimulation)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read simulation: %w", err)
	}
	s.StartedAt, s.EndedAt = s.StartedAt.UTC(), utc(s.EndedAt)
	return s, nil
}

// SimulationEffects reads what a simulation says of single golden records.
func (db *DB) SimulationEffects(ctx context.Context, id int64, p PageArgs) (Page[mastering.Effect], error) {
	return simulationItems[mastering.Effect](ctx, db, "simulation_effect", "effect", id, p)
}

// SimulationTasks reads the tasks that a simulation would open or close.
func (db *DB) SimulationTasks(ctx context.Context, id int64, p PageArgs) (Page[mastering.TaskEffect], error) {
	return simulationItems[mastering.TaskEffect](ctx, db, "simulation_task", "task", id, p)
}

func simulationItems[T any](ctx context.Context, db *DB, table, column string, id int64, p PageArgs) (Page[T], error) {
	l := rowList{columns: "i." + column + "::text", from: "from " + table + " i", keys: []sortKey{{expr: "i.n", cast: "int"}}}
	l.and("i.simulation_id = %s::bigint", id)
	page, err := readRows(ctx, db, l, p, func(row pgx.CollectableRow, keys []any) (item T, err error) {
		var doc string
		if err := row.Scan(append([]any{&doc}, keys...)...); err != nil {
			return item, err
		}
		return item, json.Unmarshal([]byte(doc), &item)
	})
	if err != nil {
		return page, fmt.Errorf("read simulation: %w", err)
	}
	return page, nil
}
