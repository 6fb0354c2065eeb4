package model

import (
	"context"
	"strings"

	"aurum/domain"
	"aurum/mastering"
)

// ClusterQuality is how well the source records of a golden record hang together, and how they came together.
type ClusterQuality struct{ *mastering.Cluster }

// ClusterMethod is how linked source records become golden records.
type ClusterMethod string

// ClusterLink is a pair of source records with its evidence in short.
type ClusterLink struct{ *mastering.ClusterLink }

// ClusterPart is some of the source records of a golden record.
type ClusterPart struct{ SourceRecords []domain.SourceKey }

// ClusterBridge is a link that alone holds two unlike parts together.
type ClusterBridge struct {
	Link            *ClusterLink
	Parts           []ClusterPart
	MeanProbability float64
}

// ClusterContradiction is a forbidden pair in one golden record.
type ClusterContradiction struct {
	SourceRecords []domain.SourceKey
	Rule          string
}

// ClusterStep is one join of two parts.
type ClusterStep struct {
	Number          int
	Parts           []ClusterPart
	Link            *ClusterLink
	Asserted        bool
	MeanProbability *float64
}

// RefusedJoin is a link to another golden record that was not followed.
type RefusedJoin struct {
	Link    *ClusterLink
	Rule    string
	Between []domain.SourceKey
	Reason  string
}

// Cluster judges what holds the record together.
func (r *Record) Cluster(ctx context.Context) (*ClusterQuality, error) {
	s := r.group.session
	if at := r.group.asOf; at != nil {
		c, err := s.Hub.ClusterThen(ctx, r.GoldenRecord, *at, s.Withheld(r.Domain))
		if err != nil {
			return nil, err
		}
		return &ClusterQuality{c}, nil
	}
	c, err := s.Hub.Cluster(ctx, r.GoldenRecord, s.Withheld(r.Domain))
	if err != nil {
		return nil, err
	}
	return &ClusterQuality{c}, nil
}

// Method is the policy's.
func (c *ClusterQuality) Method() ClusterMethod {
	return ClusterMethod(strings.ToUpper(c.Cluster.Method))
}

// WeakestLink is the weakest that is needed; nil where there is none.
func (c *ClusterQuality) WeakestLink() *ClusterLink {
	if c.Weakest == nil {
		return nil
	}
	return &ClusterLink{c.Weakest}
}

// Bridges are the links to doubt first.
func (c *ClusterQuality) Bridges() []ClusterBridge {
	out := make([]ClusterBridge, len(c.Cluster.Bridges))
	for i := range out {
		b := &c.Cluster.Bridges[i]
		out[i] = ClusterBridge{Link: &ClusterLink{&b.Link}, Parts: partsOf(b.Parts), MeanProbability: b.Mean}
	}
	return out
}

// Contradictions are the forbidden pairs inside.
func (c *ClusterQuality) Contradictions() []ClusterContradiction {
	out := make([]ClusterContradiction, len(c.Cluster.Contradictions))
	for i := range out {
		x := &c.Cluster.Contradictions[i]
		out[i] = ClusterContradiction{SourceRecords: x.Pair[:], Rule: x.Rule}
	}
	return out
}

// Steps are the joins in their order.
func (c *ClusterQuality) Steps() []ClusterStep {
	out := make([]ClusterStep, len(c.Cluster.Steps))
	for i := range out {
		s := &c.Cluster.Steps[i]
		out[i] = ClusterStep{Number: i + 1, Parts: partsOf(s.Parts), Link: &ClusterLink{&s.Link}, Asserted: s.Asserted}
		if s.Mean > 0 {
			out[i].MeanProbability = &s.Mean
		}
	}
	return out
}

// Refused are the links that were not followed.
func (c *ClusterQuality) Refused() []RefusedJoin {
	out := make([]RefusedJoin, len(c.Cluster.Refused))
	for i := range out {
		out[i] = *RefusedJoinOf(&c.Cluster.Refused[i])
	}
	return out
}

// RefusedJoinOf gives the view of a refused join; nil stays nil.
func RefusedJoinOf(r *mastering.RefusedJoin) *RefusedJoin {
	if r == nil {
		return nil
	}
	return &RefusedJoin{Link: &ClusterLink{&r.Link}, Rule: r.Rule, Between: r.Between[:], Reason: r.Reason}
}

// Text is the quality and the steps as the command line shows them.
func (c *ClusterQuality) Text() (string, error) {
	var text strings.Builder
	if err := c.ClusterQuality.WriteText(&text); err != nil {
		return "", err
	}
	err := c.ClusterHow.WriteText(&text)
	return text.String(), err
}

// SourceRecords are the two.
func (l *ClusterLink) SourceRecords() []domain.SourceKey { return []domain.SourceKey{l.A, l.B} }

// Size is how many there are.
func (p ClusterPart) Size() int { return len(p.SourceRecords) }

func partsOf(parts [2][]domain.SourceKey) []ClusterPart {
	return []ClusterPart{{parts[0]}, {parts[1]}}
}
