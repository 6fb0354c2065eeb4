package survivorship

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"aurum/domain"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"
)

// ItemKeyFunc tells which items of a list are the same thing: those with the same key and variant. An item without a
// variant is the same as any item with its key: an address of no stated use is the billing address at that place.
type ItemKeyFunc func(a *domain.Attribute, item any) (key, variant string)

// identity is one way to tell items of a kind apart: the fields of the key, and the field of the variant, if any.
type identity struct {
	by      []string
	variant string
}

// identities are the ways by kind, best first; the first whose key fields are not all empty counts.
var identities = map[string][]identity{
	"PostalAddress":  {{by: []string{"lines", "postalCode", "city", "country"}, variant: "type"}},
	"TaxID":          {{by: []string{"scheme", "country", "value"}}},
	"Identifier":     {{by: []string{"scheme", "value"}}},
	"LocalText":      {{by: []string{"language"}}},
	"Contact":        {{by: []string{"email"}}, {by: []string{"name"}}},
	"BankAccount":    {{by: []string{"iban"}}},
	"SupplierPart":   {{by: []string{"supplier"}, variant: "partNumber"}},
	"UnitConversion": {{by: []string{"unit"}}},
}

// ItemKey is the identity of an item by its kind, but for case, punctuation and diacritics: an address by lines, postal
// code, city and country, with its type as variant; a tax id by scheme, country and value; an identifier by scheme and
// value; a local text by language; a contact by e-mail address, else by name; a bank account by IBAN; a supplier part by
// supplier, with the part number as variant; a unit conversion by unit; anything else by its value.
func ItemKey(a *domain.Attribute, item any) (key, variant string) {
	fields, ok := item.(map[string]any)
	if ok {
		for _, way := range identities[a.Kind] {
			if key := fieldsKey(a, fields, way.by); key != "" {
				return key, fieldsKey(a, fields, []string{way.variant})
			}
		}
	}
	return valueKey(a, item), ""
}

// identityText names the default identity of a kind as provenance shows it.
func identityText(kind string) string {
	ways := identities[kind]
	if ways == nil {
		return "value"
	}
	texts := make([]string, len(ways))
	for i, way := range ways {
		texts[i] = strings.Join(way.by, ",")
		if way.variant != "" {
			texts[i] += "," + way.variant
		}
	}
	return strings.Join(texts, " or ")
}

// byFields makes an identity of named fields; an item that has none of them is told by its value.
func byFields(fields []string) ItemKeyFunc {
	return func(a *domain.Attribute, item any) (string, string) {
		tree, _ := item.(map[string]any)
		if key := fieldsKey(a, tree, fields); key != "" {
			return key, ""
		}
		return valueKey(a, item), ""
	}
}

// byValue makes items the same that say the same in every field.
func byValue(a *domain.Attribute, item any) (string, string) { return valueKey(a, item), "" }

const separator = "\x1f"

// fieldsKey joins the keys of named fields; empty if all of them are.
func fieldsKey(a *domain.Attribute, tree map[string]any, names []string) string {
	var parts [8]string
	keys, filled := parts[:0], false
	for _, name := range names {
		key := ""
		if i := fieldIndex(a, name); i >= 0 {
			key = valueKey(&a.Fields[i], tree[name])
		}
		filled = filled || key != ""
		keys = append(keys, key)
	}
	if !filled {
		return ""
	}
	return strings.Join(keys, separator)
}

func fieldIndex(a *domain.Attribute, name string) int {
	for i := range a.Fields {
		if a.Fields[i].Name == name {
			return i
		}
	}
	return -1
}

// valueKey is equal for values that say the same, but for case, punctuation and diacritics in names and texts.
func valueKey(a *domain.Attribute, value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case []any:
		keys := make([]string, len(v))
		for i, item := range v {
			keys[i] = valueKey(a, item)
		}
		if a.Kind == "Text" { // the same text, however it is broken into lines
			return strings.Join(keys, "")
		}
		return strings.Join(keys, separator)
	case map[string]any:
		if a.Kind == "Reference" {
			return referenceKey(v)
		}
		return allFieldsKey(a, v)
	}
	return scalarKey(a.Kind, value)
}

func allFieldsKey(a *domain.Attribute, tree map[string]any) string {
	var b strings.Builder
	for i := range a.Fields {
		if v, ok := tree[a.Fields[i].Name]; ok {
			b.WriteString(valueKey(&a.Fields[i], v))
		}
		b.WriteString(separator)
	}
	return b.String()
}

// referenceKey is the golden id a reference resolves to, else the source's key.
func referenceKey(tree map[string]any) string {
	if id, _ := tree["id"].(string); id != "" {
		return id
	}
	system, _ := tree["system"].(string)
	key, _ := tree["key"].(string)
	return system + separator + key
}

// foldedKinds are those whose case and punctuation do not matter.
var foldedKinds = []string{"Text", "OrganizationName", "IBAN", "BIC"}

func scalarKey(kind string, value any) string {
	s, ok := value.(string)
	switch {
	case !ok:
		return plain(value)
	case kind == "Decimal":
		if d, ok := number(s); ok {
			return d.String()
		}
	case kind == "Email":
		return strings.ToLower(s)
	case slices.Contains(foldedKinds, kind):
		return fold(s)
	}
	return s
}

// plain spells a value for people and for comparison.
func plain(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case uint64:
		return strconv.FormatUint(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case json.Number:
		return v.String()
	}
	return ""
}

// number reads decimals and integers. Exponents are refused: no standard form has them, and a large one would cost memory.
func number(value any) (decimal.Decimal, bool) {
	s := plain(value)
	if s == "" || strings.ContainsAny(s, "eE") {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(s)
	return d, err == nil
}

// fold keeps the letters and digits of a text, in lower case and without Latin diacritics; a text that has none is kept as
// it is.
func fold(s string) string {
	if folded, ok := foldASCII(s); ok {
		return folded
	}
	decomposed := norm.NFKD.String(strings.ReplaceAll(strings.ToLower(s), "ß", "ss"))
	if folded := norm.NFC.String(strings.Map(foldRune, decomposed)); folded != "" {
		return folded
	}
	return s
}

// foldASCII is fold for the common case; false where the text is not ASCII or has nothing to keep.
func foldASCII(s string) (string, bool) {
	b := make([]byte, 0, 64)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 0x80:
			return "", false
		case c >= 'A' && c <= 'Z':
			b = append(b, c+'a'-'A')
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			b = append(b, c)
		}
	}
	return string(b), len(b) > 0
}

// foldRune drops what is neither letter nor digit, and the diacritics of the European scripts.
func foldRune(r rune) rune {
	switch {
	case r >= 0x0300 && r <= 0x036f:
		return -1
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return r
	}
	return -1
}
