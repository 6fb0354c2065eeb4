package similarity

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// comparators are all measures of two texts, each expected to be symmetric, within 0..1, and 1 for a text
// with itself wherever it has anything to compare.
var comparators = map[string]func(a, b string) float64{
	"Levenshtein":        LevenshteinRatio,
	"OSA":                OSARatio,
	"DamerauLevenshtein": DamerauLevenshteinRatio,
	"Jaro":               Jaro,
	"JaroWinkler":        JaroWinkler,
	"QGramJaccard":       func(a, b string) float64 { return QGramJaccard(a, b, 3) },
	"QGramDice":          func(a, b string) float64 { return QGramDice(a, b, 2) },
	"QGramCosine":        func(a, b string) float64 { return QGramCosine(a, b, 3) },
	"QGramOverlap":       func(a, b string) float64 { return NewQGrams(a, 3).Overlap(NewQGrams(b, 3)) },
	"BigramDice":         func(a, b string) float64 { return BigramDice(Fold(a), Fold(b)) },
	"TokenSet":           onTokens(TokenSet),
	"TokenSort":          onTokens(TokenSort),
	"TokenJaccard":       onTokens(TokenJaccard),
	"SoftTokens":         onTokens(SoftTokens),
	"Heads":              func(a, b string) float64 { return CompareHeads(PrepareTitle(a), PrepareTitle(b)) },
	"Cosine": onTokens(func(a, b []string) float64 {
		return NewVector(a, lengthWeights{}).Cosine(NewVector(b, lengthWeights{}))
	}),
	"SoftCosine": onTokens(func(a, b []string) float64 {
		return NewVector(a, lengthWeights{}).SoftCosine(NewVector(b, lengthWeights{}))
	}),
	"SetJaccard":     onTokens(func(a, b []string) float64 { return CompareSets(a, b).Jaccard() }),
	"SetCoefficient": onTokens(func(a, b []string) float64 { return CompareSets(a, b).Coefficient() }),
	"Person":         func(a, b string) float64 { return ComparePersons(person(a), person(b)).Score },
	"Org": func(a, b string) float64 {
		return CompareOrgs(PrepareOrg(a, lengthWeights{}), PrepareOrg(b, lengthWeights{})).Score
	},
	"Street": func(a, b string) float64 {
		return CompareStreets(PrepareStreet([]string{a}), PrepareStreet([]string{b})).Score
	},
	"Product": func(a, b string) float64 {
		return CompareProducts(PrepareProduct(a, lengthWeights{}), PrepareProduct(b, lengthWeights{})).Score
	},
	"Address": func(a, b string) float64 {
		return CompareAddresses(PrepareAddress(ParseOneLine(a)), PrepareAddress(ParseOneLine(b))).Score
	},
	"Label": func(a, b string) float64 {
		return CompareLabels(PrepareLabel(a, lengthWeights{}), PrepareLabel(b, lengthWeights{})).Score
	},
	"AccountCode": func(a, b string) float64 {
		return CompareAccountCodes(NormalizeIdentifier(a), NormalizeIdentifier(b)).Score
	},
	"Identifier":      func(a, b string) float64 { return CompareIdentifiers(a, b).Score },
	"Checked":         func(a, b string) float64 { return CompareChecked(a, b, CheckDigits("GTIN")).Score },
	"WeightedJaccard": onSets(WeightedSet.Jaccard),
	"WeightedOverlap": onSets(WeightedSet.Overlap),
	"Rarest":          onSets(WeightedSet.Rarest),
}

// lengthWeights weighs longer words more, so that weights differ without a corpus.
type lengthWeights struct{}

func (lengthWeights) IDF(token string) float64 { return float64(1 + len(token)%5) }

func onTokens(compare func(a, b []string) float64) func(a, b string) float64 {
	return func(a, b string) float64 { return compare(Tokens(Fold(a)), Tokens(Fold(b))) }
}

func onSets(compare func(a, b WeightedSet) float64) func(a, b string) float64 {
	return func(a, b string) float64 {
		return compare(NewWeightedSet(Tokens(Fold(a)), lengthWeights{}), NewWeightedSet(Tokens(Fold(b)), lengthWeights{}))
	}
}

var vocabulary = strings.Fields(`Müller Mueller Smith Smyth Bob Robert J. Jr van der Berg GmbH Ltd & Inc. Acme ACME I.B.M.
	International Business Machines 1 2 II 12a 12-14 5/12 Hauptstr. Straße Main St 5th Ave Apt # , PO Box 77 500GB 1TB TCD658000
	10x5 cm 0,5 l Иванов Ваня 王杰 株式会社 東京 O'Brien ß ﬁ é € 😀 a ab aaa abab Calle Nr. "x"@en () ٣٤`)

// randomText makes a text of up to six words, with a letter wrong now and then.
func randomText(r *rand.Rand) string {
	words := make([]string, r.IntN(7))
	for i := range words {
		words[i] = vocabulary[r.IntN(len(vocabulary))]
		if r.IntN(4) == 0 {
			runes := []rune(words[i])
			runes[r.IntN(len(runes))] = []rune("aеü1 ")[r.IntN(5)]
			words[i] = string(runes)
		}
	}
	return strings.Join(words, " ")
}

func TestComparatorsAreSymmetricAndBounded(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 1500 {
		a, b := randomText(r), randomText(r)
		for name, compare := range comparators {
			checkPair(t, name, a, b, compare)
		}
	}
}

