package intake

import (
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"aurum/domain"
)

// conditional sends names where the kind of the party says, or what they read like.
const conditional = `
key: id
columns:
  name:
    - {to: legalName, when: {typ: [firma, "?"]}}
    - {to: personName, unless: {typ: [firma, "?", ""]}}
    - {to: legalName, when: {typ: ""}, like: organization}
    - {to: personName, when: {typ: ""}, like: person}
  typ: {to: kind, values: {Firma: ORGANIZATION, Privat: PERSON, "?": ""}}
compose:
  addresses[0].lines[0]: [strasse, nr]
constants:
  addresses[0].country: DE
`

func TestColumnsGoWhereOthersSay(t *testing.T) {
	const content = `id,name,typ,strasse,nr
1,Nordwind GmbH,FIRMA,Hauptstr.,5
2,Anna Meyer,Privat,Hauptstr.,
3,Nordwind GmbH,,,
4,Anna Meyer,,,7
5,Nordwind,?,,
`
	got := readAll(t, File{Format: CSV, Content: strings.NewReader(content), Mapping: mapping(t, conditional)})
	want := []string{
		`2 1 {"addresses":[{"country":"DE","lines":["Hauptstr. 5"]}],"kind":"ORGANIZATION","legalName":"Nordwind GmbH"}`,
		`3 2 {"addresses":[{"country":"DE","lines":["Hauptstr."]}],"kind":"PERSON","personName":"Anna Meyer"}`,
		`4 3 {"legalName":"Nordwind GmbH"}`,
		`5 4 {"addresses":[{"country":"DE","lines":["7"]}],"personName":"Anna Meyer"}`,
		`6 5 {"legalName":"Nordwind"}`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestConditionsNameColumnsOfTheFile(t *testing.T) {
	got := readAll(t, File{Format: CSV, Content: strings.NewReader("id,name,typ,strasse\n1,A,,\n"), Mapping: mapping(t, conditional)})
	if len(got) != 1 || !strings.Contains(got[0], `column "nr"`) {
		t.Errorf("got %q", got)
	}
}

func TestTargetsAreChecked(t *testing.T) {
	for text, want := range map[string]string{
		"columns: {a: {to: legalName, like: horse}}":                      "neither person nor organization",
		"columns: {a: {to: kind, values: {x: PERSON, X: ORGANIZATION}}}":  "listed twice",
		"columns: {a: {when: {b: x}}}":                                    "a:",
		"columns: {a: {to: legalName, if: {b: x}}}":                       "columns",
		"columns: {a: legalName}\ncompose: {'addresses[0].lines[0]': []}": "names no column",
		"columns: {a: legalName}\ncompose: {legalName: [b, c]}":           "also filled",
		"columns: {a: legalName}\ncompose: {nothing: [b, c]}":             `no attribute "nothing"`,
		"columns: {a: legalName, b: {to: legalName, values: {x: y}}}":     "also filled",
		"columns: {a: {to: legalName, when: {b: {c: d}}}}":                "columns",
	} {
		m, err := ParseMapping([]byte("key: id\n" + text))
		if err == nil {
			_, err = m.compile(domain.Registry.Of(domain.Customer))
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}

// What is written is read again as it was, in as few words as it takes.
func TestMappingsAreWrittenAsTheyAreRead(t *testing.T) {
	m := mapping(t, conditional)
	text, err := yaml.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(m, mapping(t, string(text))); diff != "" {
		t.Errorf("(-before +after):\n%s\n%s", diff, text)
	}
	plain, err := yaml.Marshal(Targets{{To: "legalName"}})
	if got := strings.TrimSpace(string(plain)); err != nil || got != "legalName" {
		t.Errorf("a path is written %q, %v", got, err)
	}
}
