package mastering

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"aurum/domain"
)

// compare lists how what is stored differs from a derivation, and which golden records are due to be derived again because
// time has passed.
func (v *verification) compare(d *resolution) (found []Difference, due map[domain.GoldenID]bool, err error) {
	due = map[domain.GoldenID]bool{}
	for i := range d.built {
		b := &d.built[i]
		ds, err := v.compareBuilt(b)
		if err != nil {
			return nil, nil, err
		}
		overdue, err := v.overdue(b, ds)
		if err != nil {
			return nil, nil, err
		}
		if overdue {
			due[b.now.ID], ds = true, nil
		} else if when, moved := d.write.Due[b.now.ID]; moved && b.was != nil {
			late, err := v.late(b, when)
			if err != nil {
				return nil, nil, err
			}
			ds = append(ds, late...)
		}
		found = append(found, ds...)
	}
	found = append(found, memberDifferences(d)...)
	standard, err := standardDifferences(d)
	if err != nil {
		return nil, nil, err
	}
	found = append(found, standard...)
	found = append(found, identityDifferences(d)...)
	found = append(found, keyDifferences(d)...)
	found = append(found, edgeDifferences(d)...)
	found = append(found, taskDifferences(d)...)
	return found, due, nil
}

// overdue tells whether a golden record is what it ought to be until its moment has come, and that has come just now.
func (v *verification) overdue(b *built, ds []Difference) (bool, error) {
	if b.was == nil || b.was.DueAt == nil || b.was.DueAt.After(v.at) || !onlyValues(ds) {
		return false, nil
	}
	then, err := v.policy.rebuild(b.cluster, b.was.DueAt.Add(-time.Microsecond))
	if err != nil {
		return false, err
	}
	return len(valuesDiffer(&b.was.GoldenRecord, &then.GoldenRecord)) == 0, nil
}

// late tells where a golden record comes out otherwise before it is due to be rebuilt. What it is due at may differ: it is when
// something may change, and depends by rounding on when it is computed.
func (v *verification) late(b *built, when *time.Time) ([]Difference, error) {
	if when == nil || b.was.DueAt != nil && !b.was.DueAt.After(*when) {
		return nil, nil
	}
	last := *when
	if b.was.DueAt != nil {
		last = b.was.DueAt.Add(-time.Millisecond)
	}
	then, err := v.policy.rebuild(b.cluster, last)
	if err != nil || len(valuesDiffer(&b.now.GoldenRecord, &then.GoldenRecord)) == 0 {
		return nil, err
	}
	return []Difference{{Rule: RuleDue, Golden: b.was.ID, Detail: fmt.Sprintf("is due at %s and comes out otherwise before, at %s", moment(b.was.DueAt), moment(when))}}, nil
}

