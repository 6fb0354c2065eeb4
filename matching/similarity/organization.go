package similarity

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Reasons of CompareOrgs beyond the common ones.
const (
	FormDiffers    Reason = "FORM_DIFFERS"    // same name, legal forms of two kinds: parent and subsidiary
	Acronym        Reason = "ACRONYM"         // one name is the initials of the other
	ConflictNumber Reason = "CONFLICT_NUMBER" // Plant 1 against Plant 2
)

// Scores and weights of organization names. Generic words count less and numbers more than other words,
// in about the proportions the nomenklatura matcher uses.
const (
	genericWeight      = 0.4
	linkWeight         = 0.1
	numberWeight       = 1.3
	acronymScore       = 0.8
	abbreviationScore  = 0.9
	joinedScore        = 0.98
	reorderedScore     = 0.98
	sameClassFactor    = 0.98
	otherClassFactor   = 0.92
	numberFactor       = 0.4
	lackNumberFactor   = 0.9
	similarOrgs        = 0.7
	minAbbreviationLen = 3
	maxAcronym         = 8 // letters
)

// PreparedOrg is an organization's name without its legal form, tokenized, expanded and weighed, ready to
// be compared many times. It is immutable. The zero value is no name.
type PreparedOrg struct {
	tokens   []orgToken
	total    float64 // sum of the tokens' weights
	joined   string  // all tokens without spaces
	bag      string  // content tokens in order of the alphabet
	numbers  []string
	initials [2]string // of the content tokens; of all tokens
	letters  string    // the content tokens, where all are single letters
	form     string
	class    LegalClass
	plain    *PreparedOrg // the name without a note in brackets; nil where it has none
}

type orgToken struct {
	text   string
	weight float64
	number bool
}

// PrepareOrg folds a name, takes the legal form off, joins letters that stand alone ("I.B.M."), writes out
// common abbreviations, reads ordinals and Roman numerals as numbers, and weighs each word by w, which may
// be nil for equal weights. Of a text of more than 48 words the first are compared.
func PrepareOrg(name string, w Weights) PreparedOrg {
	if w == nil {
		w = Uniform{}
	}
	o := prepareOrg(name, w)
	if rest, ok := withoutNote(name); ok {
		plain := prepareOrg(rest, w)
		o.plain = &plain
	}
	return o
}

// withoutNote takes what stands in brackets off a name, such as the quarter a shop is in. A country or a number there
// tells one company from another and is no note.
func withoutNote(name string) (rest string, ok bool) {
	rest = dropParentheses(name)
	if rest == name || strings.TrimSpace(rest) == "" {
		return name, false
	}
	open, end := strings.IndexAny(name, "(（"), strings.LastIndexAny(name, ")）")
	note := strings.Trim(name[open:end], "(（ ")
	return rest, countryCode(note) == "" && !hasDigit(Fold(note))
}

func prepareOrg(name string, w Weights) PreparedOrg {
	core, form := SplitLegalForm(name)
	o := PreparedOrg{form: form, class: LegalFormClass(form)}
	words := joinLetters(joinCooperative(Tokens(core)))
	for i, t := range words[:min(len(words), maxNameWords)] {
		o.tokens = append(o.tokens, newOrgToken(canonicalOrgWord(t, i), w))
	}
	o.summarize()
	return o
}

// Form returns the canonical code of the legal form, or "".
func (o PreparedOrg) Form() string { return o.form }

// Empty reports whether there is no name to compare.
func (o PreparedOrg) Empty() bool { return len(o.tokens) == 0 }

// Core returns the name as it is compared: folded, without its legal form, abbreviations written out.
func (o PreparedOrg) Core() string {
	words := make([]string, len(o.tokens))
	for i, t := range o.tokens {
		words[i] = t.text
	}
	return join(words)
}

func newOrgToken(text string, w Weights) orgToken {
	t := orgToken{text: text, weight: w.IDF(text), number: hasDigit(text)}
	switch {
	case linkWords[text]:
		t.weight *= linkWeight
	case t.number:
		t.weight *= numberWeight
	case genericOrgWords[text]:
		t.weight *= genericWeight
	}
	return t
}

