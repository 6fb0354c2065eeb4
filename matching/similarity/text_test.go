package similarity

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, fold, key string }{
		{"", "", ""}, {"  Hello,   World! ", "hello world", "hello world"},
		{"Müller", "muller", "muller"}, {"Mueller", "mueller", "muller"}, {"MÜLLER & Söhne", "muller and sohne", "muller and sohne"},
		{"Straße", "strasse", "strasse"}, {"Bauer", "bauer", "bauer"}, {"Quelle", "quelle", "quelle"},
		{"Michael", "michael", "michael"}, {"Händel", "handel", "handel"}, {"Haendel", "haendel", "handel"},
		{"O'Brien", "obrien", "obrien"}, {"Jean-Pierre", "jean pierre", "jean pierre"}, {"Łódź", "lodz", "lodz"},
		{"Иванов", "ivanov", "ivanov"}, {"Гость", "gost", "gost"}, {"王杰", "wang jie", "wang jie"},
		{"ＡＢＣ１２３", "abc123", "abc123"}, {"ﬁne", "fine", "fine"}, {"İstanbul", "istanbul", "istanbul"},
		{"Ångström", "angstrom", "angstrom"}, {"A\u030angstrom", "angstrom", "angstrom"},
		{"x²", "x2", "x2"}, {"٣٤", "34", "34"}, {"AT&T", "at and t", "at and t"}, {"\xff\xfe", "", ""}, {"Ꮒ", "ni", "ni"},
	} {
		if got := Fold(c.in); got != c.fold {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.fold)
		}
		if got := FoldKey(c.in); got != c.key {
			t.Errorf("FoldKey(%q) = %q, want %q", c.in, got, c.key)
		}
	}
}

func TestEditDistances(t *testing.T) {
	for _, c := range []struct {
		a, b                      string
		levenshtein, osa, damerau int
	}{
		{"", "", 0, 0, 0}, {"", "abc", 3, 3, 3}, {"kitten", "sitting", 3, 3, 3}, {"saturday", "sunday", 3, 3, 3},
		{"intention", "execution", 5, 5, 5}, {"flaw", "lawn", 2, 2, 2}, {"ca", "abc", 3, 3, 2}, {"ab", "ba", 2, 1, 1},
		{"a cat", "an abct", 4, 4, 3}, {"Müller", "Muller", 1, 1, 1}, {"Привет", "Пирвет", 2, 1, 1}, {"日本語", "本日語", 2, 1, 1},
		{strings.Repeat("a", 70), strings.Repeat("b", 3) + strings.Repeat("a", 70) + "c", 4, 4, 4},
	} {
		if got := Levenshtein(c.a, c.b); got != c.levenshtein {
			t.Errorf("Levenshtein(%q, %q) = %d, want %d", c.a, c.b, got, c.levenshtein)
		}
		if got := OSA(c.a, c.b); got != c.osa {
			t.Errorf("OSA(%q, %q) = %d, want %d", c.a, c.b, got, c.osa)
		}
		if got := DamerauLevenshtein(c.a, c.b); got != c.damerau {
			t.Errorf("DamerauLevenshtein(%q, %q) = %d, want %d", c.a, c.b, got, c.damerau)
		}
	}
}

func TestLevenshteinWithin(t *testing.T) {
	for limit := -1; limit <= 5; limit++ {
		d, ok := LevenshteinWithin("kitten", "sitting", limit)
		if ok != (limit >= 3) || ok && d != 3 {
			t.Errorf("limit %d: %d, %v", limit, d, ok)
		}
	}
}

// The pairs and values are those of Winkler's table of name comparisons (Census Bureau RR94-5 and
// RRS2006-02), rounded there to three digits.
func TestWinklersTable(t *testing.T) {
	for _, c := range []struct {
		a, b          string
		jaro, winkler float64
	}{
		{"SHACKLEFORD", "SHACKELFORD", .970, .982}, {"DUNNINGHAM", "CUNNIGHAM", .896, .896},
		{"NICHLESON", "NICHULSON", .926, .956}, {"JONES", "JOHNSON", .790, .832}, {"MASSEY", "MASSIE", .889, .933},
		{"ABROMS", "ABRAMS", .889, .922}, {"HARDIN", "MARTINEZ", .722, .722}, {"ITMAN", "SMITH", .467, .467},
		{"JERALDINE", "GERALDINE", .926, .926}, {"MARHTA", "MARTHA", .944, .961}, {"MICHELLE", "MICHAEL", .869, .921},
		{"JULIES", "JULIUS", .889, .933}, {"TANYA", "TONYA", .867, .880}, {"DWAYNE", "DUANE", .822, .840},
		{"SEAN", "SUSAN", .783, .805}, {"JON", "JOHN", .917, .933}, {"DIXON", "DICKSONX", .767, .813},
		{"CRATE", "TRACE", .733, .733}, {"DWAYNE", "DUANE", .822, .840}, {"FAREMVIEL", "FARMVILLE", .884, .919}, {"JELLYFISH", "SMELLYFISH", .896, .896},
		{"", "", 1, 1}, {"", "A", 0, 0}, {"Дмитрий", "Дмитрий", 1, 1},
	} {
		if got := Jaro(c.a, c.b); math.Abs(got-c.jaro) > 0.0006 {
			t.Errorf("Jaro(%q, %q) = %.4f, want %.3f", c.a, c.b, got, c.jaro)
		}
		if got := JaroWinkler(c.a, c.b); math.Abs(got-c.winkler) > 0.0006 {
			t.Errorf("JaroWinkler(%q, %q) = %.4f, want %.3f", c.a, c.b, got, c.winkler)
		}
	}
}

