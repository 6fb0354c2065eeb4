package access

import (
	"testing"

	"aurum/domain"
	"aurum/policies"
)

func TestWithheldIsWhatSomebodyMayNotSee(t *testing.T) {
	p, err := Load(policies.Embedded)
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		domain    domain.Domain
		attribute string
		want      bool
	}{
		{domain.Supplier, "bankAccounts", true}, {domain.Customer, "birthDate", true},
		{domain.Supplier, "legalName", false}, {domain.Customer, "emails", false},
	} {
		if got := p.Withheld(tc.domain, tc.attribute); got != tc.want {
			t.Errorf("%s.%s withheld: %v", tc.domain, tc.attribute, got)
		}
	}
}
