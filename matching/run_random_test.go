package matching

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"aurum/domain"
)

// The random worlds are small and their values few, so that every sort of pair occurs: equal, alike, apart, in two
// languages of their own, with many values, with none.

var (
	randomNames   = []string{"Müller GmbH", "Mueller AG", "Miller Ltd", "Muller", "Acme Holding", "Acme", "Ackme", "Zürich Bau AG", "IBM", "Intl Business Machines"}
	randomGiven   = []string{"Anna", "Ana", "Hans", "Johannes", "Bob", "Robert"}
	randomFamily  = []string{"Meier", "Maier", "Smith", "Smyth", "O'Neil"}
	randomDates   = []string{"1980-02-03", "1980-03-02", "1980-02-04", "1979-02-03", "2001-12-31"}
	randomEmails  = []string{"info@acme.com", "anna@acme.com", "ana@acme.com", "bob@muller.de", "bob@gmail.com", "a@b.co"}
	randomPhones  = []string{"+41443334455", "+41443334456", "+49893334455", "+4930111222"}
	randomTaxIDs  = []string{"CHE123456788", "CHE123456789", "DE811111111", "DE812222222"}
	randomCities  = []string{"Zürich", "Zurich", "Berlin", "Bern"}
	randomStreets = []string{"Hauptstr. 5", "Hauptstrasse 5", "Main St 12", "Bahnhofweg 1"}
)

