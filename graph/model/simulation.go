package model

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"aurum/access"
	"aurum/domain"
	"aurum/mastering"
	"aurum/store"
)

// Simulation is what a policy would do to the golden records there are.
type Simulation struct {
	*store.Simulation
	session *Session
	sight   access.Visibility
}

// SimulatePolicyPayload is what became of the start of a simulation.
type SimulatePolicyPayload struct {
	Simulation *Simulation
	UserErrors []UserError
}

// The pages of a simulation.
type (
	// SimulatedChangeConnection is a page of changes.
	SimulatedChangeConnection = Connection[*SimulatedChange]
	// SimulatedChangeEdge is one change of a page.
	SimulatedChangeEdge = Edge[*SimulatedChange]
	// SimulatedTaskConnection is a page of tasks.
	SimulatedTaskConnection = Connection[*SimulatedTask]
	// SimulatedTaskEdge is one task of a page.
	SimulatedTaskEdge = Edge[*SimulatedTask]
)

// NewSimulation gives the view of a simulation; nil for none.
func (s *Session) NewSimulation(found *store.Simulation) *Simulation {
	if found == nil {
		return nil
	}
	return &Simulation{found, s, s.Access.Visibility(s.Principal.Role, string(found.Domain))}
}

// NewSimulatePolicyPayload gives the view of the start of a simulation; nil for none.
func (s *Session) NewSimulatePolicyPayload(found *store.Simulation, problems []domain.Problem) *SimulatePolicyPayload {
	return &SimulatePolicyPayload{Simulation: s.NewSimulation(found), UserErrors: userErrors(problems)}
}

// ID is "sim_" and the simulation's number.
func (s *Simulation) ID() string { return fmt.Sprintf("sim_%d", s.Simulation.ID) }

// Failure is why it failed; nil where it did not.
func (s *Simulation) Failure() *string {
	return unless(s.Simulation.Failure == "", s.Simulation.Failure)
}

// SimulationReport is what a simulation came to in all.
type SimulationReport struct {
	FromPolicy                              string
	SourceRecords                           int
	GoldenRecordsBefore, GoldenRecordsAfter int
	Joined, Parted                          int
	Events, Values                          []SimulatedCount
	TasksOpened, TasksClosed                []SimulatedCount
	Referring                               []SimulatedCount
}

// SimulatedCount is a count of a report.
type SimulatedCount struct {
	Name  string
	Count int
}

// Report is what it came to in all; nil until it is done.
func (s *Simulation) Report() *SimulationReport {
	r := s.Simulation.Report
	if r == nil {
		return nil
	}
	values := maps.Clone(r.Values)
	maps.DeleteFunc(values, func(attribute string, _ int) bool { return s.sight.Of(attribute) == access.Hidden })
	referring := map[string]int{}
	for d, n := range r.Referring {
		if s.session.Allow(d, access.Read) == nil {
			referring[strings.ToUpper(string(d))] = n
		}
	}
	return &SimulationReport{
		FromPolicy: r.From, SourceRecords: r.Records, GoldenRecordsBefore: r.Goldens[0], GoldenRecordsAfter: r.Goldens[1], Joined: r.Joined, Parted: r.Parted,
		Events: counts(r.Events), Values: counts(values), TasksOpened: counts(r.TasksOpened), TasksClosed: counts(r.TasksClosed),
		Referring: counts(referring),
	}
}

func counts[K ~string](of map[K]int) []SimulatedCount {
	out := make([]SimulatedCount, 0, len(of))
	for _, name := range slices.Sorted(maps.Keys(of)) {
		out = append(out, SimulatedCount{string(name), of[name]})
	}
	return out
}

// SimulatedChange is what would become of one golden record.
type SimulatedChange struct {
	Kind          domain.ChangeKind
	From          []domain.GoldenID
	SourceRecords []domain.SourceKey
	effect        mastering.Effect
	of            *Simulation
	among         *simulatedChanges
}

// simulatedChanges are those of a page; their golden records are loaded together.
type simulatedChanges struct {
	group *group
	ids   []domain.GoldenID
	memo  memory
}

