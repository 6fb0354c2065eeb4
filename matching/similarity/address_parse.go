package similarity

import (
	"regexp"
	"strings"
	"unicode"
)

// ParseStreet reads the street lines of an address, in whatever order a country writes them: "5 Main St
// Apt 2", "Hauptstr. 5", "12, rue de la Paix", "Via Roma, 12", "PO Box 77". The line (or part between
// commas) with the best evidence of a street gives number, name and type; the others may add the unit and
// the PO box. Lines for the attention of somebody are passed over.
func ParseStreet(lines []string) Street {
	var best Street
	bestEvidence := -1
	var unit, box string
	for _, part := range mergeNumberParts(streetParts(lines)) {
		s := parseStreetPart(part)
		if e := streetEvidence(s, part); e > bestEvidence {
			best, bestEvidence = s, e
		}
		unit, box = joinNonEmpty(unit, s.Unit), firstNonEmpty(box, s.POBox)
	}
	best.Unit, best.POBox = unit, box
	return best
}

// streetParts folds lines into tokens, a part for each piece between commas.
func streetParts(lines []string) [][]string {
	var parts [][]string
	for _, line := range lines {
		if strings.ContainsAny(line, "-–") {
			line = spacedRange.ReplaceAllString(line, "$1-$2")
		}
		line = streetSigns.Replace(line)
		for _, piece := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(",;\n，、", r) }) {
			if tokens := addressTokens(piece); len(tokens) > 0 && !addressees[tokens[0]] {
				parts = append(parts, tokens)
			}
		}
	}
	return parts
}

var streetSigns = strings.NewReplacer("#", " unit ", "№", " nr ", "c/o", " careof ", "C/O", " careof ")

var (
	spacedRange = regexp.MustCompile(`(\d)\s+[-–]\s+(\d)`)
	houseNumber = regexp.MustCompile(`^\d+[a-z]?([-/]\d*[a-z]?)*$`)
	gluedNumber = regexp.MustCompile(`^([^\d]{3,})(\d+[a-z]?)$`)
)

var addressees = wordSet("careof attn attention zhd")

// addressTokens folds a piece word by word, keeping house numbers such as 12-14 and 5/12 in one token.
func addressTokens(piece string) []string {
	var tokens []string
	for _, word := range strings.FieldsFunc(piece, unicode.IsSpace) {
		plain := strings.ToLower(strings.Trim(strings.ReplaceAll(word, "–", "-"), ".-/"))
		if isHouseNumber(plain) {
			tokens = append(tokens, plain)
			continue
		}
		for _, t := range Tokens(Fold(word)) {
			tokens = append(tokens, splitGlued(t)...)
		}
	}
	return tokens
}

// isHouseNumber asks the pattern only where there is a digit in front: most words have none.
func isHouseNumber(token string) bool {
	return token != "" && token[0] >= '0' && token[0] <= '9' && houseNumber.MatchString(token)
}

// splitGlued takes a house number off the street it is glued to: "hauptstr5".
func splitGlued(token string) []string {
	if hasDigit(token) {
		if m := gluedNumber.FindStringSubmatch(token); m != nil && endsInStreetType(m[1]) {
			return m[1:3]
		}
	}
	return []string{token}
}

// mergeNumberParts joins a part that is only a house number to the street beside it: "12, rue X",
// "Via X, 12".
func mergeNumberParts(parts [][]string) [][]string {
	var out [][]string
	for i := 0; i < len(parts); i++ {
		p := parts[i]
		n := len(out)
		switch {
		case !isNumberPart(p):
			out = append(out, p)
		case n > 0 && !hasHouseNumber(out[n-1]):
			out[n-1] = append(out[n-1], p...)
		case i+1 < len(parts) && !hasHouseNumber(parts[i+1]):
			out = append(out, append(p, parts[i+1]...))
			i++
		default:
			out = append(out, p)
		}
	}
	return out
}

func isNumberPart(tokens []string) bool {
	return len(tokens) == 1 && isHouseNumber(tokens[0]) ||
		len(tokens) == 2 && numberWordsBefore[tokens[0]] && isHouseNumber(tokens[1])
}

func hasHouseNumber(tokens []string) bool {
	for _, t := range tokens {
		if isHouseNumber(t) || unitWords[t] {
			return true
		}
	}
	return false
}

