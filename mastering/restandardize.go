package mastering

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"

	"aurum/domain"
)

// restandardize reads anew, by this policy, what a source has sent of a record.
func (p *Policy) restandardize(s *Stored) (*standardized, error) {
	raw, err := domain.DecodeAttributes(s.Received)
	if err != nil {
		return nil, fmt.Errorf("source record %s: %w", s.SourceKey, err)
	}
	return p.standardize(s.System, raw)
}

// standsAs tells whether a record is stored in a standard form, with the problems found in it.
func (s *Stored) standsAs(std *standardized) (bool, error) {
	if !bytes.Equal(s.Standardized, std.bytes) {
		same, err := sameAttributes(s.Standardized, std.bytes)
		if err != nil || !same {
			return false, err
		}
	}
	text, err := json.Marshal(std.problems)
	if err != nil || bytes.Equal(s.Problems, text) {
		return err == nil, err
	}
	var was []domain.Problem
	if err := json.Unmarshal(s.Problems, &was); err != nil {
		return false, fmt.Errorf("problems of %s: %w", s.SourceKey, err)
	}
	return len(was)+len(std.problems) == 0 || reflect.DeepEqual(was, std.problems), nil
}

func sameAttributes(a, b []byte) (bool, error) {
	x, err := domain.DecodeAttributes(a)
	if err != nil {
		return false, err
	}
	y, err := domain.DecodeAttributes(b)
	return reflect.DeepEqual(x, y), err
}

// restate gives a record, in memory only, the standard form that it takes when the policy comes into force; it tells whether
// that is another. One that the policy would send to quarantine keeps the form it has, and so does one that is withdrawn.
func (p *Policy) restate(s *Stored) (changed bool, err error) {
	if s.Deleted {
		return false, nil
	}
	std, err := p.restandardize(s)
	if err != nil || std.fatal() {
		return false, err
	}
	if same, err := s.standsAs(std); err != nil || same {
		return false, err
	}
	s.Standardized = std.bytes
	s.Problems, err = json.Marshal(std.problems)
	return true, err
}

// restated is a snapshot in which source records have the standard form that a policy gives them.
type restated struct {
	Snapshot
	policy *Policy
	stay   map[domain.RecordID]bool // keep the form they have: most do, and all are read more than once
}

// restated shows what source records say once the policy has come into force and everything has been matched again. What they
// refer to, and their blocking keys, are those that are stored.
func (p *Policy) restated(s Snapshot) Snapshot {
	return restated{s, p, map[domain.RecordID]bool{}}
}

// Comparable implements Searched. What the snapshot reads of records that are compared does not tell what has arrived.
func (r restated) Comparable(ctx context.Context, keys []int64, _ func(domain.RecordID, int) bool) ([]*Stored, error) {
	found, err := r.Snapshot.Comparable(ctx, keys, func(domain.RecordID, int) bool { return true })
	if err != nil {
		return nil, err
	}
	ids := make([]domain.RecordID, len(found))
	for i, s := range found {
		ids[i] = s.ID
	}
	return r.Records(ctx, ids)
}

// Records implements Searched.
func (r restated) Records(ctx context.Context, ids []domain.RecordID) ([]*Stored, error) {
	found, err := r.Snapshot.Records(ctx, ids)
	if err != nil {
		return nil, err
	}
	return found, r.restate(slices.Values(found))
}

// Around implements Snapshot.
func (r restated) Around(ctx context.Context, scope ResolveScope) (*Locked, error) {
	l, err := r.Snapshot.Around(ctx, scope)
	if err != nil {
		return nil, err
	}
	return l, r.restate(maps.Values(l.Records))
}

func (r restated) restate(records iter.Seq[*Stored]) error {
	for s := range records {
		if r.stay[s.ID] {
			continue
		}
		changed, err := r.policy.restate(s)
		if err != nil {
			return err
		}
		if !changed {
			r.stay[s.ID] = true
		}
	}
	return nil
}
