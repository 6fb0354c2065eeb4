package similarity

import "testing"

func TestCompareLabels(t *testing.T) {
	for _, c := range []struct {
		a, b     string
		want     Reason
		min, max float64
	}{
		{"Trade receivables", "TRADE RECEIVABLES", Exact, 1, 1}, {"Receivables, trade", "Trade receivables", Reordered, .97, .99},
		{"Office supplies", "Off. suppl.", Abbreviated, .94, .96}, {"Maintenance dept", "Maintenance department", Abbreviated, .89, .91},
		{"Marketing dpt", "Marketing department", Abbreviated, .85, .95}, {"Forderungen", "Receivables", Translated, .89, .91},
		{"Créances clients", "Forderungen Kunden", Translated, .89, .91}, {"Versicherungen", "Assicurazioni", Translated, .89, .91},
		{"Dlouhodobé pohledávky", "Dlouhod. pohledavky", Abbreviated, .95, .99},
		{"VAT 20 %", "VAT 10 %", ConflictNumber, 0, .4}, {"VAT 20 %", "TVA 20 %", Translated, .9, 1}, {"Office", "Office rent", Partial, .5, .8},
		{"Electricity", "Salaries", Different, 0, .1}, {"", "Cash", Missing, 0, 0}, {"Vor Steuer", "Vorsteuer", Similar, .97, .99},
		{"Depreciation of buildings", "Depreciacion buildings", Partial, .9, .95}, {"Stationary items", "Stationery items", Similar, .85, .98}, {"Kasse 01", "Kasse 1", Similar, 1, 1},
	} {
		a, b := PrepareLabel(c.a, nil), PrepareLabel(c.b, nil)
		got := CompareLabels(a, b)
		if got.Reason != c.want || got.Score < c.min || got.Score > c.max || CompareLabels(b, a) != got {
			t.Errorf("%q, %q: %+v, want %s in %v..%v", c.a, c.b, got, c.want, c.min, c.max)
		}
	}
}

// The scores of single words, as PrepareLabel's documentation gives them.
func TestLabelWords(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"amort", "amortissements", .95}, {"am", "amortissements", .7}, {"dpt", "department", .8}, {"rglt", "reglement", .8},
		{"immob", "mobilier", 0}, {"xyz", "xyz", 1}, {"12", "120", 0},
	} {
		if got := CompareLabels(PrepareLabel(c.a, nil), PrepareLabel(c.b, nil)).Score; got != c.want && !(c.want == 0 && got == 0) {
			t.Errorf("%q, %q: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestBigramDice(t *testing.T) {
	near(t, "night, nacht", BigramDice("night", "nacht"), 0.25) // the usual published example
	near(t, "repeats", BigramDice("aaaa", "aa"), 2*1.0/4)
	near(t, "one letter", BigramDice("a", "b"), 0)
	near(t, "equal", BigramDice("a", "a"), 1)
}

func TestAccountTerms(t *testing.T) {
	if len(accountTermIndex()) < 900 {
		t.Errorf("%d terms", len(accountTermIndex()))
	}
	for _, pair := range [][2]string{{"abschreibungen", "amortissements"}, {"btw", "dph"}, {"loyer", "miete"}, {"urok", "interest"}} {
		if !shareClass(accountTermIndex()[pair[0]], accountTermIndex()[pair[1]]) {
			t.Errorf("%v name no one thing", pair)
		}
	}
}

func TestCompareAccountCodes(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want Reason
	}{
		{"4000", "4000", Exact}, {"4000", "400000", Padded}, {"40", "4000", Padded}, {"40", "4010", Parent}, {"401", "401100", Parent}, {"4010", "4020", Sibling},
		{"4011", "4012", Sibling}, {"4", "40", Padded}, {"4", "41", SameClass}, {"4010", "4510", SameClass}, {"4010", "5010", Different}, {"", "5", Missing}, {"000", "0", SameClass},
	} {
		got := CompareAccountCodes(c.a, c.b)
		if got.Reason != c.want || CompareAccountCodes(c.b, c.a) != got {
			t.Errorf("%s, %s: %+v, the other way %+v, want %s", c.a, c.b, got, CompareAccountCodes(c.b, c.a), c.want)
		}
	}
}
