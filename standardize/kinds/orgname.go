package kinds

import (
	"slices"
	"strings"
	"unicode"
)

// maxLegalFormWords is the length of the longest legal form in words.
const maxLegalFormWords = 6

// OrganizationName standardizes an organization's name. name is for people: cleaned, quotes around it removed, its case as it
// came. core is the name without its legal form, for comparing; legalForm is that form in one spelling ("GmbH" for
// "Gesellschaft mit beschränkter Haftung", "G.m.b.H." and "gmbh"), empty if none is recognized. A name that consists of a
// legal form alone is its own core.
func OrganizationName(s string) (name, core, legalForm string) {
	name = unquoted(CleanText(s))
	core, legalForm = name, ""
	for {
		rest, form := withoutLegalForm(core)
		if form == "" {
			return name, core, legalForm
		}
		core = rest
		if legalForm == "" {
			legalForm = form
		}
	}
}

// unquoted drops quotation marks around the whole and punctuation at its end.
func unquoted(s string) string {
	for {
		trimmed := strings.TrimSpace(strings.TrimRight(s, ",;: "))
		runes := []rune(trimmed)
		if n := len(runes); n > 2 && quotePairs[runes[0]] != "" && strings.ContainsRune(quotePairs[runes[0]], runes[n-1]) &&
			!strings.ContainsRune(string(runes[1:n-1]), runes[0]) {
			trimmed = strings.TrimSpace(string(runes[1 : n-1]))
		}
		if trimmed == s {
			return s
		}
		s = trimmed
	}
}

var quotePairs = map[rune]string{'"': `"`, '\'': "'", '“': "”", '„': "“”", '«': "»", '»': "«", '‘': "’", '”': "”"}

// withoutLegalForm takes one legal form off the end or the beginning of a name; form is empty if there is none.
func withoutLegalForm(name string) (core, form string) {
	words := strings.Fields(name)
	ending := words[max(0, len(words)-maxLegalFormWords):]
	folded := foldedWords(ending)
	for n := min(maxLegalFormWords, len(words)-1); n >= 1; n-- {
		rest, tail := words[:len(words)-n], words[len(words)-n:]
		if form := legalFormOf(tail, folded[len(folded)-n:]); form != "" && writtenAsForm(tail, name) && startsForm(tail) {
			if core := trimJoint(strings.Join(rest, " ")); keepsName(core) {
				return core, form
			}
		}
	}
	return withoutEastAsianForm(words, name)
}

// startsForm keeps joining words with the name rather than with the form ("Smith & Co" is left to the second look).
func startsForm(tail []string) bool {
	first := fold(strings.Trim(tail[0], "()"))
	return first != "" && first != "and" && first != "und" || len(tail) > 1 && tail[0] == "&"
}

// withoutEastAsianForm handles forms in front, and those of Chinese, Japanese and Korean, which are not set off by spaces.
func withoutEastAsianForm(words []string, name string) (string, string) {
	if len(words) > 1 {
		if form := legalPrefixes[strings.Trim(words[0], ".,")]; form != "" {
			if core := trimJoint(strings.Join(words[1:], " ")); keepsName(core) {
				return core, form
			}
		}
	}
	for _, spelling := range []string{"股份有限公司", "有限责任公司", "有限責任公司", "有限公司", "株式会社", "有限会社", "合同会社", "주식회사"} {
		core, ok := strings.CutSuffix(name, spelling)
		if !ok {
			core, ok = strings.CutPrefix(name, spelling)
		}
		if core = trimJoint(core); ok && keepsName(core) {
			return core, legalFormIndex()[fold(spelling)]
		}
	}
	return name, ""
}

// writtenAsForm tells whether the words are written the way that forms are: a form that could as well be a word or
// initials counts only in upper case, in its usual spelling, with dots, or in a name without any capitals.
func writtenAsForm(tail []string, name string) bool {
	word := strings.Join(tail, " ")
	bare := strings.NewReplacer(".", "", "/", "", " ", "").Replace(word)
	if !uncommonForms[strings.ToUpper(bare)] {
		return true
	}
	dotted := strings.Count(word, ".") >= len([]rune(bare))-1 && strings.Contains(word, ".")
	return dotted || bare == strings.ToUpper(bare) || bare == legalFormIndex()[fold(bare)] || name == strings.ToLower(name)
}

// trimJoint drops what joined the name to its form.
func trimJoint(core string) string {
	for {
		trimmed := strings.TrimRight(strings.TrimSpace(core), ",;:-–&+(/ ")
		for _, joint := range []string{" and", " und", " et", " y"} {
			if cut := len(trimmed) - len(joint); cut > 0 && strings.EqualFold(trimmed[cut:], joint) {
				trimmed = trimmed[:cut]
			}
		}
		if trimmed == core {
			return core
		}
		core = trimmed
	}
}

// keepsName tells whether something is left that can be a name.
func keepsName(core string) bool {
	return slices.ContainsFunc([]rune(core), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
