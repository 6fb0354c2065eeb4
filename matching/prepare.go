package matching

import (
	"strconv"
	"strings"

	"aurum/domain"
	"aurum/matching/similarity"
)

// maxValues bounds the values of one feature that take part, so that a record with a thousand e-mails stays cheap.
const maxValues = 32

// valuesOf reads a feature's distinct values off a record.
func (f *feature) valuesOf(attrs domain.Attributes) []value {
	if f.joined {
		return f.joinedValue(attrs)
	}
	var out []value
	for i := range f.sources {
		s := &f.sources[i]
		read := plainly
		if s.kind == "OrganizationName" {
			read = f.nameReader(s, attrs)
		}
		s.each(attrs, func(leaf any) {
			v, ok := read(f, s, leaf)
			if ok && len(out) < maxValues && !contains(out, &v) {
				out = append(out, v)
			}
		})
	}
	return out
}

// plainly reads and prepares a value as what its attribute says it is.
func plainly(f *feature, s *source, leaf any) (value, bool) {
	v, ok := newValue(s, leaf)
	if ok {
		f.prepare(&v, leaf)
	}
	return v, ok
}

func (f *feature) joinedValue(attrs domain.Attributes) []value {
	text := f.joinedText(attrs)
	v, ok := newValue(&joinedSource, text)
	if !ok {
		return nil
	}
	f.prepare(&v, text)
	return []value{v}
}

// joinedSource is what the text of a joined feature is.
var joinedSource = source{kind: "Text", primary: true}

// joinedText writes all that a record says one behind the other, as one text.
func (f *feature) joinedText(attrs domain.Attributes) string {
	var texts []string
	for i := range f.sources {
		s := &f.sources[i]
		s.each(attrs, func(leaf any) {
			if v, ok := newValue(s, leaf); ok && len(texts) < maxValues {
				texts = append(texts, v.text)
			}
		})
	}
	return strings.Join(texts, " ")
}

// itemsOf are what a value adds to the set of a record's values: the value, or the items of a text that is a list itself,
// divided by | or ; or **.
func (f *feature) itemsOf(v *value) similarity.WeightedSet {
	if v.kind != "Text" {
		return similarity.NewWeightedSet([]string{v.key}, f.weights())
	}
	var items []string
	for _, item := range strings.Split(listSigns.Replace(v.text), "|") {
		if key := similarity.FoldKey(item); key != "" {
			items = append(items, key)
		}
	}
	return similarity.NewWeightedSet(items, f.weights())
}

var listSigns = strings.NewReplacer(";", "|", "**", "|")

// weights weigh words by the feature's corpus or frequency table; without either all weigh alike.
func (f *feature) weights() similarity.Weights {
	switch {
	case f.corpus != nil:
		return f.corpus
	case f.table != nil:
		return tableWeights(f.table)
	}
	return similarity.Uniform{}
}

// contains tells whether a value is there already; the first, of the more telling attribute, stays.
func contains(vs []value, v *value) bool {
	for i := range vs {
		if vs[i].key == v.key && vs[i].scheme == v.scheme && vs[i].kind == v.kind {
			return true
		}
	}
	return false
}

// prepare works out what comparisons and key functions need of a value.
func (f *feature) prepare(v *value, leaf any) {
	v.table = f.table
	v.forms = &noForms
	if f.needs != 0 || f.corpus != nil {
		v.forms = newForms(f.needs)
	}
	tree, _ := leaf.(map[string]any)
	if f.needs&(needOrg|needPerson) != 0 {
		f.prepareName(v, tree)
	}
	if f.needs&needStreet != 0 {
		lines := linesOf(v, tree)
		v.place, v.where = similarity.PrepareStreet(lines), newPlace(tree, lines)
	}
	if f.needs&needDate != 0 {
		v.date, _ = similarity.ParseDate(v.text)
	}
	if f.needs&needNumber != 0 {
		v.number, v.isNumber = numberOf(v, tree)
	}
	if f.needs&needProduct != 0 {
		v.product = similarity.PrepareProduct(v.text, f.corpusWeights())
	}
	if f.needs&needVariant != 0 {
		v.variant = similarity.NewVariant(v.text)
	}
	if f.needs&needSkeleton != 0 {
		v.skeletons, v.foreign = similarity.Skeletons(similarity.Fold(v.text)), similarity.ForeignScript(v.text)
	}
	f.prepareWords(v)
	if f.needs&needPoint != 0 {
		v.point = pointOf(v, tree)
	}
	if f.needs&needAddress != 0 {
		v.address = similarity.PrepareAddress(addressOf(v, tree))
	}
	if f.corpus != nil {
		v.vector = f.corpus.Vector(v.text)
		if f.needs&needWordList != 0 {
			v.wordList = f.corpus.Words(v.text)
		}
	}
	f.prepareText(v)
	v.bits = f.rarity(v)
	v.parts = make([][]string, len(f.parts))
	for i := range f.parts {
		v.parts[i] = f.parts[i].of(v, tree)
	}
}

