package similarity

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCompareIdentifiers(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want Reason
	}{
		{"DE123456789", "DE123456789", Exact}, {"DE123456789", "DE123465789", Transposed}, {"DE123456789", "DE123456780", OneEdit},
		{"DE123456789", "DE12345678", OneEdit}, {"DE123456789", "DE987654321", Different}, {"", "X", Missing}, {"", "", Missing},
		{"12", "13", Different}, {"12", "12", Exact}, {"ЖШ1234", "ЖШ1243", Transposed},
	} {
		if got := CompareIdentifiers(c.a, c.b).Reason; got != c.want {
			t.Errorf("%q, %q: %s, want %s", c.a, c.b, got, c.want)
		}
	}
	if got := NormalizeIdentifier(" de-123.456/7 "); got != "DE1234567" {
		t.Errorf("NormalizeIdentifier = %q", got)
	}
	if got := Digits("Tel. +49 (0)٣4"); got != "49034" {
		t.Errorf("Digits = %q", got)
	}
}

func TestCompareDates(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want Reason
	}{
		{"1978-12-11", "1978-12-11", Exact}, {"1978-12-11", "1978-11-12", DayMonthSwapped}, {"1978-12-11", "1978-12-12", OneDigit},
		{"1978-12-11", "1979-12-11", YearNear}, {"1978-12-21", "1978-12-12", Transposed}, {"1978-12-11", "1978-03-25", SameYear},
		{"1978-12-11", "1978", Partial}, {"1978-12-11", "1978-12", Partial}, {"1978-12-11", "1978-11", SameYear},
		{"1978-12-11", "1990-01-25", Different}, {"1978", "1979", Different},
	} {
		a, okA := ParseDate(c.a)
		b, okB := ParseDate(c.b)
		if got := CompareDates(a, b); !okA || !okB || got.Reason != c.want {
			t.Errorf("%s, %s: %+v, want %s", c.a, c.b, got, c.want)
		}
	}
	for _, bad := range []string{"", "1978-13-01", "1978-02-30", "78-01-01", "1978-1-1", "yesterday", "1978-01-01-01"} {
		if _, ok := ParseDate(bad); ok {
			t.Errorf("ParseDate(%q) ok", bad)
		}
	}
	if d, ok := ParseDate("2024-02-29T12:00:00Z"); !ok || d != (Date{2024, 2, 29}) {
		t.Errorf("%v %v", d, ok)
	}
	if got := CompareDates(Date{}, Date{}); got.Reason != Missing {
		t.Errorf("no dates: %+v", got)
	}
}

func TestNumbers(t *testing.T) {
	near(t, "relative", RelativeDifference(100, 95), 0.05)
	near(t, "opposite", RelativeDifference(1, -1), 2)
	near(t, "zeros", RelativeDifference(0, 0), 0)
	near(t, "huge", RelativeDifference(math.MaxFloat64, -math.MaxFloat64), 2)
	near(t, "numeric", Numeric(100, 95, 0, 0), 0.95)
	near(t, "absolute", Numeric(100, 95, 5, 0), 1)
	near(t, "NaN", Numeric(math.NaN(), math.NaN(), 1, 1), 0)
	if WithinTolerance(100, 94, 5, 0.05) || !WithinTolerance(100, 96, 0, 0.05) {
		t.Error("tolerances")
	}
}

func TestHaversine(t *testing.T) {
	berlin, paris := Point{52.5200, 13.4050}, Point{48.8566, 2.3522}
	if d := Haversine(berlin, paris); math.Abs(d-877.5) > 1 {
		t.Errorf("Berlin to Paris: %v km", d)
	}
	if d := Haversine(Point{0, 0.0001}, Point{0, 180}); math.Abs(d-math.Pi*earthRadiusKm) > 0.1 {
		t.Errorf("half around: %v km", d)
	}
	near(t, "same place", Geographic(berlin, berlin, 10), 1)
	near(t, "half", Geographic(Point{0, 1}, Point{0, 1 + 180/math.Pi/earthRadiusKm*10}, 10), 0.5)
	near(t, "invalid", Geographic(Point{}, berlin, 10), 0)
}

func TestParseProduct(t *testing.T) {
	for _, c := range []struct {
		text string
		want ProductTokens
	}{
		{"TiVo HD XL Black - TCD-658000", ProductTokens{Codes: []string{"tcd658000"}, Words: []string{"tivo", "hd", "xl", "black"}}},
		{"SSD 1 TB", ProductTokens{Quantities: []Quantity{{1000, "gb"}}, Words: []string{"ssd"}}},
		{"Wasser 0,5 l", ProductTokens{Quantities: []Quantity{{500, "ml"}}, Words: []string{"wasser"}}},
		{"Karton 10 x 5 cm", ProductTokens{Quantities: []Quantity{{100, "mm"}, {50, "mm"}}, Words: []string{"karton"}}},
		{"Karton 10x5", ProductTokens{Quantities: []Quantity{{1, "5x10"}}, Words: []string{"karton"}}},
		{`10" Laptop 2-in-1`, ProductTokens{Quantities: []Quantity{{254, "mm"}}, Words: []string{"laptop", "2in1"}}},
		{"Cola 6 x 0,5 l 4-port", ProductTokens{Quantities: []Quantity{{500, "ml"}, {6, "pc"}}, Numbers: []string{"4"}, Words: []string{"cola", "port"}}},
		{`Kit DL145"`, ProductTokens{Codes: []string{"dl145"}, Words: []string{"kit"}}},
		{"Schrauben 1.000 Stück", ProductTokens{Quantities: []Quantity{{1000, "pc"}}, Words: []string{"schrauben"}}},
		{`"Case"@en Model 7`, ProductTokens{Words: []string{"case", "model"}, Numbers: []string{"7"}}},
	} {
		if diff := cmp.Diff(c.want, ParseProduct(c.text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

func TestCompareProducts(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want Reason
	}{
		{"Transcend SSD 1TB", "Transcend SSD 1000 GB", Similar}, {"Transcend SSD 1TB", "Transcend SSD 500 GB", ConflictQuantity},
		{"TiVo Recorder TCD658000", "TiVo TCD-658000 video", SameCode}, {"TiVo TCD658000", "TiVo TCD649000", ConflictCode},
		{"TiVo TCD658000", "TiVo TCD658000EU", SameCode}, {"a", "a", Exact}, {"", "a", Missing}, {"hammer", "chair", Different},
	} {
		got := CompareProducts(PrepareProduct(c.a, nil), PrepareProduct(c.b, nil))
		if got.Reason != c.want {
			t.Errorf("%q, %q: %+v, want %s", c.a, c.b, got, c.want)
		}
	}
}
