package propose

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"aurum/matching"
	"aurum/matching/similarity"
)

// looksLikeDate wants at least a year and two more parts, so that plain numbers are no dates.
func looksLikeDate(v string) bool {
	digits, letters := countClasses(v)
	if letters == 0 && digits == 8 && !strings.ContainsAny(v, "./-") {
		year := v[:4]
		return year >= "1700" && year <= "2199"
	}
	return strings.ContainsAny(v, "./- ") && digits >= 4 && digits <= 8
}

// looksLikePhone wants 7 to 15 digits and no letter but those of an extension.
func looksLikePhone(v string, digits, letters int) bool {
	extension := letters <= 3 && strings.Contains(strings.ToLower(v), "x")
	return digits >= 7 && digits <= 15 && (letters == 0 || extension) && !strings.ContainsAny(v, "@:")
}

// parseNumber reads a number, perhaps with a currency sign and thousands separators.
func parseNumber(v string) (float64, bool) {
	v = strings.TrimFunc(v, func(r rune) bool { return unicode.Is(unicode.Sc, r) || unicode.IsSpace(r) || r == '%' })
	x, err := strconv.ParseFloat(strings.ReplaceAll(v, ",", ""), 64)
	return x, err == nil
}

// hasMixedWord tells whether some word has letters and digits: a model or part number, a quantity with its unit.
func hasMixedWord(v string) bool {
	return slices.ContainsFunc(strings.Fields(v), func(w string) bool {
		d, l := countClasses(w)
		return d > 0 && l > 0
	})
}

func hasLegalForm(v string) bool {
	_, form := similarity.SplitLegalForm(v)
	return form != ""
}

// isGivenName tells whether a word is in the lists of given names; a name is a nickname of itself only if it is listed.
func isGivenName(word string) bool { return similarity.AreNicknames(word, word) }

// dateOrder tells in which order the parts of dates stand: the day is the part that exceeds twelve.
func dateOrder(filled []string) string {
	dayFirst, monthFirst := 0, 0
	for _, v := range filled {
		parts := strings.FieldsFunc(v, func(r rune) bool { return !unicode.IsDigit(r) })
		if len(parts) < 3 || len(parts[0]) > 2 {
			continue
		}
		switch first, second := number(parts[0]), number(parts[1]); {
		case first > 12:
			dayFirst++
		case second > 12:
			monthFirst++
		}
	}
	switch {
	case dayFirst == 0 && monthFirst == 0:
		return ""
	case monthFirst > dayFirst:
		return matching.MonthDayYear
	}
	return matching.DayMonthYear
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func startsWithNumber(v string) bool { return v != "" && v[0] >= '0' && v[0] <= '9' }

func hasStreetWord(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		if streetWords[w] {
			return true
		}
		return slices.ContainsFunc(streetEndings, func(e string) bool { return len(w) > len(e)+2 && strings.HasSuffix(w, e) })
	})
}

func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// streetWords are words for street in many languages, folded.
var streetWords = setOf(`street st road rd avenue ave av lane ln drive dr boulevard blvd place pl court ct crescent cres
	circuit cct close terrace tce parade pde highway hwy parkway pkwy square sq way grove gr circle trail alley row mews
	rue chemin quai impasse allee cours faubourg via viale piazza corso vicolo largo strada calle avenida plaza paseo camino
	carrera rua travessa praca rodovia estrada ulica ul aleja plac ulice namesti strasse str weg gasse platz ring damm ufer
	straat laan plein gracht kade dreef vej gade gatan vagen katu tie utca sokak caddesi`)

// streetEndings end words for streets in Germanic languages.
var streetEndings = []string{"strasse", "str", "weg", "gasse", "platz", "allee", "straat", "laan", "gatan", "vagen", "vej", "gade"}

// Words that the names of columns are made of. They only break ties: values decide first.
var (
	phoneWords  = strings.Fields("phone tel telephone mobile fax telefon handy telefono telefone gsm cell")
	geoWords    = strings.Fields("lat lng lon long latitude longitude breite laenge lange coordinate")
	amountWords = strings.Fields("price amount cost total value weight quantity preis betrag prix prezzo precio menge gewicht size height width")
	placeWords  = strings.Fields(`city town suburb locality place zip zipcode postcode postal plz state region province county country
		address addr street strasse house unit ort stadt land bundesland ville commune pays cp adresse rue cidade estado citta comune
		provincia cap ciudad municipio pais miasto kod mesto psc gemeente woonplaats nation district area lat lng lon geo location`)
	nameWords = strings.Fields(`name surname forename first last given family middle vorname nachname prenom nom nombre apellido
		cognome nome sobrenome imie nazwisko voornaam achternaam jmeno prijmeni company firm firma organization organisation title titel`)
)
