package graph

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"aurum/access"
	"aurum/domain"
	"aurum/graph/model"
	"aurum/store"
)

// Diff tells how a golden record differs between two moments; nil for an id that is unknown.
func (query) Diff(ctx context.Context, id string, from, to any) (*model.RecordDiff, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	golden := domain.GoldenID(id)
	schema := domain.Registry.OfID(golden)
	if schema == nil {
		return nil, nil
	}
	if err := s.Allow(schema.Domain, access.Read); err != nil {
		return nil, err
	}
	before, at, err := stateAt(ctx, s, golden, "from", from)
	if err != nil {
		return nil, err
	}
	after, end, err := stateAt(ctx, s, golden, "to", to)
	if err != nil || before == nil && after == nil {
		return nil, err
	}
	if at == nil || end != nil && end.Before(*at) {
		return nil, domain.E(domain.Invalid, "from must not be after to", "from")
	}
	return s.Diff(golden, before, after, at, end), nil
}

// numbered reads a whole number, which as a literal comes as its digits.
func numbered(moment any) any {
	if text, ok := moment.(string); ok {
		if n, err := strconv.Atoi(text); err == nil {
			return n
		}
	}
	return moment
}

// stateAt gives a golden record at a moment, nil where it was not there yet, and the moment; a nil moment means now. A version
// stands for the moment it began.
func stateAt(ctx context.Context, s *model.Session, id domain.GoldenID, name string, moment any) (*domain.GoldenRecord, *time.Time, error) {
	var found []*domain.GoldenRecord
	var at *time.Time
	var err error
	switch m := numbered(plain(moment)).(type) {
	case nil:
		if name == "from" {
			return nil, nil, domain.E(domain.Invalid, "from is a DateTime or the number of a version", name)
		}
		found, err = s.Reader.Goldens(ctx, []domain.GoldenID{id}, nil)
	case int:
		if found, err = s.Reader.GoldenVersions(ctx, []store.VersionRef{{ID: id, Version: m}}); err == nil && found[0] == nil {
			return nil, nil, domain.E(domain.NotFound, fmt.Sprintf("%s has no version %d", id, m), name)
		}
		if err == nil {
			at = &found[0].UpdatedAt
		}
	default:
		t, bad := model.UnmarshalDateTime(m)
		if bad != nil {
			return nil, nil, domain.E(domain.Invalid, name+" is a DateTime or the number of a version: "+bad.Error(), name)
		}
		at = &t
		found, err = s.Reader.Goldens(ctx, []domain.GoldenID{id}, at)
	}
	if err != nil {
		return nil, nil, err
	}
	return found[0], at, nil
}
