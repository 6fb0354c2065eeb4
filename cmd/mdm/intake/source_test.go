package intake

import (
	"io"
	"strings"
	"testing"

	"aurum/domain"
)

func TestARowNamesItsSource(t *testing.T) {
	schema := domain.Registry.Of(domain.Customer)
	renamed := mapping(t, "key: id\ncolumns: {Firma: legalName}\n")
	for name, c := range map[string]struct {
		text    string
		mapping *Mapping
		want    string // source, then key
	}{
		"column":               {"record_id,source,legalName\n1, CRM ,Nordwind\n", nil, "CRM 1"},
		"column first":         {"source,record_id,legalName\nCRM,1,Nordwind\n", nil, "CRM 1"},
		"mapped column":        {"id;source;Firma\n1;ERP;Nordwind\n", renamed, "ERP 1"},
		"no such column":       {"record_id,legalName\n1,Nordwind\n", nil, " 1"},
		"property":             {`{"key":"1","source":"CRM","attributes":{"legalName":"Nordwind"}}`, nil, "CRM 1"},
		"property of a mapped": {`{"id":1,"source":"ERP","Firma":"Nordwind"}`, renamed, "ERP 1"},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := Open(File{Content: strings.NewReader(c.text), Schema: schema, Mapping: c.mapping, Source: "source"})
			if err != nil {
				t.Fatal(err)
			}
			row, err := r.Next()
			if err != nil || row.Fault != nil {
				t.Fatal(err, row.Fault)
			}
			if got := row.Source + " " + row.Arrival.Key; got != c.want || row.Arrival.Attributes["legalName"] != "Nordwind" {
				t.Errorf("source and key %q, want %q; attributes %v", got, c.want, row.Arrival.Attributes)
			}
		})
	}
}

func TestASourceIsAnAttributeUnlessItIsAskedFor(t *testing.T) {
	if _, err := Open(File{Content: strings.NewReader("key,source\n1,CRM\n"), Schema: domain.Registry.Of(domain.Customer)}); err == nil {
		t.Error("a column that is no attribute passes in silence")
	}
}

func TestATableIsReadCellByCell(t *testing.T) {
	rows, columns, err := OpenCSV(strings.NewReader("\ufeffa; b\n1;x\n2\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(columns, "|"); got != "a|b" {
		t.Errorf("columns %s", got)
	}
	for _, want := range []string{"1|x", "2"} {
		cells, err := rows.Read()
		if err != nil || strings.Join(cells, "|") != want {
			t.Errorf("row %q, %v, want %s", cells, err, want)
		}
	}
	if _, err := rows.Read(); err != io.EOF {
		t.Errorf("behind the last row: %v", err)
	}
}
