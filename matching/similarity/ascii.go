package similarity

// JaroWinklerASCII is JaroWinkler for two texts that are known to be ASCII and of at most 64 bytes each: it saves the look
// at them.
func JaroWinklerASCII(a, b string) float64 {
	if a == b {
		return 1
	}
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	return boosted(jaroShort(a, b))
}

// LevenshteinWithinASCII tells whether two texts that are known to be ASCII are at most limit edits apart, for a limit of 0
// to 2.
func LevenshteinWithinASCII(a, b string, limit int) bool {
	a, b = trimCommonBytes(a, b)
	if len(a) > len(b) {
		a, b = b, a
	}
	return withinFew(a, b, limit, false)
}

// withinFew tells whether two texts of ASCII without a common beginning or end, the shorter one first, are at most limit
// edits apart, for a limit of 0 to 2. The first characters differ: it tries each edit that could explain it, and goes on
// behind. The next step has one edit less, so that a handful of steps is all there is.
func withinFew(a, b string, limit int, transpose bool) bool {
	switch {
	case len(b)-len(a) > limit:
		return false
	case len(a) == 0 || len(b) == 1:
		return len(b) <= limit
	case limit == 0:
		return false
	case transpose && len(a) > 1 && a[0] == b[1] && a[1] == b[0] && withinFewOf(a[2:], b[2:], limit-1, transpose):
		return true
	case limit == 1:
		return false // both have a first and a last letter that differ
	}
	return withinFewOf(a[1:], b[1:], limit-1, transpose) || withinFewOf(a, b[1:], limit-1, transpose) ||
		withinFewOf(a[1:], b, limit-1, transpose)
}

// withinFewOf is withinFew for any two texts.
func withinFewOf(a, b string, limit int, transpose bool) bool {
	a, b = trimCommonBytes(a, b)
	if len(a) > len(b) {
		a, b = b, a
	}
	return withinFew(a, b, limit, transpose)
}
