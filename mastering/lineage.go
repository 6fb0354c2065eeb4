package mastering

import (
	"context"
	"slices"
	"time"

	"aurum/domain"
	"aurum/survivorship"
)

// Lineage tells for each attribute which source record won, by which rule, and why the others lost. It asks the very code
// that chose, by the policy that it chose by.
func (h *Hub) Lineage(ctx context.Context, g *domain.GoldenRecord, attributes []string) ([]AttributeLineage, error) {
	p, err := h.policyThen(ctx, g.Domain, g.Policy)
	if err != nil {
		return nil, err
	}
	stored, err := h.storage.Records(ctx, recordsOf(g.Members))
	if err != nil {
		return nil, err
	}
	var members []*record
	for _, s := range stored {
		r, err := p.open(s)
		if err != nil {
			return nil, err
		}
		if r.alive() {
			members = append(members, r)
		}
	}
	slices.SortFunc(members, func(a, b *record) int { return a.Compare(b.RecordKey) })
	return h.lineageOf(ctx, p, g, members, attributes)
}

// lineageOf explains a golden record from its members, with trust as it stood, and the overrides that held, when it was built.
func (h *Hub) lineageOf(ctx context.Context, p *Policy, g *domain.GoldenRecord, members []*record, attributes []string) ([]AttributeLineage, error) {
	cs, err := contributions(members)
	if err != nil {
		return nil, err
	}
	var set []int64
	for _, from := range g.Provenance {
		if from.Override != 0 {
			set = append(set, from.Override)
		}
	}
	slices.Sort(set)
	overrides, err := h.storage.OverridesThen(ctx, set, recordsOf(g.Members), g.UpdatedAt)
	if err != nil {
		return nil, err
	}
	return p.lineage(cs, overrides, g.UpdatedAt, attributes)
}

func recordsOf(ms []domain.Member) []domain.RecordID {
	out := make([]domain.RecordID, len(ms))
	for i, m := range ms {
		out[i] = m.Record
	}
	return out
}

// overridesInForce are those that made the golden record what it is: values set that its provenance names, and source values
// that are ignored.
func overridesInForce(all []*domain.Override, g *domain.GoldenRecord) []*domain.Override {
	var out []*domain.Override
	for _, o := range all {
		if o.Kind == domain.OverrideIgnore || g.Provenance[o.Attribute].Override == o.ID {
			out = append(out, o)
		}
	}
	return out
}

// lineage tells why attributes, by default all, have the values that rebuild gives them at the same moment.
func (p *Policy) lineage(said []survivorship.Contribution, overrides []*domain.Override, at time.Time, attributes []string) ([]AttributeLineage, error) {
	v := overruling{overrides: overrides, at: at}
	heard := slices.Clone(said)
	if err := v.ignore(heard); err != nil {
		return nil, err
	}
	found := map[string]AttributeLineage{}
	for _, l := range p.Survivorship.Lineage(heard, at, attributes) {
		found[l.Attribute] = AttributeLineage{
			Attribute: l.Attribute, Value: l.Value, Rule: l.Rule, Policy: p.Version, Winners: lineageValues(l.Winners), Losers: lineageValues(l.Losers),
		}
	}
	for _, o := range overrides {
		if len(attributes) > 0 && !slices.Contains(attributes, o.Attribute) {
			continue
		}
		l := found[o.Attribute]
		l.Attribute, l.Policy = o.Attribute, p.Version
		if o.Kind == domain.OverrideSet {
			l.overrule(o)
		} else {
			l.ignored(o, said)
		}
		found[o.Attribute] = l
	}
	out := []AttributeLineage{}
	for i := range p.Schema.Attributes {
		if l, ok := found[p.Schema.Attributes[i].Name]; ok && (l.Override != nil || len(l.Winners)+len(l.Losers) > 0) {
			out = append(out, l)
		}
	}
	return out, nil
}

// overrule puts an override in the place of what won.
func (l *AttributeLineage) overrule(o *domain.Override) {
	for i := range l.Winners {
		l.Winners[i].Reason = "overruled by a steward"
	}
	l.Losers = append(l.Winners, l.Losers...)
	l.Winners, l.Value, l.Rule, l.Override = nil, o.Value, domain.OverrideRule, o
}

// ignored tells of the source value that an override rules out.
func (l *AttributeLineage) ignored(o *domain.Override, said []survivorship.Contribution) {
	for _, c := range said {
		if c.Record != o.Record || c.Attributes[o.Attribute] == nil {
			continue
		}
		l.Losers = append(l.Losers, LineageValue{
			Source: c.Member, Value: c.Attributes[o.Attribute], SeenAt: c.SeenAt, ReceivedAt: c.ReceivedAt, Reason: "ignored by a steward", Ignored: o,
		})
	}
}

func lineageValues(vs []survivorship.LineageValue) []LineageValue {
	out := make([]LineageValue, len(vs))
	for i, v := range vs {
		out[i] = LineageValue{Source: v.Source, Value: v.Value, SeenAt: v.SeenAt, Trust: v.Trust, Reason: v.Reason, ReceivedAt: v.ReceivedAt}
	}
	return out
}
