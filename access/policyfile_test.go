package access

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"aurum/policies"
)

func TestPolicyFileMistakesAreNamedWithTheirLine(t *testing.T) {
	const ok = "p, app, domain:*, read\n"
	for _, c := range []struct{ name, csv, want string }{
		{"empty", "", "policy.csv: has no lines"},
		{"remarks only", "# nothing\n\n", "policy.csv: has no lines"},
		{"short line", ok + "p, app, task\n", "policy.csv:2: has 3 columns, a p line has 4"},
		{"long line", ok + "\n# x\np, app, task, read, allow\n", "policy.csv:4: has 5 columns"},
		{"short inheritance", "g, app\n", "policy.csv:1: has 2 columns, a g line has 3"},
		{"empty column", "p, app, , read\n", "policy.csv:1: column 3 is empty"},
		{"other beginning", "p2, app, task, read\n", `policy.csv:1: begins with "p2"`},
		{"unknown role", "p, stewrd, task, read\n", `policy.csv:1: role "stewrd" is not declared`},
		{"unknown role sees", "p, stewrd, attribute:supplier.phones, mask\n", `policy.csv:1: role "stewrd" is not declared`},
		{"unknown parent", "g, payments, ap\n", `policy.csv:1: role "ap" is not declared`},
		{"circle", "g, a, b\ng, b, c\ng, c, a\n", "policy.csv:1: role a inherits from itself"},
		{"own parent", "g, app, app\n", "policy.csv:1: role app inherits from itself"},
		{"bad role name", "g, Big Boss, app\n", `policy.csv:1: "Big Boss" is no name`},
		{"nobody is given", "p, nobody, task, read\n", "policy.csv:1: nobody can be given nothing"},
		{"nobody inherits", "g, nobody, admin\n", "policy.csv:1: nobody inherits nothing"},
		{"unknown object", "p, app, domain:custmer, read\n", `policy.csv:1: object "domain:custmer" is not known`},
		{"half a wildcard", "p, app, domain:cust*, read\n", `policy.csv:1: object "domain:cust*" is not known`},
		{"unknown class", "p, app, domian:*, read\n", `policy.csv:1: object "domian:*" is not known`},
		{"unknown action", "p, app, domain:*, raed\n", `policy.csv:1: there is no action "raed"`},
		{"action of another object", "p, app, task, merge\n", `policy.csv:1: there is no action "merge" on task`},
		{"twice", ok + "p,app,domain:*,read\n", "policy.csv:2: says the same as line 1"},
		{"unknown attribute", "p, app, attribute:supplier.bankAcounts, mask\n", `policy.csv:1: there is no attribute "bankAcounts"`},
		{"unknown attribute anywhere", "p, app, attribute:*.nothing, mask\n", `policy.csv:1: there is no attribute "nothing"`},
		{"unknown domain", "p, app, attribute:vendor.*, mask\n", `policy.csv:1: there is no domain "vendor"`},
		{"no attribute", "p, app, attribute:supplier, mask\n", "policy.csv:1: \"attribute:supplier\" does not name an attribute"},
		{"no sight", "p, app, attribute:supplier.phones, read\n", "policy.csv:1: an attribute can be told to show, mask or hide"},
		{"not UTF-8", "p, app, task, read\xff\n", "is not UTF-8"},
	} {
		_, err := Load(withPolicy(t, c.csv))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestAllMistakesAreToldAtOnce(t *testing.T) {
	_, err := Load(withPolicy(t, "p, stewrd, task, read\np, app, task, raed\ng, x, y\np, app, attribute:supplier.x, mask\n"))
	if err == nil {
		t.Fatal("loads")
	}
	for _, line := range []string{"csv:1:", "csv:2:", "csv:3:", "csv:4:"} {
		if !strings.Contains(err.Error(), line) {
			t.Errorf("%v does not name %s", err, line)
		}
	}
}

func TestFilesAsPeopleWriteThemLoad(t *testing.T) {
	p := mustLoad(t, "\ufeff# saved by an editor of another system\r\n\r\n  p ,app,domain:customer ,read\r\np,app,task,read")
	for _, object := range []Object{"domain:customer", ObjectTask} {
		if err := p.Allow(Principal{Role: App}, object, Read); err != nil {
			t.Error(err)
		}
	}
}

func TestModelMistakesAreNamed(t *testing.T) {
	text, err := fs.ReadFile(policies.Embedded, modelFile)
	if err != nil {
		t.Fatal(err)
	}
	model := string(text)
	for _, c := range []struct{ name, model, want string }{
		{"other request", strings.Replace(model, "r = role, object, action", "r = sub, obj, act", 1), "model.conf: r must be"},
		{"other line", strings.Replace(model, "p = role, object, action", "p = role, object, action, eft", 1), "model.conf: p must be"},
		{"no inheritance", strings.Replace(model, "[role_definition]\ng = _, _", "", 1), "model.conf"},
		{"broken matcher", strings.Replace(model, "m = g(", "m = nonsense((", 1), "model.conf"},
		{"unknown function", strings.Replace(model, "keyMatch(", "unknownMatch(", 1), "model.conf"},
		{"empty", "", "model.conf"},
	} {
		fsys := fstest.MapFS{modelFile: {Data: []byte(c.model)}, policyFile: {Data: []byte("p, app, task, read")}}
		if _, err := Load(fsys); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestMissingFilesAreErrors(t *testing.T) {
	full := withPolicy(t, "p, app, task, read").(fstest.MapFS)
	for _, name := range []string{modelFile, policyFile} {
		fsys := fstest.MapFS{}
		for n, f := range full {
			if n != name {
				fsys[n] = f
			}
		}
		if _, err := Load(fsys); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: %v", name, err)
		}
	}
}