// streetEvidence ranks parts: a street with its number, a street type, a name at all.
func streetEvidence(s Street, part []string) int {
	e := 0
	if s.Name != "" {
		e++
		if s.Number != "" {
			e += 2
		}
		if s.Type != "" {
			e += 2
		}
	} else if s.Number != "" && len(part) == 1 {
		e++
	}
	return e
}

func parseStreetPart(tokens []string) Street {
	var s Street
	tokens = cutAtCrossing(tokens)
	tokens, s.POBox = takePOBox(tokens)
	tokens, s.Unit = takeUnit(tokens)
	var unit string
	tokens, s.Number, unit = takeNumber(tokens)
	s.Unit = joinNonEmpty(unit, s.Unit)
	tokens, s.Direction = takeDirection(tokens)
	tokens, s.Type = takeStreetType(tokens)
	s.Name = canonicalStreetName(tokens)
	return s
}

// cutAtCrossing drops what only helps to find the street: "near Watts St", "between 5th and 6th Ave".
func cutAtCrossing(tokens []string) []string {
	for i := 2; i < len(tokens); i++ {
		if crossingWords[tokens[i]] {
			return tokens[:i]
		}
	}
	return tokens
}

// takePOBox finds a post box in any of its national spellings and returns the tokens around it.
func takePOBox(tokens []string) (rest []string, box string) {
	for i := range tokens {
		for width := min(4, len(tokens)-i-1); width > 0; width-- {
			if poBoxWords[strings.Join(tokens[i:i+width], "")] && hasDigit(tokens[i+width]) {
				end := i + width + 1
				for end < len(tokens) && isDigits(tokens[end]) && len(tokens[end]) < 4 {
					end++
				}
				return join2(tokens[:i], tokens[end:]), strings.Join(tokens[i+width:end], "")
			}
		}
	}
	return tokens, ""
}

// takeUnit finds apartments, suites and floors: "apt 2", "2nd floor", "3. OG".
func takeUnit(tokens []string) (rest []string, unit string) {
	for i := 0; i < len(tokens); i++ {
		switch {
		case unitWords[tokens[i]] && i+1 < len(tokens) && isUnitValue(tokens[i+1]):
			unit = joinNonEmpty(unit, trimZeros(tokens[i+1]))
			i++
		case i+1 < len(tokens) && floorWords[tokens[i+1]] && isOrdinalOrNumber(tokens[i]) && (i > 0 || len(tokens) == 2):
			unit = joinNonEmpty(unit, ordinalDigits(tokens[i])+"f")
			i++
		default:
			rest = append(rest, tokens[i])
		}
	}
	return rest, unit
}

func isUnitValue(t string) bool { return hasDigit(t) || len(t) == 1 }

// takeNumber finds the house number: after "No", in front, or at the end. In front, "5/12" is unit 5 of
// house 12.
func takeNumber(tokens []string) (rest []string, number, unit string) {
	n := len(tokens)
	for i := 0; i+1 < n; i++ {
		if numberWordsBefore[tokens[i]] && isHouseNumber(tokens[i+1]) {
			return join2(tokens[:i], tokens[i+2:]), tokens[i+1], ""
		}
	}
	if n == 1 && isHouseNumber(tokens[0]) {
		return nil, tokens[0], ""
	}
	if n > 1 && isHouseNumber(tokens[0]) && !floorWords[tokens[1]] {
		return leadingHouse(tokens)
	}
	if rest, number = trailingHouse(tokens); number == "" {
		rest, number = houseBehindBuilding(tokens)
	}
	return rest, number, ""
}

// houseBehindBuilding finds the number in "Riverview Apartments 212 Mill St": a name without a street type in front, a
// street that ends in one behind.
func houseBehindBuilding(tokens []string) (rest []string, number string) {
	last := len(tokens) - 1
	for i := 1; i < last-1; i++ {
		if endsInStreetType(tokens[i-1]) {
			break
		}
		if isDigits(tokens[i]) && endsInStreetType(tokens[last]) {
			return tokens[i+1:], tokens[i]
		}
	}
	return tokens, ""
}

func leadingHouse(tokens []string) (rest []string, number, unit string) {
	number, rest = tokens[0], tokens[1:]
	if before, after, ok := strings.Cut(number, "/"); ok && isDigits(before) && hasDigit(after) && len(rest) > 0 {
		return rest, after, before
	}
	switch {
	case len(rest) > 1 && rest[0] == "1/2":
		number, rest = number+"-1/2", rest[1:]
	case len(rest) > 1 && len(rest[0]) == 1 && directions[rest[0]] == "" && !isStreetType(rest[1]) && !hasDigit(rest[0]):
		number, rest = number+rest[0], rest[1:]
	}
	return rest, number, ""
}