func checkPair(t *testing.T, name, a, b string, compare func(a, b string) float64) {
	t.Helper()
	there, back := compare(a, b), compare(b, a)
	if math.Abs(there-back) > 1e-12 {
		t.Errorf("%s(%.80q, %.80q) = %v, the other way %v", name, a, b, there, back)
	}
	if math.IsNaN(there) || there < 0 || there > 1 {
		t.Errorf("%s(%.80q, %.80q) = %v", name, a, b, there)
	}
}

func TestComparatorsKnowIdentity(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		a := randomText(r)
		for name, compare := range comparators {
			if got := compare(a, a); math.Abs(got-1) > 1e-9 && !hasNothing(name, a) {
				t.Errorf("%s(%q, itself) = %v", name, a, got)
			}
		}
	}
}

// hasNothing tells whether a structured comparator finds nothing in a text and rightly says Missing.
func hasNothing(name, s string) bool {
	switch name {
	case "Person":
		return person(s).Empty()
	case "Org":
		return PrepareOrg(s, nil).Empty()
	case "Street":
		return PrepareStreet([]string{s}).Empty()
	case "Product":
		return PrepareProduct(s, nil).Empty()
	case "Address":
		return PrepareAddress(ParseOneLine(s)).Empty() || CompareAddresses(PrepareAddress(ParseOneLine(s)), PrepareAddress(ParseOneLine(s))).Reason == SamePlace
	case "Label":
		return PrepareLabel(s, nil).Empty()
	case "Identifier", "Checked":
		return s == ""
	case "AccountCode":
		return NormalizeIdentifier(s) == ""
	}
	return false
}

func TestDistancesAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 3000 {
		a, b := randomText(r), randomText(r)
		x, y := []rune(a), []rune(b)
		d := Levenshtein(a, b)
		if slow := editsByRows(x, y, false); d != slow {
			t.Fatalf("Levenshtein(%q, %q) = %d, by table %d", a, b, d, slow)
		}
		restricted, free := OSA(a, b), DamerauLevenshtein(a, b)
		if free > restricted || restricted > d || d > 2*free {
			t.Fatalf("%q, %q: Damerau %d, OSA %d, Levenshtein %d", a, b, free, restricted, d)
		}
		limit := r.IntN(6)
		if got, ok := LevenshteinWithin(a, b, limit); ok != (d <= limit) || ok && got != d {
			t.Fatalf("LevenshteinWithin(%q, %q, %d) = %d, %v; distance %d", a, b, limit, got, ok, d)
		}
	}
}

func TestTriangleInequality(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 1000 {
		a, b, c := randomText(r), randomText(r), randomText(r)
		if Levenshtein(a, c) > Levenshtein(a, b)+Levenshtein(b, c) {
			t.Errorf("Levenshtein: %q, %q, %q", a, b, c)
		}
		if DamerauLevenshtein(a, c) > DamerauLevenshtein(a, b)+DamerauLevenshtein(b, c) {
			t.Errorf("Damerau-Levenshtein: %q, %q, %q", a, b, c)
		}
	}
}

func TestFoldingIsIdempotent(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 3000 {
		checkFolding(t, randomText(r))
	}
}

func checkFolding(t *testing.T, s string) {
	t.Helper()
	once, key := Fold(s), FoldKey(s)
	if Fold(once) != once || FoldKey(key) != key {
		t.Errorf("%q: %q then %q; %q then %q", s, once, Fold(once), key, FoldKey(key))
	}
	if strings.TrimSpace(once) != once || strings.Contains(once, "  ") {
		t.Errorf("Fold(%q) = %q has loose spaces", s, once)
	}
}

func TestShortTextsDoNotAllocate(t *testing.T) {
	ascii, cyrillic := strings.Repeat("abcdefgh", 8), strings.Repeat("абвгдежз", 8)
	asciiTypo, cyrillicTypo := "x"+ascii[1:], "я"+cyrillic[2:]
	hot := map[string]func(a, b string){
		"JaroWinkler":       func(a, b string) { JaroWinkler(a, b) },
		"Levenshtein":       func(a, b string) { Levenshtein(a, b) },
		"LevenshteinWithin": func(a, b string) { LevenshteinWithin(a, b, 3) },
		"OSA":               func(a, b string) { OSA(a, b) },
		"Identifiers":       func(a, b string) { CompareIdentifiers(a, b) },
		"Fold":              func(a, _ string) { Fold(a[:8]) },
	}
	for name, run := range hot {
		if n := testing.AllocsPerRun(50, func() { run(ascii, asciiTypo) }); n != 0 {
			t.Errorf("%s on ASCII: %v allocations", name, n)
		}
		if name == "Fold" {
			continue
		}
		if n := testing.AllocsPerRun(50, func() { run(cyrillic, cyrillicTypo) }); n != 0 {
			t.Errorf("%s on Cyrillic: %v allocations", name, n)
		}
	}
}

func TestPreparedFormsDoNotAllocate(t *testing.T) {
	p, q := person("Dr. Robert James Smith"), person("Bob J. Smyth")
	o, u := PrepareOrg("International Business Machines Corp", nil), PrepareOrg("Intl. Busines Machines", nil)
	s, w := PrepareStreet([]string{"123 N Main St Apt 4"}), PrepareStreet([]string{"123 Mian Street"})
	for name, run := range map[string]func(){
		"persons": func() { ComparePersons(p, q) }, "orgs": func() { CompareOrgs(o, u) }, "streets": func() { CompareStreets(s, w) },
	} {
		if n := testing.AllocsPerRun(50, run); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}
