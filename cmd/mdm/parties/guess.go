package parties

import (
	"slices"

	"aurum/matching/similarity"
)

// Least numbers of values that show what a column is about: of those with a shape of their own, and of words.
const (
	fewShaped = 2
	fewWords  = 5
)

// Shares of a column's values, or of the records, from which on a guess is good.
const (
	nearlyAll = 0.9
	most      = 0.6
	// knownGiven is low: of the given names of the world the list knows some.
	knownGiven = 0.33
	// ownForms is how many names of a column of companies have a legal form.
	ownForms = 0.3
)

// guess finds out by their values what columns are about whose names say nothing. Names, dates and places are only guessed
// where no other column is called so: beside a name the other names are those of clerks and contacts.
func guess(columns []*Column) {
	g := &guesser{columns: columns}
	g.shapes()
	if !g.has(Birth) {
		g.birth()
	}
	if !g.has(addressParts...) {
		g.address()
	}
	if !g.has(Given, Family, FullName, Company) {
		g.names()
	}
}

type guesser struct{ columns []*Column }

func (g *guesser) has(meanings ...Meaning) bool {
	return slices.ContainsFunc(g.columns, func(c *Column) bool { return slices.Contains(meanings, c.Meaning) })
}

// open are the columns that nothing is known of, with so many values at least.
func (g *guesser) open(least int) []*Column {
	var out []*Column
	for _, c := range g.columns {
		if c.Meaning == Other && c.header.silent && c.said() >= least {
			out = append(out, c)
		}
	}
	return out
}

// shape is a meaning whose values show it by themselves: most of them pass a strict test, and nearly all a loose one, which
// is the strict one where there is none.
type shape struct {
	meaning       Meaning
	scheme        string
	strict, loose func(string) bool
}

// shapes are tried in this order: the stricter before the looser.
var shapes = []shape{
	{meaning: Mail, strict: isMail},
	{meaning: Website, strict: isWeb},
	{meaning: ID, scheme: "SSN", strict: isHyphenedSSN, loose: func(v string) bool { return isIdentifier(v) && letters(v) == 0 }},
	{meaning: ID, scheme: "LEI", strict: isLEI},
	{meaning: ID, scheme: "IBAN", strict: isIBAN},
	{meaning: TaxID, strict: isVAT},
	{meaning: Phone, strict: isWrittenPhone, loose: func(v string) bool { return isPhone(v) && !isWrittenDay(v) }},
}

func (s *shape) of(c *Column) bool {
	if s.loose == nil {
		return c.share(s.strict) >= nearlyAll
	}
	return c.share(s.strict) >= most && c.share(s.loose) >= nearlyAll
}

func (g *guesser) shapes() {
	for _, c := range g.open(fewShaped) {
		if i := slices.IndexFunc(shapes, func(s shape) bool { return s.of(c) }); i >= 0 && c.different() >= different {
			c.take(shapes[i].meaning, shapes[i].scheme)
		} else if !g.has(Kind) && c.tellsKinds() {
			c.take(Kind, "")
		}
	}
}

// tellsKinds tells whether a column has words for persons and for companies, and no others.
func (c *Column) tellsKinds() bool {
	of := func(kind string) float64 {
		return c.share(func(v string) bool { return len(v) > 2 && kindOf(v) == kind })
	}
	persons, companies := of(person), of(organization)
	return persons > 0 && companies > 0 && persons+companies >= nearlyAll
}

// birth takes the days that are furthest apart, if that is a generation: days of orders and changes are not.
func (g *guesser) birth() {
	var best *Column
	span := generation - 1
	for _, c := range g.open(fewWords) {
		if c.share(isWrittenDay) < nearlyAll {
			continue
		}
		if years := yearsBetween(c.cells); years > span {
			best, span = c, years
		}
	}
	if best != nil {
		best.take(Birth, "")
	}
}

// generation is how many years of birth are apart at least.
const generation = 25

// names takes a name in one piece, one in two, and that of companies.
func (g *guesser) names() {
	for _, c := range g.open(fewWords) {
		if c.share(legalForm) >= ownForms {
			c.take(Company, "")
			break
		}
	}
	for _, c := range g.open(fewWords) {
		if c.share(isName) >= nearlyAll && c.share(givenFirst) >= knownGiven {
			c.take(FullName, "")
			break
		}
	}
	g.parts()
	g.companies()
}

// parts takes a column of given names together with that of family names beside it.
func (g *guesser) parts() {
	given := highest(g.open(fewWords), func(c *Column) float64 { return c.share(givenName) })
	if given == nil || given.share(isName) < nearlyAll || given.share(givenName) < knownGiven {
		return
	}
	given.Meaning = Given
	family := g.find(given, 2, func(c *Column) bool {
		return c.share(isFamily) >= nearlyAll && c.different() >= different && c.follows(given) >= nearlyAll && given.follows(c) >= nearlyAll
	})
	if family == nil {
		given.Meaning = Other
		return
	}
	given.take(Given, "")
	family.take(Family, "")
}

// companies takes the column that nearly all companies fill and hardly anybody else, where the kind is told.
func (g *guesser) companies() {
	kind := slices.IndexFunc(g.columns, func(c *Column) bool { return c.Meaning == Kind })
	if kind < 0 || g.has(Company) {
		return
	}
	ofCompany := func(i int) bool { return kindOf(g.columns[kind].cells[i]) == organization }
	for _, c := range g.open(fewWords) {
		companies, theirs := 0, 0
		for i, v := range c.cells {
			if ofCompany(i) {
				companies++
				if v != "" {
					theirs++
				}
			}
		}
		if float64(theirs) >= nearlyAll*float64(c.said()) && float64(theirs) >= most*float64(companies) &&
			c.share(hasLetter) >= nearlyAll && c.different() >= different {
			c.take(Company, "")
			return
		}
	}
}

// different is the share of values that are different, from which on a column has no mere categories.
const different = 0.15

// find is the open column nearest to another that passes a test, at most so many columns away, of two as near the one
// behind; or else the only one that passes it. Nil for none.
func (g *guesser) find(to *Column, reach int, test func(*Column) bool) *Column {
	at := slices.Index(g.columns, to)
	passing := slices.DeleteFunc(g.open(fewWords), func(c *Column) bool { return !test(c) })
	for d := 1; d <= reach; d++ {
		for _, i := range []int{at + d, at - d} {
			if i >= 0 && i < len(g.columns) && slices.Contains(passing, g.columns[i]) {
				return g.columns[i]
			}
		}
	}
	if len(passing) == 1 {
		return passing[0]
	}
	return nil
}

// highest is the column with the highest figure; nil for none.
func highest(columns []*Column, figure func(*Column) float64) *Column {
	var best *Column
	top := 0.0
	for _, c := range columns {
		if f := figure(c); f > top {
			best, top = c, f
		}
	}
	return best
}

// givenName tells whether the first of at most two words is a given name that is known.
func givenName(v string) bool {
	words := similarity.Tokens(similarity.FoldKey(v))
	return len(words) > 0 && len(words) < 3 && similarity.AreNicknames(words[0], words[0])
}

func isFamily(v string) bool { return isName(v) && len(similarity.Tokens(similarity.FoldKey(v))) <= 3 }
