package similarity

import "testing"

// The identifiers are the examples of the standards and registries themselves.
func TestCheckDigits(t *testing.T) {
	for _, c := range []struct{ scheme, valid, wrong string }{
		{"GTIN", "4006381333931", "4006381333932"}, {"gtin", "96385074", "96385075"}, {"GTIN", "036000291452", "036000291453"},
		{"SSCC", "106141412345678908", "106141412345678907"}, {"GLN", "9506000134352", "9506000134353"},
		{"IBAN", "GB29NWBK60161331926819", "GB29NWBK60161331926891"}, {"IBAN", "DE89370400440532013000", "DE89370400440532013001"},
		{"LEI", "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R13"}, {"ISIN", "US0378331005", "US0378331006"}, {"IMEI", "490154203237518", "490154203237517"},
		{"ISBN", "0306406152", "0306406153"}, {"ISBN", "9780306406157", "9780306406158"}, {"ISBN", "097522980X", "0975229801"},
		{"ISSN", "03785955", "03785956"}, {"ORCID", "0000000218250097", "0000000218250098"}, {"ORCID", "000000021694233X", "0000000216942331"}, {"NPI", "1234567893", "1234567894"},
	} {
		if test := CheckDigits(c.scheme); !test(c.valid) || test(c.wrong) || test("") || test("ЖШ") {
			t.Errorf("%s: %s %v, %s %v", c.scheme, c.valid, test(c.valid), c.wrong, test(c.wrong))
		}
	}
	if CheckDigits("DUNS") != nil {
		t.Error("a scheme without check digits has a test")
	}
}

func TestCompareChecked(t *testing.T) {
	gtin := CheckDigits("GTIN")
	for _, c := range []struct {
		a, b string
		want Result
	}{
		{"4006381333931", "4006381333931", Result{1, Exact}}, {"4006381333931", "4006381333941", Result{0.9, OneEdit}},
		{"4006381333931", "4006381339331", Result{0.95, Transposed}}, {"96385074", "96385047", Result{0.95, Transposed}},
		{"4006381333931", "4006381333948", Result{0, Different}}, {"4006381333932", "4006381333933", Result{0.8, OneEdit}},
		{"036000291452", "00036000291452", Result{1, Exact}}, {"", "96385074", Result{0, Missing}},
	} {
		if got := CompareChecked(c.a, c.b, gtin); got != c.want || CompareChecked(c.b, c.a, gtin) != got {
			t.Errorf("%s, %s: %+v, want %+v", c.a, c.b, got, c.want)
		}
	}
	if got := CompareChecked("DE123456789", "DE123465789", nil); got.Reason != Transposed {
		t.Errorf("without check digits: %+v", got)
	}
}
