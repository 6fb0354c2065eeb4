package similarity

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// particles are words that belong to the family name that follows them.
var particles = wordSet(`van von vom zu zum zur de del della dello degli dei di da dal dalla dos das do du des
	la le les lo der den ter ten te het af av al el bin bint binti ibn ben abu ap san santa saint sainte mac mc o`)

// inseparable are the particles without which the name is another name.
var inseparable = wordSet("mac mc o san santa saint sainte")

// familyLinks stand between two family names and belong to neither.
var familyLinks = wordSet("y und i")

var titles = wordSet(`mr mrs ms miss mx dr prof professor sir dame lord lady rev herr herrn frau fraulein
	dipl ing mag med phil jur rer nat mba phd msc bsc esq monsieur madame mademoiselle mme mlle sig signor signora
	dott dottssa dra don dona sr sra srta senor senora senorita hajah haji hj`)

// degrees stand behind a name and tell nothing of it.
var degrees = wordSet(`phd md mba msc bsc ma ba dds dmd dvm jd llm llb cpa rn pe obe cbe mbe esq facs frcp dphil cfa pmp ret`)

// namedAfter are what the Virgin and saints are called by in given names: "María del Carmen" has no family name "Carmen".
var namedAfter = wordSet(`carmen pilar rosario mar luz dolores angeles jesus socorro consuelo mercedes fatima lourdes
	gracia nieves remedios rocio milagros soledad conceicao dores ceu lurdes`)

// servantOf begins Arabic names of two words or three: "Abd al-Rahman", "Abdul Rahman".
var servantOf = wordSet("abd abdul abdel abdal abdur")

var suffixes = map[string]string{
	"jr": "JR", "jun": "JR", "junior": "JR", "ii": "JR", "2nd": "JR", "fils": "JR", "filho": "JR", "hijo": "JR",
	"sr": "SR", "sen": "SR", "senior": "SR", "i": "SR", "1st": "SR", "pere": "SR",
	"iii": "III", "3rd": "III", "iv": "IV", "4th": "IV", "v": "V", "5th": "V",
}

// generationNumbers are the suffixes that count.
var generationNumbers = wordSet("ii iii iv 2nd 3rd 4th 5th")

// generationWords are the suffixes that are no given names, so that they count behind those too; Jun, Sen and a
// lone letter may well be names or initials.
var generationWords = wordSet("jr junior sr senior ii iii iv 2nd 3rd 4th 5th")

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

func canonicalSuffix(folded string) string { return suffixes[folded] }

// ParsePersonName splits a full name into folded parts. It reads "Family, Given Middle, Suffix", "Given Middle Family
// Suffix" and "Family G. M.", drops titles, degrees and text in parentheses, begins the family name at the first
// particle ("Ludwig van Beethoven", also "Beethoven, Ludwig van") or where hyphens join it ("Anna Müller-Schmidt"), and
// takes an unspaced name of two to four ideographs or Korean syllables as family name first. Which of two names is the
// family name cannot always be known: ComparePersons allows for it.
func ParsePersonName(full string) PersonName {
	full = dropParentheses(full)
	if family, given, ok := splitUnspaced(full); ok {
		return PersonName{Family: []string{family}, Given: []string{given}}
	}
	parts := strings.FieldsFunc(full, func(r rune) bool { return r == ',' || r == '，' || r == '、' })
	var segments [][]string
	suffix := ""
	for _, part := range parts {
		words := dropDegrees(dropTitles(nameWords(part)), len(segments) > 0)
		if len(words) == 1 && len(segments) > 0 && canonicalSuffix(words[0]) != "" {
			suffix = words[0]
		} else if len(words) > 0 {
			segments = append(segments, words)
		}
	}
	return namesOf(segments, suffix).withoutHyphens()
}

// nameWords are the folded words of a name. Hyphens inside a word stay for now: what they join is one name.
func nameWords(s string) []string {
	var out []string
	for _, field := range strings.Fields(s) {
		words := Tokens(Fold(field))
		if len(words) > 1 && strings.ContainsFunc(field, isHyphen) {
			out = append(out, strings.Join(words, "-"))
			continue
		}
		out = append(out, words...)
	}
	return out
}

func isHyphen(r rune) bool { return unicode.Is(unicode.Pd, r) }

func hasHyphen(s string) bool { return strings.Contains(s, "-") }

func (n PersonName) withoutHyphens() PersonName {
	split := func(names []string) []string {
		if !slices.ContainsFunc(names, hasHyphen) {
			return names
		}
		out := names[:0:0]
		for _, name := range names {
			out = append(out, strings.Split(name, "-")...)
		}
		return out
	}
	n.Given, n.Middle, n.Family = split(n.Given), split(n.Middle), split(n.Family)
	return n
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
	given, behind := takeParticles(given)
	return PersonName{Given: given[:1], Middle: given[1:], Family: slices.Concat(behind, segments[0]), Suffix: suffix}
}

// takeParticles splits the particles off the end of given names, where sorted lists put them: "Berg, Jan van den".
func takeParticles(given []string) (names, behind []string) {
	n := len(given)
	for n > 1 && particles[given[n-1]] && len(given[n-1]) > 1 {
		n--
	}
	return given[:n], given[n:]
}

