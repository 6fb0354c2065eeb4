package kinds

import "testing"

// fuzz runs the promises of some kinds over whatever the fuzzer invents.
func fuzz(f *testing.F, kinds ...string) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		for _, kind := range kinds {
			promise(t, kind, standardizers[kind], in)
		}
	})
}

func FuzzText(f *testing.F)    { fuzz(f, "text", "organization", "core", "scheme") }
func FuzzPhone(f *testing.F)   { fuzz(f, "phone", "phone in US") }
func FuzzOnline(f *testing.F)  { fuzz(f, "email", "url") }
func FuzzCodes(f *testing.F)   { fuzz(f, "country", "currency", "unit", "language") }
func FuzzDates(f *testing.F)   { fuzz(f, "date", "date US") }
func FuzzNumbers(f *testing.F) { fuzz(f, "decimal", "integer") }
func FuzzVAT(f *testing.F)     { fuzz(f, "vat", "vat of BE", "vat of CH", "vat of IE") }
func FuzzIdentifier(f *testing.F) {
	fuzz(f, "iban", "bic", "gtin", "gln", "duns", "lei", "ein", "ssn", "hs", "unspsc", "other")
}
func FuzzPostal(f *testing.F) {
	fuzz(f, "postal code", "postal code DE", "postal code GB", "postal code LV", "region US")
}

func FuzzComposite(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(promiseComposite)
}
