package similarity

import "testing"

func TestVariantsConflict(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Phone X 64 GB", "Phone X 128GB", true}, {"Phone X 4 GB/64 GB", "Phone X 4GB/128GB", true}, {"SSD 1 TB", "SSD 1000 GB", false},
		{"SSD 500GB", "SSD 500GB 2.5 inch", false}, {"Phone X 64GB", "Phone X", false}, {"Wing mirror left", "Wing mirror, right", true},
		{"Spiegel links", "Mirror left", false}, {"Spiegel links", "Mirror right", true}, {"Brake pads front", "Brake pads rear", true},
		{"Annual report 2013", "Annual report 2014", true}, {"T-Shirt M red", "T-Shirt L red", true}, {"T-Shirt M rot", "T-Shirt M blue", true},
		{"Karton 10x5", "Karton 12 x 5", true}, {"Karton 10x5", "Karton 5 x 10", false}, {"Running shoe women 38", "Running shoe men 38", true},
		{"Laptop, refurbished", "Laptop new", true}, {"Chainsaw 40 cm", "Chainsaw 400 mm", false}, {"Cola 6 x 0,5 l", "Cola 12 x 0,5 l", true},
		{"12 V 5 A", "12V 6A", true}, {"Pump 12 V", "Pump 24 V", true}, {"", "Pump", false},
	} {
		a, b := NewVariant(c.a), NewVariant(c.b)
		if got := a.Conflicts(&b); got != c.want || b.Conflicts(&a) != got {
			t.Errorf("%q, %q: conflict %v, the other way %v, want %v", c.a, c.b, got, b.Conflicts(&a), c.want)
		}
	}
}

func TestOneWordApart(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"boots left size 9", "boots right size 9", true}, {"report 2013", "report 2014", true}, {"steel bolt", "steel bolts", false},
		{"left", "right", false}, {"a b c", "a b", false}, {"a b c", "a x y", false}, {"a b", "a b", false}, {"a a b", "a b b", true},
	} {
		a, b := SortedWords(c.a), SortedWords(c.b)
		if got := OneWordApart(a, b); got != c.want || OneWordApart(b, a) != got {
			t.Errorf("%q, %q: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestWeightedSets(t *testing.T) {
	var f Frequencies
	for _, names := range [][]string{{"smith", "li"}, {"smith", "li"}, {"smith", "qaddafi"}} {
		f.Add(names)
	}
	set := func(values ...string) WeightedSet { return NewWeightedSet(values, &f) }
	if common, rare := set("smith", "li").Jaccard(set("smith", "x")), set("smith", "qaddafi").Jaccard(set("li", "qaddafi")); rare <= common {
		t.Errorf("a rare value in common gives %v, a common one %v", rare, common)
	}
	near(t, "contained", set("smith").Overlap(set("smith", "li", "li")), 1)
	near(t, "rarest shared", set("smith", "qaddafi").Rarest(set("qaddafi", "li")), 1)
	near(t, "nothing shared", set("smith").Rarest(set("li")), 0)
	near(t, "empty", set().Overlap(set()), 1)
	near(t, "one empty", set().Overlap(set("li")), 0)
	// The overlap coefficient and Jaccard's index of the sets {data, science} and {data, good}.
	a, b := NewWeightedSet([]string{"data", "science"}, nil), NewWeightedSet([]string{"data", "good"}, nil)
	near(t, "Jaccard", a.Jaccard(b), 1.0/3)
	near(t, "Overlap", a.Overlap(b), 0.5)
}
