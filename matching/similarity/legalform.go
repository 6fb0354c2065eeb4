package similarity

import (
	"slices"
	"strings"
	"sync"
)

// indexedForm is what a folded variant stands for and where it may stand.
type indexedForm struct {
	form       *legalForm
	atEnd      placing
	inFront    placing
	inAnyFront bool
	anywhere   bool
}

// placing tells whether a variant may stand in a place.
type placing uint8

const (
	never        placing = iota
	lettersApart         // only written letter by letter, "S.A."
	always
)

// allows checks a run of tokens whose letters together make a key.
func (p placing) allows(tokens, letters int) bool {
	return p == always || p == lettersApart && tokens == letters
}

// maxFormTokens is the number of words of the longest variant.
const maxFormTokens = 9

var legalFormIndex = sync.OnceValue(func() map[string]indexedForm {
	index := make(map[string]indexedForm)
	for i := range legalForms {
		for _, variant := range strings.Split(legalForms[i].variants, ";") {
			addVariant(index, &legalForms[i], strings.TrimSpace(variant))
		}
	}
	return index
})

// addVariant enters a variant under its folded letters. Where two forms share them the first one stands,
// but the places where the variant may stand add up.
func addVariant(index map[string]indexedForm, form *legalForm, variant string) {
	marks := variant[:len(variant)-len(strings.TrimLeft(variant, "^+*!"))]
	key := strings.ReplaceAll(Fold(variant), " ", "")
	entry, ok := index[key]
	if !ok {
		entry.form = form
	}
	place := always
	if strings.Contains(marks, "!") {
		place = lettersApart
	}
	if strings.Contains(marks, "^") {
		entry.inFront = max(entry.inFront, place)
	}
	entry.atEnd = max(entry.atEnd, place)
	entry.inAnyFront = entry.inAnyFront || strings.Contains(marks, "+")
	entry.anywhere = entry.anywhere || strings.Contains(marks, "*")
	index[key] = entry
}

// signForms writes forms that folding would not tell from other words out in full: the one-sign and
// bracketed forms of East Asia, those written without a space, and the Hebrew abbreviation.
var signForms = strings.NewReplacer("㈱", " 株式会社 ", "(株)", " 株式会社 ", "（株）", " 株式会社 ",
	"㈲", " 有限会社 ", "(有)", " 有限会社 ", "（有）", " 有限会社 ", "㈜", " 주식회사 ", "(주)", " 주식회사 ", "（주）", " 주식회사 ",
	"주식회사", " 주식회사 ", "유한회사", " 유한회사 ", "בע\"מ", " Ltd ", "בע״מ", " Ltd ", "บริษัท", " บริษัท ", "จำกัด", " ")

// SplitLegalForm divides an organization's name into its core and its legal form. core is folded; form is
// the canonical code of the form ("LTD" for Ltd, Ltd. and Limited), or empty. A form is looked for at the
// end, in some countries in front, and unmistakable ones also inside the name ("Siemens AG Österreich"
// keeps its AG, "Foo GmbH Deutschland" does not keep its GmbH). "in liquidation" and the like are left out. A name that is nothing but a form stays.
func SplitLegalForm(name string) (core, form string) {
	tokens, found := splitForm(cutStatus(Tokens(Fold(signForms.Replace(name)))))
	if found == nil {
		return join(tokens), ""
	}
	return join(tokens), found.canonical
}

// statuses say what has become of an organization; they are no part of its name.
var statuses = [][]string{
	{"in", "liquidation"}, {"in", "liq"}, {"i", "l"}, {"il"}, {"in", "abwicklung"}, {"in", "insolvenz"}, {"i", "ins"},
	{"in", "administration"}, {"in", "receivership"}, {"in", "voluntary", "liquidation"}, {"in", "provisional", "liquidation"}, {"dissolved"},
	{"en", "liquidation"}, {"en", "liquidacion"}, {"em", "liquidacao"}, {"in", "liquidazione"}, {"in", "vereffening"}, {"v", "likvidaci"}, {"v", "likvidacii"}, {"w", "likwidacji"},
	{"i", "likvidation"}, {"under", "likvidation"},
}

// cutStatus takes a status off the end of a name that has at least two words more: "AG i. L." would be all of the name
// else.
func cutStatus(tokens []string) []string {
	for _, s := range statuses {
		if n := len(tokens) - len(s); n > 1 && slices.Equal(tokens[n:], s) {
			return tokens[:n]
		}
	}
	return tokens
}

// LegalFormClass returns the class of a canonical form code, or "" for an unknown one.
func LegalFormClass(form string) LegalClass {
	for i := range legalForms {
		if legalForms[i].canonical == form {
			return legalForms[i].class
		}
	}
	return ""
}

// splitForm takes the legal forms out of a name's tokens. The first form found decides, except that a
// mere "company" gives way to anything more telling.
func splitForm(tokens []string) ([]string, *legalForm) {
	var found *legalForm
	note := func(f *legalForm) {
		if found == nil || found.class == AnyCompany {
			found = f
		}
	}
	for {
		rest, f := cutFormAtEnd(tokens)
		if f == nil {
			break
		}
		tokens = rest
		note(f)
	}
	if rest, f := cutFormInFront(tokens, found != nil); f != nil {
		tokens = rest
		note(f)
	}
	if found == nil {
		if rest, f := cutFormInside(tokens); f != nil {
			tokens = rest
			note(f)
		}
	}
	return tokens, found
}

func cutFormAtEnd(tokens []string) ([]string, *legalForm) {
	n := len(tokens)
	for start := max(1, n-maxFormTokens); start < n; start++ {
		key := strings.Join(tokens[start:], "")
		if entry, ok := legalFormIndex()[key]; ok && entry.atEnd.allows(n-start, len(key)) && !splitsLetters(tokens, start) {
			return tokens[:start], entry.form
		}
	}
	return tokens, nil
}

// splitsLetters reports whether a cut would divide a name that is nothing but letters, as "I.B.M." is.
func splitsLetters(tokens []string, start int) bool {
	for _, t := range tokens[:start+1] {
		if runeCount(t) > 1 {
			return false
		}
	}
	return true
}

func cutFormInFront(tokens []string, hasForm bool) ([]string, *legalForm) {
	for end := min(maxFormTokens, len(tokens)-1); end > 0; end-- {
		key := strings.Join(tokens[:end], "")
		entry, ok := legalFormIndex()[key]
		if ok && (entry.inAnyFront || !hasForm && entry.inFront.allows(end, len(key))) {
			return tokens[end:], entry.form
		}
	}
	return tokens, nil
}

func cutFormInside(tokens []string) ([]string, *legalForm) {
	for start := 1; start < len(tokens)-1; start++ {
		for end := min(len(tokens)-1, start+maxFormTokens); end > start; end-- {
			entry, ok := legalFormIndex()[strings.Join(tokens[start:end], "")]
			if ok && entry.anywhere {
				return slices.Concat(tokens[:start], tokens[end:]), entry.form
			}
		}
	}
	return tokens, nil
}
