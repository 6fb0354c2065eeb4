package people

import (
	"strings"
	"testing"
	"time"
)

func TestTheSameSeedGivesTheSameWorld(t *testing.T) {
	write := func(seed uint64) string {
		var b strings.Builder
		if err := WriteCSV(&b, Options{Records: 500, Duplicates: 0.2, Seed: seed}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if write(1) != write(1) {
		t.Error("two worlds of one seed differ")
	}
	if write(1) == write(2) {
		t.Error("the seed does not matter")
	}
}

func TestWorldHasTheDuplicatesAskedFor(t *testing.T) {
	const n = 5000
	entities, ids := map[int]bool{}, map[int]bool{}
	err := Each(Options{Records: n, Duplicates: 0.2, Seed: 3}, func(p Person) error {
		entities[p.Entity], ids[p.ID] = true, true
		for _, s := range []string{p.First, p.Surname, p.City} {
			if s != "" && !readsTheSame(s) {
				t.Errorf("record %d: %q changes when it is folded", p.ID, s)
			}
		}
		if p.DOB != "" {
			if _, err := time.Parse(time.DateOnly, p.DOB); err != nil {
				t.Errorf("record %d: %v", p.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(ids) != n || len(entities) != n*8/10 {
		t.Errorf("%d records of %d persons", len(ids), len(entities))
	}
}
