package similarity

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold brings a text to the form in which spelling variants meet: Unicode NFKC, case folded, diacritics
// stripped, other scripts transliterated to Latin, "&" read as "and", apostrophes dropped, all other
// punctuation turned into space, and spaces collapsed. The result holds a-z, 0-9 and single spaces, plus
// letters of the rare scripts that have no transliteration, which are kept as they are.
//
// Umlauts lose their dots ("Müller" becomes "muller"); FoldKey also meets the spelling "Mueller".
// Fold is idempotent. It does not allocate when the text is folded already.
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	if !isASCII(s) {
		s = cases.Fold().String(norm.NFKC.String(s))
	}
	f := folder{out: make([]byte, 0, len(s)+8)}
	for _, r := range s {
		f.add(r)
	}
	return string(f.out)
}

// FoldKey is Fold with the German digraphs ae, oe and ue reduced to their vowel, so that "Müller",
// "Mueller" and "Muller" are equal. A digraph after a vowel or q is left alone ("Bauer", "Quelle"), and so
// is one in the ending -ael, -oel or -uel ("Michael", "Noel", "Samuel"). FoldKey is idempotent; use it
// for comparison and blocking, not for display.
func FoldKey(s string) string {
	return reduceDigraphs(Fold(s))
}

// Tokens splits a folded text into its words.
func Tokens(folded string) []string {
	return strings.Fields(folded)
}

// folder collects folded runes; a pending space is written only before the next word.
type folder struct {
	out     []byte
	pending bool
}

func (f *folder) add(r rune) {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		f.emit(byte(r))
	case r >= 'A' && r <= 'Z':
		f.emit(byte(r) + 'a' - 'A')
	case r == '&':
		f.pending = true
		f.emitWord("and")
		f.pending = true
	case isApostrophe(r):
	case r < unicode.MaxASCII+1:
		f.pending = true
	default:
		f.addForeign(r)
	}
}

func (f *folder) emit(c byte) {
	if f.pending && len(f.out) > 0 {
		f.out = append(f.out, ' ')
	}
	f.pending = false
	f.out = append(f.out, c)
}

func (f *folder) emitWord(s string) {
	for i := 0; i < len(s); i++ {
		f.emit(s[i])
	}
}

// addForeign transliterates one rune outside ASCII. Within a letter's transliteration, signs such as the
// apostrophe for a soft sign carry nothing and are dropped. Ideographs stand for words of their own.
func (f *folder) addForeign(r rune) {
	wordLike := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
	if !wordLike && !unicode.IsSymbol(r) && !unicode.IsNumber(r) {
		f.pending = true
		return
	}
	ideograph := unicode.Is(unicode.Han, r)
	f.pending = f.pending || ideograph
	latin := transliterate(r)
	for i := 0; i < len(latin); i++ {
		if c := latin[i]; isAlphanumeric(c) {
			f.emit(c | caseBit(c))
		}
	}
	if strings.TrimSpace(latin) == "" && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
		f.emitRune(r)
	}
	f.pending = f.pending || ideograph || !wordLike
}

// openVowels are the letters of Arabic and Hebrew that stand for a vowel, or for a sound that is heard as one, where the
// tables have nothing: "خالد" is read khald, "فاطمة" fatma.
var openVowels = map[rune]string{
	'ا': "a", 'أ': "a", 'إ': "i", 'آ': "a", 'ٱ': "a", 'ى': "a", 'ة': "a", 'ع': "a", 'ء': "", 'א': "a", 'ע': "a",
}

// transliterate writes a rune in Latin letters. Some scripts are known in capitals only.
func transliterate(r rune) string {
	if latin, ok := openVowels[r]; ok {
		return latin
	}
	if latin := unidecode.Unidecode(string(r)); latin != "" {
		return latin
	}
	return unidecode.Unidecode(string(unicode.ToUpper(r)))
}

func (f *folder) emitRune(r rune) {
	if f.pending && len(f.out) > 0 {
		f.out = append(f.out, ' ')
	}
	f.pending = false
	f.out = append(f.out, string(r)...)
}

func caseBit(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return 'a' - 'A'
	}
	return 0
}

func isAlphanumeric(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '`', '’', '‘', 'ʼ', 'ʹ', '´', '′':
		return true
	}
	return false
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] > unicode.MaxASCII {
			return false
		}
	}
	return true
}

// isFolded reports whether Fold would leave s as it is, which is the common case in a matcher.
func isFolded(s string) bool {
	space := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == ' ' {
			if space {
				return false
			}
			space = true
			continue
		}
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
			return false
		}
		space = false
	}
	return len(s) == 0 || !space
}

// reduceDigraphs drops the e of ae, oe and ue where German writes an umlaut that way.
func reduceDigraphs(s string) string {
	if !strings.Contains(s, "ae") && !strings.Contains(s, "oe") && !strings.Contains(s, "ue") {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == 'e' && endsInUmlautVowel(out) && !endsToken(s[i+1:], 'l') {
			continue
		}
		out = append(out, s[i])
	}
	return string(out)
}

func endsInUmlautVowel(out []byte) bool {
	n := len(out)
	if n == 0 || out[n-1] != 'a' && out[n-1] != 'o' && out[n-1] != 'u' {
		return false
	}
	return n == 1 || !strings.ContainsRune("aeiouyq", rune(out[n-2]))
}

// endsToken reports whether rest is exactly the letter c up to the end of the token.
func endsToken(rest string, c byte) bool {
	return len(rest) > 0 && rest[0] == c && (len(rest) == 1 || rest[1] == ' ')
}
