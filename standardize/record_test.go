package standardize

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"aurum/domain"
)

type raw = map[string]any

func TestRecordBringsEveryKindIntoStandardForm(t *testing.T) {
	for _, tc := range []struct {
		name   string
		domain domain.Domain
		in     raw
		want   raw
	}{
		{"what people type", domain.Customer, raw{
			"legalName": "  Müller   Söhne GmbH ", "phones": []any{"089 123456 0"}, "emails": []any{"Info@Example.COM", "info@example.com"},
			"addresses":  []any{raw{"type": "billing", "lines": []any{"Hauptstr. 5"}, "city": "München", "postalCode": "80331", "country": "Deutschland"}},
			"creditHold": "nein", "creditLimit": "10.000,50", "currency": "eur", "language": "de",
		}, raw{
			"kind": "ORGANIZATION", "legalName": "Müller Söhne GmbH", "phones": []any{"+49891234560"}, "emails": []any{"info@example.com"},
			"addresses":  []any{raw{"type": "BILLING", "lines": []any{"Hauptstr. 5"}, "city": "München", "postalCode": "80331", "country": "DE"}},
			"creditHold": false, "creditLimit": "10000.50", "currency": "EUR", "language": "de",
		}},
		{"a person in one text", domain.Customer, raw{"personName": "Dr. Smith, Robert J. Jr", "birthDate": "1978-12-11"}, raw{
			"kind": "PERSON", "personName": raw{"prefix": "Dr", "given": "Robert", "middle": "J.", "family": "Smith", "suffix": "Jr"}, "birthDate": "1978-12-11",
		}},
		{"numbers with check digits", domain.Customer, raw{
			"legalName": "A", "taxIds": []any{raw{"value": "DE 136 695 976"}, raw{"country": "US", "value": "12-5550173"}},
			"identifiers": []any{raw{"scheme": "lei", "value": "529900T8BM49AURSDO55"}},
		}, raw{
			"kind": "ORGANIZATION", "legalName": "A",
			"taxIds":      []any{raw{"scheme": "VAT", "country": "DE", "value": "DE136695976"}, raw{"scheme": "EIN", "country": "US", "value": "12-5550173"}},
			"identifiers": []any{raw{"scheme": "LEI", "value": "529900T8BM49AURSDO55"}},
		}},
		{"a price refers by the sender's own keys", domain.Price, raw{
			"priceList": "retail", "product": raw{"key": "P-1"}, "customer": raw{"system": "ERP", "key": "7"}, "currency": "CHF", "amount": 12.5, "unit": "Stk",
		}, raw{
			"priceList": "RETAIL", "product": raw{"system": "CRM", "key": "P-1"}, "customer": raw{"system": "ERP", "key": "7"}, "currency": "CHF",
			"amount": "12.5", "unit": "H87",
		}},
		{"an account's side follows from its type", domain.Account, raw{"chart": "GROUP", "code": 1000, "type": "aktiva", "names": "Cash"}, raw{
			"chart": "GROUP", "code": "1000", "type": "ASSET", "normalBalance": "DEBIT", "names": []any{raw{"language": "und", "text": "Cash"}},
		}},
		{"placeholders are no identity", domain.Customer, raw{
			"legalName": "Acme Ltd", "tradingNames": []any{"N/A"}, "emails": []any{"test@test.com"}, "phones": []any{"0000000000"},
			"taxIds": []any{raw{"value": "999999999"}}, "addresses": []any{raw{"city": "unknown"}},
		}, raw{"kind": "ORGANIZATION", "legalName": "Acme Ltd"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, problems := Record(domain.Registry.Of(tc.domain), tc.in, Defaults{System: "CRM"})
			if d := cmp.Diff(domain.Attributes(tc.want), got); d != "" {
				t.Errorf("-want +got:\n%s\nproblems: %+v", d, problems)
			}
			if slices.ContainsFunc(problems, func(p domain.Problem) bool { return p.Severity == domain.Fatal }) {
				t.Errorf("fatal: %+v", problems)
			}
			again, _ := Record(domain.Registry.Of(tc.domain), got, Defaults{System: "CRM"})
			if d := cmp.Diff(got, again); d != "" {
				t.Errorf("standardizing twice differs from once: %s", d)
			}
		})
	}
}

