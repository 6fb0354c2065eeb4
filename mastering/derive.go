package mastering

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"aurum/domain"
)

// Snapshots is where committed states can be read.
type Snapshots interface {
	// Snapshot shows one committed state to read, which stays the same until read returns. It locks nothing.
	Snapshot(ctx context.Context, read func(Snapshot) error) error
}

// Snapshot is one committed state of the hub. It is not safe for concurrent use.
type Snapshot interface {
	Searched
	// Around reads what Resolving would lock.
	Around(ctx context.Context, scope ResolveScope) (*Locked, error)
	// ActivePolicy is the policy in force; without a version where the hub has never started.
	ActivePolicy(ctx context.Context, d domain.Domain) (PolicyDocument, error)
	// Live lists live source records of a domain by id, those behind one.
	Live(ctx context.Context, d domain.Domain, after domain.RecordID, limit int) ([]domain.RecordID, error)
	// Goldens reads golden records of a domain that are not merged, by id, those behind one. Their members are the source
	// records that are linked to them, by key.
	Goldens(ctx context.Context, d domain.Domain, after domain.GoldenID, limit int) ([]*GoldenRow, error)
	// Targets tells what golden ids lead to; those that lead nowhere are missing.
	Targets(ctx context.Context, ids []domain.GoldenID) (map[domain.GoldenID]Target, error)
	// Unsettled lists those of the records that wait to be resolved: they have landed, or what they refer to has moved, or
	// they have not been matched under the policy yet.
	Unsettled(ctx context.Context, policy string, ids []domain.RecordID) ([]domain.RecordID, error)
	// Referring counts the source records that refer to some, by domain.
	Referring(ctx context.Context, ids []domain.RecordID) (map[domain.Domain]int, error)
	// Audit lists entries of the audit trail behind a number, in order.
	Audit(ctx context.Context, after int64, limit int) ([]domain.AuditEntry, error)
	// Breaches looks for what contradicts itself in a part of a domain; at most limit samples of each rule.
	Breaches(ctx context.Context, part Part, limit int) ([]Breach, error)
}

// Target is the golden record that an id leads to, by way of those that absorbed each other.
type Target struct {
	State   domain.RecordState
	Members []domain.SourceKey // sorted
}

// maxDerived bounds how often the scope of a derivation may grow; each time it does by a record at least.
const maxDerived = 10_000

// derive decides anew, from nothing but a snapshot, which golden records source records belong to and what those say: the
// same decision as resolve takes, of which nothing is written. What comes of it in write is how the state there is differs
// from what follows from the source records. Candidates are looked up in whole; where that is nil, the whole of every component
// it touches is searched for them.
func (p *Policy) derive(ctx context.Context, s Snapshot, whole *survey, ids []domain.RecordID, at time.Time) (*resolution, error) {
	seeds := make(map[domain.RecordID]seed, len(ids))
	for _, id := range ids {
		seeds[id] = seed{search: true}
	}
	scope := ResolveScope{Domain: p.Schema.Domain, Link: p.Matching.Link()}
	for fresh := seeds; ; {
		expand, rim, err := p.near(ctx, s, whole, fresh)
		if err != nil {
			return nil, err
		}
		if whole != nil {
			for _, id := range expand {
				seeds[id] = seed{search: true}
			}
		}
		scope.Expand, scope.Rim = append(scope.Expand, expand...), append(scope.Rim, rim...)
		d, err := p.deriveAround(ctx, s, whole, &scope, seeds, at)
		if err != nil {
			return nil, err
		}
		fresh = map[domain.RecordID]seed{}
		for _, id := range d.core {
			if _, ok := seeds[id]; !ok {
				fresh[id] = seed{search: true}
			}
		}
		if len(fresh) == 0 {
			return d, nil
		}
		maps.Copy(seeds, fresh)
	}
}

// near are the candidates of some records.
func (p *Policy) near(ctx context.Context, s Snapshot, whole *survey, of map[domain.RecordID]seed) (expand, rim []domain.RecordID, err error) {
	if whole == nil {
		return p.candidates(ctx, s, of)
	}
	expand, rim = whole.around(maps.Keys(of), p.Matching.Link())
	return expand, rim, nil
}

func (p *Policy) deriveAround(ctx context.Context, s Snapshot, whole *survey, scope *ResolveScope, seeds map[domain.RecordID]seed, at time.Time) (*resolution, error) {
	for range maxDerived {
		l, err := s.Around(ctx, *scope)
		if err != nil {
			return nil, err
		}
		d, grow, err := p.deliberate(l, whole, seeds, at)
		if err != nil || grow == nil {
			return d, err
		}
		for _, id := range grow {
			if l.Records[id] == nil && slices.Contains(scope.Expand, id) {
				return nil, fmt.Errorf("%s record %d is named by an edge or an assertion and does not exist", p.Schema.Domain, id)
			}
		}
		scope.Expand = append(scope.Expand, grow...)
	}
	return nil, fmt.Errorf("a %s component around %d records has grown %d times", p.Schema.Domain, len(scope.Expand), maxDerived)
}

// forgetful is the policy without its memory of opened records: what is verified is what is stored now.
func (p *Policy) forgetful() *Policy {
	q := *p
	q.opened = nil
	return &q
}
