package graph

import (
	"context"

	"aurum/access"
	"aurum/domain"
	"aurum/graph/model"
	"aurum/store"
)

// SourceSystems gives all source systems, by code.
func (query) SourceSystems(ctx context.Context, asOf any) ([]*model.SourceSystem, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	at, err := momentOf(asOf)
	if err != nil {
		return nil, err
	}
	return s.SourceSystems(ctx, at)
}

// Tasks gives stewards' tasks, highest weight first.
func (query) Tasks(ctx context.Context, filter map[string]any, first *int, after *string, asOf any) (*model.StewardTaskConnection, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	args, err := model.PageArgs(first, after, nil, nil)
	if err != nil {
		return nil, err
	}
	q := store.TaskQuery{State: domain.TaskState(textOf(filter["state"])), Kind: domain.TaskKind(textOf(filter["kind"])), PageArgs: args}
	if q.Domains, err = taskDomains(s, domain.Domain(textOf(filter["domain"]))); err != nil {
		return nil, err
	}
	if q.AsOf, err = momentOf(asOf); err != nil {
		return nil, err
	}
	if id := domain.GoldenID(textOf(filter["goldenRecord"])); id != "" {
		q.Golden = &id
	}
	page, err := s.Reader.Tasks(ctx, q)
	if err != nil {
		return nil, err
	}
	return model.NewConnection(page, s.Tasks(page.Items, q.AsOf)), nil
}

// taskDomains are the domains to read tasks of: the one asked for, else all whose tasks the caller may see; nil for all there
// are.
func taskDomains(s *model.Session, asked domain.Domain) ([]domain.Domain, error) {
	if asked != "" {
		return []domain.Domain{asked}, s.AllowTasks(asked)
	}
	var out []domain.Domain
	var denied error
	for _, schema := range domain.Registry {
		if err := s.AllowTasks(schema.Domain); err != nil {
			denied = err
			continue
		}
		out = append(out, schema.Domain)
	}
	switch {
	case denied == nil:
		return nil, nil
	case out == nil:
		return nil, denied
	}
	return out, nil
}

// Quarantine gives arrivals that could not be applied, newest first; to a source its own.
func (query) Quarantine(ctx context.Context, filter map[string]any, first *int, after *string, asOf any) (*model.QuarantinedRecordConnection, error) {
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
	if q.AsOf, err = momentOf(asOf); err != nil {
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
