package mastering

import (
	"time"

	"aurum/domain"
	"aurum/matching"
)

// Upsert is one call of a source system: records of one domain to create, change or withdraw.
type Upsert struct {
	Domain domain.Domain
	System string
	// IdempotencyKey makes the call safe to repeat: same key, same answer. Empty for none.
	IdempotencyKey string
	Records        []Arrival
	// Actor is who sent it, for the record.
	Actor string
}

// Arrival is one record as it arrives: absent attributes keep what the source has said before, nil clears it.
type Arrival struct {
	Key        string
	UpdatedAt  *time.Time
	Attributes domain.Attributes
	// Delete withdraws the source's contribution; Attributes are not looked at.
	Delete bool
}

// Result is what became of one arrival. Results stand in the order of the arrivals.
type Result struct {
	Key     string
	Outcome domain.Outcome
	// Golden is the golden record the source record is linked to after the call; empty where there is none.
	Golden domain.GoldenID
	// Problems are the causes of QUARANTINED and REJECTED, and warnings on any other outcome.
	Problems []domain.Problem
}

// Match is a compared pair: a source record inside a golden record with another, or a candidate met before creating.
type Match struct {
	// A and B are the two source records; A is empty for a record that is only asked about.
	A, B domain.SourceKey
	// Golden is the golden record B is linked to.
	Golden domain.GoldenID
	// Inside is true for a link inside the golden record asked about, false for a near miss outside it.
	Inside bool
	// Weight is the match weight in bits, Probability the same as 2^w / (1 + 2^w).
	Weight, Probability float64
	// Decision is LINK, REVIEW, NONE or FORBIDDEN.
	Decision string
	// Rule is the deterministic rule that decided; empty where the weights did.
	Rule string
	// MatchKey is the evidence in short, such as +NAME+PHONE-DOB.
	MatchKey string
	// Steps are the prior, each comparison's contribution, and what term frequencies and groups take off.
	Steps []MatchStep
	// Blocking are the blocking rules by which the two meet.
	Blocking []string
	// WhyNot tells what is missing to a link; nil where there is one.
	WhyNot *WhyNot
}

// The engine's explanations, under the names of this package.
type (
	// MatchStep is one bar of the waterfall.
	MatchStep = matching.Step
	// WhyNot tells what two records are short of to be linked.
	WhyNot = matching.WhyNot
	// MatchCost is what one comparison fell short of.
	MatchCost = matching.Cost
	// Explanation is all that speaks for and against a pair; it can be written as text.
	Explanation = matching.Explanation
	// ClusterQuality tells how well a golden record's source records hang together.
	ClusterQuality = matching.Quality
	// ClusterHow tells how they came together.
	ClusterHow = matching.How
	// ClusterLink is a pair with its evidence in short.
	ClusterLink = matching.Link
	// ClusterBridge is a link that alone holds two unlike parts together.
	ClusterBridge = matching.Bridge
	// ClusterStep is one join.
	ClusterStep = matching.HowStep
	// RefusedJoin is a join that did not happen.
	RefusedJoin = matching.HowRefused
	// ClusterContradiction is a forbidden pair that a steward brought together.
	ClusterContradiction = matching.Contradiction
)

// Cluster is what holds the source records of a golden record together, and how they came together.
type Cluster struct {
	ClusterQuality
	ClusterHow
	// Method is "greedy" or "average", MaxSize how many source records a golden record may have.
	Method  string
	MaxSize int
	// Complete is false where the history cannot be told: the golden record is a past state, or hangs together with too many
	// others.
	Complete bool
}

// MatchExplanation is the evidence between two things, each of one or more source records.
type MatchExplanation struct {
	// Pairs are the strongest, best first.
	Pairs []Match
	// Total is how many pairs there are between the two, Compared how many of them were looked at: evenly spread where there
	// are too many.
	Total, Compared int
	// Stands is what kept two golden records apart although source records of theirs are linked; nil where there is none.
	Stands *RefusedJoin
}

// AttributeLineage tells why an attribute has its golden value.
type AttributeLineage struct {
	Attribute string
	Value     any
	Rule      string
	Policy    string
	Winners   []LineageValue
	Losers    []LineageValue
	// Override is the override that set the value; nil where a rule chose. There are no winners then.
	Override *domain.Override
}

// LineageValue is what one member says of an attribute and why it won or lost.
type LineageValue struct {
	Source     domain.Member
	Value      any // standardized
	SeenAt     time.Time
	Trust      float64 // 0 to 100; 0 where the rule does not use it
	Reason     string
	ReceivedAt time.Time
	// Ignored is the override that rules the value out; nil where there is none.
	Ignored *domain.Override
}
