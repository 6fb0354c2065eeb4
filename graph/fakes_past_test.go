package graph

import (
	"context"
	"time"

	"aurum/domain"
	"aurum/mastering"
	"aurum/store"
)

// The past of a world in memory is what it holds now; that it was asked for the past is counted.

func (w *world) HistoryThen(context.Context, domain.GoldenID, time.Time, store.PageArgs) (store.Page[store.RecordVersion], error) {
	return pageOf(w.history, -1), w.count("HistoryThen")
}

func (w *world) SourceRecordsThen(ctx context.Context, members []domain.Member, _ time.Time) ([]*domain.SourceRecord, error) {
	ids := make([]domain.RecordID, len(members))
	for i, m := range members {
		ids[i] = m.Record
	}
	out, _ := w.SourceRecordsByID(ctx, ids)
	return out, w.count("SourceRecordsThen")
}

func (w *world) ReceivedThen(context.Context, []domain.Member, time.Time) (map[domain.RecordID]domain.Attributes, error) {
	out := map[domain.RecordID]domain.Attributes{}
	for _, r := range w.records {
		out[r.ID] = r.Received
	}
	return out, w.count("ReceivedThen")
}

func (w *world) ProblemsThen(context.Context, []domain.Member, time.Time) (map[domain.RecordID][]domain.Problem, error) {
	return w.problems, w.count("ProblemsThen")
}

func (w *world) GoldenIDsThen(ctx context.Context, ids []domain.RecordID, _ time.Time) (map[domain.RecordID]domain.GoldenID, error) {
	out, _ := w.GoldenIDsOf(ctx, ids)
	return out, w.count("GoldenIDsThen")
}

func (w *world) SourceSystemsThen(ctx context.Context, _ time.Time) ([]store.SourceSystem, error) {
	out, _ := w.SourceSystems(ctx)
	return out[:1], w.count("SourceSystemsThen")
}

func (w *world) MatchBeforeThen(ctx context.Context, d domain.Domain, attrs domain.Attributes, _ time.Time, withheld []string, first int) ([]mastering.Match, []domain.Problem, error) {
	out, problems, _ := w.MatchBefore(ctx, d, attrs, withheld, first)
	return out, problems, w.count("MatchBeforeThen")
}

func (w *world) ExplainMatchThen(ctx context.Context, d domain.Domain, a, b []domain.Member, _ time.Time, withheld []string, first int) (*mastering.MatchExplanation, error) {
	out, _ := w.ExplainMatch(ctx, d, recordsOf(a), recordsOf(b), withheld, first)
	return out, w.count("ExplainMatchThen")
}

func (w *world) TasksThen(ctx context.Context, ids []domain.GoldenID, state *domain.TaskState, _ time.Time) (map[domain.GoldenID][]*domain.Task, error) {
	out, _ := w.TasksOf(ctx, ids, state)
	return out, w.count("TasksThen")
}

func (w *world) DecisionsThen(context.Context, domain.GoldenID, time.Time, store.PageArgs) (store.Page[*domain.Decision], error) {
	return store.Page[*domain.Decision]{}, w.count("DecisionsThen")
}

func (w *world) OverridesOfThen(context.Context, domain.GoldenID, *bool, time.Time, int) ([]*domain.Override, error) {
	return nil, w.count("OverridesOfThen")
}

func (w *world) Links(context.Context, []domain.RecordID) (map[domain.RecordID][]mastering.Link, error) {
	return w.links, w.count("Links")
}

func (w *world) LineageThen(ctx context.Context, g *domain.GoldenRecord, _ time.Time, attributes []string) ([]mastering.AttributeLineage, error) {
	out, _ := w.Lineage(ctx, g, attributes)
	return out, w.count("LineageThen")
}

func (w *world) MatchesThen(ctx context.Context, g *domain.GoldenRecord, _ time.Time, withheld []string) ([]mastering.Match, error) {
	out, _ := w.Matches(ctx, g, withheld)
	return out, w.count("MatchesThen")
}

func (w *world) ClusterThen(ctx context.Context, g *domain.GoldenRecord, _ time.Time, withheld []string) (*mastering.Cluster, error) {
	out, _ := w.Cluster(ctx, g, withheld)
	return out, w.count("ClusterThen")
}

func (w *world) IdentityHistory(context.Context, domain.GoldenID) ([]mastering.IdentityEvent, error) {
	return w.steps, w.count("IdentityHistory")
}

func (w *world) Joined(_ context.Context, _ *domain.GoldenRecord, _ []domain.RecordID, withheld []string) (*mastering.Joining, error) {
	w.blind(withheld)
	return &w.joining, w.count("Joined")
}
