package model

// Viewer is who is asking.
type Viewer struct {
	Subject, Role string
	// Source is the source system it may write as; nil if none.
	Source *string
}

// GoldenRecordConnection is a page of golden records of any domain.
type GoldenRecordConnection = Connection[GoldenRecord]

// GoldenRecordEdge is one golden record of a page.
type GoldenRecordEdge = Edge[GoldenRecord]

// OrderField names what a list can be ordered by.
type OrderField string

// OrderDirection is which way a list is ordered.
type OrderDirection string
