package mastering

import (
	"context"
	"time"

	"aurum/domain"
)

// Storage is what the use cases need of storage. Package store implements it on PostgreSQL.
//
// Landing and Resolving are transactions as callbacks: storage locks and reads, decide is pure and may be called again
// on newer contents, storage writes what it returns.
type Storage interface {
	Searched
	// Candidates are all live source records that share a blocking key.
	Candidates(ctx context.Context, keys []int64) ([]*Stored, error)
	// RecordIDs gives n fresh record ids.
	RecordIDs(ctx context.Context, n int) ([]domain.RecordID, error)
	// Landing locks the named source records in id order, shows them to decide and writes what it answers.
	Landing(ctx context.Context, scope LandingScope, decide func(*LandingView) (*LandingWrite, error)) error
	// Resolving locks the components around scope.Expand with all their neighbours, shows them to decide, and writes.
	// Where decide answers records to grow by, everything is let go and locked again with them.
	Resolving(ctx context.Context, scope ResolveScope, decide func(*Locked) (*ResolveWrite, []domain.RecordID, error)) error
	// Answered keeps the answer to an idempotent call.
	Answered(ctx context.Context, system, key string, answer []byte) error
	// ForgetIdempotency drops idempotency keys older than age.
	ForgetIdempotency(ctx context.Context, age time.Duration) (int64, error)
	// Members tells the golden record and its founder for each source record that has one.
	Members(ctx context.Context, records []domain.RecordID) (map[domain.RecordID]Membership, error)
	// Landed lists source records that wait to be resolved for longer than age, oldest first.
	Landed(ctx context.Context, age time.Duration, limit int) ([]*Stored, error)
	// Moved takes batches of records that changed their golden record for longer than age; it shows those that refer
	// to them to heal, and forgets each batch for which heal answers nil.
	Moved(ctx context.Context, age time.Duration, heal func(referrers []domain.RecordID) error) (batches int, err error)
	Past
	Simulations
	// Edges are the stored edges with an end among the records.
	Edges(ctx context.Context, ids []domain.RecordID) ([]Edge, error)
	// Assertions are the stewards' words on pairs with an end among the records, each once.
	Assertions(ctx context.Context, ids []domain.RecordID) ([]Assertion, error)
	// Named reads golden records as stewards name them, with what is linked to them; unknown ids are missing.
	Named(ctx context.Context, ids []domain.GoldenID) ([]*Named, error)
	// Since lists the versions of a golden record behind a version, oldest first, at most limit.
	Since(ctx context.Context, id domain.GoldenID, version, limit int) ([]VersionNote, error)
	// StewardID gives a fresh id for a decision or an override.
	StewardID(ctx context.Context) (int64, error)
	// Decision reads a decision with the source records it is about; nil if there is none.
	Decision(ctx context.Context, id int64) (*domain.Decision, []domain.RecordID, error)
	// OverrideOf reads an override by number; nil if there is none.
	OverrideOf(ctx context.Context, id int64) (*domain.Override, error)
	// OverridesThen are overrides by number, and those in force at a moment by which values of some source records are ignored.
	OverridesThen(ctx context.Context, ids []int64, records []domain.RecordID, at time.Time) ([]*domain.Override, error)
	// Task reads a steward's task; nil if there is none.
	Task(ctx context.Context, id int64) (*domain.Task, error)
	// Due lists golden records to be rebuilt since their values may have changed by themselves by now, earliest first, each
	// by its founder.
	Due(ctx context.Context, now time.Time, limit int) (map[domain.GoldenID]Due, error)
	// Announce tells the other nodes that the change feed has grown.
	Announce(ctx context.Context) error
	// Unmatched lists source records, by id, that have not been matched again since the policy came into force.
	// mine is false where nothing is to be done: all have been, another policy is in force, or another node is at it.
	Unmatched(ctx context.Context, d domain.Domain, policy, node string, limit int) (ids []domain.RecordID, mine bool, err error)
	// Rematched notes that all up to a record have; 0 that none is left. It notes nothing for a node that has not the word any
	// more: another has it, or the policy has come into force anew.
	Rematched(ctx context.Context, d domain.Domain, policy, node string, through domain.RecordID) error
	// LeaveRematch lets another node match everything again.
	LeaveRematch(ctx context.Context, d domain.Domain, policy, node string) error
	// KeepPolicies keeps the policies that are found in the folder at a start. Where one is another than was found there the
	// last time it comes into force, and everything is unmatched.
	KeepPolicies(ctx context.Context, ps []PolicyDocument) error
	// ActivePolicies are the policies in force.
	ActivePolicies(ctx context.Context) ([]PolicyDocument, error)
	// LoadPolicy keeps a policy without bringing it into force; one that is there stays as it is.
	LoadPolicy(ctx context.Context, p PolicyDocument, by string, at time.Time, note *domain.AuditEntry) error
	// ActivatePolicy brings a policy into force once nothing is decided by another any more, and makes everything unmatched.
	// It gives NOT_FOUND for one that is not there.
	ActivatePolicy(ctx context.Context, d domain.Domain, version, by string, at time.Time, note *domain.AuditEntry) error
	// AddSystems makes source systems known.
	AddSystems(ctx context.Context, systems []SourceSystem) error
}

