package matching

import "aurum/domain"

// Link is a pair of records with its evidence in short. A has the smaller key.
type Link struct {
	A           domain.SourceKey `json:"a"`
	B           domain.SourceKey `json:"b"`
	Weight      float64          `json:"weight"`
	Probability float64          `json:"probability"`
	MatchKey    string           `json:"matchKey,omitempty"`
}

// linkOf names an edge by keys. With explain, which may be nil, it is weighed anew: a steward's word is an edge without a
// weight.
func linkOf(nodes []domain.SourceKey, e Edge, explain func(i, j int) Explanation) Link {
	if nodes[e.A].Compare(nodes[e.B]) > 0 {
		e.A, e.B = e.B, e.A
	}
	l := Link{A: nodes[e.A], B: nodes[e.B], Weight: e.Weight}
	if explain != nil {
		x := explain(e.A, e.B)
		l.Weight, l.MatchKey = x.Weight, x.MatchKey
	}
	l.Probability = Probability(l.Weight)
	return l
}
