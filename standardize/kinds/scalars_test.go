package kinds

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// check compares one standardized value and the code of its problem with what is expected.
func check(t *testing.T, kind, in, got string, err error, want, code string) {
	t.Helper()
	if got != want || codeOf(err) != code {
		t.Errorf("%s(%q) = %q, %v; want %q, %s", kind, in, got, err, want, code)
	}
}

func TestDecimal(t *testing.T) {
	for _, c := range [][3]string{
		{"1.234,56", "1234.56"}, {"1,234.56", "1234.56"}, {"1'234.56", "1234.56"}, {"1’234.56", "1234.56"}, {"1 234,56", "1234.56"}, {"1\u00a0234,56", "1234.56"},
		{"1,23,456.78", "123456.78"}, {"1.234", "1.234"}, {"1,234", "1234", Ambiguous}, {"0,123", "0.123"}, {"1234,567", "1234.567"}, {"1,234,567", "1234567"},
		{"1.234.567", "1234567"}, {"€ 12.50", "12.50"}, {"12.50 CHF", "12.50"}, {"USD 1,000,000", "1000000"}, {"-$5", "-5"}, {"(1.50)", "-1.50"}, {"1.5-", "-1.5"}, {"−3", "-3"},
		{"1e5", "100000"}, {"2.5E-3", "0.0025"}, {".5", "0.5"}, {"5.", "5"}, {"-0.00", "0.00"}, {"007", "7"}, {"１２", "12"},
		{"5%", "5%", InvalidFormat}, {"12.3.4", "12.3.4", InvalidFormat}, {"1 2", "1 2", InvalidFormat}, {"abc", "abc", InvalidFormat}, {"--1", "--1", InvalidFormat},
		{"1e39", "1e39", OutOfRange}, {"1e99999999999999999999", "1e99999999999999999999", OutOfRange}, {"", ""},
		{strings.Repeat("9", 38), strings.Repeat("9", 38)}, {strings.Repeat("9", 39), strings.Repeat("9", 39), OutOfRange},
	} {
		got, err := Decimal(c[0])
		check(t, "Decimal", c[0], got, err, c[1], c[2])
	}
}

func TestInteger(t *testing.T) {
	for _, c := range [][3]string{{"1'000", "1000"}, {"1.0", "1"}, {"-7", "-7"}, {"1.5", "1.5", InvalidFormat}, {"9223372036854775808", "9223372036854775808", OutOfRange}, {"x", "x", InvalidFormat}, {"", ""}} {
		got, err := Integer(c[0])
		check(t, "Integer", c[0], got, err, c[1], c[2])
	}
}

