package kinds

import (
	"slices"
	"strings"
	"unicode"
)

// maxNamePart bounds every part of a person's name, in characters.
const maxNamePart = 200

// PersonName is a person's name in parts. The parts keep the case they came in.
type PersonName struct{ Prefix, Given, Middle, Family, Suffix string }

// String puts the parts in the order in which they are spoken in the West.
func (p PersonName) String() string {
	return strings.Join(strings.Fields(strings.Join([]string{p.Prefix, p.Given, p.Middle, p.Family, p.Suffix}, " ")), " ")
}

// ParsePersonName takes a name in one piece apart: "Dr. Smith, Robert J. Jr", "VAN DER BERG, Jan", "María José García López",
// "DUPONT Jean", "王伟". Without a comma, the last word is the family name, together with the particles in front of it, a second
// Spanish family name, or the words that alone are in capitals. A single word is the family name.
func ParsePersonName(s string) PersonName {
	clean := truncate(CleanText(s), 5*maxNamePart)
	if han, ok := hanName(clean); ok {
		return han
	}
	parts := nameParts(clean)
	var name PersonName
	switch len(parts) {
	case 0:
	case 1:
		name = spokenName(parts[0])
	default:
		name = invertedName(parts)
	}
	return CleanPersonName(name)
}

// nameParts splits at commas and moves what is only suffix behind them back to the words it belongs to.
func nameParts(s string) [][]string {
	var parts [][]string
	for part := range strings.SplitSeq(strings.ReplaceAll(s, "，", ","), ",") {
		words := strings.Fields(part)
		switch {
		case len(words) == 0:
		case len(parts) > 0 && allSuffixes(words):
			parts[0] = append(parts[0], words...)
		default:
			parts = append(parts, words)
		}
	}
	return parts
}

// allSuffixes tells whether behind a comma there is nothing but suffixes.
func allSuffixes(words []string) bool {
	for _, word := range words {
		if personSuffixes[fold(word)] == "" {
			return false
		}
	}
	return true
}

// invertedName reads "Family, Given Middle"; more commas count as spaces.
func invertedName(parts [][]string) PersonName {
	prefix, family := takePrefixes(parts[0])
	family, suffix := takeSuffixes(family, 1)
	var given []string
	for _, part := range parts[1:] {
		given = append(given, part...)
	}
	prefix2, given := takePrefixes(given)
	given, suffix2 := takeSuffixes(given, 1)
	first, middle := givenAndMiddle(given)
	return PersonName{joined(prefix, prefix2), first, middle, joined(family), joined(suffix, suffix2)}
}

// spokenName reads "Prefix Given Middle Family Suffix".
func spokenName(words []string) PersonName {
	prefix, words := takePrefixes(words)
	words, suffix := takeSuffixes(words, 2)
	start := familyStart(words)
	given, family := words[:start], words[start:]
	if end := capitalsInFront(words); end > 0 {
		given, family = words[end:], words[:end]
	}
	first, middle := givenAndMiddle(given)
	return PersonName{joined(prefix), first, middle, joined(family), joined(suffix)}
}

// takePrefixes separates the titles in front, leaving at least one word.
func takePrefixes(words []string) (prefixes, rest []string) {
	for len(words) > 1 && isPrefix(words[0]) {
		prefixes, words = append(prefixes, words[0]), words[1:]
	}
	return prefixes, words
}

func isPrefix(word string) bool {
	key := fold(word)
	return personPrefixes[key] != "" && (!dottedPrefixes[key] || strings.HasSuffix(word, "."))
}

// takeSuffixes separates the suffixes at the end, leaving at least the given number of words.
func takeSuffixes(words []string, atLeast int) (rest, suffixes []string) {
	for len(words) > atLeast && isSuffix(words[len(words)-1]) {
		last := len(words) - 1
		suffixes, words = append([]string{words[last]}, suffixes...), words[:last]
	}
	return words, suffixes
}

func isSuffix(word string) bool {
	key := fold(word)
	return personSuffixes[key] != "" && (!cautiousSuffixes[key] || len(key) > 1 && word == strings.ToUpper(word) || strings.HasSuffix(word, ".") && len(key) > 1)
}

// familyStart gives the position of the first word of the family name.
func familyStart(words []string) int {
	start := len(words) - 1
	if start < 1 {
		return 0
	}
	if start >= 2 && spanishPair(words) {
		start--
	}
	for start > 1 && familyParticles[fold(words[start-1])] {
		start--
	}
	return start
}

// spanishPair tells whether the last two words are a father's and a mother's family name.
func spanishPair(words []string) bool {
	n := len(words)
	return iberianGiven[fold(words[0])] && isIberianFamily(words[n-2]) && isIberianFamily(words[n-1])
}

