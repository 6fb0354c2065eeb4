package matching

import (
	"slices"
	"strings"
	"unicode"

	"aurum/matching/similarity"
)

// minWholeWords is how many words an address in lines has at least to name its place among them.
const minWholeWords = 5

// minPostalDigits is how long a number in an address is at least to be taken for a postal code.
const minPostalDigits = 4

// place is where an address is, beside its street. The texts are folded; lines has a space at either end.
type place struct{ city, postalCode, lines string }

func newPlace(tree map[string]any, lines []string) place {
	city, _ := tree["city"].(string)
	code, _ := tree["postalCode"].(string)
	return place{similarity.Fold(city), similarity.Fold(code), " " + similarity.Fold(strings.Join(lines, ", ")) + " "}
}

// placeNamed holds where an address that came in one piece could not be taken apart, and yet names the city or the postal
// code of the other in its lines; where both came so, where they share a postal code or all words of the shorter.
func placeNamed(p *pair, _ *condition) bool {
	a, b := &p.a.where, &p.b.where
	if a.open() && b.open() {
		return sharePostalCode(a, b, p.a.street().Number) || a.holdsAll(b) || b.holdsAll(a)
	}
	return a.names(b) || b.names(a)
}

// open tells whether nothing but lines is known of a place.
func (p *place) open() bool { return p.city == "" && p.postalCode == "" }

func (p *place) holdsAll(o *place) bool {
	words := strings.Fields(o.lines)
	return len(words) >= minWholeWords && !slices.ContainsFunc(words, func(w string) bool { return !p.holds(w) })
}

func (p *place) names(o *place) bool {
	return p.city == "" && p.holds(o.city) || p.postalCode == "" && p.holds(o.postalCode)
}

func (p *place) holds(text string) bool {
	return text != "" && strings.Contains(p.lines, " "+text+" ")
}

// sharePostalCode tells whether two addresses in lines have a long number in common that is not that of the house.
func sharePostalCode(a, b *place, house string) bool {
	for _, w := range strings.Fields(a.lines) {
		if len(w) >= minPostalDigits && w != house && !strings.ContainsFunc(w, notDigit) && b.holds(w) {
			return true
		}
	}
	return false
}

func notDigit(r rune) bool { return !unicode.IsDigit(r) }
