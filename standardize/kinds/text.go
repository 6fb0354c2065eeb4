package kinds

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxInput is the number of bytes of any value that are looked at; the rest is cut off before anything else.
const MaxInput = 1 << 16

// CleanText gives the text in Unicode NFC with every run of white space as one space, trimmed, and without control,
// zero-width and invalid characters. Case, punctuation and diacritics stay.
func CleanText(s string) string {
	s = strings.Map(visible, strings.ToValidUTF8(bounded(s), ""))
	return strings.Join(strings.Fields(norm.NFC.String(s)), " ")
}

// Text cleans a text and reports TOO_LONG, cutting it, when more than maxRunes characters remain.
func Text(s string, maxRunes int) (string, error) {
	clean := CleanText(s)
	cut := truncate(clean, maxRunes)
	if cut != clean || len(s) > MaxInput {
		return cut, problem(TooLong, clean, fmt.Sprintf("is too long: at most %d characters are kept", maxRunes))
	}
	return cut, nil
}

// visible drops the characters that cannot be seen and turns every kind of white space into a space.
func visible(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co):
		return -1
	case r == '\u034f', r == '\u115f', r == '\u1160', r == '\u3164', r == '\uffa0': // joiner and fillers: blank, but not space
		return -1
	}
	return r
}

// bounded cuts the input at MaxInput bytes, between characters.
func bounded(s string) string {
	if len(s) <= MaxInput {
		return s
	}
	end := MaxInput
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

// truncate keeps the first n characters.
func truncate(s string, n int) string {
	count := 0
	for i := range s {
		if count == n {
			return strings.TrimSpace(s[:i])
		}
		count++
	}
	return s
}
