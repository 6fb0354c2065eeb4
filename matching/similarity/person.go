package similarity

import (
	"slices"
	"strings"
)

// Reasons of ComparePersons beyond the common ones.
const (
	Nickname       Reason = "NICKNAME"        // Bob for Robert, all else equal
	Initial        Reason = "INITIAL"         // J. for John, all else equal
	Swapped        Reason = "SWAPPED"         // given and family name in each other's place
	FamilyOnly     Reason = "FAMILY_ONLY"     // same family name, other given name: relatives
	ConflictSuffix Reason = "CONFLICT_SUFFIX" // same name, but one is junior and one senior
)

// Weights and scores of the parts of a person's name. That a family name tells more than a given name
// (1.3 to 1) is also what the nomenklatura matcher found; the scores are ours.
const (
	familyWeight, givenWeight = 1.3, 1.0

	nicknameScore        = 0.95
	initialScore         = 0.8
	nicknameInitialScore = 0.6
	particleScore        = 0.93 // "von Neumann" against "Neumann"
	soundScore           = 0.85
	typoScore            = 0.9
	farScore             = 0.8 // factor for names only remotely alike
	swapFactor           = 0.97
	missingFactor        = 0.8  // one side lacks a given or a family name
	oneSuffixFactor      = 0.95 // "John Smith" against "John Smith Jr"
	suffixFactor         = 0.6
	conflictCost         = 0.5 // a further name on both sides that does not match
	extraGivenCost       = 0.15
	extraInitialCost     = 0.05
	extraFamilyCost      = 0.3
	sameNameScore        = 0.9
	unlikeNameScore      = 0.5
	differentPersons     = 0.72
	unlikeNames          = 0.75 // Jaro-Winkler below which a name is another
)

// PersonName is a person's name in parts, as a source gives it or ParsePersonName splits it. Each part
// may hold several names. The zero value is no name.
type PersonName struct {
	Given, Middle, Family []string
	Suffix                string // generation: Jr, Sr, II, III …
}

// PreparedPerson is a PersonName folded, tokenized and looked up, ready to be compared many times.
// It is immutable. The zero value is no name.
type PreparedPerson struct {
	given, family nameList // given holds the middle names too
	double        nameList // the family names with the last of the given names before them; empty with fewer than two
	givenFirst    string   // the given names but the last, joined
	bag           string   // all names, sorted
	suffix        string
	numbered      bool // the suffix is a number: II, 3rd
	first         bool // the given names end in a lone "I", an initial or the first of his name
}

// nameList is the given or the family names of a person; joined is their concatenation, in which
// "Jean-Pierre" and "Jeanpierre" are equal.
type nameList struct {
	tokens []nameToken
	joined string
}

// nameToken is one name with what is needed to compare it.
type nameToken struct {
	text               string // particles joined: "vanderberg"
	core               string // without particles: "berg"
	primary, secondary string // Double Metaphone
	classes            []uint16
	given              bool
	initial            bool
	vowelless          bool
}

// PreparePerson folds the names, drops titles, joins particles to the family name that follows them, and
// takes the generation suffix out of the family or the given names where it stands there. Of a text with more than 48
// names the first are compared.
func PreparePerson(n PersonName) PreparedPerson {
	given, word := takeGeneration(foldNames(append(slices.Clone(n.Given), n.Middle...), true))
	family, behind := takeSuffix(foldNames(n.Family, false))
	word = firstNonEmpty(behind, word)
	if s := Fold(n.Suffix); canonicalSuffix(s) != "" {
		word = s
	}
	p := PreparedPerson{
		given:    newNameList(joinParticles(given, true)),
		family:   newNameList(joinParticles(family, false)),
		suffix:   canonicalSuffix(word),
		numbered: generationNumbers[word],
		first:    len(given) > 1 && given[len(given)-1] == "i",
	}
	p.bag = nameBag(p.given, p.family)
	if n := len(p.given.tokens); n > 1 && len(p.family.tokens) > 0 {
		p.double = newNameList(slices.Concat(p.given.tokens[n-1:], p.family.tokens))
		p.givenFirst = newNameList(p.given.tokens[:n-1]).joined
	}
	return p
}

// Empty reports whether there is no name to compare.
func (p PreparedPerson) Empty() bool { return len(p.given.tokens)+len(p.family.tokens) == 0 }

// SuffixConflict reports whether both names carry a generation suffix and these name different
// generations; Jr and II are taken as one. A lone "I" behind the given names is an initial, except beside a
// name that counts on: "Walter I" and "Walter II".
func SuffixConflict(a, b PreparedPerson) bool {
	if a.suffix == "" || b.suffix == "" {
		return a.first && b.numbered || b.first && a.numbered
	}
	return a.suffix != b.suffix
}

