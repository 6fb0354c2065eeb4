package similarity

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Titled is a title cut into what it names and what brackets add to tell it from its namesakes, as in "Syfy (Asia)".
type Titled struct {
	Head, Qualifier string // folded, with the words in order of the alphabet
}

// PrepareTitle cuts a title. Brackets at its beginning are part of the name, and so is everything where nothing would be left.
func PrepareTitle(title string) Titled {
	head, qualifier := cutBrackets(title)
	return Titled{Head: inOrder(head), Qualifier: inOrder(qualifier)}
}

// Qualified tells whether a title has a qualifier.
func Qualified(title string) bool {
	_, qualifier := cutBrackets(title)
	return Fold(qualifier) != ""
}

// CompareHeads is the Levenshtein ratio of what two titles name, free of the order of words.
func CompareHeads(a, b Titled) float64 { return LevenshteinRatio(a.Head, b.Head) }

// CompareQualifiers is the Levenshtein ratio of two titles' qualifiers, free of the order of words; 0.5, which speaks neither
// for nor against, where one of them has none.
func CompareQualifiers(a, b Titled) float64 {
	if a.Qualifier == "" || b.Qualifier == "" {
		return 0.5
	}
	return LevenshteinRatio(a.Qualifier, b.Qualifier)
}

func inOrder(text string) string {
	words := Tokens(FoldKey(text))
	slices.Sort(words)
	return strings.Join(words, " ")
}

// cutBrackets parts a title into what stands outside brackets and what inside.
func cutBrackets(title string) (outside, inside string) {
	if !strings.ContainsAny(title, "([（［") {
		return title, ""
	}
	title = strings.TrimSpace(norm.NFKC.String(title))
	var head, qualifier strings.Builder
	depth := 0
	for i, r := range title {
		switch {
		case (r == '(' || r == '[') && (i > 0 || depth > 0):
			depth++
		case (r == ')' || r == ']') && depth > 0:
			depth--
		case depth > 0:
			qualifier.WriteRune(r)
			continue
		default:
			head.WriteRune(r)
			continue
		}
		head.WriteByte(' ')
		qualifier.WriteByte(' ')
	}
	if Fold(head.String()) == "" {
		return title, ""
	}
	return head.String(), qualifier.String()
}
