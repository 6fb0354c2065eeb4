package similarity

import "strings"

// DoubleMetaphone returns the primary and the secondary phonetic code of a name after L. Philips ("The
// Double Metaphone Search Algorithm", C/C++ Users Journal, June 2000). The text is folded first. Codes use
// the letters A F H J K L M N P R S T X and 0 for English th; A stands for any vowel at the start. The
// secondary code equals the primary one where the name has only one likely pronunciation. Codes are cut
// to maxLength letters (Philips: 4); 0 means no limit. A text without Latin letters gives two empty codes.
func DoubleMetaphone(s string, maxLength int) (primary, secondary string) {
	var codes [2][shortText]byte
	m := metaphone{primary: codes[0][:0], secondary: codes[1][:0]}
	m.begin(s)
	for m.pos <= m.last && !m.full(maxLength) {
		m.pos += m.step()
	}
	primary = cut(string(m.primary), maxLength)
	if string(m.primary) == string(m.secondary) {
		return primary, primary
	}
	return primary, cut(string(m.secondary), maxLength)
}

// SoundsAlike reports whether one of the codes of a is one of the codes of b; empty codes never match.
func SoundsAlike(a, b string) bool {
	p1, s1 := DoubleMetaphone(a, 0)
	p2, s2 := DoubleMetaphone(b, 0)
	return p1 != "" && p2 != "" && (p1 == p2 || p1 == s2 || s1 == p2 || s1 == s2)
}

func cut(code string, maxLength int) string {
	if maxLength > 0 && len(code) > maxLength {
		return code[:maxLength]
	}
	return code
}

// metaphone is one run of the algorithm over a word of ASCII capitals and spaces.
type metaphone struct {
	word          string // padded at the end, so that looking ahead meets spaces
	pos, last     int    // position of the current and of the last letter
	slavoGermanic bool
	primary       []byte
	secondary     []byte
}

const metaphonePad = "      "

// begin reads the word and what stands in front of it.
func (m *metaphone) begin(s string) {
	folded := Fold(s)
	var word strings.Builder
	word.Grow(len(folded) + len(metaphonePad))
	for i := 0; i < len(folded); i++ {
		c := folded[i]
		if c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		m.slavoGermanic = m.slavoGermanic || c == 'W' || c == 'K'
		word.WriteByte(c)
	}
	m.last = len(folded) - 1
	word.WriteString(metaphonePad)
	m.word = word.String()
	m.slavoGermanic = m.slavoGermanic || strings.Contains(m.word, "CZ")
	switch {
	case m.has(0, "GN", "KN", "PN", "WR", "PS"):
		m.pos = 1
	case m.has(0, "X"):
		m.add("S")
		m.pos = 1
	}
}

func (m *metaphone) full(maxLength int) bool {
	return maxLength > 0 && len(m.primary) >= maxLength && len(m.secondary) >= maxLength
}

// has reports whether one of the options stands at position i.
func (m *metaphone) has(i int, options ...string) bool {
	if i < 0 || i >= len(m.word) {
		return false
	}
	for _, o := range options {
		if strings.HasPrefix(m.word[i:], o) {
			return true
		}
	}
	return false
}

// here is has counted from the current position.
func (m *metaphone) here(offset int, options ...string) bool {
	return m.has(m.pos+offset, options...)
}

func (m *metaphone) vowel(offset int) bool {
	return m.here(offset, "A", "E", "I", "O", "U", "Y")
}

func (m *metaphone) add(code string) { m.addBoth(code, code) }

func (m *metaphone) addBoth(primary, secondary string) {
	m.primary = append(m.primary, primary...)
	m.secondary = append(m.secondary, secondary...)
}

// double returns 2 when the next letter is one of those that the current sound swallows, else 1.
func (m *metaphone) double(swallowed ...string) int {
	if m.here(1, swallowed...) {
		return 2
	}
	return 1
}

// germanic reports a beginning that makes the rest of the name sound German or Dutch.
func (m *metaphone) germanic() bool { return m.has(0, "VAN ", "VON ", "SCH") }

// simpleSounds are the letters that always sound alike and swallow a repetition of themselves.
var simpleSounds = map[byte]string{'B': "P", 'F': "F", 'K': "K", 'N': "N", 'Q': "K", 'V': "F"}

// step encodes the sound at the current position and returns how many letters it took.
func (m *metaphone) step() int {
	letter := m.word[m.pos]
	if sound, ok := simpleSounds[letter]; ok {
		m.add(sound)
		if m.word[m.pos+1] == letter {
			return 2
		}
		return 1
	}
	switch letter {
	case 'A', 'E', 'I', 'O', 'U', 'Y':
		if m.pos == 0 {
			m.add("A")
		}
		return 1
	case 'C':
		return m.letterC()
	case 'D':
		return m.letterD()
	case 'G':
		return m.letterG()
	case 'H':
		return m.letterH()
	case 'J':
		return m.letterJ()
	case 'L':
		return m.letterL()
	case 'M':
		return m.letterM()
	case 'P':
		return m.letterP()
	case 'R':
		return m.letterR()
	case 'S':
		return m.letterS()
	case 'T':
		return m.letterT()
	case 'W':
		return m.letterW()
	case 'X':
		return m.letterX()
	case 'Z':
		return m.letterZ()
	}
	return 1
}
