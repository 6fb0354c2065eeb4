package intake

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"aurum/domain"
)

// readAll gives each row as a line: number, then key, time and attributes, or the fault.
func readAll(t *testing.T, f File) []string {
	t.Helper()
	f.Schema = domain.Registry.Of(domain.Customer)
	r, err := Open(f)
	if err != nil {
		return []string{"open: " + err.Error()}
	}
	var out []string
	for {
		row, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, describe(t, row))
	}
}

func describe(t *testing.T, row Row) string {
	t.Helper()
	if row.Fault != nil {
		return fmt.Sprintf("%d fault: %v", row.Line, row.Fault)
	}
	text, err := json.Marshal(row.Arrival.Attributes)
	if err != nil {
		t.Fatal(err)
	}
	line := fmt.Sprintf("%d %s", row.Line, row.Arrival.Key)
	if row.Arrival.UpdatedAt != nil {
		line += " " + row.Arrival.UpdatedAt.Format("2006-01-02T15:04:05")
	}
	if row.Arrival.Delete {
		return line + " deleted"
	}
	return line + " " + string(text)
}

func mapping(t *testing.T, text string) *Mapping {
	t.Helper()
	if text == "" {
		return nil
	}
	m, err := ParseMapping([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestFilesBecomeArrivals(t *testing.T) {
	const german = `
key: Nr
updatedAt: Stand
delete: weg
columns:
  Firma: [legalName, 'tradingNames[0]']
  Ort: addresses[0].city
  Mail1: emails[3]
  Mail2: emails[1]
constants:
  kind: ORGANIZATION
  addresses[0].country: CH
`
	for _, c := range []struct{ name, file, content, mapping, want string }{
		{"columns are paths", "a.csv", "key,legalName,addresses[0].city,emails\n1,Ümläut AG,Zürich,a@b.ch\n", "",
			`2 1 {"addresses":[{"city":"Zürich"}],"emails":["a@b.ch"],"legalName":"Ümläut AG"}`},
		{"first column is the key", "a.csv", "id,legalName\n7,X\n", "", `2 7 {"legalName":"X"}`},
		{"byte order mark, semicolons, quotes", "a.csv", "\ufeffkey;legalName\r\n1;\"A; \"\"B\"\"\nC\"\r\n2;D\r\n", "",
			"2 1 {\"legalName\":\"A; \\\"B\\\"\\nC\"}\n4 2 {\"legalName\":\"D\"}"},
		{"empty cells say nothing", "a.csv", "key,updatedAt,legalName,currency\n1,2026-01-02 03:04:05,,CHF\n", "",
			`2 1 2026-01-02T03:04:05 {"currency":"CHF"}`},
		{"composites as JSON", "a.csv", "key,taxIds,emails\n1,\"[{\"\"value\"\":\"\"CHE-1\"\"}]\",\"[\"\"a@b.ch\"\"]\"\n", "",
			`2 1 {"emails":["a@b.ch"],"taxIds":[{"value":"CHE-1"}]}`},
		{"mapped", "a.csv", "Nr,Firma,Ort,Mail1,Mail2,weg,Stand,x\n1,A AG,Bern,later@a.ch,first@a.ch,,,z\n2,B,,,,,2026-05-01,\n3,,,,,ja,,\n4,,,,,x,,\n", german,
			`2 1 {"addresses":[{"city":"Bern","country":"CH"}],"emails":["first@a.ch","later@a.ch"],"kind":"ORGANIZATION","legalName":"A AG","tradingNames":["A AG"]}
3 2 2026-05-01T00:00:00 {"kind":"ORGANIZATION","legalName":"B","tradingNames":["B"]}
4 fault: column weg: must be true or false, or the like
5 4 deleted`},
		{"bad lines cost themselves alone", "a.csv", "key,legalName\n1,A\n2\n3,B\"\n,C\n4,\xff\n5,D\n6,E,F\n", "",
			`2 1 {"legalName":"A"}
3 fault: there are 1 columns, the first line names 2
4 fault: bare " in non-quoted-field
5 fault: column key, the key, is empty
6 fault: column legalName is not UTF-8
7 5 {"legalName":"D"}
8 fault: there are 3 columns, the first line names 2`},
		{"lines of JSON", "a.ndjson", `{"key":"1","updatedAt":"2026-01-02T03:04:05Z","attributes":{"legalName":"A","creditLimit":12.50,"parent":null}}` + "\n\n" + `{"key":2,"delete":true}` + "\n", "",
			"1 1 2026-01-02T03:04:05 {\"creditLimit\":12.50,\"legalName\":\"A\",\"parent\":null}\n3 2 deleted"},
		{"bad lines of JSON", "a.jsonl", "{\"key\":\"1\"\n{\"key\":\"2\",\"attributes\":{}} x\n[]\n{\"attributes\":{}}\n{\"key\":\"5\",\"legalName\":\"A\"}\n{\"key\":\"6\"}\nnull\n{\"key\":\"8\",\"attributes\":{\"legalName\":\"A\"}}", "",
			`1 fault: not a JSON object
2 fault: not a JSON object
3 fault: not a JSON object
4 fault: there is no "key"
5 fault: unknown property "legalName": a line is {"key", "updatedAt", "attributes", "delete"}; a mapping file reads others (--map)
6 fault: "attributes" must be an object
7 fault: not a JSON object
8 8 {"legalName":"A"}`},
		{"mapped JSON", "", `{"Nr":4711,"Firma":"A","Ort":null,"Mail2":"a@b.ch"}`, german,
			`1 4711 {"emails":["a@b.ch"],"kind":"ORGANIZATION","legalName":"A","tradingNames":["A"]}`},
		{"by content", "", "key\tlegalName\n1\tA, B\n", "", `2 1 {"legalName":"A, B"}`},
		{"no key", "a.csv", "key,legalName\n ,A\n", "", "2 fault: column key, the key, is empty"},
		{"bad time", "a.csv", "key,updatedAt\n1,soon\n", "", `2 fault: column updatedAt: "soon" is no time such as 2026-11-30T12:00:00Z`},
		{"empty file", "a.csv", "", "", "open: the file is empty: its first line names the columns"},
		{"no records", "a.ndjson", "", "", ""},
		{"unknown column", "a.csv", "key,legalNam\n", "", `open: columns: legalNam: "legalNam": customer has no attribute "legalNam"; a mapping file says what its columns mean (--map)`},
		{"two columns of one name", "a.csv", "key,legalName,legalName\n", "", `open: line 1: there are two columns "legalName"`},
		{"mapped column missing", "a.csv", "Nr,Firma\n", german, `open: the mapping names column "Mail1", the file has Nr, Firma`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := strings.Join(readAll(t, File{Name: c.file, Content: strings.NewReader(c.content), Mapping: mapping(t, c.mapping)}), "\n")
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCompressedContentIsRecognisedWhateverItsName(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, err := io.WriteString(z, "key,legalName\n1,A\n")
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	want := []string{`2 1 {"legalName":"A"}`}
	for _, name := range []string{"a.csv.gz", "a.csv", ""} {
		if diff := cmp.Diff(want, readAll(t, File{Name: name, Content: bytes.NewReader(packed.Bytes())})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestACutArchiveIsAnError(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, err := io.WriteString(z, strings.Repeat("{\"key\":\"1\",\"attributes\":{}}\n", 1000))
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	r, err := Open(File{Name: "a.ndjson.gz", Content: bytes.NewReader(packed.Bytes()[:packed.Len()-10]), Schema: domain.Registry.Of(domain.Customer)})
	for err == nil {
		_, err = r.Next()
	}
	if errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %v, want an unexpected end", err)
	}
}

func TestALineTooLongCostsItselfAlone(t *testing.T) {
	content := `{"key":"1","attributes":{"legalName":"` + strings.Repeat("x", maxLine) + "\"}}\n" + `{"key":"2","attributes":{}}` + "\n"
	got := readAll(t, File{Format: NDJSON, Content: strings.NewReader(content)})
	want := []string{fmt.Sprintf("1 fault: the line has more than %d bytes", maxLine), "2 2 {}"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMappingsAreChecked(t *testing.T) {
	for text, want := range map[string]string{
		"columns: {a: legalName}":                                     "key:",
		"key: a":                                                      "columns:",
		"key: a\ncolums: {b: legalName}":                              "colums",
		"key: a\ncolumns: {b: nothing}":                               `customer has no attribute "nothing"`,
		"key: a\ncolumns: {b: addresses.city}":                        "addresses[0]",
		"key: a\ncolumns: {b: 'legalName[0]'}":                        "is not a list",
		"key: a\ncolumns: {b: legalName.x}":                           `no attribute "x"`,
		"key: a\ncolumns: {b: 'emails[100]'}":                         "at most 99",
		"key: a\ncolumns: {b: 'emails[-1]'}":                          "is no attribute path",
		"key: a\ncolumns: {b: legalName, c: legalName}":               "also filled",
		"key: a\ncolumns: {b: addresses, c: 'addresses[0].city'}":     "also filled",
		"key: a\ncolumns: {b: legalName}\nconstants: {nothing: true}": `no attribute "nothing"`,
	} {
		m, err := ParseMapping([]byte(text))
		if err == nil {
			_, err = m.compile(domain.Registry.Of(domain.Customer))
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}

func FuzzNoFileBreaksTheReader(f *testing.F) {
	f.Add([]byte("key,legalName\n1,A\n"), "csv")
	f.Add([]byte("{\"key\":\"1\",\"attributes\":{}}\n"), "ndjson")
	f.Add([]byte{0x1f, 0x8b, 8, 0}, "")
	f.Fuzz(func(t *testing.T, content []byte, format string) {
		r, err := Open(File{Content: bytes.NewReader(content), Format: Format(format), Schema: domain.Registry.Of(domain.Product)})
		for last := 0; err == nil; {
			var row Row
			if row, err = r.Next(); err == nil && row.Line <= last {
				t.Fatalf("line %d after line %d", row.Line, last)
			}
			last = row.Line
		}
	})
}
