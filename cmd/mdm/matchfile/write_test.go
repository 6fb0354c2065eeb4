package matchfile

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"aurum/domain"
	"aurum/matching"
)

func number(x float64) *float64 { return &x }

// everything is a policy with something in each section.
func everything() matching.Spec {
	s := matching.Spec{
		Attributes: []matching.AttributeSpec{
			{Name: "name", Column: "Full Name: #1", Note: "name: 2.0 words in the mean; \"quotes\", \\ and é"},
			{Name: "born", Kind: "Date"},
			{Name: "tags", Separator: ";", Note: "yes"},
			{Name: "price", Column: "null", Kind: "Decimal"},
		},
		Combine:  map[string][]string{"any": {"name", "tags"}},
		Join:     map[string][]string{"all": {"name", "tags"}},
		Sources:  matching.SourcesSpec{Unique: []string{"A", "no"}, Across: true, Note: "each record of A has another best match"},
		Blocking: []matching.BlockingSpec{{Keys: []string{"name.phonetic", "born"}}, {Nearest: &matching.NearestSpec{Attribute: "all", Corpus: "all", K: 15}}},
		Rules:    []matching.RuleSpec{{Name: "same: yes", When: matching.ConditionSpec{All: []matching.ConditionSpec{{Equal: "name"}, {Not: &matching.ConditionSpec{Falls: map[string]string{"born": "else"}}}}}, Then: "link"}},
		Comparisons: []matching.ComparisonSpec{
			{Attribute: "name", TermFrequency: "names", Levels: []matching.LevelSpec{
				{When: matching.Conditions{"exact"}, M: number(0.7123456789), U: number(0.0000123456789)},
				{Name: "alike", When: matching.Conditions{"jaroWinkler >= 0.9", "tokenSet >= 1"}, Weight: number(5.123456789)},
				{When: matching.Conditions{"else"}, Weight: number(-6.5)},
			}, Note: strings.Repeat("a long reason ", 20)},
			{Attribute: "born", Group: "rest", Missing: -0.5, Levels: []matching.LevelSpec{{When: matching.Conditions{"exact"}, Weight: number(0)}, {When: matching.Conditions{"else"}, Weight: number(-1)}}},
			{Name: "text", Attribute: "all", Score: "cosine", Corpus: "all", Curve: matching.CurveSpec{{0, -7.25}, {0.333333333333, 0.1}, {1, 1e-7}}},
			{Name: "kind", Attribute: "tags", Pairing: "kinds", Otherwise: -1},
		},
		Groups:      []matching.GroupSpec{{Name: "rest", Cap: number(12), Floor: number(-12)}},
		Prior:       0.000123456789,
		Thresholds:  matching.ThresholdSpec{Link: 0.9999999876543219, Review: 0.123456789},
		Clustering:  matching.ClusteringSpec{Method: "average", Stop: 0.999999999, Note: "on"},
		Frequencies: map[string]map[string]float64{"names": {"default": 0.0001234567, "berg": 0.25}},
		Corpora:     map[string]matching.CorpusSpec{"all": {Tokens: []string{"words", "trigrams"}, Default: 9.87654321, Weights: map[string]float64{}}},
		Pairings:    map[string][]matching.PairingSpec{"kinds": {{A: "asset: current", B: "Aktiva", Bits: 2.5}, {A: "-", B: "#", Bits: -3}}},
	}
	for i, token := range []string{"words:berg", "words:ü ß", "trigrams:#a'", "trigrams:\"\\", "words:\u2028", "words:\u0085", "words:😀", "words:{[", "1e3", "~", "words:\U000e0001", "words:\t\n"} {
		s.Corpora["all"].Weights[token] = 1.23456789 + float64(i)
	}
	return s
}

