package matching

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"aurum/domain"
)

// How tells how a cluster came about: the joins that built it, in the order they were taken, and those that were refused.
type How struct {
	Steps   []HowStep    `json:"steps"`
	Refused []HowRefused `json:"refused"`
}

// HowStep is one join.
type HowStep struct {
	// Parts are the members of the two clusters before it, sorted; the part with the smallest key first.
	Parts [2][]domain.SourceKey `json:"parts"`
	// Link is the pair that joined them: the strongest link there was between the two.
	Link Link `json:"link"`
	// Asserted is true where a steward joined them.
	Asserted bool `json:"asserted"`
	// Mean is the mean match probability between the parts where clusters are made by it, else 0.
	Mean float64 `json:"mean,omitempty"`
}

// HowRefused is a link that would have brought a member together with a record outside.
type HowRefused struct {
	Link Link `json:"link"`
	// Rule is the forbid rule, StewardRule, SizeRule or LooseRule, and Between the pair it looks at.
	Rule    string              `json:"rule"`
	Between [2]domain.SourceKey `json:"between"`
	// Reason says it in a sentence.
	Reason string `json:"reason"`
}

// How tells how the cluster of a node came about. explain gives the evidence of a pair; of refused joins with one and the
// same other cluster the first stands for all.
func (d Division) How(nodes []domain.SourceKey, node int, explain func(i, j int) Explanation) How {
	of := d.clusterOf(len(nodes))
	out := How{Steps: []HowStep{}, Refused: []HowRefused{}}
	for _, j := range d.Joins {
		if of[j.Edge.A] == of[node] {
			out.Steps = append(out.Steps, HowStep{
				Parts: [2][]domain.SourceKey{named(nodes, j.Parts[0]), named(nodes, j.Parts[1])}, Link: linkOf(nodes, j.Edge, explain), Asserted: j.Asserted, Mean: j.Mean,
			})
		}
	}
	met := map[int]bool{of[node]: true}
	for _, r := range d.Refused {
		a, b := of[r.Edge.A], of[r.Edge.B]
		if a != of[node] {
			a, b = b, a
		}
		if a != of[node] || met[b] {
			continue
		}
		met[b] = true
		out.Refused = append(out.Refused, howRefused(nodes, r, explain))
	}
	return out
}

// Stands tells what stood first against joining the clusters of two nodes; ok is false where nothing did.
func (d Division) Stands(nodes []domain.SourceKey, i, j int, explain func(i, j int) Explanation) (stands HowRefused, ok bool) {
	of := d.clusterOf(len(nodes))
	if of[i] == of[j] {
		return HowRefused{}, false
	}
	for _, r := range d.Refused {
		if pairOf(of[r.Edge.A], of[r.Edge.B]) == pairOf(of[i], of[j]) {
			return howRefused(nodes, r, explain), true
		}
	}
	return HowRefused{}, false
}

func (d Division) clusterOf(nodes int) []int {
	of := make([]int, nodes)
	for c, members := range d.Clusters {
		for _, m := range members {
			of[m] = c
		}
	}
	return of
}

func howRefused(nodes []domain.SourceKey, r Refused, explain func(i, j int) Explanation) HowRefused {
	between := [2]domain.SourceKey{nodes[r.Between[0]], nodes[r.Between[1]]}
	return HowRefused{Link: linkOf(nodes, r.Edge, explain), Rule: r.Rule, Between: between, Reason: RefusalReason(r.Rule, between)}
}

func named(nodes []domain.SourceKey, members []int) []domain.SourceKey {
	out := make([]domain.SourceKey, len(members))
	for i, m := range members {
		out[i] = nodes[m]
	}
	return out
}

// RefusalReason says in a clause why a join was refused, given the rule and the pair it looks at.
func RefusalReason(rule string, between [2]domain.SourceKey) string {
	switch rule {
	case SizeRule:
		return "joined, they would have more source records than one thing may have"
	case LooseRule:
		return "taken as a whole the two are not alike enough"
	case StewardRule:
		return fmt.Sprintf("a steward has said that %s and %s are not the same", between[0], between[1])
	}
	return fmt.Sprintf("rule %q keeps %s and %s apart", rule, between[0], between[1])
}

// WriteText writes the history for people.
func (h How) WriteText(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i, s := range h.Steps {
		by := fmt.Sprintf("%+.2f  %s", s.Link.Weight, s.Link.MatchKey)
		if s.Asserted {
			by = "a steward"
		}
		if s.Mean > 0 {
			by += fmt.Sprintf("  mean %.3f", s.Mean)
		}
		fmt.Fprintf(t, "%d\t%s\t%s\tby %s = %s\t%s\n", i+1, listed(s.Parts[0]), listed(s.Parts[1]), s.Link.A, s.Link.B, by)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, r := range h.Refused {
		if _, err := fmt.Fprintf(w, "refused: %s: %s\n", r.Link, r.Reason); err != nil {
			return err
		}
	}
	return nil
}

// maxListed is how many keys of a part a line of text shows.
const maxListed = 4

func listed(keys []domain.SourceKey) string {
	var out []string
	for _, k := range keys[:min(len(keys), maxListed)] {
		out = append(out, k.String())
	}
	if more := len(keys) - maxListed; more > 0 {
		out = append(out, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(out, " ")
}
