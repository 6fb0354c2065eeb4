package standardize

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"

	"aurum/domain"
	"aurum/standardize/kinds"
)

type composite func(r *reader, a *domain.Attribute, v any, field []string) any

// composites are the kinds whose fields depend on each other; all others are standardized field by field.
var composites map[string]composite

func init() {
	composites = map[string]composite{
		"PersonName": (*reader).personName, "PostalAddress": (*reader).address, "TaxID": (*reader).taxID,
		"Identifier": (*reader).identifier, "LocalText": (*reader).localText, "Reference": (*reader).reference,
	}
}

// object takes an object, or a plain text as its main field. Unknown fields are reported.
func (r *reader) object(a *domain.Attribute, v any, main string, field []string) map[string]any {
	m, ok := v.(map[string]any)
	if !ok {
		text, ok := scalarText(v)
		if !ok || main == "" {
			r.problem("INVALID_FORMAT", domain.Fatal, field, "takes an object")
			return nil
		}
		return map[string]any{main: text}
	}
	for _, name := range sortedNames(m) {
		if name == "id" && a.Kind == "Reference" {
			continue
		}
		if !slices.ContainsFunc(a.Fields, func(f domain.Attribute) bool { return f.Name == name }) && a.Kind != "Reference" {
			r.problem("UNKNOWN_ATTRIBUTE", domain.Fatal, append(slices.Clone(field), name), "there is no such field")
		}
	}
	return m
}

// fields standardizes a composite field by field; nil if nothing is left.
func (r *reader) fields(a *domain.Attribute, v any, field []string) any {
	m := r.object(a, v, "", field)
	out := map[string]any{}
	for i := range a.Fields {
		f := &a.Fields[i]
		if x := m[f.Name]; x != nil {
			if std := r.attribute(f, x, append(slices.Clone(field), f.Name)); std != nil {
				out[f.Name] = std
			}
		}
	}
	return orNil(out)
}

func (r *reader) personName(a *domain.Attribute, v any, field []string) any {
	if text, ok := v.(string); ok {
		if kinds.Placeholder(text) {
			r.placeholder(field, text)
			return nil
		}
		return personMap(kinds.ParsePersonName(text))
	}
	m := r.object(a, v, "", field)
	var parts [5]string
	for i, name := range []string{"prefix", "given", "middle", "family", "suffix"} {
		parts[i] = r.part(m, name, field)
	}
	return personMap(kinds.CleanPersonName(kinds.PersonName{Prefix: parts[0], Given: parts[1], Middle: parts[2], Family: parts[3], Suffix: parts[4]}))
}

func personMap(p kinds.PersonName) any {
	return textMap("prefix", p.Prefix, "given", p.Given, "middle", p.Middle, "family", p.Family, "suffix", p.Suffix)
}

// part reads a text field of an object.
func (r *reader) part(m map[string]any, name string, field []string) string {
	v, ok := m[name]
	if !ok || v == nil {
		return ""
	}
	text, ok := scalarText(v)
	if !ok {
		r.problem("INVALID_FORMAT", domain.Fatal, append(slices.Clone(field), name), "takes a text")
	}
	return text
}

func (r *reader) address(a *domain.Attribute, v any, field []string) any {
	m := r.object(a, v, "lines", field)
	if m == nil {
		return nil
	}
	std, problems := kinds.StandardizeAddress(addressOf(m))
	for _, p := range problems {
		if p.Field == "country" && kinds.Placeholder(fmt.Sprint(m["country"])) {
			continue
		}
		r.failed(p, field)
	}
	out := map[string]any{}
	if lines := std.Lines; len(lines) > 0 {
		list := make([]any, len(lines))
		for i, l := range lines {
			list[i] = l
		}
		out["lines"] = list
	}
	for name, text := range map[string]string{"city": std.City, "region": std.Region, "postalCode": std.PostalCode, "country": std.Country} {
		if text != "" {
			out[name] = text
		}
	}
	if len(out) == 0 {
		return nil
	}
	if t := m["type"]; t != nil {
		if std := r.value(&a.Fields[0], t, append(slices.Clone(field), "type")); std != nil {
			out["type"] = std
		}
	}
	return out
}

func addressOf(m map[string]any) kinds.Address {
	var in kinds.Address
	switch lines := m["lines"].(type) {
	case []any:
		for _, l := range lines {
			if text, ok := scalarText(l); ok && !kinds.Placeholder(text) {
				in.Lines = append(in.Lines, text)
			}
		}
	case nil:
	default:
		if text, ok := scalarText(lines); ok {
			in.Lines = []string{text}
		}
	}
	for name, to := range map[string]*string{"city": &in.City, "region": &in.Region, "postalCode": &in.PostalCode, "country": &in.Country} {
		if text, ok := scalarText(m[name]); ok && (name == "country" || name == "region" || !kinds.Placeholder(text)) {
			*to = text
		}
	}
	return in
}

