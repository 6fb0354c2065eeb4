package mastering

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"aurum/domain"
	"aurum/standardize"
)

// op is one arrival on its way through the hub.
type op struct {
	policy  *Policy
	key     RecordKey
	arrival Arrival
	arrived []byte // the arrival's attributes as JSON
	actor   string
	// first is the arrival standardized on its own: what it will be if its source has not spoken of the key before.
	first *standardized
	// refresh asks to derive blocking keys anew; nothing has arrived.
	refresh bool
	// restate asks to standardize anew what has arrived before, which arrived says.
	restate bool

	// What landing made of it.
	result Result
	record domain.RecordID
	search bool // match features changed
	placed bool // result.Golden is to be read off the member table
}

// standardized is a record in standard form with what is wrong with it.
type standardized struct {
	attrs    domain.Attributes
	bytes    []byte
	problems []domain.Problem
}

func (s *standardized) fatal() bool {
	return slices.ContainsFunc(s.problems, func(p domain.Problem) bool { return p.Severity == domain.Fatal })
}

func (p *Policy) standardize(system string, raw domain.Attributes) (*standardized, error) {
	d := p.Defaults
	d.System = system
	attrs, problems := standardize.Record(p.Schema, raw, d)
	b, err := domain.EncodeAttributes(attrs)
	if err != nil {
		return nil, fmt.Errorf("standardized record: %w", err)
	}
	return &standardized{attrs, b, problems}, nil
}

// lander applies arrivals to the records they are about, one after the other, in memory. It is pure but for the ids.
type lander struct {
	view  *LandingView
	ids   []domain.RecordID // for new records
	now   time.Time
	write *LandingWrite
	state map[RecordKey]*draft
	order []*draft
}

// draft is a source record in the making.
type draft struct {
	*Stored
	isNew, changed bool
	oldKeys        []int64
}

// told notes the source's own time of what it says. A saying without a time keeps the last one there was: what is older
// than that must not come back through it.
func (d *draft) told(at *time.Time) {
	if at != nil {
		d.UpdatedAt = at
	}
}

func newLander(view *LandingView, ids []domain.RecordID, now time.Time) *lander {
	return &lander{view: view, ids: ids, now: now, state: map[RecordKey]*draft{}, write: &LandingWrite{
		At: now, Refers: map[domain.RecordID][]RecordKey{}, Pending: map[domain.RecordID]int{},
	}}
}

func (l *lander) draft(k RecordKey) *draft {
	if d, ok := l.state[k]; ok {
		return d
	}
	s := l.view.Records[k]
	if s == nil {
		return nil
	}
	copied := *s
	d := &draft{Stored: &copied, oldKeys: s.Keys}
	l.state[k], l.order = d, append(l.order, d)
	return d
}

func (l *lander) create(k RecordKey) *draft {
	d := &draft{Stored: &Stored{ID: l.ids[0], RecordKey: k}, isNew: true}
	l.ids = l.ids[1:]
	l.state[k], l.order = d, append(l.order, d)
	return d
}

// apply decides what becomes of one arrival.
func (l *lander) apply(o *op) error {
	d := l.draft(o.key)
	switch {
	case o.refresh:
		return l.refresh(o, d)
	case o.restate:
		return l.restate(o, d)
	case o.arrival.Delete:
		return l.withdraw(o, d)
	}
	merged, err := l.lay(o, d)
	if err != nil {
		return err
	}
	received, err := domain.EncodeAttributes(merged)
	if err != nil {
		return fmt.Errorf("attributes of %s: %w", o.key.SourceKey, err)
	}
	if d != nil && !d.Deleted && bytes.Equal(received, d.Received) {
		l.confirm(o, d)
		return nil
	}
	if d != nil && late(o.arrival.UpdatedAt, d.UpdatedAt) {
		l.keepStale(o, d)
		return nil
	}
	std := o.first
	if std == nil || d != nil && !d.Deleted {
		if std, err = o.policy.standardize(o.key.System, merged); err != nil {
			return err
		}
	}
	if std.fatal() {
		return l.quarantine(o, d, std.problems)
	}
	return l.accept(o, d, received, std)
}

