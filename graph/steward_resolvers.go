package graph

import (
	"context"

	"aurum/access"
	"aurum/domain"
	"aurum/graph/model"
	"aurum/mastering"
	"aurum/store"
)

// steward does an act and answers what became of it.
func steward(ctx context.Context, input map[string]any, do func(*stewarding) (*mastering.Decided, []domain.Problem, error)) (*model.StewardPayload, error) {
	a, err := newStewarding(ctx, input)
	if err != nil {
		return nil, err
	}
	done, problems, err := do(a)
	if err != nil {
		if problems, err = correctable(err); err != nil {
			return nil, err
		}
	}
	return a.session.NewStewardPayload(done, problems), nil
}

// MergeGoldenRecords makes golden records one.
func (mutation) MergeGoldenRecords(ctx context.Context, input map[string]any) (*model.MergeGoldenRecordsPayload, error) {
	return steward(ctx, input, func(a *stewarding) (*mastering.Decided, []domain.Problem, error) { return a.merge(ctx, false) })
}

// SplitGoldenRecord takes source records out of a golden record.
func (mutation) SplitGoldenRecord(ctx context.Context, input map[string]any) (*model.SplitGoldenRecordPayload, error) {
	return steward(ctx, input, func(a *stewarding) (*mastering.Decided, []domain.Problem, error) { return a.split(ctx, false) })
}

// WithdrawDecision takes back what was decided.
func (mutation) WithdrawDecision(ctx context.Context, input map[string]any) (*model.WithdrawDecisionPayload, error) {
	return steward(ctx, input, func(a *stewarding) (*mastering.Decided, []domain.Problem, error) { return a.withdraw(ctx, false) })
}

// ResolveTask answers a task.
func (mutation) ResolveTask(ctx context.Context, input map[string]any) (*model.ResolveTaskPayload, error) {
	p, err := steward(ctx, input, func(a *stewarding) (*mastering.Decided, []domain.Problem, error) { return a.answer(ctx) })
	if err != nil || p.Decision == nil {
		return p, err
	}
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	t, err := s.Reader.Task(ctx, numberOf(input["id"], "tsk_"))
	if err == nil && t != nil {
		p.Task = s.Tasks([]*domain.Task{t}, nil)[0]
	}
	return p, err
}

// OverrideAttribute sets an attribute by hand, or ignores what a source says of it.
func (mutation) OverrideAttribute(ctx context.Context, input map[string]any) (*model.OverrideAttributePayload, error) {
	return steward(ctx, input, func(a *stewarding) (*mastering.Decided, []domain.Problem, error) { return a.override(ctx, false) })
}

// ClearOverride takes an override back.
func (mutation) ClearOverride(ctx context.Context, input map[string]any) (*model.OverrideAttributePayload, error) {
	return steward(ctx, input, func(a *stewarding) (*mastering.Decided, []domain.Problem, error) { return a.clear(ctx) })
}

// preview foresees what an act would lead to.
func preview(ctx context.Context, input map[string]any, do func(*stewarding) (*mastering.Decided, []domain.Problem, error)) (*model.Preview, error) {
	a, err := newStewarding(ctx, input)
	if err != nil {
		return nil, err
	}
	seen, problems, err := do(a)
	if err != nil {
		if problems, err = correctable(err); err != nil {
			return nil, err
		}
	}
	if seen == nil {
		seen = &mastering.Decided{}
	}
	return a.session.NewPreview(seen, problems), nil
}

// PreviewMerge tells what a merge would lead to.
func (query) PreviewMerge(ctx context.Context, input map[string]any) (*model.Preview, error) {
	return preview(ctx, input, func(a *stewarding) (*mastering.Decided, []domain.Problem, error) { return a.merge(ctx, true) })
}

// PreviewSplit tells what a split would lead to.
func (query) PreviewSplit(ctx context.Context, input map[string]any) (*model.Preview, error) {
	return preview(ctx, input, func(a *stewarding) (*mastering.Decided, []domain.Problem, error) { return a.split(ctx, true) })
}

// PreviewWithdrawal tells what withdrawing a decision would lead to.
func (query) PreviewWithdrawal(ctx context.Context, input map[string]any) (*model.Preview, error) {
	return preview(ctx, input, func(a *stewarding) (*mastering.Decided, []domain.Problem, error) { return a.withdraw(ctx, true) })
}

// PreviewOverride tells what an override would lead to.
func (query) PreviewOverride(ctx context.Context, input map[string]any) (*model.Preview, error) {
	return preview(ctx, input, func(a *stewarding) (*mastering.Decided, []domain.Problem, error) { return a.override(ctx, true) })
}

// AuditTrail gives what people have done.
func (query) AuditTrail(ctx context.Context, filter map[string]any, first *int, after *string, asOf any) (*model.AuditEntryConnection, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.Access.Allow(s.Principal, access.ObjectAudit, access.Read); err != nil {
		return nil, err
	}
	q := store.AuditQuery{
		Subject: textOf(filter["subject"]), Actor: textOf(filter["actor"]), Action: textOf(filter["action"]), Domain: domain.Domain(textOf(filter["domain"])),
	}
	if q.PageArgs, err = model.PageArgs(first, after, nil, nil); err != nil {
		return nil, err
	}
	if q.AsOf, err = momentOf(asOf); err != nil {
		return nil, err
	}
	page, err := s.Reader.AuditTrail(ctx, q)
	if err != nil {
		return nil, err
	}
	out := make([]*model.AuditEntry, len(page.Items))
	for i, e := range page.Items {
		if out[i], err = s.Audited(e); err != nil {
			return nil, err
		}
	}
	return model.NewConnection(page, out), nil
}
