package mastering_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"aurum/domain"
	"aurum/internal/pgtest"
	"aurum/mastering"
)

// stricter is the plain policies with one change to that of suppliers.
func stricter(t *testing.T, old, now string) *mastering.Policies {
	t.Helper()
	return edited(t, old, now)
}

// edited is the plain policies with changes to that of suppliers, given in pairs of old and new.
func edited(t *testing.T, changes ...string) *mastering.Policies {
	t.Helper()
	files := fstest.MapFS{}
	for _, s := range domain.Registry {
		name := "mastering/" + string(s.Domain) + ".yaml"
		text, err := os.ReadFile("testdata/policies/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if s.Domain == domain.Supplier {
			for i := 0; i < len(changes); i += 2 {
				if !strings.Contains(string(text), changes[i]) {
					t.Fatalf("the policy has no %q", changes[i])
				}
				text = []byte(strings.Replace(string(text), changes[i], changes[i+1], 1))
			}
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	ps, err := mastering.LoadPolicies(files, domain.Registry)
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

func TestAChangedPolicyMatchesAgainAndGivesIdsBack(t *testing.T) {
	url := pgtest.New(t)
	loose, strict := plainPolicies(t), stricter(t, "- {when: exact, weight: 7}", "- {when: exact, weight: 1}")
	start := func(ps *mastering.Policies) *world {
		w := joinWorld(t, url, ps)
		if err := w.db.KeepPolicies(t.Context(), ps.Documents()); err != nil {
			t.Fatal(err)
		}
		return w
	}
	w := start(loose)
	one := func(system, key, name string) {
		w.upsert(mastering.Upsert{Domain: domain.Supplier, System: system, Records: []mastering.Arrival{{Key: key,
			Attributes: domain.Attributes{"legalName": name, "emails": []any{"office@nordwind.example"}}}}})
	}
	one("ERP", "1", "Nordwind Handel GmbH")
	one("CRM", "2", "Nordwind Handel GmbH")
	joined := w.goldens(domain.Supplier)["CRM:2 ERP:1"]
	if joined == nil {
		t.Fatal("the loose policy does not join them")
	}
	for round := range 2 {
		w = start(strict)
		if err := w.hub.Rematch(t.Context()); err != nil {
			t.Fatal(err)
		}
		apart := w.goldens(domain.Supplier)
		if len(apart) != 2 || apart["ERP:1"] == nil || apart["ERP:1"].ID != joined.ID {
			t.Fatalf("round %d: the strict policy leaves %v", round, apart)
		}
		w = start(loose)
		if err := w.hub.Rematch(t.Context()); err != nil {
			t.Fatal(err)
		}
		if again := w.goldens(domain.Supplier)["CRM:2 ERP:1"]; again == nil || again.ID != joined.ID {
			t.Fatalf("round %d: the loose policy does not give the record back: %v", round, again)
		}
	}
	w.checkInvariants()
}
