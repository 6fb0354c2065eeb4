package matching

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"aurum/matching/corpus"
	"aurum/matching/similarity"
)

// needs says what of a value is worked out in advance, beyond its text and key.
type needs uint32

const (
	needOrg needs = 1 << iota
	needPerson
	needStreet
	needDate
	needNumber
	needProduct
	needTokens
	needQGrams
	needVariant
	needPoint
	needAddress
	needLabel
	needWords
	needVector
	needSet
	needSkeleton
	needWordList
	needOffer
	needNames
	needTitle
)

// value is one value of a feature, made ready to be compared many times.
type value struct {
	text     string // as it is shown
	key      string // equal keys mean equal values
	scheme   string // of a TaxID or Identifier, with its country: values of other schemes do not conflict
	kind     string
	language string // of a text in one language, without its region; empty for others
	primary  bool
	generic  bool    // shared by many by its nature: a role's mailbox
	employer bool    // the name of a company beside that of a person
	aside    bool    // as that, and the feature has the person's name too, which is the one that counts
	bits     float64 // of the frequency table: 0 for rare words, below 0 for common ones
	table    map[string]float64
	parts    [][]string // of the feature's parts: their keys
	*forms
}

// forms are the prepared forms of a value; nil or zero where nobody asked for them. The large ones lie in groups of their
// own, since a value seldom needs more than one of them, and a table holds millions of values.
type forms struct {
	*nameForms
	*placeForms
	*productForms
	*wordForms
	date     similarity.Date
	number   float64
	isNumber bool
	tokens   []string
	sorted   []string // the tokens in order of the alphabet
	qgrams   similarity.QGrams
	vector   corpus.Vector
}

type nameForms struct {
	org      similarity.PreparedOrg
	person   similarity.PreparedPerson
	isPerson bool
}

type placeForms struct {
	place   similarity.PreparedStreet
	where   place
	point   similarity.Point
	address similarity.PreparedAddress
}

type productForms struct {
	product similarity.PreparedProduct
	variant similarity.Variant
	offer   similarity.Offer
	names   []string
}

type wordForms struct {
	label      similarity.PreparedLabel
	title      similarity.Titled
	weighed    similarity.WeightedSet // the words, weighed by the corpus or the frequency table
	wordVector similarity.Vector      // likewise
	items      similarity.WeightedSet // what the value adds to the set of all that its record has of the feature
	wordList   corpus.WordList
	// skeletons are those of the words; foreign tells that the text is written in another script than Latin.
	skeletons []string
	foreign   bool
}

// noForms are the forms of values that nobody needs prepared. They are everybody's: nobody writes them.
var noForms = forms{nameForms: &nameForms{}, placeForms: &placeForms{}, productForms: &productForms{}, wordForms: &wordForms{}}

// newForms has room for the forms that are needed.
func newForms(n needs) *forms {
	f := noForms
	if n&(needOrg|needPerson) != 0 {
		f.nameForms = &nameForms{}
	}
	if n&(needStreet|needPoint|needAddress) != 0 {
		f.placeForms = &placeForms{}
	}
	if n&(needProduct|needVariant|needOffer|needNames) != 0 {
		f.productForms = &productForms{}
	}
	if n&(needLabel|needWords|needVector|needSet|needWordList|needSkeleton|needTitle) != 0 {
		f.wordForms = &wordForms{}
	}
	return &f
}

func (v *value) words() []string { return similarity.Tokens(v.org.Core()) }

func (v *value) street() similarity.Street { return v.place.Street() }

// host is the domain of an e-mail or web address, in lower case without www.
func (v *value) host() string {
	s := v.key
	if _, d, ok := strings.Cut(s, "@"); ok {
		return d
	}
	s, _, _ = strings.Cut(s, "/")
	return s
}