func pick[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

func randomRecords(r *rand.Rand, n int) []entry {
	var out []entry
	for i := range n {
		out = append(out, entry{domain.SourceKey{System: pick(r, []string{"A", "B", "C"}), Key: fmt.Sprint(i * 7919 % 1000)}, randomRecord(r)})
	}
	return out
}

func randomRecord(r *rand.Rand) domain.Attributes {
	a := domain.Attributes{}
	maybe := func(name string, value any) {
		if r.IntN(3) > 0 {
			a[name] = value
		}
	}
	list := func(of []string) (out []any) {
		for range 1 + r.IntN(3)*r.IntN(2) {
			out = append(out, pick(r, of))
		}
		return out
	}
	maybe("kind", pick(r, []string{"PERSON", "ORGANIZATION"}))
	maybe("legalName", pick(r, randomNames))
	maybe("tradingNames", list(randomNames))
	maybe("personName", map[string]any{"given": pick(r, randomGiven), "family": pick(r, randomFamily)})
	maybe("birthDate", pick(r, randomDates))
	maybe("emails", list(randomEmails))
	maybe("phones", list(randomPhones))
	maybe("currency", pick(r, []string{"CHF", "EUR"}))
	maybe("creditLimit", pick(r, []string{"10", "10.0", "11", "500"}))
	maybe("creditHold", r.IntN(2) == 0)
	var taxes, addresses []any
	for range 1 + r.IntN(2) {
		taxes = append(taxes, map[string]any{"scheme": pick(r, []string{"VAT", "EIN"}), "country": "CH", "value": pick(r, randomTaxIDs)})
		addresses = append(addresses, map[string]any{"lines": []any{pick(r, randomStreets)}, "city": pick(r, randomCities), "postalCode": pick(r, []string{"8001", "8002"})})
	}
	maybe("taxIds", taxes)
	maybe("addresses", addresses)
	return a
}

// randomLevels are the conditions that levels of an attribute may have.
var randomLevels = map[string][]string{
	"legalName":        {"exact", "jaroWinkler >= 0.9", "not jaroWinkler >= 0.6", "levenshtein <= 2", "organization >= 0.8", "organization = SIMILAR|PARTIAL", "tokenSet >= 0.8", "bare.osaRatio >= 0.8", "differs", "label >= 0.8", "wordOverlap >= 0.5", "softTfidf >= 0.6", "qgramOverlap >= 0.8", "oneWordApart"},
	"name":             {"exact", "jaroWinkler >= 0.88", "person >= 0.8", "organization >= 0.8 and primary", "persons and not exact", "word.exact"},
	"company":          {"exact", "jaroWinkler >= 0.92", "jaroWinkler >= 0.8", "jaroWinkler <= 0.5", "levenshtein <= 1", "levenshtein >= 6", "damerau <= 3"},
	"personName":       {"person = EXACT", "person >= 0.9", "given.exact", "family.jaroWinkler >= 0.8 and given.differs", "suffixConflict"},
	"birthDate":        {"exact", "date = DAY_MONTH_SWAPPED|ONE_DIGIT", "years <= 2", "levenshtein <= 1"},
	"emails":           {"exact", "exact and not generic", "local.exact", "domain.exact", "osa <= 2", "jaroWinkler >= 0.9", "setOverlap >= 0.5", "setJaccard >= 0.6"},
	"phones":           {"exact", "suffix(7).exact", "identifier = TRANSPOSED|ONE_EDIT", "levenshtein <= 2"},
	"taxIds":           {"exact", "identifier = ONE_EDIT", "differs"},
	"addresses":        {"street = SAME_UNIT|SAME_HOUSE and postalCode.exact", "street >= 0.6", "city.jaroWinkler >= 0.9", "postalCode.agrees", "exact", "address >= 0.6", "address = OTHER_PLACE|SAME_PLACE"},
	"addresses.city":   {"exact", "jaroWinkler >= 0.9"},
	"personName.given": {"exact", "nickname", "jaroWinkler >= 0.8", "phonetic.exact"},
	"creditLimit":      {"exact", "relative <= 0.2", "absolute <= 1"},
	"kind":             {"exact"},
}

var randomKeys = []string{
	"kind", "currency", "legalName", "name.core", "name.phonetic", "name.word.prefix(4)", "company.rarest(2)", "addresses.city", "addresses.postalCode",
	"addresses.house", "emails", "online.domain", "phones.suffix(7)", "birthDate.year", "birthDate.anagram", "personName.family.phonetic", "taxIds",
}

func randomSpec(r *rand.Rand) Spec {
	s := Spec{
		Combine:     map[string][]string{"name": {"legalName", "personName", "tradingNames"}, "company": {"legalName", "tradingNames"}, "online": {"websites", "emails"}},
		Frequencies: map[string]map[string]float64{"words": {"default": 0.001, "acme": 0.1, "muller": 0.02}, "keys": {"default": 0.001, "person": 0.5, "organization": 0.5, "chf": 0.4, "zurich": 0.2, "8001": 0.5, "info@acme.com": 0.1}},
		Prior:       pick(r, []float64{0.01, 0.0001, 0.3}),
		Thresholds:  ThresholdSpec{Link: pick(r, []float64{0.99, 0.9}), Review: pick(r, []float64{0.1, 0.6, 0.9})},
	}
	for range 1 + r.IntN(4) {
		var keys []string
		for range 1 + r.IntN(2) {
			keys = append(keys, pick(r, randomKeys))
		}
		if !slices.ContainsFunc(s.Blocking, func(b BlockingSpec) bool { return slices.Equal(b.Keys, keys) }) {
			rule := BlockingSpec{Keys: keys}
			if r.IntN(3) == 0 {
				rule.Refine = &RefineSpec{Common: "keys", By: []string{pick(r, randomKeys), pick(r, randomKeys)}}
			}
			s.Blocking = append(s.Blocking, rule)
		}
	}
	low, high := -3.0, 14.0
	s.Groups = []GroupSpec{{Name: "g", Cap: &high}, {Name: "h", Floor: &low}}
	attributes := []string{"legalName", "name", "company", "personName", "birthDate", "emails", "phones", "taxIds", "addresses", "addresses.city", "personName.given", "creditLimit", "kind"}
	for i, at := range r.Perm(len(attributes))[:2+r.IntN(5)] {
		s.Comparisons = append(s.Comparisons, randomComparison(r, attributes[at], i))
	}
	randomJoint(r, &s)
	for i := range r.IntN(4) {
		s.Rules = append(s.Rules, RuleSpec{Name: fmt.Sprint("rule ", i), When: randomCondition(r, &s, 2), Then: pick(r, []string{"link", "forbid"})})
	}
	switch r.IntN(6) {
	case 0:
		s.Sources.Across = true
	case 1:
		s.Sources.Unique = []string{"A"}
	case 2:
		s.Clustering = ClusteringSpec{Method: MethodAverage}
	case 3:
		s.Clustering = ClusteringSpec{MaxSize: 3}
	}
	return s
}

func randomComparison(r *rand.Rand, attribute string, i int) ComparisonSpec {
	c := ComparisonSpec{Name: fmt.Sprint("c", i), Attribute: attribute, Group: pick(r, []string{"", "", "g", "h"}), Missing: pick(r, []float64{0, 0, -1, 1})}
	if attribute == "company" && r.IntN(2) == 0 {
		c.Score, c.Curve = "jaroWinkler", CurveSpec{{0.5, -4}, {0.8, 1}, {1, 9}}
		return c
	}
	if attribute == "legalName" && r.IntN(2) == 0 {
		c.TermFrequency = "words"
	}
	weight := 12.0
	for j, when := range randomLevels[attribute] {
		if r.IntN(3) > 0 {
			w := weight
			c.Levels = append(c.Levels, LevelSpec{Name: fmt.Sprint("l", j), When: Conditions{when}, Weight: &w})
			weight -= float64(r.IntN(6))
		}
	}
	if w := -float64(r.IntN(7)); len(c.Levels) == 0 || r.IntN(5) > 0 {
		c.Levels = append(c.Levels, LevelSpec{When: Conditions{"else"}, Weight: &w})
	}
	return c
}

// randomJoint lists some combinations of levels of the group h.
func randomJoint(r *rand.Rand, s *Spec) {
	for range r.IntN(3) {
		j := JointSpec{Levels: map[string]string{}, Weight: float64(r.IntN(30) - 10)}
		for i := range s.Comparisons {
			if c := &s.Comparisons[i]; c.Group == "h" && len(c.Levels) > 0 && r.IntN(4) > 0 {
				l := &c.Levels[r.IntN(len(c.Levels))]
				j.Levels[c.Name] = l.Name
				if l.Name == "" {
					j.Levels[c.Name] = l.When[0]
				}
			}
		}
		s.Groups[1].Joint = append(s.Groups[1].Joint, j)
	}
}

func randomCondition(r *rand.Rand, s *Spec, depth int) ConditionSpec {
	switch k := r.IntN(8); {
	case depth > 0 && k < 2:
		var children []ConditionSpec
		for range 1 + r.IntN(3) {
			children = append(children, randomCondition(r, s, depth-1))
		}
		if k == 0 {
			return ConditionSpec{All: children}
		}
		return ConditionSpec{Any: children}
	case depth > 0 && k == 2:
		child := randomCondition(r, s, depth-1)
		return ConditionSpec{Not: &child}
	case k == 3:
		return ConditionSpec{Equal: pick(r, []string{"taxIds", "emails", "legalName", "taxIds.VAT"})}
	case k == 4:
		return ConditionSpec{Conflict: pick(r, []string{"taxIds", "birthDate", "phones"})}
	case k == 5:
		return ConditionSpec{Present: pick(r, []string{"taxIds", "creditHold"})}
	}
	for _, at := range r.Perm(len(s.Comparisons)) {
		c := &s.Comparisons[at]
		if len(c.Levels) == 0 {
			continue
		}
		l := &c.Levels[r.IntN(len(c.Levels))]
		name := l.Name
		if name == "" {
			name = l.When[0]
		}
		levels := map[string]string{c.Name: name}
		switch r.IntN(3) {
		case 0:
			return ConditionSpec{Reaches: levels}
		case 1:
			return ConditionSpec{Is: levels}
		}
		return ConditionSpec{Falls: levels}
	}
	return ConditionSpec{Present: "emails"}
}