// prepareWords works out the forms of a value's words.
func (f *feature) prepareWords(v *value) {
	if f.needs&needTokens != 0 {
		v.tokens, v.sorted = similarity.Tokens(v.key), similarity.SortedWords(v.key)
	}
	if f.needs&needQGrams != 0 {
		v.qgrams = similarity.NewQGrams(v.key, 3)
	}
	if f.needs&needLabel != 0 {
		v.label = similarity.PrepareLabel(v.text, f.weights())
	}
	if f.needs&needTitle != 0 {
		v.title = similarity.PrepareTitle(v.text)
	}
	if f.needs&needWords != 0 {
		v.weighed = similarity.NewWeightedSet(similarity.Tokens(v.key), f.weights())
	}
	if f.needs&needSet != 0 {
		v.items = f.itemsOf(v)
	}
	if f.needs&needVector != 0 {
		v.wordVector = similarity.NewVector(similarity.Tokens(v.key), f.weights())
	}
}

// prepareName reads a name both as a person's, where it may be one, and as an organization's: a sole trader's company
// bears his name.
func (f *feature) prepareName(v *value, tree map[string]any) {
	if v.kind == "PersonName" && tree != nil {
		p := personName(tree)
		v.text = strings.Join(append(append(append([]string{}, p.Given...), p.Middle...), append(p.Family, nonEmpty(p.Suffix)...)...), " ")
		v.person, v.isPerson = similarity.PreparePerson(p), true
	} else if (v.kind == "Text" || v.kind == "PersonName") && f.needs&needPerson != 0 {
		v.person, v.isPerson = similarity.PreparePerson(similarity.ParsePersonName(v.text)), true
	}
	if f.needs&needOrg != 0 {
		v.org = similarity.PrepareOrg(v.text, f.corpusWeights())
	}
}

// corpusWeights are the weights of the words of names and products: those of a corpus alone, which was counted from such
// texts. A table of frequencies lowers the weight of a whole level instead.
func (f *feature) corpusWeights() similarity.Weights {
	if f.corpus != nil {
		return f.corpus
	}
	return similarity.Uniform{}
}

func personName(tree map[string]any) similarity.PersonName {
	field := func(name string) []string {
		s, _ := tree[name].(string)
		return nonEmpty(s)
	}
	suffix, _ := tree["suffix"].(string)
	return similarity.PersonName{Given: field("given"), Middle: field("middle"), Family: field("family"), Suffix: suffix}
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// linesOf are the lines of an address in parts; of a free-form one what stands before town and postal code.
func linesOf(v *value, tree map[string]any) []string {
	if tree == nil {
		if strings.ContainsAny(v.text, ",;\n") {
			if a := similarity.ParseOneLine(v.text); a.PostalCode != "" && len(a.Lines) > 0 {
				return a.Lines
			}
		}
		return []string{v.text}
	}
	var out []string
	eachItem(tree["lines"], func(x any) {
		if s, ok := x.(string); ok {
			out = append(out, s)
		}
	})
	return out
}

// addressOf reads an address in parts, or takes a free-form one apart.
func addressOf(v *value, tree map[string]any) similarity.OneLineAddress {
	if tree == nil {
		return similarity.ParseOneLine(v.text)
	}
	field := func(name string) string {
		s, _ := tree[name].(string)
		return s
	}
	return similarity.OneLineAddress{Lines: linesOf(v, tree), City: field("city"), PostalCode: field("postalCode"), Country: field("country")}
}

// pointOf reads coordinates from a text or from fields; the zero point where there are none.
func pointOf(v *value, tree map[string]any) similarity.Point {
	text := v.text
	if tree != nil {
		latitude, _ := tree["latitude"].(string)
		longitude, _ := tree["longitude"].(string)
		text = latitude + " " + longitude
	}
	p, _ := similarity.ParsePoint(text)
	return p
}

// of gives what a part of a value is: a field's key, or the keys of a key function.
func (p *part) of(v *value, tree map[string]any) []string {
	if p.field == "" {
		return p.keys.keys(v)
	}
	var out []string
	eachItem(tree[p.field], func(x any) {
		s := source{kind: p.kind}
		if f, ok := newValue(&s, x); ok {
			f.forms = &noForms
			if p.kind == "PostalCode" {
				f.key = similarity.NormalizeIdentifier(f.text)
			}
			out = append(out, p.keys.keys(&f)...)
		}
	})
	return out
}

// numberOf reads a number, or a quantity in the base unit of its dimension.
func numberOf(v *value, tree map[string]any) (float64, bool) {
	text, factor := v.text, 1.0
	if tree != nil {
		text, _ = tree["value"].(string)
		unit, _ := tree["unit"].(string)
		if f, ok := unitFactors[unit]; ok {
			factor = f
		}
	}
	x, err := strconv.ParseFloat(text, 64)
	return x * factor, err == nil
}

// unitFactors bring quantities of one dimension to one unit: grams, metres, litres. Codes are UN/ECE Recommendation 20.
var unitFactors = map[string]float64{
	"MGM": 0.001, "GRM": 1, "KGM": 1000, "TNE": 1e6, "ONZ": 28.349523125, "LBR": 453.59237,
	"MMT": 0.001, "CMT": 0.01, "DMT": 0.1, "MTR": 1, "KMT": 1000, "INH": 0.0254, "FOT": 0.3048, "YRD": 0.9144,
	"MLT": 0.001, "CLT": 0.01, "DLT": 0.1, "LTR": 1, "HLT": 100, "MTQ": 1000, "GLL": 3.785411784,
}
