package propose

import (
	"fmt"
	"strings"
	"testing"
)

func TestSourceWithDuplicatesOfItsOwnIsFound(t *testing.T) {
	s := newShelf(11, "title")
	for thing := range 300 {
		brand, quality, noun, code := s.product()
		s.put("clean", thing, fmt.Sprintf("%s %s %s %s", brand, quality, noun, code))
		s.put("dirty", thing, fmt.Sprintf("%s %s %s", brand, noun, code))
		if thing%2 == 0 {
			s.put("dirty", thing, strings.ToLower(fmt.Sprintf("%s, %s %s", code, noun, brand)))
		}
	}
	in := &input{records: s.file, profiles: profileAll(s.file)}
	found, err := in.wholeStructure(&in.profiles[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found.sources {
		if want := f.system == "clean"; f.unique != want {
			t.Errorf("source %s: unique is %v: %s", f.system, f.unique, f.why)
		}
	}
}

func TestDeclaredStructureCounts(t *testing.T) {
	s := twoShops(12, 100, 60)
	in := &input{records: s.file, profiles: profileAll(s.file), options: Options{Duplicated: []string{"north"}}}
	found, err := in.wholeStructure(&in.profiles[0])
	if err != nil {
		t.Fatal(err)
	}
	if found.sources[0].unique || !found.sources[1].unique {
		t.Errorf("found %+v, want north to have duplicates as declared", found.sources)
	}
}
