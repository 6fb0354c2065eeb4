package similarity

import "strings"

// Reasons of CompareAddresses beyond those of CompareStreets.
const (
	SamePlace  Reason = "SAME_PLACE"  // town or postal code agree and no street is there to compare
	OtherPlace Reason = "OTHER_PLACE" // the street agrees, but town and postal code are others
)

// Scores of whole addresses: what the place makes of the score of the street.
const (
	placeUnstatedFactor = 0.95
	otherPlaceFactor    = 0.4
	samePlaceScore      = 0.5
	similarCity         = 0.9
	minPostalPrefix     = 3 // characters of a postal code that name a district or a sorting office
)

// PreparedAddress is an address ready to be compared many times: its street and its place. It is immutable. The zero
// value is no address.
type PreparedAddress struct {
	street     PreparedStreet
	city       string // folded
	postalCode string // normalized, without a country in front
	country    string
}

// PrepareAddress prepares an address that is in parts.
func PrepareAddress(a OneLineAddress) PreparedAddress {
	return PreparedAddress{
		street: PrepareStreet(a.Lines), city: FoldKey(a.City),
		postalCode: NormalizeIdentifier(a.PostalCode), country: strings.ToUpper(a.Country),
	}
}

// Street returns the prepared street part.
func (p PreparedAddress) Street() PreparedStreet { return p.street }

// PostalCode returns the postal code without spaces and punctuation.
func (p PreparedAddress) PostalCode() string { return p.postalCode }

// City returns the town, folded.
func (p PreparedAddress) City() string { return p.city }

// Empty reports whether there is nothing to compare.
func (p PreparedAddress) Empty() bool { return p.street.Empty() && p.city == "" && p.postalCode == "" }

// CompareAddresses compares two addresses by street and place. The place agrees when the postal codes are equal, or begin
// with the same three characters, or the towns' names are alike (Jaro-Winkler from 0.9 up, or one within the other); it
// is another when nothing of that holds of what both sides say, or the countries differ. It returns the result of
// CompareStreets where the place agrees, 0.95 of its score where only one side names its place, OtherPlace (0.4 of the score)
// for one street in two places, SamePlace (0.5) where a street is missing, Different, or Missing (0).
func CompareAddresses(a, b PreparedAddress) Result {
	place := comparePlaces(a, b)
	street := CompareStreets(a.street, b.street)
	switch {
	case street.Reason == Missing && place == Agree:
		return Result{samePlaceScore, SamePlace}
	case street.Reason == Missing && place == Conflict:
		return Result{0, Different}
	case street.Reason == Missing:
		return street
	case place == Conflict && street.Reason == Different:
		return Result{street.Score * otherPlaceFactor, Different}
	case place == Conflict:
		return Result{street.Score * otherPlaceFactor, OtherPlace}
	case place == Absent && (a.hasPlace() || b.hasPlace()):
		street.Score *= placeUnstatedFactor
	}
	return street
}

func (p PreparedAddress) hasPlace() bool { return p.city != "" || p.postalCode != "" }

func comparePlaces(a, b PreparedAddress) Agreement {
	if conflicting(a.country, b.country) {
		return Conflict
	}
	postal, city := a.postalCode != "" && b.postalCode != "", a.city != "" && b.city != ""
	switch {
	case postal && (a.postalCode == b.postalCode || commonPrefix(a.postalCode, b.postalCode) >= minPostalPrefix):
		return Agree
	case city && sameCity(a.city, b.city):
		return Agree
	case postal || city:
		return Conflict
	}
	return Absent
}

// sameCity lets "Frankfurt" meet "Frankfurt am Main" and spellings of one name each other.
func sameCity(a, b string) bool {
	return JaroWinkler(a, b) >= similarCity || withinWords(a, b) || withinWords(b, a)
}

func withinWords(short, long string) bool {
	return strings.HasPrefix(long, short+" ") || strings.HasSuffix(long, " "+short)
}