// ComparePersons compares two names. Names are aligned one to one in any order; a nickname counts 0.95, an
// initial 0.8, that of a nickname 0.6, a spelling its Jaro-Winkler score from 0.9 up, a sound-alike at least 0.85; family names
// weigh 1.3, given names 1. It returns Exact (1), Reordered and Swapped (0.97 at best), Nickname, Similar,
// Initial, Partial, ConflictSuffix (0.6 at best), FamilyOnly, Different, or Missing (0).
func ComparePersons(a, b PreparedPerson) Result {
	if a.Empty() || b.Empty() {
		return Result{0, Missing}
	}
	r := compareStraight(a, b)
	if r.Reason == Exact {
		return applySuffix(a, b, r)
	}
	if s := compareDoubleFamily(a, b); s.Score > r.Score {
		r = s
	}
	if r.Score < 1 && a.bag == b.bag {
		r = Result{max(r.Score, swapFactor), Reordered}
	}
	if s := compareSwapped(a, b); s.Score > r.Score || s.Score == r.Score && s.Reason == Swapped {
		r = s
	}
	return applySuffix(a, b, r)
}

func applySuffix(a, b PreparedPerson, r Result) Result {
	switch {
	case a.suffix == b.suffix:
		return r
	case SuffixConflict(a, b) && r.Score >= differentPersons:
		return Result{r.Score * suffixFactor, ConflictSuffix}
	case r.Reason == Exact:
		r.Reason = Partial
	}
	return Result{r.Score * oneSuffixFactor, r.Reason}
}

func compareStraight(a, b PreparedPerson) Result {
	family, hasFamily := compareNames(a.family, b.family, extraFamilyCost)
	given, hasGiven := compareNames(a.given, b.given, extraGivenCost)
	switch {
	case hasFamily && hasGiven:
		return combineNames(family, given)
	case !hasFamily && !hasGiven:
		return Result{0, Different}
	case hasFamily:
		return oneSided(family, len(a.given.tokens)+len(b.given.tokens))
	}
	return oneSided(given, len(a.family.tokens)+len(b.family.tokens))
}

// compareDoubleFamily reads the last of the given names of one side as the first of two family names, as Spanish and
// Portuguese names have them, where the other side says that it is one: "Maria Garcia Lopez" and "Maria Garcia".
func compareDoubleFamily(a, b PreparedPerson) Result {
	best := Result{0, Different}
	for range 2 {
		if n := len(a.given.tokens); n > 1 && a.given.tokens[n-1].isFamilyOf(b.family) {
			family, _ := compareNames(a.double, b.family, extraFamilyCost)
			given, _ := compareNames(nameList{a.given.tokens[:n-1], a.givenFirst}, b.given, extraGivenCost)
			if r := combineNames(family, given); r.Score > best.Score {
				best = r
			}
		}
		a, b = b, a
	}
	return best
}

// isFamilyOf tells whether a name is among family names, its particle aside, and is no given name that is known.
func (t *nameToken) isFamilyOf(family nameList) bool {
	for i := range family.tokens {
		if o := &family.tokens[i]; t.text == o.text || t.text == o.core {
			return len(t.classes) == 0 && !t.initial
		}
	}
	return false
}

// oneSided scores a comparison of family names alone or given names alone; others tells how many names
// of the remaining kind stand on only one side.
func oneSided(r Result, others int) Result {
	if others == 0 {
		return r
	}
	return Result{r.Score * missingFactor, worse(r.Reason, Partial)}
}

func combineNames(family, given Result) Result {
	score := (familyWeight*family.Score + givenWeight*given.Score) / (familyWeight + givenWeight)
	switch {
	case family.Score >= sameNameScore && given.Score < unlikeNameScore:
		return Result{score, FamilyOnly}
	case score < differentPersons:
		return Result{score, Different}
	}
	return Result{score, worse(family.Reason, given.Reason)}
}

// compareSwapped reads the names of one side in exchanged roles.
func compareSwapped(a, b PreparedPerson) Result {
	first, hasFirst := compareNames(a.family, b.given, extraFamilyCost)
	second, hasSecond := compareNames(a.given, b.family, extraFamilyCost)
	score := 0.0
	switch {
	case hasFirst && hasSecond:
		score = (first.Score + second.Score) / 2 * swapFactor
	case hasFirst:
		score = first.Score * missingFactor * swapFactor
	case hasSecond:
		score = second.Score * missingFactor * swapFactor
	}
	if score < differentPersons {
		return Result{score, Different}
	}
	return Result{score, Swapped}
}

