package domain

import "time"

// Attributes are attribute values by name, as a JSON tree of string, bool, int, []any and map[string]any. In standard form
// decimals are strings and absent attributes are missing; as received, anything JSON can say may stand there and nil
// means "cleared".
type Attributes map[string]any

// SourceKey names a source record within its domain.
type SourceKey struct {
	System string `json:"system"`
	Key    string `json:"key"`
}

// String gives SYSTEM:key.
func (k SourceKey) String() string { return k.System + ":" + k.Key }

// Compare orders keys by system, then key: the order of every tie-break, since it does not depend on arrival.
func (k SourceKey) Compare(o SourceKey) int {
	switch {
	case k.System < o.System:
		return -1
	case k.System > o.System:
		return 1
	case k.Key < o.Key:
		return -1
	case k.Key > o.Key:
		return 1
	}
	return 0
}

// SourceRecord is what one source system says of one thing, in its latest applied version.
type SourceRecord struct {
	ID     RecordID
	Domain Domain
	SourceKey
	// Version grows by one with each arrival that is kept.
	Version int
	// Received is the record as its source has described it so far: each arrival laid over the ones before.
	Received Attributes
	// Standardized is Received in standard form.
	Standardized Attributes
	// UpdatedAt is the source's own time of its last change; nil if it gives none.
	UpdatedAt *time.Time
	// ReceivedAt is when the version arrived.
	ReceivedAt time.Time
	Deleted    bool
}

// SeenAt is the time recency is judged by: the source's own, or the zero time where it gives none. The time of arrival
// would make the golden values depend on the order in which records happened to come in.
func (r *SourceRecord) SeenAt() time.Time {
	if r.UpdatedAt != nil {
		return *r.UpdatedAt
	}
	return time.Time{}
}

// RecordState is what has become of a golden record.
type RecordState string

// States of a golden record.
const (
	Active  RecordState = "ACTIVE"  // it has at least one source
	Merged  RecordState = "MERGED"  // another golden record has absorbed it
	Retired RecordState = "RETIRED" // its last source has withdrawn
	Erased  RecordState = "ERASED"  // its content was erased by law
)

// Member names the version of a source record that a golden record was built from.
type Member struct {
	SourceKey
	Record  RecordID `json:"record"`
	Version int      `json:"version"`
}

// Provenance tells where a golden value came from.
type Provenance struct {
	// Rule is the survivorship rule that chose.
	Rule string `json:"rule"`
	// From are the source records whose values were taken: one, or several for a union; none where an override decided.
	From []Member `json:"from"`
	// Override is the override that decided; 0 if none.
	Override int64 `json:"override,omitempty"`
}

// GoldenRecord is the trusted record of one thing, derived from its members.
type GoldenRecord struct {
	ID         GoldenID
	Domain     Domain
	Version    int
	State      RecordState
	Attributes Attributes
	// Provenance holds an entry for every attribute.
	Provenance map[string]Provenance
	Members    []Member
	MergedInto GoldenID // set where State is MERGED
	// Policy is the version of the mastering policy that built it.
	Policy    string
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Outcome is what became of a record in an upsert.
type Outcome string

// Outcomes of an upsert.
const (
	Created     Outcome = "CREATED"     // new source record, new golden record
	Linked      Outcome = "LINKED"      // new source record, joined to an existing golden record
	Updated     Outcome = "UPDATED"     // known source record, changed
	Unchanged   Outcome = "UNCHANGED"   // the same content again
	Stale       Outcome = "STALE"       // older than what is there; kept, not applied
	Quarantined Outcome = "QUARANTINED" // kept with its cause, not applied
	Rejected    Outcome = "REJECTED"    // could not even be kept
)

// ChangeKind is the kind of a change event.
type ChangeKind string

// Kinds of change events.
const (
	ChangeCreated ChangeKind = "CREATED"
	ChangeUpdated ChangeKind = "UPDATED"
	ChangeMerged  ChangeKind = "MERGED"
	ChangeSplit   ChangeKind = "SPLIT"
	ChangeRetired ChangeKind = "RETIRED"
	ChangeErased  ChangeKind = "ERASED"
)

// Cursor names a place in the change feed: the transaction an event was written in and its number. The zero cursor
// stands before the first event.
type Cursor struct {
	Tx  uint64
	Seq int64
}

// Change is one event of the change feed.
type Change struct {
	Cursor          Cursor
	Domain          Domain
	GoldenID        GoldenID
	Kind            ChangeKind
	Version         int
	PreviousVersion int      // 0 for a record that was not there before
	Changed         []string // attributes whose golden value changed, sorted
	// Related are the ids on the other side of an identity change: for MERGED the survivor, for SPLIT the record it left.
	Related []GoldenID
	At      time.Time
}
