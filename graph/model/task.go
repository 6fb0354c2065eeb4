package model

import (
	"context"
	"fmt"
	"time"

	"aurum/domain"
)

// StewardTask is a question the engine leaves to a steward.
type StewardTask struct {
	*domain.Task
	among *tasks
}

type tasks struct {
	group     *group
	ids       []domain.GoldenID
	decisions []int64
	memo      memory
}

// StewardTaskConnection is a page of tasks.
type StewardTaskConnection = Connection[*StewardTask]

// StewardTaskEdge is one task of a page.
type StewardTaskEdge = Edge[*StewardTask]

// Tasks gives the views of tasks that were read together, as they are or, with asOf, were at a time.
func (s *Session) Tasks(in []*domain.Task, asOf *time.Time) []*StewardTask {
	among := &tasks{group: &group{session: s, asOf: asOf}}
	out := make([]*StewardTask, len(in))
	for i, t := range in {
		out[i] = &StewardTask{t, among}
		among.ids = append(among.ids, t.Golden[:]...)
		if t.Decision != 0 {
			among.decisions = append(among.decisions, t.Decision)
		}
	}
	return out
}

// ID is "tsk_" and the task's number.
func (t *StewardTask) ID() string { return fmt.Sprintf("tsk_%d", t.Task.ID) }

// SourceRecords are the two with the strongest evidence between them.
func (t *StewardTask) SourceRecords() []domain.SourceKey { return t.Pair[:] }

// GoldenRecords are the two in question, merged or not.
func (t *StewardTask) GoldenRecords(ctx context.Context) ([]GoldenRecord, error) {
	goldens, err := remember(&t.among.memo, "goldens", func() (map[domain.GoldenID]GoldenRecord, error) {
		return t.among.load(ctx)
	})
	out := make([]GoldenRecord, 0, len(t.Golden))
	for _, id := range t.Golden {
		if g := goldens[id]; g != nil {
			out = append(out, g)
		}
	}
	return out, err
}

func (in *tasks) load(ctx context.Context) (map[domain.GoldenID]GoldenRecord, error) {
	ids := distinct(in.ids)
	goldens, err := in.group.session.Reader.Goldens(ctx, ids, in.group.asOf)
	if err != nil {
		return nil, err
	}
	out := make(map[domain.GoldenID]GoldenRecord, len(ids))
	for i, v := range in.group.session.Records(goldens, in.group.asOf) {
		if v != nil {
			out[ids[i]] = v
		}
	}
	return out, nil
}

// Tasks are those that concern the record.
func (r *Record) Tasks(ctx context.Context, state *domain.TaskState) ([]*StewardTask, error) {
	s := r.group.session
	if err := s.AllowTasks(r.Domain); err != nil {
		return nil, err
	}
	name := "tasks:"
	if state != nil {
		name += string(*state)
	}
	all, err := remember(&r.group.memo, name, func() (map[domain.GoldenID][]*domain.Task, error) {
		if at := r.group.asOf; at != nil {
			return s.Reader.TasksThen(ctx, r.group.ids(), state, *at)
		}
		return s.Reader.TasksOf(ctx, r.group.ids(), state)
	})
	if err != nil {
		return nil, err
	}
	return s.Tasks(all[r.ID], r.group.asOf), nil
}