// trailingHouse finds a number at the end, with its letter ("5 a"), or right after a street type
// ("Hauptstr. 5 Hinterhof"); a number inside a name ("Straße des 17. Juni") is none.
func trailingHouse(tokens []string) (rest []string, number string) {
	for i := len(tokens) - 1; i > 0; i-- {
		if !isHouseNumber(tokens[i]) {
			continue
		}
		tail := tokens[i+1:]
		switch {
		case len(tail) == 0:
			return tokens[:i], tokens[i]
		case len(tail) == 1 && len(tail[0]) == 1 && !hasDigit(tail[0]):
			return tokens[:i], tokens[i] + tail[0]
		case endsInStreetType(tokens[i-1]):
			return tokens[:i], tokens[i]
		}
	}
	return tokens, ""
}

// takeDirection takes a compass direction off the front or, behind a street type or as an initial, off
// the end.
func takeDirection(tokens []string) (rest []string, direction string) {
	n := len(tokens)
	if n < 2 {
		return tokens, ""
	}
	if d := directions[tokens[n-1]]; d != "" && isStreetType(tokens[n-2]) {
		return tokens[:n-1], d
	}
	if d := directions[tokens[n-1]]; d == tokens[n-1] && d != "" && n > 2 {
		return tokens[:n-1], d
	}
	if d := directions[tokens[0]]; d != "" && !(n == 2 && isStreetType(tokens[1])) {
		return tokens[1:], d
	}
	return tokens, ""
}

// takeStreetType takes the type off the end ("main st"), the front ("rue x"), or the last word
// ("hauptstr"). A name is left in any case.
func takeStreetType(tokens []string) (rest []string, kind string) {
	n := len(tokens)
	if n == 0 {
		return tokens, ""
	}
	last := tokens[n-1]
	if k := streetTypes()[last]; k != "" && n > 1 {
		return tokens[:n-1], k
	}
	if k := streetTypes()[tokens[0]]; k != "" && n > 1 && !saintWords[tokens[0]] {
		return tokens[1:], k
	}
	if stem, k := splitStreetSuffix(last); k != "" {
		return append(append([]string{}, tokens[:n-1]...), stem), k
	}
	return tokens, ""
}

// splitStreetSuffix divides "hauptstr" into "haupt" and "street"; the stem keeps three letters or more.
func splitStreetSuffix(word string) (stem, kind string) {
	for _, s := range streetSuffixes {
		if strings.HasSuffix(word, s) && len(word)-len(s) >= 3 {
			return word[:len(word)-len(s)], streetTypes()[s]
		}
	}
	return word, ""
}

func isStreetType(word string) bool { return streetTypes()[word] != "" }

func endsInStreetType(word string) bool {
	_, kind := splitStreetSuffix(word)
	return kind != "" || isStreetType(word)
}

// canonicalStreetName brings ordinals to digits, "st" and "sankt" to "saint", and drops link words unless
// nothing else is left.
func canonicalStreetName(tokens []string) string {
	var all, content []string
	for _, t := range tokens {
		var name string
		switch {
		case saintWords[t]:
			name = "saint"
		case isOrdinalOrNumber(t):
			name = ordinalDigits(t)
		default:
			name = reduceDigraphs(t)
		}
		all = append(all, name)
		if !linkWords[name] {
			content = append(content, name)
		}
	}
	if len(content) == 0 {
		content = all
	}
	return join(content)
}

// isOrdinalOrNumber recognises "5", "5th", "1er", "fifth".
func isOrdinalOrNumber(t string) bool { return ordinalDigits(t) != "" }

// ordinalDigits returns the digits of an ordinal or a number, or "".
func ordinalDigits(t string) string {
	if n, ok := numberWords[t]; ok {
		return n
	}
	digits := strings.TrimRight(t, "abcdefghijklmnopqrstuvwxyz")
	if !isDigits(digits) {
		return ""
	}
	switch t[len(digits):] {
	case "", "st", "nd", "rd", "th", "er", "e", "eme":
		return trimZeros(digits)
	}
	return ""
}

func join2(a, b []string) []string {
	return append(append(make([]string, 0, len(a)+len(b)), a...), b...)
}

func joinNonEmpty(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

func firstNonEmpty(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
