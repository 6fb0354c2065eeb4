package files

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"aurum/domain"
	"aurum/matching"
)

var people = Format{ID: "record_id", Source: "source", OneSource: "file"}

var attributes = []matching.AttributeSpec{{Name: "name"}, {Name: "place", Column: "city"}, {Name: "tags", Separator: ";"}}

func model(t testing.TB) *matching.Model {
	t.Helper()
	schema, err := matching.FileSchema(attributes)
	if err != nil {
		t.Fatal(err)
	}
	weight := 9.0
	level := []matching.LevelSpec{{When: matching.Conditions{"exact"}, Weight: &weight}}
	m, err := matching.Compile(schema, matching.Spec{
		Blocking:    []matching.BlockingSpec{{Keys: []string{"name"}}},
		Comparisons: []matching.ComparisonSpec{{Attribute: "name", Levels: level}, {Attribute: "place", Levels: level}, {Attribute: "tags", Levels: level}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// says is what a table holds of a record.
func says(m *matching.Model, t *matching.Table, i int) string {
	p := t.Prepared(i)
	return fmt.Sprint(t.Key(i), m.Texts(p, 0), m.Texts(p, 1), m.Texts(p, 2))
}

func TestRecordsAreReadAsWritten(t *testing.T) {
	m := model(t)
	for _, c := range []struct{ name, text, want string }{
		{"plain", "record_id,source,name,city,tags\n1,A,Ada,Bern,x;y\n2,B,Bo,,\n", "A:1 [ada] [bern] [x y]|B:2 [bo] [] []"},
		{"no source, other columns, other order", "city,record_id,more,name,tags\nBern,1,?,Ada,\n", "file:1 [ada] [bern] []"},
		{"quotes", "record_id,name,city,tags\r\n\"1\",\"Ada, \"\"A\"\"\",\"Be\r\nrn\",\"\"\r\n2,Bo,,x\r\n", "file:1 [ada a] [be rn] []|file:2 [bo] [] [x]"},
		{"no last newline", "record_id,name,city,tags\n1,Ada,Bern,", "file:1 [ada] [bern] []"},
		{"byte order mark and empty lines", "\ufeffrecord_id,name,city,tags\n\n1,Ada,Bern,x\n\n", "file:1 [ada] [bern] [x]"},
		{"no records", "record_id,name,city,tags\n", ""},
	} {
		table, err := ReadCSV(iotest.OneByteReader(strings.NewReader(c.text)), people, m, attributes, nil)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for i := range table.Len() {
			got = append(got, says(m, table, i))
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q, want %q", c.name, strings.Join(got, "|"), c.want)
		}
	}
}

func TestWhatIsWrongIsNamed(t *testing.T) {
	const head = "record_id,name,city,tags\n"
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "no header"},
		{"no id", "name,city,tags\n", "no column record_id"},
		{"no column", "record_id,name,tags\n", "attribute place: the header has no column city"},
		{"short", head + "1,Ada,Bern,x\n2,Bo\n", `line 3, record "2": 2 fields, the header has 4`},
		{"long", head + "1,Ada,Bern,x,y\n", `line 2, record "1": 5 fields`},
		{"not UTF-8", head + "1,\xff,Bern,x\n", "from line 2 on: the file is not UTF-8"},
		{"no source", "record_id,source,name,city,tags\n1,A,Ada,,\n2,,Ada,,\n", `line 3, record "2": source is empty`},
		{"empty id", head + ",Ada,Bern,x\n", "record_id is empty"},
		{"open quote", head + "1,\"Ada,Bern,x\n", "a quote is not closed"},
		{"stray quote", head + "1,A\"da,Bern,x\n", `line 2, record "1": field 2: a quote stands inside`},
		{"twice", head + "1,Ada,Bern,x\n2,Ada,Bern,x\n1,Ada,Bern,x\n", `record 3: record_id "1" is there already`},
	} {
		_, err := ReadCSV(strings.NewReader(c.text), people, model(t), attributes, nil)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestLargeFilesAreReadAsSmallOnesAre(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var text strings.Builder
	w := csv.NewWriter(&text)
	var want [][]string
	for i := range 60000 {
		record := []string{fmt.Sprint("id", i*7%60000), pick(r), pick(r), strings.Repeat("Ab, \"\n", r.IntN(12)) + "z"}
		want = append(want, record)
	}
	if err := w.WriteAll(slices.Concat([][]string{{"record_id", "name", "city", "tags"}}, want)); err != nil {
		t.Fatal(err)
	}
	if text.Len() < 2*chunkBytes {
		t.Fatalf("%d bytes are one chunk", text.Len())
	}
	m := model(t)
	read := 0
	table, err := ReadCSV(strings.NewReader(text.String()), people, m, attributes, func(n int) { read = n })
	if err != nil {
		t.Fatal(err)
	}
	one := m.NewTable()
	for i, record := range want {
		attrs := domain.Attributes{}
		for j := range attributes {
			if v := attributes[j].Read(record[j+1]); v != nil {
				attrs[attributes[j].Name] = v
			}
		}
		one.Add(domain.SourceKey{System: "file", Key: record[0]}, attrs)
		if got, want := says(m, table, i), says(m, one, i); got != want {
			t.Fatalf("record %d: %s, want %s", i, got, want)
		}
	}
	if table.Len() != len(want) || read != len(want) {
		t.Errorf("%d records of %d, %d told", table.Len(), len(want), read)
	}
}

func pick(r *rand.Rand) string { return fmt.Sprint("Wörd ", r.IntN(3000)) }
