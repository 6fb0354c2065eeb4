package kinds

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// countryCodes are the countries and territories of ISO 3166-1, and Kosovo under the code in general use.
const countryCodes = `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW
	BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA
	GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
	KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY
	MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH
	SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
	VN VU WF WS XK YE YT ZA ZM ZW`

// countryAliases are names in use that no list has, folded.
var countryAliases = map[string]string{
	"usa": "US", "us": "US", "unitedstatesofamerica": "US", "theunitedstates": "US", "america": "US", "etatsunisdamerique": "US",
	"vereinigtestaatenvonamerika": "US", "estadosunidosdeamerica": "US", "eeuu": "US", "eua": "US",
	"uk": "GB", "greatbritain": "GB", "grossbritannien": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
	"northernireland": "GB", "britain": "GB", "grandebretagne": "GB", "granbretana": "GB", "granbretagna": "GB",
	"grootbrittannie": "GB", "angleterre": "GB", "inglaterra": "GB", "inghilterra": "GB", "schottland": "GB",
	"unitedkingdomofgreatbritainandnorthernireland": "GB",
	"holland": "NL", "thenetherlands": "NL", "hollande": "NL", "olanda": "NL", "holanda": "NL", "niederlande": "NL",
	"federalrepublicofgermany": "DE", "bundesrepublikdeutschland": "DE", "brd": "DE", "frg": "DE",
	"republicofireland": "IE", "eire": "IE", "czechrepublic": "CZ", "tschechischerepublik": "CZ", "republiquetcheque": "CZ",
	"ceskarepublika": "CZ", "slovakrepublic": "SK", "russianfederation": "RU", "southkorea": "KR", "korea": "KR",
	"republicofkorea": "KR", "koreasouth": "KR", "northkorea": "KP", "peoplesrepublicofchina": "CN", "prchina": "CN", "prc": "CN",
	"mainlandchina": "CN", "hongkong": "HK", "hongkongsar": "HK", "macau": "MO", "macao": "MO", "taiwanroc": "TW",
	"vietnam": "VN", "uae": "AE", "emirates": "AE", "vae": "AE", "ksa": "SA", "ivorycoast": "CI", "capeverde": "CV",
	"burma": "MM", "macedonia": "MK", "swaziland": "SZ", "turkey": "TR", "turkiye": "TR", "tuerkei": "TR", "vatican": "VA",
	"lichtenstein": "LI", "liechtenstein": "LI", "switzerland": "CH", "schweiz": "CH", "suisse": "CH", "svizzera": "CH", "svizra": "CH",
	"confoederatiohelvetica": "CH", "belgie": "BE", "belgique": "BE", "belgien": "BE", "el": "GR", "hellas": "GR", "ellada": "GR",
	"osterreich": "AT", "oesterreich": "AT", "roc": "TW", "drcongo": "CD", "democraticrepublicofthecongo": "CD", "congo": "CG",
	"islamicrepublicofiran": "IR", "syrianarabrepublic": "SY", "laopdr": "LA", "brunei": "BN", "moldova": "MD", "tanzania": "TZ",
	"bolivia": "BO", "venezuela": "VE", "palestine": "PS", "stateofpalestine": "PS", "micronesia": "FM", "kosovo": "XK", "xkx": "XK",
	"eastimor": "TL", "easttimor": "TL", "bosnia": "BA", "brasil": "BR", "polska": "PL", "magyarorszag": "HU", "sverige": "SE",
	"norge": "NO", "danmark": "DK", "suomi": "FI", "espana": "ES", "italia": "IT", "rossiya": "RU", "nippon": "JP", "bharat": "IN",
	"kampuchea": "KH", "eswatini": "SZ", "northmacedonia": "MK", "holysee": "VA", "republicofchina": "TW", "laopeoplesdemocraticrepublic": "LA",
	"democraticpeoplesrepublicofkorea": "KP", "trinidad": "TT",
}

