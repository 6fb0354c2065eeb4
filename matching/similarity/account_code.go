package similarity

import "strings"

// Reasons of CompareAccountCodes beyond the common ones.
const (
	Padded    Reason = "PADDED"     // equal but for zeros at the end: 4000 and 400000
	Parent    Reason = "PARENT"     // one is the other's parent or a parent of that
	Sibling   Reason = "SIBLING"    // entries under one parent
	SameClass Reason = "SAME_CLASS" // only the first character agrees: the class of the chart
)

// Scores of codes in a hierarchy, by how much of the path they share.
const (
	paddedScore    = 0.95
	parentScore    = 0.6
	siblingScore   = 0.5
	sameClassScore = 0.2
	minParent      = 2 // characters; one is the class alone
)

// CompareAccountCodes compares two codes of hierarchical lists (charts of accounts, tariff and classification numbers),
// where the beginning of a code is the code of its parent and zeros at the end fill it up: Exact (1), Padded (0.95),
// Parent (0.6), Sibling (0.5: codes of one length that differ in the last character, or from four on in the last two),
// SameClass (0.2), Different (0), or Missing (0). Codes come from NormalizeIdentifier. It does not allocate.
func CompareAccountCodes(a, b string) Result {
	switch {
	case a == "" || b == "":
		return Result{0, Missing}
	case a == b:
		return Result{1, Exact}
	}
	x, y := strings.TrimRight(a, "0"), strings.TrimRight(b, "0")
	shared := commonPrefix(a, b)
	switch {
	case x == y && len(x) > 0:
		return Result{paddedScore, Padded}
	case isParent(a, b) || isParent(b, a) || isParent(x, y) || isParent(y, x):
		return Result{parentScore, Parent}
	case len(a) == len(b) && shared >= minParent && len(a)-shared <= max(1, min(2, len(a)-minParent)):
		return Result{siblingScore, Sibling}
	case shared > 0:
		return Result{sameClassScore, SameClass}
	}
	return Result{0, Different}
}

func isParent(parent, code string) bool {
	return len(parent) >= minParent && strings.HasPrefix(code, parent)
}

// commonPrefix is the number of bytes with which two texts begin alike.
func commonPrefix(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}
