package model

import (
	"context"
	"fmt"
	"time"

	"aurum/access"
	"aurum/domain"
	"aurum/mastering"
)

// AttributeLineage tells why an attribute has its golden value.
type AttributeLineage struct {
	Attribute, Rule, Policy string
	Value                   any
	Winners, Losers         []LineageValue
	Override                *Override
}

// LineageValue is what one member says of an attribute and why it won or lost.
type LineageValue struct {
	Source     domain.SourceKey
	Version    int
	Value      any
	SeenAt     *time.Time
	ReceivedAt time.Time
	Trust      *float64
	Reason     string
	IgnoredBy  *Override
}

// Lineage tells why attributes have their values; no names mean all that the caller may see.
func (r *Record) Lineage(ctx context.Context, attributes []string) ([]AttributeLineage, error) {
	schema := domain.Registry.Of(r.Domain)
	for _, name := range attributes {
		if schema.Attribute(name) == nil && r.Attributes[name] == nil {
			return nil, domain.E(domain.Invalid, fmt.Sprintf("a %s has no attribute %q", r.Domain, name), "attributes")
		}
	}
	lineage, err := r.explained(ctx, attributes)
	if err != nil {
		return nil, err
	}
	out := make([]AttributeLineage, 0, len(lineage))
	for _, l := range lineage {
		if r.sight.Of(l.Attribute) != access.Hidden {
			out = append(out, r.lineageOf(l))
		}
	}
	return out, nil
}

func (r *Record) explained(ctx context.Context, attributes []string) ([]mastering.AttributeLineage, error) {
	if at := r.group.asOf; at != nil {
		return r.group.session.Hub.LineageThen(ctx, r.GoldenRecord, *at, attributes)
	}
	return r.group.session.Hub.Lineage(ctx, r.GoldenRecord, attributes)
}

func (r *Record) lineageOf(l mastering.AttributeLineage) AttributeLineage {
	return AttributeLineage{
		Attribute: l.Attribute, Rule: l.Rule, Policy: l.Policy, Value: r.sight.Value(l.Attribute, l.Value),
		Winners: r.lineageValues(l.Attribute, l.Winners), Losers: r.lineageValues(l.Attribute, l.Losers),
		Override: r.group.session.Override(l.Override, r.group.asOf),
	}
}

func (r *Record) lineageValues(attribute string, in []mastering.LineageValue) []LineageValue {
	out := make([]LineageValue, len(in))
	for i, v := range in {
		out[i] = LineageValue{
			Source: v.Source.SourceKey, Version: v.Source.Version, Value: r.sight.Value(attribute, v.Value),
			ReceivedAt: v.ReceivedAt, Reason: v.Reason, IgnoredBy: r.group.session.Override(v.Ignored, r.group.asOf),
		}
		if !v.SeenAt.IsZero() {
			out[i].SeenAt = &in[i].SeenAt
		}
		if v.Trust > 0 {
			out[i].Trust = &in[i].Trust
		}
	}
	return out
}