func TestQGrams(t *testing.T) {
	// night: #n ni ig gh ht t#, nacht: #n na ac ch ht t#; 3 in common.
	near(t, "Dice", QGramDice("night", "nacht", 2), 6.0/12)
	near(t, "Jaccard", QGramJaccard("night", "nacht", 2), 3.0/9)
	near(t, "Cosine", QGramCosine("night", "nacht", 2), 3.0/6)
	near(t, "bag Jaccard", QGramJaccard("aaa", "aa", 1), 2.0/3)
	near(t, "bag Cosine", QGramCosine("aab", "ab", 1), 3/math.Sqrt(10))
	near(t, "empty", QGramCosine("", "", 3), 1)
	near(t, "one empty", QGramJaccard("", "a", 3), 0)
	near(t, "Cyrillic", QGramDice("ночь", "ночи", 2), 6.0/10)
}

func TestTokenComparators(t *testing.T) {
	words := strings.Fields
	near(t, "TokenSet contained", TokenSet(words("bank of america"), words("america bank")), 1)
	// The examples of fuzzywuzzy's own description, there in percent.
	near(t, "TokenSort", TokenSort(words("fuzzy wuzzy was a bear"), words("wuzzy fuzzy was a bear")), 1)
	near(t, "TokenSet", TokenSet(words("fuzzy was a bear"), words("fuzzy fuzzy was a bear")), 1)
	near(t, "TokenSort", TokenSort(words("new york mets"), words("mets new york")), 1)
	near(t, "TokenJaccard", TokenJaccard(words("a b c"), words("b c d")), 0.5)
	near(t, "SoftTokens", SoftTokens(words("martha b"), words("marhta c")), 0.961111/3)
	near(t, "SoftTokens digits", SoftTokens(words("plant100"), words("plant101")), 0)
	if s := TokenSet(words("new york mets"), words("new york yankees")); s < 0.5 || s >= 1 {
		t.Errorf("TokenSet = %v", s)
	}
}

func TestTFIDF(t *testing.T) {
	var f Frequencies
	near(t, "nothing seen", f.IDF("x"), 1)
	for _, name := range []string{"acme bank", "zenith bank", "union bank", "acme acme"} {
		f.Add(strings.Fields(name))
	}
	near(t, "IDF", f.IDF("bank"), math.Log(1+4.0/3))
	near(t, "IDF unseen", f.IDF("nowhere"), math.Log(5))
	acme, zenith := NewVector([]string{"acme", "bank"}, &f), NewVector([]string{"zenith", "bank"}, &f)
	if s := acme.Cosine(zenith); s >= 0.5 || s <= 0 {
		t.Errorf("a common word counts too much: %v", s)
	}
	misspelt := NewVector([]string{"acmee", "bank"}, &f)
	if hard, soft := acme.Cosine(misspelt), acme.SoftCosine(misspelt); soft <= hard || soft >= 1 {
		t.Errorf("soft %v, hard %v", soft, hard)
	}
	near(t, "empty", Vector{}.Cosine(Vector{}), 1)
	near(t, "one empty", Vector{}.SoftCosine(acme), 0)
}

func TestSets(t *testing.T) {
	got := CompareSets([]string{"a", "b", "b"}, []string{"b", "c", "d"})
	if diff := cmp.Diff(SetOverlap{Common: 1, Smaller: 2, Union: 4}, got); diff != "" {
		t.Error(diff)
	}
	near(t, "Jaccard", got.Jaccard(), 0.25)
	near(t, "Coefficient", got.Coefficient(), 0.5)
	near(t, "none", CompareSets(nil, nil).Jaccard(), 1)
	near(t, "one side", CompareSets(nil, []string{"a"}).Coefficient(), 0)
	near(t, "weighted", NewWeightedSet([]string{"a", "b"}, nil).Jaccard(NewWeightedSet([]string{"b"}, nil)), 0.5)
	near(t, "BestPair", BestPair([]string{"x", "MARTHA"}, []string{"MARHTA"}, Jaro), 0.944444)
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-6 {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}
