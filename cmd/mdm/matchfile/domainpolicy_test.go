package matchfile

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"aurum/cmd/mdm/parties"
	"aurum/domain"
	"aurum/policies"
)

// members are persons and companies, as three systems write them.
const members = `record_id,source,Vorname,Name,Firma,Art,Straße,Hausnr.,Ort,Geb.-Datum,Steuernummer,Steuernummer Land
1,A,Anna,Meyer,,Privat,Hauptstr.,5,Hamburg,17.05.1980,,
2,B,Anna,Meyer,,Privat,Hauptstr.,5,Hamburg,17.05.1980,,
3,B,Jan,Roux,Nordwind GmbH,Firma,,,Berlin,,DE136695976,DE
4,C,,,Nordwind GmbH,Firma,Am Ring,1,Berlin,23.07.1991,DE136695976,
5,C,Anna,Meier,Nordwind GmbH,Privat,,,Berlin,,,
`

// withColumns is the policy of customers for a file, as it is proposed.
func withColumns(t *testing.T, content string) *Policy {
	t.Helper()
	r, err := Records("members.csv", "source", strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	found, ok := parties.Recognize(r)
	if !ok {
		t.Fatalf("no parties: %q", found.Notes())
	}
	p, err := OpenPolicy(string(domain.Customer), policies.Embedded, domain.Registry)
	if err != nil {
		t.Fatal(err)
	}
	p.Mapping, p.Defaults.DateOrder = found.Mapping, "DMY"
	return p
}

func TestAPolicyWithColumnsIsReadAsItWasWritten(t *testing.T) {
	p := withColumns(t, members)
	write := func(p *Policy) string {
		var b bytes.Buffer
		if err := WriteDomainPolicy(&b, p, []string{"why"}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	text := write(p)
	again, err := ParsePolicy([]byte(text), domain.Registry)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if again.Mapping.Key != IDColumn {
		t.Errorf("the key is %q", again.Mapping.Key)
	}
	again.Mapping.Key = ""
	for _, line := range []string{
		"  Firma: [{to: legalName, when: {Art: FIRMA}}, {to: \"tradingNames[0]\", unless: {Art: FIRMA}}]\n",
		"  Name: {to: personName.family, unless: {Art: FIRMA}}\n",
		"  \"addresses[0].lines[0]\": [\"Straße\", Hausnr.]\n",
		"  dateOrder: DMY\n",
	} {
		if !strings.Contains(text, line) {
			t.Errorf("no line %q in\n%s", line, text[:strings.Index(text, "blocking:")])
		}
	}
	if diff := cmp.Diff(p, again, cmpopts.IgnoreFields(Policy{}, "Name", "Document", "Model", "Schema", "Version"), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
	if twice := write(again); twice != text {
		t.Errorf("written again:\n%s", cmp.Diff(text, twice))
	}
}

func TestAPolicyWithColumnsMustSayWhatTheyMean(t *testing.T) {
	const rest = "\nblocking: [[emails]]\ncomparisons: [{attribute: emails, levels: [{when: exact, weight: 5}, {when: else, weight: -1}]}]\nprior: 0.01\nthresholds: {link: 0.9, review: 0.5}\n"
	for text, want := range map[string]string{
		"domain: customer\nversion: 1\nkey: id" + rest:                       "must say what the columns mean",
		"attributes: [{name: emails}]\ncolumns: {mail: emails}" + rest:       "go with a domain",
		"domain: customer\nversion: 1\ncolumns: {mail: {if: emails}}" + rest: "columns",
	} {
		if _, err := ParsePolicy([]byte(text), domain.Registry); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}
