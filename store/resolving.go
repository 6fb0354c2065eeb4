package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
	"aurum/mastering"
)

// maxGrowth bounds how often a component may grow while its locks are awaited. It is far above what contention brings.
const maxGrowth = 1000

// Resolving implements mastering.Storage.
//
// What the lock statement sees before it waits is only a guess: records are read in the statement after it, edges,
// assertions, golden records and tasks in statements after that. Where the component has grown meanwhile, everything is
// let go and locked again: nobody ever waits for a lock while holding one that comes later.
func (db *DB) Resolving(ctx context.Context, scope mastering.ResolveScope, decide func(*mastering.Locked) (*mastering.ResolveWrite, []domain.RecordID, error)) error {
	for range maxGrowth {
		var grow []domain.RecordID
		err := db.withRetry(ctx, func(c *pgx.Conn) (err error) {
			grow, err = resolveOnce(ctx, c, scope, decide)
			return err
		})
		if err != nil || len(grow) == 0 {
			return err
		}
		scope.Expand = append(slices.Clone(scope.Expand), grow...)
	}
	return fmt.Errorf("a %s component around %d records has grown %d times while it was locked", scope.Domain, len(scope.Expand), maxGrowth)
}

func resolveOnce(ctx context.Context, c *pgx.Conn, scope mastering.ResolveScope, decide func(*mastering.Locked) (*mastering.ResolveWrite, []domain.RecordID, error)) ([]domain.RecordID, error) {
	l, err := lockComponents(ctx, c, scope)
	if err != nil {
		return nil, err
	}
	if err := readAround(ctx, c, scope, l); err != nil {
		return nil, err
	}
	w, grow, err := decide(l)
	if err != nil {
		return nil, err
	}
	if len(grow) > 0 {
		_, err := c.Exec(ctx, "rollback")
		return grow, err
	}
	if w == nil { // it was only asked what would be
		_, err := c.Exec(ctx, "rollback")
		return nil, err
	}
	b := &pgx.Batch{}
	writeEdges(b, w)
	writeMembers(b, w)
	writeGoldens(b, w)
	writeTasks(b, w)
	writeDecision(b, w)
	writeOverrides(b, w)
	writeAudit(b, w.Audit)
	b.Queue("commit")
	return nil, c.SendBatch(ctx, b).Close()
}

// The components around $1 by link edges, stewards' "same" and golden records, their neighbours by any edge, and $2. Members of a golden
// record hang together by link edges, but for those that an earlier policy linked by another threshold.
const closureSQL = `
with recursive core (id) as (
    select unnest($1::bigint[])
    union
    select n.id
      from core c
     cross join lateral (
           select e.b as id
             from match_edge e
            where e.a = c.id
              and e.weight >= $3
           union all
           select a.b
             from assertion a
            where a.a = c.id
              and a.same
           union all
           select o.record_id
             from member m
             join member o
               on o.golden_id = m.golden_id
            where m.record_id = c.id) as n
), scope (id) as (
    select id from core
    union
    select unnest($2::bigint[])
    union
    select e.b
      from core c
      join match_edge e
        on e.a = c.id
)`

const lockClosureSQL = closureSQL + `
select id,
       pg_advisory_xact_lock(id)
  from (select id from scope order by id) as ordered`

const readClosureSQL = closureSQL + `
select` + storedColumns + storedTables + `
 where r.id = any (array(select id from scope))`

// lockComponents locks and reads. A record that the second statement finds and the first did not lock is left out: the
// decision will miss it and ask to grow.
func lockComponents(ctx context.Context, c *pgx.Conn, scope mastering.ResolveScope) (*mastering.Locked, error) {
	l := &mastering.Locked{Records: map[domain.RecordID]*mastering.Stored{}}
	locked := map[domain.RecordID]bool{}
	rim := scope.Rim
	if rim == nil {
		rim = []domain.RecordID{}
	}
	b := &pgx.Batch{}
	moved := false
	b.Queue("begin")
	queuePolicyCheck(b, scope.Domain, scope.Policy, &moved)
	b.Queue(lockClosureSQL, scope.Expand, rim, scope.Link).Query(func(rows pgx.Rows) error {
		var id domain.RecordID
		_, err := pgx.ForEachRow(rows, []any{&id, nil}, func() error { locked[id] = true; return nil })
		return err
	})
	b.Queue(readClosureSQL, scope.Expand, rim, scope.Link).Query(func(rows pgx.Rows) error {
		stored, err := pgx.CollectRows(rows, scanStored)
		for _, s := range stored {
			if locked[s.ID] {
				l.Records[s.ID] = s
			}
		}
		return err
	})
	if err := c.SendBatch(ctx, b).Close(); err != nil {
		return nil, fmt.Errorf("lock components: %w", err)
	}
	if moved {
		return nil, mastering.ErrPolicyMoved
	}
	return l, nil
}