func moment(t *time.Time) string {
	if t == nil {
		return "no time"
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func onlyValues(ds []Difference) bool {
	return !slices.ContainsFunc(ds, func(d Difference) bool { return d.Rule != RuleValue && d.Rule != RuleLineage })
}

// compareBuilt compares a golden record with what its members make of it.
func (v *verification) compareBuilt(b *built) ([]Difference, error) {
	if b.was == nil {
		return []Difference{{Rule: RuleIdentity, Record: b.members[0].SourceKey, Detail: fmt.Sprintf("no golden record has its founder among the %d source records that belong together", len(b.members))}}, nil
	}
	if b.was.State != domain.Active {
		return []Difference{{Rule: RuleIdentity, Golden: b.was.ID, Detail: fmt.Sprintf("is %s and ought to be %s: it holds its founder", b.was.State, domain.Active)}}, nil
	}
	out := valuesDiffer(&b.was.GoldenRecord, &b.now.GoldenRecord)
	if was, now := sourceKeys(b.was.Members), sourceKeys(b.now.Members); !slices.Equal(was, now) {
		out = append(out, Difference{Rule: RuleMember, Golden: b.was.ID, Detail: fmt.Sprintf("lists %v and ought to list %v", was, now)})
	}
	return out, nil
}

// valuesDiffer compares values and where they come from.
func valuesDiffer(was, now *domain.GoldenRecord) []Difference {
	var out []Difference
	changed := changedAttributes(was.Attributes, now.Attributes)
	for _, name := range changed {
		out = append(out, Difference{Rule: RuleValue, Golden: was.ID, Attribute: name,
			Detail: fmt.Sprintf("is stored as %s and ought to be %s", valueText(was.Attributes, name), valueText(now.Attributes, name))})
	}
	for _, name := range provenanceNames(was, now) {
		w, n := was.Provenance[name], now.Provenance[name]
		if w.Rule != n.Rule || w.Override != n.Override || !slices.Equal(sourceKeys(w.From), sourceKeys(n.From)) {
			out = append(out, Difference{Rule: RuleLineage, Golden: was.ID, Attribute: name,
				Detail: fmt.Sprintf("comes by %q from %v and ought to come by %q from %v", w.Rule, sourceKeys(w.From), n.Rule, sourceKeys(n.From))})
		}
	}
	return out
}

func provenanceNames(was, now *domain.GoldenRecord) []string {
	var out []string
	for name := range was.Provenance {
		out = append(out, name)
	}
	for name := range now.Provenance {
		out = append(out, name)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// maxShown is how much of a value is shown, in runes.
const maxShown = 200

func valueText(attrs domain.Attributes, name string) string {
	value, ok := attrs[name]
	if !ok {
		return "absent"
	}
	b, err := domain.EncodeAttributes(domain.Attributes{name: value})
	if err != nil {
		return fmt.Sprint(value)
	}
	text := []rune(string(b[len(name)+4 : len(b)-1]))
	if len(text) > maxShown {
		return string(text[:maxShown]) + "…"
	}
	return string(text)
}

// memberDifferences are records that are linked to another golden record than they belong to.
func memberDifferences(d *resolution) []Difference {
	var out []Difference
	for _, id := range d.core {
		r := d.component.locked[id]
		now := d.golden[id]
		if r.Golden == now {
			continue
		}
		out = append(out, Difference{Rule: RuleMember, Golden: r.Golden, Record: r.SourceKey, Detail: fmt.Sprintf("is linked to %s and belongs to %s", orNone(r.Golden), d.whose(now))})
	}
	return out
}

// whose names a golden record that may not exist yet by what founded it: its id would be another with every derivation.
func (d *resolution) whose(id domain.GoldenID) string {
	for i := range d.built {
		if b := &d.built[i]; b.now.ID == id && b.was == nil {
			return "a golden record of its own with " + b.members[0].SourceKey.String()
		}
	}
	return orNone(id)
}

func orNone(id domain.GoldenID) string { return cmp.Or(string(id), "no golden record") }

// identityDifferences are golden records that ought to have been absorbed or retired.
func identityDifferences(d *resolution) []Difference {
	var out []Difference
	for i := range d.write.Goldens {
		g := &d.write.Goldens[i]
		switch g.Kind {
		case domain.ChangeMerged:
			out = append(out, Difference{Rule: RuleIdentity, Golden: g.ID, Detail: fmt.Sprintf("ought to be merged into %s", d.whose(g.MergedInto))})
		case domain.ChangeRetired:
			out = append(out, Difference{Rule: RuleIdentity, Golden: g.ID, Detail: "ought to be retired: no source record is left to it"})
		}
	}
	for id, founder := range d.write.Founders {
		out = append(out, Difference{Rule: RuleIdentity, Golden: id, Record: d.component.locked[founder].SourceKey, Detail: "ought to be founded by this source record: its founder has been withdrawn"})
	}
	return out
}

func keyDifferences(d *resolution) []Difference {
	var out []Difference
	for _, id := range d.core {
		if r := d.component.locked[id]; r.alive() && !slices.Equal(r.prep.Keys(), r.Keys) {
			out = append(out, Difference{Rule: RuleKeys, Record: r.SourceKey, Golden: r.Golden, Detail: fmt.Sprintf("has %d blocking keys that are not the %d it ought to have", len(r.Keys), len(r.prep.Keys()))})
		}
	}
	return out
}

func edgeDifferences(d *resolution) []Difference {
	var out []Difference
	pair := func(a, b domain.RecordID) (*record, *record) {
		x, y := d.component.locked[a], d.component.locked[b]
		if y.SourceKey.Compare(x.SourceKey) < 0 {
			return y, x
		}
		return x, y
	}
	for _, e := range d.put {
		x, y := pair(e.A, e.B)
		was := "is missing"
		if old, ok := d.old[x.ID][y.ID]; ok {
			was = fmt.Sprintf("has weight %.6g by %q", old.Weight, old.Rule)
		}
		out = append(out, Difference{Rule: RuleEdge, Golden: x.Golden, Record: x.SourceKey, Detail: fmt.Sprintf("the edge to %s %s and ought to have weight %.6g by %q", y.SourceKey, was, e.Weight, e.Rule)})
	}
	for _, e := range d.dropped {
		x, y := pair(e[0], e[1])
		out = append(out, Difference{Rule: RuleEdge, Golden: x.Golden, Record: x.SourceKey, Detail: fmt.Sprintf("the edge to %s ought not to be", y.SourceKey)})
	}
	return out
}

// taskDifferences leaves out questions about golden records that are yet to be made: those follow from what is told already.
func taskDifferences(d *resolution) []Difference {
	made := map[domain.GoldenID]bool{}
	for i := range d.built {
		if d.built[i].was == nil {
			made[d.built[i].now.ID] = true
		}
	}
	var out []Difference
	for _, t := range d.write.TasksOpen {
		if !made[t.Golden[0]] && !made[t.Golden[1]] {
			out = append(out, Difference{Rule: RuleTask, Golden: t.Golden[0], Detail: fmt.Sprintf("a task %s with %s ought to be open", t.Kind, t.Golden[1])})
		}
	}
	for _, t := range d.write.TasksMoved {
		out = append(out, Difference{Rule: RuleTask, Golden: t.Golden[0], Detail: fmt.Sprintf("task %d ought to say: %s", t.ID, t.Reason)})
	}
	for _, id := range d.write.TasksGone {
		out = append(out, Difference{Rule: RuleTask, Detail: fmt.Sprintf("task %d is open and asks what is no question any more", id)})
	}
	return out
}
