package propose

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"aurum/matching"
)

const (
	givens   = "anna bruno clara dario elena fabio greta henrik irina jonas katja lukas marta nils olga pavel rosa stefan tilda viktor"
	families = "albrecht bergmann castell drexler eberhard fontana gruber hartwig ivanov jansen keller lindqvist moretti novak ostrow petri"
)

// person is written down with errors: a letter of the name, a digit of the day, the telephone left out.
type person struct{ given, family, born, town, phone string }

func (s *shelf) person() person {
	town := s.r.IntN(60)
	return person{
		s.pick(givens), s.pick(families) + string(rune('a'+s.r.IntN(26))), fmt.Sprintf("%04d-%02d-%02d", 1940+s.r.IntN(60), 1+s.r.IntN(12), 1+s.r.IntN(28)),
		fmt.Sprintf("Neudorf%02d", town), fmt.Sprintf("+4940%07d", s.r.IntN(1e7)),
	}
}

func (s *shelf) write(source string, thing int, p person) {
	switch s.r.IntN(6) {
	case 0:
		p.family = p.family[:2] + p.family[3:]
	case 1:
		p.phone = ""
	case 2:
		p.born = p.born[:9] + string('0'+byte(s.r.IntN(10)))
	}
	s.put(source, thing, p.given, p.family, p.born, p.town, p.phone)
}

// twoRegisters list people; the register of the town is clean, of the shop's every tenth customer is there twice.
func twoRegisters(seed uint64, n int) *shelf {
	s := newShelf(seed, "given", "family", "born", "town", "phone")
	for thing := range n {
		p := s.person()
		s.write("town", thing, p)
		if thing%3 > 0 {
			s.write("shop", thing, p)
		}
		if thing%10 == 1 {
			s.write("shop", thing, p)
		}
	}
	return s
}

