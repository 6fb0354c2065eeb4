package model

import (
	"context"

	"aurum/domain"
	"aurum/mastering"
)

// StewardPayload is what became of an act of a steward.
type StewardPayload struct {
	Decision   *Decision
	Override   *Override
	Task       *StewardTask
	UserErrors []UserError
	session    *Session
	ids        []domain.GoldenID
}

// The payloads of the acts; each shows what concerns it.
type (
	// MergeGoldenRecordsPayload is what became of a merge.
	MergeGoldenRecordsPayload = StewardPayload
	// SplitGoldenRecordPayload is what became of a split.
	SplitGoldenRecordPayload = StewardPayload
	// WithdrawDecisionPayload is what became of a withdrawal.
	WithdrawDecisionPayload = StewardPayload
	// ResolveTaskPayload is what became of an answer.
	ResolveTaskPayload = StewardPayload
	// OverrideAttributePayload is what became of an override.
	OverrideAttributePayload = StewardPayload
)

// NewStewardPayload gives the view of what was done; nil for nothing.
func (s *Session) NewStewardPayload(d *mastering.Decided, problems []domain.Problem) *StewardPayload {
	p := &StewardPayload{session: s, UserErrors: userErrors(problems)}
	if d != nil {
		p.Decision, p.Override, p.ids = s.NewDecision(d.Decision, nil), s.Override(d.Override, nil), d.Golden
	}
	return p
}

// GoldenRecords are those that the source records concerned belong to now.
func (p *StewardPayload) GoldenRecords(ctx context.Context) ([]GoldenRecord, error) {
	found, err := (&group{session: p.session}).surviving(ctx, p.ids)
	out := make([]GoldenRecord, 0, len(p.ids))
	for _, id := range p.ids {
		if found[id] != nil {
			out = append(out, found[id])
		}
	}
	return out, err
}

// GoldenRecord is the first of them; nil where there is none.
func (p *StewardPayload) GoldenRecord(ctx context.Context) (GoldenRecord, error) {
	all, err := p.GoldenRecords(ctx)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return all[0], nil
}

// TaskAnswer is a steward's answer to a task.
type TaskAnswer string

// Answers to tasks.
const (
	AnswerSame      TaskAnswer = "SAME"
	AnswerDifferent TaskAnswer = "DIFFERENT"
)