func TestRecordNamesWhatIsWrong(t *testing.T) {
	for _, tc := range []struct {
		name   string
		domain domain.Domain
		in     raw
		field  string
		code   string
	}{
		{"no name", domain.Customer, raw{"emails": []any{"a@b.example"}}, "legalName", "REQUIRED"},
		{"VAT check digit", domain.Customer, raw{"legalName": "A", "taxIds": []any{raw{"value": "DE136695975"}}}, "taxIds.0.value", "INVALID_CHECK_DIGIT"},
		{"e-mail", domain.Customer, raw{"legalName": "A", "emails": []any{"ok@example.com", "nonsense"}}, "emails.1", "INVALID_FORMAT"},
		{"country", domain.Customer, raw{"legalName": "A", "addresses": []any{raw{"city": "X", "country": "Atlantis"}}}, "addresses.0.country", "UNKNOWN_CODE"},
		{"enumeration", domain.Customer, raw{"legalName": "A", "status": "sleepy"}, "status", "UNKNOWN_CODE"},
		{"attribute that is not there", domain.Customer, raw{"legalName": "A", "colour": "red"}, "colour", "UNKNOWN_ATTRIBUTE"},
		{"field that is not there", domain.Customer, raw{"legalName": "A", "addresses": []any{raw{"town": "Bern"}}}, "addresses.0.town", "UNKNOWN_ATTRIBUTE"},
		{"a list for one value", domain.Customer, raw{"legalName": []any{"A", "B"}}, "legalName", "INVALID_FORMAT"},
		{"an object for one value", domain.Customer, raw{"legalName": raw{"x": 1}}, "legalName", "INVALID_FORMAT"},
		{"required", domain.Price, raw{"priceList": "R", "product": raw{"key": "1"}, "currency": "EUR"}, "amount", "REQUIRED"},
		{"no number", domain.Price, raw{"priceList": "R", "product": raw{"key": "1"}, "currency": "EUR", "amount": "cheap"}, "amount", "INVALID_FORMAT"},
		{"negative", domain.Price, raw{"priceList": "R", "product": raw{"key": "1"}, "currency": "EUR", "amount": "-1"}, "amount", "OUT_OF_RANGE"},
		{"currency", domain.Price, raw{"priceList": "R", "product": raw{"key": "1"}, "currency": "XQX", "amount": "1"}, "currency", "UNKNOWN_CODE"},
		{"dates the wrong way round", domain.Price, raw{"priceList": "R", "product": raw{"key": "1"}, "currency": "EUR", "amount": "1",
			"validFrom": "2026-02-01", "validTo": "2026-01-01"}, "validTo", "OUT_OF_RANGE"},
		{"impossible date", domain.Price, raw{"priceList": "R", "product": raw{"key": "1"}, "currency": "EUR", "amount": "1", "validFrom": "31.02.2026"}, "validFrom", ""},
		{"GTIN check digit", domain.Product, raw{"gtins": []any{"4006381333932"}}, "gtins.0", "INVALID_CHECK_DIGIT"},
		{"reference without a key", domain.Price, raw{"priceList": "R", "product": raw{}, "currency": "EUR", "amount": "1"}, "product", "REQUIRED"},
		{"golden id of another domain", domain.Price, raw{"priceList": "R", "product": raw{"id": string(domain.Registry.Of(domain.Customer).NewGoldenID())},
			"currency": "EUR", "amount": "1"}, "product.id", "INVALID_FORMAT"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, problems := Record(domain.Registry.Of(tc.domain), tc.in, Defaults{System: "CRM"})
			for _, p := range problems {
				if p.Severity == domain.Fatal && strings.Join(p.Field, ".") == tc.field && (tc.code == "" || p.Code == tc.code) {
					return
				}
			}
			t.Errorf("%s at %s not among %+v", tc.code, tc.field, problems)
		})
	}
}

func TestWarnKeepsTheRecord(t *testing.T) {
	in := raw{"legalName": "A", "taxIds": []any{raw{"value": "DE136695975"}}}
	got, problems := Record(domain.Registry.Of(domain.Customer), in, Defaults{Warn: []string{"taxIds"}})
	if got["taxIds"] != nil || len(problems) != 1 || problems[0].Severity != domain.Warning {
		t.Errorf("%v %+v", got, problems)
	}
}

// Whatever JSON arrives, the answer is in standard form: standardizing it again changes nothing.
func FuzzRecord(f *testing.F) {
	f.Add("customer", `{"legalName":"A","addresses":[{"lines":["x"],"country":"DE"}],"phones":["1"]}`)
	f.Add("price", `{"priceList":1,"product":{"key":"x"},"amount":"1e3","currency":"$"}`)
	f.Add("account", `{"chart":[1],"names":{"text":"x"},"parent":"7"}`)
	f.Add("product", `{"gtins":"4006381333931","weight":{"value":"1,5","unit":"kg"},"category":[null,"a"]}`)
	f.Fuzz(func(t *testing.T, d, text string) {
		s := domain.Registry.Of(domain.Domain(d))
		in, err := domain.DecodeAttributes([]byte(text))
		if s == nil || err != nil {
			return
		}
		once, problems := Record(s, in, Defaults{System: "X"})
		if slices.ContainsFunc(problems, func(p domain.Problem) bool { return p.Severity == domain.Fatal }) {
			return
		}
		b, err := domain.EncodeAttributes(once)
		if err != nil {
			t.Fatal(err)
		}
		stored, err := domain.DecodeAttributes(b)
		if err != nil {
			t.Fatal(err)
		}
		twice, _ := Record(s, stored, Defaults{System: "X"})
		if !reflect.DeepEqual(stored, twice) {
			t.Fatalf("once %v\ntwice %v", stored, twice)
		}
	})
}
