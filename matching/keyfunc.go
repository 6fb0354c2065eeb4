package matching

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"aurum/matching/similarity"
)

// keyFunc derives keys from a value. The first of a chain sees the value, the next ones the texts of the one before.
type keyFunc struct {
	name   string
	n      int
	needs  needs
	value  func(v *value) []string        // for functions of a whole value
	text   func(s string, n int) []string // for functions of a text
	counts bool                           // takes a number: prefix(4)
}

type keyChain []keyFunc

// maxBands is how many keys minhash may give: as many as a record may have by one rule.
const maxBands = 64

// keyFuncs are the key functions by name. docs/matching-policy.md describes each.
var keyFuncs = map[string]keyFunc{
	"exact":    {value: func(v *value) []string { return []string{v.key} }},
	"core":     {needs: needOrg, value: coreKeys},
	"bare":     {value: bareKeys},
	"word":     {needs: needOrg, value: wordKeys},
	"sorted":   {needs: needOrg, value: func(v *value) []string { return []string{strings.Join(slices.Sorted(slices.Values(v.words())), "")} }},
	"rarest":   {needs: needOrg, counts: true, value: nil}, // see apply: it needs its number
	"employer": {needs: needOrg, value: employerKeys},
	"acronym":  {needs: needOrg, value: acronymKeys},
	"numbers":  {text: func(s string, _ int) []string { return []string{numbersOf(s)} }},
	"sounds":   {needs: needOrg, value: soundKeys},
	"domain":   {value: domainKeys},
	"local":    {value: localKeys},
	"house":    {needs: needStreet, value: houseKeys},
	"street":   {needs: needStreet, value: func(v *value) []string { return []string{strings.ReplaceAll(v.street().Name, " ", "")} }},
	"number":   {needs: needStreet, value: func(v *value) []string { return []string{v.street().Number} }},
	"phonetic": {text: func(s string, _ int) []string { return phonetic(s) }},
	"prefix":   {counts: true, text: func(s string, n int) []string { return []string{firstRunes(s, n)} }},
	"suffix":   {counts: true, text: lastRunes},
	"digits":   {text: func(s string, _ int) []string { return []string{similarity.Digits(s)} }},
	"year":     {text: func(s string, _ int) []string { return []string{firstRunes(s, 4)} }},
	"initial":  {text: func(s string, _ int) []string { return []string{firstRunes(s, 1)} }},
	"first":    {text: func(s string, _ int) []string { return firstOf(similarity.Tokens(s)) }},
	"last":     {text: func(s string, _ int) []string { return lastOf(similarity.Tokens(s)) }},
	"anagram":  {text: func(s string, _ int) []string { return []string{anagram(s)} }},
	"minhash":  {counts: true, text: similarity.MinHash},
	"token":    {text: func(s string, _ int) []string { return similarity.Tokens(s) }},

	"cologne":     {text: func(s string, _ int) []string { return []string{similarity.Cologne(s)} }},
	"consonants":  {text: func(s string, _ int) []string { return []string{similarity.Consonants(similarity.Fold(s))} }},
	"formal":      {text: func(s string, _ int) []string { return similarity.FormalNames(s) }},
	"fingerprint": {text: func(s string, _ int) []string { return []string{fingerprint(s)} }},
	"codes":       {value: func(v *value) []string { return slices.Clone(similarity.ParseProduct(v.text).Codes) }},
	"postal":      {needs: needAddress, value: func(v *value) []string { return []string{v.address.PostalCode()} }},
	"city":        {needs: needAddress, value: func(v *value) []string { return []string{v.address.City()} }},
}

// parseChain reads key functions such as core, prefix(4).
func parseChain(names []string) (keyChain, error) {
	var out keyChain
	for i, text := range names {
		name, argument, hasArgument := strings.Cut(text, "(")
		f, ok := keyFuncs[name]
		if !ok {
			return nil, fmt.Errorf("there is no field or key function %q", name)
		}
		f.name = text
		if f.counts != hasArgument {
			return nil, fmt.Errorf("key function %q: write it as %s%s", text, name, map[bool]string{true: "(n)"}[f.counts])
		}
		if f.counts {
			n, err := strconv.Atoi(strings.TrimSuffix(argument, ")"))
			if err != nil || n < 1 || !strings.HasSuffix(argument, ")") {
				return nil, fmt.Errorf("key function %q needs a whole number above 0", text)
			}
			if name == "minhash" && n > maxBands {
				return nil, fmt.Errorf("key function %q gives more than %d keys", text, maxBands)
			}
			f.n = n
		}
		if i > 0 && f.text == nil {
			return nil, fmt.Errorf("key function %q reads a whole value and can only stand first", name)
		}
		out = append(out, f)
	}
	return out, nil
}

func (c keyChain) need() needs {
	var n needs
	for _, f := range c {
		n |= f.needs
	}
	return n
}