// Changes are what would become of single golden records.
func (s *Simulation) Changes(ctx context.Context, first *int, after *string) (*SimulatedChangeConnection, error) {
	if err := s.session.Allow(s.Domain, access.Read); err != nil {
		return nil, err
	}
	args, err := PageArgs(first, after, nil, nil)
	if err != nil {
		return nil, err
	}
	page, err := s.session.Reader.SimulationEffects(ctx, s.Simulation.ID, args)
	if err != nil {
		return nil, err
	}
	among := &simulatedChanges{group: &group{session: s.session}}
	out := make([]*SimulatedChange, len(page.Items))
	for i, e := range page.Items {
		out[i] = &SimulatedChange{Kind: e.Kind, From: known(e.From), SourceRecords: e.Members, effect: e, of: s, among: among}
		if out[i].SourceRecords == nil {
			out[i].SourceRecords = []domain.SourceKey{}
		}
		if e.Golden != "" {
			among.ids = append(among.ids, e.Golden)
		}
	}
	return NewConnection(page, out), nil
}

func known(ids []domain.GoldenID) []domain.GoldenID {
	return slices.DeleteFunc(append([]domain.GoldenID{}, ids...), func(id domain.GoldenID) bool { return id == "" })
}

// orNull gives nil for the ids of records that would be new.
func orNull(ids []domain.GoldenID) []*domain.GoldenID {
	out := make([]*domain.GoldenID, len(ids))
	for i := range ids {
		if ids[i] != "" {
			out[i] = &ids[i]
		}
	}
	return out
}

// To are the golden records that would have its source records of now.
func (c *SimulatedChange) To() []*domain.GoldenID { return orNull(c.effect.To) }

// GoldenRecord is the record as it is now; nil of one that would be new.
func (c *SimulatedChange) GoldenRecord(ctx context.Context) (GoldenRecord, error) {
	if c.effect.Golden == "" {
		return nil, nil
	}
	found, err := remember(&c.among.memo, "goldens", func() (map[domain.GoldenID]GoldenRecord, error) {
		ids := distinct(c.among.ids)
		goldens, err := c.among.group.session.Reader.Goldens(ctx, ids, nil)
		if err != nil {
			return nil, err
		}
		out := make(map[domain.GoldenID]GoldenRecord, len(ids))
		for i, v := range c.among.group.session.Records(goldens, nil) {
			if v != nil {
				out[ids[i]] = v
			}
		}
		return out, nil
	})
	return found[c.effect.Golden], err
}

// SimulatedValue is a value that would change.
type SimulatedValue struct {
	Attribute     string
	Before, After any
}

// Values are the attributes whose value would change, as far as the caller may see them.
func (c *SimulatedChange) Values() []SimulatedValue {
	out := []SimulatedValue{}
	for _, name := range slices.Sorted(maps.Keys(c.effect.Changed)) {
		if c.of.sight.Of(name) != access.Hidden {
			v := c.effect.Changed[name]
			out = append(out, SimulatedValue{name, c.of.sight.Value(name, v[0]), c.of.sight.Value(name, v[1])})
		}
	}
	return out
}

// SimulatedTask is a task that would be opened or closed.
type SimulatedTask struct {
	Task          *string
	Kind          domain.TaskKind
	GoldenRecords []*domain.GoldenID
	Reason        string
}

// Tasks are those that would be closed, then those that would be opened.
func (s *Simulation) Tasks(ctx context.Context, first *int, after *string) (*SimulatedTaskConnection, error) {
	if err := s.session.AllowTasks(s.Domain); err != nil {
		return nil, err
	}
	args, err := PageArgs(first, after, nil, nil)
	if err != nil {
		return nil, err
	}
	page, err := s.session.Reader.SimulationTasks(ctx, s.Simulation.ID, args)
	if err != nil {
		return nil, err
	}
	out := make([]*SimulatedTask, len(page.Items))
	for i := range page.Items {
		t := &page.Items[i]
		out[i] = &SimulatedTask{Kind: t.Kind, GoldenRecords: orNull(t.Golden[:]), Reason: t.Reason}
		if t.ID != 0 {
			id := fmt.Sprintf("tsk_%d", t.ID)
			out[i].Task = &id
		}
	}
	return NewConnection(page, out), nil
}
