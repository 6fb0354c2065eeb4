package mastering

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sort"
	"time"

	"aurum/domain"
	"aurum/survivorship"
)

// rebuilt is the golden record of one cluster.
type rebuilt struct {
	domain.GoldenRecord
	// due is when it may come out otherwise though nobody says anything new; nil for never.
	due *time.Time
	// ended are overrides that hold no longer.
	ended []*domain.Override
	// said is what its members say, overrides what stewards put over it.
	said      []survivorship.Contribution
	overrides []*domain.Override
}

// rebuild derives the golden record of one cluster as of a moment. It is the only place where golden values come from.
func (p *Policy) rebuild(cl cluster, at time.Time) (*rebuilt, error) {
	cs, err := contributions(cl.members)
	if err != nil {
		return nil, err
	}
	v := overruling{overrides: cl.overrides, at: at}
	g := &rebuilt{said: slices.Clone(cs), overrides: cl.overrides}
	if err := v.ignore(cs); err != nil {
		return nil, err
	}
	attrs, provenance := p.Survivorship.Survive(cs, at)
	g.GoldenRecord = domain.GoldenRecord{Domain: p.Schema.Domain, State: domain.Active, Attributes: attrs, Provenance: provenance, Policy: p.Version}
	if err := v.set(&g.GoldenRecord); err != nil {
		return nil, err
	}
	for _, m := range cl.members {
		g.Members = append(g.Members, domain.Member{SourceKey: m.SourceKey, Record: m.ID, Version: m.Version})
	}
	if next, ok := p.Survivorship.NextChange(cs, at); ok {
		v.dueBy(next)
	}
	g.due, g.ended = v.due, v.ended
	return g, nil
}

func contributions(members []*record) ([]survivorship.Contribution, error) {
	out := make([]survivorship.Contribution, len(members))
	for i, m := range members {
		var problems []domain.Problem
		if len(m.Problems) > 2 {
			if err := json.Unmarshal(m.Problems, &problems); err != nil {
				return nil, fmt.Errorf("problems of %s: %w", m.SourceKey, err)
			}
		}
		out[i] = survivorship.Contribution{
			Member:     domain.Member{SourceKey: m.SourceKey, Record: m.ID, Version: m.Version},
			Attributes: m.attrs, SeenAt: m.SeenAt(), ReceivedAt: m.ReceivedAt, Problems: problems,
		}
	}
	return out, nil
}

// goldenHash tells two states of a golden record apart: values, where they came from, members, state. Versions of source
// records are left out: a source that says the same again changes nothing.
func goldenHash(g *domain.GoldenRecord) ([]byte, error) {
	type from struct {
		Rule     string
		From     []domain.SourceKey
		Override int64 `json:",omitempty"`
	}
	doc := struct {
		Attributes domain.Attributes
		Provenance map[string]from
		Members    []domain.SourceKey
		State      domain.RecordState
		MergedInto domain.GoldenID
	}{g.Attributes, make(map[string]from, len(g.Provenance)), nil, g.State, g.MergedInto}
	for name, p := range g.Provenance {
		doc.Provenance[name] = from{p.Rule, sourceKeys(p.From), p.Override}
	}
	doc.Members = sourceKeys(g.Members)
	b, err := json.Marshal(doc)
	if err != nil {
		return nil, fmt.Errorf("hash golden record: %w", err)
	}
	sum := sha256.Sum256(b)
	return sum[:], nil
}

func sourceKeys(ms []domain.Member) []domain.SourceKey {
	out := make([]domain.SourceKey, len(ms))
	for i, m := range ms {
		out[i] = m.SourceKey
	}
	return out
}

// changedAttributes lists the attributes whose values differ, sorted.
func changedAttributes(before, after domain.Attributes) []string {
	var out []string
	for name, v := range after {
		if w, ok := before[name]; !ok || !reflect.DeepEqual(v, w) {
			out = append(out, name)
		}
	}
	for name := range before {
		if _, ok := after[name]; !ok {
			out = append(out, name)
		}
	}
	sort.Strings(out)
	if out == nil {
		return []string{}
	}
	return out
}

// change makes the next version of a golden record, or none if nothing changed.
func (p *Policy) change(was *GoldenRow, now domain.GoldenRecord, kind domain.ChangeKind, at time.Time) (*GoldenChange, error) {
	hash, err := goldenHash(&now)
	if err != nil {
		return nil, err
	}
	c := &GoldenChange{GoldenRow: GoldenRow{GoldenRecord: now, Hash: hash}, Kind: kind}
	c.CreatedAt, c.UpdatedAt, c.Version = at, at, 1
	if was != nil {
		if bytes.Equal(was.Hash, hash) {
			return nil, nil
		}
		c.Founder, c.PreviousVersion, c.Version, c.CreatedAt = was.Founder, was.Version, was.Version+1, was.CreatedAt
		if !at.After(was.UpdatedAt) {
			c.UpdatedAt = was.UpdatedAt.Add(time.Microsecond)
		}
		c.Changed = changedAttributes(was.Attributes, now.Attributes)
	} else {
		c.Changed = changedAttributes(nil, now.Attributes)
	}
	c.Systems = systemsOf(now.Members)
	c.SearchText = p.searchText(&c.GoldenRecord)
	return c, nil
}

func systemsOf(ms []domain.Member) []string {
	out := []string{}
	for _, m := range ms {
		out = append(out, m.System)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
