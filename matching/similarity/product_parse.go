package similarity

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// ProductTokens is a product's text by classes of tokens, folded, in the order of the text.
type ProductTokens struct {
	Codes      []string // model and part numbers without punctuation: "tcd658000"
	Quantities []Quantity
	Numbers    []string // numbers without a unit
	Words      []string
}

// Quantity is a number with its unit, in the base unit of its dimension: 1 TB is 1000 GB.
type Quantity struct {
	Value float64
	Unit  string
}

// String writes the quantity as one token: "500gb".
func (q Quantity) String() string {
	return strconv.FormatFloat(q.Value, 'g', 10, 64) + q.Unit
}

// Codes have a digit, at least five characters, and letters or at least six digits.
const (
	minCodeLength  = 5
	minCodeDigits  = 6
	minWordLength  = 4 // "4port" is a count and a word
	maxCountDigits = 2
	maxCodeSurplus = 4
)

// unit is a unit's base and the number of base units in one.
type unit struct {
	base   string
	factor float64
}

// units are the units found on products. Storage counts in thousands, as makers do.
var units = map[string]unit{
	"kb": {"gb", 1e-6}, "mb": {"gb", 1e-3}, "gb": {"gb", 1}, "tb": {"gb", 1000},
	"mg": {"g", 1e-3}, "g": {"g", 1}, "gr": {"g", 1}, "gram": {"g", 1}, "grams": {"g", 1}, "kg": {"g", 1000}, "kilo": {"g", 1000},
	"oz": {"g", 28.349523125}, "ounce": {"g", 28.349523125}, "lb": {"g", 453.59237}, "lbs": {"g", 453.59237},
	"ml": {"ml", 1}, "cl": {"ml", 10}, "dl": {"ml", 100}, "l": {"ml", 1000}, "lt": {"ml", 1000}, "ltr": {"ml", 1000},
	"liter": {"ml", 1000}, "litre": {"ml", 1000}, "liters": {"ml", 1000}, "litres": {"ml", 1000},
	"gal": {"ml", 3785.411784}, "gallon": {"ml", 3785.411784},
	"mm": {"mm", 1}, "cm": {"mm", 10}, "m": {"mm", 1000}, "in": {"mm", 25.4}, "inch": {"mm", 25.4}, "inches": {"mm", 25.4},
	"zoll": {"mm", 25.4}, "ft": {"mm", 304.8}, "feet": {"mm", 304.8}, "yd": {"mm", 914.4},
	"hz": {"hz", 1}, "khz": {"hz", 1e3}, "mhz": {"hz", 1e6}, "ghz": {"hz", 1e9},
	"w": {"w", 1}, "watt": {"w", 1}, "watts": {"w", 1}, "kw": {"w", 1000},
	"v": {"v", 1}, "volt": {"v", 1}, "volts": {"v", 1}, "kv": {"v", 1000}, "ma": {"a", 1e-3}, "amp": {"a", 1}, "amps": {"a", 1},
	"mah": {"mah", 1}, "ah": {"mah", 1000}, "wh": {"wh", 1}, "mp": {"mp", 1}, "megapixel": {"mp", 1},
	"rpm": {"rpm", 1}, "dpi": {"dpi", 1}, "db": {"db", 1}, "bar": {"bar", 1}, "psi": {"bar", 0.0689475729},
	"pcs": {"pc", 1}, "pc": {"pc", 1}, "pce": {"pc", 1}, "pk": {"pc", 1}, "pack": {"pc", 1}, "ct": {"pc", 1}, "count": {"pc", 1},
	"stk": {"pc", 1}, "stuck": {"pc", 1}, "sheets": {"sheet", 1}, "blatt": {"sheet", 1},
	"mbps": {"mbps", 1}, "gbps": {"mbps", 1000}, "mbit": {"mbps", 1}, "gbit": {"mbps", 1000},
}

