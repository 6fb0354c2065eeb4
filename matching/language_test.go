package matching

import (
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"aurum/domain"
)

// language is the description of the language of policies.
func language(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../docs/matching-policy.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var quoted = regexp.MustCompile("`([A-Za-z]+)(?:\\(n\\)|: [^`]*)?`")

// described are the names that the tables below a heading list in their first column, each with its row.
func described(t *testing.T, text, heading string) map[string]string {
	t.Helper()
	_, section, ok := strings.Cut(text, "\n"+heading+"\n")
	if !ok {
		t.Fatalf("there is no heading %q", heading)
	}
	if end := regexp.MustCompile(`(?m)^##`).FindStringIndex(section); end != nil {
		section = section[:end[0]]
	}
	out := map[string]string{}
	for line := range strings.Lines(section) {
		cells := strings.SplitN(line, "|", 3)
		if len(cells) < 3 || cells[0] != "" {
			continue
		}
		for _, name := range quoted.FindAllStringSubmatch(cells[1], -1) {
			if out[name[1]] != "" {
				t.Errorf("%s: %s is described twice", heading, name[1])
			}
			out[name[1]] = line
		}
	}
	return out
}

// Whatever a policy may write stands in the description of the language, and nothing else does.
func TestTheLanguageIsDescribed(t *testing.T) {
	text := language(t)
	same := func(heading string, there []string) {
		t.Helper()
		told := described(t, text, heading)
		for _, name := range there {
			if told[name] == "" {
				t.Errorf("%s: %s is not described", heading, name)
			}
			delete(told, name)
		}
		for _, name := range slices.Sorted(maps.Keys(told)) {
			t.Errorf("%s: there is no %s", heading, name)
		}
	}
	same("### Comparators", slices.Sorted(maps.Keys(comparators)))
	same("### Key functions", slices.Sorted(maps.Keys(keyFuncs)))
	same("### Scores", slices.Sorted(maps.Keys(measures)))
	same("## Clustering", keysOf(ClusteringSpec{}))
	same("## Sources", keysOf(SourcesSpec{}))
	same("## Comparisons", keysOf(ComparisonSpec{}))
	same("### Levels", keysOf(LevelSpec{}))
	same("## Groups", keysOf(GroupSpec{}))
	same("## Tables", keysOf(SegmentSpec{}))
	same("## Attributes of a file", append(keysOf(AttributeSpec{}), FileKinds...))
	same("## Rules", keysOf(ConditionSpec{}))
	same("## Sections", append(keysOf(Spec{}), "domain", "version"))
}

// keysOf are the keys that a part of a policy may have.
func keysOf(part any) []string {
	var out []string
	for _, f := range reflect.VisibleFields(reflect.TypeOf(part)) {
		name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		out = append(out, name)
	}
	return out
}

// What a comparator may find, and which may look at parts, is told with it.
func TestReasonsAreDescribed(t *testing.T) {
	told := described(t, language(t), "### Comparators")
	for name, k := range comparators {
		for _, r := range k.reasons {
			if !regexp.MustCompile(`\b` + string(r) + `\b`).MatchString(told[name]) {
				t.Errorf("%s: %s is not described", name, r)
			}
		}
		if strings.Contains(told[name], "Parts |") != k.ofParts {
			t.Errorf("%s looks at parts: %v; described as %s", name, k.ofParts, told[name])
		}
	}
	first := described(t, language(t), "### Key functions")
	for name, f := range keyFuncs {
		if want := f.text == nil && name != "exact"; strings.Contains(first[name], "*first*") != want {
			t.Errorf("%s stands first: %v; described as %s", name, want, first[name])
		}
	}
}

// policyExample is a fenced example: sections of the policy of a file, or the policy of the domain that is named.
var policyExample = regexp.MustCompile("(?s)```yaml ?(\\w*)\n(.*?)```")

// Every example of the description is a policy, or makes one with the sections of the first example.
func TestTheExamplesOfTheLanguageCompile(t *testing.T) {
	var whole []policySection
	examples := policyExample.FindAllStringSubmatch(language(t), -1)
	for i, e := range examples {
		text := e[2]
		if e[1] == "" {
			if i == 0 {
				whole = policySections(text)
			}
			text = replaceSections(whole, policySections(text))
		}
		var d struct {
			Domain  domain.Domain `yaml:"domain"`
			Version int           `yaml:"version"`
			Spec    `yaml:",inline"`
		}
		if err := yaml.UnmarshalWithOptions([]byte(text), &d, yaml.Strict(), yaml.DisallowUnknownField()); err != nil {
			t.Errorf("%s\n%v", text, err)
			continue
		}
		schema := domain.Registry.Of(domain.Domain(e[1]))
		if e[1] == "" {
			var err error
			if schema, err = FileSchema(d.Attributes); err != nil {
				t.Errorf("%s\n%v", text, err)
				continue
			}
		}
		if _, err := Compile(schema, d.Spec); err != nil {
			t.Errorf("%s\n%v", text, err)
		}
	}
	if len(examples) < 10 {
		t.Errorf("only %d examples are found", len(examples))
	}
}

type policySection struct{ name, text string }

// policySections takes a policy apart by the entries that begin a line.
func policySections(text string) []policySection {
	var out []policySection
	for line := range strings.Lines(text) {
		if name, _, ok := strings.Cut(line, ":"); ok && !strings.ContainsAny(name, " -#") {
			out = append(out, policySection{name: name})
		}
		out[len(out)-1].text += line
	}
	return out
}

// replaceSections is a policy with sections in place of those of the same names, or behind all others.
func replaceSections(whole, by []policySection) string {
	var b strings.Builder
	for _, s := range whole {
		if !slices.ContainsFunc(by, func(o policySection) bool { return o.name == s.name }) {
			b.WriteString(s.text)
		}
	}
	for _, s := range by {
		b.WriteString(s.text)
	}
	return b.String()
}