const edgesSQL = `select a, b, weight, rule, version_a, version_b from match_edge where a = any ($1::bigint[])`

const foundedSQL = `
select id,
       domain,
       founder,
       version,
       state,
       coalesce(merged_into, ''),
       attributes::text,
       provenance::text,
       members::text,
       hash,
       policy,
       created_at,
       updated_at,
       r.due_at
  from golden_record g
  left join reevaluation r
    on r.golden_id = g.id
 where founder = any ($1::bigint[])`

const openTasksSQL = `
with golden (id) as (
    select golden_id from member where record_id = any ($1::bigint[])
    union
    select id from golden_record where founder = any ($1::bigint[])
)
select t.id, t.kind, t.golden_a, t.golden_b, t.record_a, t.record_b, t.weight, t.reason, t.updated_at
  from golden g
  join steward_task t
    on t.golden_a = g.id
 where t.state = 'OPEN'
 union
select t.id, t.kind, t.golden_a, t.golden_b, t.record_a, t.record_b, t.weight, t.reason, t.updated_at
  from golden g
  join steward_task t
    on t.golden_b = g.id
 where t.state = 'OPEN'`

// readAround reads, after the locks, everything that hangs on the locked records.
func readAround(ctx context.Context, c *pgx.Conn, scope mastering.ResolveScope, l *mastering.Locked) error {
	ids := make([]domain.RecordID, 0, len(l.Records))
	for id := range l.Records {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	b := &pgx.Batch{}
	b.Queue(edgesSQL, ids).Query(func(rows pgx.Rows) (err error) {
		l.Edges, err = pgx.CollectRows(rows, pgx.RowToStructByPos[mastering.Edge])
		return err
	})
	b.Queue(assertedSQL, ids).Query(func(rows pgx.Rows) (err error) {
		l.Assertions, err = pgx.CollectRows(rows, pgx.RowToStructByPos[mastering.Assertion])
		return err
	})
	b.Queue(foundedSQL, ids).Query(func(rows pgx.Rows) (err error) {
		l.Goldens, err = pgx.CollectRows(rows, scanFounded)
		return err
	})
	b.Queue(openTasksSQL, ids).Query(func(rows pgx.Rows) (err error) {
		l.Tasks, err = pgx.CollectRows(rows, scanOpenTask)
		return err
	})
	b.Queue(referencesSQL, ids).Query(func(rows pgx.Rows) error {
		return collectReferences(rows, func(id domain.RecordID, k mastering.RecordKey, g domain.GoldenID) { l.Records[id].Refer(k, g) })
	})
	b.Queue(overridesInForceSQL, ids).Query(func(rows pgx.Rows) (err error) {
		l.Overrides, err = pgx.CollectRows(rows, scanOverride)
		return err
	})
	if scope.Withdraw != 0 {
		queueWithdrawal(b, scope.Withdraw, l)
	}
	if err := c.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("read around locked records: %w", err)
	}
	return nil
}

func scanOpenTask(row pgx.CollectableRow) (*mastering.OpenTask, error) {
	t := &mastering.OpenTask{}
	return t, row.Scan(&t.ID, &t.Kind, &t.Golden[0], &t.Golden[1], &t.Records[0], &t.Records[1], &t.Weight, &t.Reason, &t.UpdatedAt)
}

func scanFounded(row pgx.CollectableRow) (*mastering.GoldenRow, error) {
	g := &mastering.GoldenRow{}
	var attributes, provenance, members string
	err := row.Scan(&g.ID, &g.Domain, &g.Founder, &g.Version, &g.State, &g.MergedInto, &attributes, &provenance, &members, &g.Hash,
		&g.Policy, &g.CreatedAt, &g.UpdatedAt, &g.DueAt)
	if err != nil {
		return nil, err
	}
	return g, decodeGolden(&g.GoldenRecord, attributes, provenance, members)
}
