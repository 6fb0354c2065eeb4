package mastering

import (
	"strings"

	"aurum/domain"
)

const maxSearchText = 4000

// searchText is what search looks through: the texts of a golden record and the keys of its members, one a line,
// folded as searches are. Enumerations, codes of one or two letters and references are left out: nobody looks for them. So is what not every
// role may see: a hit would tell.
func (p *Policy) searchText(g *domain.GoldenRecord) string {
	s := p.Schema
	var lines []string
	for i := range s.Attributes {
		if p.private[s.Attributes[i].Name] {
			continue
		}
		collectText(&s.Attributes[i], g.Attributes[s.Attributes[i].Name], &lines)
	}
	for _, m := range g.Members {
		lines = append(lines, m.Key)
	}
	seen := map[string]bool{}
	var b strings.Builder
	for _, l := range lines {
		l = domain.Fold(strings.TrimSpace(l))
		if l != "" && !seen[l] && b.Len()+len(l) < maxSearchText {
			seen[l] = true
			b.WriteString(l)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// unsearched are the kinds nobody looks for.
var unsearched = map[string]bool{
	"Reference": true, "CountryCode": true, "CurrencyCode": true, "UnitCode": true, "LanguageCode": true, "Date": true,
	"Decimal": true, "Boolean": true, "Integer": true,
}

func collectText(a *domain.Attribute, v any, lines *[]string) {
	if unsearched[a.Kind] || a.Enum != nil {
		return
	}
	switch v := v.(type) {
	case string:
		*lines = append(*lines, v)
	case []any:
		for _, item := range v {
			collectText(a, item, lines)
		}
	case map[string]any:
		*lines = append(*lines, compositeText(a, v))
	}
}

// compositeText joins the fields of one composite value, so that "Anna Muster" is found as typed.
func compositeText(a *domain.Attribute, v map[string]any) string {
	var parts []string
	for i := range a.Fields {
		var sub []string
		collectText(&a.Fields[i], v[a.Fields[i].Name], &sub)
		parts = append(parts, sub...)
	}
	return strings.Join(parts, " ")
}
