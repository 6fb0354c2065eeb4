package kinds

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// latinLetters spells the Latin letters that have no decomposition.
var latinLetters = strings.NewReplacer(
	"ß", "ss", "ø", "o", "æ", "ae", "œ", "oe", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i", "ħ", "h")

// umlauts spells German umlauts the way typists without them do.
var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")

// fold gives the key by which names and aliases are looked up: lower case, no diacritics, letters and digits only.
// Scripts other than Latin stay as they are.
func fold(s string) string {
	return strings.Map(keepAlnum, foldWords(s))
}

// foldWords folds like fold but keeps everything that is not a diacritic, so that words stay apart.
func foldWords(s string) string {
	s = CleanText(s)
	if isASCII(s) {
		return strings.ToLower(s)
	}
	s = strings.ToLower(norm.NFKC.String(s))
	return latinLetters.Replace(norm.NFC.String(strings.Map(dropMark, norm.NFD.String(s))))
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 128 {
			return false
		}
	}
	return true
}

// dropMark drops diacritics of the European scripts; elsewhere a mark can be part of the letter.
func dropMark(r rune) rune {
	if r >= 0x0300 && r <= 0x036f {
		return -1
	}
	return r
}

func keepAlnum(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
		return r
	}
	return -1
}

// compact gives a code without its punctuation: compatibility forms resolved (full-width digits), upper case,
// and only the letters and digits of ASCII plus whatever else is neither space nor punctuation, so that
// a wrong letter stays visible to the validator.
func compact(s string) string {
	s = strings.ToUpper(norm.NFKC.String(CleanText(s)))
	return norm.NFKC.String(strings.Map(dropPunctuation, s))
}

func dropPunctuation(r rune) rune {
	if unicode.IsSpace(r) || unicode.IsPunct(r) || visible(r) < 0 {
		return -1
	}
	return r
}

// digitsOf keeps the ASCII digits of a compatibility-normalized text.
func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, norm.NFKC.String(CleanText(s)))
}

// isDigits tells whether a text consists of ASCII digits only; the empty text does not.
func isDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// isLetters tells whether a text consists of A to Z only; the empty text does not.
func isLetters(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return s != ""
}

// isAlnum tells whether a text consists of A to Z and 0 to 9 only; the empty text does not.
func isAlnum(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigits(s[i:i+1]) && !isLetters(s[i:i+1]) {
			return false
		}
	}
	return s != ""
}

// padLeft fills a number up with zeros on the left.
func padLeft(s string, width int) string {
	if len(s) >= width {
		return s
	}
	return strings.Repeat("0", width-len(s)) + s
}
