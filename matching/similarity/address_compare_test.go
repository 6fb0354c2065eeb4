package similarity

import "testing"

func TestCompareAddresses(t *testing.T) {
	for _, c := range []struct {
		a, b     string
		want     Reason
		min, max float64
	}{
		{"12 High Street, London SW1A 1AA", "12 High St, SW1A1AA London, UK", SameUnit, 1, 1}, {"Hauptstr. 5, 80331 München", "Hauptstraße 5, 80331 Muenchen, Germany", SameUnit, 1, 1},
		{"Hauptstr. 5, 80331 München", "Hauptstraße 5, 18055 Rostock", OtherPlace, .3, .4}, {"Hauptstr. 5, 60311 Frankfurt am Main", "Hauptstr. 7, 60313 Frankfurt", DifferentHouse, .3, .4},
		{"Hauptstr. 5", "Hauptstr. 5, 80331 München", SameUnit, .95, .95}, {"1012 JS Amsterdam", "Dam 1, 1012 JS Amsterdam", SamePlace, .5, .5},
		{"5 Oak Rd, Las Vegas NV 89132", "77 Main St, Reno NV 89501", Different, 0, .2}, {"", "5 Oak Rd, Las Vegas NV 89132", Missing, 0, 0},
		{"Via Roma 1, 20121 Milano, Italia", "Via Roma 1, 20121 Milano, Italy", SameUnit, 1, 1}, {"Dam 1, 1012 JS Amsterdam, Netherlands", "Dam 1, 1012 JS Amsterdam, Belgium", OtherPlace, .4, .4},
	} {
		a, b := PrepareAddress(ParseOneLine(c.a)), PrepareAddress(ParseOneLine(c.b))
		got := CompareAddresses(a, b)
		if got.Reason != c.want || got.Score < c.min || got.Score > c.max || CompareAddresses(b, a) != got {
			t.Errorf("%q, %q: %+v, want %s in %v..%v", c.a, c.b, got, c.want, c.min, c.max)
		}
	}
}
