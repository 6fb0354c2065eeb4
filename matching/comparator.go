package matching

import (
	"slices"
	"unicode/utf8"

	"aurum/matching/similarity"
)

// comparator is a measure that conditions may use.
type comparator struct {
	apply   func(p *pair, c *condition) bool
	needs   needs
	plain   bool                // may stand without a bound
	scored  bool                // may stand with >= or <=
	ofParts bool                // may look at a part
	reasons []similarity.Reason // may stand with =
}

// comparators by name. docs/matching-policy.md describes each; the formulas are those of package similarity.
var comparators map[string]comparator

func init() {
	comparators = map[string]comparator{
		"exact":   {apply: exact, plain: true, ofParts: true},
		"differs": {apply: differs, plain: true, ofParts: true},
		"agrees":  {apply: func(p *pair, c *condition) bool { return !differs(p, c) }, plain: true, ofParts: true},
		"missing": {apply: missing, plain: true, ofParts: true},
		"length": {scored: true, apply: func(p *pair, c *condition) bool {
			return c.compareNumber(float64(min(utf8.RuneCountInString(p.a.key), utf8.RuneCountInString(p.b.key))))
		}},
		"cosine": {scored: true, apply: func(p *pair, c *condition) bool {
			return c.compareNumber(p.a.vector.Cosine(p.b.vector))
		}},
		"primary":  {apply: func(p *pair, _ *condition) bool { return p.a.primary && p.b.primary }, plain: true},
		"generic":  {apply: func(p *pair, _ *condition) bool { return p.a.generic || p.b.generic }, plain: true},
		"persons":  {apply: func(p *pair, _ *condition) bool { return p.a.isPerson && p.b.isPerson }, plain: true, needs: needPerson},
		"employer": {apply: func(p *pair, _ *condition) bool { return p.a.employer && p.b.employer }, plain: true},

		"nickname": {plain: true, ofParts: true, apply: func(p *pair, c *condition) bool {
			return eachText(p, c, similarity.AreNicknames)
		}},
		"jaroWinkler":       ofTexts(similarity.JaroWinkler),
		"levenshtein":       ofEdits(similarity.Levenshtein, similarity.LevenshteinWithin),
		"osa":               ofEdits(similarity.OSA, similarity.OSAWithin),
		"osaRatio":          ofTexts(similarity.OSARatio),
		"damerau":           ofTexts(func(a, b string) float64 { return float64(similarity.DamerauLevenshtein(a, b)) }),
		"identifier":        {apply: identifier, scored: true, ofParts: true, reasons: identifierReasons},
		"checkedIdentifier": {apply: checkedIdentifier, scored: true, reasons: identifierReasons},
		"accountCode": {apply: accountCode, scored: true, ofParts: true, reasons: []similarity.Reason{
			similarity.Exact, similarity.Padded, similarity.Parent, similarity.Sibling, similarity.SameClass, similarity.Different}},

		"sharedWords": {needs: needOrg, scored: true, apply: func(p *pair, c *condition) bool {
			return c.compareNumber(float64(sharedWords(p.a.words(), p.b.words())))
		}},
		"sister":       {needs: needTokens, plain: true, apply: func(p *pair, _ *condition) bool { return sister(p.a.tokens, p.b.tokens) }},
		"tokenSet":     ofTokens(similarity.TokenSet),
		"tokenSort":    ofTokens(similarity.TokenSort),
		"tokens":       ofTokens(similarity.SoftTokens),
		"jaccard":      ofTokens(similarity.TokenJaccard),
		"qgram":        ofQGrams(similarity.QGrams.Cosine),
		"qgramJaccard": ofQGrams(similarity.QGrams.Jaccard),
		"qgramDice":    ofQGrams(similarity.QGrams.Dice),
		"qgramOverlap": ofQGrams(similarity.QGrams.Overlap),
		"tfidf":        ofVectors(similarity.Vector.Cosine),
		"softTfidf":    ofVectors(similarity.Vector.SoftCosine),
		"wordOverlap":  ofWords(similarity.WeightedSet.Overlap),
		"rarestWord":   ofWords(similarity.WeightedSet.Rarest),
		"setJaccard":   ofSets(similarity.WeightedSet.Jaccard),
		"setOverlap":   ofSets(similarity.WeightedSet.Overlap),
		"oneWordApart": {needs: needTokens, plain: true, apply: func(p *pair, _ *condition) bool {
			return similarity.OneWordApart(p.a.sorted, p.b.sorted)
		}},
		"label": {apply: label, needs: needLabel, scored: true, reasons: []similarity.Reason{
			similarity.Exact, similarity.Reordered, similarity.Abbreviated, similarity.Translated, similarity.Partial,
			similarity.Similar, similarity.ConflictNumber, similarity.Different}},

		"organization": {apply: organization, needs: needOrg, scored: true, reasons: []similarity.Reason{
			similarity.Exact, similarity.Reordered, similarity.FormDiffers, similarity.Acronym, similarity.Partial,
			similarity.Similar, similarity.ConflictNumber, similarity.Different}},
		"person": {apply: person, needs: needPerson, scored: true, reasons: []similarity.Reason{
			similarity.Exact, similarity.Reordered, similarity.Swapped, similarity.Nickname, similarity.Similar,
			similarity.Initial, similarity.Partial, similarity.ConflictSuffix, similarity.FamilyOnly, similarity.Different}},
		"codes":          ofOffers(similarity.CompareCodes, codeReasons...),
		"quantities":     ofOffers(similarity.CompareQuantities, numberReasons...),
		"numbers":        ofOffers(similarity.CompareNumbers, numberReasons...),
		"names":          {apply: names, needs: needNames, reasons: nameReasons},
		"suffixConflict": {apply: suffixConflict, needs: needPerson, plain: true},
		"street": {apply: street, needs: needStreet, scored: true, reasons: []similarity.Reason{
			similarity.SameUnit, similarity.SameHouse, similarity.SameStreet, similarity.DifferentHouse,
			similarity.Similar, similarity.Different, similarity.Missing}},
		"placeNamed": {apply: placeNamed, needs: needStreet, plain: true},
		"transliterated": {needs: needSkeleton, scored: true, apply: func(p *pair, c *condition) bool {
			return (p.a.foreign || p.b.foreign) && c.compareNumber(similarity.CompareSkeletons(p.a.skeletons, p.b.skeletons))
		}},
		"address": {apply: address, needs: needAddress, scored: true, reasons: []similarity.Reason{
			similarity.SameUnit, similarity.SameHouse, similarity.SameStreet, similarity.DifferentHouse, similarity.Similar,
			similarity.SamePlace, similarity.OtherPlace, similarity.Different, similarity.Missing}},
		"distance": {apply: distance, needs: needPoint, scored: true},
		"date": {apply: date, needs: needDate, scored: true, reasons: []similarity.Reason{
			similarity.Exact, similarity.DayMonthSwapped, similarity.Partial, similarity.OneDigit, similarity.YearNear,
			similarity.Transposed, similarity.SameYear, similarity.Different}},
		"years":    {apply: years, needs: needDate, scored: true},
		"relative": {apply: relative, needs: needNumber, scored: true},
		"absolute": {apply: absolute, needs: needNumber, scored: true},
		"product": {apply: product, needs: needProduct, scored: true, reasons: []similarity.Reason{
			similarity.Exact, similarity.SameCode, similarity.ConflictCode, similarity.ConflictQuantity, similarity.Similar, similarity.Different}},
		"words": {needs: needProduct, scored: true, apply: func(p *pair, c *condition) bool { return c.compareNumber(p.products().Words) }},
		"variants": {needs: needVariant, plain: true, apply: func(p *pair, _ *condition) bool {
			return p.a.variant.Conflicts(&p.b.variant)
		}},
	}
}

