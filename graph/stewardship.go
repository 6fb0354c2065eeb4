package graph

import (
	"context"

	"aurum/access"
	"aurum/domain"
	"aurum/graph/model"
	"aurum/store"
)

// SourceSystems gives all source systems, by code.
func (query) SourceSystems(ctx context.Context) ([]*model.SourceSystem, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	return s.SourceSystems(ctx)
}

// Tasks gives stewards' tasks, highest weight first.
func (query) Tasks(ctx context.Context, filter map[string]any, first *int, after *string) (*model.StewardTaskConnection, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	args, err := model.PageArgs(first, after, nil, nil)
	if err != nil {
		return nil, err
	}
	q := store.TaskQuery{
		Domain: domain.Domain(textOf(filter["domain"])), State: domain.TaskState(textOf(filter["state"])),
		Kind: domain.TaskKind(textOf(filter["kind"])), PageArgs: args,
	}
	if id := domain.GoldenID(textOf(filter["goldenRecord"])); id != "" {
		q.Golden = &id
	}
	page, err := s.Reader.Tasks(ctx, q)
	if err != nil {
		return nil, err
	}
	return model.NewConnection(page, s.Tasks(page.Items)), nil
}

// Quarantine gives arrivals that could not be applied, newest first; to a source its own.
func (query) Quarantine(ctx context.Context, filter map[string]any, first *int, after *string) (*model.QuarantinedRecordConnection, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	q := store.QuarantineQuery{
		Domain: domain.Domain(textOf(filter["domain"])), System: textOf(filter["system"]), State: textOf(filter["state"]),
	}
	if q.PageArgs, err = model.PageArgs(first, after, nil, nil); err != nil {
		return nil, err
	}
	if err := confine(s, &q); err != nil {
		return nil, err
	}
	page, err := s.Reader.Quarantine(ctx, q)
	if err != nil {
		return nil, err
	}
	out := make([]*model.QuarantinedRecord, len(page.Items))
	for i, item := range page.Items {
		out[i] = s.Quarantined(item)
	}
	return model.NewConnection(page, out), nil
}

// confine keeps those who may not read what any source sent to what their own source sent.
func confine(s *model.Session, q *store.QuarantineQuery) error {
	denied := s.Access.Allow(s.Principal, access.ObjectSourceRecordAny, access.Read)
	if denied == nil {
		return nil
	}
	if s.Principal.Source == "" || q.System != "" && q.System != s.Principal.Source {
		return denied
	}
	q.System = s.Principal.Source
	return nil
}
