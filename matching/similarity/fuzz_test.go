package similarity

import (
	"math"
	"testing"
	"unicode/utf8"
)

// oddTexts seed every target: broken UTF-8, marks, scripts from right to left, emoji, and what parsers stumble on.
var oddTexts = []string{
	"", "Müller", "Mueller", "\xff\xfe", "\xc3", "a\u0301\u0301", "Ａ", "\u202eمحمد علي", "שלום", "👩‍👩‍👧 x", "株式会社", "K.K.", "J. R. Smith Jr", "Smith, JR",
	"Berg, Jan van den", "12-14/3 Main St #", "PO Box", "10x5x cm 1,000.", "0,5", "D-10115 Berlin", "SW1A 1AA, UK", "\u202e()（", "）(", "김민수", "王小明",
	"4006381333931", "48.85, 2.35", "0\x00a", "1st i l", "co-operative", "Abd al", "st st",
}

// fuzzPairs throws two texts at the comparators named: none may panic, leave 0..1, or depend on the order of its arguments.
func fuzzPairs(f *testing.F, names ...string) {
	for i, s := range oddTexts {
		f.Add(s, oddTexts[(i+1)%len(oddTexts)])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 300 || len(b) > 300 {
			return
		}
		for _, name := range names {
			checkPair(t, name, a, b, comparators[name])
			if got := comparators[name](a, a); math.Abs(got-1) > 1e-9 && !hasNothing(name, a) {
				t.Errorf("%s(%q, itself) = %v", name, a, got)
			}
		}
	})
}

func FuzzTexts(f *testing.F) {
	fuzzPairs(f, "Levenshtein", "OSA", "DamerauLevenshtein", "Jaro", "JaroWinkler", "QGramJaccard", "QGramDice", "QGramCosine", "QGramOverlap", "BigramDice")
}

func FuzzTokens(f *testing.F) {
	fuzzPairs(f, "TokenSet", "TokenSort", "TokenJaccard", "SoftTokens", "Heads", "Cosine", "SoftCosine", "SetJaccard", "SetCoefficient", "WeightedJaccard", "WeightedOverlap", "Rarest")
}

func FuzzPersons(f *testing.F)       { fuzzPairs(f, "Person") }
func FuzzOrganizations(f *testing.F) { fuzzPairs(f, "Org") }
func FuzzAddresses(f *testing.F)     { fuzzPairs(f, "Street", "Address") }
func FuzzProducts(f *testing.F)      { fuzzPairs(f, "Product") }
func FuzzLabels(f *testing.F)        { fuzzPairs(f, "Label", "AccountCode") }
func FuzzIdentifiers(f *testing.F)   { fuzzPairs(f, "Identifier", "Checked") }

// FuzzBitParallel holds the fast paths against the definitions.
func FuzzBitParallel(f *testing.F) {
	for i, s := range oddTexts {
		f.Add(s, oddTexts[(i+1)%len(oddTexts)], 2)
	}
	f.Fuzz(func(t *testing.T, a, b string, limit int) {
		if len(a) > 400 || len(b) > 400 {
			return
		}
		x, y := []rune(a), []rune(b)
		checkEdits(t, "Levenshtein", a, b, editsByRows(x, y, false), limit%8, Levenshtein, LevenshteinWithin)
		checkEdits(t, "OSA", a, b, editsByRows(x, y, true), limit%8, OSA, OSAWithin)
		if got, want := Jaro(a, b), jaroByMarks(x, y); got != want {
			t.Errorf("Jaro(%q, %q) = %v, want %v", a, b, got, want)
		}
		common := LettersOf(a).Common(LettersOf(b), len(x), len(y))
		if jw := JaroWinkler(a, b); jw > JaroWinklerBound(len(x), len(y), common) {
			t.Errorf("JaroWinkler(%q, %q) = %v is above its bound", a, b, jw)
		}
	})
}

// FuzzParsers feeds every parser: none may panic, and folding twice is folding once.
func FuzzParsers(f *testing.F) {
	for _, s := range append(oddTexts, "123 Main Street, Las Vegas NV 89132", "〒 100-0001, 東京", "FL-2198, ,;", "\xf0\x28", "㈱", "2024-02-30", "3,000,000.00 x 2", "\xe1Ꮒ\x88", `33°51'31"S 151°12'50"W`) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 300 {
			return
		}
		checkFolding(t, s)
		ParseOneLine(s)
		ParseDate(s)
		if p, ok := ParsePoint(s); ok && !p.Valid() {
			t.Errorf("ParsePoint(%q) = %v", s, p)
		}
		n := ParsePersonName(s)
		for _, list := range [][]string{n.Given, n.Middle, n.Family} {
			for _, name := range list {
				if name == "" || !utf8.ValidString(name) {
					t.Errorf("ParsePersonName(%q) has the name %q", s, name)
				}
			}
		}
		ParseProduct(s)
		SplitLegalForm(s)
		if c := PrepareTitle(s); c.Head == "" && Fold(s) != "" {
			t.Errorf("the title %q names nothing", s)
		}
		v := NewVariant(s)
		if v.Conflicts(&v) {
			t.Errorf("%q conflicts with itself", s)
		}
		FormalNames(s)
		Consonants(Fold(s))
		Cologne(s)
		for scheme := range checkDigits {
			CheckDigits(scheme)(NormalizeIdentifier(s))
		}
		if p, q := DoubleMetaphone(s, 4); len(p) > 4 || len(q) > 4 {
			t.Errorf("codes %q, %q too long", p, q)
		}
	})
}