// Country standardizes a country to ISO 3166-1 alpha-2. It accepts alpha-2, alpha-3 and numeric codes, names in English,
// German, French, Spanish, Italian, Dutch, the other large European languages and the country's own, and common variants
// ("U.S.A.", "Great Britain", "UK", "Holland"). Error: UNKNOWN_CODE.
func Country(s string) (string, error) {
	clean := CleanText(s)
	if clean == "" {
		return "", nil
	}
	for _, key := range countryKeys(clean) {
		if code := countryIndex()[key]; code != "" {
			return code, nil
		}
	}
	return clean, problem(UnknownCode, clean, "is not a country: expected an ISO 3166 code or a name")
}

// countryKeys gives the keys under which a name may be found, the strictest first: as it stands, with its parts in order ("Korea,
// Republic of"), without brackets ("Gambia (the)"), and without the words that lists write differently.
func countryKeys(clean string) []string {
	keys := []string{fold(clean)}
	if before, after, ok := strings.Cut(clean, ","); ok {
		keys = append(keys, fold(after+before))
	}
	if before, _, ok := strings.Cut(clean, "("); ok {
		keys = append(keys, fold(before))
	}
	return append(keys, looseKey(clean))
}

// looseWords are the words by which official and common names of countries differ.
var looseWords = wordSet("and the of und et y e en de la le les du des del los las republic republique republica repubblica republik")

// looseKey folds a name without the loose words. It begins with a sign of its own, so that it meets no strict key.
func looseKey(name string) string {
	var key strings.Builder
	for _, word := range strings.FieldsFunc(foldWords(name), func(r rune) bool { return keepAlnum(r) < 0 }) {
		if !looseWords[word] {
			key.WriteString(word)
		}
	}
	return "~" + key.String()
}

// isCountry tells whether a text is an alpha-2 code of a country.
func isCountry(code string) bool {
	return len(code) == 2 && isLetters(code) && countryIndex()[strings.ToLower(code)] == code
}

// nameLanguages are those whose country names are known, the first winning where two give one name to two countries.
var nameLanguages = strings.Fields("en de fr es it nl pt pl cs sk da sv nb fi hu ro hr sl el tr ru uk zh ja ko ar")

// countryIndex leads from codes and names, folded, to alpha-2 codes.
var countryIndex = sync.OnceValue(func() map[string]string {
	index := map[string]string{}
	codes := strings.Fields(countryCodes)
	for _, code := range codes {
		index[strings.ToLower(code)] = code
	}
	for alias, code := range countryAliases {
		index[fold(alias)] = code
		index["~"+alias] = code
	}
	for _, code := range codes {
		addCountryCodes(index, code)
	}
	for _, lang := range nameLanguages {
		addCountryNames(index, codes, display.Regions(language.MustParse(lang)))
	}
	for _, code := range codes {
		tag, _ := language.Compose(language.MustParseRegion(code))
		base, _ := tag.Base()
		own, _ := language.Compose(base)
		addCountryNames(index, []string{code}, display.Regions(own))
	}
	return index
})

// addCountryCodes adds the alpha-3 and numeric codes, the latter also without leading zeros.
func addCountryCodes(index map[string]string, code string) {
	region := language.MustParseRegion(code)
	add := func(key string) {
		if _, taken := index[key]; !taken && key != "" && key != "zzz" && key != "000" && key != "0" {
			index[key] = code
		}
	}
	numeric := padLeft(itoa(region.M49()), 3)
	add(strings.ToLower(region.ISO3()))
	add(numeric)
	add(strings.TrimLeft(numeric, "0"))
}

// addCountryNames adds the names in one language, with umlauts spelled both ways.
func addCountryNames(index map[string]string, codes []string, namer display.Namer) {
	if namer == nil {
		return
	}
	for _, code := range codes {
		name := namer.Name(language.MustParseRegion(code))
		for _, key := range []string{fold(name), fold(umlauts.Replace(name)), looseKey(name)} {
			if _, taken := index[key]; !taken && len(key) > 2 {
				index[key] = code
			}
		}
	}
}
