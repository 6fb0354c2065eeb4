package parties

import (
	"slices"
	"strings"
)

// header is what the name of a column says.
type header struct {
	meaning Meaning
	scheme  string
	// about is the word that makes the column say something about a value of the meaning, such as its type; "" for the value.
	about string
	// qualifier tells several columns of one meaning apart: billing, 2.
	qualifier string
	// phrase are the words that gave the meaning.
	phrase []string
	// silent is a name that says nothing at all, such as c7.
	silent bool
}

// addressParts are the meanings that make an address.
var addressParts = []Meaning{Address, Street, House, Line2, City, Region, Postal, Country}

func (m Meaning) ofAddress() bool { return slices.Contains(addressParts, m) }

func (m Meaning) ofID() bool { return m == ID || m == TaxID }

// readHeader finds the meaning of a column's name; Other where it has none.
func readHeader(name string) header {
	words := wordsOf(name)
	h := header{}
	best := 0
	for _, t := range dictionary {
		for _, phrase := range t.phrases {
			said := within(words, phrase)
			if said == nil {
				continue
			}
			if n := weigh(t.meaning, phrase, words); n > best {
				best, h.meaning, h.scheme, h.phrase = n, t.meaning, t.scheme, said
			}
		}
	}
	if best == 0 {
		h.silent = !slices.ContainsFunc(words, func(w string) bool { return about[w] || others[w] })
		return h
	}
	h.readRest(words)
	return h
}

// within are the words of a name that make a phrase: those of the phrase, or one in which they are written together, as in
// PHONENUMBER; nil if it is not in the name.
func within(words, phrase []string) []string {
	if containsAll(words, phrase) {
		return phrase
	}
	if together := strings.Join(phrase, ""); len(phrase) > 1 && len(together) >= shortestTogether && slices.Contains(words, together) {
		return []string{together}
	}
	return nil
}

// shortestTogether is how many letters words have at least that may be written together: fewer make other words.
const shortestTogether = 6

func containsAll(words, phrase []string) bool {
	for _, w := range phrase {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return true
}

// weigh tells how well a phrase fits: by how many words and letters it explains. The number of something stands before what
// else is in the name ("passport country"), and a part of an address before the address ("address 1 city").
func weigh(m Meaning, phrase, words []string) int {
	n := 0
	for _, w := range phrase {
		n += 100 + len(w)
	}
	switch {
	case m.ofID():
		n += 10_000
	case m == Street || m == Line2 || m == Address:
		if all := strings.Join(phrase, ""); plainAddress(phrase) && len(all) > 0 && namesPart(words) {
			n = 1
		}
	}
	return n
}

// plainAddress tells whether a phrase says no more than that it is about an address, or about a line of one.
func plainAddress(phrase []string) bool {
	return !slices.ContainsFunc(phrase, func(w string) bool { return !addressWords[w] && !isNumber(w) })
}

// namesPart tells whether a name also names a part of an address.
func namesPart(words []string) bool {
	for _, t := range dictionary {
		switch t.meaning {
		case House, City, Region, Postal, Country:
			if slices.ContainsFunc(t.phrases, func(p []string) bool { return containsAll(words, p) }) {
				return true
			}
		}
	}
	return false
}

func isNumber(w string) bool { return w != "" && strings.Trim(w, "0123456789") == "" }

// readRest reads the words beside the phrase.
func (h *header) readRest(words []string) {
	var rest []string
	for _, w := range words {
		switch {
		case slices.Contains(h.phrase, w):
		case others[w]:
			h.meaning = Other
			return
		case about[w] || places[w] && (h.meaning.ofID() || h.meaning == Phone):
			h.about = w
		case h.meaning.ofAddress() && (addressWords[w] || neutral[w] && !isNumber(w)):
		case !neutral[w]:
			rest = append(rest, w)
		}
	}
	if h.meaning == FullName && rest != nil {
		h.meaning = Other
	}
	h.qualifier = strings.Join(rest, " ")
}