// ofTexts is a comparator of the folded texts of values or parts.
func ofTexts(measure func(a, b string) float64) comparator {
	return comparator{scored: true, ofParts: true, apply: func(p *pair, c *condition) bool {
		if c.part < 0 {
			return c.compareNumber(measure(p.a.key, p.b.key))
		}
		return eachText(p, c, func(a, b string) bool { return c.compareNumber(measure(a, b)) })
	}}
}

// eachText tells whether the test holds for some texts of a part of both values.
func eachText(p *pair, c *condition, test func(a, b string) bool) bool {
	if c.part < 0 {
		return test(p.a.key, p.b.key)
	}
	for _, x := range p.a.parts[c.part] {
		for _, y := range p.b.parts[c.part] {
			if test(x, y) {
				return true
			}
		}
	}
	return false
}

func exact(p *pair, c *condition) bool {
	if c.part < 0 {
		return p.a.key == p.b.key
	}
	return shareText(p.a.parts[c.part], p.b.parts[c.part])
}

func shareText(a, b []string) bool {
	for _, x := range a {
		if slices.Contains(b, x) {
			return true
		}
	}
	return false
}

// sharedWords counts the words of one name that the other has too, legal forms aside.
func sharedWords(a, b []string) int {
	n := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	return min(n, len(b))
}

