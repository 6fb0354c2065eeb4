package matching

import (
	"slices"
	"strings"

	"aurum/domain"
	"aurum/matching/similarity"
)

// ownName is the share of the consonants' skeletons from which on a name in another script is the person's own.
const ownName = 0.8

// nameReader says how the organization names of a record are to be read. A source with one field for all names sends those
// of persons as legal names; and a company's name beside a person's is that of an employer or a business.
func (f *feature) nameReader(s *source, attrs domain.Attributes) func(*feature, *source, any) (value, bool) {
	stands := standsForPerson(attrs)
	switch {
	case stands == s.attribute:
		return asPerson
	case stands == "" && attrs["personName"] == nil:
		return plainly
	}
	own := personWords(attrs, stands)
	withPersons := slices.ContainsFunc(f.sources, func(s source) bool { return s.kind == "PersonName" })
	return func(f *feature, s *source, leaf any) (value, bool) {
		v, ok := plainly(f, s, leaf)
		v.aside, v.employer = withPersons, !namesSame(v.text, own)
		return v, ok && (v.employer || !withPersons) // said twice, a name is the person's
	}
}

// standsForPerson is the attribute that a person's name came in where it did not come as one; empty for none.
func standsForPerson(attrs domain.Attributes) string {
	switch {
	case attrs["kind"] != "PERSON" || attrs["personName"] != nil:
		return ""
	case attrs["legalName"] != nil:
		return "legalName"
	}
	return "tradingNames"
}

// personWords is what the person of a record is called.
func personWords(attrs domain.Attributes, stands string) string {
	if tree, ok := attrs["personName"].(map[string]any); ok {
		p := personName(tree)
		return strings.Join(slices.Concat(p.Given, p.Middle, p.Family), " ")
	}
	text, _ := attrs[stands].(string)
	return text
}

// namesSame tells whether a company's name is just the person's, perhaps in another script.
func namesSame(company, person string) bool {
	core, _ := similarity.SplitLegalForm(company)
	own := similarity.Tokens(similarity.Fold(person))
	if !slices.ContainsFunc(similarity.Tokens(core), func(w string) bool { return !slices.Contains(own, w) }) {
		return true
	}
	return similarity.ForeignScript(company) != similarity.ForeignScript(person) &&
		similarity.CompareSkeletons(similarity.Skeletons(core), similarity.Skeletons(similarity.Fold(person))) >= ownName
}

// asPerson reads a name in one piece as the name of a person.
func asPerson(f *feature, _ *source, leaf any) (value, bool) {
	text, _ := leaf.(string)
	p := similarity.ParsePersonName(text)
	tree := map[string]any{}
	for field, words := range map[string][]string{"given": p.Given, "middle": p.Middle, "family": p.Family, "suffix": nonEmpty(p.Suffix)} {
		if len(words) > 0 {
			tree[field] = strings.Join(words, " ")
		}
	}
	v, ok := plainly(f, &source{kind: "PersonName", primary: true}, tree)
	if ok {
		v.text = text
	}
	if ok && f.needs&needSkeleton != 0 { // without needs the forms are everybody's
		v.foreign = similarity.ForeignScript(text)
	}
	return v, ok
}
