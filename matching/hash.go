package matching

// hash64 is FNV-1a with a final mix (Murmur3's), so that near texts differ in all bits. It is stable for ever: blocking keys
// are stored.
type hash64 uint64

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func newHash() hash64 { return fnvOffset }

func (h hash64) text(s string) hash64 {
	for i := 0; i < len(s); i++ {
		h = (h ^ hash64(s[i])) * fnvPrime
	}
	return (h ^ 0xff) * fnvPrime // no byte of UTF-8: "ab","c" is not "a","bc"
}

func (h hash64) sum() int64 {
	x := uint64(h)
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xc4ceb9fe1a85ec53
	x ^= x >> 33
	return int64(x)
}