// summarize derives what is compared as a whole from the tokens.
func (o *PreparedOrg) summarize() {
	var content []string
	var joined, initials, allInitials strings.Builder
	for _, t := range o.tokens {
		joined.WriteString(t.text)
		allInitials.WriteString(firstRune(t.text))
		o.total += t.weight
		if t.number {
			o.numbers = append(o.numbers, t.text)
		}
		if !linkWords[t.text] {
			content = append(content, t.text)
			initials.WriteString(firstRune(t.text))
		}
	}
	slices.Sort(o.numbers)
	slices.Sort(content)
	o.joined, o.bag = joined.String(), join(content)
	o.initials = [2]string{initials.String(), allInitials.String()}
	if len(content) > 1 && len(strings.Join(content, "")) == initials.Len() {
		o.letters = o.initials[0]
	}
}

// CompareOrgs compares two organization names. Words are aligned one to one in any order; a pair counts 1
// when equal, its Jaro-Winkler score from 0.9 up, 0.9 for an abbreviation; the score is the share of the
// words' weight that is so matched. Where only one has a note in brackets it is read without, at 0.98 at best. It returns Exact, Reordered, FormDiffers, Acronym (0.8), Partial (one
// name holds all words of the other), Similar, ConflictNumber (0.4 at best), Different, or Missing (0).
func CompareOrgs(a, b PreparedOrg) Result {
	if a.Empty() || b.Empty() {
		return Result{0, Missing}
	}
	r := comparePlain(a, b)
	if (a.plain == nil) == (b.plain == nil) {
		return r
	}
	if s := comparePlain(a.withoutNote(), b.withoutNote()); s.Score > r.Score {
		r = Result{min(s.Score, joinedScore), worseOrg(s.Reason)}
	}
	return r
}

func comparePlain(a, b PreparedOrg) Result {
	r := compareCores(a, b)
	if s := compareAcronym(a, b); s.Score > r.Score {
		r = s
	}
	if s := compareInnerAcronym(a, b); s.Score > r.Score {
		r = s
	}
	return applyForms(a, b, applyNumbers(a, b, r))
}

func (o PreparedOrg) withoutNote() PreparedOrg {
	if o.plain != nil {
		return *o.plain
	}
	return o
}

// worseOrg makes of names that are equal but for a note names that are alike.
func worseOrg(r Reason) Reason {
	if r == Exact || r == Reordered {
		return Similar
	}
	return r
}

func compareCores(a, b PreparedOrg) Result {
	switch {
	case a.joined == b.joined && len(a.tokens) == len(b.tokens):
		return Result{1, Exact}
	case a.joined == b.joined:
		return Result{joinedScore, Similar}
	case a.bag == b.bag && a.bag != "":
		return Result{reorderedScore, Reordered}
	}
	var buf alignBuffer
	pairs := align(buf[:0], len(a.tokens), len(b.tokens), func(i, j int) (float64, float64) {
		return compareOrgTokens(&a.tokens[i], &b.tokens[j]), a.tokens[i].weight + b.tokens[j].weight
	})
	return scoreOrgPairs(a, b, pairs)
}

func scoreOrgPairs(a, b PreparedOrg, pairs []alignment) Result {
	matched, equal := 0.0, true
	for _, p := range pairs {
		matched += p.score * p.weight
		equal = equal && p.score == 1
	}
	if total := a.total + b.total; total > 0 {
		matched /= total
	}
	score := max(matched, joinedSimilarity(a.joined, b.joined))
	whole := equal && len(pairs) == min(len(a.tokens), len(b.tokens))
	switch {
	case whole && score >= similarOrgs/2:
		return Result{score, Partial}
	case score >= similarOrgs:
		return Result{min(score, joinedScore), Similar}
	}
	return Result{score, Different}
}

// joinedSimilarity lets names through that differ in spacing and a letter or two ("Data Soft", "Datasofd").
func joinedSimilarity(a, b string) float64 {
	if hasDigit(a) || hasDigit(b) {
		return 0
	}
	limit := max(runeCount(a), runeCount(b)) / 8
	if d, near := LevenshteinWithin(a, b, limit); near {
		return ratio(d, runeCount(a), runeCount(b))
	}
	return 0
}

