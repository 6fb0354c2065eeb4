package propose

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"aurum/domain"
	"aurum/matching"
)

// shelf makes up records of several sources; thing is what a record is of.
type shelf struct {
	r      *rand.Rand
	file   *Records
	things []int
}

func newShelf(seed uint64, columns ...string) *shelf {
	s := &shelf{r: rand.New(rand.NewPCG(seed, 7)), file: &Records{}}
	for _, c := range columns {
		s.file.Columns = append(s.file.Columns, Column{Name: c})
	}
	return s
}

func (s *shelf) put(source string, thing int, cells ...string) {
	s.file.Keys = append(s.file.Keys, domain.SourceKey{System: source, Key: fmt.Sprintf("%04d", s.r.IntN(10000)*10000+len(s.things))})
	s.things = append(s.things, thing)
	for i, c := range cells {
		s.file.Columns[i].Values = append(s.file.Columns[i].Values, c)
	}
}

func (s *shelf) pick(words string) string {
	list := strings.Fields(words)
	return list[s.r.IntN(len(list))]
}

const (
	brands    = "Nordwind Halvorsen Kestrel Aurelia Bramwell Tecora Lumina Osprey Valdis Quintero"
	nouns     = "kettle toaster blender radio lamp heater drill sander printer scanner monitor speaker router camera tripod"
	qualities = "compact silent cordless digital stainless portable wireless heavy slim classic foldable rapid"
)

// product is a name with a model code; shops word it their own way.
func (s *shelf) product() (brand, quality, noun, code string) {
	return s.pick(brands), s.pick(qualities), s.pick(nouns), fmt.Sprintf("%c%c%d", 'A'+s.r.IntN(26), 'A'+s.r.IntN(26), 100+s.r.IntN(900))
}

// twoShops sell n products each, of which they have shared in common.
func twoShops(seed uint64, n, shared int) *shelf {
	s := newShelf(seed, "title", "details", "price")
	for thing := range 2*n - shared {
		brand, quality, noun, code := s.product()
		price := 20 + 200*s.r.Float64()
		details := strings.Join([]string{s.pick(qualities), s.pick(nouns), s.pick(qualities), "finish"}, " ")
		if thing < n {
			s.put("north", thing, fmt.Sprintf("%s %s %s - %s", brand, quality, noun, code), details, fmt.Sprintf("$%.2f", price))
		}
		if thing < shared || thing >= n {
			title := fmt.Sprintf("%s %s %s", strings.ToUpper(brand), noun, code)
			if s.r.IntN(3) == 0 {
				title = fmt.Sprintf("%s %s %s by %s", quality, noun, code[:len(code)-1], brand)
			}
			s.put("south", thing, title, "", fmt.Sprintf("$%.2f", price*(0.95+0.1*s.r.Float64())))
		}
	}
	return s
}

// f1 runs a policy and compares with what the records are of.
func (s *shelf) f1(t *testing.T, spec matching.Spec) float64 {
	t.Helper()
	schema, err := matching.FileSchema(spec.Attributes)
	if err != nil {
		t.Fatal(err)
	}
	model, err := matching.Compile(schema, spec)
	if err != nil {
		t.Fatal(err)
	}
	run, err := model.Run(context.Background(), s.file.Table(model, spec.Attributes), matching.RunOptions{})
	if err != nil {
		t.Fatal(err)
	}
	right, said, true_ := 0, 0, 0
	for _, c := range run.Clusters {
		for i, a := range c {
			for _, b := range c[i+1:] {
				said++
				if s.things[a] == s.things[b] {
					right++
				}
			}
		}
	}
	for i, a := range s.things {
		for _, b := range s.things[i+1:] {
			if a == b {
				true_++
			}
		}
	}
	return 2 * share(right, said+true_)
}

