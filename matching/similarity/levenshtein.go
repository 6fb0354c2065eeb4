package similarity

// Levenshtein returns the least number of insertions, deletions and substitutions of single runes that
// turn a into b (V. Levenshtein, 1966). Up to 64 runes it runs bit-parallel without allocating
// (G. Myers 1999, in the formulation of H. Hyyrö 2003).
func Levenshtein(a, b string) int {
	d, _ := levenshteinWithin(a, b, len(a)+len(b))
	return d
}

// LevenshteinWithin is Levenshtein that gives up early: ok is false when the distance exceeds limit, and
// then the distance is not meaningful. A negative limit is never met.
func LevenshteinWithin(a, b string, limit int) (distance int, ok bool) {
	return levenshteinWithin(a, b, limit)
}

// LevenshteinRatio is 1 - distance / length of the longer text, in runes. Two empty texts give 1.
func LevenshteinRatio(a, b string) float64 {
	return ratio(Levenshtein(a, b), runeCount(a), runeCount(b))
}

func levenshteinWithin(a, b string, limit int) (int, bool) {
	var bufA, bufB [shortText]rune
	x, y := trimCommon(appendRunes(bufA[:0], a), appendRunes(bufB[:0], b))
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > limit {
		return 0, false
	}
	d := len(y)
	switch {
	case len(x) == 0:
	case len(x) <= shortText:
		d = editsBitParallel(x, y, limit)
	default:
		d = editsByTable(x, y)
	}
	return d, d <= limit
}

// editsBitParallel computes the distance column by column, the vertical differences of a column held in
// two words. pattern has 1 to 64 runes. It stops as soon as the distance must exceed limit.
func editsBitParallel(pattern, text []rune, limit int) int {
	var where runeMasks
	for i, r := range pattern {
		where.add(r, 1<<i)
	}
	rises, falls := ^uint64(0), uint64(0)
	lowest := uint64(1) << (len(pattern) - 1)
	distance := len(pattern)
	for i, r := range text {
		eq := where.of(r)
		vertical := eq | falls
		diagonal := (((eq & rises) + rises) ^ rises) | eq
		up := falls | ^(diagonal | rises)
		down := rises & diagonal
		if up&lowest != 0 {
			distance++
		} else if down&lowest != 0 {
			distance--
		}
		if distance-(len(text)-1-i) > limit {
			return limit + 1
		}
		up = up<<1 | 1
		down <<= 1
		rises = down | ^(vertical | up)
		falls = up & vertical
	}
	return distance
}

// editsByTable is the textbook recurrence with two rows, for texts beyond the word size.
func editsByTable(a, b []rune) int {
	row := make([]int, len(a)+1)
	for i := range row {
		row[i] = i
	}
	for j, rb := range b {
		diagonal := row[0]
		row[0] = j + 1
		for i, ra := range a {
			cost := diagonal
			if ra != rb {
				cost = 1 + min(diagonal, row[i], row[i+1])
			}
			diagonal, row[i+1] = row[i+1], cost
		}
	}
	return row[len(a)]
}

// runeMasks maps up to 64 distinct runes to the bit set of their positions: a hash table with open
// addressing that lives on the stack. A zero mask marks a free slot. ASCII never collides with itself.
type runeMasks struct {
	keys  [2 * shortText]rune
	masks [2 * shortText]uint64
}

func (t *runeMasks) slot(r rune) int {
	i := int(r) & (2*shortText - 1)
	for t.masks[i] != 0 && t.keys[i] != r {
		i = (i + 1) & (2*shortText - 1)
	}
	return i
}

func (t *runeMasks) add(r rune, bit uint64) {
	i := t.slot(r)
	t.keys[i] = r
	t.masks[i] |= bit
}

func (t *runeMasks) of(r rune) uint64 { return t.masks[t.slot(r)] }
