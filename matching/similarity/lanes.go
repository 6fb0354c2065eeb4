package similarity

// Words of up to sixteen ASCII characters, most of what a matcher compares, are held eight characters to a machine word:
// a handful of instructions then finds every place where a character occurs, without a table to set up. Longer ASCII
// texts have a table by character, other texts one by rune.

const (
	laneHigh   = 0x8080808080808080
	laneLow    = 0x7f7f7f7f7f7f7f7f
	laneRepeat = 0x0101010101010101
	laneGather = 0x0102040810204080 // moves the lowest bits of eight bytes into the highest byte
	laneText   = 16                 // characters that two words hold
)

// loadLane packs up to eight characters; the bytes behind them are zero. Loads overlap where the length is no power of
// two: they say the same.
func loadLane(s string) uint64 {
	n := len(s)
	switch {
	case n >= 8:
		return load8(s)
	case n >= 4:
		return load4(s) | load4(s[n-4:])<<(8*(n-4)&63)
	case n >= 2:
		return load2(s) | load2(s[n-2:])<<(8*(n-2)&63)
	case n == 1:
		return uint64(s[0])
	}
	return 0
}

func load8(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func load4(s string) uint64 {
	return uint64(uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24)
}

func load2(s string) uint64 { return uint64(uint16(s[0]) | uint16(s[1])<<8) }

// loadLanes packs up to sixteen characters.
func loadLanes(s string) (first, second uint64) {
	if len(s) <= 8 {
		return loadLane(s), 0
	}
	return load8(s), load8(s[len(s)-8:]) >> (8 * (laneText - len(s)) & 63)
}

// findInLane is the set of positions, one bit each, at which c stands in a word. Both are ASCII. Behind the end of a
// text NUL is found: mask it off.
func findInLane(lane uint64, c byte) uint64 {
	differ := lane ^ uint64(c)*laneRepeat
	return (^(differ + laneLow) & laneHigh) >> 7 * laneGather >> 56
}

// asciiMasks maps ASCII characters to the bit set of their positions in a text of up to 64.
type asciiMasks [128]uint64

func (t *asciiMasks) load(s string) {
	for i := 0; i < len(s); i++ {
		t[s[i]&127] |= 1 << i
	}
}

// lowBits has the lowest n bits set; n is 0 to 64.
func lowBits(n int) uint64 { return 1<<n - 1 }

// allASCII tells whether a text has no byte beyond ASCII.
func allASCII(s string) bool {
	var all uint64
	for ; len(s) >= 8; s = s[8:] {
		all |= loadLane(s)
	}
	return (all|loadLane(s))&laneHigh == 0
}
