package matching

import (
	"strings"

	"aurum/matching/similarity"
)

// ofTokens is a comparator of the words of two texts.
func ofTokens(measure func(a, b []string) float64) comparator {
	return comparator{scored: true, needs: needTokens, apply: func(p *pair, c *condition) bool {
		return c.compareNumber(measure(p.a.tokens, p.b.tokens))
	}}
}

// ofSortedTokens is a comparator of the words of two texts in order of the alphabet.
func ofSortedTokens(measure func(a, b []string) float64) comparator {
	return comparator{scored: true, needs: needTokens, apply: func(p *pair, c *condition) bool {
		return c.compareNumber(measure(p.a.sorted, p.b.sorted))
	}}
}

// ofQGrams is a comparator of the groups of three characters of two texts.
func ofQGrams(measure func(a, b similarity.QGrams) float64) comparator {
	return comparator{scored: true, needs: needQGrams, apply: func(p *pair, c *condition) bool {
		return c.compareNumber(measure(p.a.qgrams, p.b.qgrams))
	}}
}

// ofVectors is a comparator of texts as vectors of weighed words.
func ofVectors(measure func(a, b similarity.Vector) float64) comparator {
	return comparator{scored: true, needs: needVector, apply: func(p *pair, c *condition) bool {
		return c.compareNumber(measure(p.a.wordVector, p.b.wordVector))
	}}
}

// ofWords is a comparator of texts as sets of weighed words.
func ofWords(measure func(a, b similarity.WeightedSet) float64) comparator {
	return comparator{scored: true, needs: needWords, apply: func(p *pair, c *condition) bool {
		return c.compareNumber(measure(p.a.weighed, p.b.weighed))
	}}
}

// ofSets is a comparator of all values of two records together.
func ofSets(measure func(a, b similarity.WeightedSet) float64) comparator {
	return comparator{scored: true, needs: needSet, apply: func(p *pair, c *condition) bool {
		return c.compareNumber(measure(p.sets()))
	}}
}

// ofEdits is a comparator that counts edits; where few are allowed it stops counting early.
func ofEdits(count func(a, b string) int, within func(a, b string, limit int) (int, bool)) comparator {
	return comparator{scored: true, ofParts: true, apply: func(p *pair, c *condition) bool {
		return eachText(p, c, func(a, b string) bool {
			if c.op == atMost {
				_, ok := within(a, b, int(c.bound))
				return ok
			}
			return c.compareNumber(float64(count(a, b)))
		})
	}}
}

// jaroWinkler looks at two texts only where their letters may let them be as alike as asked.
func jaroWinkler(p *pair, c *condition) bool {
	return eachText(p, c, func(a, b string) bool {
		if c.op == atLeast {
			_, ok := similarity.JaroWinklerAtLeast(a, b, c.bound)
			return ok
		}
		return c.compareNumber(similarity.JaroWinkler(a, b))
	})
}

var identifierReasons = []similarity.Reason{similarity.Exact, similarity.Transposed, similarity.OneEdit, similarity.Different}

func identifier(p *pair, c *condition) bool {
	return eachText(p, c, func(a, b string) bool { return c.compareResult(similarity.CompareIdentifiers(a, b)) })
}

// checkedIdentifier compares identifiers of one scheme, whose check digits tell a typing error from another identifier.
// Those of two schemes are different.
func checkedIdentifier(p *pair, c *condition) bool {
	a, schemeA := p.a.identifier()
	b, schemeB := p.b.identifier()
	if schemeA != schemeB {
		return c.compareResult(similarity.Result{Reason: similarity.Different})
	}
	return c.compareResult(similarity.CompareChecked(a, b, similarity.CheckDigits(schemeA)))
}

// identifier is the normalized identifier of a value and its scheme: the one it carries, else its kind.
func (v *value) identifier() (text, scheme string) {
	text, scheme = v.key[strings.LastIndexByte(v.key, '|')+1:], v.kind
	if schemed[v.kind] {
		scheme, _, _ = strings.Cut(v.scheme, " ")
	}
	if v.kind == "BankAccount" {
		scheme = "IBAN"
	}
	return strings.ToUpper(strings.ReplaceAll(text, " ", "")), scheme
}

func accountCode(p *pair, c *condition) bool {
	return eachText(p, c, func(a, b string) bool {
		return c.compareResult(similarity.CompareAccountCodes(similarity.NormalizeIdentifier(a), similarity.NormalizeIdentifier(b)))
	})
}

func label(p *pair, c *condition) bool {
	return c.compareResult(similarity.CompareLabels(p.a.label, p.b.label))
}

func address(p *pair, c *condition) bool {
	return c.compareResult(similarity.CompareAddresses(p.a.address, p.b.address))
}

// distance compares the kilometres between two places; it does not hold where either is unknown.
func distance(p *pair, c *condition) bool {
	return p.a.point.Valid() && p.b.point.Valid() && c.compareNumber(similarity.Haversine(p.a.point, p.b.point))
}
