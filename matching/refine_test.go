package matching

import (
	"slices"
	"testing"

	"aurum/domain"
)

func TestCommonKeysAreJoinedWithFurtherOnes(t *testing.T) {
	m := compiled(t, domain.Customer, join(
		"frequencies: {towns: {default: 0.001, berlin: 0.2}}",
		"blocking: [{keys: [addresses.city], refine: {common: towns, by: [addresses.postalCode, legalName.phonetic]}}]",
		"comparisons: [{attribute: legalName, levels: [{when: exact, weight: 20}]}]"))
	keys := func(name, city, code string) []int64 {
		a := domain.Attributes{"addresses": []any{map[string]any{"city": city}}}
		if name != "" {
			a["legalName"] = name
		}
		if code != "" {
			a["addresses"] = []any{map[string]any{"city": city, "postalCode": code}}
		}
		return m.Prepare(a).Keys()
	}
	meet := func(a, b []int64) bool {
		return slices.ContainsFunc(a, func(k int64) bool { return slices.Contains(b, k) })
	}
	if !meet(keys("Acme", "Bonn", "53111"), keys("Other", "Bonn", "53113")) {
		t.Error("a town that is not listed brings its records together")
	}
	if meet(keys("Acme", "Berlin", "10115"), keys("Other", "Berlin", "10117")) {
		t.Error("a listed town alone brings records together")
	}
	if !meet(keys("Acme", "Berlin", "10115"), keys("Other", "Berlin", "10115")) || !meet(keys("Acme", "Berlin", ""), keys("Acme", "Berlin", "10117")) {
		t.Error("a listed town with a further key in common does not")
	}
	if !meet(keys("", "Berlin", ""), keys("", "Berlin", "")) {
		t.Error("records without a further key are dropped")
	}
}