func TestBoolean(t *testing.T) {
	for in, want := range map[string]bool{"Yes": true, "JA": true, "oui": true, "sí": true, "1": true, "X": true, "✓": true, "nein": false, "0": false, "FALSE": false, "não": false} {
		if got, err := Boolean(in); err != nil || got != want {
			t.Errorf("Boolean(%q) = %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "maybe", "2"} {
		if _, err := Boolean(in); codeOf(err) != InvalidFormat {
			t.Errorf("Boolean(%q): %v", in, err)
		}
	}
}

func TestDate(t *testing.T) {
	born := DateHint{Order: MonthFirst, NotAfter: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	for _, c := range []struct {
		in         string
		hint       DateHint
		want, code string
	}{
		{"2024-12-31", DateHint{}, "2024-12-31", ""}, {"31.12.2024", DateHint{}, "2024-12-31", ""}, {"3.4.2024", DateHint{Order: MonthFirst}, "2024-04-03", ""},
		{"12/31/2024", DateHint{Order: DayFirst}, "2024-12-31", ""}, {"31/12/2024", DateHint{Order: MonthFirst}, "2024-12-31", ""},
		{"3/4/2024", DateHint{Order: DayFirst}, "2024-04-03", ""}, {"3/4/2024", DateHint{Order: MonthFirst}, "2024-03-04", ""}, {"3/4/2024", DateHint{}, "3/4/2024", Ambiguous},
		{"5/5/2024", DateHint{}, "2024-05-05", ""}, {"2024/12/31", DateHint{}, "2024-12-31", ""}, {"20241231", DateHint{}, "2024-12-31", ""},
		{"31 Dec 2024", DateHint{}, "2024-12-31", ""}, {"Dec 31, 2024", DateHint{}, "2024-12-31", ""}, {"1. März 2024", DateHint{}, "2024-03-01", ""}, {"1er août 2024", DateHint{}, "2024-08-01", ""},
		{"1 de marzo de 2024", DateHint{}, "2024-03-01", ""}, {"Friday, March 1st, 2024", DateHint{}, "2024-03-01", ""},
		{"2024-12-31T23:00:00+02:00", DateHint{}, "2024-12-31", ""}, {"12/31/2024 12:00:00 AM", DateHint{}, "2024-12-31", ""},
		{"15-Mar-92", DateHint{}, "1992-03-15", ""}, {"2/4/31", born, "1931-02-04", ""}, {"2/8/06", born, "2006-02-08", ""}, {"2/4/31", DateHint{Order: MonthFirst}, "2031-02-04", ""},
		{"2024-02-30", DateHint{}, "2024-02-30", OutOfRange}, {"2023-02-29", DateHint{}, "2023-02-29", OutOfRange}, {"2024-02-29", DateHint{}, "2024-02-29", ""},
		{"1985", DateHint{}, "1985", InvalidFormat}, {"soon", DateHint{}, "soon", InvalidFormat}, {"0000-00-00", DateHint{}, "0000-00-00", OutOfRange}, {"", DateHint{}, "", ""},
	} {
		got, err := Date(c.in, c.hint)
		check(t, "Date", c.in, got, err, c.want, c.code)
	}
	if DateOrderOf("US") != MonthFirst || DateOrderOf("DE") != DayFirst || DateOrderOf("CA") != OrderUnknown {
		t.Error("DateOrderOf")
	}
}

func TestCountry(t *testing.T) {
	for in, want := range map[string]string{
		"de": "DE", "DEU": "DE", "276": "DE", "004": "AF", "4": "AF", "Germany": "DE", "Deutschland": "DE", "Allemagne": "DE", "Alemania": "DE", "Germania": "DE", "Duitsland": "DE",
		"U.S.A.": "US", "United States of America": "US", "Great Britain": "GB", "UK": "GB", "Holland": "NL", "The Netherlands": "NL", "Österreich": "AT", "Oesterreich": "AT",
		"日本": "JP", "Россия": "RU", "NA": "NA", "Côte d’Ivoire": "CI", "Korea, Republic of": "KR", "Republic of Ireland": "IE", "Gambia (the)": "GM", "Democratic Republic of the Congo": "CD", "Dominican Republic": "DO", "Dominica": "DM", "Republic of China": "TW", "North Macedonia": "MK", "Lichtenstein": "LI", "Kosovo": "XK", "EL": "GR", " españa ": "ES", "": "",
	} {
		got, err := Country(in)
		check(t, "Country", in, got, err, want, "")
	}
	for _, in := range []string{"Atlantis", "Helena", "the", "Republic of"} {
		got, err := Country(in)
		check(t, "Country", in, got, err, in, UnknownCode)
	}
	for _, code := range strings.Fields(countryCodes) {
		got, err := Country(code)
		check(t, "Country", code, got, err, code, "")
	}
}

func TestCurrency(t *testing.T) {
	for _, c := range [][4]string{
		{"eur", "", "EUR"}, {"€", "", "EUR"}, {"£", "", "GBP"}, {"$", "US", "USD"}, {"$", "CA", "CAD"}, {"$", "", "$", Ambiguous}, {"$", "DE", "$", Ambiguous}, {"kr", "NO", "NOK"},
		{"Schweizer Franken", "", "CHF"}, {"Fr.", "", "CHF"}, {"US$", "", "USD"}, {"US Dollar", "", "USD"}, {"zł", "", "PLN"}, {"DEM", "", "DEM", Obsolete}, {"XXX", "", "XXX", UnknownCode}, {"shells", "", "shells", UnknownCode}, {"", "", ""},
	} {
		got, err := Currency(c[0], c[1])
		check(t, "Currency", c[0], got, err, c[2], c[3])
	}
}

func TestUnit(t *testing.T) {
	for in, want := range map[string]string{
		"pcs": "H87", "Stk": "H87", "Stück": "H87", "Stueck": "H87", "ST": "H87", "pièce": "H87", "ea": "EA", "each": "EA", "C62": "C62", "kg": "KGM", "KGM": "KGM", "g": "GRM", "L": "LTR", "ml": "MLT", "m": "MTR", "cm": "CMT",
		"box": "BX", "XBX": "BX", "carton": "CT", "Palette": "PF", "pack": "PK", "dozen": "DZN", "roll": "RO", "pair": "PR", "set": "SET", "hrs": "HUR", "m²": "MTK", `"`: "INH", "case": "CS", "": "",
	} {
		got, err := Unit(in)
		check(t, "Unit", in, got, err, want, "")
	}
	got, err := Unit("smidgen")
	check(t, "Unit", "smidgen", got, err, "smidgen", UnknownCode)
	for _, code := range sortedKeys(unitAliases) {
		got, err := Unit(code)
		check(t, "Unit", code, got, err, code, "")
	}
}

func TestLanguage(t *testing.T) {
	for in, want := range map[string]string{"English": "en", "de_CH": "de-CH", "deu": "de", "Deutsch": "de", "français": "fr", "zh-hant": "zh-Hant", "Español": "es", "nl": "nl", "": ""} {
		got, err := Language(in)
		check(t, "Language", in, got, err, want, "")
	}
	for _, in := range []string{"xx", "und", "Klingonisch!"} {
		got, err := Language(in)
		check(t, "Language", in, got, err, in, UnknownCode)
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"  a\t b\r\nc ": "a b c", "a\u200bb\ufeff": "ab", "e\u0301": "é", "a\x00b": "ab", "\xff\xfeok": "ok", "\u00a0x\u3000y": "x y", "soft\u00adhyphen": "softhyphen",
	} {
		if got := CleanText(in); got != want {
			t.Errorf("CleanText(%q) = %q, want %q", in, got, want)
		}
	}
	got, err := Text("ééé", 2)
	check(t, "Text", "ééé", got, err, "éé", TooLong)
	if got := CleanText(strings.Repeat("é", MaxInput)); len(got) > MaxInput {
		t.Errorf("CleanText kept %d bytes", len(got))
	}
}

func TestProblemIsAnError(t *testing.T) {
	_, err := Unit(strings.Repeat("very ", 20) + "long")
	var p Problem
	if !errors.As(err, &p) || p.Severity != Error || p.Severity.String() != "error" || Warning.String() != "warning" {
		t.Fatalf("not a problem: %#v", err)
	}
	if !strings.Contains(p.Message, "…") || len(p.Message) > 160 {
		t.Errorf("the message repeats the value at full length: %s", p.Message)
	}
	if _, ok := AsProblem(nil); ok {
		t.Error("nil is a problem")
	}
}
