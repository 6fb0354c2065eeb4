package training

import (
	"context"
	"fmt"
	"math"
	"slices"

	"aurum/matching"
)

// Train estimates the parameters of a policy over the records of a table prepared by its model: the levels' m and u, what the
// combinations of groups are worth, and the prior. The policy's attributes, levels, rules and thresholds stay. The candidates
// are those that the policy's own blocking brings together.
func Train(ctx context.Context, spec matching.Spec, m *matching.Model, t *matching.Table, o Options) (matching.Spec, *Report, error) {
	if len(m.Comparisons()) == 0 {
		return spec, nil, fmt.Errorf("the policy has no comparisons: there is nothing to learn")
	}
	if t.Len() < 2 {
		return spec, nil, fmt.Errorf("needs at least two records")
	}
	for _, l := range slices.Concat(o.Labels, o.Decisions) {
		if l.A == l.B || min(l.A, l.B) < 0 || max(l.A, l.B) >= t.Len() {
			return spec, nil, fmt.Errorf("label %d, %d: names no two records", l.A, l.B)
		}
	}
	o.Groups, o.Weights = groupsOf(spec), weightsOf(spec)
	pairs, _ := m.Candidates(t)
	learned, err := Learn(ctx, m, t, pairs, m.LevelCounts(), o)
	if err != nil {
		return spec, nil, err
	}
	o.Cluster, o.Before = learned.Clusters(t.Len(), 0.5), learned
	starts := learned.Starts
	o.Starts = []float64{learned.Matches}
	if learned, err = Learn(ctx, m, t, pairs, m.LevelCounts(), o); err != nil {
		return spec, nil, err
	}
	learned.Starts = starts
	learned.keepUnseen(o.Weights)
	learned.follow(learned.Patterns)
	out := learned.write(spec)
	learned.frequencies(&out, m, t, learned.Clusters(t.Len(), 0.5))
	return out, learned.report(spec, t.Len(), len(o.Labels)).decisions(o.Decisions, learned.met, Judge(m, t, o.Decisions)), nil
}

// groupsOf are the comparisons of each group of a policy, by position, that are compared by levels.
func groupsOf(spec matching.Spec) [][]int {
	var out [][]int
	for _, g := range spec.Groups {
		var members []int
		for i, c := range spec.Comparisons {
			if c.Group == g.Name && len(c.Levels) > 0 {
				members = append(members, i)
			}
		}
		if len(members) > 1 {
			out = append(out, members)
		}
	}
	return out
}

// weightsOf are the weights of a policy's levels; nil for a comparison that has none yet.
func weightsOf(spec matching.Spec) [][]float64 {
	out := make([][]float64, len(spec.Comparisons))
	for k, c := range spec.Comparisons {
		said := false
		var weights []float64
		for _, l := range c.Levels {
			w := l.Bits()
			weights, said = append(weights, w), said || w != 0
		}
		if said {
			out[k] = weights
		}
	}
	return out
}

// keepUnseen gives levels that hardly a candidate comes to the weight they had: nothing was learned of them.
func (l *Learned) keepUnseen(weights [][]float64) {
	counts, _ := l.support()
	for k := range counts {
		for i, n := range counts[k] {
			if weights[k] != nil && n < fewPairs {
				l.Weights[k][i] = weights[k][i]
			}
		}
	}
}

// write puts what was learned into a policy. Levels get m and u of which the weight follows; graded comparisons stay as
// they are.
func (l *Learned) write(spec matching.Spec) matching.Spec {
	out := spec
	out.Comparisons = append([]matching.ComparisonSpec(nil), spec.Comparisons...)
	for k := range out.Comparisons {
		c := &out.Comparisons[k]
		c.Levels = append([]matching.LevelSpec(nil), c.Levels...)
		for i := range c.Levels {
			m := Round(l.M[k][i])
			u := Round(min(m/math.Exp2(l.Weights[k][i]), 1))
			c.Levels[i].M, c.Levels[i].U, c.Levels[i].Weight = &m, &u, nil
		}
	}
	out.Groups = append([]matching.GroupSpec(nil), spec.Groups...)
	for _, j := range l.Joints {
		l.writeGroup(&out, j)
	}
	out.Prior = Round(l.Matches / l.Total)
	return out
}

// writeGroup bounds a group by what its combinations are worth, or lists these where the policy lists some.
func (l *Learned) writeGroup(spec *matching.Spec, j *Joint) {
	name := spec.Comparisons[j.Members[0]].Group
	for i := range spec.Groups {
		g := &spec.Groups[i]
		if g.Name != name {
			continue
		}
		if len(g.Joint) > 0 {
			g.Joint = j.Spec(spec.Comparisons)
			continue
		}
		if most, ok := j.most(); ok && g.Cap != nil {
			bound := Round(most)
			g.Cap = &bound
		}
	}
}

// wellKnown is how many matches it takes for a combination to bound its group.
const wellKnown = 5

// most is the weight of the most telling combination that occurs often enough.
func (j *Joint) most() (bits float64, ok bool) {
	for i := range j.Tuples {
		if t := &j.Tuples[i]; t.Matches >= wellKnown && (!ok || t.Weight > bits) {
			bits, ok = t.Weight, true
		}
	}
	return bits, ok
}

// listed is how many bits a combination must differ from the sum of its levels to be listed.
const listed = 0.25

// Spec lists the combinations of levels whose weight is not what the levels add up to, in the order they were met.
func (j *Joint) Spec(comparisons []matching.ComparisonSpec) []matching.JointSpec {
	var out []matching.JointSpec
	for _, t := range j.Tuples {
		if math.Abs(t.Weight-t.Sum) < listed {
			continue
		}
		js := matching.JointSpec{Levels: map[string]string{}, Weight: Round(t.Weight)}
		for i, level := range t.Levels {
			if level != missing {
				c := &comparisons[j.Members[i]]
				js.Levels[c.Label()] = c.Levels[level].Label()
			}
		}
		out = append(out, js)
	}
	return out
}

// Round keeps four significant digits: what is written is what is meant.
func Round(x float64) float64 {
	if x == 0 || math.IsInf(x, 0) || math.IsNaN(x) {
		return x
	}
	scale := math.Pow(10, 3-math.Floor(math.Log10(math.Abs(x))))
	return math.Round(x*scale) / scale
}
