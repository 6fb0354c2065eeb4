package main

import (
	"encoding/json"
	"fmt"
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

// sparse are the visitors of a shop in columns whose names say nothing and of which most are hardly filled: every visitor
// comes twice, with another of the things that tell who it is.
func sparse() (records, clusters string) {
	given := []string{"Anna", "Peter", "Maria", "Robert", "Thomas", "Julia"}
	family := []string{"Hagedorn", "Sommer", "Kowalski", "Wiedemann", "Brinkmann", "Ostrowski", "Lindqvist"}
	var r, c strings.Builder
	r.WriteString("record_id,source,a1,a2,a3,a4,a5,a6,a7\n")
	c.WriteString("record_id,cluster_id\n")
	for i := range 20 {
		name := fmt.Sprintf("%s,%s", given[i%len(given)], family[i%len(family)])
		told := []string{"", "", "", "", ""}
		told[i%5] = []string{
			fmt.Sprintf("%02d.%02d.%d", 13+i%15, 1+i%12, 1950+2*i), fmt.Sprintf("visitor%d@mail.example", i), fmt.Sprintf("+49 40 88%05d", 71*i),
			fmt.Sprintf("Hauptstraße %d", 1+i), fmt.Sprintf("%d-%02d-%04d", 501+i, 11+i, 2001+i),
		}[i%5]
		for _, source := range []string{"A", "B"} {
			fmt.Fprintf(&r, "%s%d,%s,%s,%s\n", source, i, source, name, strings.Join(told, ","))
			fmt.Fprintf(&c, "%s%d,%d\n", source, i, i)
		}
	}
	return r.String(), c.String()
}

func TestSparsePartiesAreMatchedWhateverTheirColumnsAreCalled(t *testing.T) {
	content, truth := sparse()
	dir := t.TempDir()
	records, clusters, policy, trained := write(t, "records.csv", content), write(t, "clusters.csv", truth), filepath.Join(dir, "policy.yaml"), filepath.Join(dir, "trained.yaml")
	told := succeed(t, "match", "propose", "--records", records, "--out", policy).stdout
	for _, want := range []string{"too sparse to learn from", "given name: a1 (100 % filled, told by what stands in it)", "e-mail address: a4", "telephone number: a5"} {
		if !strings.Contains(told, want) {
			t.Errorf("%q is not told in\n%s", want, told)
		}
	}
	again := filepath.Join(dir, "again.yaml")
	succeed(t, "match", "propose", "--records", records, "--out", again)
	if read(t, policy) != read(t, again) {
		t.Error("the same file gives another policy")
	}
	if f1 := pairwiseF1(t, policy, records, clusters); f1 < 0.8 {
		t.Errorf("F1 %.3f", f1)
	}
	succeed(t, "match", "train", "--policy", policy, "--records", records, "--out", trained)
	if !strings.Contains(read(t, trained), "a1: personName.given") {
		t.Error("training loses what the columns mean")
	}
	pairwiseF1(t, trained, records, clusters) // little can be learned here, but what was can be matched with
}

func pairwiseF1(t *testing.T, policy, records, clusters string) float64 {
	t.Helper()
	var report struct {
		Pairwise struct {
			F1 float64 `json:"f1"`
		} `json:"pairwise"`
	}
	text := succeed(t, "match", "evaluate", "--policy", policy, "--records", records, "--truth", clusters, "--json").stdout
	if err := json.Unmarshal([]byte(text), &report); err != nil {
		t.Fatal(err)
	}
	return report.Pairwise.F1
}

// Where every record says the same, nothing can be learned: what is known of customers is still of use.
func TestPartiesOfWhichNothingCanBeLearned(t *testing.T) {
	records := write(t, "records.csv", "record_id,source,first name,last name,email,city\n"+func() (lines string) {
		for i := range 25 {
			lines += fmt.Sprintf("%d,A,Anna,Meyer,anna@mail.example,Hamburg\n", i)
		}
		return lines
	}())
	policy := filepath.Join(t.TempDir(), "policy.yaml")
	if told := succeed(t, "match", "propose", "--records", records, "--out", policy).stdout; !strings.Contains(told, "nothing could be learned") {
		t.Error(told)
	}
	if ran := succeed(t, "match", "run", "--policy", policy, "--records", records).stdout; !strings.Contains(ran, "the largest has 25") {
		t.Error(ran)
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
