package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// visitors are few, and hardly a column is filled: nothing can be learned from them, but they are persons and companies.
const visitors = `record_id,source,Vorname,Nachname,Firma,Geburtsdatum,E-Mail,Telefon,PLZ,Ort
1,CRM,Anna,Meyer,,17.05.1980,anna.meyer@mail.example,,20095,Hamburg
2,SHOP,Anna,Meier,,17.05.1980,anna.meyer@mail.example,040 1234567,,
3,CRM,,,Nordwind Handels GmbH,,info@nordwind.example,030 7654321,10115,Berlin
4,SHOP,,,Nordwind Handelsgesellschaft mbH,,,030 7654321,10115,Berlin
5,SHOP,Peter,Meyer,,31.31.1975,,,20095,Hamburg
6,CRM,Südwind,,Südwind Bau AG,,bau@suedwind.example,,80331,München
`

func TestFewPartiesAreMatchedByWhatIsKnownOfThem(t *testing.T) {
	dir := t.TempDir()
	records, policy, clusters := write(t, "records.csv", visitors), filepath.Join(dir, "policy.yaml"), filepath.Join(dir, "clusters.csv")
	told := succeed(t, "match", "propose", "--records", records, "--out", policy).stdout
	for _, want := range []string{"persons and companies", "6 records are too few to learn from", "family name: Nachname", "company name: Firma"} {
		if !strings.Contains(told, want) {
			t.Errorf("%q is not told in\n%s", want, told)
		}
	}
	ran := succeed(t, "match", "run", "--policy", policy, "--records", records, "--clusters", clusters)
	if !strings.Contains(ran.stderr, "birthDate") {
		t.Errorf("the day that is none is not told: %s", ran.stderr)
	}
	text, err := os.ReadFile(clusters)
	if err != nil {
		t.Fatal(err)
	}
	got := string(text)
	for _, line := range []string{"1,1,CRM\n", "2,1,SHOP\n", "3,3,CRM\n", "4,3,SHOP\n", "5,5,SHOP\n", "6,6,CRM\n"} {
		if !strings.Contains(got, line) {
			t.Errorf("no line %q in\n%s", line, got)
		}
	}
	explained := succeed(t, "match", "explain", "--policy", policy, "--records", records, "1", "2").stdout
	if !strings.Contains(explained, "LINK") || !strings.Contains(explained, "EMAIL") {
		t.Errorf("explained as\n%s", explained)
	}
}

// A file of few things that are no parties is learned from, or refused: nothing is taken for what it is not.
func TestFewThingsOfAnotherKindAreNoParties(t *testing.T) {
	records := write(t, "records.csv", "record_id,source,sku,title,price\n1,A,17,kettle of steel,19.90\n2,B,18,steel kettle,20.00\n")
	out := filepath.Join(t.TempDir(), "policy.yaml")
	got := mdm(t, "", clean(), "match", "propose", "--records", records, "--out", out)
	if got.status == done || !strings.Contains(got.stderr, "no column says enough") {
		t.Errorf("%+v", got)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a policy was written")
	}
}
