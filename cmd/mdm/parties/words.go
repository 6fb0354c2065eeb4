package parties

import (
	"strings"
	"unicode"

	"aurum/matching/similarity"
)

// wordsOf takes the name of a column apart: at underscores, dots and the like, where a capital begins a word, and between
// letters and digits. The words are folded.
func wordsOf(name string) []string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if i > 0 && breaks(runes, i) {
			b.WriteByte(' ')
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\'' || r == '’' {
			b.WriteRune(r)
		} else {
			b.WriteByte(' ')
		}
	}
	return similarity.Tokens(similarity.FoldKey(b.String()))
}

// breaks tells whether a word begins at a position: birthDate, LEINumber, line1.
func breaks(runes []rune, i int) bool {
	last, r := runes[i-1], runes[i]
	switch {
	case unicode.IsUpper(r) && unicode.IsLower(last):
		return true
	case unicode.IsUpper(r) && unicode.IsUpper(last):
		return i > 1 && unicode.IsUpper(runes[i-2]) && i+1 < len(runes) && unicode.IsLower(runes[i+1]) // but not USt
	}
	return unicode.IsDigit(r) && unicode.IsLetter(last) || unicode.IsLetter(r) && unicode.IsDigit(last)
}

// set makes a set of folded words.
func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range similarity.Tokens(similarity.FoldKey(words)) {
		out[w] = true
	}
	return out
}