// compareNames aligns two lists of names; ok is false when either is empty. Names left over on both
// sides conflict; names left over on one side only cost extraCost each, initials 0.05.
func compareNames(a, b nameList, extraCost float64) (r Result, ok bool) {
	na, nb := len(a.tokens), len(b.tokens)
	if na == 0 || nb == 0 {
		return Result{}, false
	}
	if a.joined == b.joined {
		return Result{1, Exact}, true
	}
	if spellsInitials(a, b) || spellsInitials(b, a) {
		return Result{initialScore, Initial}, true
	}
	var buf alignBuffer
	pairs := align(buf[:0], na, nb, func(i, j int) (float64, float64) {
		return compareNameTokens(&a.tokens[i], &b.tokens[j]).Score, 1
	})
	if len(pairs) == 0 {
		return Result{0, Different}, true
	}
	sum, reason := 0.0, Exact
	for _, p := range pairs {
		sum += p.score
		reason = worse(reason, compareNameTokens(&a.tokens[p.a], &b.tokens[p.b]).Reason)
	}
	conflicts, extras := min(na, nb)-len(pairs), abs(na-nb)
	if conflicts > 0 {
		reason = Different
	} else if extras > 0 {
		reason = worse(reason, Partial)
	}
	initials := min(extras, extraInitials(a, b))
	whole := float64(len(pairs)) + conflictCost*float64(conflicts) + extraCost*float64(extras-initials) + extraInitialCost*float64(initials)
	return Result{sum / whole, reason}, true
}

// extraInitials is how many initials the longer of two lists of names has beyond those of the other.
func extraInitials(a, b nameList) int {
	if len(a.tokens) < len(b.tokens) {
		a, b = b, a
	}
	return max(0, a.initials()-b.initials())
}

func (l nameList) initials() (n int) {
	for i := range l.tokens {
		if l.tokens[i].initial {
			n++
		}
	}
	return n
}

// spellsInitials tells whether one short given name is the other side's initials without their dots: "JR" for John Robert.
func spellsInitials(short, long nameList) bool {
	if len(short.tokens) != 1 || len(long.tokens) != len(short.joined) || len(long.tokens) < 2 || !short.tokens[0].given {
		return false
	}
	for i := range long.tokens {
		if long.tokens[i].text[0] != short.joined[i] {
			return false
		}
	}
	return true
}

func compareNameTokens(a, b *nameToken) Result {
	switch {
	case a.text == b.text:
		return Result{1, Exact}
	case a.initial || b.initial:
		return compareInitial(a, b)
	case (a.given || b.given) && shareClass(a.classes, b.classes):
		return Result{nicknameScore, Nickname}
	}
	jw, _ := JaroWinklerAtLeast(a.text, b.text, unlikeNames)
	switch {
	case jw >= softThreshold:
		return Result{jw, Similar}
	case a.core == b.core || a.core == b.text || a.text == b.core:
		return Result{particleScore, Similar}
	case jw >= unlikeNames && a.soundsLike(b) || a.meetsVowelless(b):
		return Result{max(jw, soundScore), Similar}
	case jw >= unlikeNames && min(len(a.text), len(b.text)) >= 5 && OSA(a.text, b.text) == 1:
		return Result{typoScore, Similar}
	case jw >= 0.8:
		return Result{jw * farScore, Different}
	}
	return Result{0, Different}
}

// compareInitial allows for the initial of a nickname: B. for Robert, who signs as Bob.
func compareInitial(a, b *nameToken) Result {
	switch {
	case strings.HasPrefix(a.text, firstRune(b.text)) || strings.HasPrefix(b.text, firstRune(a.text)):
		return Result{initialScore, Initial}
	case (a.given || b.given) && nicknameInitial(a, b):
		return Result{nicknameInitialScore, Initial}
	}
	return Result{0, Different}
}

func (t *nameToken) soundsLike(o *nameToken) bool {
	return t.primary != "" && o.primary != "" && (t.primary == o.primary ||
		t.primary == o.secondary || t.secondary == o.primary || t.secondary == o.secondary)
}

// meetsVowelless lets a name of a script without vowels meet its Latin spelling.
func (t *nameToken) meetsVowelless(o *nameToken) bool {
	if !t.vowelless && !o.vowelless {
		return false
	}
	c := Consonants(t.text)
	return len(c) > 2 && c == Consonants(o.text)
}

// nameReasons lists the reasons of names from best to worst.
var nameReasons = []Reason{Exact, Reordered, Nickname, Similar, Initial, Partial, FamilyOnly, Different}

func worse(a, b Reason) Reason {
	return nameReasons[max(slices.Index(nameReasons, a), slices.Index(nameReasons, b))]
}