func (s *shelf) byFields(t *testing.T, o Options) *Proposal {
	t.Helper()
	in := &input{records: s.file, profiles: profileAll(s.file), options: o}
	p, err := in.byFields(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPeopleOfTwoRegistersAreMatched(t *testing.T) {
	s := twoRegisters(21, 600)
	p := s.byFields(t, Options{})
	if !slices.Equal(p.Spec.Sources.Unique, []string{"town"}) {
		t.Errorf("sources without duplicates of their own: %q; %s", p.Spec.Sources.Unique, strings.Join(p.Notes, "\n"))
	}
	if f1 := s.f1(t, p.Spec); f1 < 0.97 {
		t.Errorf("F1 %.3f", f1)
	}
}

func TestWhatIsDeclaredOfSourcesCountsForFields(t *testing.T) {
	s := twoRegisters(22, 300)
	p := s.byFields(t, Options{Unique: []string{"shop"}, Duplicated: []string{"town"}})
	if !slices.Equal(p.Spec.Sources.Unique, []string{"shop"}) {
		t.Errorf("sources without duplicates of their own: %q", p.Spec.Sources.Unique)
	}
	for _, note := range []string{"source shop", "source town"} {
		if !slices.ContainsFunc(p.Notes, func(n string) bool { return strings.HasPrefix(n, note) && strings.HasSuffix(n, "declared") }) {
			t.Errorf("it is not told that %s was declared: %q", note, p.Notes)
		}
	}
}

func TestNamesThatChangePlacesAreComparedAsOne(t *testing.T) {
	s := newShelf(23, "first name", "last name", "born")
	for thing := range 400 {
		p := s.person()
		s.put("one", thing, p.given, p.family, p.born)
		if thing%4 == 0 {
			s.put("one", thing, p.family, p.given, p.born)
		}
	}
	p := s.byFields(t, Options{})
	if p.Spec.Join[fullName] == nil {
		t.Fatalf("no comparison of the full name: %+v", p.Spec.Join)
	}
	if f1 := s.f1(t, p.Spec); f1 < 0.97 {
		t.Errorf("F1 %.3f", f1)
	}
}

func TestLongTextsAreComparedByTheirWords(t *testing.T) {
	s := newShelf(24, "performer", "tracks", "year")
	for thing := range 300 {
		var tracks []string
		for range 40 {
			tracks = append(tracks, s.pick(nouns)+s.pick(qualities))
		}
		p := s.person()
		s.put("one", thing, p.given+" "+p.family, strings.Join(tracks, " "), p.born[:4])
		if thing%3 == 0 {
			s.put("one", thing, p.family+" "+p.given, strings.Join(tracks[2:], " "), "")
		}
	}
	p := s.byFields(t, Options{})
	at := slices.IndexFunc(p.Spec.Comparisons, func(c matching.ComparisonSpec) bool { return c.Attribute == "tracks" })
	if at < 0 || p.Spec.Comparisons[at].Corpus != everything || !strings.HasPrefix(p.Spec.Comparisons[at].Levels[1].When[0], "cosine") {
		t.Fatalf("comparisons %+v", p.Spec.Comparisons)
	}
	if f1 := s.f1(t, p.Spec); f1 < 0.95 {
		t.Errorf("F1 %.3f", f1)
	}
}

func TestPlacesAreComparedByWhereTheyAre(t *testing.T) {
	s := newShelf(27, "name", "latitude", "longitude")
	for thing := range 400 {
		name, at := "Neustadt "+s.pick("am an der bei ob vor")+" "+s.pick(families), [2]float64{47 + 7*s.r.Float64(), 6 + 9*s.r.Float64()}
		near := func(x float64) string { return fmt.Sprintf("%.5f", x+0.001*(s.r.Float64()-0.5)) }
		s.put("one", thing, name, near(at[0]), near(at[1]))
		if thing%3 == 0 {
			s.put("one", thing, strings.ToUpper(name), near(at[0]), near(at[1]))
		}
	}
	p := s.byFields(t, Options{})
	if f1 := s.f1(t, p.Spec); f1 < 0.97 {
		t.Errorf("F1 %.3f by %+v", f1, p.Spec.Comparisons)
	}
}

// Beyond some number of records keys alone bring them together; what they miss is little.
func TestManyRecordsMeetByKeys(t *testing.T) {
	s := twoRegisters(25, 600)
	in := &input{records: s.file, profiles: profileAll(s.file)}
	d := in.draftFields()
	in.blockByKeys(d)
	model, table, err := in.compile(d.unweighted())
	if err != nil {
		t.Fatal(err)
	}
	if model.NeedsAll() {
		t.Error("neighbours are searched")
	}
	pairs, _ := model.Candidates(table)
	if most := pairsARecord * len(d.spec.Blocking) * len(s.things); len(pairs) > most {
		t.Errorf("%d pairs of %d records", len(pairs), len(s.things))
	}
	met, same := 0, 0
	for _, p := range pairs {
		if s.things[p.A] == s.things[p.B] {
			met++
		}
	}
	for i, a := range s.things {
		for _, b := range s.things[i+1:] {
			if a == b {
				same++
			}
		}
	}
	if share(met, same) < 0.97 {
		t.Errorf("%d of %d pairs meet by %+v", met, same, d.spec.Blocking)
	}
}

func TestFilesThatSayTooLittle(t *testing.T) {
	for name, fill := range map[string]func(s *shelf){
		"nothing in common": func(s *shelf) {
			for i := range 30 {
				s.put("one", i, string(rune('a'+i)), "")
			}
		},
		"one source, declared clean": func(s *shelf) {
			for i := range 60 {
				p := s.person()
				s.put("one", i/2, p.family, p.born)
			}
		},
	} {
		s := newShelf(26, "name", "born")
		fill(s)
		in := &input{records: s.file, profiles: profileAll(s.file), options: Options{Unique: []string{"one"}}}
		if p, err := in.byFields(context.Background()); err == nil {
			t.Errorf("%s: proposes %+v", name, p.Spec)
		}
	}
}

// registry lists people with a number each; every so many numbers are somebody else's.
func registry(seed uint64, n, wrong int) *shelf {
	s := newShelf(seed, "given", "family", "born", "town", "number")
	for thing := range n {
		p := s.person()
		number := fmt.Sprintf("%08d", 10000000+s.r.IntN(9e7))
		s.put("one", thing, p.given, p.family, p.born, p.town, number)
		if wrong > 0 && thing%wrong == 0 {
			number = fmt.Sprintf("%08d", 10000000+s.r.IntN(9e7))
		}
		s.put("one", thing, p.given, p.family, p.born, p.town, number)
	}
	return s
}

func TestIdentifiersThatProveToBeSuchBecomeRules(t *testing.T) {
	for wrong, want := range map[int]string{0: "same number, another number", 10: "same number"} {
		var names []string
		for _, r := range registry(28, 400, wrong).byFields(t, Options{}).Spec.Rules {
			names = append(names, r.Name)
		}
		if got := strings.Join(names, ", "); got != want {
			t.Errorf("every %d number wrong: rules %q, want %q", wrong, got, want)
		}
	}
	s := registry(29, 400, 0)
	for i := range s.file.Columns[4].Values { // a number is given to two people at a time
		s.file.Columns[4].Values[i] = fmt.Sprintf("%08d", 10000000+7919*(i/4))
	}
	if rules := s.byFields(t, Options{}).Spec.Rules; len(rules) > 0 && rules[0].Then == "link" {
		t.Errorf("a shared number links: %+v", rules)
	}
}

// Where every word of a text may be wrong, no word is a key; groups of letters are.
func TestManyTextsMeetByTheirLetters(t *testing.T) {
	s := newShelf(30, "title", "label")
	for thing := range 500 {
		var words, wrong []string
		for range 6 {
			w := coin(s.r, 4)
			words = append(words, w)
			at := 1 + s.r.IntN(len(w)-2)
			wrong = append(wrong, w[:at]+w[at+1:])
		}
		s.put("one", thing, strings.Join(words, " "), s.pick(brands))
		s.put("one", thing, strings.Join(wrong, " "), s.pick(brands))
	}
	in := &input{records: s.file, profiles: profileAll(s.file)}
	d := in.draftFields()
	in.blockByKeys(d)
	in.weighWords(d)
	model, table, err := in.compile(d.unweighted())
	if err != nil {
		t.Fatal(err)
	}
	pairs, _ := model.Candidates(table)
	met := 0
	for _, p := range pairs {
		if s.things[p.A] == s.things[p.B] {
			met++
		}
	}
	if met < 490 {
		t.Errorf("%d of 500 pairs meet by %+v", met, d.spec.Blocking)
	}
}
