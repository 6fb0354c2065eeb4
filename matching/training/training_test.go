package training_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"aurum/domain"
	"aurum/matching"
	"aurum/matching/training"
)

// place is the group of town and street: a street lies in one town.
var place = []matching.GroupSpec{{Name: "place", Joint: []matching.JointSpec{{Levels: map[string]string{"town": "exact"}}}}}

// people are records of n persons of which about a third are written twice, the copies with errors at known rates: a name
// differs in one of ten, a town in one of five, a birth date in one of twenty.
type people struct {
	spec  matching.Spec
	model *matching.Model
	table *matching.Table
	same  [][2]int
}

var attributes = []matching.AttributeSpec{{Name: "name"}, {Name: "town"}, {Name: "street"}, {Name: "born", Kind: "Code"}}

func newPeople(t *testing.T, n int, seed uint64, groups []matching.GroupSpec) *people {
	t.Helper()
	zero := 0.0
	levels := func(whens ...string) (out []matching.LevelSpec) {
		for _, w := range whens {
			out = append(out, matching.LevelSpec{When: matching.Conditions{w}, Weight: &zero})
		}
		return out
	}
	p := &people{spec: matching.Spec{
		Attributes: attributes,
		Blocking:   []matching.BlockingSpec{{Keys: []string{"name"}}, {Keys: []string{"born"}}, {Keys: []string{"town", "street"}}},
		Comparisons: []matching.ComparisonSpec{
			{Attribute: "name", Levels: levels("exact", "osa <= 1", "else")},
			{Attribute: "town", Levels: levels("exact", "else")},
			{Attribute: "street", Levels: levels("exact", "else")},
			{Attribute: "born", Levels: levels("exact", "osa <= 1", "else")},
		},
		Groups: groups,
	}}
	if groups != nil {
		p.spec.Comparisons[1].Group, p.spec.Comparisons[2].Group = groups[0].Name, groups[0].Name
	}
	schema, err := matching.FileSchema(attributes)
	if err != nil {
		t.Fatal(err)
	}
	if p.model, err = matching.Compile(schema, p.spec); err != nil {
		t.Fatal(err)
	}
	p.table = p.model.NewTable()
	p.fill(n, seed)
	return p
}

func (p *people) fill(n int, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 1))
	word := func(of int) string { return fmt.Sprintf("w%04d", r.IntN(of)) }
	add := func(name, town, street, born string) int {
		key := domain.SourceKey{System: "A", Key: fmt.Sprint(p.table.Len())}
		return p.table.Add(key, domain.Attributes{"name": name, "town": town, "street": street, "born": born})
	}
	for range n {
		town := r.IntN(40)
		name, street, born := word(900), fmt.Sprintf("%02d street %d", town, r.IntN(12)), word(5000)
		first := add(name, fmt.Sprint("town", town), street, born)
		if r.IntN(3) > 0 {
			continue
		}
		if r.IntN(10) == 0 {
			name = "x" + word(900)
		}
		if r.IntN(20) == 0 {
			born = "9" + word(5000)
		}
		if r.IntN(5) == 0 {
			town = 40 + r.IntN(40)
			street = fmt.Sprintf("%02d street %d", town, r.IntN(12))
		}
		p.same = append(p.same, [2]int{first, add(name, fmt.Sprint("town", town), street, born)})
	}
}

func TestTrainingFindsWhatTheRecordsWereMadeOf(t *testing.T) {
	p := newPeople(t, 3000, 7, place)
	spec, report, err := training.Train(context.Background(), p.spec, p.model, p.table, training.Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	within(t, "matches", report.Matches, float64(len(p.same)), 0.06)
	want := map[string]float64{"name": 0.9, "town": 0.8, "street": 0.8, "born": 0.95}
	for i, c := range report.Comparisons {
		within(t, "m of "+c.Name, c.Levels[0].M, want[c.Name], 0.05)
		if l := spec.Comparisons[i].Levels[0]; l.M == nil || l.U == nil || l.Weight != nil {
			t.Errorf("%s: the level has no m and u", c.Name)
		}
	}
	within(t, "u of town", report.Comparisons[1].Levels[0].U, 1.0/40, 0.15)
	within(t, "u of born", report.Comparisons[3].Levels[0].U, 1.0/5000, 0.35)
	within(t, "prior", spec.Prior, report.Matches/report.Pairs, 0.001)
}

func within(t *testing.T, what string, got, want, share float64) {
	t.Helper()
	if math.Abs(got-want) > share*want {
		t.Errorf("%s: %g, want %g", what, got, want)
	}
}

func TestTrainingIsTheSameEachTime(t *testing.T) {
	var first matching.Spec
	for i := range 3 {
		p := newPeople(t, 800, 3, place)
		spec, _, err := training.Train(context.Background(), p.spec, p.model, p.table, training.Options{Seed: 5})
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = spec
		} else if !reflect.DeepEqual(spec, first) {
			t.Fatal("the same records gave another policy")
		}
	}
}