// newValue reads a leaf of a record; ok is false where it says nothing.
func newValue(s *source, leaf any) (value, bool) {
	v := value{kind: s.kind, primary: s.primary}
	switch leaf := leaf.(type) {
	case string:
		v.text = leaf
	case bool:
		v.text = strconv.FormatBool(leaf)
	case int:
		v.text = strconv.Itoa(leaf)
	case map[string]any:
		v.text, v.key, v.scheme = composite(s.kind, leaf)
		if l, ok := leaf["language"].(string); ok && s.kind == "LocalText" {
			v.language, _, _ = strings.Cut(l, "-")
		}
		return v, v.key != ""
	}
	v.key = scalarKey(s.kind, v.text)
	v.generic = s.kind == "Email" && genericMailbox(v.key)
	return v, v.key != ""
}

// scalarKey brings a standardized text to the form in which equal means equal.
func scalarKey(kind, text string) string {
	switch kind {
	case "Email", "Date", "GoldenID":
		return text
	case "URL":
		return webKey(text)
	case "Decimal":
		return decimalKey(text)
	case "Code", "GTIN", "IBAN", "BIC", "Phone", "HSCode":
		return similarity.NormalizeIdentifier(text)
	}
	return similarity.FoldKey(text)
}

// webKey is host and path without scheme, www, query and fragment.
func webKey(s string) string {
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	if i := strings.IndexAny(s, "?#"); i >= 0 {
		s = s[:i]
	}
	return strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(s), "/"), "www.")
}

// decimalKey makes 10, 10.0 and 10.00 one.
func decimalKey(s string) string {
	d, err := decimal.NewFromString(s)
	if err != nil {
		return s
	}
	return d.String()
}

// identity lists by kind the fields that make two composites the same; the ones marked with ! must be there.
var identity = map[string][]string{
	"TaxID":         {"country", "value!"},
	"Identifier":    {"scheme", "value!"},
	"PersonName":    {"given", "middle", "family", "suffix"},
	"PostalAddress": {"lines", "city", "region", "postalCode", "country"},
	"Contact":       {"name", "email", "phone"},
	"LocalText":     {"text!"},
	"SupplierPart":  {"supplier!", "partNumber!"},
	"BankAccount":   {"iban!"},
	"Reference":     {"id"},
	"Quantity":      {"value!", "unit"},
	"Dimensions":    {"length", "width", "height", "unit"},
}

// composite gives the text, the key and the scheme of a composite value.
func composite(kind string, m map[string]any) (text, key, scheme string) {
	if kind == "Reference" {
		key = referenceKey(m)
		return key, key, ""
	}
	var texts, keys []string
	for _, f := range identity[kind] {
		name, required := strings.CutSuffix(f, "!")
		t, k := fieldText(kind, name, m[name])
		if required && k == "" {
			return "", "", ""
		}
		if t != "" {
			texts = append(texts, t)
		}
		keys = append(keys, k)
	}
	separator := "|"
	if kind == "PersonName" {
		separator = " "
	}
	key = strings.Trim(strings.Join(slices.DeleteFunc(keys, func(k string) bool { return k == "" && kind == "PersonName" }), separator), separator)
	if schemed[kind] {
		sc, _ := m["scheme"].(string)
		country, _ := m["country"].(string)
		scheme = sc + " " + country
	}
	return strings.Join(texts, " "), key, scheme
}

// referenceKey is the golden id a reference resolves to, else the source's key.
func referenceKey(m map[string]any) string {
	if id, _ := m["id"].(string); id != "" {
		return id
	}
	system, _ := m["system"].(string)
	key, _ := m["key"].(string)
	if key == "" {
		return ""
	}
	return system + ":" + key
}

func fieldText(kind, name string, v any) (text, key string) {
	switch v := v.(type) {
	case string:
		switch {
		case schemed[kind] && name == "value", name == "partNumber", name == "iban", name == "postalCode", name == "phone":
			return v, similarity.NormalizeIdentifier(v)
		case kind == "Quantity" && name == "value", kind == "Dimensions" && name != "unit":
			return v, decimalKey(v)
		}
		return v, similarity.FoldKey(v)
	case []any:
		var texts, keys []string
		for _, x := range v {
			t, k := fieldText(kind, name, x)
			texts, keys = append(texts, t), append(keys, k)
		}
		return strings.Join(texts, ", "), strings.Join(keys, " ")
	case map[string]any:
		k := referenceKey(v)
		return k, k
	case int:
		return strconv.Itoa(v), strconv.Itoa(v)
	}
	return "", ""
}