// keys applies a chain to a value; empty texts are no keys.
func (c keyChain) keys(v *value) []string {
	out := []string{v.key}
	for i, f := range c {
		switch {
		case i == 0 && f.text == nil && f.value == nil:
			out = rarestKeys(v, f.n)
		case i == 0 && f.text == nil:
			out = f.value(v)
		default:
			var next []string
			for _, s := range out {
				next = append(next, f.text(s, f.n)...)
			}
			out = next
		}
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// coreKeys is the name without legal form and spaces, so that "Data Soft AG" meets "Datasoft".
func coreKeys(v *value) []string { return []string{strings.Join(v.words(), "")} }

// bareKeys is the name without legal form and spaces, abbreviations as they are written, with and
// without the German reading of ae, oe and ue.
func bareKeys(v *value) []string {
	core, _ := similarity.SplitLegalForm(v.text)
	key, plain := strings.ReplaceAll(similarity.FoldKey(core), " ", ""), strings.ReplaceAll(core, " ", "")
	if key == plain {
		return []string{key}
	}
	return []string{key, plain}
}

// wordKeys are the words that tell one organization from another: none of the generic ones, none of a letter or two.
func wordKeys(v *value) []string {
	var out []string
	for _, w := range v.words() {
		if len(w) > 2 && !commonWords[w] {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		return v.words()
	}
	return out
}

// employerKeys are the telling words of a company's name that stands beside a person's.
func employerKeys(v *value) []string {
	if !v.employer {
		return nil
	}
	return slices.Clone(wordKeys(v))
}

// rarestKeys are the n words that are rarest by the feature's frequencies, else longest.
func rarestKeys(v *value, n int) []string {
	out := slices.Clone(wordKeys(v))
	slices.SortStableFunc(out, func(a, b string) int {
		if fa, fb := v.table[a], v.table[b]; fa != fb {
			if fa < fb {
				return -1
			}
			return 1
		}
		return len(b) - len(a)
	})
	return out[:min(n, len(out))]
}

// acronymKeys let "International Business Machines" meet "IBM": a name of one short word is its own acronym.
func acronymKeys(v *value) []string {
	words := v.words()
	if len(words) == 1 && len(words[0]) <= 6 {
		return words
	}
	if len(words) < 3 {
		return nil
	}
	var b strings.Builder
	for _, w := range words {
		b.WriteString(firstRunes(w, 1))
	}
	return []string{b.String()}
}

// soundKeys is how the words of a name sound, in no particular order: names written in two scripts meet in it.
func soundKeys(v *value) []string {
	var codes []string
	for _, w := range v.words() {
		if p, _ := similarity.DoubleMetaphone(w, 0); p != "" {
			codes = append(codes, p)
		}
	}
	slices.Sort(codes)
	return []string{strings.Join(codes, " ")}
}

// domainKeys is the domain of an e-mail or web address that belongs to one organization.
func domainKeys(v *value) []string {
	d := v.host()
	if d == "" || sharedDomains[d] {
		return nil
	}
	return []string{d}
}

func localKeys(v *value) []string {
	local, _, ok := strings.Cut(v.key, "@")
	if !ok {
		return nil
	}
	return []string{local}
}

// houseKeys is house number and street, or the post box.
func houseKeys(v *value) []string {
	s := v.street()
	if s.POBox != "" {
		return []string{"box " + s.POBox}
	}
	if s.Number == "" || s.Name == "" {
		return nil
	}
	return []string{s.Number + " " + strings.ReplaceAll(s.Name, " ", "")}
}

// phonetic gives the sounds of a text: of one word both of its codes, of several their codes in a row.
func phonetic(s string) []string {
	words := similarity.Tokens(s)
	if len(words) == 1 {
		p, q := similarity.DoubleMetaphone(s, 0)
		if p == "" {
			return []string{s}
		}
		if q == p || q == "" {
			return []string{p}
		}
		return []string{p, q}
	}
	var b strings.Builder
	for _, w := range words {
		p, _ := similarity.DoubleMetaphone(w, 0)
		b.WriteString(p)
	}
	return []string{b.String()}
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// lastRunes gives nothing for a text that is shorter: too little to be a key.
func lastRunes(s string, n int) []string {
	r := []rune(s)
	if len(r) < n {
		return nil
	}
	return []string{string(r[len(r)-n:])}
}

func firstOf(words []string) []string { return words[:min(1, len(words))] }

func lastOf(words []string) []string { return words[max(0, len(words)-1):] }

// anagram sorts the characters of a text, so that swapped day and month, or two digits, give one key.
func anagram(s string) string {
	r := []rune(s)
	slices.Sort(r)
	return string(r)
}

// fingerprint is the distinct words of a text in order of the alphabet (the key collision method of OpenRefine).
func fingerprint(s string) string {
	return strings.Join(slices.Compact(similarity.SortedWords(similarity.Fold(s))), " ")
}

// numbersOf are the words with a digit, sorted: a product's sizes and model numbers, the same in all languages.
func numbersOf(s string) string {
	words := slices.DeleteFunc(similarity.Tokens(s), func(w string) bool { return !strings.ContainsAny(w, "0123456789") })
	slices.Sort(words)
	return strings.Join(words, " ")
}
