package similarity

// Reasons of CompareIdentifiers beyond the common ones; CompareDates uses Transposed too.
const (
	Transposed Reason = "TRANSPOSED" // two neighbouring characters are exchanged
	OneEdit    Reason = "ONE_EDIT"   // one character is missing, added or replaced
)

// The scores of identifiers with a typing error. An identifier with one is weak evidence: neighbours in a
// number range differ by one digit too.
const (
	transposedScore = 0.9
	oneEditScore    = 0.8
	shortIdentifier = 4 // below this many characters an edit leaves nothing recognisable
)

// NormalizeIdentifier returns an identifier in capitals without punctuation, spaces or other separators,
// letters of other scripts transliterated: "de-123 456" and "DE123456" are one identifier.
func NormalizeIdentifier(s string) string {
	folded := Fold(s)
	out := make([]byte, 0, len(folded))
	for i := 0; i < len(folded); i++ {
		switch c := folded[i]; {
		case c == ' ':
		case c >= 'a' && c <= 'z':
			out = append(out, c-('a'-'A'))
		default:
			out = append(out, c)
		}
	}
	return string(out)
}

// Digits returns the digits of s alone, read after folding, so that digits of other scripts count.
func Digits(s string) string {
	folded := Fold(s)
	out := make([]byte, 0, len(folded))
	for i := 0; i < len(folded); i++ {
		if folded[i] >= '0' && folded[i] <= '9' {
			out = append(out, folded[i])
		}
	}
	return string(out)
}

// CompareIdentifiers compares two normalized identifiers: Exact (1), Transposed (0.9), OneEdit (0.8),
// Different (0), or Missing (0) when one is empty. Identifiers of fewer than four characters are exact or
// different. It does not allocate up to 64 characters.
func CompareIdentifiers(a, b string) Result {
	switch {
	case a == "" || b == "":
		return Result{0, Missing}
	case a == b:
		return Result{1, Exact}
	case min(runeCount(a), runeCount(b)) < shortIdentifier:
		return Result{0, Different}
	}
	if _, near := LevenshteinWithin(a, b, 1); near {
		return Result{oneEditScore, OneEdit}
	}
	if _, near := LevenshteinWithin(a, b, 2); near && OSA(a, b) == 1 {
		return Result{transposedScore, Transposed}
	}
	return Result{0, Different}
}