var (
	languageTag = regexp.MustCompile(`"@[a-z]{2,3}(-[a-z]+)?`)
	allInOne    = regexp.MustCompile(`\b(\d)[ -]in[ -](\d)\b`) // "2-in-1" is no length
	// dateText is a date or a span of years: many things have it in common, so it is no code.
	dateText = regexp.MustCompile(`^(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|(1[5-9]|20)\d\d[-/–](1[5-9]|20)?\d\d)$`)
	inchSign = regexp.MustCompile(`(^|[^\p{L}\d.,/_-])(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:''|"|”|″)`)
	// quantityText finds a number with its unit, glued or spaced, but not within a hyphenated code ("GA-100MB-1AER").
	quantityText = regexp.MustCompile(`(?:^|[^\p{L}\d.,-]|[^\p{L}\d]-)(\d[\d.,]*)\s?-?(\p{L}{1,9})\b`)
	// dimensions finds "10x5", "10 x 5 x 2 cm" and "6 x 0,5 l".
	dimensions = regexp.MustCompile(`(?:^|[^\p{L}\d.,])(\d[\d.,]*)\s?[x×*]\s?(\d[\d.,]*)(?:\s?[x×*]\s?(\d[\d.,]*))?(?:\s?(\p{L}{1,9})\b)?`)
)

// ParseProduct divides a product's text into codes, quantities, plain numbers and words. "10 x 5 cm" gives
// two lengths, "6 x 0,5 l" six pieces and a volume, "10x5" without a unit one quantity of the unit "10x5", which only its like agrees with.
// Language tags of web data ("…"@en) are dropped.
func ParseProduct(text string) ProductTokens {
	text = strings.ToLower(norm.NFKC.String(languageTag.ReplaceAllString(text, " ")))
	text = allInOne.ReplaceAllString(text, "${1}in$2")
	text = inchSign.ReplaceAllString(text, "${1}${2} inch ")
	var t ProductTokens
	text = t.takeDimensions(text)
	text = t.takeQuantities(text)
	for _, chunk := range strings.Fields(text) {
		t.classify(chunk)
	}
	return t
}

// takeDimensions moves dimensions out of the text.
func (t *ProductTokens) takeDimensions(text string) string {
	return replaceMatches(dimensions, text, func(groups []string) bool {
		var values []float64
		for _, g := range groups[1:4] {
			if v, ok := parseNumber(g); ok {
				values = append(values, v)
			}
		}
		u, known := units[Fold(groups[4])]
		switch {
		case len(values) < 2 || groups[4] != "" && !known:
			return false
		case known && u.base != "mm": // "6 x 0,5 l": so many of that size
			last := len(values) - 1
			t.Quantities = append(t.Quantities, Quantity{values[last] * u.factor, u.base})
			for _, v := range values[:last] {
				t.Quantities = append(t.Quantities, Quantity{v, "pc"})
			}
		case known:
			for _, v := range values {
				t.Quantities = append(t.Quantities, Quantity{v * u.factor, u.base})
			}
		default:
			slices.Sort(values)
			t.Quantities = append(t.Quantities, Quantity{1, dimensionUnit(values)})
		}
		return true
	})
}

// dimensionUnit names dimensions without a unit, smallest first.
func dimensionUnit(values []float64) string {
	parts := make([]string, len(values))
	for i, v := range values {
		parts[i] = strconv.FormatFloat(v, 'g', 10, 64)
	}
	return strings.Join(parts, "x")
}

// takeQuantities moves numbers with a known unit out of the text.
func (t *ProductTokens) takeQuantities(text string) string {
	return replaceMatches(quantityText, text, func(groups []string) bool {
		u, known := units[Fold(groups[2])]
		v, ok := parseNumber(groups[1])
		if known && ok {
			t.Quantities = append(t.Quantities, Quantity{v * u.factor, u.base})
		}
		return known && ok
	})
}

// replaceMatches calls take with the groups of each match and cuts the matches it took out of the text.
func replaceMatches(pattern *regexp.Regexp, text string, take func(groups []string) bool) string {
	var out strings.Builder
	for {
		at := pattern.FindStringSubmatchIndex(text)
		if at == nil {
			break
		}
		groups := make([]string, len(at)/2)
		for i := range groups {
			if at[2*i] >= 0 {
				groups[i] = text[at[2*i]:at[2*i+1]]
			}
		}
		out.WriteString(text[:at[2]])
		if !take(groups) {
			out.WriteString(text[at[2]:at[3]])
			text = text[at[3]:]
			continue
		}
		out.WriteString(" ")
		text = text[at[1]:]
	}
	out.WriteString(text)
	return out.String()
}