// lay puts an arrival over what its source has said before: absent keeps, null clears.
func (l *lander) lay(o *op, d *draft) (domain.Attributes, error) {
	merged := domain.Attributes{}
	if d != nil && !d.Deleted {
		var err error
		if merged, err = domain.DecodeAttributes(d.Received); err != nil {
			return nil, err
		}
	}
	for name, v := range o.arrival.Attributes {
		if v == nil {
			delete(merged, name)
		} else {
			merged[name] = v
		}
	}
	return merged, nil
}

func late(arrived, known *time.Time) bool {
	return arrived != nil && known != nil && arrived.Before(*known)
}

// confirm notes that a source still says the same: no version, no event, but it counts as seen later.
func (l *lander) confirm(o *op, d *draft) {
	o.outcome(domain.Unchanged, d)
	if at := o.arrival.UpdatedAt; at != nil && (d.UpdatedAt == nil || at.After(*d.UpdatedAt)) {
		d.UpdatedAt, d.changed = at, true
		l.write.Confirmed = append(l.write.Confirmed, Confirmation{Record: d.ID, ReceivedAt: l.now, UpdatedAt: *at})
		l.pend(d)
	}
	if d.Pending > 0 { // somebody has landed it and not resolved it yet: whoever comes first does
		o.search = true
		l.pend(d)
	}
}

func (l *lander) keepStale(o *op, d *draft) {
	d.Version++
	d.changed = true
	l.version(o, d, false)
	o.outcome(domain.Stale, d)
	if l.write.Pending[d.ID] > 0 {
		l.pend(d)
	}
}

func (l *lander) withdraw(o *op, d *draft) error {
	switch {
	case d == nil:
		o.result.Outcome = domain.Rejected
		o.result.Problems = []domain.Problem{{Code: "NOT_FOUND", Severity: domain.Fatal, Field: []string{"key"},
			Message: fmt.Sprintf("%s has no %s record with key %q", o.key.System, o.key.Domain, o.key.Key)}}
	case late(o.arrival.UpdatedAt, d.UpdatedAt):
		l.keepStale(o, d)
	case d.Deleted:
		o.outcome(domain.Unchanged, d)
	default:
		d.Version++
		d.Deleted, d.changed, d.ReceivedAt = true, true, l.now
		d.told(o.arrival.UpdatedAt)
		d.Standardized, d.Problems = []byte("{}"), []byte("[]")
		l.version(o, d, true)
		l.rekey(d, nil, 0)
		l.write.Refers[d.ID] = nil
		l.pend(d)
		o.outcome(domain.Updated, d)
		o.search = true
	}
	return nil
}

func (l *lander) quarantine(o *op, d *draft, problems []domain.Problem) error {
	b, err := json.Marshal(problems)
	if err != nil {
		return fmt.Errorf("problems: %w", err)
	}
	l.write.Quarantined = append(l.write.Quarantined, Quarantined{
		RecordKey: o.key, Arrived: o.arrived, UpdatedAt: o.arrival.UpdatedAt, Problems: b, ReceivedAt: l.now, Actor: o.actor,
	})
	o.outcome(domain.Quarantined, d)
	o.result.Problems = problems
	return nil
}

func (l *lander) accept(o *op, d *draft, received []byte, std *standardized) error {
	outcome := domain.Updated
	if d == nil {
		d, outcome = l.create(o.key), domain.Created
	}
	problems, err := json.Marshal(std.problems)
	if err != nil {
		return fmt.Errorf("problems: %w", err)
	}
	revived := d.Deleted
	d.Version++
	d.changed, d.Deleted = true, false
	d.Received, d.Standardized, d.Problems = received, std.bytes, problems
	d.ReceivedAt = l.now
	d.told(o.arrival.UpdatedAt)
	l.version(o, d, true)
	l.write.Superseded = append(l.write.Superseded, o.key)
	refs := references(o.policy.Schema, std.attrs)
	l.write.Refers[d.ID] = refs
	features := l.features(o.policy, d, std.attrs, refs)
	o.search = l.rekey(d, features.Keys(), features.Hash()) || revived || d.Pending > 0
	l.pend(d)
	o.outcome(outcome, d)
	o.result.Problems = std.problems
	return nil
}

