package model

import (
	"context"
	"maps"
	"slices"
	"time"

	"aurum/access"
	"aurum/domain"
	"aurum/mastering"
	"aurum/store"
)

// DomainVerification is how a domain fares under the continuous check.
type DomainVerification struct {
	Domain  domain.Domain
	session *Session
	check   *mastering.Check // nil before the first pass
}

// Verification gives how a domain fares; c is nil where no pass has begun.
func (s *Session) Verification(d domain.Domain, c *mastering.Check) *DomainVerification {
	return &DomainVerification{Domain: d, session: s, check: c}
}

// Current is the pass under way, or the last one.
func (v *DomainVerification) Current() *VerificationPass {
	if v.check == nil {
		return nil
	}
	return &VerificationPass{&v.check.Now}
}

// Last is the last pass that came to its end.
func (v *DomainVerification) Last() *VerificationPass {
	if v.check == nil || v.check.Last == nil {
		return nil
	}
	return &VerificationPass{v.check.Last}
}

// Differences are the first that were found.
func (v *DomainVerification) Differences(ctx context.Context, first *int) ([]*VerificationDifference, error) {
	args, err := PageArgs(first, nil, nil, nil)
	if err != nil || v.check == nil {
		return []*VerificationDifference{}, err
	}
	limit := 20
	if args.First != nil {
		limit = *args.First
	}
	found, err := v.session.Reader.CheckDifferences(ctx, v.check, limit)
	if err != nil {
		return nil, err
	}
	return v.session.differences(ctx, found)
}

func (s *Session) differences(ctx context.Context, found []store.FoundDifference) ([]*VerificationDifference, error) {
	var ids []domain.GoldenID
	for _, d := range found {
		if d.Golden != "" && s.Allow(d.Domain, access.Read) == nil {
			ids = append(ids, d.Golden)
		}
	}
	goldens := map[domain.GoldenID]GoldenRecord{}
	if ids = distinct(ids); len(ids) > 0 {
		rows, err := s.Reader.Goldens(ctx, ids, nil)
		if err != nil {
			return nil, err
		}
		for i, view := range s.Records(rows, nil) {
			if view != nil {
				goldens[ids[i]] = view
			}
		}
	}
	out := make([]*VerificationDifference, len(found))
	for i, d := range found {
		sees := s.Allow(d.Domain, access.Read) == nil && s.Access.Allow(s.Principal, access.ObjectSourceRecordAny, access.Read) == nil &&
			(d.Attribute == "" || s.sees(d.Domain, d.Attribute))
		out[i] = &VerificationDifference{FoundDifference: d, sees: sees, golden: goldens[d.Golden]}
	}
	return out, nil
}

// VerificationPass is what a pass has come to.
type VerificationPass struct{ *mastering.Tally }

// Ended is nil while the pass is under way.
func (p *VerificationPass) Ended() *time.Time {
	if p.Tally.Ended.IsZero() {
		return nil
	}
	return &p.Tally.Ended
}

// SourceRecords are those looked at.
func (p *VerificationPass) SourceRecords() int { return p.Records }

// GoldenRecords are those looked at.
func (p *VerificationPass) GoldenRecords() int { return p.Goldens }

// Differences are all together.
func (p *VerificationPass) Differences() int { return p.Total() }

// ByRule are the differences by rule, in the order of their names.
func (p *VerificationPass) ByRule() []VerificationCount {
	out := []VerificationCount{}
	for _, rule := range slices.Sorted(maps.Keys(p.Tally.Differences)) {
		out = append(out, VerificationCount{rule, p.Tally.Differences[rule]})
	}
	return out
}

// VerificationCount is how often a rule does not hold.
type VerificationCount struct {
	Rule  string
	Count int
}

// VerificationDifference is one place where what is stored is not what it ought to be.
type VerificationDifference struct {
	store.FoundDifference
	sees   bool // the caller may see what sources say
	golden GoldenRecord
}

// GoldenRecord is the one concerned; nil where there is none, or the caller may not see it.
func (d *VerificationDifference) GoldenRecord() GoldenRecord { return d.golden }

// GoldenID is its id as it is stored.
func (d *VerificationDifference) GoldenID() *string { return textOrNil(string(d.Golden)) }

// SourceRecord is the one concerned.
func (d *VerificationDifference) SourceRecord() *domain.SourceKey {
	if d.Record == (domain.SourceKey{}) {
		return nil
	}
	return &d.Record
}

// Attribute is the one concerned.
func (d *VerificationDifference) Attribute() *string { return textOrNil(d.FoundDifference.Attribute) }

// Detail quotes values, which not everybody may see who may see that something is wrong.
func (d *VerificationDifference) Detail() *string {
	if !d.sees {
		return nil
	}
	return &d.FoundDifference.Detail
}

func textOrNil(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
