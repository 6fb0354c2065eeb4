package graph

import (
	"context"

	"aurum/domain"
	"aurum/mastering"
	"aurum/store"
)

// Stewards' acts on the hub in memory: each is counted and answered by what the test has set.

func (w *world) Merge(_ context.Context, m mastering.Merge, _ bool) (*mastering.Decided, error) {
	w.acted = append(w.acted, m)
	return w.decided, w.count("Merge")
}

func (w *world) Split(_ context.Context, s mastering.Split, _ bool) (*mastering.Decided, error) {
	w.acted = append(w.acted, s)
	return w.decided, w.count("Split")
}

func (w *world) KeepApart(_ context.Context, k mastering.KeepApart, _ bool) (*mastering.Decided, error) {
	w.acted = append(w.acted, k)
	return w.decided, w.count("KeepApart")
}

func (w *world) Withdraw(_ context.Context, x mastering.Withdraw, _ bool) (*mastering.Decided, error) {
	w.acted = append(w.acted, x)
	return w.decided, w.count("Withdraw")
}

func (w *world) Override(_ context.Context, o mastering.SetOverride, _ bool) (*mastering.Decided, []domain.Problem, error) {
	w.acted = append(w.acted, o)
	return w.decided, nil, w.count("Override")
}

func (w *world) ClearOverride(_ context.Context, c mastering.ClearOverride, _ bool) (*mastering.Decided, error) {
	w.acted = append(w.acted, c)
	return w.decided, w.count("ClearOverride")
}

func (w *world) Task(_ context.Context, id int64) (*domain.Task, error) {
	for _, t := range w.tasks {
		if t.ID == id {
			return t, w.count("Task")
		}
	}
	return nil, w.count("Task")
}

func (w *world) DecisionsOf(context.Context, domain.GoldenID, store.PageArgs) (store.Page[*domain.Decision], error) {
	return store.Page[*domain.Decision]{}, w.count("DecisionsOf")
}

func (w *world) Decisions(_ context.Context, ids []int64) (map[int64]*domain.Decision, error) {
	out := map[int64]*domain.Decision{}
	for _, id := range ids {
		if d := w.decisions[id]; d != nil {
			out[id] = d
		}
	}
	return out, w.count("Decisions")
}

func (w *world) OverridesOf(context.Context, domain.GoldenID, *bool, int) ([]*domain.Override, error) {
	return nil, w.count("OverridesOf")
}

func (w *world) OverrideOf(_ context.Context, id int64) (*domain.Override, error) {
	return w.overrides[id], w.count("OverrideOf")
}

func (w *world) AuditTrail(context.Context, store.AuditQuery) (store.Page[domain.AuditEntry], error) {
	return store.Page[domain.AuditEntry]{Items: w.audit, Cursors: make([]string, len(w.audit))}, w.count("AuditTrail")
}

func (w *world) PolicyVersions(context.Context, domain.Domain, int) ([]store.PolicyVersion, error) {
	return nil, w.count("PolicyVersions")
}

func (w *world) LoadPolicy(context.Context, domain.Domain, string, mastering.Steward) (string, error) {
	return "", w.count("LoadPolicy")
}

func (w *world) ActivatePolicy(context.Context, domain.Domain, string, mastering.Steward) error {
	return w.count("ActivatePolicy")
}

func (w *world) Checks(context.Context) (map[domain.Domain]*mastering.Check, error) {
	return w.checks, w.count("Checks")
}

func (w *world) CheckDifferences(context.Context, *mastering.Check, int) ([]store.FoundDifference, error) {
	return w.differing, w.count("CheckDifferences")
}

func (w *world) PolicyDocument(context.Context, domain.Domain, string) (string, error) {
	return "", w.count("PolicyDocument")
}

func (w *world) Simulation(context.Context, int64) (*store.Simulation, error) {
	return nil, w.count("Simulation")
}

func (w *world) SimulationEffects(context.Context, int64, store.PageArgs) (store.Page[mastering.Effect], error) {
	return store.Page[mastering.Effect]{}, w.count("SimulationEffects")
}

func (w *world) SimulationTasks(context.Context, int64, store.PageArgs) (store.Page[mastering.TaskEffect], error) {
	return store.Page[mastering.TaskEffect]{}, w.count("SimulationTasks")
}

func (w *world) StartSimulation(context.Context, domain.Domain, string, mastering.Steward) (int64, error) {
	return 0, w.count("StartSimulation")
}
