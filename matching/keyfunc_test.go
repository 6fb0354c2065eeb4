package matching

import (
	"slices"
	"testing"

	"aurum/domain"
)

func TestKeyFunctions(t *testing.T) {
	const acme = `{legalName: "Acme International Trading GmbH", emails: [info@acme.de, jo@gmail.com], phones: ["+41446681800"],
 websites: ["https://www.acme.de/shop?x=1"], addresses: [{lines: ["Hauptstr. 5"], postalCode: "8001", country: CH}],
 personName: {given: Jürgen, family: Müller}, birthDate: "1980-02-01", taxIds: [{scheme: VAT, country: CH, value: CHE-107.787.577}],
 identifiers: [{scheme: DUNS, value: "123456789"}]}`
	for _, c := range []struct {
		expression string
		want       []string
	}{
		{"legalName", []string{"acme international trading gmbh"}},
		{"legalName.core", []string{"acmeinternationaltrading"}},
		{"legalName.bare", []string{"acmeinternationaltrading"}},
		{"legalName.word", []string{"acme"}},
		{"legalName.rarest(1)", []string{"acme"}},
		{"legalName.employer", []string{"acme"}},
		{"tradingNames.employer", nil},
		{"legalName.acronym", []string{"ait"}},
		{"legalName.core.prefix(4)", []string{"acme"}},
		{"legalName.sorted.prefix(6)", []string{"acmein"}},
		{"legalName.first", []string{"acme"}},
		{"legalName.last", []string{"gmbh"}},
		{"legalName.word.phonetic", []string{"AKM"}},
		{"legalName.initial", []string{"a"}},
		{"emails.domain", []string{"acme.de"}},
		{"emails.local", []string{"info", "jo"}},
		{"websites", []string{"acme.de/shop"}},
		{"websites.domain", []string{"acme.de"}},
		{"phones.suffix(7)", []string{"6681800"}},
		{"phones.suffix(20)", nil},
		{"addresses.house", []string{"5 haupt"}},
		{"addresses.street", []string{"haupt"}},
		{"addresses.number", []string{"5"}},
		{"addresses.postalCode", []string{"8001"}},
		{"personName", []string{"jurgen muller"}},
		{"personName.family", []string{"muller"}},
		{"personName.family.phonetic", []string{"MLR"}},
		{"personName.sounds", []string{"JRJN MLR"}},
		{"birthDate.year", []string{"1980"}},
		{"birthDate.anagram", []string{"--00011289"}},
		{"birthDate.digits", []string{"19800201"}},
		{"taxIds", []string{"ch|CHE107787577"}},
		{"identifiers.DUNS", []string{"duns|123456789"}},
		{"identifiers.LEI", nil},
		{"identifiers.value", []string{"123456789"}},
		{"tradingNames.core", nil},
	} {
		m := compiled(t, domain.Customer, "{blocking: [["+c.expression+"]], rules: [{name: r, when: {equal: taxIds}, then: link}]}")
		got := m.blocking[0].parts[0].of(m.Prepare(attributes(t, acme)))
		if !slices.Equal(got, c.want) {
			t.Errorf("%s gives %q, want %q", c.expression, got, c.want)
		}
	}
}

func TestNumbersOfProductNames(t *testing.T) {
	m := compiled(t, domain.Product, "{blocking: [[names.numbers]], rules: [{name: r, when: {equal: sku}, then: link}]}")
	a := m.Prepare(attributes(t, `{names: [{language: en, text: "Bolt M8 x 20"}]}`))
	b := m.Prepare(attributes(t, `{names: [{language: de, text: "20 x M8 Schraube"}]}`))
	if !slices.Equal(a.Keys(), b.Keys()) || len(a.Keys()) != 1 {
		t.Errorf("keys %v and %v, want one in common", a.Keys(), b.Keys())
	}
}

func TestNames(t *testing.T) {
	m := compiled(t, domain.Customer, join(
		"combine: {name: [legalName, personName, tradingNames]}",
		"blocking: [[name.core]]",
		"rules: [{name: r, when: {equal: taxIds}, then: link}]"))
	company := m.Prepare(attributes(t, `{legalName: "Hans Müller e.K."}`))
	person := m.Prepare(attributes(t, `{personName: {given: Hans, family: Mueller}}`))
	if !slices.Equal(company.Keys(), person.Keys()) {
		t.Error("a sole trader and the company that bears his name have no key in common")
	}
}

func TestKeysNeedEveryPart(t *testing.T) {
	m := compiled(t, domain.Customer, "{blocking: [[legalName.core, addresses.postalCode]], rules: [{name: r, when: {equal: taxIds}, then: link}]}")
	if k := m.Prepare(attributes(t, `{legalName: Acme}`)).Keys(); len(k) != 0 {
		t.Errorf("%d keys without a postal code, want none", len(k))
	}
	two := attributes(t, `{legalName: Acme, addresses: [{postalCode: "1"}, {postalCode: "2"}]}`)
	if k := m.Prepare(two).Keys(); len(k) != 2 {
		t.Errorf("%d keys with two postal codes, want 2", len(k))
	}
}

func TestKeysAreBounded(t *testing.T) {
	m := compiled(t, domain.Customer, "{blocking: [[emails, phones]], rules: [{name: r, when: {equal: taxIds}, then: link}]}")
	a := domain.Attributes{"emails": []any{}, "phones": []any{}}
	for i := range 200 {
		a["emails"] = append(a["emails"].([]any), string(rune('a'+i%26))+string(rune('a'+i/26))+"@x.com")
		a["phones"] = append(a["phones"].([]any), "+41"+string(rune('a'+i%26))+string(rune('a'+i/26)))
	}
	if n := len(m.Prepare(a).Keys()); n > maxKeys {
		t.Errorf("%d keys of one rule, want at most %d", n, maxKeys)
	}
}

// TestKeysAreStable pins keys: they are stored, so that a change of the hash would lose every match until all records are
// keyed anew.
func TestKeysAreStable(t *testing.T) {
	m := compiled(t, domain.Customer, "{blocking: [[legalName.core]], rules: [{name: r, when: {equal: taxIds}, then: link}]}")
	got := m.Prepare(attributes(t, `{legalName: Acme AG}`)).Keys()
	if want := []int64{pinnedKey}; !slices.Equal(got, want) {
		t.Errorf("key %d, want %d", got, want)
	}
	other := compiled(t, domain.Supplier, "{blocking: [[legalName.core]], rules: [{name: r, when: {equal: taxIds}, then: link}]}")
	if slices.Equal(other.Prepare(attributes(t, `{legalName: Acme AG}`)).Keys(), got) {
		t.Error("customers and suppliers share a key")
	}
}

const pinnedKey = -1864393983493920754
