package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"aurum/cmd/mdm/intake"
	"aurum/domain"
	"aurum/mastering"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

const suppliers = `key,updatedAt,legalName,taxIds,emails,addresses,paymentTerms
1,2026-01-01,"Alpen Metall AG","[{""country"":""CH"",""value"":""CHE-116.281.710""}]",info@alpen-metall.example,"[{""lines"":[""Hauptstrasse 5""],""city"":""Bern"",""postalCode"":""3011"",""country"":""Schweiz""}]",N30
2,2026-01-01,"Nordlys Tømmer AS",,salg@nordlys.example,,N60
`

// lines decodes NDJSON.
func lines(t *testing.T, text string) []exported {
	t.Helper()
	var out []exported
	d := json.NewDecoder(strings.NewReader(text))
	for {
		var e exported
		err := d.Decode(&e)
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		out = append(out, e)
	}
}

// endCursor takes the cursor that an export told at its end.
func endCursor(t *testing.T, stderr string) string {
	t.Helper()
	all := strings.Split(strings.TrimSpace(stderr), "\n")
	var end struct {
		Records int
		Cursor  string
	}
	if err := json.Unmarshal([]byte(all[len(all)-1]), &end); err != nil || end.Cursor == "" {
		t.Fatalf("no cursor in %q: %v", stderr, err)
	}
	return end.Cursor
}

// byName gives the attributes of exported records by legal name.
func byName(records []exported) map[string]domain.Attributes {
	out := map[string]domain.Attributes{}
	for _, r := range records {
		name, _ := r.Attributes["legalName"].(string)
		out[name] = r.Attributes
	}
	return out
}

func TestWhatIsExportedCanBeImportedElsewhere(t *testing.T) {
	first, second := filepath.Join(openFolder(t), "data"), filepath.Join(openFolder(t), "data")
	got := succeed(t, "import", "--domain", "supplier", "--source", "ERP", "--data", first, write(t, "s.csv", suppliers))
	if diff := cmp.Diff("CREATED      2\n", got.stdout); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
	original := lines(t, succeed(t, "export", "--domain", "supplier", "--data", first).stdout)
	if len(original) != 2 || original[0].Sources[0].System != "ERP" {
		t.Fatalf("exported %+v", original)
	}
	table := succeed(t, "export", "--domain", "supplier", "--format", "csv", "--data", first).stdout
	mapping := write(t, "map.yaml", "key: id\nupdatedAt: updatedAt\ncolumns:\n"+mapAll(t, table))
	succeed(t, "import", "--domain", "supplier", "--source", "HUB", "--data", second, "--map", mapping, write(t, "x.csv", table))
	copied := lines(t, succeed(t, "export", "--domain", "supplier", "--data", second).stdout)
	if diff := cmp.Diff(byName(original), byName(copied)); diff != "" {
		t.Errorf("attributes (-exported +imported):\n%s", diff)
	}
}

// mapAll maps each attribute's column to itself.
func mapAll(t *testing.T, table string) string {
	t.Helper()
	head, err := csv.NewReader(strings.NewReader(table)).Read()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, column := range head {
		if !slices.Contains(fixedColumns, column) {
			fmt.Fprintf(&b, "  %s: %s\n", column, column)
		}
	}
	return b.String()
}

