package domain

import "time"

// TaskKind is the kind of question a steward is asked.
type TaskKind string

// Kinds of steward's tasks.
const (
	// TaskReview asks whether two golden records are the same thing: their match weight lies between review and link, or two
	// of their source records are linked while the golden records as a whole are not alike enough.
	TaskReview TaskKind = "REVIEW"
	// TaskConflict reports two golden records that would have been joined had no forbid rule stood between them.
	TaskConflict TaskKind = "CONFLICT"
	// TaskOversized reports two golden records that would have been joined had they not, together, more source records than
	// one thing may have: a sign of a worthless value that many records share.
	TaskOversized TaskKind = "OVERSIZED"
)

// TaskState tells whether a task still waits.
type TaskState string

// States of a steward's task.
const (
	TaskOpen TaskState = "OPEN"
	// TaskObsolete: the records have changed and the question is gone.
	TaskObsolete TaskState = "OBSOLETE"
	// TaskResolved: a steward has decided.
	TaskResolved TaskState = "RESOLVED"
)

// Task is a question the engine leaves to a steward: whether two golden records are the same thing.
type Task struct {
	ID     int64
	Kind   TaskKind
	State  TaskState
	Domain Domain
	// Golden are the two golden records in question.
	Golden [2]GoldenID
	// Pair are the two source records with the strongest evidence between them.
	Pair [2]SourceKey
	// Weight is the match weight of the pair, in bits.
	Weight float64
	// Reason says in a sentence why the engine is unsure.
	Reason string
	// Decision is the decision that settled it; 0 if none.
	Decision  int64
	CreatedAt time.Time
	UpdatedAt time.Time
}