// refresh derives blocking keys and features anew from what the record says and what its references now resolve to.
func (l *lander) refresh(o *op, d *draft) error {
	if d == nil || d.Deleted {
		return nil
	}
	attrs, err := domain.DecodeAttributes(d.Standardized)
	if err != nil {
		return err
	}
	l.index(o, d, attrs, nil)
	return nil
}

// index sets the blocking keys and features of what a record says, and has it resolved.
func (l *lander) index(o *op, d *draft, attrs domain.Attributes, refs []RecordKey) {
	features := l.features(o.policy, d, attrs, refs)
	l.rekey(d, features.Keys(), features.Hash())
	d.changed = true
	l.pend(d)
	o.record, o.search = d.ID, true
}

type features interface {
	Keys() []int64
	Hash() int64
}

func (l *lander) features(p *Policy, d *draft, attrs domain.Attributes, refs []RecordKey) features {
	if len(refs) > 0 || len(d.References) > 0 {
		targets := make(map[RecordKey]domain.GoldenID, len(refs))
		for k, id := range d.References {
			targets[k] = id
		}
		for _, k := range refs {
			if id := l.view.Targets[k]; id != "" {
				targets[k] = id
			}
		}
		fillReferences(p.Schema, attrs, targets)
	}
	return p.Matching.Prepare(attrs)
}

// rekey sets blocking keys and features; it tells whether they changed.
func (l *lander) rekey(d *draft, keys []int64, hash int64) bool {
	changed := d.isNew || d.Features != hash || !slices.Equal(d.Keys, keys)
	d.Keys, d.Features = keys, hash
	return changed
}

func (l *lander) pend(d *draft) { l.write.Pending[d.ID] = d.Version }

func (l *lander) version(o *op, d *draft, applied bool) {
	v := ArrivalVersion{
		Record: d.ID, Version: d.Version, Applied: applied, Arrived: o.arrived, Standardized: []byte("{}"), Problems: []byte("[]"), Deleted: o.arrival.Delete,
		UpdatedAt: o.arrival.UpdatedAt, ReceivedAt: l.now, Actor: o.actor,
	}
	if applied {
		v.Standardized, v.Problems = d.Standardized, d.Problems
	}
	l.write.Versions = append(l.write.Versions, v)
}

func (o *op) outcome(outcome domain.Outcome, d *draft) {
	o.result.Outcome = outcome
	if d != nil {
		o.record, o.result.Golden, o.placed = d.ID, d.Golden, true
	}
}

// done collects what is to be written once all arrivals have been applied.
func (l *lander) done() *LandingWrite {
	for _, d := range l.order {
		added, dropped := diffKeys(d.oldKeys, d.Keys)
		for _, k := range added {
			l.write.KeysAdded = append(l.write.KeysAdded, RecordBlockingKey{d.ID, k})
		}
		for _, k := range dropped {
			l.write.KeysDropped = append(l.write.KeysDropped, RecordBlockingKey{d.ID, k})
		}
		switch {
		case d.isNew:
			l.write.New = append(l.write.New, d.Stored)
		case d.changed:
			l.write.Updated = append(l.write.Updated, d.Stored)
		}
	}
	slices.SortFunc(l.write.New, func(a, b *Stored) int { return a.RecordKey.Compare(b.RecordKey) })
	return l.write
}

// Compare orders record keys by domain, system, key.
func (k RecordKey) Compare(o RecordKey) int {
	switch {
	case k.Domain < o.Domain:
		return -1
	case k.Domain > o.Domain:
		return 1
	}
	return k.SourceKey.Compare(o.SourceKey)
}

// diffKeys compares two sorted sets.
func diffKeys(before, after []int64) (added, dropped []int64) {
	for _, k := range after {
		if _, ok := slices.BinarySearch(before, k); !ok {
			added = append(added, k)
		}
	}
	for _, k := range before {
		if _, ok := slices.BinarySearch(after, k); !ok {
			dropped = append(dropped, k)
		}
	}
	return added, dropped
}
