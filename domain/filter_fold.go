package domain

import (
	"strings"
	"unicode/utf8"
)

// foldLetters spells letters that fold to more than one character; applied after foldTable.
var foldLetters = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th",
	'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl", 'ﬅ': "st", 'ﬆ': "st",
}

var foldings = readFoldings()

func readFoldings() map[rune]string {
	m := make(map[rune]string, 1500)
	for r, s := range foldLetters {
		m[r] = s
	}
	for _, row := range foldTable {
		to := []rune(row[1])
		for i, r := range []rune(row[0]) {
			m[r] = spelled(to[i])
		}
	}
	for r := rune(0x300); r <= 0x36f; r++ { // combining accents
		m[r] = ""
	}
	m['\u00ad'], m['\u200b'] = "", "" // soft hyphen and zero width space
	return m
}

func spelled(r rune) string {
	if s, ok := foldLetters[r]; ok {
		return s
	}
	return string(r)
}

// Fold brings a text to the form in which filters and search look for it: lower case, without accents, typographic
// spaces, quotes and dashes as plain ones. It works character by character, so that the fold of a part is part of the
// fold of the whole; punctuation and scripts it does not know stay as they are. Folding twice is folding once.
func Fold(s string) string {
	if i := firstToFold(s); i < len(s) {
		var b strings.Builder
		b.Grow(len(s))
		b.WriteString(s[:i])
		for _, r := range s[i:] {
			foldRune(&b, r)
		}
		return b.String()
	}
	return s
}

func firstToFold(s string) int {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return i
		}
	}
	return len(s)
}

func foldRune(b *strings.Builder, r rune) {
	switch {
	case r >= 'A' && r <= 'Z':
		b.WriteByte(byte(r) + 'a' - 'A')
	case r < utf8.RuneSelf:
		b.WriteByte(byte(r))
	default:
		if s, ok := foldings[r]; ok {
			b.WriteString(s)
		} else {
			b.WriteRune(r)
		}
	}
}
