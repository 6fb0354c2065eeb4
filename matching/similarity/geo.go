package similarity

import "math"

// earthRadiusKm is the mean radius of the Earth (IUGG), in kilometres.
const earthRadiusKm = 6371.0088

// Point is a place on the Earth in degrees: latitude -90..90, longitude -180..180.
type Point struct {
	Latitude, Longitude float64
}

// Valid reports whether the coordinates lie in range. 0, 0 counts as unset, as most sources mean it.
func (p Point) Valid() bool {
	return math.Abs(p.Latitude) <= 90 && math.Abs(p.Longitude) <= 180 && p != Point{}
}

// Haversine returns the great-circle distance in kilometres by the haversine formula (R. Sinnott, 1984);
// on the sphere it is within 0.6 % of the distance on the ellipsoid.
func Haversine(a, b Point) float64 {
	lat1, lat2 := radians(a.Latitude), radians(b.Latitude)
	h := square(math.Sin((lat2-lat1)/2)) +
		math.Cos(lat1)*math.Cos(lat2)*square(math.Sin(radians(b.Longitude-a.Longitude)/2))
	return 2 * earthRadiusKm * math.Asin(math.Sqrt(min(1, max(0, h))))
}

// Geographic returns exp(-d ln 2 / halfKm) for a distance of d km: 1 at the same place, 0.5 at halfKm.
// Invalid points, and a halfKm that is not positive, give 0.
func Geographic(a, b Point, halfKm float64) float64 {
	if !a.Valid() || !b.Valid() || !(halfKm > 0) {
		return 0
	}
	return math.Exp2(-Haversine(a, b) / halfKm)
}

func radians(degrees float64) float64 { return degrees * math.Pi / 180 }

func square(x float64) float64 { return x * x }