// differs holds where both sides say something and nothing of it is equal.
func differs(p *pair, c *condition) bool {
	if c.part < 0 {
		return p.a.key != p.b.key
	}
	a, b := p.a.parts[c.part], p.b.parts[c.part]
	return len(a) > 0 && len(b) > 0 && !shareText(a, b)
}

func missing(p *pair, c *condition) bool {
	return c.part >= 0 && (len(p.a.parts[c.part]) == 0 || len(p.b.parts[c.part]) == 0)
}

// organization compares names of which at least one is not known to be a person's.
func organization(p *pair, c *condition) bool {
	return !(p.a.isPerson && p.b.isPerson) && c.compareResult(p.organizations())
}

func person(p *pair, c *condition) bool {
	return p.a.isPerson && p.b.isPerson && c.compareResult(p.persons())
}

func suffixConflict(p *pair, _ *condition) bool {
	return similarity.SuffixConflict(p.a.person, p.b.person)
}

func street(p *pair, c *condition) bool { return c.compareResult(p.streets()) }

func date(p *pair, c *condition) bool { return c.compareResult(p.dates()) }

func years(p *pair, c *condition) bool {
	a, b := p.a.date.Year, p.b.date.Year
	return a != 0 && b != 0 && c.compareNumber(float64(max(a-b, b-a)))
}

func relative(p *pair, c *condition) bool {
	return p.a.isNumber && p.b.isNumber && c.compareNumber(similarity.RelativeDifference(p.a.number, p.b.number))
}

func absolute(p *pair, c *condition) bool {
	return p.a.isNumber && p.b.isNumber && c.compareNumber(max(p.a.number-p.b.number, p.b.number-p.a.number))
}

func product(p *pair, c *condition) bool { return c.compareResult(p.products().Result) }

func (p *pair) organizations() similarity.Result {
	if p.done&needOrg == 0 {
		p.org, p.done = similarity.CompareOrgs(p.a.org, p.b.org), p.done|needOrg
	}
	return p.org
}

func (p *pair) persons() similarity.Result {
	if p.done&needPerson == 0 {
		p.person, p.done = similarity.ComparePersons(p.a.person, p.b.person), p.done|needPerson
	}
	return p.person
}

func (p *pair) streets() similarity.Result {
	if p.done&needStreet == 0 {
		p.street, p.done = similarity.CompareStreets(p.a.place, p.b.place), p.done|needStreet
	}
	return p.street
}

func (p *pair) dates() similarity.Result {
	if p.done&needDate == 0 {
		p.date, p.done = similarity.CompareDates(p.a.date, p.b.date), p.done|needDate
	}
	return p.date
}

func (p *pair) products() similarity.ProductResult {
	if p.done&needProduct == 0 {
		p.product, p.done = similarity.CompareProducts(p.a.product, p.b.product), p.done|needProduct
	}
	return p.product
}
