package similarity

// OSA returns the optimal string alignment distance, also called restricted Damerau-Levenshtein:
// insertions, deletions, substitutions and transpositions of neighbouring runes, where no part of the
// text is edited twice. It is the usual typo measure, but no metric: OSA("ca", "abc") is 3. It runs
// bit-parallel (H. Hyyrö, 2003) and does not allocate up to 64 runes.
func OSA(a, b string) int {
	d, _ := edits(a, b, len(a)+len(b), true)
	return d
}

// OSAWithin is OSA that gives up early: ok is false when the distance exceeds limit, and then the distance is not
// meaningful. A negative limit is never met.
func OSAWithin(a, b string, limit int) (distance int, ok bool) { return edits(a, b, limit, true) }

// OSARatio is 1 - OSA distance / length of the longer text, in runes. Two empty texts give 1.
func OSARatio(a, b string) float64 {
	return ratio(OSA(a, b), runeCount(a), runeCount(b))
}

// maxFreeTable is the number of cells up to which the unrestricted distance is worked out.
const maxFreeTable = 1 << 20

// DamerauLevenshtein returns the unrestricted distance: as OSA, but a transposed pair may be edited
// again, so DamerauLevenshtein("ca", "abc") is 2. It is a metric (algorithm of R. Lowrance and R. Wagner,
// 1975). It allocates its table; where that would pass a million cells (two texts that differ over a
// thousand runes each) it returns OSA, which is never less.
func DamerauLevenshtein(a, b string) int {
	x, y := trimCommon([]rune(a), []rune(b))
	if len(x)*len(y) > maxFreeTable {
		return OSA(a, b)
	}
	return lowranceWagner(x, y)
}

// DamerauLevenshteinRatio is 1 - distance / length of the longer text, in runes. Two empty texts give 1.
func DamerauLevenshteinRatio(a, b string) float64 {
	return ratio(DamerauLevenshtein(a, b), runeCount(a), runeCount(b))
}

func lowranceWagner(a, b []rune) int {
	width := len(b) + 2
	table := lowranceWagnerBorders(len(a), len(b))
	lastRowOf := make(map[rune]int, len(a))
	for i := 1; i <= len(a); i++ {
		lastColumn := 0
		for j := 1; j <= len(b); j++ {
			k, l := lastRowOf[b[j-1]], lastColumn
			replace := table[i*width+j] + 1
			if a[i-1] == b[j-1] {
				replace--
				lastColumn = j
			}
			transpose := table[k*width+l] + (i - k - 1) + 1 + (j - l - 1)
			table[(i+1)*width+j+1] = min(replace, transpose,
				table[(i+1)*width+j]+1, table[i*width+j+1]+1)
		}
		lastRowOf[a[i-1]] = i
	}
	return table[(len(a)+1)*width+len(b)+1]
}

// lowranceWagnerBorders returns a table of (na+2) by (nb+2) whose outer border is out of reach and whose
// inner border counts insertions and deletions only.
func lowranceWagnerBorders(na, nb int) []int {
	width := nb + 2
	table := make([]int, (na+2)*width)
	unreachable := na + nb + 1
	for i := 0; i <= na; i++ {
		table[(i+1)*width] = unreachable
		table[(i+1)*width+1] = i
	}
	for j := 0; j <= nb; j++ {
		table[j+1] = unreachable
		table[width+j+1] = j
	}
	table[0] = unreachable
	return table
}
