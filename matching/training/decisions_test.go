package training_test

import (
	"slices"
	"testing"

	"aurum/domain"
	"aurum/matching"
	"aurum/matching/training"
)

// alikeBut gives the pairs that come to one combination of levels.
func (p *people) alikeBut(t *testing.T, levels ...uint8) (out []training.Label) {
	t.Helper()
	got := make([]uint8, len(levels))
	pairs, _ := p.model.Candidates(p.table)
	for _, x := range pairs {
		p.model.Levels(p.table.Prepared(int(x.A)), p.table.Prepared(int(x.B)), got)
		if slices.Equal(got, levels) {
			out = append(out, training.Label{A: int(x.A), B: int(x.B)})
		}
	}
	return out
}

// addNamesakes adds pairs of one name and town that have no more in common.
func (p *people) addNamesakes(n int) {
	for i := range n {
		for _, born := range []string{"1950", "2011"} {
			name := string(rune('a' + i))
			p.table.Add(domain.SourceKey{System: "B", Key: name + born}, domain.Attributes{
				"name": "namesake " + name, "town": "town1", "street": "01 street " + name + born, "born": born + name,
			})
		}
	}
}

// weightsOf trains and gives the match weights of pairs by the trained policy, in bits.
func (p *people) weightsOf(t *testing.T, pairs []training.Label, o training.Options) ([]float64, *training.Report) {
	t.Helper()
	spec, report, err := training.Train(t.Context(), p.spec, p.model, p.table, o)
	if err != nil {
		t.Fatal(err)
	}
	schema, err := matching.FileSchema(attributes)
	if err != nil {
		t.Fatal(err)
	}
	m, err := matching.Compile(schema, spec)
	if err != nil {
		t.Fatal(err)
	}
	var out []float64
	for _, x := range pairs {
		out = append(out, m.Compare(p.table.Prepared(x.A), p.table.Prepared(x.B)).Weight)
	}
	return out, report
}

func TestWhatStewardsDecidedIsLearned(t *testing.T) {
	p := newPeople(t, 800, 11, nil)
	p.addNamesakes(26)
	alike := p.alikeBut(t, 0, 0, 1, 2) // of one name and town
	if len(alike) < 24 {
		t.Fatalf("only %d pairs", len(alike))
	}
	undecided, decisions := alike[:4], slices.Clone(alike[4:])
	before, _ := p.weightsOf(t, undecided, training.Options{})
	for _, same := range []bool{true, false} {
		for i := range decisions {
			decisions[i].Same = same
		}
		after, report := p.weightsOf(t, undecided, training.Options{Decisions: decisions})
		if same && after[0] < before[0]+1 || !same && after[0] > min(before[0], 0) {
			t.Errorf("stewards said same %v each time, and a pair like theirs weighs %+.1f bits, %+.1f before", same, after[0], before[0])
		}
		if d := report.Decisions; d == nil || d.Decisions != len(decisions) || (d.Same > 0) != same || d.Met != len(decisions) {
			t.Errorf("report %+v", d)
		}
	}
}

func TestDecisionsLeaveThePriorToAllPairs(t *testing.T) {
	p := newPeople(t, 800, 12, nil)
	_, without := p.weightsOf(t, nil, training.Options{})
	var decisions []training.Label
	for _, s := range p.same[:60] { // as if nothing but the same had been found
		decisions = append(decisions, training.Label{A: s[0], B: s[1], Same: true})
	}
	_, with := p.weightsOf(t, nil, training.Options{Decisions: decisions})
	if with.Prior > 1.1*without.Prior || with.Prior < 0.9*without.Prior {
		t.Errorf("prior %.3g with decisions, %.3g without", with.Prior, without.Prior)
	}
}
