package similarity

import "strings"

// Consonants returns the words of a folded text without their vowels, y and w counted among them, and without doubled
// letters; the first letter of a word stays whatever it is. Scripts that leave vowels out, as Arabic and Hebrew do, meet
// Latin spellings in it: "محمد", "Mohammed" and "Muhamad" all give "mhmd".
func Consonants(folded string) string {
	out := make([]byte, 0, len(folded))
	before := byte(' ')
	for i := 0; i < len(folded); i++ {
		c := folded[i]
		if before == ' ' || c != before && strings.IndexByte("aeiouyw", c) < 0 {
			out = append(out, c)
		}
		before = c
	}
	return string(out)
}

// isVowelless tells whether a folded word of three letters or more has no vowel, as a word carried over from Arabic or
// Hebrew.
func isVowelless(word string) bool {
	return len(word) >= 3 && !strings.ContainsAny(word, "aeiouy")
}
