package evaluation

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/matching"
)

const people = `
attributes: [{name: name}, {name: city}, {name: born, kind: Date}]
blocking: [[name], [born]]
comparisons:
  - attribute: name
    levels: [{when: exact, weight: 8}, {when: jaroWinkler >= 0.85, weight: 5}, {when: else, weight: -6}]
  - attribute: city
    levels: [{when: exact, weight: 3}, {when: else, weight: -1}]
  - attribute: born
    levels: [{when: exact, weight: 7}, {when: else, weight: -4}]
prior: 0.01
thresholds: {link: 0.9, review: 0.5}
`

// table prepares lines of name, city, date of birth, under the ids 0, 1, 2 …
func table(t *testing.T, policy string, lines ...string) (*matching.Model, *matching.Table) {
	t.Helper()
	var spec matching.Spec
	if err := yaml.Unmarshal([]byte(policy), &spec); err != nil {
		t.Fatal(err)
	}
	schema, err := matching.FileSchema(spec.Attributes)
	if err != nil {
		t.Fatal(err)
	}
	m, err := matching.Compile(schema, spec)
	if err != nil {
		t.Fatal(err)
	}
	out := m.NewTable()
	for i, line := range lines {
		cells := strings.Split(line, ",")
		out.Add(domain.SourceKey{System: "S", Key: string(rune('0' + i))}, domain.Attributes{"name": cells[0], "city": cells[1], "born": cells[2]})
	}
	return m, out
}

// The truth joins 0 1 2 and 5 6. 0 and 1 are linked; 2 shares no key with them; 3 and 4 are two persons of one name and
// town; 5 and 6 are compared and weigh too little.
func known(t *testing.T) (*matching.Model, *matching.Table, Labels) {
	t.Helper()
	m, tab := table(t, people,
		"Ada Berg,Ulm,1980-01-02", "Ada Bergh,Ulm,1980-01-02", "Adelheid Berg,Bonn,1981-01-02",
		"Jan Novak,Brno,1990-05-05", "Jan Novak,Brno,", "Eva Lind,Lund,1970-03-03", "Mia Moe,Malmo,1970-03-03")
	return m, tab, LabelsNamed([]string{"a", "a", "a", "n1", "n2", "e", "e"})
}

func TestMeasure(t *testing.T) {
	m, tab, truth := known(t)
	r, err := Measure(t.Context(), m, tab, Truth{Labels: truth}, Options{Errors: 3})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := r.Pairwise.Counts, (Counts{Right: 1, Predicted: 2, True: 4}); got != want {
		t.Errorf("pairs %+v, want %+v", got, want)
	}
	if got, want := r.Cluster.Counts, (Counts{Right: 0, Predicted: 5, True: 4}); got != want {
		t.Errorf("clusters %+v, want %+v", got, want)
	}
	if got, want := r.Lost, (Lost{Blocking: 2, Weight: 1}); got != want {
		t.Errorf("lost %+v, want %+v", got, want)
	}
	if r.Records != 7 || r.CandidatePairs != 3 || r.BlockingRecall != 0.5 || r.Thresholds != (Thresholds{0.9, 0.5}) {
		t.Errorf("records %d, candidates %d, blocking recall %v, thresholds %+v", r.Records, r.CandidatePairs, r.BlockingRecall, r.Thresholds)
	}
	var recall []float64
	for _, b := range r.Blocking {
		recall = append(recall, b.Recall)
	}
	if diff := cmp.Diff([]float64{0, 0.5}, recall); diff != "" {
		t.Errorf("recall rule by rule (-want +got):\n%s", diff)
	}
	checkMistakes(t, r)
}

func checkMistakes(t *testing.T, r *Report) {
	t.Helper()
	if got := r.Errors.FalsePositives; len(got) != 1 || got[0].A.Key != "3" || got[0].B.Key != "4" || len(got[0].Explanation.Steps) == 0 {
		t.Errorf("false positives %+v", got)
	}
	var why []string
	for _, e := range r.Errors.FalseNegatives {
		why = append(why, e.A.Key+e.B.Key+" "+e.Why)
	}
	want := []string{"02 never compared: no blocking rule brings them together", "56 weighs less than link"}
	if diff := cmp.Diff(want, why); diff != "" {
		t.Errorf("false negatives (-want +got):\n%s", diff)
	}
}

