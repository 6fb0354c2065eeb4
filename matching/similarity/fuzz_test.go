package similarity

import "testing"

// FuzzComparators throws two texts at every comparator and parser: none may panic, leave 0..1, or depend
// on the order of its arguments.
func FuzzComparators(f *testing.F) {
	for _, s := range [][2]string{
		{"", ""}, {"Müller", "Mueller"}, {"\xff\xfe", "a"}, {"株式会社", "K.K."}, {"J. R. Smith Jr", "Smith, JR"}, {"12-14/3 Main St #", "PO Box"},
		{"10x5x cm 1,000.", "0,5"}, {"A\u0301\u0301", "Ａ"}, {"D-10115 Berlin", "SW1A 1AA, UK"}, {"\u202e()（", "）("},
	} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 300 || len(b) > 300 {
			return
		}
		for name, compare := range comparators {
			checkPair(t, name, a, b, compare)
		}
	})
}

// FuzzParsers feeds every parser: none may panic, and folding twice is folding once.
func FuzzParsers(f *testing.F) {
	for _, s := range []string{"", "123 Main Street, Las Vegas NV 89132", "〒 100-0001, 東京", "FL-2198, ,;", "(", "\xf0\x28", "㈱", "2024-02-30", "3,000,000.00 x 2", "\xe1Ꮒ\x88"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 300 {
			return
		}
		checkFolding(t, s)
		ParseOneLine(s)
		ParseDate(s)
		ParsePersonName(s)
		ParseProduct(s)
		Cologne(s)
		if p, q := DoubleMetaphone(s, 4); len(p) > 4 || len(q) > 4 {
			t.Errorf("codes %q, %q too long", p, q)
		}
	})
}
