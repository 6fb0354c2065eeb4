package domain

import "time"

// DecisionKind is what a steward has decided of golden records.
type DecisionKind string

// Kinds of decisions.
const (
	// DecisionMerge: the golden records are one thing.
	DecisionMerge DecisionKind = "MERGE"
	// DecisionSplit: some source records of a golden record are another thing than the rest.
	DecisionSplit DecisionKind = "SPLIT"
	// DecisionKeepApart: two golden records are two things and stay so.
	DecisionKeepApart DecisionKind = "KEEP_APART"
)

// Decision is a steward's word on which source records are the same thing. It binds the engine until it is withdrawn; of
// two decisions about a pair of source records the later counts.
type Decision struct {
	ID     int64
	Domain Domain
	Kind   DecisionKind
	// Golden are the golden records it was about when it was made, the survivor of a merge first.
	Golden []GoldenID
	// Task is the steward's task it answers; 0 if none.
	Task int64
	// Actor is who decided, Reason why.
	Actor, Reason string
	// Policy is the version of the mastering policy then.
	Policy string
	At     time.Time
	// WithdrawnAt is nil while it holds.
	WithdrawnAt                  *time.Time
	WithdrawnBy, WithdrawnReason string
}

// AuditEntry is one thing that somebody has done.
type AuditEntry struct {
	// ID counts from 1 without a gap.
	ID int64
	At time.Time
	// Actor is who did it, Action what, such as MERGE or OVERRIDE.
	Actor, Action string
	// Domain is empty where it concerns none.
	Domain Domain
	// Subject is the id of what it was done to.
	Subject string
	// Details are a JSON object.
	Details string
	// Hash is SHA-256 over the hash of the entry before and this entry.
	Hash []byte
}
