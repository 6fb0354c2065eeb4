package access

import (
	"encoding/json"
	"reflect"
	"testing"

	"aurum/domain"
)

func TestMask(t *testing.T) {
	for in, want := range map[string]string{
		"":                       "",
		"DE89370400440532013000": "••••3000",
		"12345678":               "••••5678",
		"1234567":                "••••",
		"x":                      "••••",
		"Straße über":            "••••über",
		"口座番号一二三四五六":             "••••三四五六",
	} {
		if got := Mask(in); got != want {
			t.Errorf("Mask(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDefaultVisibility(t *testing.T) {
	p := defaultPolicy(t)
	for _, c := range []struct {
		role              Role
		domain, attribute string
		want              Sight
	}{
		{Admin, "supplier", "bankAccounts", Visible},
		{Steward, "supplier", "bankAccounts", Visible},
		{App, "supplier", "bankAccounts", Masked},
		{Source, "supplier", "bankAccounts", Masked},
		{App, "supplier", "legalName", Visible},
		{App, "customer", "birthDate", Hidden},
		{Source, "customer", "birthDate", Hidden},
		{Steward, "customer", "birthDate", Visible},
		{App, "vehicle", "plate", Visible},
		{"wizard", "customer", "legalName", Hidden},
		{"", "customer", "legalName", Hidden},
	} {
		if got := p.Visibility(c.role, c.domain).Of(c.attribute); got != c.want {
			t.Errorf("%s sees %s.%s: %s, want %s", c.role, c.domain, c.attribute, got, c.want)
		}
	}
}

func TestApplyMasksInDepthAndLeavesTheOriginalAlone(t *testing.T) {
	const before = `{"legalName":"Acme GmbH","leadTimeDays":14,"bankAccounts":[{"iban":"DE89370400440532013000","bic":"COBADEFFXXX","primary":true,"limit":9.5,"notes":["call first",null]}]}`
	const after = `{"legalName":"Acme GmbH","leadTimeDays":14,"bankAccounts":[{"iban":"••••3000","bic":"••••FXXX","primary":null,"limit":null,"notes":["••••irst",null]}]}`
	attributes := decode(t, before)
	got := defaultPolicy(t).Visibility(App, "supplier").Apply(attributes)
	if !reflect.DeepEqual(got, decode(t, after)) {
		t.Errorf("shown %v", got)
	}
	if !reflect.DeepEqual(attributes, decode(t, before)) {
		t.Errorf("the original became %v", attributes)
	}
}

func TestApplyLeavesHiddenOut(t *testing.T) {
	v := defaultPolicy(t).Visibility(App, "customer")
	got := v.Apply(map[string]any{"birthDate": "1980-02-29", "kind": "PERSON"})
	if !reflect.DeepEqual(got, map[string]any{"kind": "PERSON"}) {
		t.Errorf("shown %v", got)
	}
	if v.Value("birthDate", "1980-02-29") != nil || v.Value("kind", "PERSON") != "PERSON" {
		t.Error("single values are not shown like the whole")
	}
	if v.Apply(nil) != nil {
		t.Error("no attributes became some")
	}
	if got := (Visibility{}).Apply(map[string]any{"kind": "PERSON"}); len(got) != 0 {
		t.Errorf("the zero visibility shows %v", got)
	}
}

func TestMaskedGoValues(t *testing.T) {
	v := defaultPolicy(t).Visibility(App, "supplier")
	for _, c := range []struct{ in, want any }{
		{domain.IBAN("DE89370400440532013000"), "••••3000"},
		{[]string{"DE89370400440532013000"}, []any{"••••3000"}},
		{[]map[string]any{{"bic": "COBADEFFXXX"}}, []any{map[string]any{"bic": "••••FXXX"}}},
		{json.Number("123456789012"), nil},
		{json.RawMessage(`"DE89370400440532013000"`), nil},
		{42, nil},
		{true, nil},
		{nil, nil},
		{struct{ IBAN string }{"DE89370400440532013000"}, nil},
	} {
		if got := v.Value("bankAccounts", c.in); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%T %v is shown as %#v, want %#v", c.in, c.in, got, c.want)
		}
	}
}

func TestVisibilityPrecedence(t *testing.T) {
	p := mustLoad(t, `
p, app, attribute:supplier.bankAccounts, mask
p, app, attribute:*.taxIds, mask
p, app, attribute:customer.taxIds, show
p, app, attribute:account.*, hide
p, app, attribute:account.code, show
g, payments, app
p, payments, attribute:supplier.bankAccounts, show
g, clerk, payments
g, temp, nobody
p, temp, attribute:*.*, hide
p, temp, attribute:*.names, mask
p, temp, attribute:product.*, show
g, both, app
g, both, temp
`)
	for _, c := range []struct {
		role              Role
		domain, attribute string
		want              Sight
	}{
		{"payments", "supplier", "bankAccounts", Visible}, // own over inherited
		{"clerk", "supplier", "bankAccounts", Visible},    // nearer over farther
		{"clerk", "supplier", "taxIds", Masked},
		{App, "supplier", "taxIds", Masked},
		{App, "customer", "taxIds", Visible}, // what names more
		{App, "account", "code", Visible},
		{App, "account", "names", Hidden},
		{"temp", "price", "amount", Hidden},
		{"temp", "product", "sku", Visible},
		{"temp", "product", "names", Masked}, // an attribute counts more than a domain
		{"temp", "vehicle", "plate", Hidden},
		{"both", "supplier", "bankAccounts", Masked}, // equally near: what names more
		{"both", "customer", "legalName", Hidden},
	} {
		if got := p.Visibility(c.role, c.domain).Of(c.attribute); got != c.want {
			t.Errorf("%s sees %s.%s: %s, want %s", c.role, c.domain, c.attribute, got, c.want)
		}
	}
}

func TestEquallyNearAndPreciseTheStricterWins(t *testing.T) {
	for _, csv := range []string{
		"g, both, app\ng, both, steward\np, app, attribute:customer.phones, mask\np, steward, attribute:customer.phones, hide\n",
		"g, both, steward\ng, both, app\np, steward, attribute:customer.phones, hide\np, app, attribute:customer.phones, mask\n",
	} {
		if got := mustLoad(t, csv).Visibility("both", "customer").Of("phones"); got != Hidden {
			t.Errorf("phones: %s, want hide", got)
		}
	}
}

func TestVisibilityKeyTellsWhatIsShown(t *testing.T) {
	p := defaultPolicy(t)
	key := func(role Role, domain string) string { return p.Visibility(role, domain).Key() }
	if key(App, "supplier") != key(Source, "supplier") {
		t.Error("app and source see the same but have other keys")
	}
	if key(App, "supplier") == key(Admin, "supplier") {
		t.Error("app and admin see other things but have one key")
	}
	if got, want := key(App, "supplier"), "*=show;bankAccounts=mask"; got != want {
		t.Errorf("key %q, want %q", got, want)
	}
	if !p.Visibility(Admin, "supplier").Full() || p.Visibility(App, "supplier").Full() {
		t.Error("Full is wrong")
	}
}

func TestWithheldAttributesCannotBeAskedFor(t *testing.T) {
	p := defaultPolicy(t)
	app := Principal{Role: App}
	if err := p.AllowUse(app, "customer", "legalName"); err != nil {
		t.Error(err)
	}
	for attribute, of := range map[string]string{"birthDate": "customer", "bankAccounts": "supplier"} {
		err := p.AllowUse(app, of, attribute)
		if domain.CodeOf(err) != domain.Forbidden {
			t.Errorf("filter by %s: %v", attribute, err)
		}
		if err := p.AllowUse(Principal{Role: Steward}, of, attribute); err != nil {
			t.Error(err)
		}
	}
}

func decode(t *testing.T, text string) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		t.Fatal(err)
	}
	return m
}
