package domain

import "time"

// OverrideKind is what an override does.
type OverrideKind string

// Kinds of overrides.
const (
	// OverrideSet puts a value in place of what survives.
	OverrideSet OverrideKind = "SET"
	// OverrideIgnore leaves what one source record says of an attribute out of survivorship.
	OverrideIgnore OverrideKind = "IGNORE"
)

// OverrideUntil is how long an override lasts.
type OverrideUntil string

// Ends of overrides.
const (
	UntilForever OverrideUntil = "FOREVER"
	// UntilDate: to a moment.
	UntilDate OverrideUntil = "DATE"
	// UntilSourceChange: as long as what it was set against stays: the value that would survive, or the ignored value.
	UntilSourceChange OverrideUntil = "SOURCE_CHANGE"
)

// OverrideRule is the survivorship rule named where an override decided.
const OverrideRule = "override"

// Override is a value that a steward has set by hand, or a source's value that he has ruled out.
type Override struct {
	ID int64
	// Golden is the golden record it was made on. A value that is set holds for the golden record that has this id or has
	// absorbed it; a source's value is ignored whatever golden record the source record is linked to.
	Golden    GoldenID
	Domain    Domain
	Attribute string
	Kind      OverrideKind
	// Value is in standard form; nil unless Kind is OverrideSet.
	Value any
	// Record and Source name the source record whose value is ignored; zero unless Kind is OverrideIgnore.
	Record RecordID
	Source SourceKey
	Until  OverrideUntil
	// UntilAt is set where Until is UntilDate.
	UntilAt *time.Time
	// Baseline is the canonical JSON of what it was set against; see UntilSourceChange.
	Baseline string
	// Actor is who made it, Reason why.
	Actor, Reason string
	CreatedAt     time.Time
	// EndedAt is nil while it holds.
	EndedAt              *time.Time
	EndedBy, EndedReason string
}
