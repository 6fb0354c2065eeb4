package kinds

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// standardizer is one kind as a function of a string; the second result is the problem.
type standardizer func(string) (string, error)

// standardizers are all kinds, with the hints that make the most of them.
var standardizers = map[string]standardizer{
	"text":         func(s string) (string, error) { return Text(s, 100) },
	"organization": func(s string) (string, error) { name, _, _ := OrganizationName(s); return name, nil },
	"core":         func(s string) (string, error) { _, core, _ := OrganizationName(s); return core, nil },
	"phone":        func(s string) (string, error) { p, err := Phone(s, ""); return p.String(), err },
	"phone in US":  func(s string) (string, error) { p, err := Phone(s, "US"); return p.String(), err },
	"email":        Email,
	"url":          URL,
	"country":      Country,
	"currency":     func(s string) (string, error) { return Currency(s, "US") },
	"unit":         Unit,
	"language":     Language,
	"date":         func(s string) (string, error) { return Date(s, DateHint{}) },
	"date US": func(s string) (string, error) {
		return Date(s, DateHint{MonthFirst, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
	},
	"decimal":        Decimal,
	"integer":        Integer,
	"vat":            vatAlone,
	"vat of BE":      func(s string) (string, error) { v, _, err := VAT(s, "BE"); return v, err },
	"vat of CH":      func(s string) (string, error) { v, _, err := VAT(s, "CH"); return v, err },
	"vat of IE":      func(s string) (string, error) { v, _, err := VAT(s, "IE"); return v, err },
	"iban":           IBAN,
	"bic":            BIC,
	"gtin":           GTIN,
	"gln":            GLN,
	"duns":           DUNS,
	"lei":            LEI,
	"ein":            EIN,
	"ssn":            SSN,
	"hs":             HSCode,
	"unspsc":         UNSPSC,
	"other":          func(s string) (string, error) { return Identifier("PASSPORT", s) },
	"scheme":         func(s string) (string, error) { return Scheme(s), nil },
	"postal code DE": func(s string) (string, error) { return PostalCode(s, "DE") },
	"postal code GB": func(s string) (string, error) { return PostalCode(s, "GB") },
	"postal code LV": func(s string) (string, error) { return PostalCode(s, "LV") },
	"postal code":    func(s string) (string, error) { return PostalCode(s, "") },
	"region US":      func(s string) (string, error) { return Region(s, "US") },
}

// promise checks what holds for every value of every kind.
func promise(t *testing.T, kind string, f standardizer, in string) {
	t.Helper()
	once, err := f(in)
	twice, again := f(once)
	if twice != once {
		t.Errorf("%s is not idempotent: %.200q gives %.200q, which gives %.200q", kind, in, once, twice)
	}
	if err == nil && again != nil {
		t.Errorf("%s: %.200q is fine, its standard form %.200q is not: %v", kind, in, once, again)
	}
	if !utf8.ValidString(once) || !norm.NFC.IsNormalString(once) || once != strings.TrimSpace(once) {
		t.Errorf("%s: %.200q gives %.200q, which is not clean", kind, in, once)
	}
	if p, ok := AsProblem(err); err != nil && (!ok || p.Code == "" || !utf8.ValidString(p.Message) || len(p.Message) > 400) {
		t.Errorf("%s: %.200q gives a problem that is none: %#v", kind, in, err)
	}
}

// promiseComposite does the same for names and addresses.
func promiseComposite(t *testing.T, in string) {
	t.Helper()
	name := ParsePersonName(in)
	if again := CleanPersonName(name); again != name {
		t.Errorf("person name is not idempotent: %.200q gives %.500s, which gives %.500s", in, fmt.Sprint(name), fmt.Sprint(again))
	}
	parts := strings.SplitN(in, "|", 5)
	for len(parts) < 5 {
		parts = append(parts, "")
	}
	once, _ := StandardizeAddress(Address{strings.Split(parts[0], ";"), parts[1], parts[2], parts[3], parts[4]})
	twice, _ := StandardizeAddress(once)
	if strings.Join(once.Lines, "\n") != strings.Join(twice.Lines, "\n") || once.City != twice.City || once.Region != twice.Region ||
		once.PostalCode != twice.PostalCode || once.Country != twice.Country {
		t.Errorf("address is not idempotent: %.200q gives %.500s, which gives %.500s", in, fmt.Sprint(once), fmt.Sprint(twice))
	}
	for _, f := range []func(string) bool{Placeholder, PlaceholderIdentifier, PlaceholderEmail, PlaceholderPhone, PlaceholderDate, GenericMailbox} {
		if f(in) != f(in) {
			t.Error("a placeholder test depends on chance")
		}
	}
	_, _ = Boolean(in)
	tax, _ := TaxID(TaxNumber{parts[1], parts[2], parts[0]})
	if again, _ := TaxID(tax); again != tax {
		t.Errorf("tax id is not idempotent: %.200q gives %.500s, which gives %.500s", in, fmt.Sprint(tax), fmt.Sprint(again))
	}
}

// seeds are pieces of real values; the properties try them alone, mutilated and put together.
var seeds = []string{
	"", " ", "N/A", "Acme GmbH & Co. KG", "Müller, Dr. Jörg Jr.", "María José García López", "王伟", "株式会社トヨタ", "AB Volvo AB", "Co Co Ltd Ltd", "DE 136695976", "CHE-107.787.577 MWST", "IE1*13571A", "VAT VAT BE0403170701", "GR094259216",
	"DE89 3704 0044 0532 0130 00", "DEUTDEFFXXX", "4006381333931", "15-048-3782", "5493001KJTIIGC8Y1R12", "LEILEI", "8471.30", "13-7654321", "+49 (0)89 1234567 ext. 5", "0049", "1-800-FLOWERS", "tel:", "Jay <a@b.com>", "post@Müller.de", "mailto:",
	"www.Acme.com/%zz?q=ü#x", "http://[::1]:80/", "Deutschland", "Korea, Republic of", "US$", "$", "Stück", "m²", "de_CH", "31.12.2024", "1/2/3", "2024-12-31T00:00:00Z", "1.234,56", "(1e5)", "-", "1e38", "9'999", "e\u0301", "\u200b\ufeff", "\xff\xfe", "ǅ", "ﬁ", "ß", "İ", "①", "٣", "½",
	"123 Main St, Las Vegas NV 89132", "18 Danver Place, Loughborough, Leicestershire, LE11 1UU, United Kingdom", "Hauptstr. 5 D-80331 München Germany Germany", "133 New Bridge Road, Singapore 059413", "x|Springfield|Georgia|30301|", "a;b;c|80331 München||1010|Austria", "Keizersgracht 100, 1015 CV Amsterdam", "France, France, 75002 Paris France",
}

func TestStandardizingTwiceIsStandardizingOnce(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, kind := range sortedKeys(standardizers) {
		for _, seed := range seeds {
			promise(t, kind, standardizers[kind], seed)
		}
	}
	for _, piece := range []string{"1", "Germany ", "x Ltd ", "e\u0301\u0301"} {
		long := strings.Repeat(piece, MaxInput/len(piece)+1)
		for _, kind := range sortedKeys(standardizers) {
			promise(t, kind, standardizers[kind], long)
		}
		promiseComposite(t, long)
	}
	for range 700 {
		in := mutated(random)
		for _, kind := range sortedKeys(standardizers) {
			promise(t, kind, standardizers[kind], in)
		}
		promiseComposite(t, in)
	}
}

// mutated puts two seeds together and moves a few characters around.
func mutated(random *rand.Rand) string {
	pick := func() string { return seeds[random.IntN(len(seeds))] }
	runes := []rune(pick() + []string{"", " ", ", ", "|", "\n"}[random.IntN(5)] + pick())
	for range random.IntN(4) {
		if len(runes) == 0 {
			break
		}
		i, j := random.IntN(len(runes)), random.IntN(len(runes))
		runes[i], runes[j] = runes[j], runes[i]
		if random.IntN(2) == 0 {
			runes = append(runes[:i], runes[i+1:]...)
		}
	}
	return string(runes)
}
