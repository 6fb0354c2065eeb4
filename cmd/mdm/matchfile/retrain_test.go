package matchfile

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/matching"
	"aurum/policies"
)

const handmade = `# My policy.
domain: file
version: 7 # since spring

attributes: [{name: name}, {name: city}]
blocking: [[name]]

# What counts.
comparisons:
  # The name.
  - attribute: name
    group: all
    levels:
      - {when: exact, m: 0.7, u: 0.001} # very telling
      # anything else
      - when: else
        weight: -5 # in bits
  - {attribute: city, group: all, levels: [{when: exact, weight: 3}, {when: else, weight: -1}]}
groups: [{name: all, cap: 12}]
# How sure.
thresholds: {link: 0.9, review: 0.5}
`

func TestATrainedPolicyKeepsWhatWasNotLearned(t *testing.T) {
	p, err := ParsePolicy([]byte(handmade), domain.Registry)
	if err != nil {
		t.Fatal(err)
	}
	spec := p.Spec
	spec.Comparisons[0].Levels[0] = matching.LevelSpec{M: number(0.8125), U: number(0.0002)}
	spec.Comparisons[0].Levels[1] = matching.LevelSpec{M: number(0.25), U: number(1)}
	spec.Comparisons[1].Levels[0] = matching.LevelSpec{M: number(0.8), U: number(0.1)}
	spec.Comparisons[1].Levels[1] = matching.LevelSpec{M: number(0.25), U: number(0.5)}
	spec.Groups[0].Cap = number(9.5)
	spec.Prior = 0.00125
	got, err := Retrained([]byte(handmade), spec)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.NewReplacer(
		"version: 7", "version: 8", "m: 0.7, u: 0.001", "m: 0.8125, u: 0.0002", "weight: -5", "weight: -2", "weight: 3}", "weight: 3}",
		"weight: -1", "weight: -1", "cap: 12", "cap: 9.5", "thresholds:", "thresholds:", "# How sure.\n", "prior: 0.00125\n# How sure.\n",
	).Replace(handmade)
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	again, err := Retrained(got, spec)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Replace(string(got), "version: 8", "version: 9", 1), string(again)); diff != "" {
		t.Errorf("trained once more (-want +got):\n%s", diff)
	}
}

func TestTheShippedPoliciesStayAsTheyAreWhereNothingWasLearned(t *testing.T) {
	for _, name := range []string{"customer", "supplier", "product"} {
		text, err := policies.Embedded.ReadFile("mastering/" + name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		p, err := ParsePolicy(text, domain.Registry)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Retrained(text, p.Spec)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		q, err := ParsePolicy(got, domain.Registry)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(p.Spec, q.Spec); diff != "" || q.Version != p.Version+1 {
			t.Errorf("%s, version %d (-before +after):\n%s", name, q.Version, diff)
		}
		before, after := strings.Split(string(text), "\n"), strings.Split(string(got), "\n")
		changed := 0
		for i := range min(len(before), len(after)) {
			if before[i] != after[i] {
				changed++
			}
		}
		if changed > 1 || len(before) != len(after) {
			t.Errorf("%s: %d lines differ, of %d and %d:\n%s", name, changed, len(before), len(after), cmp.Diff(before, after))
		}
	}
}

func TestJointWeightsAreWrittenAnew(t *testing.T) {
	s := everything()
	s.Comparisons[0].Group = "rest"
	s.Groups = []matching.GroupSpec{{Name: "rest", Joint: []matching.JointSpec{{Levels: map[string]string{"name": "exact", "born": "exact"}, Weight: 7}}}}
	s = Rounded(s)
	text := written(t, s)
	s.Groups[0].Joint = []matching.JointSpec{{Levels: map[string]string{"name": "exact", "born": "else"}, Weight: 1.5}, {Levels: map[string]string{"name": "alike"}, Weight: 4}}
	got, err := Retrained([]byte(text), s)
	if err != nil {
		t.Fatal(err)
	}
	p, err := ParsePolicy(got, domain.Registry)
	if err != nil {
		t.Fatalf("%v in\n%s", err, got)
	}
	if diff := cmp.Diff(s.Groups, p.Spec.Groups); diff != "" {
		t.Errorf("(-trained +read):\n%s", diff)
	}
	if diff := cmp.Diff(s.Corpora, p.Spec.Corpora); diff != "" {
		t.Errorf("corpora (-trained +read):\n%s", diff)
	}
}
