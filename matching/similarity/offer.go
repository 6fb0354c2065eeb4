package similarity

import "slices"

// Agreements of what identifies two products, beyond the common ones.
const (
	SameLead  Reason = "SAME_LEAD" // the first codes agree
	Shared    Reason = "SHARED"    // one side has a single code, and the other has it among its own
	Mixed     Reason = "MIXED"     // a code agrees, but both sides begin with another one
	Agreeing  Reason = "AGREE"
	Differing Reason = "CONFLICT"
	AbsentOne Reason = "ABSENT" // at least one side has none
)

// Offer is a product's text by what tells one product from another. It is immutable.
type Offer struct {
	codes      []string   // in the order of the text, distinct
	quantities []Quantity // sorted by unit, then value
	numbers    []string   // sorted, distinct
}

// PrepareOffer reads codes, quantities and numbers out of a text by ParseProduct. Codes that common reports are no names of
// a product but of what many have in common ("DDR4", "USB30") and are left out; common may be nil. A short word of letters and
// digits ("x2", "1080p") counts as a number, 0 as none: it is what is left of a price.
func PrepareOffer(text string, common func(code string) bool) Offer {
	t := ParseProduct(text)
	o := Offer{quantities: sortQuantities(t.Quantities)}
	for _, c := range t.Codes {
		if !slices.Contains(o.codes, c) && (common == nil || !common(c)) {
			o.codes = append(o.codes, c)
		}
	}
	for _, n := range t.Numbers {
		if n != "0" {
			o.numbers = append(o.numbers, n)
		}
	}
	for _, w := range t.Words {
		if hasDigit(w) {
			o.numbers = append(o.numbers, w)
		}
	}
	o.numbers = sortedSet(o.numbers)
	return o
}

// Codes are the codes of the text in its order.
func (o Offer) Codes() []string { return o.codes }

// HasQuantities and HasNumbers tell whether there is something to compare.
func (o Offer) HasQuantities() bool { return len(o.quantities) > 0 }

// HasNumbers tells whether the text has plain numbers.
func (o Offer) HasNumbers() bool { return len(o.numbers) > 0 }

// CompareCodes tells what the codes of two offers say: SAME_LEAD, SHARED, MIXED, CONFLICT or ABSENT. What stands first is
// mostly what is offered; what follows may be the specification, or another offer of the page. Codes agree where one contains
// the other with at most four characters more.
func CompareCodes(a, b Offer) Reason {
	switch {
	case len(a.codes) == 0 || len(b.codes) == 0:
		return AbsentOne
	case agreeing(a.codes[0], b.codes[0]):
		return SameLead
	case compareCodes(a.codes, b.codes) != Agree:
		return Differing
	case len(a.codes) == 1 || len(b.codes) == 1:
		return Shared
	}
	return Mixed
}

func agreeing(x, y string) bool { return x == y || containsCode(x, y) || containsCode(y, x) }

// CompareQuantities tells what the quantities of two offers say: CONFLICT where in some unit both have values and share none,
// else AGREE where they share one, else ABSENT.
func CompareQuantities(a, b Offer) Reason {
	switch compareQuantities(a.quantities, b.quantities) {
	case Agree:
		return Agreeing
	case Conflict:
		return Differing
	}
	return AbsentOne
}

// CompareNumbers tells what the plain numbers of two offers say: AGREE where one is shared, CONFLICT where both have some and
// share none, else ABSENT.
func CompareNumbers(a, b Offer) Reason {
	if len(a.numbers) == 0 || len(b.numbers) == 0 {
		return AbsentOne
	}
	if common, _, _ := splitTokens(a.numbers, b.numbers); len(common) > 0 {
		return Agreeing
	}
	return Differing
}
