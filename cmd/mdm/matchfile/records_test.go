package matchfile

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/matching/propose"
)

func TestRecordsOfACSVFile(t *testing.T) {
	const text = "\ufeffrecord_id;source;name;city\n1;CRM;Ünal AG;Köln\n 2 ;ERP;\"Berg; Sohn\";\n"
	want := &propose.Records{
		Keys: []domain.SourceKey{{System: "CRM", Key: "1"}, {System: "ERP", Key: "2"}},
		Columns: []propose.Column{
			{Name: "name", Values: []string{"Ünal AG", "Berg; Sohn"}}, {Name: "city", Values: []string{"Köln", ""}},
		},
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"plain": text, "gzipped": packed.String()} {
		got, err := Records("r.csv", "source", strings.NewReader(content))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestSourcesOfRecords(t *testing.T) {
	for name, c := range map[string]struct{ text, column, want string }{
		"no such column":   {"record_id,name\n1,x\n", "source", OneSource},
		"another column":   {"record_id,system,name\n1,ERP,x\n", "system", "ERP"},
		"in another order": {"name,source,record_id\nx,SHOP,1\n", "source", "SHOP"},
	} {
		r, err := Records("r.csv", c.column, strings.NewReader(c.text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := r.Keys[0]; got != (domain.SourceKey{System: c.want, Key: "1"}) || len(r.Columns) != 1 {
			t.Errorf("%s: key %v, columns %v", name, got, r.Columns)
		}
	}
}

func TestFaultsOfRecordsAreToldWithTheirPlace(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"nothing":        {"", []string{"r.csv", "empty"}},
		"no ids":         {"id,source,name\n1,A,x\n", []string{"line 1", "record_id", "id, source, name"}},
		"no header":      {"1,A,x\n2,A,y\n", []string{"line 1", "record_id"}},
		"unnamed column": {"record_id,source,\n1,A,x\n", []string{"line 1", "column 3"}},
		"column twice":   {"record_id,source,name,name\n", []string{"line 1", `"name"`}},
		"id twice":       {"record_id,source,name\n1,A,x\n2,A,y\n1,B,z\n", []string{"line 4", `"1"`, "line 2"}},
		"empty id":       {"record_id,source,name\n ,A,x\n", []string{"line 2", "record_id"}},
		"empty source":   {"record_id,source,name\n1,,x\n", []string{"line 2", "source"}},
		"ragged":         {"record_id,source,name\n1,A\n2,A,x,y\n", []string{"line 2: there are 2 columns", "line 3: there are 4 columns", "names 3"}},
		"encoding":       {"record_id,source,name\n1,A,M\xfcller\n", []string{"line 2", "column name", "UTF-8"}},
		"open quote":     {"record_id,source,name\n1,A,x\n2,A,\"y\n", []string{"line 3", `"`}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Records("r.csv", "source", strings.NewReader(c.text))
			if err == nil {
				t.Fatal("it is read")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("the error does not say %q: %v", want, err)
				}
			}
		})
	}
}

func TestManyFaultsEndTheReading(t *testing.T) {
	var b strings.Builder
	b.WriteString("record_id,source\n")
	for range 1000 {
		fmt.Fprintln(&b, "x")
	}
	_, err := Records("r.csv", "source", strings.NewReader(b.String()))
	if err == nil || strings.Count(err.Error(), "line ") > 2*maxFaults || !strings.Contains(err.Error(), "perhaps more") {
		t.Errorf("a thousand faults are told as %v", err)
	}
}

func FuzzRecords(f *testing.F) {
	f.Add("record_id,source,name\n1,A,x\n")
	f.Add("record_id;source;name\n1;A;\"x\n\"\n\n2;B;y")
	f.Add("\ufeffrecord_id\tsource\n1\t\xff\n")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Records("r.csv", "source", strings.NewReader(text))
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for i, k := range r.Keys {
			if k.Key == "" || k.System == "" || seen[k.Key] {
				t.Errorf("key %d is %v", i, k)
			}
			seen[k.Key] = true
		}
		for _, c := range r.Columns {
			if len(c.Values) != r.Len() {
				t.Errorf("column %s has %d values for %d records", c.Name, len(c.Values), r.Len())
			}
		}
	})
}

func BenchmarkRecords(b *testing.B) {
	var text strings.Builder
	text.WriteString("record_id,source,given,family,street,city,born\n")
	for i := range 20_000 {
		fmt.Fprintf(&text, "r%d,CRM,Ada,Berg%d,Hauptstrasse %d,Ulm,1980-01-02\n", i, i%997, i%89)
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Records("r.csv", "source", strings.NewReader(text.String())); err != nil {
			b.Fatal(err)
		}
	}
}
