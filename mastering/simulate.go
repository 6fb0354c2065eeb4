package mastering

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"aurum/domain"
)

// Effect is what a policy would do to one golden record.
type Effect struct {
	Golden domain.GoldenID `json:"goldenRecord,omitempty"` // empty for one that is yet to be made
	// Kind is the change event by which it would be told.
	Kind domain.ChangeKind `json:"kind"`
	// From and To are the golden records its source records are of now, and those that would have them; sorted. For an absorbed
	// record To is its survivor. An empty id is that of a record yet to be made, or none.
	From []domain.GoldenID `json:"from"`
	To   []domain.GoldenID `json:"to"`
	// Members are the source records that the golden record would have, sorted.
	Members []domain.SourceKey `json:"sourceRecords,omitempty"`
	// Changed are the attributes whose value would change, with their values now and then; nil is absent.
	Changed map[string][2]any `json:"changed,omitempty"`
}

// TaskEffect is a steward's task that would be opened or closed.
type TaskEffect struct {
	ID     int64              `json:"id,omitempty"` // 0 for one to be opened
	Kind   domain.TaskKind    `json:"kind"`
	Golden [2]domain.GoldenID `json:"goldenRecords"` // an empty id is that of a golden record yet to be made
	Reason string             `json:"reason"`
}

// Simulation is what bringing a policy into force would come to, all steps together: a golden record that changes twice on the way is counted once.
type Simulation struct {
	Domain domain.Domain `json:"domain"`
	// From and To are the versions of the policies.
	From string `json:"from"`
	To   string `json:"to"`
	// Records are the live source records looked at, Goldens the golden records before and after.
	Records int    `json:"sourceRecords"`
	Goldens [2]int `json:"goldenRecords"`
	// Joined are the golden records that would have source records of several, Parted those whose source records would go to several.
	Joined int `json:"joined"`
	Parted int `json:"parted"`
	// Events are the change events by kind, Values the golden records by attribute whose value would change.
	Events      map[domain.ChangeKind]int `json:"events"`
	Values      map[string]int            `json:"values"`
	TasksOpened map[domain.TaskKind]int   `json:"tasksOpened"`
	TasksClosed map[domain.TaskKind]int   `json:"tasksClosed"`
	// Referring are the source records of other domains, by domain, that refer to records whose golden record would be another:
	// they are resolved again after activation.
	Referring map[domain.Domain]int `json:"referring"`
	// Effects stand in the order of their golden ids, those yet to be made last by source key; Tasks with those to be closed first.
	Effects []Effect     `json:"effects"`
	Tasks   []TaskEffect `json:"tasks"`
}

// maxEffects bounds what a simulation keeps of single golden records; its counts are in full.
const maxEffects = 100_000

// Simulate tells what would come of bringing the policy into force, from nothing but a snapshot: the decision that every
// record would meet is taken, and nothing of it written. Records that refer to others of the domain are decided on by where
// those would be; of other domains it is counted how many refer to what would move. It needs memory for what the policy
// compares of each record. told, which may be nil, hears how far a stage has come, in source records, or in pairs where they are
// compared.
func (p *Policy) Simulate(ctx context.Context, s Snapshot, at time.Time, told func(stage string, done, total int64)) (*Simulation, error) {
	active, err := s.ActivePolicy(ctx, p.Schema.Domain)
	if err != nil {
		return nil, err
	}
	m := newSimulating(p, s, at)
	m.out.From, m.told = active.Version, told
	if err := m.settle(ctx); err != nil {
		return nil, fmt.Errorf("simulate %s: %w", p.Schema.Domain, err)
	}
	if err := m.each(ctx, "note", m.note); err != nil {
		return nil, fmt.Errorf("simulate %s: %w", p.Schema.Domain, err)
	}
	return m.result(), m.refer(ctx, s)
}

// simulating is a simulation under way.
type simulating struct {
	policy *Policy
	from   Snapshot
	whole  *survey
	at     time.Time
	told   func(stage string, done, total int64)
	out    *Simulation
	golden map[domain.RecordID]domain.GoldenID // as it would be
	moved  map[RecordKey]domain.GoldenID       // of those whose golden record would be another
	left   []domain.RecordID                   // the same by id
	fresh  map[domain.GoldenID]bool            // yet to be made
	asked  map[[2]domain.GoldenID]*OpenTask
	open   map[int64]*OpenTask // that are open
}

