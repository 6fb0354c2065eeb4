package model

import (
	"context"
	"strings"
	"time"

	"aurum/access"
	"aurum/domain"
	"aurum/mastering"
)

// Match is a compared pair of source records.
type Match struct {
	Subject             *domain.SourceKey
	Candidate           domain.SourceKey
	Inside              bool
	Weight, Probability float64
	Decision            MatchDecision
	Rule                *string
	MatchKey            string
	Steps               []MatchStep
	Blocking            []string
	WhyNot              *WhyNot

	golden domain.GoldenID
	among  *matches
	why    *mastering.WhyNot
}

// MatchDecision is what the weight of a pair leads to.
type MatchDecision string

// MatchStepKind is what a step comes from.
type MatchStepKind string

// MatchStep is one contribution to a match weight.
type MatchStep struct {
	Kind               MatchStepKind
	Comparison, Level  string
	Weight             float64
	Subject, Candidate *string
}

// matches were found together; their golden records are loaded together.
type matches struct {
	group *group
	ids   []domain.GoldenID
	memo  memory
}

// Matches gives the views of matches of a domain that were found together, now or, with asOf, as of a time.
func (s *Session) Matches(d domain.Domain, found []mastering.Match, asOf *time.Time) []*Match {
	among := &matches{group: &group{session: s, asOf: asOf}}
	sight := s.Access.Visibility(s.Principal.Role, string(d))
	out := make([]*Match, len(found))
	for i, m := range found {
		v := &Match{
			Candidate: m.B, Inside: m.Inside, Weight: m.Weight, Probability: m.Probability,
			Decision: MatchDecision(m.Decision), golden: m.Golden, among: among, Steps: make([]MatchStep, len(m.Steps)),
			MatchKey: m.MatchKey, Blocking: m.Blocking, WhyNot: whyNotOf(m.WhyNot), why: m.WhyNot,
		}
		if m.A != (domain.SourceKey{}) {
			v.Subject = &found[i].A
		}
		if m.Rule != "" {
			v.Rule = &found[i].Rule
		}
		if m.Golden != "" {
			among.ids = append(among.ids, m.Golden)
		}
		for j, step := range m.Steps {
			v.Steps[j] = stepOf(d, sight, step)
		}
		out[i] = v
	}
	return out
}

// stepOf shows the values of a comparison as its attribute is seen. What belongs to no attribute is shown only to those
// from whom nothing is withheld.
func stepOf(d domain.Domain, sight access.Visibility, step mastering.MatchStep) MatchStep {
	out := MatchStep{Kind: MatchStepKind(step.Kind), Comparison: step.Comparison, Level: step.Level, Weight: step.Weight}
	attribute, _, _ := strings.Cut(step.Comparison, ".")
	show := sight.Full()
	if domain.Registry.Of(d).Attribute(attribute) != nil {
		show = sight.Of(attribute) == access.Visible
	}
	if show {
		out.Subject, out.Candidate = present(step.A), present(step.B)
	}
	return out
}

func present(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// GoldenRecord is the golden record the candidate is linked to.
func (m *Match) GoldenRecord(ctx context.Context) (GoldenRecord, error) {
	goldens, err := remember(&m.among.memo, "goldens", func() (map[domain.GoldenID]GoldenRecord, error) {
		return m.among.group.surviving(ctx, m.among.ids)
	})
	return goldens[m.golden], err
}

// Matches explains the links inside the record and its near misses.
func (r *Record) Matches(ctx context.Context) ([]*Match, error) {
	s, at := r.group.session, r.group.asOf
	var found []mastering.Match
	var err error
	if at != nil {
		found, err = s.Hub.MatchesThen(ctx, r.GoldenRecord, *at, s.Withheld(r.Domain))
	} else {
		found, err = s.Hub.Matches(ctx, r.GoldenRecord, s.Withheld(r.Domain))
	}
	if err != nil {
		return nil, err
	}
	return s.Matches(r.Domain, found, at), nil
}
