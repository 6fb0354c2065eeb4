package mastering

import (
	"fmt"
	"slices"

	"aurum/domain"
)

// What a decision says is kept as words on pairs of source records. Where several are one thing a star of pairs says as much
// as all pairs do; where two groups are not, every pair between them is told, since any of them could join the groups again.

// together are the words by which golden records are one: each source record is the same as the survivor's first. Pairs of
// which the engine or a steward had another opinion are told too: the model learns from them.
func (c *council) together(named []domain.GoldenID) []Assertion {
	var all []*Stored
	golden := map[domain.RecordID]domain.GoldenID{}
	for _, id := range named {
		for _, s := range c.members(id) {
			all = append(all, s)
			golden[s.ID] = id
		}
	}
	w := words{told: map[[2]domain.RecordID]bool{}}
	for _, s := range all[1:] {
		w.tell(all[0].ID, s.ID, true)
	}
	for _, e := range c.locked.Edges {
		if a, b := golden[e.A], golden[e.B]; a != "" && b != "" && a != b {
			w.tell(e.A, e.B, true)
		}
	}
	for _, x := range c.locked.Assertions {
		if !x.Same && golden[x.A] != "" && golden[x.B] != "" {
			w.tell(x.A, x.B, true)
		}
	}
	return w.list
}

// words are gathered, each pair once, the smaller id first.
type words struct {
	told map[[2]domain.RecordID]bool
	list []Assertion
}

func (w *words) tell(a, b domain.RecordID, same bool) {
	pair := pairOf(a, b)
	if a != b && !w.told[pair] {
		w.told[pair] = true
		w.list = append(w.list, Assertion{A: pair[0], B: pair[1], Same: same})
	}
}

// parted are the words by which two groups are two things.
func parted(a, b []*Stored) []Assertion {
	w := words{told: map[[2]domain.RecordID]bool{}}
	for _, x := range a {
		for _, y := range b {
			w.tell(x.ID, y.ID, false)
		}
	}
	return w.list
}

// held are the words that keep together what stewards have said is the same, within a part of a golden record: the pairs by
// which it was said may have reached over the other part.
func (c *council) held(part []*Stored) []Assertion {
	group := map[domain.RecordID]domain.RecordID{} // union-find over all that stewards have joined
	var find func(id domain.RecordID) domain.RecordID
	find = func(id domain.RecordID) domain.RecordID {
		if up, ok := group[id]; ok && up != id {
			group[id] = find(up)
			return group[id]
		}
		return id
	}
	for _, x := range c.locked.Assertions {
		if x.Same {
			group[find(x.A)] = find(x.B)
		}
	}
	first := map[domain.RecordID]domain.RecordID{}
	w := words{told: map[[2]domain.RecordID]bool{}}
	for _, s := range part {
		root := find(s.ID)
		if head, ok := first[root]; ok {
			w.tell(head, s.ID, true)
		} else {
			first[root] = s.ID
		}
	}
	return w.list
}

// parts divides the source records of a golden record into those to be taken out and the rest.
func (c *council) parts(s Split) (out, rest []*Stored, err error) {
	if len(s.Records) == 0 {
		return nil, nil, domain.E(domain.Invalid, "name the source records to be taken out", "sourceRecords")
	}
	members := c.members(s.ID)
	for _, k := range s.Records {
		if !slices.ContainsFunc(members, func(m *Stored) bool { return m.SourceKey == k }) {
			return nil, nil, domain.E(domain.Conflict, fmt.Sprintf("%s is no source record of %s", k, s.ID), "sourceRecords")
		}
	}
	for _, m := range members {
		if slices.Contains(s.Records, m.SourceKey) {
			out = append(out, m)
		} else {
			rest = append(rest, m)
		}
	}
	if len(rest) == 0 {
		return nil, nil, domain.E(domain.Invalid, "these are all its source records: leave at least one", "sourceRecords")
	}
	return out, rest, fewEnough(out, rest)
}

func fewEnough(a, b []*Stored) error {
	if len(a)*len(b) > maxParted {
		return domain.E(domain.Invalid, fmt.Sprintf("that keeps %d pairs of source records apart, and one decision at most %d: take out fewer at a time", len(a)*len(b), maxParted))
	}
	return nil
}

// settles closes, as answered, the tasks about two of the golden records named that are gone now.
func settles(named []domain.GoldenID) func(*council, *ResolveWrite) {
	return func(c *council, w *ResolveWrite) {
		for _, t := range c.locked.Tasks {
			if slices.Contains(named, t.Golden[0]) && slices.Contains(named, t.Golden[1]) && slices.Contains(w.TasksGone, t.ID) {
				w.TasksResolved = append(w.TasksResolved, t.ID)
			}
		}
		w.TasksGone = slices.DeleteFunc(w.TasksGone, func(id int64) bool { return slices.Contains(w.TasksResolved, id) })
	}
}
