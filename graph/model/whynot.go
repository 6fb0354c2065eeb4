package model

import (
	"strings"

	"aurum/domain"
	"aurum/mastering"
)

// WhyNot tells what two source records are short of to be linked.
type WhyNot struct {
	ToReview, ToLink   float64
	ForbiddenBy, Unmet *string
	Costs              []MatchCost
}

// MatchCost is what a comparison fell short of.
type MatchCost struct {
	Comparison, Level string
	Weight            float64
	Best              string
	BestWeight, Lost  float64
}

func whyNotOf(n *mastering.WhyNot) *WhyNot {
	if n == nil {
		return nil
	}
	out := &WhyNot{ToReview: n.ToReview, ToLink: n.ToLink, ForbiddenBy: present(n.Forbid), Unmet: present(n.Unmet), Costs: make([]MatchCost, len(n.Costs))}
	for i, c := range n.Costs {
		out.Costs[i] = MatchCost(c)
	}
	return out
}

// Text is the explanation as the command line shows it, with the values that the caller may see.
func (m *Match) Text() (string, error) {
	x := mastering.Explanation{
		Weight: m.Weight, Probability: m.Probability, Decision: string(m.Decision), Rule: textOf(m.Rule), MatchKey: m.MatchKey,
		Blocking: m.Blocking, WhyNot: m.why,
	}
	for _, s := range m.Steps {
		x.Steps = append(x.Steps, mastering.MatchStep{
			Kind: string(s.Kind), Comparison: s.Comparison, Level: s.Level, Weight: s.Weight, A: textOf(s.Subject), B: textOf(s.Candidate),
		})
	}
	var text strings.Builder
	err := x.WriteText(&text)
	return text.String(), err
}

func textOf(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// MatchExplanation is the evidence between two things.
type MatchExplanation struct {
	Domain              domain.Domain
	Together            bool
	Strongest           *Match
	Pairs               []*Match
	PairCount, Compared int
	Refused             *RefusedJoin
	Withheld            []string
}
