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
	// Effects stand in the order of their golden ids, those yet to be made last by source key; Tasks with those to be closed first.
	Effects []Effect     `json:"effects"`
	Tasks   []TaskEffect `json:"tasks"`
}

// maxEffects bounds what a simulation keeps of single golden records; its counts are in full.
const maxEffects = 100_000

// Simulate tells what would come of bringing the policy into force, from nothing but a snapshot: the decision that every
// record would meet is taken, and nothing of it written. What other domains have to say when golden ids that they refer to change is not in
// it. It needs memory for the blocking keys of all records of the domain.
func (p *Policy) Simulate(ctx context.Context, s Snapshot, at time.Time) (*Simulation, error) {
	active, err := s.ActivePolicy(ctx, p.Schema.Domain)
	if err != nil {
		return nil, err
	}
	m := &simulating{
		policy: p.forgetful(), golden: map[domain.RecordID]domain.GoldenID{}, fresh: map[domain.GoldenID]bool{}, asked: map[[2]domain.GoldenID]*OpenTask{}, open: map[int64]*OpenTask{},
		at: at.UTC().Truncate(time.Microsecond),
		out: &Simulation{
			Domain: p.Schema.Domain, From: active.Version, To: p.Version, Events: map[domain.ChangeKind]int{}, Values: map[string]int{},
			TasksOpened: map[domain.TaskKind]int{}, TasksClosed: map[domain.TaskKind]int{},
		},
	}
	if m.from, err = rekey(ctx, m.policy, s); err != nil {
		return nil, err
	}
	if err := m.each(ctx, m.decide); err != nil {
		return nil, err
	}
	if err := m.each(ctx, m.ask); err != nil {
		return nil, err
	}
	return m.result(), nil
}

// simulating is a simulation under way.
type simulating struct {
	policy *Policy
	from   *rekeyed
	at     time.Time
	out    *Simulation
	golden map[domain.RecordID]domain.GoldenID // as it would be
	fresh  map[domain.GoldenID]bool            // yet to be made
	asked  map[[2]domain.GoldenID]*OpenTask
	open   map[int64]*OpenTask // that are open
}

// each derives every component of the domain once.
func (m *simulating) each(ctx context.Context, visit func(*resolution) error) error {
	done := map[domain.RecordID]bool{}
	for after := domain.RecordID(0); ; {
		ids, err := m.from.Live(ctx, m.policy.Schema.Domain, after, deriveSize)
		if err != nil || len(ids) == 0 {
			return err
		}
		after = ids[len(ids)-1]
		ids = slices.DeleteFunc(ids, func(id domain.RecordID) bool { return done[id] })
		if len(ids) == 0 {
			continue
		}
		d, err := m.policy.derive(ctx, m.from, ids, m.at)
		if err != nil {
			return err
		}
		for _, id := range d.core {
			done[id] = true
		}
		if err := visit(d); err != nil {
			return err
		}
	}
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
			m.golden[id] = d.golden[id]
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
		m.fresh[b.now.ID] = b.was == nil
		m.effect(b, changes[b.now.ID], to)
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
func (m *simulating) effect(b *built, c *GoldenChange, to map[domain.GoldenID]map[domain.GoldenID]bool) {
	from := map[domain.GoldenID]bool{}
	for _, r := range b.members {
		from[r.Golden] = true
	}
	m.out.Joined += btoi(len(from) > 1)
	if c == nil {
		return
	}
	e := Effect{
		Kind: c.Kind, From: slices.Sorted(maps.Keys(from)), To: m.named(slices.Sorted(maps.Keys(to[b.now.ID]))), Members: sourceKeys(b.now.Members), Changed: map[string][2]any{},
	}
	var before domain.Attributes
	if b.was != nil {
		e.Golden, before = b.now.ID, b.was.Attributes
	}
	for _, name := range c.Changed {
		e.Changed[name] = [2]any{before[name], b.now.Attributes[name]}
		m.out.Values[name]++
	}
	m.add(e)
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

// ask notes the questions there would be once every record has found its golden record: those about two of them from both sides.
func (m *simulating) ask(d *resolution) error {
	for pair, t := range d.questions(m.golden) {
		m.asked[pair] = t
	}
	for _, t := range d.coreTasks() {
		m.open[t.ID] = t
	}
	return nil
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

// rekeyed is a snapshot in which records have the blocking keys that another policy gives them.
type rekeyed struct {
	Snapshot
	policy *Policy
	keys   []RecordBlockingKey // sorted by key, then record
}

func rekey(ctx context.Context, p *Policy, s Snapshot) (*rekeyed, error) {
	k := &rekeyed{Snapshot: s, policy: p}
	for after := domain.RecordID(0); ; {
		ids, err := s.Live(ctx, p.Schema.Domain, after, deriveSize)
		if err != nil {
			return nil, err
		}
		if len(ids) == 0 {
			break
		}
		records, err := k.Records(ctx, ids)
		if err != nil {
			return nil, err
		}
		for _, r := range records {
			for _, key := range r.Keys {
				k.keys = append(k.keys, RecordBlockingKey{r.ID, key})
			}
		}
		after = ids[len(ids)-1]
	}
	slices.SortFunc(k.keys, func(a, b RecordBlockingKey) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Record, b.Record))
	})
	return k, nil
}

// Candidates are the live records that share a key.
func (k *rekeyed) Candidates(ctx context.Context, keys []int64) ([]*Stored, error) {
	found := map[domain.RecordID]bool{}
	for _, key := range keys {
		at, _ := slices.BinarySearchFunc(k.keys, key, func(e RecordBlockingKey, key int64) int { return cmp.Compare(e.Key, key) })
		for ; at < len(k.keys) && k.keys[at].Key == key; at++ {
			found[k.keys[at].Record] = true
		}
	}
	return k.Records(ctx, slices.Sorted(maps.Keys(found)))
}

// Records reads source records with their keys under the policy.
func (k *rekeyed) Records(ctx context.Context, ids []domain.RecordID) ([]*Stored, error) {
	records, err := k.Snapshot.Records(ctx, ids)
	if err != nil {
		return nil, err
	}
	return records, k.set(slices.Values(records))
}

// Around reads what would be locked.
func (k *rekeyed) Around(ctx context.Context, scope ResolveScope) (*Locked, error) {
	l, err := k.Snapshot.Around(ctx, scope)
	if err != nil {
		return nil, err
	}
	return l, k.set(maps.Values(l.Records))
}

func (k *rekeyed) set(records func(func(*Stored) bool)) error {
	for r := range records {
		if r.Deleted {
			r.Keys = nil
			continue
		}
		opened, err := k.policy.open(r)
		if err != nil {
			return fmt.Errorf("simulate %s: %w", k.policy.Schema.Domain, err)
		}
		r.Keys = opened.prep.Keys()
	}
	return nil
}