func TestTheTableHoldsTheHeadlineAndLowerThresholds(t *testing.T) {
	m, tab, truth := known(t)
	r, err := Measure(t.Context(), m, tab, Truth{Labels: truth}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for i, p := range r.ThresholdTable {
		if p.Threshold == r.Thresholds.Link {
			found = p.Score == r.Pairwise.Score
		}
		if i > 0 && p.Recall > r.ThresholdTable[i-1].Recall {
			t.Errorf("recall rises with the threshold at %v", p.Threshold)
		}
		if p.F1 > r.Best.F1 {
			t.Errorf("%v is better than best", p.Threshold)
		}
	}
	if !found {
		t.Errorf("the policy's own threshold is not in the table, or not as the headline has it: %+v", r.ThresholdTable)
	}
}

func TestOnlyLabelledPairsAreMeasured(t *testing.T) {
	m, tab, _ := known(t)
	truth := Truth{Records: 8, Pairs: []Labelled{{A: 1, B: 0, Same: true, Split: "x"}, {A: 4, B: 3, Split: "y"}, {A: 7, B: 0, Same: true, Split: "y"}}}
	r, err := Measure(t.Context(), m, tab, truth, Options{Errors: 2})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := r.Pairwise.Counts, (Counts{Right: 1, Predicted: 2, True: 2}); got != want {
		t.Errorf("pairs %+v, want %+v", got, want)
	}
	if r.Cluster != nil || r.BCubed != nil || len(r.Splits) != 2 || r.BlockingRecall != 0.5 {
		t.Errorf("clusters %v, B-cubed %v, splits %+v, blocking recall %v", r.Cluster, r.BCubed, r.Splits, r.BlockingRecall)
	}
	if got := r.Errors.FalsePositives; len(got) != 1 || got[0].A.Key != "3" {
		t.Errorf("false positives %+v", got)
	}
}

func TestRulesAndUniqueSourcesHoldAtEveryThreshold(t *testing.T) {
	m, tab := table(t, people+"sources: {unique: [S]}\n", "Ada Berg,Ulm,1980-01-02", "Ada Berg,Ulm,1980-01-02")
	r, err := Measure(t.Context(), m, tab, Truth{Labels: Labels{0, 1}}, Options{Errors: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.ThresholdTable {
		if p.Precision != 1 {
			t.Errorf("at %v two records of a source without duplicates are joined", p.Threshold)
		}
	}
}

func TestTheReportIsTheContractOfTheCommand(t *testing.T) {
	m, tab, truth := known(t)
	r, err := Measure(t.Context(), m, tab, Truth{Labels: truth}, Options{Errors: 1})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"records", "candidatePairs", "pairsPerSecond", "seconds", "peakMemoryBytes", "blockingRecall", "pairwise", "cluster", "bcubed",
		"thresholds", "best", "thresholdTable", "blocking", "clusterQuality", "errors",
	} {
		if _, ok := got[name]; !ok {
			t.Errorf("there is no %s", name)
		}
	}
	for _, name := range []string{"pairwise", "cluster", "bcubed", "best"} {
		for _, figure := range []string{"precision", "recall", "f1"} {
			if _, ok := got[name].(map[string]any)[figure].(float64); !ok {
				t.Errorf("%s has no %s", name, figure)
			}
		}
	}
}

func TestMeasuringCanBeStopped(t *testing.T) {
	m, tab, truth := known(t)
	ctx, cancel := contextThatEnded(t)
	defer cancel()
	if _, err := Measure(ctx, m, tab, Truth{Labels: truth}, Options{}); err == nil {
		t.Error("a measurement that was stopped gives figures")
	}
}

func contextThatEnded(t *testing.T) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx, cancel
}

// Two records of a source that is said to have no duplicates never met: no blocking rule would help.
func TestAUniqueSourceIsTheReason(t *testing.T) {
	m, tab := table(t, people+"sources: {unique: [S]}\n", "Ada Berg,Ulm,1980-01-02", "Ada Berg,Ulm,1980-01-02")
	r, err := Measure(t.Context(), m, tab, Truth{Labels: LabelsNamed([]string{"a", "a"})}, Options{Errors: 3})
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Errors.FalseNegatives; len(got) != 1 || got[0].Why != "never compared: the policy compares no two records of S" {
		t.Errorf("false negatives %+v", got)
	}
}