// classify sorts one chunk between spaces into codes, numbers and words. A chunk that is a code as a whole
// is kept whole ("tcd-658000"); any other is split at its punctuation.
func (t *ProductTokens) classify(chunk string) {
	chunk = strings.Trim(chunk, `.,;:!?()[]{}"'/-_|`)
	if v, ok := parseNumber(chunk); ok && !(isDigits(chunk) && len(chunk) >= minCodeDigits) {
		t.Numbers = append(t.Numbers, strconv.FormatFloat(v, 'g', 10, 64))
		return
	}
	parts := Tokens(Fold(chunk))
	if dateText.MatchString(chunk) {
		t.Numbers = append(t.Numbers, strings.Join(parts, "-"))
		return
	}
	if joined := strings.Join(parts, ""); isCode(joined) && mostlyCode(parts) {
		t.Codes = append(t.Codes, joined)
		return
	}
	for _, p := range parts {
		switch {
		case isCode(p):
			t.Codes = append(t.Codes, p)
		case isDigits(p):
			t.Numbers = append(t.Numbers, trimZeros(p))
		default:
			t.Words = append(t.Words, p)
		}
	}
}

// isCode reports whether a token looks like a model or part number.
func isCode(token string) bool {
	digits, letters := 0, 0
	for i := 0; i < len(token); i++ {
		switch c := token[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'a' && c <= 'z':
			letters++
		}
	}
	counted := strings.TrimLeft(token, "0123456789")
	if len(counted) == letters && letters >= minWordLength && digits <= maxCountDigits {
		return false // "4port", "10pack"
	}
	return digits+letters >= minCodeLength && digits > 0 && (letters > 0 || digits >= minCodeDigits)
}

// mostlyCode tells a hyphenated code ("MB15-GRN-SEE-V2") from words glued by punctuation ("usb3/wireless").
func mostlyCode(parts []string) bool {
	if len(parts) == 1 {
		return true
	}
	for _, p := range parts {
		if len(p) > minCodeLength && !hasDigit(p) {
			return false
		}
	}
	return true
}

// containsCode reports whether long is short with at most four characters more.
func containsCode(long, short string) bool {
	return len(long)-len(short) <= maxCodeSurplus && strings.Contains(long, short)
}

// parseNumber reads a number with decimal point or comma and separated thousands: "1,000.5", "0,5", "1.000".
// One separator followed by exactly three digits separates thousands, unless a zero stands before it. Several separators
// with other than three digits between them are no number but a code: "00.10621.07.77.21".
func parseNumber(s string) (float64, bool) {
	s = strings.TrimRight(s, ".,")
	if s == "" || strings.Trim(s, "0123456789.,") != "" {
		return 0, false
	}
	last := strings.LastIndexAny(s, ".,")
	if last < 0 {
		return parseFloat(s)
	}
	first := strings.IndexAny(s, ".,")
	if first < last && !groupedThousands(s[:last]) {
		return 0, false
	}
	thousands := len(s)-last-1 == 3 && !strings.HasPrefix(s, "0") && (first == last || s[first] == s[last])
	plain := strings.NewReplacer(".", "", ",", "")
	if thousands {
		return parseFloat(plain.Replace(s))
	}
	return parseFloat(plain.Replace(s[:last]) + "." + s[last+1:])
}

// groupedThousands reports whether what stands before the last separator is up to three digits and groups of three.
func groupedThousands(s string) bool {
	groups := strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == ',' })
	if len(groups) == 0 || len(groups[0]) > 3 {
		return false
	}
	return !slices.ContainsFunc(groups[1:], func(g string) bool { return len(g) != 3 })
}

func parseFloat(s string) (float64, bool) {
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil
}

func sortQuantities(quantities []Quantity) []Quantity {
	sorted := slices.Clone(quantities)
	slices.SortFunc(sorted, func(x, y Quantity) int {
		return cmp.Or(cmp.Compare(x.Unit, y.Unit), cmp.Compare(x.Value, y.Value))
	})
	return sorted
}
