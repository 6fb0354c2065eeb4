package access

import (
	"errors"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"aurum/domain"
	"aurum/policies"
)

func defaultPolicy(t testing.TB) *Policy {
	t.Helper()
	p, err := Load(policies.Embedded)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// withPolicy gives the embedded model with another policy file.
func withPolicy(t testing.TB, csv string) fs.FS {
	t.Helper()
	model, err := fs.ReadFile(policies.Embedded, modelFile)
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{modelFile: {Data: model}, policyFile: {Data: []byte(csv)}}
}

func mustLoad(t testing.TB, csv string) *Policy {
	t.Helper()
	p, err := Load(withPolicy(t, csv))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// defaultRights is the whole default policy: per role and object what is allowed; all else is denied.
var defaultRights = map[Role]map[Object]string{
	Admin: {
		"domain:": "read write merge delete match subscribe decide", ObjectTask: "read decide subscribe",
		ObjectSourceSystem: "read write", ObjectSourceRecordOwn: "read write delete", ObjectSourceRecordAny: "read write delete",
		ObjectMetrics: "read write", ObjectPolicies: "read write", ObjectAudit: "read write", ObjectVerify: "read write",
	},
	Steward: {
		"domain:": "read merge match subscribe decide", ObjectTask: "read decide subscribe", ObjectSourceSystem: "read",
		ObjectSourceRecordAny: "read", ObjectPolicies: "read", ObjectAudit: "read", ObjectVerify: "read",
	},
	App: {"domain:": "read match subscribe", ObjectSourceSystem: "read"},
	Source: {
		"domain:": "read match subscribe write", ObjectSourceSystem: "read", ObjectSourceRecordOwn: "read write delete",
	},
	Operator: {ObjectMetrics: "read", ObjectPolicies: "read", ObjectAudit: "read", ObjectVerify: "read", ObjectSourceSystem: "read"},
	Nobody:   {},
	"":       {},
	"wizard": {},
}

func TestDefaultPolicy(t *testing.T) {
	p := defaultPolicy(t)
	for role, rights := range defaultRights {
		for object := range newVocabulary(domain.Registry) {
			row := object
			if strings.HasPrefix(string(object), "domain:") {
				row = "domain:"
			}
			want := strings.Fields(rights[row])
			for a := Action(0); a <= actionEnd; a++ {
				err := p.Allow(Principal{Role: role}, object, a)
				if got, want := err == nil, contains(want, a.String()); got != want {
					t.Errorf("%s %s %s: allowed %v, want %v", role, a, object, got, want)
				}
			}
		}
	}
}

func contains(words []string, word string) bool {
	for _, w := range words {
		if w == word {
			return true
		}
	}
	return false
}

func TestDeniedSaysRoleActionAndObject(t *testing.T) {
	err := defaultPolicy(t).Allow(Principal{Role: App}, ObjectTask, Decide)
	var denied *Denied
	if !errors.As(err, &denied) || denied.Code() != "FORBIDDEN" || domain.CodeOf(err) != domain.Forbidden {
		t.Fatalf("got %#v, want *Denied with code FORBIDDEN", err)
	}
	if want := "role app may not decide task"; err.Error() != want {
		t.Errorf("message %q, want %q", err.Error(), want)
	}
}

func TestObjectsUnknownAtLoadAreLeftToCasbin(t *testing.T) {
	p := defaultPolicy(t)
	for _, c := range []struct {
		role Role
		want bool
	}{{Admin, true}, {App, true}, {Source, true}, {Operator, false}, {"wizard", false}} {
		if got := p.Allow(Principal{Role: c.role}, ObjectDomain("vehicle"), Read) == nil; got != c.want {
			t.Errorf("%s read domain:vehicle: %v, want %v", c.role, got, c.want)
		}
	}
}

func TestZeroPolicyDenies(t *testing.T) {
	var p Policy
	if p.Allow(Principal{Role: Admin}, ObjectTask, Read) == nil {
		t.Error("the zero policy allows")
	}
	if p.Visibility(Admin, "customer").Of("legalName") != Hidden {
		t.Error("the zero policy shows")
	}
}

func TestWriteAs(t *testing.T) {
	p := defaultPolicy(t)
	crm := Principal{Role: Source, Source: "CRM"}
	for _, c := range []struct {
		name   string
		pr     Principal
		action Action
		source string
		want   bool
	}{
		{"a source writes as itself", crm, Write, "CRM", true},
		{"a source withdraws its own", crm, Delete, "CRM", true},
		{"a source reads its own", crm, Read, "CRM", true},
		{"a source does not write as another", crm, Write, "ERP", false},
		{"a source does not withdraw another's", crm, Delete, "ERP", false},
		{"a source does not read another's", crm, Read, "ERP", false},
		{"codes are compared exactly", crm, Write, "crm", false},
		{"a source without a code writes nothing", Principal{Role: Source}, Write, "", false},
		{"an admin writes as any", Principal{Role: Admin}, Write, "ERP", true},
		{"a steward reads any", Principal{Role: Steward}, Read, "ERP", true},
		{"a steward writes as none", Principal{Role: Steward}, Write, "ERP", false},
		{"a code alone gives nothing", Principal{Role: App, Source: "CRM"}, Write, "CRM", false},
		{"an app reads none", Principal{Role: App}, Read, "CRM", false},
		{"an operator reads none", Principal{Role: Operator}, Read, "CRM", false},
	} {
		if err := p.AllowAs(c.pr, c.action, c.source, "customer"); (err == nil) != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	err := p.AllowWriteAs(crm, "ERP", "customer")
	if err == nil || !strings.Contains(err.Error(), "CRM, not ERP") {
		t.Errorf("writing as another: %v", err)
	}
}

func TestASourceCanBeKeptToDomains(t *testing.T) {
	p := mustLoad(t, "g, prices, nobody\np, prices, domain:price, write\np, prices, source-record:own, write\n")
	pr := Principal{Role: "prices", Source: "ERP"}
	if err := p.AllowWriteAs(pr, "ERP", "price"); err != nil {
		t.Error(err)
	}
	if p.AllowWriteAs(pr, "ERP", "customer") == nil {
		t.Error("writes customers")
	}
}

func TestRolesInherit(t *testing.T) {
	p := mustLoad(t, "g, lead, payments\ng, payments, app\np, app, domain:customer, read\np, payments, domain:supplier, *\n")
	lead := Principal{Role: "lead"}
	if err := errors.Join(p.Allow(lead, "domain:customer", Read), p.Allow(lead, "domain:supplier", Delete)); err != nil {
		t.Error(err)
	}
	if p.Allow(lead, "domain:price", Read) == nil {
		t.Error("reads what no line grants")
	}
	want := []Role{Admin, Steward, App, Source, Operator, "lead", "payments"}
	got := p.Roles()
	if len(got) != len(want) {
		t.Fatalf("roles %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("roles %v, want %v", got, want)
		}
	}
}

// The table must say what casbin says: it is a copy, not a second opinion.
func TestTableAgreesWithCasbin(t *testing.T) {
	p := defaultPolicy(t)
	for q, allowed := range p.decided {
		for a := Read; a < actionEnd; a++ {
			slow, err := p.decider.decide(q.role, q.object, a)
			if err != nil {
				t.Fatal(err)
			}
			possible := newVocabulary(domain.Registry)[q.object].has(a)
			if allowed.has(a) != (slow && possible) {
				t.Errorf("%s %s %s: table %v, casbin %v", q.role, a, q.object, allowed.has(a), slow)
			}
		}
	}
}

func TestPolicyIsSafeForConcurrentUse(t *testing.T) {
	p := defaultPolicy(t)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for range 50 {
				role := builtInRoles[i%len(builtInRoles)]
				_ = p.Allow(Principal{Role: role}, "domain:customer", Read)
				_ = p.Allow(Principal{Role: role}, "domain:vehicle", Read)
				_ = p.Allow(Principal{Role: "wizard"}, "domain:vehicle", Read)
				p.Visibility(role, "supplier").Apply(map[string]any{"bankAccounts": "DE89370400440532013000"})
			}
		})
	}
	wg.Wait()
}

func BenchmarkAllow(b *testing.B) {
	p := defaultPolicy(b)
	pr, object := Principal{Role: App}, ObjectDomain("customer")
	for b.Loop() {
		if err := p.Allow(pr, object, Read); err != nil {
			b.Fatal(err)
		}
	}
}
