package matching

import (
	mathbits "math/bits"
	"sync"

	"aurum/matching/dictionary"
	"aurum/matching/similarity"
)

// signature is what bounds the likeness of two texts without reading them.
type signature struct {
	letters uint64 // similarity.Letters: what occurs, and which letters twice
	counts  uint64 // how often bytes of each of 16 classes occur, 15 at most, four bits a class
	head    uint32 // the first four bytes
	length  uint8  // in bytes; notShort for texts that are not ASCII or longer than 64 bytes
	counted uint8  // the sum of counts
}

const (
	notShort  = 255
	maxSigned = 64
)

func signatureOf(s string) signature {
	if len(s) > maxSigned {
		return signature{length: notShort}
	}
	g := signature{length: uint8(len(s)), letters: uint64(similarity.LettersOf(s))}
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return signature{length: notShort}
		}
		if at := classOf[s[i]] * 4; g.counts>>at&15 < 15 {
			g.counts += 1 << at
			g.counted++
		}
		if i < 4 {
			g.head |= uint32(s[i]) << (8 * i)
		}
	}
	return g
}

// classOf spreads letters over classes so that no two frequent ones share one, and digits so that none does.
var classOf = func() (out [128]uint8) {
	for i, letters := range []string{"eEq0", "aAz1", "iIx2", "nNj3", "oOk4", "rRw5", "tTy6", "sSv7", "lLf8", "cCp9", "uUb-", "dDg", "mM@", "hH.", " _", "/&+"} {
		for _, c := range letters {
			out[c] = uint8(i)
		}
	}
	return out
}()

func signaturesOf(t *dictionary.Texts) []signature {
	out := make([]signature, t.Len())
	for i := range out {
		out[i] = signatureOf(t.Text(uint32(i)))
	}
	return out
}

const (
	lowNibbles = 0x0f0f0f0f0f0f0f0f
	highBits   = 0x8080808080808080
	eachByte   = 0x0101010101010101
)

// surplus is how many bytes, by their classes, a text has beyond those of another.
func surplus(a, b uint64) int {
	return positive(a&lowNibbles, b&lowNibbles) + positive(a>>4&lowNibbles, b>>4&lowNibbles)
}

// positive sums the positive differences of eight small numbers, a byte each.
func positive(a, b uint64) int {
	d := (a | highBits) - b // the high bit stays where a >= b
	keep := d & highBits
	return int((d & (keep - keep>>7)) * eachByte >> 56)
}

// lacking is how many bytes of each of two texts the other cannot match.
func (g *signature) lacking(o *signature) (here, there int) {
	here = surplus(g.counts, o.counts)
	there = here - int(g.counted) + int(o.counted)
	return max(here, mathbits.OnesCount64(g.letters&^o.letters)), max(there, mathbits.OnesCount64(o.letters&^g.letters))
}

// common is the most bytes that two texts can have in common.
func (g *signature) common(o *signature) int {
	here, there := g.lacking(o)
	return min(int(g.length)-here, int(o.length)-there)
}

// edits is the least that the Levenshtein distance of two texts can be: each edit makes up for one missing byte at most.
func (g *signature) edits(o *signature) int {
	return max(g.lacking(o))
}

// shape is where neededFor has what two texts need: by their lengths and the length of their common beginning.
func (g *signature) shape(o *signature) int {
	return shapeOf(int(g.length), int(o.length), min(mathbits.TrailingZeros32(g.head^o.head)/8, 4))
}

func shapeOf(a, b, prefix int) int { return (a*(maxSigned+1)+b)*5 + prefix }

// neededFor gives for each shape how many bytes two texts must have in common to reach a Jaro-Winkler likeness, if they
// all matched in order.
func neededFor(likeness float64) []uint8 {
	needed.Lock()
	defer needed.Unlock()
	if out := needed.of[likeness]; out != nil {
		return out
	}
	out := make([]uint8, shapeOf(maxSigned, maxSigned, 4)+1)
	for a := 1; a <= maxSigned; a++ {
		for b := 1; b <= maxSigned; b++ {
			for prefix := range 5 {
				m := 0
				for m <= min(a, b) && bestJaroWinkler(m, a, b, prefix) < likeness {
					m++
				}
				out[shapeOf(a, b, prefix)] = uint8(m)
			}
		}
	}
	if needed.of == nil || len(needed.of) >= 64 { // policies come and go
		needed.of = map[float64][]uint8{}
	}
	needed.of[likeness] = out
	return out
}

// needed are the tables that were asked for: workers and runs share them.
var needed struct {
	sync.Mutex
	of map[float64][]uint8
}

func bestJaroWinkler(m, a, b, prefix int) float64 {
	j := (float64(m)/float64(a) + float64(m)/float64(b) + 1) / 3
	return j + float64(prefix)*0.1*(1-j) + rounding
}
