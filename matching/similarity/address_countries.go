package similarity

import (
	"strings"
	"sync"
)

// countryNames lists the names a country goes by in addresses, "CODE name|name|…" by line: in English, in
// its own languages, and the codes that cannot be taken for anything else. Own compilation.
const countryNames = `
US United States|United States of America|USA|U.S.A.|Vereinigte Staaten|Etats-Unis|Estados Unidos
GB United Kingdom|UK|U.K.|Great Britain|England|Scotland|Wales|Northern Ireland|GBR|Royaume-Uni|Grossbritannien
DE Germany|Deutschland|Allemagne|Germania|Alemania|DEU|BRD
AT Austria|Österreich|Autriche|AUT
CH Switzerland|Schweiz|Suisse|Svizzera|CHE|Suiza
LI Liechtenstein|LIE
FR France|Frankreich|FRA|Francia
BE Belgium|Belgique|België|Belgien|BEL
NL Netherlands|The Netherlands|Nederland|Holland|Niederlande|Pays-Bas|NLD
LU Luxembourg|Luxemburg|LUX
IT Italy|Italia|Italien|Italie|ITA
ES Spain|España|Spanien|Espagne|ESP
PT Portugal|PRT
IE Ireland|Eire|Irland|IRL|Republic of Ireland
DK Denmark|Danmark|Dänemark|DNK
SE Sweden|Sverige|Schweden|SWE
NO Norway|Norge|Norwegen|NOR
FI Finland|Suomi|Finnland|FIN
IS Iceland|Ísland|Island|ISL
PL Poland|Polska|Polen|POL
CZ Czech Republic|Czechia|Česká republika|Česko|Tschechien|CZE
SK Slovakia|Slovensko|Slowakei|SVK
HU Hungary|Magyarország|Ungarn|HUN
RO Romania|România|Rumänien|ROU
BG Bulgaria|България|Bulgarien|BGR
GR Greece|Ελλάδα|Hellas|Griechenland|GRC
HR Croatia|Hrvatska|Kroatien|HRV
SI Slovenia|Slovenija|Slowenien|SVN
RS Serbia|Srbija|Србија|Serbien|SRB
BA Bosnia and Herzegovina|Bosna i Hercegovina|BIH
MK North Macedonia|MKD
ME Montenegro|Crna Gora
AL Albania|Shqipëria
EE Estonia|Eesti|Estland
LV Latvia|Latvija|Lettland
LT Lithuania|Lietuva|Litauen
UA Ukraine|Україна|UKR
BY Belarus|Беларусь
RU Russia|Russian Federation|Россия|Russland|RUS
KZ Kazakhstan|Казахстан
TR Turkey|Türkiye|Türkei|TUR
CY Cyprus|Κύπρος|Zypern
MT Malta
MC Monaco
AD Andorra
SM San Marino
CA Canada|CAN|Kanada
MX Mexico|México|MEX
BR Brazil|Brasil|BRA|Brasilien
AR Argentina|ARG
CL Chile|CHL
CO Colombia|COL
PE Peru|Perú|PER
VE Venezuela
EC Ecuador
UY Uruguay
PA Panama
CR Costa Rica
AU Australia|AUS|Australien
NZ New Zealand|NZL|Aotearoa
IN India|Bharat|IND|Indien
PK Pakistan|PAK
BD Bangladesh
LK Sri Lanka
CN China|People's Republic of China|P.R. China|PR China|PRC|中国|CHN
HK Hong Kong|Hongkong|香港|HKG
MO Macau|Macao
TW Taiwan|台灣|TWN
JP Japan|日本|JPN
KR South Korea|Korea|Republic of Korea|대한민국|KOR
SG Singapore|新加坡|SGP
MY Malaysia|MYS
TH Thailand|THA
VN Vietnam|Viet Nam|Việt Nam|VNM
KH Cambodia
ID Indonesia|IDN
PH Philippines|PHL
AE United Arab Emirates|UAE|U.A.E.|ARE
SA Saudi Arabia|KSA|SAU
QA Qatar
KW Kuwait
IL Israel|ישראל|ISR
EG Egypt|EGY
MA Morocco|Maroc
TN Tunisia|Tunisie
NG Nigeria|NGA
KE Kenya|KEN
GH Ghana
ZA South Africa|ZAF
`

// cityStates are the countries whose name is the name of their city.
var cityStates = wordSet("SG MC HK MO SM")

// platePrefixes are the country signs written before a postal code, as in D-10115.
var platePrefixes = map[string]string{
	"D": "DE", "DE": "DE", "A": "AT", "AT": "AT", "CH": "CH", "FL": "LI", "LI": "LI", "F": "FR", "FR": "FR",
	"I": "IT", "IT": "IT", "B": "BE", "BE": "BE", "L": "LU", "LU": "LU", "NL": "NL", "DK": "DK", "S": "SE", "SE": "SE",
	"N": "NO", "NO": "NO", "FIN": "FI", "FI": "FI", "PL": "PL", "CZ": "CZ", "SK": "SK", "H": "HU", "HU": "HU",
	"RO": "RO", "SI": "SI", "SLO": "SI", "HR": "HR", "E": "ES", "ES": "ES", "LV": "LV", "LT": "LT", "EE": "EE", "MD": "MD",
}

var usStates = wordSet(`AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY
	NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR`)

var canadianProvinces = wordSet("AB BC MB NB NL NS NT NU ON PE QC SK YT")

var australianStates = wordSet("NSW VIC QLD SA WA TAS ACT NT")

// countryIndex maps the folded names to codes.
var countryIndex = sync.OnceValue(func() map[string]string {
	index := make(map[string]string)
	for _, line := range strings.Split(strings.TrimSpace(countryNames), "\n") {
		code, names, _ := strings.Cut(line, " ")
		for _, name := range strings.Split(names, "|") {
			index[FoldKey(name)] = code
		}
	}
	return index
})

const longestCountryName = 5

// countryCode returns the code of a country's name, or "".
func countryCode(name string) string { return countryIndex()[FoldKey(name)] }

// countryAtEnd takes a country's name off the end of a text that has more words.
func countryAtEnd(s string) (rest, name, code string) {
	words := strings.Fields(s)
	for n := min(longestCountryName, len(words)-1); n > 0; n-- {
		name = strings.Join(words[len(words)-n:], " ")
		if code = countryCode(name); code != "" {
			return strings.Join(words[:len(words)-n], " "), name, code
		}
	}
	return s, "", ""
}

// similarCountry forgives one wrong letter in a country's name of six or more ("Lichtenstein").
func similarCountry(name string) string {
	key := FoldKey(name)
	best := ""
	for country, code := range countryIndex() {
		if len(country) >= 6 && (best == "" || code < best) && OSA(key, country) == 1 {
			best = code
		}
	}
	return best
}
