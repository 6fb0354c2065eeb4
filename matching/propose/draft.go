package propose

import (
	"fmt"
	"slices"
	"strings"

	"aurum/matching"
	"aurum/matching/corpus"
)

// Names that a proposed policy gives to what it makes of the columns.
const (
	everything = "everything" // all texts of a record as one
	placeGroup = "place"
	nameGroup  = "name"
)

// draft is a policy on its way: comparisons by level, without weights as yet.
type draft struct {
	spec matching.Spec
	// of gives the profile of each comparison.
	of []*Profile
	// names are the comparisons of the parts of a name and of the whole, if any.
	names []int
}

// kindOf is the kind of attribute that a column's values are read as.
var kindOf = map[Kind]string{
	KindDate: "Date", KindPhone: "Phone", KindEmail: "Email", KindURL: "URL", KindNumber: "Decimal", KindGeo: "Decimal",
	KindIdentifier: "Code", KindCode: "Code",
}

// draftFields makes an attribute and a comparison of each column that says something.
func (in *input) draftFields() *draft {
	d := &draft{}
	for i := range in.profiles {
		p := &in.profiles[i]
		levels := levelsOf(p)
		if levels == nil {
			continue
		}
		name := attributeName(p.Column)
		d.spec.Attributes = append(d.spec.Attributes, matching.AttributeSpec{
			Name: name, Column: columnUnless(p.Column, name), Kind: kindOf[p.Kind], Separator: p.Separator, Order: p.Order,
			Note: fmt.Sprintf("%s: %s; %.0f %% filled", p.Kind, p.Why, 100*p.Fill),
		})
		c := matching.ComparisonSpec{Attribute: name, Levels: levels}
		if p.isLong() {
			c.Corpus = everything
		}
		d.spec.Comparisons = append(d.spec.Comparisons, c)
		d.of = append(d.of, p)
	}
	in.addFullName(d)
	return d
}

// fullName is what a proposed policy calls the parts of a name taken together.
const fullName = "full_name"

// addFullName compares the two parts of a name also as one, where the vocabularies show that they are exchanged at times.
func (in *input) addFullName(d *draft) {
	var parts []int
	for i, p := range d.of {
		if p.Role == RoleName && p.Kind == KindName && p.Fill >= 0.3 {
			parts = append(parts, i)
		}
	}
	if len(parts) != 2 {
		return
	}
	a, b := d.of[parts[0]], d.of[parts[1]]
	shared := in.exchanged(a, b)
	if shared < leastExchanged {
		return
	}
	name := fullName
	d.spec.Join = map[string][]string{name: {d.spec.Attributes[parts[0]].Name, d.spec.Attributes[parts[1]].Name}}
	d.spec.Comparisons = append(d.spec.Comparisons, matching.ComparisonSpec{
		Attribute: name, Levels: levels(one("exact"), one("tokenSort >= 1"), one("tokenSort >= 0.9"), one("tokenSort >= 0.8"), one("else")),
		Note: fmt.Sprintf("%.1f %% of the values of %s and %s are found in both: the parts change places", 100*shared, a.Column, b.Column),
	})
	d.of = append(d.of, &Profile{Column: name, Kind: KindPerson, Role: RoleName, Fill: min(a.Fill, b.Fill)})
	d.names = append(parts, len(d.of)-1)
}

// leastExchanged is the share of values that two columns must have in common for their records to be looked at crosswise.
const leastExchanged = 0.01

// exchanged is the share of records whose two values are both found in the other column too.
func (in *input) exchanged(a, b *Profile) float64 {
	x, y := in.records.Column(a.Column), in.records.Column(b.Column)
	inX, inY := map[string]bool{}, map[string]bool{}
	for i := range x.Values {
		inX[clean(x.Values[i])], inY[clean(y.Values[i])] = true, true
	}
	both, said := 0, 0
	for i := range x.Values {
		v, w := clean(x.Values[i]), clean(y.Values[i])
		if v == "" || w == "" {
			continue
		}
		said++
		if inY[v] && inX[w] {
			both++
		}
	}
	return share(both, said)
}

// attributeName is a column's name as a policy can write it in a path.
func attributeName(column string) string {
	return strings.Map(func(r rune) rune {
		if r == '.' || r == ' ' || r == '#' || r == '(' || r == ')' {
			return '_'
		}
		return r
	}, column)
}

func columnUnless(column, name string) string {
	if column == name {
		return ""
	}
	return column
}

// levels turns conditions into levels; each may have alternatives.
func levels(whens ...[]string) []matching.LevelSpec {
	var out []matching.LevelSpec
	for _, w := range whens {
		out = append(out, matching.LevelSpec{When: w})
	}
	return out
}

func one(when string) []string { return []string{when} }

// isLong tells whether a column holds texts of so many words that they are compared by the words they share, the rare ones
// telling more, rather than word by word.
func (p *Profile) isLong() bool {
	return (p.Kind == KindText || p.Kind == KindProduct) && p.Words >= longText
}

