package mastering

import (
	"context"
	"fmt"
	"slices"
	"time"

	"aurum/domain"
	"aurum/standardize"
)

// SetOverride asks for an attribute of a golden record to have a value, or for what one source says of it to be ignored.
type SetOverride struct {
	Steward
	ID        domain.GoldenID
	Attribute string
	Kind      domain.OverrideKind
	// Value is what people write, as in an upsert. Pin takes the value that the golden record has now in its place.
	Value any
	Pin   bool
	// Source is the source record whose value is to be ignored.
	Source domain.SourceKey
	Until  domain.OverrideUntil
	// UntilAt is the moment where Until is UntilDate, which must be to come.
	UntilAt  *time.Time
	Expected Expected
}

// Override makes an override; one that the attribute, or the source's value, has already ends. Problems are what is wrong
// with the value.
func (h *Hub) Override(ctx context.Context, s SetOverride, preview bool) (*Decided, []domain.Problem, error) {
	p, named, err := h.named(ctx, []domain.GoldenID{s.ID})
	if err != nil {
		return nil, nil, err
	}
	if err := s.check(p, h.clock()); err != nil {
		return nil, nil, err
	}
	o := &domain.Override{
		Golden: named[0].ID, Domain: p.Schema.Domain, Attribute: s.Attribute, Kind: s.Kind, Source: s.Source, Until: s.Until, UntilAt: s.UntilAt,
		Actor: s.Actor, Reason: s.Reason,
	}
	if s.Kind == domain.OverrideSet && !s.Pin {
		var problems []domain.Problem
		if o.Value, problems, err = p.valueOf(s.Attribute, s.Value); err != nil || len(problems) > 0 {
			return nil, problems, err
		}
	}
	if o.ID, err = h.storage.StewardID(ctx); err != nil {
		return nil, nil, err
	}
	done, err := h.perform(ctx, &act{
		Steward: s.Steward, action: "OVERRIDE", named: []domain.GoldenID{s.ID}, expected: s.Expected,
		apply: func(c *council) error { return c.override(*o, s.Pin, h.clock()) },
	}, preview)
	return done, nil, err
}

// ClearOverride asks for an override to be taken back.
type ClearOverride struct {
	Steward
	Override int64
	Expected Expected
}

// ClearOverride takes an override back: what it stood in the way of counts again.
func (h *Hub) ClearOverride(ctx context.Context, s ClearOverride, preview bool) (*Decided, error) {
	o, err := h.storage.OverrideOf(ctx, s.Override)
	if err != nil {
		return nil, err
	}
	if o == nil {
		return nil, domain.E(domain.NotFound, "there is no such override", "id")
	}
	a := &act{Steward: s.Steward, action: "CLEAR_OVERRIDE", domain: o.Domain, expected: s.Expected}
	if a.named, a.more, err = h.concerned(ctx, o); err != nil {
		return nil, err
	}
	a.apply = func(c *council) error { return c.clear(s, h.clock()) }
	return h.perform(ctx, a, preview)
}

// concerned are the golden record that an override holds for now, and the source record whose value it ignores.
func (h *Hub) concerned(ctx context.Context, o *domain.Override) (named []domain.GoldenID, more []domain.RecordID, err error) {
	if o.Kind == domain.OverrideSet {
		golden, err := h.heir(ctx, o.Golden)
		return []domain.GoldenID{golden}, nil, err
	}
	linked, err := h.storage.Members(ctx, []domain.RecordID{o.Record})
	if m, ok := linked[o.Record]; ok {
		named = append(named, m.Golden)
	}
	return named, []domain.RecordID{o.Record}, err
}

// heir is the golden record that has absorbed another, or that itself.
func (h *Hub) heir(ctx context.Context, id domain.GoldenID) (domain.GoldenID, error) {
	for range maxMoves {
		found, err := h.storage.Named(ctx, []domain.GoldenID{id})
		if err != nil || len(found) == 0 || found[0].State != domain.Merged {
			return id, err
		}
		id = found[0].MergedInto
	}
	return id, nil
}

func (s *SetOverride) check(p *Policy, now time.Time) error {
	switch {
	case p.Schema.Attribute(s.Attribute) == nil:
		return domain.E(domain.Invalid, fmt.Sprintf("a %s has no attribute %q", p.Schema.Domain, s.Attribute), "attribute")
	case (s.Until == domain.UntilDate) != (s.UntilAt != nil):
		return domain.E(domain.Invalid, "give a date where the override is to end by date, and only there", "untilAt")
	case s.UntilAt != nil && !s.UntilAt.After(now):
		return domain.E(domain.Invalid, "the date is past", "untilAt")
	case s.Kind == domain.OverrideIgnore && s.Source.Key == "":
		return domain.E(domain.Invalid, "name the source record whose value is to be ignored", "source")
	case s.Kind == domain.OverrideSet && s.Source.Key != "":
		return domain.E(domain.Invalid, "a value that is set comes from no source record", "source")
	}
	return nil
}

