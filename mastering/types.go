package mastering

import (
	"time"

	"aurum/domain"
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
	// Steps are the prior and each comparison's contribution.
	Steps []MatchStep
}

// MatchStep is one bar of the waterfall: the prior, or the level one comparison reached.
type MatchStep struct {
	Comparison string  // attribute or "prior"
	Level      string  // as in the policy: "exact", "jaroWinkler >= 0.94", "null", "else"
	Weight     float64 // bits added
	A, B       string  // the values compared
}

// AttributeLineage tells why an attribute has its golden value.
type AttributeLineage struct {
	Attribute string
	Value     any
	Rule      string
	Policy    string
	Winners   []LineageValue
	Losers    []LineageValue
}

// LineageValue is what one member says of an attribute and why it won or lost.
type LineageValue struct {
	Source     domain.Member
	Value      any // standardized
	SeenAt     time.Time
	Trust      float64 // 0 to 100; 0 where the rule does not use it
	Reason     string
	ReceivedAt time.Time
}
