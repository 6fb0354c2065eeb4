package model

import (
	"context"
	"time"

	"aurum/domain"
	"aurum/store"
)

// Change is one change of a golden record, with the record as it was after it.
type Change struct {
	Record  GoldenRecord
	Changed []string
	change  domain.Change
}

// GoldenRecordChange is one change of a golden record of any domain.
type GoldenRecordChange = Change

// NewChange makes the view of a change and the record's version it led to.
func NewChange(c domain.Change, g GoldenRecord) *Change {
	return &Change{Record: g, Changed: g.record().visible(c.Changed), change: c}
}

// Cursor is the change's place in the feed.
func (c *Change) Cursor() domain.Cursor { return c.change.Cursor }

// Kind is the kind of the change.
func (c *Change) Kind() domain.ChangeKind { return c.change.Kind }

// At is when it happened.
func (c *Change) At() time.Time { return c.change.At }

// PreviousVersion is the version before; nil if there was none.
func (c *Change) PreviousVersion() *int {
	if c.change.PreviousVersion == 0 {
		return nil
	}
	return &c.change.PreviousVersion
}

// Related are the ids on the other side of an identity change.
func (c *Change) Related() []domain.GoldenID {
	if c.change.Related == nil {
		return []domain.GoldenID{}
	}
	return c.change.Related
}

// Moved are the source records that moved with a change of identity: those of a record before it was absorbed, those of one
// that was taken out of another.
func (c *Change) Moved(ctx context.Context) ([]domain.SourceKey, error) {
	g := c.Record.record()
	of := g.GoldenRecord
	switch c.change.Kind {
	case domain.ChangeMerged:
		before, err := g.group.session.Reader.GoldenVersions(ctx, []store.VersionRef{{ID: c.change.GoldenID, Version: c.change.PreviousVersion}})
		if err != nil || len(before) == 0 || before[0] == nil {
			return []domain.SourceKey{}, err
		}
		of = before[0]
	case domain.ChangeSplit:
	default:
		return []domain.SourceKey{}, nil
	}
	out := make([]domain.SourceKey, len(of.Members))
	for i, m := range of.Members {
		out[i] = m.SourceKey
	}
	return out, nil
}