func isIberianFamily(word string) bool {
	key := fold(word)
	return iberianFamily[key] || len(key) > 3 && (strings.HasSuffix(key, "ez") || strings.HasSuffix(key, "es") && iberianFamily[key])
}

// capitalsInFront gives the number of leading words that are in capitals where others, behind them, are not: "DUPONT Jean".
func capitalsInFront(words []string) int {
	n := 0
	for n < len(words) && inCapitals(words[n]) {
		n++
	}
	for _, word := range words[n:] {
		if inCapitals(word) || len([]rune(word)) < 2 || word == strings.ToLower(word) {
			return 0
		}
	}
	if n == len(words) {
		return 0
	}
	return n
}

// inCapitals tells whether a word of three letters or more is in upper case; shorter ones may be initials.
func inCapitals(word string) bool {
	return len([]rune(fold(word))) > 2 && word == strings.ToUpper(word) && word != strings.ToLower(word)
}

// givenAndMiddle keeps compound given names together.
func givenAndMiddle(words []string) (given, middle string) {
	if len(words) == 0 {
		return "", ""
	}
	n := 1
	if len(words) > 1 && iberianGiven[fold(words[0])] && iberianGiven[fold(words[1])] {
		n = 2
	}
	return joined(words[:n]), joined(words[n:])
}

func joined(parts ...[]string) string {
	var words []string
	for _, part := range parts {
		words = append(words, part...)
	}
	return strings.Join(words, " ")
}

// hanName reads a Chinese name without spaces: the family name is the first character, or the first two where they are one of
// the compound ones.
func hanName(s string) (PersonName, bool) {
	runes := []rune(s)
	if len(runes) < 2 || len(runes) > 4 {
		return PersonName{}, false
	}
	for _, r := range runes {
		if !unicode.Is(unicode.Han, r) {
			return PersonName{}, false
		}
	}
	n := 1
	if strings.Contains("欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 东方 東方 皇甫 尉迟 公孙 令狐 夏侯", string(runes[:2])) && len(runes) > 2 {
		n = 2
	} else if len(runes) == 4 {
		return PersonName{}, false
	}
	return PersonName{Given: string(runes[n:]), Family: string(runes[:n])}, true
}

// wholeName tells whether a text in the place of the family name is a name in one piece: with a comma, unspaced in
// ideographs, or of several words that do not make one family name ("van der Berg", "García López", "Smith Jr").
func wholeName(s string) bool {
	clean := CleanText(s)
	if _, ok := hanName(clean); ok {
		return true
	}
	parts := nameParts(clean)
	if len(parts) != 1 {
		return len(parts) > 1
	}
	_, words := takePrefixes(parts[0])
	words, _ = takeSuffixes(words, 1)
	if len(words) < 2 || familyParticles[fold(words[0])] {
		return false
	}
	return slices.ContainsFunc(words, func(w string) bool { return !isIberianFamily(w) })
}

// CleanPersonName cleans the parts of a name: placeholders emptied, titles and suffixes in one spelling and in their own
// part, stray commas dropped. A name in one piece that stands alone in the place of the family name is taken apart.
func CleanPersonName(p PersonName) PersonName {
	p = cleanNameParts(p)
	if p.Given != "" || p.Middle != "" || !wholeName(p.Family) {
		return p
	}
	whole := ParsePersonName(p.Family)
	whole.Prefix = strings.TrimSpace(p.Prefix + " " + whole.Prefix)
	whole.Suffix = strings.TrimSpace(whole.Suffix + " " + p.Suffix)
	return cleanNameParts(whole)
}

// cleanNameParts cleans the parts, each for itself.
func cleanNameParts(p PersonName) PersonName {
	prefix, given := takePrefixes(nameWords(p.Given))
	family, suffix := takeSuffixes(nameWords(p.Family), 1)
	return PersonName{
		Prefix: spelled(personPrefixes, append(nameWords(p.Prefix), prefix...)),
		Given:  joined(given),
		Middle: joined(nameWords(p.Middle)),
		Family: joined(family),
		Suffix: spelled(personSuffixes, append(suffix, nameWords(p.Suffix)...)),
	}
}

// nameWords cleans one part and splits it into words; a placeholder has none.
func nameWords(part string) []string {
	clean := CleanText(strings.Trim(truncate(CleanText(part), maxNamePart), ",;:\"“”„« »()/ "))
	if Placeholder(clean) && personSuffixes[fold(clean)] == "" && clean != "Na" { // Na is a given name, NA is none
		return nil
	}
	return strings.Fields(clean)
}

// spelled puts words into their usual spelling, each once.
func spelled(table map[string]string, words []string) string {
	var out []string
	seen := map[string]bool{}
	for _, word := range words {
		if usual := table[fold(word)]; usual != "" {
			word = usual
		}
		if !seen[word] {
			seen[word], out = true, append(out, word)
		}
	}
	return strings.Join(out, " ")
}
