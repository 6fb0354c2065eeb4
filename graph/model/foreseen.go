package model

import (
	"aurum/access"
	"aurum/domain"
	"aurum/mastering"
)

// Preview is what an act of a steward would lead to.
type Preview struct {
	Changes    []*ForeseenChange
	UserErrors []UserError
}

// ForeseenChange is a golden record as an act would leave it.
type ForeseenChange struct {
	mastering.Foreseen
	before *Record
	after  *Record
	view   GoldenRecord // of before
}

// NewPreview gives the view of what is foreseen.
func (s *Session) NewPreview(d *mastering.Decided, problems []domain.Problem) *Preview {
	p := &Preview{Changes: []*ForeseenChange{}, UserErrors: userErrors(problems)}
	for _, f := range d.Foreseen {
		c := &ForeseenChange{Foreseen: f}
		views := s.Records([]*domain.GoldenRecord{f.Before, &c.Foreseen.After}, nil)
		if c.after = views[1].record(); views[0] != nil {
			c.before, c.view = views[0].record(), views[0]
		}
		p.Changes = append(p.Changes, c)
	}
	return p
}

// ID is the golden id; nil of a record that would be new.
func (c *ForeseenChange) ID() *domain.GoldenID {
	if c.Foreseen.After.ID == "" {
		return nil
	}
	return &c.Foreseen.After.ID
}

// Before is the record as it is; nil of one that would be new.
func (c *ForeseenChange) Before() GoldenRecord { return c.view }

// State is what would become of it.
func (c *ForeseenChange) State() domain.RecordState { return c.after.State }

// MergedInto is the record that would absorb it; nil if none.
func (c *ForeseenChange) MergedInto() *domain.GoldenID {
	if c.Foreseen.After.MergedInto == "" || len(c.Related) == 0 {
		return nil
	}
	return &c.Foreseen.After.MergedInto
}

// Changed are the attributes whose golden value would change.
func (c *ForeseenChange) Changed() []string { return c.after.visible(c.Foreseen.Changed) }

// Attributes are as they would be.
func (c *ForeseenChange) Attributes() any { return c.after.shown }

// SourceRecords are those it would have.
func (c *ForeseenChange) SourceRecords() []domain.SourceKey {
	out := make([]domain.SourceKey, len(c.after.Members))
	for i, m := range c.after.Members {
		out[i] = m.SourceKey
	}
	return out
}

// Lineage tells why attributes would have their values.
func (c *ForeseenChange) Lineage() []AttributeLineage {
	out := []AttributeLineage{}
	for _, l := range c.Foreseen.Lineage {
		if c.after.sight.Of(l.Attribute) != access.Hidden {
			out = append(out, c.after.lineageOf(l))
		}
	}
	return out
}