func compareOrgTokens(a, b *orgToken) float64 {
	switch {
	case a.text == b.text:
		return 1
	case a.number || b.number:
		return 0
	case isAbbreviation(a.text, b.text) || isAbbreviation(b.text, a.text):
		return max(abbreviationScore, JaroWinkler(a.text, b.text))
	}
	if s, ok := JaroWinklerAtLeast(a.text, b.text, softThreshold); ok {
		return s
	}
	return 0
}

// isAbbreviation reports whether short is the beginning of long, cut off by two letters or more.
func isAbbreviation(short, long string) bool {
	return len(short) >= minAbbreviationLen && len(long) >= len(short)+2 && strings.HasPrefix(long, short)
}

func compareAcronym(a, b PreparedOrg) Result {
	if isAcronym(a, b) || isAcronym(b, a) {
		return Result{acronymScore, Acronym}
	}
	return Result{0, Different}
}

// isAcronym reports whether short is one word made of the initials of long, link words counted or not, or those letters
// with link words between them ("M&S").
func isAcronym(short, long PreparedOrg) bool {
	if len(long.tokens) < 2 {
		return false
	}
	if len(short.tokens) > 1 {
		return short.letters != "" && short.letters == long.initials[0]
	}
	text := short.tokens[0].text
	n := utf8.RuneCountInString(text)
	return n >= 2 && n <= maxAcronym && (text == long.initials[0] || text == long.initials[1])
}

// compareInnerAcronym finds one word of a name that is made of the initials of a run of words of the other, where all else
// is equal: "IBM Deutschland" and "International Business Machines Deutschland". The rest counts 1, the acronym 0.8.
func compareInnerAcronym(a, b PreparedOrg) Result {
	if len(a.tokens) > len(b.tokens) {
		a, b = b, a
	}
	n := len(b.tokens) - len(a.tokens) + 1
	if len(a.tokens) < 2 || n < 2 || n > maxAcronym {
		return Result{0, Different}
	}
	i := 0
	for i < len(a.tokens) && a.tokens[i].text == b.tokens[i].text {
		i++
	}
	if i == len(a.tokens) || !spellsRun(a.tokens[i].text, b.tokens[i:i+n]) {
		return Result{0, Different}
	}
	weight := a.tokens[i].weight
	for j := range b.tokens[i : i+n] {
		weight += b.tokens[i+j].weight
	}
	for j := i + 1; j < len(a.tokens); j++ {
		if a.tokens[j].text != b.tokens[j+n-1].text {
			return Result{0, Different}
		}
	}
	return Result{1 - (1-acronymScore)*weight/(a.total+b.total), Acronym}
}

// spellsRun reports whether a word is made of the first letters of words.
func spellsRun(word string, run []orgToken) bool {
	if runeCount(word) != len(run) {
		return false
	}
	for i := range run {
		first := firstRune(run[i].text)
		if !strings.HasPrefix(word, first) {
			return false
		}
		word = word[len(first):]
	}
	return true
}

func applyNumbers(a, b PreparedOrg, r Result) Result {
	switch {
	case slices.Equal(a.numbers, b.numbers) || a.joined == b.joined:
		return r
	case len(a.numbers) == 0 || len(b.numbers) == 0:
		return Result{r.Score * lackNumberFactor, r.Reason}
	case r.Score < similarOrgs/2:
		return Result{r.Score * numberFactor, Different}
	}
	return Result{r.Score * numberFactor, ConflictNumber}
}

func applyForms(a, b PreparedOrg, r Result) Result {
	switch {
	case a.form == b.form || a.class == "" || b.class == "" || a.class == AnyCompany || b.class == AnyCompany:
		return r
	case a.class == b.class:
		return Result{r.Score * sameClassFactor, r.Reason}
	case r.Reason == Exact:
		r.Reason = FormDiffers
	}
	return Result{r.Score * otherClassFactor, r.Reason}
}

// Rarest returns the weight of the heaviest word that both names share, over that of the heaviest word of
// either: near 1 when they agree on what is telling, 0 when they share no word.
func Rarest(a, b PreparedOrg) float64 {
	heaviest, shared := 0.0, 0.0
	for _, t := range slices.Concat(a.tokens, b.tokens) {
		heaviest = math.Max(heaviest, t.weight)
	}
	for _, s := range a.tokens {
		for _, t := range b.tokens {
			if s.text == t.text {
				shared = math.Max(shared, s.weight)
			}
		}
	}
	return quotient(shared, heaviest)
}