func newSimulating(p *Policy, s Snapshot, at time.Time) *simulating {
	m := &simulating{
		policy: p.forgetful(), from: p.restated(s), at: at.UTC().Truncate(time.Microsecond),
		fresh: map[domain.GoldenID]bool{}, asked: map[[2]domain.GoldenID]*OpenTask{}, open: map[int64]*OpenTask{},
		out: &Simulation{
			Domain: p.Schema.Domain, To: p.Version, Events: map[domain.ChangeKind]int{}, Values: map[string]int{},
			TasksOpened: map[domain.TaskKind]int{}, TasksClosed: map[domain.TaskKind]int{}, Referring: map[domain.Domain]int{},
		},
	}
	named := map[domain.RecordID]domain.GoldenID{}
	m.policy.naming = func(founder domain.RecordID) domain.GoldenID {
		if named[founder] == "" {
			named[founder] = p.Schema.NewGoldenID()
			m.fresh[named[founder]] = true
		}
		return named[founder]
	}
	return m
}

// maxSettled bounds how often a domain is matched anew because its records are matched by what they refer to, and that has
// moved.
const maxSettled = 10

// settle finds the golden record that every source record would have, and lets references lead there.
func (m *simulating) settle(ctx context.Context) (err error) {
	s := m.from
	for range maxSettled {
		if m.whole, err = m.policy.survey(ctx, m.from, m.told); err != nil {
			return err
		}
		before := m.moved
		m.golden, m.moved, m.left = map[domain.RecordID]domain.GoldenID{}, map[RecordKey]domain.GoldenID{}, nil
		if err := m.each(ctx, "place", m.place); err != nil {
			return err
		}
		m.from = foreseen{s, m.moved}
		if !m.policy.referring || !m.policy.Matching.ReadsReferences() || maps.Equal(before, m.moved) {
			return nil
		}
	}
	return fmt.Errorf("the records are matched by what they refer to, and after %d rounds that still moves", maxSettled)
}

// each derives every component of the domain once.
func (m *simulating) each(ctx context.Context, stage string, visit func(*resolution) error) error {
	done := map[domain.RecordID]bool{}
	for ids := range slices.Chunk(m.whole.ids, deriveSize) {
		ids = slices.DeleteFunc(slices.Clone(ids), func(id domain.RecordID) bool { return done[id] })
		if len(ids) == 0 {
			continue
		}
		d, err := m.policy.derive(ctx, m.from, m.whole, ids, m.at)
		if err != nil {
			return err
		}
		for _, id := range d.core {
			done[id] = true
		}
		if err := visit(d); err != nil {
			return err
		}
		if m.told != nil {
			m.told(stage, int64(min(len(done), len(m.whole.ids))), int64(len(m.whole.ids)))
		}
	}
	return nil
}

// place notes the golden records that source records would have.
func (m *simulating) place(d *resolution) error {
	for _, id := range d.core {
		r := d.component.locked[id]
		if !r.alive() {
			continue
		}
		m.golden[id] = d.golden[id]
		if r.Golden != d.golden[id] {
			m.moved[r.RecordKey] = d.golden[id]
			m.left = append(m.left, id)
		}
	}
	return nil
}

// note notes what would change, and the questions there would be: those about two golden records from both sides.
func (m *simulating) note(d *resolution) error {
	if err := m.decide(d); err != nil {
		return err
	}
	for pair, t := range d.questions(m.golden) {
		m.asked[pair] = t
	}
	for _, t := range d.coreTasks() {
		m.open[t.ID] = t
	}
	return nil
}

// refer counts who refers to what would move.
func (m *simulating) refer(ctx context.Context, s Snapshot) error {
	if len(m.left) == 0 {
		return nil
	}
	slices.Sort(m.left)
	found, err := s.Referring(ctx, m.left)
	delete(found, m.policy.Schema.Domain) // those are decided on
	m.out.Referring = found
	return err
}

// decide notes which golden records would change.
func (m *simulating) decide(d *resolution) error {
	changes := map[domain.GoldenID]*GoldenChange{}
	for i := range d.write.Goldens {
		changes[d.write.Goldens[i].ID] = &d.write.Goldens[i]
	}
	to := map[domain.GoldenID]map[domain.GoldenID]bool{} // where members of a golden record would go
	for _, id := range d.core {
		if r := d.component.locked[id]; r.alive() {
			m.out.Records++
			if to[r.Golden] == nil {
				to[r.Golden] = map[domain.GoldenID]bool{}
			}
			to[r.Golden][d.golden[id]] = true
		}
	}
	was := map[domain.GoldenID]*GoldenRow{}
	for _, g := range d.locked.Goldens {
		if was[g.ID] = g; g.State == domain.Active && d.inCore[g.Founder] {
			m.out.Goldens[0]++
		}
	}
	m.out.Goldens[1] += len(d.built)
	for i := range d.built {
		b := &d.built[i]
		if err := m.effect(b, changes[b.now.ID], to); err != nil {
			return err
		}
		delete(changes, b.now.ID)
	}
	for _, id := range slices.Sorted(maps.Keys(changes)) { // absorbed, or retired
		c := changes[id]
		m.add(Effect{Golden: id, Kind: c.Kind, From: []domain.GoldenID{id}, To: m.named([]domain.GoldenID{c.MergedInto})})
	}
	for g, there := range to {
		m.out.Parted += btoi(g != "" && len(there) > 1)
	}
	return nil
}

