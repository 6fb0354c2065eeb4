package similarity

import (
	"math"
	"testing"
)

// The first pair is the published example of the haversine formula on Rosetta Code, with a radius of 6371 km there.
func TestHaversineBetweenKnownPlaces(t *testing.T) {
	for _, c := range []struct {
		name     string
		a, b     Point
		km, near float64
	}{
		{"Nashville, Los Angeles airports", Point{36.12, -86.67}, Point{33.94, -118.40}, 2886.444, 0.01},
		{"Paris, London", Point{48.8566, 2.3522}, Point{51.5074, -0.1278}, 343.6, 0.5},
		{"across the date line", Point{0, 179.5}, Point{0, -179.5}, 111.195, 0.01},
		{"pole to pole", Point{90, 10}, Point{-90, -50}, math.Pi * earthRadiusKm, 0.001},
		{"a degree of latitude", Point{45, 7}, Point{46, 7}, 111.195, 0.01},
	} {
		if there, back := Haversine(c.a, c.b), Haversine(c.b, c.a); math.Abs(there-c.km) > c.near || there != back {
			t.Errorf("%s: %v km, back %v, want %v", c.name, there, back, c.km)
		}
	}
}

func TestParsePoint(t *testing.T) {
	paris := Point{48.8566, 2.3522}
	for _, s := range []string{
		"48.8566, 2.3522", "48.8566,2.3522", "48.8566 2.3522", "48.8566;2.3522", " 48.8566 / 2.3522 ", "48,8566; 2,3522", "48,8566 2,3522",
		"48.8566N 2.3522E", "2.3522° e, 48.8566° n", "geo:48.8566,2.3522;u=35", "+48.8566+002.3522/", "POINT(2.3522 48.8566)", "Point (2.3522 48.8566)",
	} {
		if got, ok := ParsePoint(s); !ok || got != paris {
			t.Errorf("ParsePoint(%q) = %v, %v", s, got, ok)
		}
	}
	got, ok := ParsePoint(`33°51'31.0"S 151°12'50"W`)
	if !ok || math.Abs(got.Latitude+33.858611) > 1e-6 || math.Abs(got.Longitude+151.213889) > 1e-6 {
		t.Errorf("degrees, minutes, seconds: %v, %v", got, ok)
	}
	for _, s := range []string{"", "48.8", "95.1, 3.0", "1, 2, 3", "0, 0", "48.8566N 2.3522N", "Paris", "12 Main St 5", "48.8566 2.3522 x", "\xff1 2"} {
		if got, ok := ParsePoint(s); ok {
			t.Errorf("ParsePoint(%q) = %v", s, got)
		}
	}
}
