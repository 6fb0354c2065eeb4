package similarity

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// particles are words that belong to the family name that follows them.
var particles = wordSet(`van von vom zu zum zur de del della dello degli dei di da dal dalla dos das do du des
	la le les lo der den ter ten te het af av al el bin bint binti ibn ben abu ap san santa mac mc o`)

// inseparable are the particles without which the name is another name.
var inseparable = wordSet("mac mc o san santa")

// familyLinks stand between two family names and belong to neither.
var familyLinks = wordSet("y und i")

var titles = wordSet(`mr mrs ms miss mx dr prof professor sir dame lord lady rev herr herrn frau fraulein
	dipl ing mag med phil jur rer nat mba phd msc bsc esq monsieur madame mademoiselle mme mlle sig signor signora
	dott dottssa dra don dona sr sra srta senor senora senorita hajah haji hj`)

var suffixes = map[string]string{
	"jr": "JR", "jun": "JR", "junior": "JR", "ii": "JR", "2nd": "JR", "fils": "JR", "filho": "JR", "hijo": "JR",
	"sr": "SR", "sen": "SR", "senior": "SR", "i": "SR", "1st": "SR", "pere": "SR",
	"iii": "III", "3rd": "III", "iv": "IV", "4th": "IV", "v": "V", "5th": "V",
}

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

func canonicalSuffix(folded string) string { return suffixes[folded] }

// ParsePersonName splits a full name into folded parts. It reads "Family, Given Middle, Suffix" and
// "Given Middle Family Suffix", drops titles and text in parentheses, begins the family name at the first
// particle ("Ludwig van Beethoven"), and takes an unspaced name of two to four ideographs as family name
// first. Which of two names is the family name cannot always be known: ComparePersons allows for it.
func ParsePersonName(full string) PersonName {
	full = dropParentheses(full)
	if isIdeographic(full) {
		tokens := Tokens(Fold(full))
		return PersonName{Family: tokens[:1], Given: []string{strings.Join(tokens[1:], "")}}
	}
	parts := strings.FieldsFunc(full, func(r rune) bool { return r == ',' || r == '，' || r == '、' })
	var segments [][]string
	suffix := ""
	for _, part := range parts {
		tokens := dropTitles(Tokens(Fold(part)))
		if len(tokens) == 1 && len(segments) > 0 && canonicalSuffix(tokens[0]) != "" {
			suffix = tokens[0]
		} else if len(tokens) > 0 {
			segments = append(segments, tokens)
		}
	}
	return namesOf(segments, suffix)
}

func namesOf(segments [][]string, suffix string) PersonName {
	switch len(segments) {
	case 0:
		return PersonName{Suffix: suffix}
	case 1:
		return splitFullName(segments[0], suffix)
	}
	given, s := takeSuffix(segments[1])
	if s != "" {
		suffix = s
	}
	return PersonName{Given: given[:1], Middle: given[1:], Family: segments[0], Suffix: suffix}
}

// splitFullName divides names in Western order.
func splitFullName(tokens []string, suffix string) PersonName {
	tokens, s := takeSuffix(tokens)
	if s != "" {
		suffix = s
	}
	n := len(tokens)
	if n == 1 {
		return PersonName{Family: tokens, Suffix: suffix}
	}
	start := n - 1
	for i := 1; i < n-1; i++ {
		if particles[tokens[i]] && len(tokens[i]) > 1 {
			start = i
			break
		}
	}
	return PersonName{Given: tokens[:1], Middle: tokens[1:start], Family: tokens[start:], Suffix: suffix}
}

// takeSuffix splits a generation suffix off the end of a list of names that has at least one more. A
// single letter is no suffix there: it may be an initial.
func takeSuffix(tokens []string) (names []string, suffix string) {
	n := len(tokens)
	if n < 2 || len(tokens[n-1]) == 1 {
		return tokens, ""
	}
	if s := canonicalSuffix(tokens[n-1]); s != "" {
		return tokens[:n-1], s
	}
	return tokens, ""
}

// dropTitles removes titles in front; one that is all there is stays, for it may be the name.
func dropTitles(tokens []string) []string {
	for len(tokens) > 1 && titles[tokens[0]] {
		tokens = tokens[1:]
	}
	return tokens
}

func dropParentheses(s string) string {
	open := strings.IndexAny(s, "(（")
	end := strings.LastIndexAny(s, ")）")
	if open <= 0 || end < open {
		return s
	}
	_, width := utf8.DecodeRuneInString(s[end:])
	return s[:open] + " " + s[end+width:]
}

func isIdeographic(s string) bool {
	n := 0
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
		n++
	}
	return n >= 2 && n <= 4 && len(Tokens(Fold(s))) >= 2
}

// foldNames folds each name and splits it at spaces and hyphens; given names lose titles in front.
func foldNames(names []string, given bool) []string {
	var out []string
	for _, n := range names {
		out = append(out, Tokens(Fold(n))...)
	}
	out = out[:min(len(out), maxNameWords)]
	if given {
		return dropTitles(out)
	}
	return slices.DeleteFunc(out, func(t string) bool { return len(out) > 1 && familyLinks[t] })
}

// joinParticles makes tokens of names, each with the particles in front of it. Given names keep their
// words apart: "Ben" and "Al" are given names too.
func joinParticles(names []string, given bool) []nameToken {
	var tokens []nameToken
	prefix, lead := "", ""
	for i, name := range names {
		if !given && particles[name] && i < len(names)-1 {
			prefix += name
			if inseparable[name] {
				lead += name
			}
			continue
		}
		tokens = append(tokens, newNameToken(prefix+name, lead+name, given))
		prefix, lead = "", ""
	}
	return tokens
}

func newNameToken(text, core string, given bool) nameToken {
	t := nameToken{text: reduceDigraphs(text), core: reduceDigraphs(core), given: given}
	t.initial = utf8.RuneCountInString(text) == 1
	t.classes = nicknameIndex()[t.text]
	t.primary, t.secondary = DoubleMetaphone(text, 0)
	return t
}

func newNameList(tokens []nameToken) nameList {
	var joined strings.Builder
	for _, t := range tokens {
		joined.WriteString(t.text)
	}
	return nameList{tokens: tokens, joined: joined.String()}
}

func nameBag(lists ...nameList) string {
	var all []string
	for _, l := range lists {
		for _, t := range l.tokens {
			all = append(all, t.text)
		}
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

func firstRune(s string) string {
	_, width := utf8.DecodeRuneInString(s)
	return s[:width]
}
