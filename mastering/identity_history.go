package mastering

import (
	"context"
	"slices"
	"time"

	"aurum/domain"
)

// IdentityKind is what an event did to a golden record's identity.
type IdentityKind string

// Kinds of identity events.
const (
	IdentityCreated   IdentityKind = "CREATED"   // its id was given out, with these source records
	IdentityJoined    IdentityKind = "JOINED"    // source records came to it
	IdentityAbsorbed  IdentityKind = "ABSORBED"  // it took in another golden record, with these source records
	IdentitySplitOff  IdentityKind = "SPLIT_OFF" // source records left it for another golden record
	IdentityWithdrawn IdentityKind = "WITHDRAWN" // their sources withdrew source records of it
	IdentityMerged    IdentityKind = "MERGED"    // another golden record took it in
	IdentitySplit     IdentityKind = "SPLIT"     // it was taken out of another golden record, new or as it once was
	IdentityRetired   IdentityKind = "RETIRED"   // its last source record was withdrawn
	IdentityRevived   IdentityKind = "REVIVED"   // a source brought it back
	IdentityErased    IdentityKind = "ERASED"    // its content was erased by law
)

// IdentityEvent is one step by which a golden record came to be what it is.
type IdentityEvent struct {
	Kind IdentityKind
	At   time.Time
	// Records are the source records that came or went, by system and key.
	Records []domain.Member
	// Related are the golden records they came from or went to.
	Related []domain.GoldenID
	// Golden is the record after the event: id, domain, version, state, members, policy and times; no values.
	Golden *domain.GoldenRecord
}

// IdentityVersion is a version of a golden record that changed its members or its state, or the first.
type IdentityVersion struct {
	// GoldenRecord has no values.
	domain.GoldenRecord
	Kind domain.ChangeKind
	// Before are the members and BeforeState the state of the version before; empty for the first.
	Before      []domain.Member
	BeforeState domain.RecordState
}

// Link is a time in which a source record was linked to a golden record.
type Link struct {
	Golden domain.GoldenID
	// From and To bound it; To is nil where it still holds.
	From time.Time
	To   *time.Time
	// First and Last are the versions of the golden record in that time.
	First, Last int
	// MergedInto is the golden record that took in the golden record when the link ended; empty where it ended otherwise.
	MergedInto domain.GoldenID
}

// IdentityHistory tells the steps by which a golden record came to be, oldest first; none for an unknown id.
func (h *Hub) IdentityHistory(ctx context.Context, id domain.GoldenID) ([]IdentityEvent, error) {
	versions, err := h.storage.IdentityVersions(ctx, id)
	if err != nil {
		return nil, err
	}
	var ids []domain.RecordID
	for _, v := range versions {
		for _, m := range slices.Concat(v.Members, v.Before) {
			ids = append(ids, m.Record)
		}
	}
	slices.Sort(ids)
	links, err := h.storage.Links(ctx, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	var out []IdentityEvent
	for i := range versions {
		out = append(out, step{&versions[i], links}.events()...)
	}
	return out, nil
}

// step turns a version into events.
type step struct {
	*IdentityVersion
	links map[domain.RecordID][]Link
}

func (s step) events() []IdentityEvent {
	first, was := s.BeforeState == "", s.BeforeState
	came, left := without(s.Members, s.Before), without(s.Before, s.Members)
	switch {
	case s.State == domain.Erased:
		return []IdentityEvent{s.event(IdentityErased, left, nil)}
	case s.State == domain.Merged:
		return []IdentityEvent{s.event(IdentityMerged, left, []domain.GoldenID{s.MergedInto})}
	case s.State == domain.Retired:
		return []IdentityEvent{s.event(IdentityRetired, left, nil)}
	case s.Kind == domain.ChangeSplit:
		return []IdentityEvent{s.event(IdentitySplit, came, s.origins(came))}
	case first:
		return []IdentityEvent{s.event(IdentityCreated, came, s.origins(came))}
	case was != domain.Active:
		return []IdentityEvent{s.event(IdentityRevived, came, s.origins(came))}
	}
	return append(s.arrivals(came), s.departures(left)...)
}

func (s step) event(kind IdentityKind, records []domain.Member, related []domain.GoldenID) IdentityEvent {
	return IdentityEvent{Kind: kind, At: s.UpdatedAt, Records: records, Related: related, Golden: &s.GoldenRecord}
}

// arrivals tells the golden records that were absorbed from the source records that came by themselves.
func (s step) arrivals(came []domain.Member) []IdentityEvent {
	absorbed := map[domain.GoldenID][]domain.Member{}
	var joined []domain.Member
	for _, m := range came {
		if l := s.before(m.Record); l != nil && l.MergedInto == s.ID {
			absorbed[l.Golden] = append(absorbed[l.Golden], m)
		} else {
			joined = append(joined, m)
		}
	}
	var out []IdentityEvent
	if len(joined) > 0 {
		out = append(out, s.event(IdentityJoined, joined, s.origins(joined)))
	}
	return append(out, s.grouped(IdentityAbsorbed, absorbed)...)
}

// departures tells the source records that went to another golden record from those that were withdrawn.
func (s step) departures(left []domain.Member) []IdentityEvent {
	split := map[domain.GoldenID][]domain.Member{}
	var withdrawn []domain.Member
	for _, m := range left {
		if l := s.after(m.Record); l != nil {
			split[l.Golden] = append(split[l.Golden], m)
		} else {
			withdrawn = append(withdrawn, m)
		}
	}
	out := s.grouped(IdentitySplitOff, split)
	if len(withdrawn) > 0 {
		out = append(out, s.event(IdentityWithdrawn, withdrawn, nil))
	}
	return out
}

func (s step) grouped(kind IdentityKind, by map[domain.GoldenID][]domain.Member) []IdentityEvent {
	var ids []domain.GoldenID
	for id := range by {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var out []IdentityEvent
	for _, id := range ids {
		out = append(out, s.event(kind, by[id], []domain.GoldenID{id}))
	}
	return out
}

// origins are the other golden records that source records came from, sorted.
func (s step) origins(came []domain.Member) []domain.GoldenID {
	var out []domain.GoldenID
	for _, m := range came {
		if l := s.before(m.Record); l != nil {
			out = append(out, l.Golden)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// before is the link to another golden record that a source record came from; nil where it came from none.
func (s step) before(id domain.RecordID) *Link {
	for _, l := range slices.Backward(s.links[id]) {
		if l.Golden != s.ID && l.From.Before(s.UpdatedAt) && l.To != nil && !l.To.Before(s.UpdatedAt) {
			return &l
		}
	}
	return nil
}

// after is the link to another golden record that a source record went to; nil where it went to none.
func (s step) after(id domain.RecordID) *Link {
	for _, l := range s.links[id] {
		if l.Golden != s.ID && !l.From.After(s.UpdatedAt) && (l.To == nil || l.To.After(s.UpdatedAt)) {
			return &l
		}
	}
	return nil
}

// without are the members that the others do not name, whatever their versions.
func without(members, others []domain.Member) []domain.Member {
	return slices.DeleteFunc(slices.Clone(members), func(m domain.Member) bool {
		return slices.ContainsFunc(others, func(o domain.Member) bool { return o.Record == m.Record })
	})
}