// effect notes what would become of a cluster's golden record.
func (m *simulating) effect(b *built, c *GoldenChange, to map[domain.GoldenID]map[domain.GoldenID]bool) error {
	from := map[domain.GoldenID]bool{}
	for _, r := range b.members {
		from[r.Golden] = true
	}
	m.out.Joined += btoi(len(from) > 1)
	if c == nil {
		return nil
	}
	after, err := m.unnamed(b.now.Attributes)
	if err != nil {
		return err
	}
	e := Effect{
		Kind: c.Kind, From: slices.Sorted(maps.Keys(from)), To: m.named(slices.Sorted(maps.Keys(to[b.now.ID]))), Members: sourceKeys(b.now.Members), Changed: map[string][2]any{},
	}
	var before domain.Attributes
	if b.was != nil {
		e.Golden, before = b.now.ID, b.was.Attributes
	}
	for _, name := range c.Changed {
		e.Changed[name] = [2]any{before[name], after[name]}
		m.out.Values[name]++
	}
	m.add(e)
	return nil
}

func (m *simulating) add(e Effect) {
	m.out.Events[e.Kind]++
	if len(m.out.Effects) < maxEffects {
		m.out.Effects = append(m.out.Effects, e)
	}
}

// named leaves out the ids of golden records yet to be made: they would be others.
func (m *simulating) named(ids []domain.GoldenID) []domain.GoldenID {
	out := slices.Clone(ids)
	for i, id := range out {
		if m.fresh[id] {
			out[i] = ""
		}
	}
	return out
}

// unnamed leaves out the ids of golden records yet to be made where attributes refer to them.
func (m *simulating) unnamed(attrs domain.Attributes) (domain.Attributes, error) {
	refers := false
	eachReference(m.policy.Schema.Attributes, attrs, func(_ domain.Domain, ref map[string]any) {
		id, _ := ref["id"].(string)
		refers = refers || m.fresh[domain.GoldenID(id)]
	})
	if !refers {
		return attrs, nil
	}
	own, err := copied(attrs)
	eachReference(m.policy.Schema.Attributes, own, func(_ domain.Domain, ref map[string]any) {
		if id, _ := ref["id"].(string); m.fresh[domain.GoldenID(id)] {
			delete(ref, "id")
		}
	})
	return own, err
}

func (m *simulating) result() *Simulation {
	open := make([]*OpenTask, 0, len(m.open))
	for _, id := range slices.Sorted(maps.Keys(m.open)) {
		open = append(open, m.open[id])
	}
	var w ResolveWrite
	w.diffTasks(m.asked, open)
	for _, id := range w.TasksGone {
		t := m.open[id]
		m.out.TasksClosed[t.Kind]++
		m.out.Tasks = append(m.out.Tasks, TaskEffect{id, t.Kind, t.Golden, t.Reason})
	}
	for _, t := range w.TasksOpen {
		m.out.TasksOpened[t.Kind]++
		named := m.named(t.Golden[:])
		m.out.Tasks = append(m.out.Tasks, TaskEffect{0, t.Kind, [2]domain.GoldenID(named), t.Reason})
	}
	slices.SortStableFunc(m.out.Effects, Effect.compare)
	return m.out
}

// compare puts golden records yet to be made behind those that are there.
func (e Effect) compare(o Effect) int {
	if (e.Golden == "") != (o.Golden == "") {
		return cmp.Compare(o.Golden, e.Golden)
	}
	return cmp.Or(cmp.Compare(e.Golden, o.Golden), slices.CompareFunc(e.Members, o.Members, domain.SourceKey.Compare))
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// foreseen is a snapshot in which references lead to the golden records that records would have.
type foreseen struct {
	Snapshot
	moved map[RecordKey]domain.GoldenID
}

// Records implements Searched.
func (f foreseen) Records(ctx context.Context, ids []domain.RecordID) ([]*Stored, error) {
	records, err := f.Snapshot.Records(ctx, ids)
	for _, r := range records {
		f.refer(r)
	}
	return records, err
}

// Around implements Snapshot.
func (f foreseen) Around(ctx context.Context, scope ResolveScope) (*Locked, error) {
	l, err := f.Snapshot.Around(ctx, scope)
	if err != nil {
		return nil, err
	}
	for _, r := range l.Records {
		f.refer(r)
	}
	return l, nil
}

func (f foreseen) refer(r *Stored) {
	for k := range r.References {
		if now, ok := f.moved[k]; ok {
			r.References[k] = now
		}
	}
}
