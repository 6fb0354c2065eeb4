package matching

import (
	"strconv"

	"aurum/domain"
)

// businessKeyRule is the rule named where two records have the same business key.
const businessKeyRule = "business key"

// businessKey identifies a record by the values of several attributes together.
type businessKey struct {
	fields []businessField
}

type businessField struct {
	source
	path    string
	standIn string // key of an absent value
}

// of is the composite key of a record; ok is false if the record has none of the attributes.
func (k *businessKey) of(attrs domain.Attributes) (texts []string, ok bool) {
	for i := range k.fields {
		f := &k.fields[i]
		text, found := f.standIn, false
		f.each(attrs, func(leaf any) {
			if t := businessText(f.kind, leaf); t != "" && !found {
				text, found = t, true
			}
		})
		ok = ok || found
		texts = append(texts, text)
	}
	return texts, ok
}

// businessText is a value as a business key sees it: exactly as standardized, decimals by value, references by what they
// resolve to.
func businessText(kind string, leaf any) string {
	switch leaf := leaf.(type) {
	case string:
		if kind == "Decimal" {
			return decimalKey(leaf)
		}
		return leaf
	case bool:
		return strconv.FormatBool(leaf)
	case int:
		return strconv.Itoa(leaf)
	case map[string]any:
		_, key, _ := composite(kind, leaf)
		return key
	}
	return ""
}
