package people

import (
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
)

// vocabulary is a list of words of falling frequency: the word of rank k occurs in proportion to 1 / (k + flat)^slope.
type vocabulary struct {
	words []string
	upTo  []float64 // cumulated frequencies
}

func newVocabulary(r *rand.Rand, size int, flat, slope float64, minSyllables, maxSyllables int) *vocabulary {
	v := &vocabulary{}
	seen := map[string]bool{}
	sum := 0.0
	for len(v.words) < size {
		w := word(r, minSyllables+r.IntN(maxSyllables-minSyllables+1))
		if seen[w] {
			continue
		}
		seen[w] = true
		sum += math.Pow(float64(len(v.words))+flat, -slope)
		v.words, v.upTo = append(v.words, w), append(v.upTo, sum)
	}
	return v
}

func (v *vocabulary) draw(r *rand.Rand) string {
	at := sort.SearchFloat64s(v.upTo, r.Float64()*v.upTo[len(v.upTo)-1])
	return v.words[min(at, len(v.words)-1)]
}

var (
	heads = strings.Fields("b br c ch d dr f fl g gr h j k kl l m n p pr r s sch st t tr v w z")
	tails = strings.Fields("n r l s t m nd rt ck ng ss th")
)

const vowels = "aeiou"

func word(r *rand.Rand, syllables int) string {
	var b strings.Builder
	for i := range syllables {
		b.WriteString(heads[r.IntN(len(heads))])
		b.WriteByte(vowels[r.IntN(len(vowels))])
		if i == syllables-1 && r.IntN(3) > 0 || r.IntN(4) == 0 {
			b.WriteString(tails[r.IntN(len(tails))])
		}
	}
	return b.String()
}

// mistype makes one typing error: a letter wrong, missing, doubled or in the place of its neighbour.
func mistype(r *rand.Rand, s string) string {
	for {
		if t := mistyped(r, s); t != s && readsTheSame(t) {
			return t
		}
	}
}

func mistyped(r *rand.Rand, s string) string {
	b := []byte(s)
	i := r.IntN(len(b))
	if !isLetter(b[i]) {
		return s
	}
	switch r.IntN(4) {
	case 0:
		b[i] = byte('a' + r.IntN(26))
	case 1:
		b = slices.Delete(b, i, i+1)
	case 2:
		b = slices.Insert(b, i, b[i])
	default:
		if i+1 < len(b) && isLetter(b[i+1]) {
			b[i], b[i+1] = b[i+1], b[i]
		}
	}
	return string(b)
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }

// readsTheSame tells whether folding leaves a text alone: "ae", "oe" and "ue" are ways to write an umlaut.
func readsTheSame(s string) bool {
	return len(s) > 1 && !strings.Contains(s, "ae") && !strings.Contains(s, "oe") && !strings.Contains(s, "ue")
}

// misdate gets a digit wrong, or day and month the wrong way round; the result is a date.
func misdate(r *rand.Rand, date string) string {
	year, month, day := date[:4], date[5:7], date[8:]
	if day <= "12" && day != month && r.IntN(3) == 0 {
		return year + "-" + day + "-" + month
	}
	b := []byte(date)
	at := []int{3, 9}[r.IntN(2)]
	b[at] = byte('1' + (b[at]-'0'+byte(r.IntN(8)))%9) // not 0: there is no day 00, and every month has a 01 to 09
	if s := string(b); s[8:] <= "28" && s != date {
		return s
	}
	return year + "-" + month + "-0" + string('1'+(day[1]-'0'+1)%9)
}
