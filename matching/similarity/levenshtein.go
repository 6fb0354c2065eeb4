package similarity

// Levenshtein returns the least number of insertions, deletions and substitutions of single runes that
// turn a into b (V. Levenshtein, 1966). It runs bit-parallel, 64 runes at a time (G. Myers 1999, in the
// formulation of H. Hyyrö 2003), and does not allocate up to 64 runes.
func Levenshtein(a, b string) int {
	d, _ := edits(a, b, len(a)+len(b), false)
	return d
}

// LevenshteinWithin is Levenshtein that gives up early: ok is false when the distance exceeds limit, and
// then the distance is not meaningful. A negative limit is never met.
func LevenshteinWithin(a, b string, limit int) (distance int, ok bool) {
	return edits(a, b, limit, false)
}

// LevenshteinRatio is 1 - distance / length of the longer text, in runes. Two empty texts give 1.
func LevenshteinRatio(a, b string) float64 {
	return ratio(Levenshtein(a, b), runeCount(a), runeCount(b))
}

// edits counts edits up to limit; transpose makes an exchange of neighbours one edit (OSA).
func edits(a, b string, limit int, transpose bool) (distance int, ok bool) {
	// What two texts have left between their common ends is mostly ASCII, even where they are not. A rune cut in two
	// leaves a byte beyond ASCII on one side at least, and then both are read again as runes.
	x, y := trimCommonBytes(a, b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y) <= shortText && allASCII(x) && allASCII(y) {
		return editsASCII(x, y, limit, transpose)
	}
	var bufA, bufB [shortText]rune
	return editsOfRunes(appendRunes(bufA[:0], a), appendRunes(bufB[:0], b), limit, transpose)
}

func trimCommonBytes(a, b string) (string, string) {
	n := min(len(a), len(b))
	i := 0
	for i < n && a[i] == b[i] {
		i++
	}
	a, b = a[i:], b[i:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return a, b
}

// editsASCII counts the edits between trimmed texts of at most 64 ASCII characters, the shorter one first.
func editsASCII(x, y string, limit int, transpose bool) (int, bool) {
	switch {
	case len(y)-len(x) > limit:
		return 0, false
	case len(x) == 0 || len(y) == 1:
		return len(y), len(y) <= limit
	case limit <= 1:
		return 1, withinFew(x, y, limit, transpose)
	case limit == 2:
		if transpose && withinFew(x, y, 1, transpose) {
			return 1, true // nothing else is one edit once the ends are trimmed
		}
		return 2, withinFew(x, y, limit, transpose)
	}
	var p places
	if len(x) <= laneText {
		p.byLanes(x, y)
	} else {
		p.byTable(x, y)
	}
	d := p.edits(len(x), len(y), limit, transpose)
	return d, d <= limit
}

// editsOfRunes is edits for any texts.
func editsOfRunes(a, b []rune, limit int, transpose bool) (int, bool) {
	x, y := trimCommon(a, b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > limit {
		return 0, false
	}
	d := len(y)
	switch {
	case len(x) == 0:
	case len(y) <= shortText:
		var p places
		p.byRunes(x, y)
		d = p.edits(len(x), len(y), limit, transpose)
	default:
		d = editsByBlocks(x, y, transpose)
	}
	return d, d <= limit
}