func written(t *testing.T, s matching.Spec) string {
	t.Helper()
	var b strings.Builder
	if err := WritePolicy(&b, s, []string{"A policy.", "", "- found: " + strings.Repeat("word ", 60)}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAWrittenPolicyIsReadAsItWas(t *testing.T) {
	s := Rounded(everything())
	text := written(t, s)
	for range 3 {
		if again := written(t, Rounded(everything())); again != text {
			t.Fatal("the same policy is written in two ways")
		}
	}
	p, err := ParsePolicy([]byte(text), domain.Registry)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if diff := cmp.Diff(s, p.Spec, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("(-written +read):\n%s\n%s", diff, text)
	}
}

func TestTheWrittenPolicyIsForPeople(t *testing.T) {
	text := written(t, Rounded(everything()))
	order := []string{"# A policy.", "domain: file", "attributes:", "blocking:", "comparisons:", "thresholds:", "groups:", "corpora:"}
	at := 0
	for _, want := range order {
		i := strings.Index(text[at:], want)
		if i < 0 {
			t.Fatalf("%q is not there, or too early:\n%s", want, text)
		}
		at += i
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, "#") && len(line) > width {
			t.Errorf("a comment is too wide: %s", line)
		}
	}
}

func TestRoundingKeepsWhatMatters(t *testing.T) {
	s := everything()
	got := Rounded(s)
	if *got.Comparisons[0].Levels[0].U != 0.0000123457 || got.Corpora["all"].Default != 9.877 || got.Pairings["kinds"][0].Bits != 2.5 {
		t.Errorf("rounded to %v, %v", *got.Comparisons[0].Levels[0].U, got.Corpora["all"].Default)
	}
	if l := got.Thresholds.Link; l >= 1 || math.Abs(1-l-1.23456781e-8) > 1e-12 {
		t.Errorf("a threshold near 1 is rounded to %v", l)
	}
	if *s.Comparisons[0].Levels[0].M != 0.7123456789 || s.Corpora["all"].Default != 9.87654321 {
		t.Error("rounding has changed the policy it was given")
	}
	if diff := cmp.Diff(got, Rounded(got)); diff != "" {
		t.Errorf("rounding twice is not rounding once (-once +twice):\n%s", diff)
	}
}

func TestALargeTableIsReadAsItWas(t *testing.T) {
	s := everything()
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		s.Corpora["all"].Weights[fmt.Sprintf("words:%c%c%c", rune(32+r.IntN(900)), rune(32+r.IntN(900)), rune(32+r.IntN(900)))] = 20 * r.Float64()
	}
	s = Rounded(s)
	p, err := ParsePolicy([]byte(written(t, s)), domain.Registry)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s.Corpora, p.Spec.Corpora); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"x", "a: b", "- a", "#", "\"", "\\", "é\u2028", "null", "1_000", "0x1f", "a #b", "{", "\ufeff", "a\r\nb", " a", "'", "2001-01-01", "=", "<<", "!t", "&a", "*a", "%", "@", "`"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		spec := matching.Spec{
			Attributes: []matching.AttributeSpec{{Name: "name", Note: s}},
			Blocking:   []matching.BlockingSpec{{Keys: []string{"name"}}},
			Rules:      []matching.RuleSpec{{Name: "same", When: matching.ConditionSpec{Equal: "name"}, Then: "link"}},
			Corpora:    map[string]matching.CorpusSpec{"c": {Tokens: []string{"words"}, Default: 1, Weights: map[string]float64{"words:" + s: 1, s: 2}}},
		}
		p, err := ParsePolicy([]byte(written(t, spec)), domain.Registry)
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if got := p.Spec.Attributes[0].Note; got != s {
			t.Errorf("%q is read as %q", s, got)
		}
		if diff := cmp.Diff(spec.Corpora, p.Spec.Corpora); diff != "" {
			t.Errorf("%q (-written +read):\n%s", s, diff)
		}
	})
}

func TestOpenPolicy(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, want := range map[string]string{
		write("a.yaml", "blocking: [[name]]\n"):                                            "attributes",
		write("b.yaml", "domain: vehicle\n"):                                               `"vehicle"`,
		write("c.yaml", "domain: customer\nattributes: [{name: x}]\nblocking: [[taxIds]]"): "customer has its own",
		write("d.yaml", "attributes: [{name: x, kind: Colour}]\nblocking: [[x]]\n"):        `"Colour"`,
		write("e.yaml", "attributes: [{name: x}]\nblocking: [[y]]\n"):                      `"y"`,
		write("f.yaml", "attributes: [{name: x}]\nblocking: [[x]]\ncomparison: []\n"):      "comparison",
		filepath.Join(dir, "missing.yaml"):                                                 "missing.yaml",
		"vehicle":                                                                          "customer",
	} {
		if _, err := OpenPolicy(name, os.DirFS(dir), domain.Registry); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want it to say %s", filepath.Base(name), err, want)
		}
	}
	p, err := OpenPolicy(write("g.yaml", "domain: file\nversion: 3\nattributes: [{name: x}]\nblocking: [[x]]\nrules: [{name: same, when: {equal: x}, then: link}]\n"), os.DirFS(dir), domain.Registry)
	if err != nil || !p.OfFile() || p.Version != 3 {
		t.Errorf("a policy of a file: %+v, %v", p, err)
	}
}
