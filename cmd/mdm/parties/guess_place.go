package parties

import (
	"slices"

	"aurum/matching/similarity"
	"aurum/standardize/kinds"
)

// addressReach is how many columns away from the street the rest of its address stands at most.
const addressReach = 4

// address takes an address in one piece, and the street with what stands around it.
func (g *guesser) address() {
	whole := highest(g.open(fewWords), func(c *Column) float64 { return c.share(isOneLine) })
	if whole != nil && whole.share(isOneLine) >= most {
		whole.take(Address, "")
	}
	street := highest(g.open(fewWords), func(c *Column) float64 { return c.share(isStreet) })
	if street == nil || street.share(isStreet) < most {
		return
	}
	street.take(Street, "")
	if street.share(startsOrEndsWithDigit) < most {
		g.around(street, House, func(c *Column) bool { return c.share(isHouse) >= nearlyAll })
	}
	postal := g.around(street, Postal, func(c *Column) bool { return c.share(isPostal) >= nearlyAll && !c.counts() })
	g.around(street, City, func(c *Column) bool {
		return c.share(isTown) >= nearlyAll && c.different() >= different/2 && (postal == nil || c.agrees(postal))
	})
	g.around(street, Country, func(c *Column) bool { return c.share(Country.fits) >= 0.95 })
}

// around takes the column nearest to the street that passes a test and belongs to it: it says something where the street
// does.
func (g *guesser) around(street *Column, m Meaning, test func(*Column) bool) *Column {
	c := g.find(street, addressReach, func(c *Column) bool { return c.follows(street) >= most && test(c) })
	if c != nil {
		c.take(m, "")
	}
	return c
}

// agrees tells whether records with the same value in another column mostly have the same here, as towns do of one postal
// code.
func (c *Column) agrees(with *Column) bool {
	first := map[string]string{}
	same, other := 0, 0
	for i, v := range c.cells {
		by := with.cells[i]
		if v == "" || by == "" {
			continue
		}
		v = similarity.FoldKey(v)
		switch before, ok := first[by]; {
		case !ok:
			first[by] = v
		case before == v:
			same++
		default:
			other++
		}
	}
	return float64(same) >= most*float64(same+other)
}

// counts tells whether the values rise from record to record, as numbers do that were given one after the other.
func (c *Column) counts() bool {
	said := slices.DeleteFunc(slices.Clone(c.cells), func(v string) bool { return v == "" })
	return slices.IsSorted(said) && said[0] != said[len(said)-1]
}

func isOneLine(v string) bool {
	a := similarity.ParseOneLine(v)
	return a.PostalCode != "" && a.City != "" && len(a.Lines) > 0 && digits(v) > 3
}

// isStreet tells whether a text has a word for a street beside others.
func isStreet(v string) bool {
	s := similarity.ParseStreet([]string{v})
	return s.Type != "" && s.Name != "" && !isMail(v)
}

func startsOrEndsWithDigit(v string) bool {
	return v[0] >= '0' && v[0] <= '9' || v[len(v)-1] >= '0' && v[len(v)-1] <= '9'
}

func isHouse(v string) bool {
	return len(v) <= 6 && digits(v) > 0 && digits(v) <= 5 && letters(v) <= 2
}

// isPostal is stricter than what a column of postal codes may have.
func isPostal(v string) bool {
	n, l := digits(v), letters(v)
	plain := n+l == len(v) || n+l+1 == len(v) // one space or hyphen
	return plain && (l == 0 && n >= 4 && n <= 6 || l > 0 && l <= 4 && n >= 2 && n <= 5)
}

func isTown(v string) bool {
	n := letters(v)
	_, country := kinds.Country(v)
	return n >= 3 && n <= 40 && digits(v) == 0 && !isMail(v) && country != nil
}