// Searched is where candidates are searched for.
type Searched interface {
	// Comparable reads the live source records that share a blocking key, as far as they are compared: what they received and
	// what became of them is left out. Of those that known tells of, id and version are all that is read.
	Comparable(ctx context.Context, keys []int64, known func(id domain.RecordID, version int) bool) ([]*Stored, error)
	// Records reads source records with what they refer to.
	Records(ctx context.Context, ids []domain.RecordID) ([]*Stored, error)
}

// SourceSystem is a system that pushes records.
type SourceSystem struct {
	Code, Name, Owner, Contact string
}

// PolicyDocument is a mastering policy as it was loaded.
type PolicyDocument struct {
	Domain            domain.Domain
	Version, Document string
}

// RecordKey names a source record across domains.
type RecordKey struct {
	Domain domain.Domain
	domain.SourceKey
}

// Stored is a source record as storage keeps it; JSON stays bytes until somebody needs it.
type Stored struct {
	ID domain.RecordID
	RecordKey
	Version      int
	Received     []byte
	Standardized []byte
	Problems     []byte
	Keys         []int64
	Features     int64
	UpdatedAt    *time.Time
	ReceivedAt   time.Time
	Deleted      bool
	// Golden is the golden record it is linked to; empty if none.
	Golden domain.GoldenID
	// Pending is the landed version that waits to be resolved; 0 if none.
	Pending int
	// References are the golden ids its references resolve to; unresolved ones are missing.
	References map[RecordKey]domain.GoldenID
}

// SeenAt is the time recency is judged by; see domain.SourceRecord.
func (s *Stored) SeenAt() time.Time {
	if s.UpdatedAt != nil {
		return *s.UpdatedAt
	}
	return time.Time{}
}

// LandingScope says what a landing is about.
type LandingScope struct {
	Domain domain.Domain
	// Policy is the version of the policy the arrivals are read by: another one in force is ErrPolicyMoved.
	Policy string
	Keys   []RecordKey
	// Targets are the source keys that arrivals refer to.
	Targets []RecordKey
	Claims  []Claim
}

// Claim takes an idempotency key for a body.
type Claim struct {
	System, Key string
	Body        []byte // hash
}

// Claimed is an idempotency key that was taken before.
type Claimed struct {
	Claim
	Landing, Answer []byte // Answer is nil while the first call has not ended
}

// LandingView is what a landing sees, all named records locked.
type LandingView struct {
	Records map[RecordKey]*Stored
	Targets map[RecordKey]domain.GoldenID
	// Claimed holds those of the claims that somebody has taken before, by system and key.
	Claimed map[[2]string]Claimed
}

// LandingWrite is what a landing leaves behind.
type LandingWrite struct {
	// At is when it landed.
	At           time.Time
	New, Updated []*Stored
	Versions     []ArrivalVersion
	// Confirmed are the arrivals that said the same again, later by their source's own time.
	Confirmed   []Confirmation
	KeysAdded   []RecordBlockingKey
	KeysDropped []RecordBlockingKey
	// Refers replaces what the records refer to.
	Refers map[domain.RecordID][]RecordKey
	// Pending are the records to be resolved, with the version that landed.
	Pending     map[domain.RecordID]int
	Quarantined []Quarantined
	// Superseded are keys whose waiting quarantine entries a good arrival has overtaken.
	Superseded []RecordKey
	// Readable are records of which the policy can read what it, or a former one, could not: quarantine entries that say just
	// this wait no longer.
	Readable []Readable
	// Landings are the notes kept with idempotency keys for an answer that a crash prevented.
	Landings []Claimed
}

// Readable is what a source has sent of a record, all arrivals together.
type Readable struct {
	RecordKey
	Received []byte
}

// ArrivalVersion is one kept arrival, or what one that is kept has come to under another policy.
type ArrivalVersion struct {
	Record       domain.RecordID
	Version      int
	Applied      bool
	Arrived      []byte
	Standardized []byte
	Problems     []byte
	Deleted      bool
	UpdatedAt    *time.Time
	ReceivedAt   time.Time
	Actor        string
	// Policy is the version by which the hub has read the record anew, at ReceivedAt; empty for an arrival.
	Policy string
}

// Confirmation is an arrival that brought nothing but a later time of its source's own.
type Confirmation struct {
	Record                domain.RecordID
	ReceivedAt, UpdatedAt time.Time
}

// RecordBlockingKey is one row of match_key.
type RecordBlockingKey struct {
	Record domain.RecordID
	Key    int64
}

// Quarantined is an arrival that is kept but not applied.
type Quarantined struct {
	RecordKey
	Arrived    []byte
	Deleted    bool
	UpdatedAt  *time.Time
	Problems   []byte
	ReceivedAt time.Time
	Actor      string
}

