package similarity

import "strings"

// Reasons of CompareStreets, from best to worst; Similar, Different and Missing are the common ones.
const (
	SameUnit       Reason = "SAME_UNIT"       // street, house number and unit agree (or neither has a unit)
	SameHouse      Reason = "SAME_HOUSE"      // street and house number agree, units differ or one is missing
	SameStreet     Reason = "SAME_STREET"     // same street, a house number is missing
	DifferentHouse Reason = "DIFFERENT_HOUSE" // same street, another house number
)

// Scores of street comparisons.
const (
	sameUnitUnstated    = 0.95 // one side names a unit
	otherUnitScore      = 0.85
	nearHouseScore      = 0.85 // 12 and 12a, 12-14 and 14
	sameStreetScore     = 0.7
	differentHouseScore = 0.35
	similarStreetFactor = 0.8
	otherStreetFactor   = 0.3
	otherTypeScore      = 0.8 // Main Street and Main Avenue
	otherNumberedScore  = 0.3 // 5th Street and 6th Street
	sameStreetName      = 0.85
	similarStreetName   = 0.7
)

// Street is the street part of an address, folded. Any field may be empty.
type Street struct {
	Number    string // "12", "12a", "12-14"
	Name      string // without type and direction: "haupt" of "Hauptstraße"
	Type      string // canonical: "street" for St, Street, Str., Straße
	Direction string // n, ne, … as in "N Main St"
	Unit      string // apartment, suite, floor
	POBox     string
}

// PreparedStreet is a Street made ready to be compared many times. It is immutable. The zero value is no
// address.
type PreparedStreet struct {
	street   Street
	names    []string
	joined   string // the name without spaces
	digits   string // the numbers in the name, spaced: "5" of "5th"
	from, to int    // house number or range; 0 when there is none
}

// PrepareStreet parses the street lines of an address and prepares them.
func PrepareStreet(lines []string) PreparedStreet {
	return ParseStreet(lines).Prepare()
}

// Prepare makes a parsed street ready to be compared.
func (s Street) Prepare() PreparedStreet {
	names := Tokens(s.Name)
	p := PreparedStreet{street: s, names: names[:min(len(names), maxNameWords)], joined: strings.ReplaceAll(s.Name, " ", "")}
	for _, n := range p.names {
		if hasDigit(n) {
			p.digits += n + " "
		}
	}
	p.from, p.to = houseRange(s.Number)
	return p
}

// Street returns the parsed street.
func (p PreparedStreet) Street() Street { return p.street }

// Empty reports whether there is neither a street nor a PO box to compare.
func (p PreparedStreet) Empty() bool {
	return p.joined == "" && p.street.POBox == "" && p.street.Number == ""
}

// CompareStreets compares two street addresses level by level: SameUnit (1; 0.95 when only one names its
// unit, with SameHouse), SameHouse, SameStreet, DifferentHouse, Similar (the street's name is alike),
// Different, or Missing (0) when one side has nothing comparable, as a PO box against a street.
func CompareStreets(a, b PreparedStreet) Result {
	switch {
	case a.Empty() || b.Empty():
		return Result{0, Missing}
	case a.street == b.street:
		return Result{1, sameAddress(a)}
	case a.joined == "" && b.joined == "" && a.street.POBox != "" && b.street.POBox != "":
		return comparePOBoxes(a, b)
	case a.joined == "" || b.joined == "":
		return Result{0, Missing}
	}
	name := streetNameSimilarity(a, b)
	switch {
	case name >= sameStreetName:
		return compareHouses(a, b, name)
	case name >= similarStreetName && !otherHouse(a, b):
		return Result{name * similarStreetFactor, Similar}
	}
	return Result{name * otherStreetFactor, Different}
}

func sameAddress(p PreparedStreet) Reason {
	if p.street.Number == "" && p.street.POBox == "" {
		return SameStreet
	}
	return SameUnit
}

func comparePOBoxes(a, b PreparedStreet) Result {
	if a.street.POBox == b.street.POBox {
		return Result{1, SameUnit}
	}
	return Result{differentHouseScore, DifferentHouse}
}

// streetNameSimilarity compares names, then types and directions. Streets that are numbered apart ("5th",
// "6th") are different however alike they are spelled.
func streetNameSimilarity(a, b PreparedStreet) float64 {
	if a.digits != b.digits {
		return otherNumberedScore
	}
	s := 1.0
	if a.joined != b.joined {
		s = max(OSARatio(a.joined, b.joined), SoftTokens(a.names, b.names))
	}
	if conflicting(a.street.Type, b.street.Type) || conflicting(a.street.Direction, b.street.Direction) {
		return min(s, otherTypeScore)
	}
	return s
}

func conflicting(a, b string) bool { return a != "" && b != "" && a != b }

func otherHouse(a, b PreparedStreet) bool {
	return a.from > 0 && b.from > 0 && (a.to < b.from || b.to < a.from)
}

// compareHouses grades two addresses of one street; name is how alike the street's names are.
func compareHouses(a, b PreparedStreet, name float64) Result {
	switch {
	case a.street.Number == "" && b.street.Number == "":
		return compareUnits(a, b, name*sameUnitUnstated, SameStreet)
	case a.street.Number == "" || b.street.Number == "":
		return Result{name * sameStreetScore, SameStreet}
	case a.street.Number == b.street.Number:
		return compareUnits(a, b, name, SameUnit)
	case otherHouse(a, b):
		return Result{name * differentHouseScore, DifferentHouse}
	}
	return Result{name * nearHouseScore, SameHouse}
}

// compareUnits lowers a score for units that differ; best is the reason when they agree.
func compareUnits(a, b PreparedStreet, score float64, best Reason) Result {
	unitA, unitB := a.street.Unit, b.street.Unit
	reason := best
	if best == SameUnit && unitA != unitB {
		reason = SameHouse
	}
	switch {
	case unitA == unitB:
		return Result{score, reason}
	case unitA == "" || unitB == "":
		return Result{score * sameUnitUnstated, reason}
	}
	return Result{score * otherUnitScore, reason}
}

// houseRange reads "12", "12a" and "12-14" as a range of whole numbers; a slash ("12/3") divides the
// number from what lies inside the house.
func houseRange(number string) (from, to int) {
	first, rest := leadingNumber(number)
	if first == 0 || !strings.Contains(rest, "-") {
		return first, first
	}
	_, rest, _ = strings.Cut(rest, "-")
	last, _ := leadingNumber(rest)
	if last < first {
		return first, first
	}
	return first, last
}

func leadingNumber(s string) (n int, rest string) {
	i := 0
	for i < len(s) && i < 9 && s[i] >= '0' && s[i] <= '9' {
		n = n*10 + int(s[i]-'0')
		i++
	}
	return n, s[i:]
}
