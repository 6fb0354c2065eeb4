package matchfile

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aurum/domain"
)

const fastPolicy = `
attributes: [{name: name}, {name: born, kind: Date}, {name: tags, separator: /}]
blocking: [[name]]
comparisons:
  - {attribute: name, levels: [{when: exact, weight: 5}]}
  - {attribute: born, levels: [{when: exact, weight: 5}]}
  - {attribute: tags, levels: [{when: exact, weight: 5}]}
`

// loaded is what a file says, or what is wrong with it.
func loaded(p *Policy, l *Loaded, err error) string {
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for i := range l.Len() {
		ready := l.Table.Prepared(i)
		fmt.Fprintln(&b, l.Key(i), p.Model.Texts(ready, 0), p.Model.Texts(ready, 1), p.Model.Texts(ready, 2), ready.Hash())
	}
	return b.String()
}

func TestFilesReadFastSayTheSame(t *testing.T) {
	p, err := ParsePolicy([]byte(fastPolicy), domain.Registry)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text string
		fast       bool
	}{
		{"plain", "record_id,source,name,born,tags\na,S,Ada,1815-12-10,x/y\nb,T,Bo,,\n", true},
		{"one source, more columns, semicolons", "name;more;record_id;born;tags\nAda;;1;10.12.1815;\nBo;,;2;;z\n", true},
		{"quotes and windows lines", "\ufeffrecord_id,name,born,tags\r\n\"1\",\"A\r\n, \"\"da\"\"\",\"\",\r\n\r\n2,Bo,,\"x\"\r\n", true},
		{"no last line", "record_id,name,born,tags\n1,Ada,,", true},
		{"only a header", "record_id,name,born,tags\n", true},
		{"short row", "record_id,name,born,tags\n1,Ada\n2,Bo,,,\n", false},
		{"twice", "record_id,source,name,born,tags\n1,S,Ada,,\n1,T,Ada,,\n", false},
		{"no source", "record_id,source,name,born,tags\n1,,Ada,,\n", false},
		{"stray quote", "record_id,name,born,tags\n1,A\"da,,\n", false},
		{"no column", "record_id,name,born\n1,Ada,\n", false},
		{"two columns of a name", "record_id,name,name,born,tags\n1,Ada,Bo,,\n", false},
		{"not UTF-8", "record_id,name,born,tags\n1,A\xff,,\n", false},
		{"empty", "", false},
	} {
		in := Input{Name: filepath.Join(t.TempDir(), "records.csv"), Source: SourceColumn}
		if err := os.WriteFile(in.Name, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		fast, ok := p.loadFast(in)
		if ok != c.fast {
			t.Errorf("%s: read fast: %v", c.name, ok)
		}
		in.Stdin, in.Name = strings.NewReader(c.text), "-"
		slow, err := p.Load(in)
		if (err != nil) == c.fast {
			t.Errorf("%s: %v", c.name, err)
		}
		if ok {
			if got, want := loaded(p, fast, nil), loaded(p, slow, err); got != want {
				t.Errorf("%s: fast\n%s, want\n%s", c.name, got, want)
			}
		}
	}
}
