package evaluation

import (
	"cmp"
	"fmt"
	"slices"

	"aurum/domain"
	"aurum/matching"
)

// Errors list the wrong decisions that the model was most sure of.
type Errors struct {
	// FalsePositives are together and should not be, the highest weight first.
	FalsePositives []Mistake `json:"falsePositives"`
	// FalseNegatives are apart and should not be, the lowest weight first.
	FalseNegatives []Mistake `json:"falseNegatives"`
}

// Mistake is a wrong decision with its explanation.
type Mistake struct {
	A      domain.SourceKey `json:"a"`
	B      domain.SourceKey `json:"b"`
	Weight float64          `json:"weight"`
	// Why says what led to it.
	Why string `json:"why"`
	// Explanation is that of the pair.
	Explanation matching.Explanation `json:"explanation"`
}

func (e *measure) errors(n int) Errors {
	out := Errors{FalsePositives: []Mistake{}, FalseNegatives: []Mistake{}}
	if n <= 0 {
		return out
	}
	for _, w := range Worst(e.falsePositives(), n, TooMuch) {
		why := "linked"
		if w.Weight < e.model.Link() {
			why = "joined by what lies between them: their own weight is below link"
		}
		out.FalsePositives = append(out.FalsePositives, e.mistake(w, why))
	}
	for _, w := range Worst(e.falseNegatives(), n, TooLittle) {
		out.FalseNegatives = append(out.FalseNegatives, e.mistake(w, e.whyApart(w)))
	}
	return out
}

func (e *measure) mistake(w Wrong, why string) Mistake {
	return Mistake{
		A: e.table.Key(w.A), B: e.table.Key(w.B), Weight: w.Weight, Why: why,
		Explanation: e.model.ExplainRecords(e.table.Key(w.A), e.table.Key(w.B), e.table.Prepared(w.A), e.table.Prepared(w.B)),
	}
}

// falsePositives are the edges within clusters that the truth contradicts: pairs joined by others alone are their
// consequence.
func (e *measure) falsePositives() []Wrong {
	var out []Wrong
	if e.truth.Labels == nil {
		for _, l := range e.truth.Pairs {
			if !l.Same && e.predicted.Together(l.A, l.B) {
				out = append(out, Wrong{A: min(l.A, l.B), B: max(l.A, l.B)})
			}
		}
		e.weigh(out)
		return out
	}
	for _, x := range e.edges {
		if e.predicted.Together(x.A, x.B) && !e.truth.Labels.Together(x.A, x.B) {
			out = append(out, Wrong(x))
		}
	}
	return out
}

// falseNegatives are the true pairs that are apart; not those of records that were left out, which were told before.
func (e *measure) falseNegatives() []Wrong {
	var out []Wrong
	e.missed(func(i, j int) {
		if j < e.table.Len() {
			out = append(out, Wrong{A: i, B: j})
		}
	})
	e.weigh(out)
	return out
}

// edge is the weight of a pair that has an edge, i < j.
func (e *measure) edge(i, j int) (weight float64, ok bool) {
	at, ok := slices.BinarySearchFunc(e.edges, [2]int{i, j}, func(x matching.Edge, p [2]int) int {
		return cmp.Or(cmp.Compare(x.A, p[0]), cmp.Compare(x.B, p[1]))
	})
	if !ok {
		return 0, false
	}
	return e.edges[at].Weight, true
}

// weighed is how many pairs are compared at a time: a table keeps what it has made ready, which for all would be much.
const weighed = 4096

// weigh gives pairs their match weights.
func (e *measure) weigh(pairs []Wrong) {
	var open []int
	for k, w := range pairs {
		if weight, ok := e.edge(w.A, w.B); ok {
			pairs[k].Weight = weight
		} else {
			open = append(open, k)
		}
	}
	for some := range slices.Chunk(open, weighed) {
		place := map[int]int{}
		var records []int
		for _, k := range some {
			for _, i := range []int{pairs[k].A, pairs[k].B} {
				if _, ok := place[i]; !ok {
					place[i] = len(records)
					records = append(records, i)
				}
			}
		}
		t := e.table.Part(records)
		for _, k := range some {
			pairs[k].Weight = e.model.Compare(t.Prepared(place[pairs[k].A]), t.Prepared(place[pairs[k].B])).Weight
		}
	}
}

func (e *measure) whyApart(w Wrong) string {
	if a, b := e.table.Key(w.A), e.table.Key(w.B); !e.model.Meets(a, b) {
		return "never compared: the policy compares no two records of " + a.System
	}
	if !e.blocking.Holds(w.A, w.B) {
		return "never compared: no blocking rule brings them together"
	}
	if w.Weight < e.model.Link() {
		return "weighs less than link"
	}
	if rule, ok := e.model.Forbids(e.table.Prepared(w.A), e.table.Prepared(w.B)); ok {
		return "kept apart by rule: " + rule
	}
	for _, r := range e.refused {
		if r.Edge.A == w.A && r.Edge.B == w.B {
			return fmt.Sprintf("kept apart: %s between %s and %s", r.Rule, e.table.Key(r.Between[0]), e.table.Key(r.Between[1]))
		}
	}
	return "linked, but kept apart by other records of their clusters"
}
