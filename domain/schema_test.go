package domain

import "testing"

func TestEveryDomainHasAReadableSchema(t *testing.T) {
	for _, s := range Registry {
		if len(s.Attributes) == 0 || s.Prefix == "" || s.Plural == "" {
			t.Errorf("%s: empty schema", s.Domain)
		}
		for _, a := range s.Attributes {
			checkAttribute(t, string(s.Domain)+"."+a.Name, a)
		}
	}
}

func checkAttribute(t *testing.T, path string, a Attribute) {
	t.Helper()
	if a.Doc == "" || a.Name == "" || a.Kind == "" {
		t.Errorf("%s: name, kind and doc are needed: %+v", path, a)
	}
	if a.Kind == "Reference" && Registry.Of(a.References) == nil {
		t.Errorf("%s: points at no domain", path)
	}
	for _, f := range a.Fields {
		checkAttribute(t, path+"."+f.Name, f)
	}
}

func TestGoldenIDsTellTheirDomainAndSortByTime(t *testing.T) {
	var last GoldenID
	for range 1000 {
		id := Registry.Of(Customer).NewGoldenID()
		if id <= last {
			t.Fatalf("%s after %s", id, last)
		}
		last = id
	}
	if s := Registry.OfID(last); s == nil || s.Domain != Customer {
		t.Fatalf("%s belongs to %v", last, s)
	}
	for _, bad := range []GoldenID{"", "cus_", "xxx_" + last[4:], last + "0", "cus_" + "u" + last[5:]} {
		if Registry.OfID(bad) != nil {
			t.Errorf("%q passes for a golden id", bad)
		}
	}
}
