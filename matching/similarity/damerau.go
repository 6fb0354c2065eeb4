package similarity

// OSA returns the optimal string alignment distance, also called restricted Damerau-Levenshtein:
// insertions, deletions, substitutions and transpositions of neighbouring runes, where no part of the
// text is edited twice. It is the usual typo measure, but no metric: OSA("ca", "abc") is 3.
// It does not allocate up to 64 runes.
func OSA(a, b string) int {
	var bufA, bufB [shortText]rune
	x, y := trimCommon(appendRunes(bufA[:0], a), appendRunes(bufB[:0], b))
	return osa(x, y)
}

// OSARatio is 1 - OSA distance / length of the longer text, in runes. Two empty texts give 1.
func OSARatio(a, b string) float64 {
	return ratio(OSA(a, b), runeCount(a), runeCount(b))
}

// osa keeps three rows of the recurrence: the current one and the two before it.
func osa(a, b []rune) int {
	var buf [3 * (shortText + 1)]int
	rows := buf[:]
	width := len(b) + 1
	if 3*width > len(rows) {
		rows = make([]int, 3*width)
	}
	before, last, row := rows[:width], rows[width:2*width], rows[2*width:3*width]
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := last[j]
			if a[i] != b[j] {
				cost = 1 + min(last[j], last[j+1], row[j])
			}
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				cost = min(cost, before[j-1]+1)
			}
			row[j+1] = cost
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// DamerauLevenshtein returns the unrestricted distance: as OSA, but a transposed pair may be edited
// again, so DamerauLevenshtein("ca", "abc") is 2. It is a metric (algorithm of R. Lowrance and R. Wagner,
// 1975). It allocates its table.
func DamerauLevenshtein(a, b string) int {
	x, y := trimCommon([]rune(a), []rune(b))
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