// ResolveScope says what to lock.
type ResolveScope struct {
	Domain domain.Domain
	// Policy is the version of the policy by which is decided: another one in force is ErrPolicyMoved.
	Policy string
	// Link is the weight from which an edge links, in bits.
	Link float64
	// Expand are records whose whole components are locked, with every neighbour of those.
	Expand []domain.RecordID
	// Rim are records that are locked alone.
	Rim []domain.RecordID
	// Withdraw is a decision that is about to be withdrawn; 0 if none. What is said of its pairs without it is read too.
	Withdraw int64
}

// Edge is a stored edge, in one direction.
type Edge struct {
	A, B     domain.RecordID
	Weight   float64
	Rule     string
	VersionA int
	VersionB int
}

// Named is a golden record as a steward names it.
type Named struct {
	ID         domain.GoldenID
	Domain     domain.Domain
	State      domain.RecordState
	MergedInto domain.GoldenID
	Founder    domain.RecordID
	Members    []domain.RecordID
}

// VersionNote tells what a version of a golden record changed.
type VersionNote struct {
	Version int
	Kind    domain.ChangeKind
	Changed []string
	Members []domain.Member
}

// Due is a golden record whose moment has come.
type Due struct {
	Domain domain.Domain
	// Record is its founder.
	Record domain.RecordID
}

// Assertion is a steward's word on a pair of source records.
type Assertion struct {
	A, B domain.RecordID
	Same bool
}

// Membership is the golden record of a source record, and its founder.
type Membership struct {
	Golden  domain.GoldenID
	Founder domain.RecordID
}

// GoldenRow is a golden record as storage keeps it.
type GoldenRow struct {
	domain.GoldenRecord
	Founder domain.RecordID
	Hash    []byte
	// DueAt is when it is to be rebuilt without anything having changed; nil for never.
	DueAt *time.Time
}

// OpenTask is a steward's task that waits.
type OpenTask struct {
	ID       int64
	Kind     domain.TaskKind
	Golden   [2]domain.GoldenID
	Records  [2]domain.RecordID
	Weight   float64
	Reason   string
	Reported bool // set by decide where it still stands
	// UpdatedAt is since when it asks what it asks.
	UpdatedAt time.Time
}

// Locked is what resolve sees, everything locked in id order and read after the locks.
type Locked struct {
	Records    map[domain.RecordID]*Stored
	Edges      []Edge // every edge from a locked record
	Assertions []Assertion
	Goldens    []*GoldenRow // all whose founder is locked, in any state
	Tasks      []*OpenTask  // open ones about a golden record of a locked record or founder
	// Overrides are those in force that were made on the Goldens or are about the Records.
	Overrides []*domain.Override
	// Withdrawing is the decision of ResolveScope.Withdraw; Remaining is what is said of its pairs without it.
	Withdrawing *domain.Decision
	Remaining   []Remaining
	// Survivor is the golden id that is to stay where its cluster holds it; empty for the oldest. Decide sets it.
	Survivor domain.GoldenID
}

// Remaining is what is said of a pair of source records without a decision.
type Remaining struct {
	A, B domain.RecordID
	// Same is nil where nobody else has said anything, and Decision 0.
	Same     *bool
	Decision int64
}

// ResolveWrite is what resolve leaves behind.
type ResolveWrite struct {
	EdgesPut       []Edge // one direction each
	EdgesDropped   [][2]domain.RecordID
	MembersPut     map[domain.RecordID]domain.GoldenID
	MembersDropped []domain.RecordID
	Goldens        []GoldenChange // in feed order
	Founders       map[domain.GoldenID]domain.RecordID
	// Moved are the records whose golden record changed.
	Moved      []domain.RecordID
	TasksOpen  []*OpenTask
	TasksMoved []*OpenTask // same task, new weight or reason
	TasksGone  []int64
	// TasksResolved are those that the steward's decision has settled.
	TasksResolved []int64
	// Decision is a new decision, with what it says of pairs; or one that is withdrawn, with what is said of its pairs now.
	Decision  *domain.Decision
	Words     []Assertion
	Withdrawn *domain.Decision
	Remaining []Remaining
	// Override is a new override; OverridesEnded are those that hold no longer.
	Override       *domain.Override
	OverridesEnded []*domain.Override
	// Due is when golden records are to be rebuilt by themselves, where that has changed; nil for never.
	Due map[domain.GoldenID]*time.Time
	// Audit is what is noted of it; its ID and Hash are given by storage. Nil where nobody has acted.
	Audit *domain.AuditEntry
	// Done are the landed versions that are now resolved.
	Done map[domain.RecordID]int
	At   time.Time
}

// GoldenChange is a new version of a golden record with its change event.
type GoldenChange struct {
	GoldenRow
	Kind            domain.ChangeKind
	PreviousVersion int
	Changed         []string
	Related         []domain.GoldenID
	Systems         []string
	SearchText      string
}

// Refer notes what a reference resolves to.
func (s *Stored) Refer(k RecordKey, id domain.GoldenID) {
	if s.References == nil {
		s.References = map[RecordKey]domain.GoldenID{}
	}
	s.References[k] = id
}
