package similarity

import (
	"hash/fnv"
	"math"
	"strconv"
)

// minHashRows is how many minima make a band: two texts whose sets of trigrams have the Jaccard index s share one of n bands
// with probability 1 - (1 - s^3)^n, for n = 30 that is 0.98 at s = 0.5, 0.56 at 0.3 and 0.03 at 0.1.
const minHashRows = 3

// MinHash gives keys of which texts share one the more likely the more groups of three letters they have in common: the bands
// of a MinHash signature (A. Broder, "On the resemblance and containment of documents", 1997; banding after P. Indyk and
// R. Motwani, 1998). The text is folded; groups are taken of its words with a sign on either side, so that the order of words
// does not count. An empty text gives none.
func MinHash(s string, bands int) []string {
	var grams []uint64
	for _, w := range Tokens(FoldKey(s)) {
		letters := []rune("#" + w + "#")
		for i := range max(1, len(letters)-2) {
			h := fnv.New64a()
			_, _ = h.Write([]byte(string(letters[i:min(i+3, len(letters))]))) // never fails
			grams = append(grams, h.Sum64())
		}
	}
	if len(grams) == 0 {
		return nil
	}
	out := make([]string, bands)
	for b := range out {
		key := uint64(0)
		for r := range minHashRows {
			least := uint64(math.MaxUint64)
			seed := mix(uint64(b*minHashRows+r) + 1)
			for _, g := range grams {
				least = min(least, mix(g+seed))
			}
			key = mix(key ^ least)
		}
		out[b] = strconv.Itoa(b) + ":" + strconv.FormatUint(key, 36)
	}
	return out
}

// mix spreads the bits of a number: the finalizer of SplitMix64 (G. Steele, D. Lea and C. Flood, 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