// levelsOf are the levels by which a kind of column is compared, the best first; nil where it is not compared.
func levelsOf(p *Profile) []matching.LevelSpec {
	rest := one("else")
	switch p.Kind {
	case KindEmpty, KindRowNumber:
		return nil
	case KindGeo: // degrees: some 50 metres, 500 metres, 5 and 50 kilometres of latitude
		return levels(one("absolute <= 0.0005"), one("absolute <= 0.005"), one("absolute <= 0.05"), one("absolute <= 0.5"), rest)
	case KindCategory:
		return levels(one("exact"), rest)
	case KindIdentifier, KindCode:
		if p.Length < 3 {
			return levels(one("exact"), one("osa <= 1"), rest)
		}
		return levels(one("exact"), one("osa <= 1"), one("osa <= 2"), rest)
	case KindDate:
		return levels(one("exact"), []string{"osa <= 1", "date = DAY_MONTH_SWAPPED"}, one("osa <= 2"), one("year.exact"), rest)
	case KindPhone:
		return levels(one("exact"), one("suffix(7).exact"), one("osa <= 1"), one("osa <= 2"), rest)
	case KindEmail:
		return levels(one("exact"), one("local.exact"), one("osa <= 2"), one("local.jaroWinkler >= 0.9"), one("jaroWinkler >= 0.85"), rest)
	case KindURL:
		return levels(one("exact"), one("domain.exact"), rest)
	case KindNumber:
		return levels(one("relative <= 0.0001"), one("relative <= 0.01"), one("relative <= 0.05"), one("relative <= 0.2"), rest)
	case KindSet:
		return levels(one("exact"), one("jaroWinkler >= 0.92"), rest)
	case KindName:
		return levels(one("exact"), []string{"osa <= 1 and length >= 4"}, []string{"jaroWinkler >= 0.9", "osa <= 2 and length >= 7", "tokenSet >= 1", "nickname"}, []string{"jaroWinkler >= 0.8", "phonetic.exact"}, rest)
	case KindStreet:
		return levels(one("exact"), []string{"osa <= 2 and length >= 8", "street = SAME_UNIT"}, []string{"osaRatio >= 0.8", "street = SAME_HOUSE"}, []string{"tokens >= 0.7", "jaroWinkler >= 0.88"}, []string{"street = SAME_STREET|SIMILAR", "tokens >= 0.5"}, rest)
	}
	if p.isLong() {
		return levels(one("exact"), one("cosine >= 0.8"), one("cosine >= 0.6"), one("cosine >= 0.4"), one("cosine >= 0.2"), rest)
	}
	return levels(one("exact"), []string{"osaRatio >= 0.9"}, []string{"tokens >= 0.8", "tokenSet >= 1"}, one("tokens >= 0.6"), one("tokens >= 0.4"), rest)
}

// groups are the comparisons that depend on each other, by position: those about a place.
func (d *draft) groups() [][]int {
	var place []int
	for i, p := range d.of {
		if p.Role == RolePlace {
			place = append(place, i)
		}
	}
	var out [][]int
	if len(place) >= 2 && len(d.of) > len(place) {
		out = append(out, place)
	}
	if len(d.names) > 0 {
		out = append(out, d.names)
	}
	return out
}

// block gives the draft its blocking rules: the nearest records by all their texts, and equal values of what is selective.
func (in *input) block(d *draft) {
	if in.records.Len() > manyRecords {
		in.blockByKeys(d)
		if slices.ContainsFunc(d.spec.Comparisons, func(c matching.ComparisonSpec) bool { return c.Corpus == everything }) {
			in.weighWords(d)
		}
		return
	}
	for i, p := range d.of {
		if p.selective(in.records.Len()) {
			d.spec.Blocking = append(d.spec.Blocking, in.refined(d, []string{d.spec.Attributes[i].Name}, []int{i}, in.keyParts(d)))
		}
	}
	if in.weighWords(d) {
		d.spec.Blocking = append(d.spec.Blocking, matching.BlockingSpec{Nearest: &matching.NearestSpec{Attribute: everything, Corpus: everything, K: neighboursWithin}})
	}
}

// weighWords joins all texts of a record into one and gives the draft the weights of their words, if there are any texts.
func (in *input) weighWords(d *draft) bool {
	var names []string
	for i, a := range d.spec.Attributes {
		if k := d.of[i].Kind; k != KindNumber && k != KindCategory && k != KindGeo {
			names = append(names, a.Name)
		}
	}
	if len(names) == 0 {
		return false
	}
	if d.spec.Join == nil {
		d.spec.Join = map[string][]string{}
	}
	d.spec.Join[everything] = names
	d.spec.Corpora = map[string]matching.CorpusSpec{everything: corpusOf(in.joined(d, names), corpus.Words, corpus.Trigrams)}
	return true
}

// neighboursWithin is how many neighbours each record of one source gets.
const neighboursWithin = 15

// selective tells whether equal values of a column are worth a look at every pair: they bring few together.
func (p *Profile) selective(records int) bool {
	switch p.Kind {
	case KindIdentifier, KindPhone, KindEmail, KindDate:
		return p.Values > 0 && p.Fill*float64(records)/float64(p.Values) < 6
	}
	return false
}

// joined are the texts of all records as the policy joins them.
func (in *input) joined(d *draft, names []string) []string {
	out := make([]string, in.records.Len())
	var specs []matching.AttributeSpec
	for _, a := range d.spec.Attributes {
		if slices.Contains(names, a.Name) {
			specs = append(specs, a)
		}
	}
	for i := range out {
		var parts []string
		attrs := in.records.Attributes(i, specs)
		for _, n := range names {
			switch v := attrs[n].(type) {
			case string:
				parts = append(parts, v)
			case []any:
				for _, x := range v {
					parts = append(parts, x.(string))
				}
			}
		}
		out[i] = strings.Join(parts, " ")
	}
	return out
}
