package similarity

import "strings"

// Cologne returns the Cologne phonetic code ("Kölner Phonetik", H. J. Postel, 1969) of a German word or
// name: digits 0 to 8, repetitions merged, zeros kept only in front. The text is folded first. A text
// without Latin letters gives the empty code.
func Cologne(s string) string {
	letters := lettersOf(Fold(s))
	var code []byte
	for i := range letters {
		code = append(code, cologneDigits(letters, i)...)
	}
	return squeezeCologne(code)
}

func lettersOf(folded string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, folded)
}

// cologneDigits is Postel's table: the digits of letter i, given its neighbours.
func cologneDigits(letters string, i int) string {
	before, after := neighbour(letters, i-1), neighbour(letters, i+1)
	switch letters[i] {
	case 'a', 'e', 'i', 'j', 'o', 'u', 'y':
		return "0"
	case 'b':
		return "1"
	case 'p':
		return choose(after == 'h', "3", "1")
	case 'd', 't':
		return choose(oneOf(after, "csz"), "8", "2")
	case 'f', 'v', 'w':
		return "3"
	case 'g', 'k', 'q':
		return "4"
	case 'c':
		return choose(hardCologneC(before, after, i == 0), "4", "8")
	case 'x':
		return choose(oneOf(before, "ckq"), "8", "48")
	case 'l':
		return "5"
	case 'm', 'n':
		return "6"
	case 'r':
		return "7"
	case 's', 'z':
		return "8"
	}
	return "" // h is silent
}

func hardCologneC(before, after byte, first bool) bool {
	if first {
		return oneOf(after, "ahkloqrux")
	}
	return oneOf(after, "ahkoqux") && !oneOf(before, "sz")
}

func neighbour(s string, i int) byte {
	if i < 0 || i >= len(s) {
		return 0
	}
	return s[i]
}

func oneOf(c byte, set string) bool { return c != 0 && strings.IndexByte(set, c) >= 0 }

func choose(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

// squeezeCologne merges equal neighbours, then drops every zero but a leading one.
func squeezeCologne(code []byte) string {
	var out []byte
	var last byte
	for _, c := range code {
		if c != last && (c != '0' || len(out) == 0) {
			out = append(out, c)
		}
		last = c
	}
	return string(out)
}
