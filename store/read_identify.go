package store

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"aurum/domain"
)

// identifyingKinds are the kinds whose value names one thing, or nearly so.
var identifyingKinds = map[string]bool{"GTIN": true, "IBAN": true, "Email": true, "Phone": true}

// identifyingCodes are the codes that do; others, such as payment terms, are shared by many.
var identifyingCodes = map[string]bool{"sku": true, "manufacturerPartNumber": true, "code": true}

// identified holds for the records of which the text is the golden id or an identifier in some usual spelling, in an
// attribute that is not withheld in the record's own domain.
func identified(text string, domains []string, withheld map[domain.Domain][]string, args *arguments) string {
	return "(" + strings.Join(identifications(text, domains, withheld, args, then{}), " or ") + ")"
}

// identifications are the conditions one of which holds for the records that the text identifies.
func identifications(text string, domains []string, withheld map[domain.Domain][]string, args *arguments, at then) []string {
	conditions := []string{"g.id = " + args.add(text) + "::text"}
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsDigit(r) || r == '@' }) {
		return conditions
	}
	for _, alike := range byWithheld(domains, withheld) {
		var docs []string
		for _, d := range alike {
			shown := slices.DeleteFunc(slices.Clone(domain.Registry.Of(domain.Domain(d)).Attributes), func(a domain.Attribute) bool {
				return slices.Contains(withheld[domain.Domain(d)], a.Name)
			})
			for _, s := range spellings(text) {
				docs = append(docs, identifierDocs(shown, s)...)
			}
		}
		if len(docs) == 0 {
			continue
		}
		operand := " @> any(" + args.add(docs) + "::text[]::jsonb[])"
		contains := func(attributes string) string { return attributes + operand }
		found := contains("g.attributes")
		if at.at != "" {
			found = "g.id in (" + at.candidates("", contains) + ") and " + found
		}
		if len(alike) < len(domains) {
			found = "g.domain = any(" + args.add(alike) + "::text[]) and " + found
		}
		conditions = append(conditions, found)
	}
	return conditions
}

// byWithheld groups domains: those of which nothing is withheld together, each other one by itself.
func byWithheld(domains []string, withheld map[domain.Domain][]string) (groups [][]string) {
	var open []string
	for _, d := range domains {
		if len(withheld[domain.Domain(d)]) == 0 {
			open = append(open, d)
		} else {
			groups = append(groups, []string{d})
		}
	}
	if open != nil {
		groups = append(groups, open)
	}
	return groups
}

// spellings are a text as it is, without punctuation in upper case, in lower case, as an international telephone number,
// and as a 14-digit GTIN.
func spellings(text string) []string {
	compact := strings.Map(func(r rune) rune {
		if isWordRune(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, text)
	out := []string{text}
	add := func(s string) {
		for _, have := range out {
			if have == s {
				return
			}
		}
		out = append(out, s)
	}
	add(compact)
	add(strings.ToLower(text))
	if isDigits(compact) {
		add("+" + strings.TrimPrefix(compact, "00"))
		if n := len(compact); n == 8 || n == 12 || n == 13 {
			add(strings.Repeat("0", 14-n) + compact)
		}
	}
	return out
}

func isDigits(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

// identifierDocs are documents one of which the attributes of a record contain that the value identifies.
func identifierDocs(list []domain.Attribute, value string) []string {
	var docs []string
	for _, doc := range identifierTrees(list, value) {
		body, _ := json.Marshal(doc) // maps and strings always encode
		docs = append(docs, string(body))
	}
	return docs
}

func identifierTrees(list []domain.Attribute, value string) (docs []map[string]any) {
	for i := range list {
		a := &list[i]
		var inner []any
		switch {
		case a.Kind == "TaxID" || a.Kind == "Identifier":
			inner = []any{map[string]any{"value": value}}
		case identifyingKinds[a.Kind] || a.Kind == "Code" && identifyingCodes[a.Name]:
			inner = []any{value}
		default:
			for _, doc := range identifierTrees(a.Fields, value) {
				inner = append(inner, doc)
			}
		}
		for _, v := range inner {
			if a.Many {
				v = []any{v}
			}
			docs = append(docs, map[string]any{a.Name: v})
		}
	}
	return docs
}