// taxID reads a tax number. Without a scheme it is a VAT number where the country has those, or where the number itself
// brings a country's prefix.
func (r *reader) taxID(a *domain.Attribute, v any, field []string) any {
	m := r.object(a, v, "value", field)
	value := r.part(m, "value", field)
	if value == "" {
		return nil
	}
	at := append(slices.Clone(field), "value")
	if kinds.PlaceholderIdentifier(value) {
		r.placeholder(at, value)
		return nil
	}
	country, bad := r.country2(m, field)
	if bad {
		return nil
	}
	scheme := kinds.Scheme(r.part(m, "scheme", field))
	if scheme == "" {
		scheme = taxScheme(value, country)
	}
	std, err := "", error(nil)
	if scheme == "VAT" {
		var owner string
		if std, owner, err = kinds.VAT(value, country); owner != "" {
			country = owner
		}
	} else {
		std, err = kinds.Identifier(scheme, value)
	}
	if err != nil && !r.failed(err, at) || std == "" {
		return nil
	}
	return textMap("scheme", scheme, "country", country, "value", std)
}

// country2 reads the country beside a number. The VAT prefixes EL and XI pass for countries here.
func (r *reader) country2(m map[string]any, field []string) (country string, bad bool) {
	text := r.part(m, "country", field)
	switch text {
	case "":
		return "", false
	case "EL", "XI":
		return text, false
	}
	std := r.outcome(append(slices.Clone(field), "country"))(kinds.Country(text))
	if std == nil {
		return "", true
	}
	return std.(string), false
}

var vatCountries = map[string]bool{
	"AT": true, "BE": true, "BG": true, "CY": true, "CZ": true, "DE": true, "DK": true, "EE": true, "GR": true, "EL": true, "ES": true,
	"FI": true, "FR": true, "HR": true, "HU": true, "IE": true, "IT": true, "LT": true, "LU": true, "LV": true, "MT": true, "NL": true,
	"PL": true, "PT": true, "RO": true, "SE": true, "SI": true, "SK": true, "GB": true, "XI": true, "CH": true, "NO": true,
}

func taxScheme(value, country string) string {
	text := kinds.CleanText(value)
	prefix := len(text) > 4 && vatCountries[upper2(text)]
	switch {
	case prefix || vatCountries[country]:
		return "VAT"
	case country == "US":
		return "EIN"
	}
	return "TAX_ID"
}

func upper2(s string) string {
	b := []byte(s[:2])
	for i, c := range b {
		if c >= 'a' && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

func (r *reader) identifier(a *domain.Attribute, v any, field []string) any {
	m := r.object(a, v, "value", field)
	value := r.part(m, "value", field)
	if value == "" {
		return nil
	}
	at := append(slices.Clone(field), "value")
	if kinds.PlaceholderIdentifier(value) {
		r.placeholder(at, value)
		return nil
	}
	scheme := kinds.Scheme(r.part(m, "scheme", field))
	if scheme == "" {
		r.problem("REQUIRED", domain.Fatal, append(slices.Clone(field), "scheme"), "an identifier needs its scheme (DUNS, LEI, GLN …)")
		return nil
	}
	std, err := kinds.Identifier(scheme, value)
	if err != nil && !r.failed(err, at) || std == "" {
		return nil
	}
	return textMap("scheme", scheme, "value", std)
}

func (r *reader) localText(a *domain.Attribute, v any, field []string) any {
	m := r.object(a, v, "text", field)
	said := r.part(m, "text", field)
	if said == "" {
		return nil
	}
	text := r.text(said, append(slices.Clone(field), "text"))
	if text == nil {
		return nil
	}
	language := any("und")
	if tag := r.part(m, "language", field); tag != "" && tag != "und" {
		if language = r.outcome(append(slices.Clone(field), "language"))(kinds.Language(tag)); language == nil {
			return nil
		}
	}
	return map[string]any{"language": language, "text": text}
}

// reference reads a pointer to another record: a key of the sender's own, of another system, or a golden id.
func (r *reader) reference(a *domain.Attribute, v any, field []string) any {
	m := r.object(a, v, "key", field)
	for _, name := range sortedNames(m) {
		if name != "id" && name != "key" && name != "system" {
			r.problem("UNKNOWN_ATTRIBUTE", domain.Fatal, append(slices.Clone(field), name), "a reference has system, key and id")
		}
	}
	if key := r.part(m, "key", field); key != "" {
		system := kinds.CleanText(r.part(m, "system", field))
		if system == "" {
			system = r.defaults.System
		}
		return textMap("system", system, "key", key)
	}
	id := r.part(m, "id", field)
	if id == "" {
		r.problem("REQUIRED", domain.Fatal, field, fmt.Sprintf("a reference to a %s needs its key", a.References))
		return nil
	}
	if s := domain.Registry.OfID(domain.GoldenID(id)); s == nil || s.Domain != a.References {
		r.problem("INVALID_FORMAT", domain.Fatal, append(slices.Clone(field), "id"), fmt.Sprintf("%q is no golden id of a %s", short(id), a.References))
		return nil
	}
	return map[string]any{"id": id}
}

// textMap makes an object of name, value pairs; empty values are left out, nil if all are.
func textMap(pairs ...string) any {
	out := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out[pairs[i]] = pairs[i+1]
		}
	}
	return orNil(out)
}

func orNil(m map[string]any) any {
	if len(m) == 0 {
		return nil
	}
	return m
}

// identity tells equal standardized values: JSON sorts the fields.
func identity(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(b)
}

func sortedNames(m map[string]any) []string {
	out := make([]string, 0, len(m))
	for name := range m {
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}
