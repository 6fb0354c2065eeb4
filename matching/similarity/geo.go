package similarity

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

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

var (
	// angle is a coordinate in degrees, perhaps with minutes and seconds, and a hemisphere.
	angle = regexp.MustCompile(`([+-]?\d{1,3}(?:\.\d+)?)\s*(?:[°º]\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′’]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:"|″|”|''))?)?)?\s*([NSEW])?`)
	// decimalCommas are two numbers with a decimal comma, which cannot be what divides them.
	decimalCommas = regexp.MustCompile(`^([+-]?\d{1,3}),(\d+)\s*[; ]\s*([+-]?\d{1,3}),(\d+)$`)
)

// ParsePoint reads coordinates: "48.8566, 2.3522" (latitude first; a comma, semicolon, slash or space between them),
// "48,8566; 2,3522", "48°51'24\"N 2°21'8\"E", "48.8566N 2.3522E", "geo:48.8566,2.3522" (RFC 5870), ISO 6709 in degrees
// ("+48.8566+002.3522/") and the well-known text "POINT(2.3522 48.8566)" with the longitude first. ok is false for
// anything else and for coordinates that are not Valid.
func ParsePoint(s string) (point Point, ok bool) {
	s = strings.ToUpper(strings.TrimSpace(s))
	if rest, found := strings.CutPrefix(s, "GEO:"); found {
		s, _, _ = strings.Cut(rest, ";")
	}
	rest, wellKnown := strings.CutPrefix(s, "POINT")
	if wellKnown {
		s = strings.Trim(rest, " ()")
	}
	if m := decimalCommas.FindStringSubmatch(s); m != nil {
		s = m[1] + "." + m[2] + " " + m[3] + "." + m[4]
	}
	found := angle.FindAllStringSubmatchIndex(s, 3)
	if len(found) != 2 || strings.Trim(s[:found[0][0]]+s[found[0][1]:found[1][0]]+s[found[1][1]:], " ,;/") != "" {
		return Point{}, false
	}
	first, axis := readAngle(s, found[0])
	second, otherAxis := readAngle(s, found[1])
	if wellKnown || axis == longitude || otherAxis == latitude {
		first, second, axis, otherAxis = second, first, otherAxis, axis
	}
	point = Point{first, second}
	return point, axis != longitude && otherAxis != latitude && point.Valid()
}

// axisOf is what a hemisphere's letter says an angle is; the zero axis says nothing.
type axisOf uint8

const (
	latitude  axisOf = 1
	longitude axisOf = 2
)

func readAngle(s string, at []int) (degrees float64, axis axisOf) {
	group := func(i int) float64 {
		if at[2*i] < 0 {
			return 0
		}
		x, _ := strconv.ParseFloat(s[at[2*i]:at[2*i+1]], 64)
		return x
	}
	whole := group(1)
	degrees = whole + math.Copysign(group(2)/60+group(3)/3600, whole)
	if at[8] < 0 {
		return degrees, 0
	}
	switch s[at[8]] {
	case 'N':
		return degrees, latitude
	case 'S':
		return -degrees, latitude
	case 'W':
		return -degrees, longitude
	}
	return degrees, longitude
}
