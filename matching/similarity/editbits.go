package similarity

// column is one column of the table of edit distances between a pattern of up to 64 runes and the beginnings of a text:
// where the distance rises and where it falls from one row to the next, and what of the step before an exchange of
// neighbours needs (H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", 2003).
type column struct {
	rises, falls uint64
	diagonal     uint64 // rows equal to their upper left neighbour
	equal        uint64 // rows whose rune was the last one of the text
}

// carry is what a block of 64 rows hands to the block below for one step; the zero carry is that of no block above,
// but for up, which is 1 there.
type carry struct{ up, down, exchange uint64 }

// step moves the column on by a rune that stands at the rows of equal. above comes from the block of rows above. It
// returns the rows in which the distance rises and falls from the text's rune before to this one.
func (c *column) step(equal uint64, above carry, transpose bool) (up, down uint64) {
	diagonal := (((equal|above.down)&c.rises + c.rises) ^ c.rises) | equal | above.down | c.falls
	if transpose {
		diagonal |= ((^c.diagonal&equal)<<1 | above.exchange) & c.equal
	}
	up = c.falls | ^(diagonal | c.rises)
	down = c.rises & diagonal
	shiftedUp, shiftedDown := up<<1|above.up, down<<1|above.down
	c.rises = shiftedDown | ^(diagonal | shiftedUp)
	c.falls = shiftedUp & diagonal
	c.diagonal, c.equal = diagonal, equal
	return up, down
}

// places says for each rune of a text of up to 64 runes at which of up to 64 rows of a pattern it stands.
type places [shortText]uint64

func (p *places) byLanes(pattern, text string) {
	first, second := loadLanes(pattern)
	inside := lowBits(len(pattern))
	for i := 0; i < len(text); i++ {
		p[i&(shortText-1)] = (findInLane(first, text[i]) | findInLane(second, text[i])<<8) & inside
	}
}

func (p *places) byTable(pattern, text string) {
	var where asciiMasks
	where.load(pattern)
	for i := 0; i < len(text); i++ {
		p[i&(shortText-1)] = where[text[i]&127]
	}
}

func (p *places) byRunes(pattern, text []rune) {
	var where runeMasks
	where.load(pattern)
	for i, r := range text {
		p[i&(shortText-1)] = where.of(r)
	}
}

// edits counts the edits between a pattern and a text of at least one rune. It stops as soon as the distance must
// exceed limit.
func (p *places) edits(pattern, text, limit int, transpose bool) int {
	if transpose {
		return p.editsAndExchanges(pattern, text, limit)
	}
	d, last := pattern, uint(pattern-1)
	rises, falls := ^uint64(0), uint64(0)
	for i, equal := range p[:text] {
		diagonal := ((equal&rises + rises) ^ rises) | equal | falls
		up, down := falls|^(diagonal|rises), rises&diagonal
		if d += int(up>>last&1) - int(down>>last&1); d-(text-1-i) > limit {
			return limit + 1
		}
		up, down = up<<1|1, down<<1
		rises, falls = down|^(diagonal|up), up&diagonal
	}
	return d
}

func (p *places) editsAndExchanges(pattern, text, limit int) int {
	d, last := pattern, uint(pattern-1)
	c := column{rises: ^uint64(0)}
	for i, equal := range p[:text] {
		up, down := c.step(equal, carry{up: 1}, true)
		if d += int(up>>last&1) - int(down>>last&1); d-(text-1-i) > limit {
			return limit + 1
		}
	}
	return d
}

// editsByBlocks counts the edits between texts of any length: one block of 64 rows after the other, each over the whole
// text, so that memory grows with the text alone. Two texts of 10,000 runes take a few milliseconds.
func editsByBlocks(pattern, text []rune, transpose bool) int {
	carries := make([]uint8, len(text)) // bit 0 up, bit 1 down, bit 2 exchange
	for i := range carries {
		carries[i] = 1
	}
	d := len(pattern)
	for ; len(pattern) > 0; pattern = pattern[min(shortText, len(pattern)):] {
		var where runeMasks
		rows := min(shortText, len(pattern))
		where.load(pattern[:rows])
		c, last := column{rises: ^uint64(0)}, uint(rows-1)
		for i, r := range text {
			above := carry{uint64(carries[i] & 1), uint64(carries[i] >> 1 & 1), uint64(carries[i] >> 2)}
			before, equal := c.diagonal, where.of(r)
			up, down := c.step(equal, above, transpose)
			carries[i] = uint8(up>>last&1 | down>>last&1<<1 | (^before&equal)>>last&1<<2)
			if rows == len(pattern) {
				d += int(up>>last&1) - int(down>>last&1)
			}
		}
	}
	return d
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

func (t *runeMasks) load(pattern []rune) {
	for i, r := range pattern {
		at := t.slot(r)
		t.keys[at] = r
		t.masks[at] |= 1 << i
	}
}

func (t *runeMasks) of(r rune) uint64 { return t.masks[t.slot(r)] }