func TestImportBesideARunningHub(t *testing.T) {
	h := serve(t, filepath.Join(openFolder(t), "data"), "--demo-empty")
	in := func(input string, args ...string) finished {
		return mdm(t, input, clean(), append([]string{"import", "--domain", "customer", "--source", "CRM", "--data", h.data}, args...)...)
	}
	rows := "key,legalName\n1,First AG\n2,Second AG\n"
	got := in(rows, "-")
	if got.status != done || got.stdout != "CREATED      2\n" {
		t.Fatalf("first import: %+v", got)
	}
	before := succeed(t, "export", "--domain", "customer", "--data", h.data)
	cursor := endCursor(t, before.stderr)

	if again := in(rows, "-"); again.status != done || again.stdout != "CREATED      2\n" {
		t.Errorf("the same import once more does not give the same answer: %+v", again)
	}
	if forced := in(rows, "--again", "-"); forced.stdout != "UNCHANGED    2\n" {
		t.Errorf("--again: %+v", forced)
	}
	if none := succeed(t, "export", "--domain", "customer", "--since", cursor, "--data", h.data); none.stdout != "" {
		t.Errorf("repeated imports have changed something: %s", none.stdout)
	}

	bad := in("key,legalName,taxIds[0].value\n2,Second Ltd,\n3\n,Nobody,\n4,,\n", "-")
	if bad.status != failed || bad.stdout != "UPDATED      1\nQUARANTINED  1\nREJECTED     2\n" {
		t.Errorf("bad lines: %+v", bad)
	}
	for _, want := range []string{`{"line":3,`, `{"line":4,`, `{"line":5,"outcome":"QUARANTINED"`} {
		if !strings.Contains(bad.stderr, want) {
			t.Errorf("bad lines: %q is not told in %s", want, bad.stderr)
		}
	}
	changed := lines(t, succeed(t, "export", "--domain", "customer", "--since", cursor, "--data", h.data).stdout)
	if len(changed) != 1 || changed[0].Attributes["legalName"] != "Second Ltd" || changed[0].Version != 2 {
		t.Errorf("changed since: %+v", changed)
	}
	checkAsOf(t, h, changed[0])
	h.stop()
}

// checkAsOf exports the records as they were before the last change of one.
func checkAsOf(t *testing.T, h *hub, changed exported) {
	t.Helper()
	then := changed.UpdatedAt.Add(-1000).Format("2006-01-02T15:04:05.999999999Z07:00")
	was := byName(lines(t, succeed(t, "export", "--domain", "customer", "--as-of", then, "--data", h.data).stdout))
	if was["Second AG"] == nil || was["Second Ltd"] != nil {
		t.Errorf("as of %s: %+v", then, was)
	}
}

// scripted answers calls, or fails the one of the number given.
type scripted struct {
	keys  []string
	fails int
}

func (s *scripted) Ingest(_ context.Context, u mastering.Upsert) ([]mastering.Result, error) {
	s.keys = append(s.keys, u.IdempotencyKey)
	if len(s.keys) == s.fails {
		return nil, errors.New("the database is gone")
	}
	out := make([]mastering.Result, len(u.Records))
	for i, r := range u.Records {
		out[i] = mastering.Result{Key: r.Key, Outcome: domain.Created}
	}
	return out, nil
}

// importKeys loads a table with n records and gives the idempotency keys of its calls.
func importKeys(t *testing.T, n, fails int, source string) ([]string, error) {
	t.Helper()
	var b strings.Builder
	b.WriteString("key,legalName\n")
	for i := range n {
		fmt.Fprintf(&b, "%d,Company %d\n", i, i)
	}
	rows, err := intake.Open(intake.File{Name: "x.csv", Content: strings.NewReader(b.String()), Schema: domain.Registry.Of(domain.Customer)})
	if err != nil {
		t.Fatal(err)
	}
	hub := &scripted{fails: fails}
	l := &load{
		options: importOptions{domain: domain.Customer, source: source}, hub: hub, report: io.Discard,
		bar: (&shell{stderr: io.Discard}).progress("import", 0), outcomes: map[domain.Outcome]int{},
	}
	err = l.all(t.Context(), rows)
	return hub.keys, err
}

func TestARepeatedImportSaysTheSameAgain(t *testing.T) {
	whole, err := importKeys(t, 2*importBatch+1, 0, "CRM")
	if err != nil || len(whole) != 3 {
		t.Fatalf("keys %q, %v", whole, err)
	}
	cut, err := importKeys(t, 2*importBatch+1, 2, "CRM")
	if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("%d records are done", importBatch)) {
		t.Errorf("a failure does not tell how far it came: %v", err)
	}
	if diff := cmp.Diff(whole[:2], cut); diff != "" {
		t.Errorf("keys of the import that was cut off (-whole +cut):\n%s", diff)
	}
	longer, _ := importKeys(t, 3*importBatch, 0, "CRM")
	if diff := cmp.Diff(whole[:2], longer[:2]); diff != "" {
		t.Errorf("keys of a file that has grown (-before +after):\n%s", diff)
	}
	other, _ := importKeys(t, 2*importBatch+1, 0, "ERP")
	for i := range whole {
		if whole[i] == other[i] || slices.Contains(whole[i+1:], whole[i]) {
			t.Errorf("key %q is used for two batches", whole[i])
		}
	}
}