// valueOf brings a value that a steward gives for an attribute into standard form.
func (p *Policy) valueOf(attribute string, raw any) (any, []domain.Problem, error) {
	if raw == nil {
		return nil, nil, domain.E(domain.Invalid, "give a value, or pin the one there is; to do without one, ignore what the sources say", "value")
	}
	attrs, found := standardize.Record(p.Schema, domain.Attributes{attribute: raw}, p.Defaults)
	var problems []domain.Problem
	for _, x := range found {
		if len(x.Field) > 0 && x.Field[0] == attribute && x.Code != "REQUIRED" { // what the whole record needs is another matter
			x.Severity, x.Field = domain.Fatal, append([]string{"value"}, x.Field[1:]...)
			problems = append(problems, x)
		}
	}
	value := attrs[attribute]
	switch {
	case len(problems) > 0:
		return nil, problems, nil
	case value == nil:
		return nil, nil, domain.E(domain.Invalid, "the value says nothing; to do without one, ignore what the sources say", "value")
	case len(references(p.Schema, domain.Attributes{attribute: value})) > 0:
		return nil, nil, domain.E(domain.Invalid, "name the record referred to by its golden id", "value")
	}
	return value, nil, nil
}

// override puts an override on record and lets it count, in place of one that there is already.
func (c *council) override(o domain.Override, pin bool, at time.Time) error {
	row := c.rows[o.Golden]
	o.CreatedAt = at
	var now any
	if o.Kind == domain.OverrideIgnore {
		i := slices.IndexFunc(c.members(o.Golden), func(s *Stored) bool { return s.SourceKey == o.Source })
		if i < 0 {
			return domain.E(domain.Conflict, fmt.Sprintf("%s is no source record of %s", o.Source, o.Golden), "source")
		}
		r, err := c.policy.open(c.members(o.Golden)[i])
		if err != nil {
			return err
		}
		if now = r.attrs[o.Attribute]; now == nil {
			return domain.E(domain.Invalid, fmt.Sprintf("%s says nothing of %s", o.Source, o.Attribute), "attribute")
		}
		o.Record = r.ID
	}
	c.replace(func(x *domain.Override) bool {
		same := x.Golden == o.Golden
		if o.Kind == domain.OverrideIgnore {
			same = x.Record == o.Record
		}
		return same && x.Kind == o.Kind && x.Attribute == o.Attribute
	}, at, o.Actor, "replaced")
	if o.Kind == domain.OverrideSet {
		if pin {
			o.Value = row.Attributes[o.Attribute]
		}
		if o.Value == nil {
			return domain.E(domain.Invalid, fmt.Sprintf("%s has no %s to be pinned: give a value", o.Golden, o.Attribute), "value")
		}
		plain, err := c.without(o.Golden, o.Attribute, at)
		if err != nil {
			return err
		}
		now = plain
	}
	var err error
	if o.Baseline, err = canonical(now); err != nil {
		return err
	}
	c.write.Override = &o
	c.locked.Overrides = append(c.locked.Overrides, &o)
	return nil
}

// without is what survives of an attribute where nobody sets it by hand.
func (c *council) without(id domain.GoldenID, attribute string, at time.Time) (any, error) {
	var cl cluster
	for _, s := range c.members(id) {
		r, err := c.policy.open(s)
		if err != nil {
			return nil, err
		}
		cl.members = append(cl.members, r)
	}
	var absorbed []*GoldenRow
	for _, g := range c.locked.Goldens {
		if g.MergedInto == id {
			absorbed = append(absorbed, g)
		}
	}
	cl.overrides = slices.DeleteFunc(overridesOf(c.locked.Overrides, cl.members, id, absorbed), func(o *domain.Override) bool { return o.Kind == domain.OverrideSet })
	g, err := c.policy.rebuild(cl, at)
	if err != nil {
		return nil, err
	}
	return g.Attributes[attribute], nil
}

// replace ends the overrides that a test picks.
func (c *council) replace(picked func(*domain.Override) bool, at time.Time, by, why string) (ended int) {
	c.locked.Overrides = slices.DeleteFunc(c.locked.Overrides, func(o *domain.Override) bool {
		if !picked(o) {
			return false
		}
		x := *o
		x.EndedAt, x.EndedBy, x.EndedReason = &at, by, why
		c.write.OverridesEnded = append(c.write.OverridesEnded, &x)
		ended++
		return true
	})
	return ended
}

func (c *council) clear(s ClearOverride, at time.Time) error {
	if c.replace(func(o *domain.Override) bool { return o.ID == s.Override }, at, s.Actor, s.Reason) == 0 {
		return domain.E(domain.Conflict, "the override has ended already", "id")
	}
	return nil
}