// splitFullName divides names in Western order, and those of lists that put initials behind the family name.
func splitFullName(words []string, suffix string) PersonName {
	words, s := takeSuffix(words)
	if s != "" {
		suffix = s
	}
	n := len(words)
	if n == 1 {
		return PersonName{Family: words, Suffix: suffix}
	}
	if len(words[0]) > 1 && !slices.ContainsFunc(words[1:], func(w string) bool { return utf8.RuneCountInString(w) > 1 }) {
		return PersonName{Given: words[1:2], Middle: words[2:], Family: words[:1], Suffix: suffix}
	}
	start := n - 1
	for i := 1; i < n-1; i++ {
		if particles[words[i]] && len(words[i]) > 1 && !isNamedAfter(words[i:]) && !servantOf[words[i-1]] {
			start = i
			break
		}
	}
	return PersonName{Given: words[:1], Middle: words[1:start], Family: words[start:], Suffix: suffix}
}

// isNamedAfter tells whether particles lead to a name that goes with the given name, with a family name behind it.
func isNamedAfter(words []string) bool {
	for i, w := range words {
		if !particles[w] {
			return namedAfter[w] && i < len(words)-1
		}
	}
	return false
}

// takeSuffix splits a generation suffix off the end of a list of names that has at least one more. A
// single letter is no suffix there: it may be an initial.
func takeSuffix(tokens []string) (names []string, suffix string) {
	n := len(tokens)
	if n < 2 || len(tokens[n-1]) == 1 || canonicalSuffix(tokens[n-1]) == "" {
		return tokens, ""
	}
	return tokens[:n-1], tokens[n-1]
}

// takeGeneration does the same for given names.
func takeGeneration(tokens []string) (names []string, suffix string) {
	if n := len(tokens); n > 1 && generationWords[tokens[n-1]] {
		return tokens[:n-1], tokens[n-1]
	}
	return tokens, ""
}

// dropTitles removes titles in front, those of a couple too; one that is all there is stays, for it may be the name.
func dropTitles(words []string) []string {
	for len(words) > 1 && (isTitle(words[0]) || linkWords[words[0]] && isTitle(words[1])) {
		words = words[1:]
	}
	return words
}

func isTitle(word string) bool {
	for part := range strings.SplitSeq(word, "-") {
		if !titles[part] {
			return false
		}
	}
	return true
}

// dropDegrees removes degrees behind a name; where they are a segment of their own nothing is left. "Ma" and "Ba" are
// family names too and go only from there.
func dropDegrees(words []string, ofOwn bool) []string {
	if ofOwn && !slices.ContainsFunc(words, func(w string) bool { return !degrees[w] }) {
		return nil
	}
	for n := len(words); n > 2 && degrees[words[n-1]] && len(words[n-1]) > 2; n-- {
		words = words[:n-1]
	}
	return words
}

func dropParentheses(s string) string {
	if !strings.Contains(s, "(") && !strings.Contains(s, "（") {
		return s
	}
	open := strings.IndexAny(s, "(（")
	end := strings.LastIndexAny(s, ")）")
	if open <= 0 || end < open {
		return s
	}
	_, width := utf8.DecodeRuneInString(s[end:])
	return s[:open] + " " + s[end+width:]
}

// splitUnspaced divides a name written without a space in two to four ideographs or Korean syllables: the first is the
// family name.
func splitUnspaced(s string) (family, given string, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" || s[0] < 0x80 {
		return "", "", false
	}
	runes := []rune(s)
	if len(runes) < 2 || len(runes) > 4 {
		return "", "", false
	}
	script := unicode.Han
	if unicode.Is(unicode.Hangul, runes[0]) {
		script = unicode.Hangul
	}
	for _, r := range runes {
		if !unicode.Is(script, r) {
			return "", "", false
		}
	}
	family, given = Fold(string(runes[0])), strings.ReplaceAll(Fold(string(runes[1:])), " ", "")
	return family, given, family != "" && given != ""
}

// foldNames folds each name and splits it at spaces and hyphens; given names lose titles in front.
func foldNames(names []string, given bool) []string {
	var out []string
	for _, n := range names {
		out = append(out, Tokens(Fold(n))...)
	}
	out = joinServants(out[:min(len(out), maxNameWords)])
	for i, name := range out[:max(0, len(out)-1)] {
		if long := holyWords[name]; long != "" {
			out[i] = long
		}
	}
	if given {
		return dropTitles(out)
	}
	return slices.DeleteFunc(out, func(t string) bool { return len(out) > 1 && familyLinks[t] })
}

// holyWords write out what stands short before a name: "St. John".
var holyWords = map[string]string{"st": "saint", "ste": "sainte"}

// joinServants makes one name of "abd al rahman" and of "abdul rahman".
func joinServants(names []string) []string {
	for i := 0; i < len(names)-1; i++ {
		if !servantOf[names[i]] {
			continue
		}
		end := i + 2
		if len(names[i+1]) == 2 && end < len(names) {
			end++ // the article, in any of its forms: al, el, ur, as …
		}
		names = slices.Concat(names[:i], []string{strings.Join(names[i:end], "")}, names[end:])
	}
	return names
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
	t.vowelless = isVowelless(t.text)
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
