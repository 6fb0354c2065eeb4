package matching

import (
	"fmt"
	"testing"

	"aurum/domain"
)

func TestEitherOr(t *testing.T) {
	keys := make([]domain.SourceKey, 4)
	for i := range keys {
		keys[i] = domain.SourceKey{System: "T", Key: fmt.Sprint(i)}
	}
	forbids := func(i, j int) (string, bool) { return "two of them", pairOf(i, j) == [2]int{0, 1} }
	for _, c := range []struct {
		name     string
		edges    []Edge
		asserted []Assertion
		want     string
		refused  int
	}{
		{"who fits both joins neither", []Edge{{0, 2, 9}, {1, 2, 8}}, nil, "[[0] [1] [2] [3]]", 2},
		{"and takes his equal along", []Edge{{0, 2, 9}, {1, 2, 8}, {0, 3, 8}, {1, 3, 9}, {2, 3, 9}}, nil, "[[0] [1] [2 3]]", 4},
		{"who fits one much better joins it", []Edge{{0, 2, 12}, {1, 2, 8}}, nil, "[[0 2] [1] [3]]", 1},
		{"a steward settles it", []Edge{{0, 2, 9}, {1, 2, 8}}, []Assertion{{A: 1, B: 2, Same: true}}, "[[0] [1 2] [3]]", 1},
		{"two that nothing keeps apart are no question", []Edge{{1, 2, 9}, {1, 3, 9}}, nil, "[[0] [1 2 3]]", 0},
	} {
		parts, refused := Partition(keys, c.edges, c.asserted, forbids)
		if fmt.Sprint(parts) != c.want || len(refused) != c.refused {
			t.Errorf("%s: %v with %d refused, want %s with %d", c.name, parts, len(refused), c.want, c.refused)
		}
	}
}
