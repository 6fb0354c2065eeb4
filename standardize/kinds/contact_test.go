package kinds

import "testing"

func TestPhone(t *testing.T) {
	for _, c := range []struct {
		in, country, want, code string
		valid                   bool
	}{
		{" +1 (555) 010-9999", "", "+15550109999", "", false}, {"(320) 392-2137", "US", "+13203922137", "", true}, {"18188922818", "US", "+18188922818", "", true},
		{"0049 89 1234567", "", "+49891234567", "", true}, {"+49 (0)89 1234567", "", "+49891234567", "", true}, {"089 / 1234567", "DE", "+49891234567", "", true},
		{"+39 0352 6553537", "", "+3903526553537", "", false}, {"+7(4812)85-62-34", "", "+74812856234", "", true}, {"Tel. +41 44 668 18 00", "", "+41446681800", "", true},
		{"1-800-FLOWERS", "US", "+18003569377", "", true}, {"＋４４ 20 7031 3000", "", "+442070313000", "", true},
		{"202-321-3212", "", "2023213212", NoCountry, false}, {"221-2412", "US", "2212412", Incomplete, false}, {"123", "US", "123", InvalidFormat, false},
		{"n/a", "US", "n/a", InvalidFormat, false}, {"call me", "", "call me", InvalidFormat, false}, {"", "US", "", "", false},
	} {
		got, err := Phone(c.in, c.country)
		check(t, "Phone", c.in, got.String(), err, c.want, c.code)
		if got.Valid != c.valid && c.in != "+39 0352 6553537" {
			t.Errorf("Phone(%q).Valid = %v", c.in, got.Valid)
		}
	}
	got, _ := Phone("555-123-4567 ext. 12", "US")
	if got.E164 != "+15551234567" || got.Extension != "12" {
		t.Errorf("extension: %+v", got)
	}
	if got, _ := Phone("+49 89 1234567", ""); got.Country != "DE" {
		t.Errorf("country: %+v", got)
	}
}

func TestEmail(t *testing.T) {
	for _, c := range [][3]string{
		{"Info@Acme.COM", "info@acme.com"}, {`"Jay Jones" <jjones@fmail.com>`, "jjones@fmail.com"}, {"Nastassia<patak@universal.com>", "patak@universal.com"}, {"mailto:a.b+c@x.org?subject=hi", "a.b+c@x.org"},
		{"post@Müller.de", "post@xn--mller-kva.de"}, {"用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v"}, {"a＠b.com", "a@b.com"}, {"a@b.com.", "a@b.com"},
		{"a@b", "a@b", InvalidFormat}, {"a..b@c.de", "a..b@c.de", InvalidFormat}, {"x y@z.de", "x y@z.de", InvalidFormat}, {"@z.de", "@z.de", InvalidFormat}, {"a@-z.de", "a@-z.de", InvalidFormat}, {"a@1.2.3.4", "a@1.2.3.4", InvalidFormat}, {"", ""},
	} {
		got, err := Email(c[0])
		check(t, "Email", c[0], got, err, c[1], c[2])
	}
}

func TestURL(t *testing.T) {
	for _, c := range [][3]string{
		{"www.Acme.com/", "https://www.acme.com"}, {"HTTP://acme.com:80/Path/", "http://acme.com/Path"}, {"https://acme.com:8443", "https://acme.com:8443"}, {"https://müller.de?x=1#top", "https://xn--mller-kva.de?x=1"}, {"//x.de/a b", "https://x.de/a%20b"},
		{"ftp://x.de", "ftp://x.de", InvalidFormat}, {"acme", "acme", InvalidFormat}, {"http://u:p@x.de", "http://u:p@x.de", InvalidFormat}, {"javascript:alert(1)", "javascript:alert(1)", InvalidFormat}, {"", ""},
	} {
		got, err := URL(c[0])
		check(t, "URL", c[0], got, err, c[1], c[2])
	}
}

func TestPlaceholders(t *testing.T) {
	ask := func(name string, f func(string) bool, want bool, values ...string) {
		for _, v := range values {
			if f(v) != want {
				t.Errorf("%s(%q) = %v", name, v, !want)
			}
		}
	}
	ask("Placeholder", Placeholder, true, "N/A", "n.a.", "None", "null", "unknown", "Unbekannt", "inconnu", "-", ".", "???", "xxx", "test", "TBD", "to be determined", "999999999", "000000", "123456789", "1111111111", "k.A.", "#N/A", "неизвестно")
	ask("Placeholder", Placeholder, false, "", "Nana", "Acme", "1234", "12", "Testarossa", "Nonesuch", "3M", "12346")
	ask("PlaceholderIdentifier", PlaceholderIdentifier, true, "DE999999999", "123-45-6789", "DE 123456789", "0000000000", "n/a", "98-7654321")
	ask("PlaceholderIdentifier", PlaceholderIdentifier, false, "DE136695976", "13-7654321", "5493001KJTIIGC8Y1R12", "")
	ask("PlaceholderEmail", PlaceholderEmail, true, "test@test.com", "noreply@acme.com", "a@b.c", "none@none.com", "na@x.de", "no-email@acme.com", "x@y.invalid", "n/a")
	ask("PlaceholderEmail", PlaceholderEmail, false, "jane@example.com", "info@acme.com", "testa.rossa@acme.com", "")
	ask("GenericMailbox", GenericMailbox, true, "info@acme.com", "Sales@acme.com", "accounts.payable@acme.com", "buchhaltung@x.de")
	ask("GenericMailbox", GenericMailbox, false, "jane@acme.com", "info", "")
	ask("PlaceholderPhone", PlaceholderPhone, true, "+11111111111", "1234567890", "0000000", "+499999999999", "+1 212 555 5555", "000", "none", "+1 123 456 7890")
	ask("PlaceholderPhone", PlaceholderPhone, false, "+15550109999", "+12125550100", "+49891234560", "702-919-1300", "")
	ask("PlaceholderDate", PlaceholderDate, true, "1900-01-01", "9999-12-31")
	ask("PlaceholderDate", PlaceholderDate, false, "1978-12-11", "")
}