func (s *shelf) byTexts(t *testing.T) *Proposal {
	t.Helper()
	in := &input{records: s.file, profiles: profileAll(s.file)}
	if fit, why := in.textsFit(); !fit {
		t.Fatalf("texts do not fit: %s", why)
	}
	p, err := in.byTexts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTwoShopsAreMatched(t *testing.T) {
	for _, shared := range []int{300, 150} {
		s := twoShops(3, 300, shared)
		p := s.byTexts(t)
		if want := []string{"north", "south"}; !reflect.DeepEqual(p.Spec.Sources.Unique, want) || !p.Spec.Sources.Across {
			t.Errorf("sources are %+v, want both without duplicates", p.Spec.Sources)
		}
		if f1 := s.f1(t, p.Spec); f1 < 0.9 {
			t.Errorf("%d products in common: F1 is %.3f", shared, f1)
		}
	}
}

func TestProposalIsTheSameEachTime(t *testing.T) {
	s := twoShops(4, 120, 80)
	if a, b := s.byTexts(t), s.byTexts(t); !reflect.DeepEqual(a, b) {
		t.Error("two proposals for one file differ")
	}
}

// threeCharts name accounts in full or cut short, with types in words of their own; a name occurs under two types.
func threeCharts(seed uint64) *shelf {
	s := newShelf(seed, "account", "type")
	types := map[string][]string{"full": {"Asset", "Expense", "Income"}, "short": {"A1", "X9", "R5"}, "plain": {"balance", "cost", "revenue"}}
	const openings = "Provisions Depreciation Advances Receivables Deposits Interest Discounts Adjustments Accruals Insurance"
	const objects = "buildings vehicles machinery suppliers customers subsidiaries inventories securities licences personnel equipment premises"
	const details = "domestic foreign current longterm disputed pledged leased temporary"
	seen := map[string]bool{}
	for thing := 0; thing < 220; {
		name := []string{s.pick(openings), "on", s.pick(details), s.pick(objects)}
		kind := s.r.IntN(3)
		key := fmt.Sprint(name, kind)
		if seen[key] {
			continue
		}
		seen[key] = true
		s.put("full", thing, strings.Join(name, " "), types["full"][kind])
		if s.r.IntN(4) > 0 {
			s.put("short", thing, name[0][:5]+". "+name[3][:5]+". "+name[2][:4]+".", types["short"][kind])
		}
		if s.r.IntN(4) > 0 {
			s.put("plain", thing, name[0]+" "+name[3]+", "+name[2], types["plain"][kind])
		}
		thing++
	}
	return s
}

func TestAbbreviatedAccountsOfThreeChartsAreMatched(t *testing.T) {
	s := threeCharts(5)
	p := s.byTexts(t)
	if f1 := s.f1(t, p.Spec); f1 < 0.85 {
		t.Errorf("F1 is %.3f", f1)
	}
	bits := map[string]float64{}
	for _, b := range p.Spec.Pairings["type"] {
		bits[b.A+" "+b.B] = b.Bits
	}
	if bits["asset balance"] <= 0 || bits["cost asset"] >= 0 {
		t.Errorf("types are mapped as %v, want asset to mean balance and not cost", bits)
	}
}

func TestSmallListIsLookedUpInALargeOne(t *testing.T) {
	s := newShelf(6, "name")
	for thing := range 1200 {
		brand, quality, noun, code := s.product()
		name := fmt.Sprintf("%s %s %s %s", brand, quality, noun, code)
		s.put("catalogue", thing, name)
		if thing%10 == 0 {
			s.put("orders", thing, fmt.Sprintf("%s %s %s", noun, brand, code))
		}
		if thing%40 == 0 {
			s.put("orders", thing, fmt.Sprintf("%s %s (%s)", code, noun, quality))
		}
	}
	p := s.byTexts(t)
	if want := []string{"catalogue"}; !reflect.DeepEqual(p.Spec.Sources.Unique, want) {
		t.Errorf("sources without duplicates are %v, want the catalogue", p.Spec.Sources.Unique)
	}
	if f1 := s.f1(t, p.Spec); f1 < 0.85 {
		t.Errorf("F1 is %.3f", f1)
	}
}

func TestTextsDoNotFitPersons(t *testing.T) {
	s := newShelf(8, "given", "family", "born", "phone", "email")
	for i := range 200 {
		given, family := s.pick("Anna Bert Carla Dirk Eva Frank Greta Hans"), s.pick("Weber Novak Rossi Dubois Smith Larsen")
		s.put(s.pick("a b"), i, given, family, fmt.Sprintf("19%02d-0%d-1%d", s.r.IntN(100), 1+s.r.IntN(9), s.r.IntN(10)),
			fmt.Sprintf("+49 30 %07d", s.r.IntN(1e7)), fmt.Sprintf("%s.%s%d@example.com", given, family, i))
	}
	in := &input{records: s.file, profiles: profileAll(s.file)}
	if fit, why := in.textsFit(); fit {
		t.Errorf("texts fit persons: %s", why)
	}
}

func TestSourcesWithNothingInCommonAreWarnedOf(t *testing.T) {
	s := newShelf(9, "name")
	for i := range 60 {
		s.put("a", i, fmt.Sprintf("%s %s", s.pick("aaa bbb ccc ddd eee"), strings.Repeat("x", 3+i)))
		s.put("b", 100+i, fmt.Sprintf("%s %s", s.pick("mmm nnn ooo ppp qqq"), strings.Repeat("z", 3+i)))
	}
	in := &input{records: s.file, profiles: profileAll(s.file)}
	p, err := in.byTexts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Warnings) == 0 {
		t.Error("no warning")
	}
	if f1 := s.f1(t, p.Spec); f1 != 0 {
		t.Errorf("F1 is %.3f", f1)
	}
}

func TestOneChartInTwoLanguagesIsTakenToBeComplete(t *testing.T) {
	s := newShelf(10, "account", "class")
	words := map[string]string{"bank": "banque", "capital": "capital", "machines": "machines", "stock": "stocks", "interest": "interets", "salaries": "salaires", "rent": "loyer", "taxes": "taxes", "reserves": "reserves", "services": "services"}
	openings := map[string]string{"current": "courant", "provisional": "provisoire", "foreign": "etranger", "social": "social", "financial": "financier", "other": "autres"}
	thing := 0
	for _, noun := range sortedKeys(words) {
		for _, opening := range sortedKeys(openings) {
			class := []string{"1", "2", "3", "4"}[thing%4]
			s.put("en", thing, opening+" "+noun, class)
			s.put("fr", thing, words[noun]+" "+openings[opening], class)
			thing++
		}
	}
	in := &input{records: s.file, profiles: profileAll(s.file)}
	source, _ := in.sourceNumbers()
	if !in.complete(source, []bool{true, true}) {
		t.Error("the two lists are not taken to be complete")
	}
	s.file.Columns[1].Values[0] = "9"
	if in.complete(source, []bool{true, true}) {
		t.Error("lists with other classes are taken to be complete")
	}
	s.file.Columns[1].Values[0] = s.file.Columns[1].Values[1]
	if f1 := s.f1(t, s.byTexts(t).Spec); f1 < 0.6 {
		t.Errorf("F1 is %.3f", f1)
	}
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