func TestDependentComparisonsCountOnce(t *testing.T) {
	bound := 100.0
	p := newPeople(t, 3000, 7, []matching.GroupSpec{{Name: "place", Cap: &bound}})
	spec, report, err := training.Train(context.Background(), p.spec, p.model, p.table, training.Options{})
	if err != nil {
		t.Fatal(err)
	}
	// A street lies in one town: agreeing on both is worth what agreeing on the street is.
	street := report.Comparisons[2].Levels[0].Weight
	if got := *spec.Groups[0].Cap; math.Abs(got-street) > 1 {
		t.Errorf("town and street together weigh %.2f bits at most, the street alone %.2f", got, street)
	}
}

func TestLabelsTellHowMatchesLook(t *testing.T) {
	p := newPeople(t, 1500, 11, place)
	var labels []training.Label
	for _, s := range p.same {
		labels = append(labels, training.Label{A: s[0], B: s[1], Same: true})
	}
	_, report, err := training.Train(context.Background(), p.spec, p.model, p.table, training.Options{Labels: labels})
	if err != nil {
		t.Fatal(err)
	}
	if report.Labels != len(labels) {
		t.Errorf("%d labels reported, %d given", report.Labels, len(labels))
	}
	within(t, "m of name", report.Comparisons[0].Levels[0].M, 0.9, 0.04)
	within(t, "matches", report.Matches, float64(len(p.same)), 0.06)
}

func TestWeightsNeverRiseAsALevelGetsWorse(t *testing.T) {
	for seed := range uint64(6) {
		p := newPeople(t, 60, seed, nil)
		_, report, err := training.Train(context.Background(), p.spec, p.model, p.table, training.Options{Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range report.Comparisons {
			for i := 1; i < len(c.Levels); i++ {
				if c.Levels[i].Weight > c.Levels[i-1].Weight {
					t.Errorf("seed %d, %s: level %s weighs more than %s", seed, c.Name, c.Levels[i].Name, c.Levels[i-1].Name)
				}
			}
		}
	}
}

func TestWhatCannotBeTrainedIsSaid(t *testing.T) {
	p := newPeople(t, 10, 1, nil)
	empty := p.model.NewTable()
	if _, _, err := training.Train(context.Background(), p.spec, p.model, empty, training.Options{}); err == nil {
		t.Error("trained on nothing")
	}
	bad := training.Options{Labels: []training.Label{{A: 0, B: 10_000, Same: true}}}
	if _, _, err := training.Train(context.Background(), p.spec, p.model, p.table, bad); err == nil {
		t.Error("a label of a record that is not there was taken")
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := training.Train(ended, p.spec, p.model, p.table, training.Options{}); err == nil {
		t.Error("went on after its context had ended")
	}
}

func TestCommonWordsWeighLess(t *testing.T) {
	p := newPeople(t, 1200, 9, place)
	p.spec.Comparisons[1].TermFrequency = "towns"
	p.spec.Frequencies = map[string]map[string]float64{"towns": {"default": 0.5}}
	spec, _, err := training.Train(context.Background(), p.spec, p.model, p.table, training.Options{})
	if err != nil {
		t.Fatal(err)
	}
	table := spec.Frequencies["towns"]
	if len(table) < 30 {
		t.Fatalf("the table lists %d words of 40 towns", len(table))
	}
	for word, share := range table {
		if word != "default" && math.Abs(share-1.0/40) > 0.03 {
			t.Errorf("%s: in %g of the entities, want about one in forty", word, share)
		}
	}
	schema, err := matching.FileSchema(spec.Attributes)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := matching.Compile(schema, spec); err != nil {
		t.Errorf("the trained policy does not compile: %v", err)
	}
}

// A policy that somebody has thought about is improved, not forgotten: training begins with its weights, keeps the order of its
// levels, which need not be that from the best to the worst, and what it says of levels that no pair comes to.
func TestTrainingBeginsWithWhatThePolicySays(t *testing.T) {
	p := newPeople(t, 1500, 13, place)
	w := func(x float64) *float64 { return &x }
	p.spec.Comparisons[0].Levels = []matching.LevelSpec{
		{Name: "never", When: matching.Conditions{"length >= 90"}, Weight: w(-8)},
		{Name: "different", When: matching.Conditions{"osa >= 2"}, Weight: w(-9)},
		{Name: "equal", When: matching.Conditions{"exact"}, Weight: w(6)},
		{Name: "mistyped", When: matching.Conditions{"else"}, Weight: w(5)},
	}
	schema, err := matching.FileSchema(attributes)
	if err != nil {
		t.Fatal(err)
	}
	if p.model, err = matching.Compile(schema, p.spec); err != nil {
		t.Fatal(err)
	}
	p.table = p.model.NewTable()
	p.fill(1500, 13)
	_, report, err := training.Train(t.Context(), p.spec, p.model, p.table, training.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := report.Comparisons[0].Levels
	if got[0].Weight != -8 {
		t.Errorf("a level that no pair comes to weighs %+.1f, and did -8", got[0].Weight)
	}
	if got[1].Weight > -2 || got[2].Weight < 8 || got[3].Weight > got[2].Weight {
		t.Errorf("levels %+v", got)
	}
}
