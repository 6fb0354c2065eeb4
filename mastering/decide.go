package mastering

import (
	"cmp"
	"slices"
	"time"

	"aurum/domain"
)

// seed is a record to be resolved: at the version that was searched, and whether its match features changed.
type seed struct {
	version int
	search  bool
}

// placement is what resolve decided of its seeds, for the answer.
type placement struct {
	members map[domain.RecordID]Membership
	// outdated are records whose stored blocking keys no longer follow from what their references resolve to.
	outdated []domain.RecordID
	// rebuilt are the golden records that were, by id.
	rebuilt map[domain.GoldenID]*rebuilt
}

// decide turns what is locked into what is to be written. It is pure; where more has to be locked it says what.
func (p *Policy) decide(l *Locked, seeds map[domain.RecordID]seed, at time.Time) (*ResolveWrite, *placement, []domain.RecordID, error) {
	d, grow, err := p.deliberate(l, nil, seeds, instant(l, at))
	if err != nil || grow != nil {
		return nil, nil, grow, err
	}
	for id, s := range seeds {
		d.write.Done[id] = s.version
	}
	all, _ := seedSets(seeds)
	return d.write, d.placement(all), nil, nil
}

// deliberate is decide before anything is said to be done: what follows from the records, and what that changes. whole is nil
// where the seeds are to be compared with what is locked.
func (p *Policy) deliberate(l *Locked, whole *survey, seeds map[domain.RecordID]seed, at time.Time) (*resolution, []domain.RecordID, error) {
	c, err := newComponent(p, l)
	if err != nil {
		return nil, nil, err
	}
	all, searched := seedSets(seeds)
	if whole != nil {
		c.recall(searched, whole)
	} else {
		c.reweigh(searched)
	}
	c.walk(all)
	if len(c.missing) > 0 {
		return nil, c.grow(), nil
	}
	d := &resolution{component: c, locked: l, at: at, write: &ResolveWrite{MembersPut: map[domain.RecordID]domain.GoldenID{}, Done: map[domain.RecordID]int{}, At: at}}
	return d, nil, d.run()
}

// instant is the moment from which all that one decision changes holds: the present, but after every version and task it may
// replace, so that no moment shows one half of a merge.
func instant(l *Locked, at time.Time) time.Time {
	for _, g := range l.Goldens {
		if !at.After(g.UpdatedAt) {
			at = g.UpdatedAt.Add(time.Microsecond)
		}
	}
	for _, t := range l.Tasks {
		if !at.After(t.UpdatedAt) {
			at = t.UpdatedAt.Add(time.Microsecond)
		}
	}
	return at
}

func seedSets(seeds map[domain.RecordID]seed) (all, searched map[domain.RecordID]bool) {
	all, searched = make(map[domain.RecordID]bool, len(seeds)), map[domain.RecordID]bool{}
	for id, s := range seeds {
		all[id] = true
		if s.search {
			searched[id] = true
		}
	}
	return all, searched
}

type resolution struct {
	*component
	locked   *Locked
	at       time.Time
	write    *ResolveWrite
	golden   map[domain.RecordID]domain.GoldenID // of live locked records, after
	founders map[domain.GoldenID]domain.RecordID
	rebuilt  map[domain.GoldenID]*rebuilt
	built    []built
}

// built is a cluster with its golden record as it is to be, and the row it continues; nil where it takes a new id.
type built struct {
	cluster
	was *GoldenRow
	now *rebuilt
}

func (d *resolution) run() error {
	clusters := d.partition()
	ids := identify(clusters, d.locked, d.component.locked, d.inCore)
	d.write.Founders = ids.founders
	d.write.EdgesPut, d.write.EdgesDropped = d.put, d.dropped
	d.founders = map[domain.GoldenID]domain.RecordID{}
	d.golden, d.rebuilt, d.write.Due = map[domain.RecordID]domain.GoldenID{}, map[domain.GoldenID]*rebuilt{}, map[domain.GoldenID]*time.Time{}
	for id, r := range d.component.locked {
		if r.alive() && !d.inCore[id] {
			d.golden[id] = r.Golden
		}
	}
	for i, cl := range clusters {
		if err := d.place(cl, ids.winner[i], ids.absorbed[i]); err != nil {
			return err
		}
	}
	if err := d.retire(ids.orphans); err != nil {
		return err
	}
	d.membership()
	slices.SortStableFunc(d.write.Goldens, func(a, b GoldenChange) int {
		return cmp.Or(cmp.Compare(feedRank(a.Kind), feedRank(b.Kind)), compareIDs(a.ID, b.ID))
	})
	d.write.diffTasks(d.questions(d.golden), d.coreTasks())
	return nil
}

// feedRank orders the events of one resolve: a record exists before another points at it.
func feedRank(k domain.ChangeKind) int {
	switch k {
	case domain.ChangeCreated:
		return 0
	case domain.ChangeSplit:
		return 1
	case domain.ChangeUpdated:
		return 2
	}
	return 3
}

