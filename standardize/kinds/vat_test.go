package kinds

import (
	"strings"
	"testing"
)

func TestExamplesOfMessagesAreValid(t *testing.T) {
	for _, prefix := range sortedKeys(vatSchemes) {
		scheme := vatSchemes[prefix]
		if got, owner, err := VAT(scheme.example, ""); err != nil || got != scheme.example || owner != scheme.country {
			t.Errorf("%s: VAT(%s) = %s, %s, %v", prefix, scheme.example, got, owner, err)
		}
	}
}

// TestVATCheckDigits: a published number is valid, the same with its last digit (letter) moved by one is not.
func TestVATCheckDigits(t *testing.T) {
	valid := strings.Fields(`ATU13585627 BE0403170701 BE0428759497 BG175074752 CHE107787577 CY10259033P CZ25123891 CZ640903926 CZ7103192745 DE136695976 DK13585628
		EE100931558 EE100594102 EL094259216 ESB58378431 ESA28015865 ESP2807900B ES54362315K ESX2482300W FI20774740 FR40303265045 FR23334175221 FRK7399859412 FR83404833048
		GB980780684 HR33392005961 HU12892312 IE6433435F IE6433435OA IE8D79739I IT00743110157 LT119511515 LT100001919017 LU15027442 LV40003521600 LV16117519997
		MT11679112 NL004495445B01 NL123456789B13 NO974760673 NO995525828 PL8567346215 PT501964843 RO18547290 SI50223054 SK2022749619 XI980780684`)
	for _, value := range valid {
		if got, _, err := VAT(value, ""); err != nil || got != value {
			t.Errorf("VAT(%s) = %s, %v", value, got, err)
		}
		bad := mistyped(value)
		if _, _, err := VAT(bad, ""); codeOf(err) != InvalidCheckDigit {
			t.Errorf("VAT(%s): got %v, want %s", bad, err, InvalidCheckDigit)
		}
	}
}

// mistyped changes the digit at which every scheme notices one mistake: the last but two.
func mistyped(value string) string {
	at := len(value) - 4
	for value[at] < '0' || value[at] > '9' {
		at--
	}
	return value[:at] + string('0'+(value[at]-'0'+1)%10) + value[at+1:]
}

func TestVATSpellings(t *testing.T) {
	for _, c := range []struct{ value, country, want, owner, code string }{
		{"de 136.695.976", "", "DE136695976", "DE", ""},
		{"136695976", "DE", "DE136695976", "DE", ""},
		{"USt-IdNr. DE136695976", "", "DE136695976", "DE", ""},
		{"CHE-107.787.577 MWST", "", "CHE107787577", "CH", ""},
		{"107.787.577", "CH", "CHE107787577", "CH", ""},
		{"NO 974 760 673 MVA", "", "NO974760673", "NO", ""},
		{"GR094259216", "", "EL094259216", "GR", ""},
		{"EL 094259216", "GR", "EL094259216", "GR", ""},
		{"94259216", "GR", "EL094259216", "GR", ""},
		{"403.170.701", "BE", "BE0403170701", "BE", ""},
		{"13585627", "AT", "ATU13585627", "AT", ""},
		{"BE 0403.170.701", "BE", "BE0403170701", "BE", ""},
		{"FR40303265045", "DE", "FR40303265045", "FR", CountryMismatch},
		{"GD001", "GB", "GBGD001", "GB", ""},
		{"GBHA501", "", "GBHA501", "GB", ""},
		{"434031495", "GB", "434031495", "GB", InvalidCheckDigit},
		{"IE1*13571A", "", "IE1*13571A", "IE", InvalidCheckDigit},
		{"SE556012579001", "", "SE556012579001", "SE", ""},
		{"556012579101", "SE", "556012579101", "SE", InvalidCheckDigit},
		{"DE12345", "", "DE12345", "DE", InvalidFormat},
		{"123456789", "", "123456789", "", NoCountry},
		{"27AAPFU0939F1ZV", "IN", "27AAPFU0939F1ZV", "IN", ""},
		{"", "DE", "", "DE", ""},
	} {
		got, owner, err := VAT(c.value, c.country)
		if got != c.want || owner != c.owner || codeOf(err) != c.code {
			t.Errorf("VAT(%q, %q) = %q, %q, %v; want %q, %q, %s", c.value, c.country, got, owner, err, c.want, c.owner, c.code)
		}
	}
}

func codeOf(err error) string {
	p, _ := AsProblem(err)
	return p.Code
}
