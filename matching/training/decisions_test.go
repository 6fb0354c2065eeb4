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
		if same && after[0] < 3 || !same && after[0] > min(before[0]-1, -3) {
			t.Errorf("stewards said same %v each time, and a pair like theirs weighs %+.1f bits, %+.1f before", same, after[0], before[0])
		}
		if d := report.Decisions; d == nil || d.Decisions != len(decisions) || (d.Same > 0) != same || d.Met != len(decisions) {
			t.Errorf("report %+v", d)
		}
	}
}

// What nobody was asked about stays as it was, or nearly so, and weights stay in order.
func TestDecisionsLeaveOtherPairsAlone(t *testing.T) {
	p := newPeople(t, 800, 11, nil)
	p.addNamesakes(26)
	decisions := p.alikeBut(t, 0, 0, 1, 2)
	for i := range decisions {
		decisions[i].Same = true
	}
	var others []training.Label
	for _, levels := range [][]uint8{{0, 0, 0, 0}, {0, 1, 1, 2}, {2, 0, 0, 2}, {2, 1, 1, 0}} {
		others = append(others, p.alikeBut(t, levels...)...)
	}
	before, _ := p.weightsOf(t, others, training.Options{})
	after, report := p.weightsOf(t, others, training.Options{Decisions: decisions})
	for i := range others {
		if (before[i] > 0) != (after[i] > 0) {
			t.Fatalf("a pair of another kind weighs %+.1f bits, %+.1f before", after[i], before[i])
		}
	}
	for _, c := range report.Comparisons {
		for i := 1; i < len(c.Levels); i++ {
			if c.Levels[i].Weight > c.Levels[i-1].Weight {
				t.Errorf("%s: level %s weighs more than %s", c.Name, c.Levels[i].Name, c.Levels[i-1].Name)
			}
		}
	}
	if n := report.Comparisons[0].Levels[0].Same; n != len(decisions) {
		t.Errorf("%d of %d decisions are about equal names", n, len(decisions))
	}
}

// Two answers against each other leave a pair where they leave it: in doubt.
func TestAnswersThatDifferLeaveADoubt(t *testing.T) {
	p := newPeople(t, 800, 11, nil)
	p.addNamesakes(26)
	alike := p.alikeBut(t, 0, 0, 1, 2)
	decisions := slices.Clone(alike)
	for i := range decisions {
		decisions[i].Same = i%2 == 0
	}
	if after, _ := p.weightsOf(t, alike[:1], training.Options{Decisions: decisions}); after[0] < -2 || after[0] > 1 {
		t.Errorf("half of the stewards said the same, and such a pair weighs %+.1f bits", after[0])
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

func TestAPolicyIsJudgedByWhatItWouldDo(t *testing.T) {
	schema, err := matching.FileSchema(attributes)
	if err != nil {
		t.Fatal(err)
	}
	weight := func(name string, when string, w float64) matching.LevelSpec {
		return matching.LevelSpec{Name: name, When: matching.Conditions{when}, Weight: &w}
	}
	m, err := matching.Compile(schema, matching.Spec{
		Attributes: attributes, Blocking: []matching.BlockingSpec{{Keys: []string{"name"}}}, Prior: 0.5,
		Thresholds: matching.ThresholdSpec{Link: 0.9, Review: 0.3},
		Comparisons: []matching.ComparisonSpec{
			{Attribute: "town", Levels: []matching.LevelSpec{weight("equal", "exact", 5), weight("other", "else", 0.5)}},
			{Attribute: "street", Levels: []matching.LevelSpec{weight("equal", "exact", 0), weight("other", "else", -6)}},
			{Attribute: "born", Levels: []matching.LevelSpec{weight("equal", "exact", 0), weight("other", "else", -1)}},
		},
		Rules: []matching.RuleSpec{{Name: "born another day", Then: "forbid", When: matching.ConditionSpec{Falls: map[string]string{"born": "other"}}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	table := m.NewTable()
	for i, say := range []domain.Attributes{
		{"name": "x", "town": "a", "street": "s", "born": "1"},
		{"name": "x", "town": "a", "street": "s", "born": "1"}, // linked with the first
		{"name": "x", "town": "b", "street": "s", "born": "1"}, // asked about
		{"name": "x", "town": "b", "street": "t", "born": "1"}, // left apart
		{"name": "x", "town": "a", "street": "s", "born": "2"}, // forbidden
		{"name": "y", "town": "a", "street": "s", "born": "1"}, // never met
	} {
		table.Add(domain.SourceKey{System: "A", Key: string(rune('0' + i))}, say)
	}
	var decisions []training.Label
	for i := 1; i < table.Len(); i++ {
		decisions = append(decisions, training.Label{A: 0, B: i, Same: true})
	}
	outcomes := training.Outcomes{Linked: 1, Asked: 2, Apart: 2}
	if got := training.Judge(m, table, decisions); got != (training.Verdicts{Agreed: 2, Same: outcomes}) {
		t.Errorf("decided the same: %+v", got)
	}
	for i := range decisions {
		decisions[i].Same = false
	}
	if got := training.Judge(m, table, decisions); got != (training.Verdicts{Agreed: 3, Different: outcomes}) {
		t.Errorf("decided different: %+v", got)
	}
}
