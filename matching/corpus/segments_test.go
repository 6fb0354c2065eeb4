package corpus

import (
	"slices"
	"testing"
)

func segmented(t *testing.T) *Corpus {
	t.Helper()
	plain, err := New([]string{Words}, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := plain.WithSegments(Segments{
		Separators: ",", Places: []string{"uppsala", "sweden"}, Place: 0.3, Least: 0.25,
		First: -1, Words: map[string]float64{"university": 6, "department": -6}, End: [3]float64{1, 0, 0},
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSegmentsHaveRoles(t *testing.T) {
	c := segmented(t)
	got := c.Segments("Department of Physics, Uppsala University, Uppsala, Sweden")
	if len(got) != 4 || got[0].Name > 0.01 || got[1].Name < 0.99 || !got[2].Place || !got[3].Place {
		t.Errorf("segments %+v", got)
	}
	if names := c.Names("Department of Physics, Uppsala University, Uppsala, Sweden"); !slices.Equal(names, []string{"uppsala university"}) {
		t.Errorf("names %v", names)
	}
}

// What names the thing tells more than what stands around it, though the words around it are more.
func TestNamesWeighMoreThanContext(t *testing.T) {
	c := segmented(t)
	v := func(text string) Vector { return c.Vector(text) }
	a := v("Department of Applied Nuclear Physics, Uppsala University, Uppsala, Sweden")
	same := a.Cosine(v("Department of Old Norse, Uppsala University, Uppsala, Sweden"))
	other := a.Cosine(v("Department of Applied Nuclear Physics, Lund University, Lund, Sweden"))
	if same <= other {
		t.Errorf("the same university %.2f, another with the same department %.2f", same, other)
	}
	if self := a.Cosine(a); self < 0.999999 {
		t.Errorf("a text and itself: %v", self)
	}
}

func TestSegmentsWithoutSense(t *testing.T) {
	plain, err := New([]string{Words}, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []Segments{{}, {Separators: ",", Place: 2}, {Separators: ",", Least: -1}} {
		if _, err := plain.WithSegments(s); err == nil {
			t.Errorf("%+v is accepted", s)
		}
	}
	if plain.Names("a b, c d") != nil {
		t.Error("a corpus without segments knows names")
	}
	if got := segmented(t).Names(" , ,, "); got != nil {
		t.Errorf("names of nothing: %v", got)
	}
}
