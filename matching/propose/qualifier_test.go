package propose

import (
	"fmt"
	"slices"
	"testing"

	"aurum/matching"
)

// listings are two lists of stations with namesakes in several countries, told apart in brackets; how many titles bear
// brackets is up to the caller.
func listings(n int, qualified float64) *shelf {
	s := newShelf(11, "title")
	countries := "Asia Germany Canada Norway"
	for thing := range n {
		brand, quality, noun, code := s.product()
		name := fmt.Sprintf("%s %s %s %s", brand, quality, noun, code)
		left, right := name, name
		if s.r.Float64() < qualified {
			country := s.pick(countries)
			left, right = fmt.Sprintf("%s (%s)", name, country), fmt.Sprintf("%s (%s channel)", name, country)
		}
		s.put("left", thing, left)
		s.put("right", thing, right)
	}
	return s
}

func TestQualifiersAreComparedWhereTheyAreACustom(t *testing.T) {
	for share, want := range map[float64]bool{0.4: true, 0.03: false} {
		spec := listings(300, share).byTexts(t).Spec
		has := slices.ContainsFunc(spec.Comparisons, func(c matching.ComparisonSpec) bool { return c.Score == "head" || c.Score == "qualifier" })
		if has != want {
			t.Errorf("with brackets in %.0f %% of titles they are compared by their parts: %v", 100*share, has)
		}
	}
}