// place gives a cluster its golden record and lets it absorb the others founded in it.
func (d *resolution) place(cl cluster, winner *GoldenRow, absorbed []*GoldenRow) error {
	var keeps domain.GoldenID
	if winner != nil {
		keeps = winner.ID
	}
	cl.overrides = overridesOf(d.locked.Overrides, cl.members, keeps, absorbed)
	now, err := d.policy.rebuild(cl, d.at)
	if err != nil {
		return err
	}
	founder := cl.members[0].ID
	kind := domain.ChangeUpdated
	var related []domain.GoldenID
	if winner == nil {
		now.ID, kind = d.policy.newGoldenID(founder), domain.ChangeCreated
	} else {
		now.ID, founder = winner.ID, winner.Founder
		if heir, ok := d.write.Founders[winner.ID]; ok {
			founder = heir
		}
	}
	if left := d.leftBehind(cl, now.ID); left != "" && (winner == nil || winner.State == domain.Merged) {
		kind, related = domain.ChangeSplit, []domain.GoldenID{left}
	}
	d.founders[now.ID] = founder
	d.built = append(d.built, built{cl, winner, now})
	for _, m := range cl.members {
		d.golden[m.ID] = now.ID
	}
	d.rebuilt[now.ID] = now
	d.write.OverridesEnded = append(d.write.OverridesEnded, now.ended...)
	d.schedule(winner, now)
	ch, err := d.policy.change(winner, now.GoldenRecord, kind, d.at)
	if err != nil {
		return err
	}
	if ch != nil {
		ch.Founder, ch.Related = founder, related
		d.write.Goldens = append(d.write.Goldens, *ch)
	}
	for _, a := range absorbed {
		if err := d.absorb(a, now.ID); err != nil {
			return err
		}
	}
	return nil
}

// schedule notes when the golden record is to be rebuilt by itself, where that is another time than is known.
func (d *resolution) schedule(was *GoldenRow, now *rebuilt) {
	var before *time.Time
	if was != nil {
		before = was.DueAt
	}
	if before == nil && now.due == nil || before != nil && now.due != nil && before.Equal(*now.due) {
		return
	}
	d.write.Due[now.ID] = now.due
}

// leftBehind is the golden record that most of a cluster's members come from, if it is another than theirs now and lives
// on elsewhere: the record they were split from.
func (d *resolution) leftBehind(cl cluster, now domain.GoldenID) domain.GoldenID {
	count := map[domain.GoldenID]int{}
	for _, m := range cl.members {
		if m.Golden != "" && m.Golden != now {
			count[m.Golden]++
		}
	}
	var best domain.GoldenID
	for id, n := range count {
		if best == "" || n > count[best] || n == count[best] && id < best {
			best = id
		}
	}
	return best
}

func (d *resolution) absorb(g *GoldenRow, into domain.GoldenID) error {
	d.rest(g)
	now := g.GoldenRecord
	now.State, now.MergedInto, now.Members, now.Policy = domain.Merged, into, nil, d.policy.Version
	if g.State == domain.Merged && g.MergedInto == into {
		return nil
	}
	ch, err := d.policy.change(g, now, domain.ChangeMerged, d.at)
	if err != nil || ch == nil {
		return err
	}
	if heir, ok := d.write.Founders[g.ID]; ok {
		ch.Founder = heir
	}
	ch.Related, ch.SearchText = []domain.GoldenID{into}, ""
	d.write.Goldens = append(d.write.Goldens, *ch)
	return nil
}

// rest lets a golden record that has no values of its own any more be rebuilt no longer.
func (d *resolution) rest(g *GoldenRow) {
	if g.DueAt != nil {
		d.write.Due[g.ID] = nil
	}
}

func (d *resolution) retire(orphans []*GoldenRow) error {
	for _, g := range orphans {
		d.rest(g)
		now := g.GoldenRecord
		now.State, now.Members, now.Policy = domain.Retired, nil, d.policy.Version
		ch, err := d.policy.change(g, now, domain.ChangeRetired, d.at)
		if err != nil {
			return err
		}
		if ch != nil {
			d.write.Goldens = append(d.write.Goldens, *ch)
		}
	}
	return nil
}

// membership notes which records have changed their golden record.
func (d *resolution) membership() {
	for _, id := range d.core {
		r := d.component.locked[id]
		switch now := d.golden[id]; {
		case r.alive() && now != r.Golden:
			d.write.MembersPut[id] = now
			d.write.Moved = append(d.write.Moved, id)
		case !r.alive() && r.Golden != "":
			d.write.MembersDropped = append(d.write.MembersDropped, id)
			d.write.Moved = append(d.write.Moved, id)
		}
	}
}

// coreTasks are the open tasks that this resolve has the last word on: those about a golden record of the core.
func (d *resolution) coreTasks() []*OpenTask {
	mine := map[domain.GoldenID]bool{}
	for _, g := range d.locked.Goldens {
		if d.inCore[g.Founder] {
			mine[g.ID] = true
		}
	}
	for _, id := range d.core {
		mine[d.component.locked[id].Golden] = true
	}
	return slices.DeleteFunc(slices.Clone(d.locked.Tasks), func(t *OpenTask) bool {
		return !mine[t.Golden[0]] && !mine[t.Golden[1]]
	})
}

func (d *resolution) placement(seeds map[domain.RecordID]bool) *placement {
	out := &placement{members: map[domain.RecordID]Membership{}, rebuilt: d.rebuilt}
	for _, id := range d.core {
		r := d.component.locked[id]
		if !seeds[id] || !r.alive() {
			continue
		}
		g := d.golden[id]
		out.members[id] = Membership{Golden: g, Founder: d.founders[g]}
		if d.policy.referring && !slices.Equal(r.prep.Keys(), r.Keys) {
			out.outdated = append(out.outdated, id)
		}
	}
	return out
}

func sortedPairs(asked map[[2]domain.GoldenID]*OpenTask) [][2]domain.GoldenID {
	out := make([][2]domain.GoldenID, 0, len(asked))
	for pair := range asked {
		out = append(out, pair)
	}
	slices.SortFunc(out, func(a, b [2]domain.GoldenID) int { return cmp.Or(compareIDs(a[0], b[0]), compareIDs(a[1], b[1])) })
	return out
}
