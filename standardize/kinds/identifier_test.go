package kinds

import "testing"

func TestIdentifierSchemes(t *testing.T) {
	for _, c := range []struct{ scheme, value, want, code string }{
		{"IBAN", "de89 3704 0044 0532 0130 00", "DE89370400440532013000", ""},
		{"IBAN", "IBAN GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432", ""},
		{"IBAN", "FR1420041010050500013M02606", "FR1420041010050500013M02606", ""},
		{"IBAN", "CH9300762011623852957", "CH9300762011623852957", ""},
		{"IBAN", "NO9386011117947", "NO9386011117947", ""},
		{"IBAN", "MT84MALT011000012345MTLCAST001S", "MT84MALT011000012345MTLCAST001S", ""},
		{"IBAN", "DE88370400440532013000", "DE88370400440532013000", InvalidCheckDigit},
		{"IBAN", "DE8937040044053201300", "DE8937040044053201300", InvalidFormat},
		{"IBAN", "US12345678901234567890", "US12345678901234567890", UnknownCode},
		{"IBAN", "hello", "HELLO", InvalidFormat},
		{"BIC", "deutdeffxxx", "DEUTDEFF", ""},
		{"swift", "DEUTDEFF500", "DEUTDEFF500", ""},
		{"BIC", "DEUTQQFF", "DEUTQQFF", UnknownCode},
		{"BIC", "DEUT", "DEUT", InvalidFormat},
		{"GTIN", "4006381333931", "04006381333931", ""},
		{"EAN", "40 06381 33393 1", "04006381333931", ""},
		{"GTIN", "036000291452", "00036000291452", ""},
		{"GTIN", "36000291452", "00036000291452", ""},
		{"GTIN", "96385074", "00000096385074", ""},
		{"GTIN", "10614141000415", "10614141000415", ""},
		{"GTIN", "4006381333932", "4006381333932", InvalidCheckDigit},
		{"GTIN", "123", "123", InvalidFormat},
		{"GTIN", "0000000000000", "0000000000000", InvalidFormat},
		{"GLN", "4012345000009", "4012345000009", ""},
		{"GLN", "4012345000008", "4012345000008", InvalidCheckDigit},
		{"GLN", "40123450", "40123450", InvalidFormat},
		{"DUNS", "15-048-3782", "150483782", ""},
		{"duns number", "5098 6524", "050986524", ""},
		{"DUNS", "12", "12", InvalidFormat},
		{"LEI", "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12", ""},
		{"LEI", "5493001KJTIIGC8Y1R13", "5493001KJTIIGC8Y1R13", InvalidCheckDigit},
		{"LEI", "5493001", "5493001", InvalidFormat},
		{"EIN", "137654321", "13-7654321", ""},
		{"EIN", "3-7654321", "03-7654321", ""},
		{"EIN", "13-76", "1376", InvalidFormat},
		{"SSN", "521-21-2123", "521212123", ""},
		{"SSN", "XXX-XX-3241", "3241", ""},
		{"SSN", "000-12-3456", "000123456", InvalidFormat},
		{"VAT", "DE 136695976", "DE136695976", ""},
		{"drivers license", " nv-112 233", "NV112233", ""},
		{"PASSPORT", "c01x 00t47", "C01X00T47", ""},
		{"own scheme", "a.b-1", "AB1", ""},
	} {
		got, err := Identifier(c.scheme, c.value)
		if got != c.want || codeOf(err) != c.code {
			t.Errorf("Identifier(%s, %q) = %q, %v; want %q, %s", c.scheme, c.value, got, err, c.want, c.code)
		}
	}
}

func TestTariffAndClassCodes(t *testing.T) {
	for _, c := range []struct{ got, code, want, wantCode string }{
		tariff("8471.30", "847130", ""), tariff("8471.30.01.00", "8471300100", ""), tariff("106.90", "010690", ""),
		tariff("9999.99", "999999", UnknownCode), tariff("77.00.00", "770000", UnknownCode), tariff("84", "84", InvalidFormat),
	} {
		if c.got != c.want || c.code != c.wantCode {
			t.Errorf("HSCode: got %q %s, want %q %s", c.got, c.code, c.want, c.wantCode)
		}
	}
	if got, err := UNSPSC("4321"); got != "43210000" || err != nil {
		t.Errorf("UNSPSC(4321) = %q, %v", got, err)
	}
}

func tariff(in, want, wantCode string) struct{ got, code, want, wantCode string } {
	got, err := HSCode(in)
	return struct{ got, code, want, wantCode string }{got, codeOf(err), want, wantCode}
}

func TestTaxID(t *testing.T) {
	for _, c := range []struct {
		in, want TaxNumber
		code     string
	}{
		{TaxNumber{"vat", "Deutschland", "136 695 976"}, TaxNumber{"VAT", "DE", "DE136695976"}, ""},
		{TaxNumber{"", "", "IT00743110157"}, TaxNumber{"VAT", "IT", "IT00743110157"}, ""},
		{TaxNumber{"Tax ID", "IN", "32aabcu9603r1zm"}, TaxNumber{"TAX_ID", "IN", "32AABCU9603R1ZM"}, ""},
		{TaxNumber{"EIN", "", "84-1234567"}, TaxNumber{"EIN", "US", "84-1234567"}, ""},
		{TaxNumber{"VAT", "EL", "094259216"}, TaxNumber{"VAT", "GR", "EL094259216"}, ""},
		{TaxNumber{"PESEL", "Utopia", "1"}, TaxNumber{"PESEL", "Utopia", "1"}, UnknownCode},
	} {
		if got, err := TaxID(c.in); got != c.want || codeOf(err) != c.code {
			t.Errorf("TaxID(%+v) = %+v, %v; want %+v, %s", c.in, got, err, c.want, c.code)
		}
	}
}

func TestGTINForm(t *testing.T) {
	for in, want := range map[string]string{"04006381333931": "4006381333931", "00000096385074": "96385074", "00036000291452": "036000291452", "10614141000415": "10614141000415", "x": "x"} {
		if got := GTINForm(in); got != want {
			t.Errorf("GTINForm(%s) = %s, want %s", in, got, want)
		}
	}
}

func TestSchemesOfPersonalDocuments(t *testing.T) {
	for said, want := range map[string]string{
		"passport USA": "PASSPORT_US", "PASSPORT_US": "PASSPORT_US", "Passport (Canada)": "PASSPORT_CA", "passport": "PASSPORT",
		"driver's license Texas": "DRIVERS_LICENSE_TX", "DRIVERS_LICENSE_TX": "DRIVERS_LICENSE_TX",
		"national id Hong Kong": "NATIONAL_ID_HK", "national id number": "NATIONAL_ID_NUMBER", "LEI Germany": "LEI_GERMANY",
	} {
		if got := Scheme(said); got != want {
			t.Errorf("%s is %s, want %s", said, got, want)
		}
	}
}
