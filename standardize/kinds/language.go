package kinds

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// namedLanguages are the languages known by their names; by code every language is known.
var namedLanguages = strings.Fields(`en de fr es it nl pt pl cs sk da sv nb nn no fi hu ro bg hr sr sl bs mk sq el tr ru uk be lt lv et ga
	mt is ca eu gl lb cy rm zh ja ko vi th id ms hi bn ta te ur fa ar he sw af ka hy az kk uz mn ne`)

// Language standardizes a language to its shortest BCP 47 tag ("en", "de-CH", "zh-Hant"). It accepts codes of two and
// three letters, underscores, and names in English, German, French, Spanish, Italian, Dutch and the language itself.
// Error: UNKNOWN_CODE.
func Language(s string) (string, error) {
	clean := CleanText(s)
	if clean == "" {
		return "", nil
	}
	if code := languageIndex()[fold(clean)]; code != "" {
		return code, nil
	}
	if tag, err := language.Parse(strings.ReplaceAll(truncate(clean, 35), "_", "-")); err == nil && tag != language.Und {
		return tag.String(), nil
	}
	return clean, problem(UnknownCode, clean, "is not a language: expected a BCP 47 tag such as en or de-CH")
}

// languageIndex leads from folded names to tags.
var languageIndex = sync.OnceValue(func() map[string]string {
	index := map[string]string{}
	add := func(name, code string) {
		for _, key := range []string{fold(name), fold(umlauts.Replace(name))} {
			if _, taken := index[key]; !taken && len(key) > 3 {
				index[key] = code
			}
		}
	}
	for _, in := range []string{"en", "de", "fr", "es", "it", "nl"} {
		namer := display.Languages(language.MustParse(in))
		for _, code := range namedLanguages {
			add(namer.Name(language.MustParse(code)), code)
		}
	}
	for _, code := range namedLanguages {
		add(display.Self.Name(language.MustParse(code)), code)
	}
	return index
})
